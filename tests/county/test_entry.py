"""Who may come in: codes, passwords, tokens, streams; and what everybody else is told (I19)."""

import pytest

from county.api.limits import PUSH, Limits
from county.api.nonces import GOOD_MS, Nonces
from county.clock import WallClock
from county.enrolment import CODE_MS, BadCodeError, enrol, normal
from county.streams import County
from governance.ledger.chain import b64
from tests.county.desk import Desk
from tests.county.served import code_for, desk_at, served
from tests.county.small import OTHER, PASSWORD, uid


class Ticks:
    """Seconds that stand still."""

    def __init__(self) -> None:
        self.at = 0.0

    def __call__(self) -> float:
        return self.at


async def test_another_towns_stream_and_an_unknown_one_answer_alike(county: County) -> None:
    async with served(county) as url, desk_at(url, county) as desk:
        other = county.town_of(OTHER)
        for stream in (other, uid("no stream"), "nonsense"):
            for answer in (
                await desk.call("GET", f"/v1/streams/{stream}/actions?after=0&h="),
                await desk.call("POST", f"/v1/streams/{stream}/actions", b"{}\n", TCR_Epoch="1"),
                await desk.post(f"/v1/streams/{stream}/ancestor", {"points": []}),
            ):
                assert (answer.status, answer.problem) == (404, "no-stream")


async def test_without_a_good_token_nothing_is_given(county: County) -> None:
    async with served(county) as url, desk_at(url, county) as desk:
        path = f"/v1/streams/{desk.town}/actions?after=0&h="
        for token in ("", "Bearer ", "Bearer rubbish", f"Bearer {b64(bytes(32))}", f"Basic {desk.token}"):
            answer = await desk.call("GET", path, Authorization=token)
            assert (answer.status, answer.problem) == (401, "token-expired")
        reply = await desk.hello()
        assert reply.devs
        desk.token = "rubbish"
        assert not (await desk.hello()).devs


@pytest.mark.parametrize("user", ["op1", "值班一", uid("op1")])
async def test_a_person_logs_in_by_login_or_id(county: County, user: str) -> None:
    async with served(county) as url, Desk(url) as desk:
        await desk.enrol(code_for(county))
        answer = await desk.log_in(user)
        assert (answer.status == 200) == (user != "值班一")
        if answer.status == 200:
            assert answer.json["user"] == uid("op1")
            assert answer.json["roles"] == ["ROOM_OP"]
            assert answer.json["streams"] == [desk.county, desk.town]


@pytest.mark.parametrize(
    ("user", "pw"),
    [
        ("op1", "wrong"),
        ("nobody", PASSWORD),
        ("gw", PASSWORD),
        ("far", PASSWORD),
        ("c1", PASSWORD),
        ("op1", None),
    ],
)
async def test_who_may_not_sit_here_gets_no_token(county: County, user: str, pw: str | None) -> None:
    async with served(county) as url, Desk(url) as desk:
        await desk.enrol(code_for(county))
        answer = await desk.log_in(user, pw)
        assert (answer.status, answer.problem) == (401, "token-expired")


async def test_after_the_password_the_device_renews_by_its_own_proof(county: County) -> None:
    async with served(county) as url, desk_at(url, county) as desk:
        assert (await desk.log_in(pw=None)).status == 200
        stranger = Desk(url)
        stranger.id = desk.id  # knows the device, has not its key
        async with stranger:
            assert (await stranger.log_in(pw=None)).json["why"] == "proof"


async def test_ten_failures_are_enough_for_ten_minutes(county: County) -> None:
    async with served(county) as url, Desk(url) as desk:
        await desk.enrol(code_for(county))
        assert [(await desk.log_in(pw=None)).status for _ in range(11)] == [401] * 10 + [429]
        late = await desk.log_in(pw=PASSWORD)
        assert (late.status, late.problem) == (429, "rate")
        assert int(late.headers["retry-after"]) >= 1


async def test_a_stranger_without_a_device_cannot_lock_anybody_out(county: County) -> None:
    async with served(county) as url, desk_at(url, county) as desk, Desk(url) as stranger:
        stranger.id = desk.id
        for _ in range(11):
            assert (await stranger.log_in(pw="wrong")).json["why"] == "proof"
        assert (await desk.log_in()).status == 200


async def test_a_code_lets_one_device_in(county: County) -> None:
    code = code_for(county)
    async with served(county) as url, Desk(url) as one, Desk(url) as two:
        assert (await one.enrol("0000000000")).status == 401
        first = await one.enrol(f"{code[:5]} {code[5:].lower()}")
        again = await one.enrol(code)
        assert (first.status, again.status) == (200, 200)
        assert first.json == again.json
        assert (await two.enrol(code)).json["why"] == "code"
        assert (await two.enrol(code_for(county))).json["no"] == "0B"


async def test_a_revoked_device_is_told_so(county: County) -> None:
    async with served(county) as url, desk_at(url, county) as desk:
        town = desk.town
        await desk.pull()
        entry = next(a for a in desk.read[town] if a.kind == "sys.device" and a.p["no"] == desk.no)
        county.write(lambda work: work.sure(town).record("sys.device", {**entry.p, "status": "revoked"}))
        refused = await desk.push([desk.report()])
        assert (refused.status, refused.problem) == (403, "device-revoked")


def test_a_code_ends_after_two_days(county: County) -> None:
    code = code_for(county)
    late = WallClock().now() + CODE_MS + 1
    with pytest.raises(BadCodeError):
        county.write(lambda work: enrol(work, county.stream, code, {}, late))


def test_a_code_may_be_typed_as_people_type() -> None:
    assert normal("o1 il-2abc") == "011" + "12ABC"


def test_a_nonce_is_good_once_and_for_ten_minutes() -> None:
    nonces, other = Nonces(b"a" * 32), Nonces(b"b" * 32)
    text = b64(nonces.give(1_000_000))
    assert other.take(text, 1_000_000) is None
    assert nonces.take(text, 1_000_000 + GOOD_MS + 1) is None
    assert nonces.take(text, 1_000_000) is not None
    assert nonces.take(text, 1_000_000) is None
    assert nonces.take("rubbish", 1_000_000) is None


def test_a_bucket_fills_again() -> None:
    clock = Ticks()
    limits = Limits(clock)
    assert not any(limits.wait_s("push", PUSH, "dev") for _ in range(100))
    assert limits.wait_s("push", PUSH, "dev") == pytest.approx(0.05)
    assert not limits.wait_s("push", PUSH, "other")
    clock.at += 1
    assert not any(limits.wait_s("push", PUSH, "dev") for _ in range(20))
    assert limits.wait_s("push", PUSH, "dev")
