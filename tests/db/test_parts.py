"""拆分 in a store: each part has its own case and number, whatever is pending, and the day's figures add up."""

from db.outbox import Sealed
from db.overlay import shown_case
from db.queries.dossier import dossier
from db.queries.event_filter import EventFilter
from db.queries.event_list import SOONEST, filtered_events
from db.store import Store
from desktop.desk import Desk, Wish
from governance.events.event import Event
from tests.db.row_figures import event_figures, ledger_figures
from tests.db.small_county import TOWN_STREAM, County, pull, save
from tests.governance.room import MONDAY, report, uid

DAY = 86_400_000
PARTS = {"children": [{"text": "违法搭建"}, {"text": "占道堆物", "cat": "020101"}]}


def event(desk: Store, case: str) -> Event:
    found = desk.read(lambda conn: shown_case(conn, TOWN_STREAM, case))
    assert found is not None
    assert isinstance(found.case, Event)
    return found.case


def split(desk: Store, case: str) -> tuple[str, ...]:
    desk.town.settle()
    said = Desk(desk).save(Wish(kind="event.split", p=PARTS, actor=uid("op"), case=uid(case)))
    assert isinstance(said, Sealed), said
    return event(desk, uid(case)).children


def test_every_part_has_a_number_of_its_own_and_none_is_given_twice(desk: Store) -> None:
    for name in ("e", "f"):
        save(desk, "event.report", name, report())
        save(desk, "event.accept", name, {})
    parts = [*split(desk, "e"), *split(desk, "f")]
    fresh = Desk(desk).next_serial("S")
    serials = [event(desk, part).serial for part in parts]
    assert len({*serials, fresh}) == 5
    assert serials == sorted(serials)
    assert [event(desk, part).state for part in parts] == ["ACCEPTED"] * 4
    told = desk.read(lambda conn: dossier(conn, TOWN_STREAM, parts[0]))
    assert told is not None
    assert told.pending == 1


def test_the_county_folds_the_same_and_the_days_figures_add_up(desk: Store, county: County) -> None:
    save(desk, "event.report", "e", report())
    save(desk, "event.accept", "e", {})
    parts = split(desk, "e")
    county.take(desk)
    pull(desk, county)
    assert county.case(TOWN_STREAM, uid("e")) == event(desk, uid("e"))
    assert [county.case(TOWN_STREAM, part) for part in parts] == [event(desk, part) for part in parts]
    told = desk.read(lambda conn: dossier(conn, TOWN_STREAM, parts[0]))
    assert told is not None
    assert "event.report" in {line.kind for line in told.lines}, "what the mother heard is its evidence"
    figures = desk.read(lambda conn: event_figures(conn, TOWN_STREAM, MONDAY, MONDAY + DAY))[0]
    straight = desk.read(lambda conn: ledger_figures(conn, TOWN_STREAM, MONDAY, MONDAY + DAY))
    assert (figures.added, figures.split_off, figures.split, figures.open) == (1, 2, 1, 2)
    assert figures.balanced
    assert (straight.added, straight.open) == (1, 2)
    listed = desk.read(
        lambda conn: filtered_events(
            conn, TOWN_STREAM, EventFilter(open_only=True), now=MONDAY, sort=SOONEST, limit=9
        )
    )
    assert {row.case_id for row in listed} == set(parts)
