"""What the screen shows: confirmed work, own undelivered work on top, and nothing twice."""

from msgspec.structs import replace

from db.overlay import ShownView, shown_case
from db.queries.calls import calls_of_event
from db.queries.dossier import dossier, pending_lines
from db.queries.events import EventRow, latest_events, open_events
from db.queries.receipts import counts
from db.store import Store
from db.verify import verify
from governance.calls.call import Call
from governance.events.event import Event
from governance.objections import refusal
from governance.refusal import Refusal
from tests.db.small_county import MINUTE, TOWN_STREAM, Clock, County, pull, save, tip_of
from tests.governance.room import ISSUE, MONDAY, report, uid


def test_a_saved_event_shows_at_once_and_is_marked_pending(desk: Store) -> None:
    save(desk, "event.report", "e", report())
    row = only(desk)
    assert (row.state, row.pending, row.serial) == ("REGISTERED", 1, "S260309-100-0A-0001")
    assert row.due_at == MONDAY + 15 * MINUTE


def test_three_steps_pending_are_one_event_with_three(desk: Store) -> None:
    _dispatched(desk)
    assert (only(desk).state, only(desk).pending, only(desk).unit) == ("DISPATCHED", 3, "T-ZF")


def test_delivery_counts_nothing_twice(desk: Store, county: County) -> None:
    _dispatched(desk)
    before = only(desk)
    county.take(desk)
    assert pull(desk, county) == [2, 3, 4]
    assert only(desk) == _with(before, pending=0)
    assert verify(desk).problems == ()


def test_a_page_that_brings_half_of_it_leaves_the_rest_pending(desk: Store, county: County) -> None:
    _dispatched(desk)
    before = only(desk)
    county.take(desk)
    for left in (2, 1, 0):
        first = county.entries(TOWN_STREAM, tip_of(desk, TOWN_STREAM), limit=1)
        desk.apply_page(TOWN_STREAM, 1, first)
        assert only(desk) == _with(before, pending=left)
        assert verify(desk).problems == ()


def test_what_others_did_meanwhile_comes_below_own_work(desk: Store, county: County) -> None:
    save(desk, "event.report", "e", report())
    county.take(desk)
    pull(desk, county)
    save(desk, "event.note", "e", {"text": "来电补充"})
    county.web(TOWN_STREAM, "event.accept", uid("e"), {}, "leader")
    pull(desk, county)
    assert (only(desk).state, only(desk).pending) == ("ACCEPTED", 1)
    assert verify(desk).problems == ()


def test_a_decision_on_an_old_base_shows_its_conflict_before_it_is_sent(desk: Store, county: County) -> None:
    save(desk, "event.report", "e", report())
    county.take(desk)
    pull(desk, county)
    save(desk, "event.accept", "e", {})
    county.web(
        TOWN_STREAM,
        "event.reject",
        uid("e"),
        {"code": "R1", "told": {"text": "已告知", "at": MONDAY}},
        "leader",
    )
    pull(desk, county)
    assert (only_latest(desk).state, only_latest(desk).conflicts, only_latest(desk).pending) == (
        "REJECTED",
        1,
        1,
    )
    assert [one.vd for one in county.take(desk)] == ["c"]
    pull(desk, county)
    assert (only_latest(desk).conflicts, only_latest(desk).pending) == (1, 0)
    assert verify(desk).problems == ()


def test_the_event_shows_its_call_before_either_is_delivered(desk: Store, county: County) -> None:
    save(desk, "event.report", "e", report())
    save(desk, "event.accept", "e", {})
    county.take(desk)
    pull(desk, county)
    event = desk.read(lambda town: shown_case(town, TOWN_STREAM, uid("e")))
    assert event is not None
    save(desk, "call.issue", "c", ISSUE, "leader", base=None, also=((uid("e"), event.case.base),))
    assert (only(desk).state, only(desk).pending) == ("CALLED_UP", 1)
    calls = desk.read(lambda town: calls_of_event(town, TOWN_STREAM, uid("e")))
    assert [(one.state, one.pending) for one in calls] == [("ISSUED", 1)]
    county.take(desk)
    pull(desk, county)
    assert (only(desk).state, only(desk).pending) == ("CALLED_UP", 0)
    assert verify(desk).problems == ()


def test_a_call_answered_by_the_county_moves_the_event_below_a_pending_note(
    desk: Store, county: County
) -> None:
    save(desk, "event.report", "e", report())
    save(desk, "event.accept", "e", {})
    county.take(desk)
    pull(desk, county)
    event = desk.read(lambda town: shown_case(town, TOWN_STREAM, uid("e")))
    assert event is not None
    save(desk, "call.issue", "c", ISSUE, "leader", base=None, also=((uid("e"), event.case.base),))
    county.take(desk)
    pull(desk, county)
    save(desk, "event.note", "e", {"text": "来电催问"})
    county.web(TOWN_STREAM, "call.accept", uid("c"), {"ruling": "accept"}, "centre")
    pull(desk, county)
    shown = desk.read(lambda town: shown_case(town, TOWN_STREAM, uid("e")))
    assert shown is not None
    assert [kid.state for kid in shown.case.kids] == ["PLATFORM_ACCEPTED"]
    call = desk.read(lambda town: shown_case(town, TOWN_STREAM, uid("c")))
    assert call is not None
    assert isinstance(call.case, Call)
    assert call.pending == 0
    assert verify(desk).problems == ()


