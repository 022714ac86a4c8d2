"""The whole way of a desk: code → session → push → read back, and every way a push can go wrong."""

import asyncio
from urllib.parse import urlencode

from county import verify
from county.streams import County
from db.signing import verify as signed_by
from governance.ledger import chain
from sync.desk_ports import OwnAction
from tests.county.desk import Answer, Desk
from tests.county.served import desk_at, served
from tests.county.small import OTHER


async def test_a_new_pc_comes_in_pushes_and_reads_itself_back(county: County) -> None:
    async with served(county) as url, desk_at(url, county) as desk:
        assert desk.no == "0A"
        actions = [desk.report(f"第{n}件") for n in range(30)]
        pushed = await desk.push(actions)
        assert pushed.status == 200
        assert [(m[0], m[2], m[3]) for m in pushed.json["r"]] == [(n, "a", "") for n in range(1, 31)]
        assert int(pushed.headers["tcr-time"]) > 0
        assert pushed.headers["tcr-epoch"] == "1"
        await desk.read_all(desk.county)
        answer = await desk.pull(proof=True)
        assert b'"k":"' in answer.body
        assert [a.kind for a in desk.read[desk.town]].count("event.report") == 30
        head = desk.cursor[desk.town]
        assert (head.seq, chain.b64(head.h)) == (pushed.json["head"]["seq"], pushed.json["head"]["h"])
    with county.reading() as conn:
        assert all(not one.differences for one in verify.verify(conn))


async def test_pages_are_as_small_as_asked(county: County) -> None:
    async with served(county) as url, desk_at(url, county) as desk:
        answer = await desk.pull(limit=10)
        assert answer.body.endswith(b'"more":true}\n')
        assert desk.cursor[desk.town].seq == 10
        await desk.read_all()
        assert (await desk.pull()).status == 204


async def test_hello_is_signed_and_tells_a_known_desk_where_it_stands(county: County) -> None:
    async with served(county) as url, Desk(url) as stranger:
        nonce = chain.b64(bytes(range(32)))
        answer = await stranger.post("/v1/hello", {"app": "x", "proto": [1, 1], "nonce": nonce})
        message = chain.hello_message(answer.body)
        assert signed_by(county.keys.public, chain.unb64(answer.headers["tcr-sig"]), message)
        assert (answer.json["nonce"], answer.json["devs"], answer.json["heads"]) == (nonce, [], [])
        async with desk_at(url, county) as desk:
            await desk.push([desk.report()])
            reply = await desk.hello()
            assert [(s, n, state) for s, n, _, state in reply.devs] == [
                (desk.county, 0, "active"),
                (desk.town, 1, "active"),
            ]
            assert [head[0] for head in reply.heads] == [desk.county, desk.town]


async def _parked(desk: Desk) -> "asyncio.Task[Answer]":
    """A poll that waits; one that still brought the town's pin of the county's state is followed by another."""
    for _ in range(5):
        poll = asyncio.create_task(desk.pull(wait=10))
        await asyncio.sleep(0.2)
        if not poll.done():
            return poll
    raise AssertionError("the county has always something new")


async def test_a_parked_poll_wakes_within_a_moment_of_the_commit(county: County) -> None:
    async with served(county) as url, desk_at(url, county) as one, desk_at(url, county) as two:
        for desk in (one, two):
            await desk.read_all()
        parked = await _parked(two)
        async with asyncio.timeout(2):
            await one.push([one.report()])
            assert (await parked).status == 200
        assert two.read[two.town][-1].dev == one.id


async def test_the_same_lines_again_get_the_same_answer(county: County) -> None:
    async with served(county) as url, desk_at(url, county) as desk:
        first = [desk.report(), desk.report()]
        before = (await desk.push(first)).json["r"]
        again = await desk.push([*first, desk.report()])
        assert again.json["r"][:2] == before
        assert len(again.json["r"]) == 3


async def test_a_gap_says_what_would_fit(county: County) -> None:
    async with served(county) as url, desk_at(url, county) as desk:
        actions = [desk.report() for _ in range(3)]
        answer = await desk.push(actions[2:])
        assert (answer.status, answer.problem, answer.json["expect"]) == (409, "dseq-gap", 1)


