"""What the county does with a push (sync.md §7.1, §9 of the test plan): entered once, answered the same, or refused at its line."""

from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from db.signing import SigningKey
from governance.ledger import chain
from governance.ledger.action import Action, core_bytes
from governance.ledger.canonical import canonical
from sync.messages import Problem, PushReply
from sync.replies import Reply
from sync.server import Act, act
from sync.wire import MAX_LINES, body, push_line
from tests.sync.a_county import Quiet
from tests.sync.simulation.clockwork import START
from tests.sync.simulation.memory_desk import Own


def told(reply: Reply) -> Problem:
    return msgspec.json.decode(reply.body, type=Problem)


def marks(reply: Reply) -> list[tuple[int, int, str]]:
    assert reply.status == 200, reply.body
    return [mark[:3] for mark in msgspec.json.decode(reply.body, type=PushReply).r]


def sealed(quiet: Quiet, core: bytes, annex: bytes | None = None, key: SigningKey | None = None) -> bytes:
    """A push line of these bytes that continues the desk's chain, signed by it or by another key."""
    ah = chain.action_hash(quiet.store.device(quiet.town)[2], core)
    return push_line(core, annex, (key or quiet.store.key).sign(chain.signed_action(ah)))


def core_of(quiet: Quiet, **more: Any) -> bytes:
    return core_bytes(quiet.action(**({"dseq": 1} | more)))


# ---------------------------------------------------------------- entered


def test_a_batch_is_entered_in_order_and_answered_with_the_signed_head() -> None:
    quiet = Quiet()
    before = quiet.ledger.head().seq
    rows = quiet.saved(3)
    reply = quiet.push(quiet.lines(rows))
    first = quiet.ledger.answers[quiet.store.dev, 1].seq
    assert marks(reply) == [(n, first + n - 1, "a") for n in (1, 2, 3)]
    said = msgspec.json.decode(reply.body, type=PushReply)
    assert said.head["seq"] == quiet.ledger.head().seq > before
    assert chain.b64(quiet.world.key.sign(chain.head_message(said.head))) == said.sig


def test_the_pin_is_written_before_the_first_verdict() -> None:
    quiet = Quiet()
    quiet.push(quiet.lines(quiet.saved()))
    assert [row.vd for row in quiet.ledger.rows[-2:]] == ["a", "a"]
    assert b'"kind":"sys.bundle"' in quiet.ledger.rows[-2].core
    again = len(quiet.ledger.rows)
    quiet.push(quiet.lines(quiet.saved()))
    assert len(quiet.ledger.rows) == again + 1  # nothing new in the county: no further pin


def test_what_overlaps_is_answered_from_the_ledger() -> None:
    quiet = Quiet()
    rows = quiet.saved(2)
    first = marks(quiet.push(quiet.lines(rows)))
    rows += quiet.saved(1)
    count = len(quiet.ledger.rows)
    again = marks(quiet.push(quiet.lines(rows), st=START + 9_000))
    assert again[:2] == first
    assert len(quiet.ledger.rows) == count + 1


def a_morning(quiet: Quiet) -> list[Own]:
    """A shift opened, an event registered, accepted, dispatched, remarked upon."""
    rows = quiet.saved()
    case = msgspec.json.decode(rows[0].core, type=Action).case

    def does(kind: str, p: dict[str, Any], base: str | None = None, about: str | None = case) -> None:
        rows.append(quiet.store.seal(quiet.town, quiet.action(kind, case=about, p=p, base=base), None))

    does("shift.open", {"operator": quiet.desk.user}, about=quiet.world.works.uuid())
    does("event.accept", {})
    does("event.dispatch", {"unit": "T-ZF"}, base=rows[-1].action_id)
    does("event.note", {"text": "来电补充情况"})
    return rows


def ledger_after(cuts: tuple[int, ...]) -> tuple[bytes, bytes, list[str]]:
    quiet = Quiet()
    rows, start = a_morning(quiet), 0
    for cut in cuts:
        quiet.push(quiet.lines(rows[start:cut]))
        start = cut
    return quiet.ledger.head().h, quiet.ledger.folded.digest, [r.vd + r.code for r in quiet.ledger.rows[-5:]]


@pytest.mark.parametrize("cuts", [(1, 5), (2, 5), (2, 4, 5), (1, 2, 3, 4, 5)])
def test_how_a_queue_is_cut_into_batches_changes_no_byte_of_the_ledger(cuts: tuple[int, ...]) -> None:
    whole = ledger_after((5,))
    assert whole[2] == ["a"] * 5
    assert ledger_after(cuts) == whole


# ---------------------------------------------------------------- not entered


def test_a_gap_is_told_with_the_number_that_fits() -> None:
    quiet = Quiet()
    rows = quiet.saved(3)
    count = len(quiet.ledger.rows)
    assert told(quiet.push(quiet.lines(rows[1:]))) == Problem(
        type="urn:tcr:dseq-gap", t=START + 1_000, expect=1
    )
    assert len(quiet.ledger.rows) == count


def test_a_second_hash_under_one_number_is_a_clone() -> None:
    quiet = Quiet()
    twin = quiet.store.twin()
    quiet.push(quiet.lines(quiet.saved()))
    other = [twin.seal(quiet.town, quiet.action(), None) for _ in range(2)]
    found = told(quiet.push(quiet.lines(other)))
    assert (found.name, found.dseq) == ("device-forked", 1)
    assert found.ah == chain.b64(quiet.ledger.answers[quiet.store.dev, 1].ah)