def test_a_merged_event_shows_with_its_main_event_and_comes_back_when_undone(
    desk: Store, county: County
) -> None:
    for case in ("e", "m"):
        save(desk, "event.report", case, report(serial=f"S260309-100-0A-000{1 + (case == 'm')}"))
        save(desk, "event.accept", case, {})
    for kind, merged, state in (
        ("event.merge", (uid("e"),), "MERGED"),
        ("event.unmerge", (), "ACCEPTED"),
    ):
        save(desk, kind, "e", {"main": uid("m")}, also=((uid("m"), shown_event(desk, "m").base),))
        for _ in ("pending", "delivered"):
            assert (shown_event(desk, "e").state, shown_event(desk, "m").merged) == (state, merged)
            county.take(desk)
            pull(desk, county)
        assert verify(desk).problems == ()


def shown_event(desk: Store, case: str) -> Event:
    desk.town.settle()
    found = desk.read(lambda town: shown_case(town, TOWN_STREAM, uid(case)))
    assert found is not None
    assert isinstance(found.case, Event)
    return found.case


def test_a_pending_handover_and_a_new_shift_change_the_rules_at_once(desk: Store, county: County) -> None:
    p = {"to": uid("leader"), "signed": [uid("op"), uid("leader")]}
    save(desk, "shift.handover", "shift", p)
    desk.town.settle()
    assert not desk.town.rules(TOWN_STREAM).on_duty(MONDAY + MINUTE)
    _tick(desk, county)
    save(desk, "shift.open", "night", {"operator": uid("leader"), "parent": TOWN_STREAM}, "leader")
    desk.town.settle()
    assert desk.town.rules(TOWN_STREAM).on_duty(MONDAY + 2 * MINUTE)
    assert verify(desk).problems == ()
    county.take(desk)
    pull(desk, county)
    assert desk.town.rules(TOWN_STREAM).on_duty(MONDAY + 2 * MINUTE)
    assert verify(desk).problems == ()


def test_before_saving_the_desk_asks_the_same_rules(desk: Store) -> None:
    save(desk, "event.report", "e", report())
    desk.town.settle()

    def ask(kind: str) -> Refusal | None:
        rules = desk.town.rules(TOWN_STREAM)
        return desk.read(
            lambda town: refusal(kind, uid("e"), {}, uid("op"), MONDAY, ShownView(town, TOWN_STREAM, rules))
        )

    assert ask("event.accept") is None
    no = ask("event.sign")
    assert no is not None
    assert no.code


def test_a_reopened_desk_shows_what_was_saved_but_not_shown(desk: Store) -> None:
    _dispatched(desk)
    desk.close()
    with Store.open(desk.folder) as again:
        again.town.settle()
        assert (only(again).state, only(again).pending) == ("DISPATCHED", 3)
        assert verify(again).problems == ()


def test_a_crash_between_the_two_files_is_repaired_at_the_start(desk: Store, county: County) -> None:
    _dispatched(desk)
    county.take(desk)
    entries = county.entries(TOWN_STREAM, tip_of(desk, TOWN_STREAM))
    desk.town.apply(TOWN_STREAM, 1, entries)  # town.db has the page, own.db was not told
    assert desk.read_own(counts)["D1"] == 3
    desk.close()
    with Store.open(desk.folder) as again:
        assert again.read_own(counts)["D5"] == 4
        assert only(again).pending == 0
        assert verify(again).problems == ()


def test_a_person_who_lost_the_role_meanwhile_sees_it_at_once(desk: Store, county: County) -> None:
    _dispatched(desk)
    county.sys(TOWN_STREAM, "sys.user", {"user": uid("op"), "name": "op", "grants": [], "active": False})
    pull(desk, county)
    assert (only(desk).state, only(desk).pending) == (
        "REGISTERED",
        3,
    )  # the fact counts, the decisions do not
    assert verify(desk).problems == ()


def test_the_dossier_has_confirmed_and_pending_lines(desk: Store, county: County) -> None:
    save(desk, "event.report", "e", report())
    county.take(desk)
    pull(desk, county)
    save(desk, "event.accept", "e", {})
    desk.town.settle()
    found = desk.read(lambda town: dossier(town, TOWN_STREAM, uid("e")))
    assert found is not None
    assert isinstance(found.case, Event)
    assert (found.case.state, found.pending) == ("ACCEPTED", 1)
    assert [line.kind for line in found.lines] == ["event.report"]
    waiting = desk.read_own(lambda own: pending_lines(own, TOWN_STREAM, (uid("e"),)))
    assert [(line.seq, line.kind, line.vd) for line in waiting] == [(None, "event.accept", "")]


def test_listeners_hear_what_to_read_again(desk: Store) -> None:
    heard: list[tuple[str, ...]] = []
    desk.town.on_change(lambda change: heard.append(change.cases))
    save(desk, "event.report", "e", report())
    desk.town.settle()
    assert heard == [(uid("e"),)]


def only(desk: Store) -> EventRow:
    """The one open event, as the screen shows it."""
    desk.town.settle()
    (row,) = desk.read(lambda town: open_events(town, TOWN_STREAM))
    return row


def only_latest(desk: Store) -> EventRow:
    desk.town.settle()
    (row,) = desk.read(lambda town: latest_events(town, TOWN_STREAM))
    return row


def _dispatched(desk: Store) -> None:
    save(desk, "event.report", "e", report())
    save(desk, "event.accept", "e", {})
    save(desk, "event.dispatch", "e", {"unit": "T-ZF"})


def _with(row: EventRow, *, pending: int) -> EventRow:
    return replace(row, pending=pending)


def _tick(desk: Store, county: County) -> None:
    for clock in (desk.clock, county.clock):
        assert isinstance(clock, Clock)
        clock.at += MINUTE
