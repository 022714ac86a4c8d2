"""S1: rows of folded cases into the projection tables, as a page writes them: bodies to rows, event and event_task.

100,000 rows of both tables together are written over rows that are there, as the floor's reference upserts changed rows;
`fresh` is the same into empty tables. `per_case` is what 100,000 cases would cost, however many rows they make.
"""

import re
from itertools import islice
from pathlib import Path
from statistics import median

from msgspec.structs import replace

from db.projections import rows as projected
from db.schemas import TOWN_SCHEMA, create
from db.writer import Writer
from governance.bodies import read_body
from governance.events.event import Event
from governance.ledger.case import Case, body_bytes
from tests.benchmarks.bench import ROWS, Bench, Took, compared, in_turn, settle_memory, timed
from tests.benchmarks.figure import Measured, rounded
from tests.benchmarks.lives import DAY, MINUTE
from tests.benchmarks.season import TOWN_STREAM, Season
from tests.governance.room import bundle

REPS = 3
SEASON = 12_000  # actions; its events are repeated month by month
MONTH = 30 * DAY
MOMENT = re.compile(r"(?<=:)1\d{12}(?=[,}])")
ID = re.compile(r"01[0-9a-f]{6}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}")


def measure(bench: Bench) -> Measured:
    """Ours and a raw insert of as many rows, in turn."""
    cases, rows = _enough(events(bench.season(SEASON), ROWS))
    later = [replace(case, moved=case.moved + MINUTE, rounds=case.rounds + 1) for case in cases]
    settle_memory()
    fresh: list[Took] = []

    def ours() -> Took:
        path = bench.folder / "rows.db"
        fresh.append(_written(path, cases))
        took = _written(path, later)
        bench.kit.drop(str(path))
        return took

    over, raw = in_turn(REPS, ours, bench.insert_raw)
    own = {
        "n": rows,
        "cases": len(cases),
        "fresh": rounded(median(one.ms for one in fresh)),
        "per_case": rounded(median(one.ms for one in over) / len(cases) * ROWS),
    }
    return compared(over, raw, rows / ROWS, **own)


def _written(path: Path, cases: list[Event]) -> Took:
    """Write the cases' rows in one transaction of a town file, until the commit is back."""
    calendar = bundle().calendar
    writer = Writer(path, "rows")
    writer.run(lambda conn: create(conn, TOWN_SCHEMA) if not conn.dialect.has_table(conn, "event") else None)
    took = timed(lambda: writer.run(lambda conn: projected.write(conn, TOWN_STREAM, cases, calendar, {})))
    writer.close()
    return took


def _enough(cases: list[Event]) -> tuple[list[Event], int]:
    """So many cases that they make 100,000 rows, and how many rows those are."""
    counted = 0
    for index, case in enumerate(cases):
        counted += 1 + len(case.tasks)
        if counted >= ROWS:
            return cases[: index + 1], counted
    raise AssertionError(f"only {counted} rows")


def events(season: Season, count: int) -> list[Event]:
    """Folded events as the season left them, again and again a month later, with ids of their own."""
    texts = [body_bytes(case).decode() for case in season.town.cases.values() if isinstance(case, Event)]
    return list(islice((made for month in range(count) for made in _of_month(texts, month)), count))


def _of_month(texts: list[str], month: int) -> list[Event]:
    shift = month * MONTH

    def moved(found: re.Match[str]) -> str:
        return str(int(found[0]) + shift)

    def renamed(found: re.Match[str]) -> str:
        was = found[0]
        at = f"{int(was[:8] + was[9:13], 16) + shift:012x}"
        return f"{at[:8]}-{at[8:]}{was[13:]}"

    bodies: list[Case] = [read_body(ID.sub(renamed, MOMENT.sub(moved, text))) for text in texts]
    return [body for body in bodies if isinstance(body, Event)]
