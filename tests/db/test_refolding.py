"""New rules read old entries otherwise: what the old ones computed is made again, the ledger and own work stay."""

from pathlib import Path

from sqlalchemy import create_engine, text

from db.overlay import shown_case
from db.queries.events import latest_events
from db.queries.receipts import counts
from db.store import TOWN_FILE, Store
from db.tables.ledger import cursor
from db.verify import verify
from db.view import FOLD
from tests.db.small_county import TOWN_STREAM, County, pull, save, tip_of
from tests.governance.room import report, uid


def _of_old_rules(folder: Path) -> None:
    """As an older program left it: another number, and a picture that today's rules would not make."""
    engine = create_engine(f"sqlite:///{folder / TOWN_FILE}")
    with engine.begin() as conn:
        conn.execute(cursor.update().values(fold=FOLD - 1))
        conn.execute(text("UPDATE event SET state = 'CLOSED'"))
        conn.execute(text("UPDATE case_state SET body = replace(body, 'ACCEPTED', 'REGISTERED')"))
    engine.dispose()


def test_a_store_of_older_rules_is_computed_again_when_it_opens(desk: Store, county: County) -> None:
    save(desk, "event.report", "e", report())
    save(desk, "event.accept", "e", {})
    county.take(desk)
    pull(desk, county)
    save(desk, "event.note", "e", {"text": "尚未送出"})
    desk.town.settle()
    stands, folder, clock = tip_of(desk, TOWN_STREAM), desk.folder, desk.clock
    desk.close()
    _of_old_rules(folder)

    with Store.open(folder, clock=clock) as again:
        assert tip_of(again, TOWN_STREAM) == stands
        assert {row.fold for row in again.read(lambda town: town.execute(cursor.select()).all())} == {FOLD}
        (row,) = again.read(lambda town: latest_events(town, TOWN_STREAM))
        assert (row.state, row.pending) == ("ACCEPTED", 1), "own work that waits is shown again"
        shown = again.read(lambda town: shown_case(town, TOWN_STREAM, uid("e")))
        assert shown is not None
        assert shown.pending == 1
        assert again.read_own(counts)["D1"] == 1
        assert verify(again).problems == ()


def test_a_store_of_these_rules_is_left_as_it_is(desk: Store, county: County) -> None:
    save(desk, "event.report", "e", report())
    county.take(desk)
    pull(desk, county)
    folder, clock = desk.folder, desk.clock
    desk.close()
    engine = create_engine(f"sqlite:///{folder / TOWN_FILE}")
    with engine.begin() as conn:
        conn.execute(text("UPDATE event SET state = 'CLOSED'"))
    engine.dispose()
    with Store.open(folder, clock=clock) as again:
        (row,) = again.read(lambda town: latest_events(town, TOWN_STREAM))
        assert row.state == "CLOSED", "nothing was computed"
