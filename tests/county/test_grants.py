"""A post with a term opens its stream from its first day to its last (rulebook §1.1, §1.3; sync.md §12)."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import Connection, insert, select

from county.clock import VirtualClock
from county.database import found_county, keys_path, open_county, open_store
from county.grants import Held, held_by, works_at_desk
from db.county_store import CountyStore
from db.schemas import COUNTY_SCHEMA, alembic_config, upgrade
from db.sqlite import writing_engine
from db.tables.county import case_state, grant
from governance.time.working_time import midnight
from tests.county.small import DAY, MONDAY, PACK, PASSWORD, TABLES, TOWN, uid, url_in, write_roster

FIRST, LAST = midnight(20_522), midnight(20_524)  # 2026-03-10 … 2026-03-11
AGAIN = midnight(20_544)  # 2026-04-01


@pytest.fixture(scope="module")
def helped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A county whose town has somebody at its desk for two days only, and again in April."""
    folder = tmp_path_factory.mktemp("helped")
    old = TABLES["operators.csv"].splitlines()
    rows = [old[0] + ",since,until", *(row + ",," for row in old[1:])]
    rows += [
        f"help,顶班,ROOM_OP,T-ZHS,990101100,{since},{until}"
        for since, until in (("2026-03-10", "2026-03-11"), ("2026-04-01", "2026-04-02"))
    ]
    url = url_in(folder)
    store = open_store(url, make=True)
    roster = write_roster(folder / "roster", operators="\n".join(rows) + "\n")
    found_county(store, url, keys_path(url, None), roster, PACK, PASSWORD, MONDAY)
    store.close()
    return folder


@pytest.fixture
def store(helped: Path) -> Iterator[CountyStore]:
    made = open_store(url_in(helped), make=False)
    yield made
    made.close()


@pytest.mark.parametrize(
    ("at", "in_"),
    [
        (MONDAY, False),
        (FIRST - 1, False),
        (FIRST, True),
        (LAST - 1, True),
        (LAST, False),
        (LAST + 10 * DAY, False),
        (AGAIN, True),
        (AGAIN + 2 * DAY, False),
    ],
)
def test_before_and_after_his_days_he_comes_into_no_stream(
    store: CountyStore, helped: Path, at: int, in_: bool
) -> None:
    county = open_county(store, keys_path(url_in(helped), None), VirtualClock(MONDAY))
    town = county.town_of(TOWN)
    assert town is not None
    held = store.read(lambda conn: [one.role for one in held_by(conn, uid("help"), at)])
    assert held == (["ROOM_OP"] if in_ else [])
    assert store.read(lambda conn: works_at_desk(conn, uid("help"), town, at)) is in_
    assert store.read(lambda conn: works_at_desk(conn, uid("op1"), town, at))  # without a term: always


def test_an_older_database_takes_the_terms_from_what_its_streams_say(tmp_path: Path) -> None:
    people = [
        {
            "id": uid("a"),
            "name": "甲",
            "active": True,
            "grants": [{"role": "ROOM_OP", "unit": "T-ZHS", "area": "990101100000"}],
        },
        {
            "id": uid("b"),
            "name": "乙",
            "active": True,
            "grants": [
                {"role": "DIRECTOR", "unit": "T-ZHS", "area": "990101100000", "since": FIRST, "until": LAST}
            ],
        },
        {
            "id": uid("c"),
            "name": "丙",
            "active": False,
            "grants": [{"role": "ROOM_OP", "unit": "T-ZHS", "area": "9"}],
        },
    ]

    def told(conn: Connection) -> list[tuple[object, ...]]:
        c = grant.c
        return [
            tuple(row) for row in conn.execute(select(c.user_id, c.role, c.since, c.until).order_by(c.role))
        ]

    with writing_engine(tmp_path / "c.db").connect() as conn:
        with conn.begin():
            command.upgrade(alembic_config(conn, COUNTY_SCHEMA), "0008")
            home = uid("stream")
            values = {
                "stream_id": home,
                "case_id": home,
                "tenant_id": uid("tenant"),
                "seq": 1,
                "items": 0,
                "body": json.dumps({"ct": "stream", "id": home, "users": people}),
            }
            conn.execute(insert(case_state).values(**values))
        with conn.begin():
            upgrade(conn, COUNTY_SCHEMA)
            assert told(conn) == [(uid("b"), "DIRECTOR", FIRST, LAST), (uid("a"), "ROOM_OP", 0, 0)]
            assert held_by(conn, uid("b"), FIRST) == [Held(uid("stream"), "DIRECTOR", "990101100000")]
            assert held_by(conn, uid("b"), LAST) == []
        conn.engine.dispose()
