"""L1: 100,000 pulled actions through the desk's own way: page check, fold, projections, one durable commit a page.

Each of several devices signed and chained what it did; of each device one signature a page is checked, as specified
(sync.md §7.3). Pages of 2,000 lines come unpacked from memory; the county's stream was read before.
"""

import shutil
from collections.abc import Mapping
from pathlib import Path
from statistics import median

from sqlalchemy import select
from sqlalchemy.engine.default import DefaultDialect

from db import pages, view
from db.desk_stream import read_tip
from db.projections import rows as projected
from db.store import Store
from db.tables.ledger import case_state, ledger
from governance.ledger.case import body_bytes
from sync import page_keeping
from tests.benchmarks.bench import ROWS, Bench, Took, compared, in_turn, ms, settle_memory, timed
from tests.benchmarks.figure import Measured
from tests.benchmarks.reading_desk import PAGE_LINES, ReadingDesk
from tests.benchmarks.season import TOWN_STREAM, Season, check
from tests.benchmarks.stopwatch import Stopwatch

REPS, WATCHED = 3, 10
SHARES = (
    (page_keeping, "verified", "verify"),
    (view.LedgerView, "prefetch", "read_bodies"),
    (pages, "fold_entry", "fold"),
    (view.LedgerView, "flush", "bodies"),
    (projected, "rows_of", "projections"),
    (projected, "write", "projections"),
    (DefaultDialect, "do_executemany", "sqlite"),
    (DefaultDialect, "do_execute", "sqlite"),
    (DefaultDialect, "do_commit", "commit"),
)


def measure(bench: Bench) -> Measured:
    """Ours and a raw insert of as many rows, in turn; then where the time goes, watched on the first pages."""
    season = bench.season(ROWS)
    bodies = list(season.town.pages(PAGE_LINES, after=season.founded))
    folder = bench.folder / "desk"
    settle_memory()
    ours, raw = in_turn(REPS, lambda: _applied(folder, season, bodies), bench.insert_raw)
    split = _split(folder, season, bodies[:WATCHED])
    per_s = round(ROWS / median(one.ms for one in ours) * 1e3)
    return compared(ours, raw, n=ROWS, per_s=per_s, split_ms=split, **check(season))


def _applied(folder: Path, season: Season, bodies: list[bytes]) -> Took:
    """A new desk takes all pages."""
    desk = ReadingDesk(folder, season)
    with desk.store:
        took = timed(lambda: desk.take(TOWN_STREAM, bodies))
        _check(desk.store, season)
    shutil.rmtree(folder)
    return took


def _split(folder: Path, season: Season, bodies: list[bytes]) -> Mapping[str, int]:
    """What each part takes of 100,000 actions (ms); the watch itself adds some 2 µs an action."""
    desk = ReadingDesk(folder, season)
    watch = Stopwatch()
    with desk.store, watch.on(*SHARES):
        took = ms(lambda: desk.take(TOWN_STREAM, bodies))
    shutil.rmtree(folder)
    scale = ROWS / (len(bodies) * PAGE_LINES)
    return {share: round(part * scale) for share, part in watch.shares(took).items()}


def _check(store: Store, season: Season) -> None:
    """The desk stands where the county stands: same chain, as many rows, same bodies."""
    tip = store.read(lambda conn: read_tip(conn, TOWN_STREAM))
    last = season.town.entries[-1]
    if (tip.seq, tip.h) != (last.placed.seq, last.h):
        raise AssertionError(f"the desk stands at {tip.seq}, the county at {last.placed.seq}")
    query = select(ledger.c.seq).where(ledger.c.stream_id == TOWN_STREAM)
    if len(store.read(lambda conn: conn.execute(query).all())) != last.placed.seq:
        raise AssertionError("entries are missing")
    bodies = select(case_state.c.case_id, case_state.c.body).where(case_state.c.stream_id == TOWN_STREAM)
    held = dict(store.read(lambda conn: conn.execute(bodies).tuples().all()))
    made = {case.id: body_bytes(case).decode() for case in season.town.cases.values()}
    if other := [case_id for case_id, text in made.items() if held.get(case_id) != text]:
        raise AssertionError(
            f"{len(other)} folded bodies differ, as {held.get(other[0])} from {made[other[0]]}"
        )