async def test_a_wrong_signature_stops_the_batch_at_its_index(county: County) -> None:
    async with served(county) as url, desk_at(url, county) as desk:
        good, bad, after = desk.report(), desk.report(), desk.report()
        spoilt = OwnAction(bad.dseq, bad.core, bad.annex, bad.ah, bytes(64))
        answer = await desk.push([good, spoilt, after])
        assert (answer.status, answer.problem) == (422, "bad-envelope")
        assert (answer.json["index"], answer.json["why"]) == (1, "signature")
        assert [mark[0] for mark in answer.json["r"]] == [1]
        assert (await desk.push([bad, after])).status == 200


async def test_two_hashes_under_one_number_are_a_clone(county: County) -> None:
    async with served(county) as url, desk_at(url, county) as desk:
        start = desk.ah[desk.town]
        await desk.push([desk.report("一")])
        held = desk.ah[desk.town]
        desk.ah[desk.town], desk.sealed[desk.town] = start, []
        answer = await desk.push([desk.report("二")])
        assert (answer.status, answer.problem) == (409, "device-forked")
        assert (answer.json["dseq"], answer.json["ah"]) == (1, chain.b64(held))


async def test_another_epoch_and_another_history_are_told(county: County) -> None:
    async with served(county) as url, desk_at(url, county) as desk:
        assert (await desk.push([desk.report()], epoch=2)).problem == "epoch-changed"
        await desk.read_all()
        query = urlencode({"after": 3, "h": chain.b64(bytes(32)), "epoch": 1})
        answer = await desk.call("GET", f"/v1/streams/{desk.town}/actions?{query}")
        assert (answer.status, answer.problem) == (409, "history-diverged")
        at = desk.cursor[desk.town]
        points = [[at.seq + 5, chain.b64(at.h)], [at.seq, chain.b64(at.h)]]
        found = await desk.post(f"/v1/streams/{desk.town}/ancestor", {"points": points})
        assert (found.json["seq"], found.json["h"]) == (at.seq, chain.b64(at.h))


async def test_a_batch_over_the_limit_is_refused_whole(county: County) -> None:
    async with served(county) as url, desk_at(url, county) as desk:
        answer = await desk.push([desk.report() for _ in range(201)])
        assert (answer.status, answer.problem, answer.json["limit"]) == (413, "too-large", 200)
        bomb = await desk.call("POST", f"/v1/streams/{desk.town}/actions", b" " * 3_000_000, TCR_Epoch="1")
        assert (bomb.status, bomb.problem) == (413, "too-large")


async def test_a_county_entry_is_pinned_before_the_next_push_is_judged(county: County) -> None:
    async with served(county) as url, desk_at(url, county) as desk:
        async with desk_at(url, county, user="far", town=OTHER):
            await desk.push([desk.report()])
        await desk.read_all(desk.county)
        await desk.read_all()
        pins = [a.p["seq"] for a in desk.read[desk.town] if a.kind == "sys.bundle"]
        assert pins[-1] == desk.cursor[desk.county].seq


async def test_plain_and_packed_bodies_are_both_fine(county: County) -> None:
    async with served(county) as url, desk_at(url, county) as desk:
        desk.zstd = False
        assert (await desk.push([desk.report("长" * 500)])).status == 200
        desk.zstd = True
        assert (await desk.push([desk.report("长" * 500)])).status == 200


async def test_rubbish_is_a_bad_request(county: County) -> None:
    async with served(county) as url, desk_at(url, county) as desk:
        for path, data in (("/v1/hello", b"{"), ("/v1/auth/session", b"[]"), ("/v1/devices", b"\xff\xfe")):
            assert (await desk.call("POST", path, data)).problem == "bad-request"
        answer = await desk.call("POST", "/v1/hello", b"x" * 20, Content_Encoding="zstd")
        assert answer.problem == "bad-request"
        assert (await desk.call("GET", f"/v1/streams/{desk.town}/actions?after=x")).problem == "bad-request"
        assert answer.headers["content-type"] == "application/problem+json"
        assert (await desk.call("GET", f"/v1/streams/{desk.town}/checkpoints")).json == {"checkpoints": []}
