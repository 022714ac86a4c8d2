"""The duty log: outages and drills, the latest first, own undelivered ones included."""

from db.queries.duty_log import duty_log
from db.store import Store
from governance.duty.drill import Drill
from tests.db.small_county import MINUTE, TOWN_STREAM, County, pull, save
from tests.governance.room import MONDAY

PRACTISED = {"subject": "OUTAGE", "since": MONDAY - 60 * MINUTE, "text": "拔掉县镇专线"}


def _found(desk: Store) -> list[tuple[str, int | None]]:
    rows = desk.read(lambda conn: duty_log(conn, TOWN_STREAM, MONDAY - 86_400_000))
    return [("drill" if isinstance(one, Drill) else "outage", one.to) for one in rows]


def test_delivered_or_not_they_are_listed(desk: Store, county: County) -> None:
    save(desk, "drill.mark", "d", PRACTISED, "leader")
    desk.town.settle()
    assert _found(desk) == [("drill", None)]
    county.take(desk)
    pull(desk, county)
    assert _found(desk) == [("drill", None)]
    save(desk, "outage.declare", "o", {"since": MONDAY - MINUTE, "scope": "县镇专线"})
    save(desk, "drill.mark", "d", PRACTISED | {"to": MONDAY - 5 * MINUTE, "text": "无误"}, "leader")
    desk.town.settle()
    assert _found(desk) == [("outage", None), ("drill", MONDAY - 5 * MINUTE)]


def test_the_index_answers(desk: Store) -> None:
    plan = desk.read(
        lambda conn: conn.exec_driver_sql(
            "EXPLAIN QUERY PLAN SELECT case_id FROM ledger WHERE stream_id = 'x'"
            " AND kind IN ('outage.declare', 'drill.mark') AND st >= 5"
        ).fetchall()
    )
    assert "ix_ledger_duty_log" in str(plan)
