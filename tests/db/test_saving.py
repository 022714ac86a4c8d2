"""Saving: what was acknowledged is there, commits are whole or nothing, no number is ever missing."""

import pytest
from sqlalchemy import Connection, insert, select

from db import drafts
from db.failures import ActionTooLargeError
from db.outbox import Intent, Signer, seal
from db.queries.receipts import counts, receipt_of, receipts
from db.signing import verify as signed_by
from db.store import Store
from db.tables.own import device, outbox
from governance.ledger.action import read_core
from governance.ledger.canonical import parse
from governance.ledger.chain import action_hash, annex_commitment, device_hash, signed_action
from tests.db.small_county import COUNTY_STREAM, TOWN_STREAM, save, sealed_lines
from tests.governance.room import report, uid


def test_a_saved_action_is_there_after_reopening(desk: Store) -> None:
    sealed = save(desk, "event.report", "e", report())
    desk.close()
    with Store.open(desk.folder) as again:
        found = again.read_own(lambda own: receipt_of(own, sealed.action.id))
        assert found is not None
        assert (found.state, found.dseq, found.ah) == ("D1", sealed.dseq, sealed.ah)


def test_own_actions_chain_from_the_certificate_and_are_signed(desk: Store) -> None:
    for name in ("a", "b", "c"):
        save(desk, "event.report", name, report())
    ah = device_hash(desk.device(TOWN_STREAM).cert)
    for number, (dseq, core, _, kept, sig) in enumerate(
        desk.read_own(lambda own: sealed_lines(own, TOWN_STREAM)), 1
    ):
        ah = action_hash(ah, core)
        assert (dseq, kept, read_core(core).dseq) == (number, ah, number)
        assert signed_by(desk.key.public, sig, signed_action(ah))


def test_accept_and_dispatch_are_one_commit(desk: Store) -> None:
    save(desk, "event.report", "e", report(urg="U1"))
    first = desk.new_id()
    accept = Intent(kind="event.accept", case=uid("e"), p={}, actor=uid("op"), id=first)
    dispatch = Intent(kind="event.dispatch", case=uid("e"), p={"unit": "T-ZF"}, actor=uid("op"), base=first)
    sealed = desk.seal([accept, dispatch])
    assert sealed[0].action.id == first
    assert sealed[1].dseq == sealed[0].dseq + 1


def test_a_commit_that_fails_leaves_no_gap_and_keeps_the_draft(desk: Store) -> None:
    draft = drafts.Draft(uid("draft"), uid("op"), "event.report", "{}", desk.clock.wall_ms())
    desk.own.run(lambda own: drafts.keep(own, draft))
    before = save(desk, "event.report", "a", report()).dseq
    signer = Signer(desk.key.sign, desk.clock, bytes)

    def torn(own: Connection) -> None:
        seal(own, TOWN_STREAM, [_intent("b", draft=draft.draft_id)], signer)
        row = own.execute(select(outbox)).first()
        assert row is not None
        own.execute(insert(outbox).values(row._asdict()))  # the same primary key again

    with pytest.raises(Exception, match="UNIQUE"):
        desk.own.run(torn)
    assert desk.read_own(lambda own: drafts.draft_of(own, draft.draft_id)) == draft
    assert save(desk, "event.report", "c", report()).dseq == before + 1


def test_sealing_takes_the_draft_away(desk: Store) -> None:
    draft = drafts.Draft(uid("draft"), uid("op"), "event.report", "{}", desk.clock.wall_ms())
    desk.own.run(lambda own: drafts.keep(own, draft))
    desk.seal([_intent("e", draft=draft.draft_id)])
    assert desk.read_own(lambda own: drafts.open_drafts(own, uid("op"))) == []


@pytest.mark.parametrize(
    "p",
    [report(text="长" * 30_000), report(text="\x00"), report(text="\ud800")],
    ids=["over 64 KiB", "U+0000", "a lone surrogate"],
)
def test_what_cannot_be_sent_is_not_saved(desk: Store, p: dict[str, object]) -> None:
    before = desk.read_own(counts)
    with pytest.raises(ActionTooLargeError, match="没有保存"):
        desk.seal([_intent("e", p=p)])
    assert desk.read_own(counts) == before


def test_private_fields_travel_beside_the_action_and_are_committed_to(desk: Store) -> None:
    sealed = desk.seal([_intent("e", annex={"name": "王某", "tel": "13800000000"})])[0]
    *_, (_, core, annex, _, _) = desk.read_own(lambda own: sealed_lines(own, TOWN_STREAM))
    assert annex is not None
    assert sealed.action.p["px"] == annex_commitment(parse(annex))
    assert "王某".encode() not in core


def test_private_fields_over_their_limit_are_not_saved(desk: Store) -> None:
    with pytest.raises(ActionTooLargeError, match="个人信息过长"):
        desk.seal([_intent("e", annex={"free": "长" * 2_000})])


def test_stamps_grow_even_when_the_clock_stands_still(desk: Store) -> None:
    stamps = [save(desk, "event.report", name, report()).action.hlc for name in ("a", "b", "c")]
    assert stamps == sorted(set(stamps))


def test_each_stream_has_a_chain_of_its_own(desk: Store) -> None:
    town = save(desk, "event.report", "e", report())
    county = desk.seal([_intent("x", kind="list.sign", stream=COUNTY_STREAM)])[0]
    assert (county.dseq, town.dseq) == (1, 2)  # the shift was opened before
    numbers = desk.read_own(lambda own: own.execute(select(device.c.stream_id, device.c.dseq)).all())
    assert {row.stream_id: row.dseq for row in numbers} == {TOWN_STREAM: 2, COUNTY_STREAM: 1}


def test_the_receipt_list_shows_the_latest_first(desk: Store) -> None:
    for name in ("a", "b", "c"):
        save(desk, "event.report", name, report())
    first = desk.read_own(lambda own: receipts(own, TOWN_STREAM, limit=2))
    rest = desk.read_own(lambda own: receipts(own, TOWN_STREAM, before=first[-1].dseq))
    assert [one.dseq for one in (*first, *rest)] == [4, 3, 2, 1]
    waiting = desk.read_own(lambda own: receipts(own, TOWN_STREAM, waiting=True))
    assert [one.dseq for one in waiting] == [4, 3, 2]  # the shift was read back


def _intent(case: str, **more: object) -> Intent:
    fields: dict[str, object] = {"kind": "event.report", "case": uid(case), "p": report(), "actor": uid("op")}
    return Intent(**(fields | more))  # type: ignore[arg-type]
