"""A conflict card has both sides, the facts since the base they had in common, and a chain as one card."""

from db.queries.conflicts import open_conflicts
from db.queries.dossier import dossier, dossier_cases, pending_lines, pending_personal, with_pending
from db.queries.event_filter import EventFilter
from db.queries.event_list import filtered_count
from db.queries.receipts import counts_of, receipt_by_code, receipts
from db.store import Store
from tests.db.small_county import TOWN_STREAM, County, pull, save
from tests.governance.room import MONDAY, report, uid


def _two_decisions(desk: Store, county: County) -> None:
    save(desk, "event.report", "e", report())
    save(desk, "event.accept", "e", {})
    county.take(desk)
    pull(desk, county)
    county.web(TOWN_STREAM, "event.dispatch", uid("e"), {"unit": "T-SC"}, "op")
    save(desk, "event.dispatch", "e", {"unit": "T-ZF"})
    save(desk, "event.note", "e", {"text": "电话告知综合执法队到场"})


def test_both_sides_and_the_facts_since(desk: Store, county: County) -> None:
    _two_decisions(desk, county)
    county.take(desk)
    pull(desk, county)
    (card,) = desk.read(lambda conn: open_conflicts(conn, TOWN_STREAM))
    assert card.base is not None
    assert (card.base.kind, card.kind) == ("event.accept", "event.dispatch")
    assert [line.p["unit"] for line in card.held] == ["T-SC"]
    assert [line.p["unit"] for line in card.other] == ["T-ZF"]
    assert [line.kind for line in card.facts] == ["event.note"]
    assert card.since >= MONDAY
    assert len(card.other[0].receipt_code) == 8
    found = desk.read(lambda conn: filtered_count(conn, TOWN_STREAM, EventFilter(conflicts=True), now=MONDAY))
    assert found == 1


def test_a_conflict_is_told_before_it_is_delivered(desk: Store, county: County) -> None:
    _two_decisions(desk, county)
    pull(desk, county)
    pending = desk.read_own(lambda own: pending_lines(own, TOWN_STREAM))
    (card,) = desk.read(lambda conn: open_conflicts(conn, TOWN_STREAM, pending))
    assert [line.p["unit"] for line in card.held] == ["T-SC"]
    assert [(line.p["unit"], line.seq) for line in card.other] == [("T-ZF", None)]


def test_a_settled_conflict_is_no_card(desk: Store, county: County) -> None:
    _two_decisions(desk, county)
    county.take(desk)
    pull(desk, county)
    (card,) = desk.read(lambda conn: open_conflicts(conn, TOWN_STREAM))
    save(desk, "conflict.resolve", "e", {"item": card.item, "choice": "KEEP"})
    desk.town.settle()
    assert desk.read(lambda conn: open_conflicts(conn, TOWN_STREAM)) == []


def test_a_dossier_goes_on_with_what_is_pending(desk: Store, county: County) -> None:
    save(desk, "event.report", "e", report(), annex={"tel": "13800000011", "name": "王某"})
    private = desk.read_own(lambda own: pending_personal(own, TOWN_STREAM, uid("e")))
    assert private == {"tel": "13800000011", "name": "王某"}
    county.take(desk)
    pull(desk, county)
    save(desk, "event.accept", "e", {})
    desk.town.settle()
    shown = desk.read(lambda conn: dossier(conn, TOWN_STREAM, uid("e")))
    assert shown is not None
    pending = desk.read_own(lambda own: pending_lines(own, TOWN_STREAM, dossier_cases(shown.case)))
    whole = with_pending(shown, pending)
    assert [(line.kind, line.seq is None) for line in whole.lines] == [
        ("event.report", False),
        ("event.accept", True),
    ]
    assert with_pending(whole, pending) == whole


def test_what_is_merged_into_a_case_tells_its_part(desk: Store) -> None:
    for name in ("main", "child"):
        save(desk, "event.report", name, report())
    main = save(desk, "event.accept", "main", {})
    save(desk, "event.merge", "child", {"main": uid("main")}, also=((uid("main"), main.action.id),))
    desk.town.settle()
    shown = desk.read(lambda conn: dossier(conn, TOWN_STREAM, uid("main")))
    assert shown is not None
    assert dossier_cases(shown.case) == (uid("main"), uid("child"))
    pending = desk.read_own(lambda own: pending_lines(own, TOWN_STREAM, dossier_cases(shown.case)))
    assert [line.kind for line in pending][-1] == "event.merge"
    assert (
        desk.read(lambda conn: filtered_count(conn, TOWN_STREAM, EventFilter(main=uid("main")), now=MONDAY))
        == 1
    )
    assert (
        desk.read(lambda conn: filtered_count(conn, TOWN_STREAM, EventFilter(open_only=True), now=MONDAY))
        == 1
    )


def test_a_receipt_is_found_by_what_is_read_out(desk: Store, county: County) -> None:
    save(desk, "event.report", "a", report())
    county.take(desk)
    pull(desk, county)
    save(desk, "event.accept", "a", {})
    (waiting,) = desk.read_own(lambda own: receipts(own, TOWN_STREAM, states=("D1",)))
    spoken = f"{waiting.receipt_code[:4].lower()}-{waiting.receipt_code[4:]} "
    assert desk.read_own(lambda own: receipt_by_code(own, TOWN_STREAM, spoken)) == waiting
    assert desk.read_own(lambda own: receipt_by_code(own, TOWN_STREAM, "00000000")) is None
    counted = desk.read_own(lambda own: counts_of(own, TOWN_STREAM, since=MONDAY))
    assert counted["D1"] == 1
    assert desk.read_own(lambda own: counts_of(own, TOWN_STREAM, since=MONDAY + 1))["D1"] == 0