def test_another_epoch_and_a_revoked_device_enter_nothing() -> None:
    quiet = Quiet()
    data = quiet.lines(quiet.saved())
    assert told(quiet.push(data, epoch=2)).name == "epoch-changed"
    known = quiet.device
    quiet.ledger.devices[known.id] = replace(known, status="revoked")
    reply = quiet.push(data)
    assert (reply.status, told(reply).name) == (403, "device-revoked")


def test_a_bad_signature_in_the_middle_is_refused_at_its_index_and_what_stands_before_is_entered() -> None:
    quiet = Quiet()
    rows = quiet.saved(3)
    lines = [push_line(row.core, row.annex, row.sig) for row in rows]
    lines[1] = push_line(rows[1].core, None, rows[0].sig)
    reply = quiet.push(body(lines))
    found = told(reply)
    assert (reply.status, found.index, found.why) == (422, 1, "signature")
    assert isinstance(found.r, tuple)
    assert [mark[0] for mark in found.r] == [1]
    assert quiet.device.dseq == 1


DEEP = b'{"a":' * 8 + b"{}" + b"}" * 8


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"via": "web"}, "county-only"),
        ({"kind": "sys.user"}, "county-only"),
        ({"stream": "0197a000-0000-7000-8000-330421101000"}, "other-stream"),
        ({"dev": "0199c0de-0000-7000-8000-000000000001"}, "other-device"),
        ({"dseq": 0}, "bad-dseq"),
    ],
)
def test_what_only_the_county_or_another_may_say_is_refused(more: dict[str, Any], why: str) -> None:
    quiet = Quiet()
    found = told(quiet.push(body([sealed(quiet, core_of(quiet, **more))])))
    assert (found.index, found.why) == (0, why)


@pytest.mark.parametrize(
    ("part", "spoilt"),
    [
        (b'"cq":0', b'"cq":1.5'),
        (b'"cq":0', b'"cq":0,"cq":0'),
        (b'"cq":0', b'"cq": 0'),
        (b'"cq":0', b'"cq":9007199254740992'),
        (b'"cq":0', b'"cq":-0'),
        (b'"cq":0', b'"cq":1e400'),
        (b'"cq":0', b'"cq":NaN'),
        (b'"cq":0', b'"cq":0,"cz":0'),
        (b"S260921", b"\\ud800"),
        (b"S260921", b"\\u0000"),
        (b"S260921", b"\xc0\xaf"),
        (b"S260921", b"\xed\xa0\x80"),
        (b'{"actor"', b'\xef\xbb\xbf{"actor"'),
        (b'"w":', b'"W":'),
        (b'"p":{', b'"p":{"aa":' + DEEP + b","),
    ],
)
def test_bytes_that_are_not_canonical_are_refused(part: bytes, spoilt: bytes) -> None:
    quiet = Quiet()
    core = core_of(quiet)
    assert part in core
    found = told(quiet.push(body([sealed(quiet, core.replace(part, spoilt))])))
    assert found.name == "bad-envelope"
    assert found.why in ("not-canonical", "no-core")


def test_what_is_too_large_is_refused() -> None:
    quiet = Quiet()
    big = core_of(quiet)
    big = big.replace(b"S260921", b"S" * 65_600)
    assert told(quiet.push(body([sealed(quiet, big)]))).why == "core-too-large"
    assert quiet.push(b"x\n" * (MAX_LINES + 1)).status == 413
    assert quiet.push(b"x" * (1024 * 1024 + 1)).status == 413
    assert quiet.push(b"").status == 400
    assert quiet.push(b"{}").status == 400


@pytest.mark.parametrize(
    ("annex", "why"),
    [
        ({"n": "x", "name": "李某"}, "annex-differs"),
        ({"n": "x", "a": 1}, "annex-shape"),
        ({"n": "x", "rows": [{"b": {"a": 1}}]}, "annex-shape"),
        ({"n": "x" * 5_000}, "annex-too-large"),
    ],
)
def test_an_annex_must_be_the_one_that_was_committed_to(annex: dict[str, Any], why: str) -> None:
    quiet = Quiet()
    p = quiet.action().p | {"px": chain.annex_commitment({"n": "x", "name": "王某"})}
    line = sealed(quiet, core_of(quiet, p=p), canonical(annex))
    assert told(quiet.push(body([line]))).why == why


def test_an_annex_that_is_the_one_is_kept_beside_the_core() -> None:
    quiet = Quiet()
    annex = {"n": "x", "name": "王某"}
    p = quiet.action().p | {"px": chain.annex_commitment(annex)}
    assert quiet.push(body([sealed(quiet, core_of(quiet, p=p), canonical(annex))])).status == 200
    assert quiet.ledger.rows[-1].annex == canonical(annex)


# ---------------------------------------------------------------- web users


def test_the_same_form_sent_twice_is_answered_twice_and_entered_once() -> None:
    quiet = Quiet()
    kind, case, p = quiet.world.people.report()
    form = Act(id=quiet.world.works.uuid(), actor=quiet.world.ids["zf"], kind=kind, case=case, p=p)
    writer = quiet.county.memory.writers[quiet.town]
    first, second = (
        quiet.county.transaction(quiet.town, lambda tx: act(form, START + 5_000, tx, writer))
        for _ in range(2)
    )
    assert (first.again, second.again) == (False, True)
    assert (first.seq, first.vd) == (second.seq, second.vd)
    sealed_core = msgspec.json.decode(quiet.ledger.rows[-1].core, type=Action)
    assert (sealed_core.via, sealed_core.t, sealed_core.cq) == ("web", START + 5_000, 0)
    assert quiet.ledger.head().seq == first.seq
