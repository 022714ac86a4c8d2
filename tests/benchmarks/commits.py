"""S3 and SAVE: what it takes until a change of own.db is on the disk, with 100,000 own actions in the file.

S3 notes a receipt through the writer, beside the disk's own flush, in turn. SAVE seals actions as a busy room would: at
fixed instants, each timed from when it was due, while a page of the county comes in every two seconds.
"""

import os
import random
import shutil
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from sqlalchemy import Connection, update

from db import bulk
from db.outbox import Intent
from db.store import Store
from db.tables.own import device, outbox
from governance.ledger.action import read_trusted
from sync.desk_ports import PushMark
from tests.benchmarks.bench import ROWS, Bench, in_turn, ms
from tests.benchmarks.case_rows import SEASON
from tests.benchmarks.figure import Measured, spread
from tests.benchmarks.reading_desk import ReadingDesk
from tests.benchmarks.season import TOWN_STREAM, Season
from tests.governance.room import FEEDBACK, report, uid

COMMITS = 400
SAVES, A_SECOND = 2_000, 50
PULL_EVERY_S, PULLED_LINES = 2.0, 200
LATE_MS = 500
BLOCK, BLOCKS = 4096, 1024


def receipt(bench: Bench) -> Measured:
    """S3: one own action's state changed and committed with FULL, through the writer's thread."""
    folder = bench.folder / "receipts"
    desk = _long_lived(folder, bench.season(SEASON), "D4")
    draw = random.Random(1)
    flush, close = _flusher(bench.folder / "flush.bin")

    def note() -> None:
        mark = PushMark(draw.randrange(1, ROWS + 1), draw.randrange(1, ROWS), "a", "", None)
        desk.store.receipted(TOWN_STREAM, 1, [mark])

    with desk.store:
        ours, floor = in_turn(COMMITS, lambda: ms(note), lambda: ms(flush))
    close()
    shutil.rmtree(folder)
    return Measured(spread(ours)["p50"], spread(floor)["p50"], spread(ours))


def saves(bench: Bench) -> Measured:
    """SAVE: from the instant a save was due until 已存本机; p99."""
    folder = bench.folder / "saves"
    season = bench.season(SEASON)
    desk = _long_lived(folder, season, "D5")
    pages = season.town.pages(PULLED_LINES, after=season.founded)
    with desk.store:
        desk.store.seal(
            [_intent("shift.open", desk.store.new_id(), {"operator": uid("op"), "parent": TOWN_STREAM})]
        )
        stop = threading.Event()
        puller = threading.Thread(target=_pull, args=(desk, pages, stop))
        puller.start()
        took = list(_saved(desk.store, _work(desk.store)))
        stop.set()
        puller.join()
        desk.store.town.settle()
    shutil.rmtree(folder)
    found = spread(took)
    late = sum(one > LATE_MS for one in took)
    return Measured(
        found["p99"], None, {**found, "a_second": A_SECOND, f"over_{LATE_MS}_ms": late, "own_rows": ROWS}
    )


# ---------------------------------------------------------------- the room at work


def _saved(store: Store, work: Iterator[Intent]) -> Iterator[float]:
    """Save at fixed instants: ms from each instant to the answer, so that a stall is felt by all that wait."""
    start = time.perf_counter()
    for count in range(SAVES):
        due = start + count / A_SECOND
        time.sleep(max(0.0, due - time.perf_counter()))
        store.seal([next(work)])
        yield (time.perf_counter() - due) * 1e3


def _work(store: Store) -> Iterator[Intent]:
    """Events as the room records them, one after another."""
    number = 0
    while True:
        number += 1
        case = store.new_id()
        annex = {"caller": "李某某", "phone": "13900000000"}
        said = report(
            serial=f"S260309-100-0R-{number:04}", text="邻居在自留地上违法搭建，多次劝阻无效，要求处理" * 3
        )
        yield _intent("event.report", case, said, annex=annex)
        accept = _intent("event.accept", case, {}, id=store.new_id())
        yield accept
        dispatch = _intent("event.dispatch", case, {"unit": "T-ZF"}, id=store.new_id(), base=accept.id)
        yield dispatch
        behalf = {"behalf": {"unit": "T-ZF", "person": "王某", "by": "PHONE"}}
        yield _intent("event.sign", case, behalf)
        yield _intent("event.feedback", case, {**FEEDBACK, **behalf})


def _intent(kind: str, case: str, p: Mapping[str, object], **more: object) -> Intent:
    return Intent(kind=kind, case=case, p=p, actor=uid("op"), **more)  # type: ignore[arg-type]


def _pull(desk: ReadingDesk, pages: Iterator[bytes], stop: threading.Event) -> None:
    while not stop.wait(PULL_EVERY_S):
        desk.take(TOWN_STREAM, [next(pages)])


# ---------------------------------------------------------------- what the figures stand on


def _long_lived(folder: Path, season: Season, state: str) -> ReadingDesk:
    """A desk whose own.db holds 100,000 own actions in a state."""
    desk = ReadingDesk(folder, season)
    me = desk.store.device(TOWN_STREAM).device
    entries = season.town.entries[season.founded :]
    actions = [read_trusted(one.core) for one in entries]

    def fill(conn: Connection) -> None:
        rows = []
        for dseq in range(1, ROWS + 1):
            one, action = entries[dseq % len(entries)], actions[dseq % len(entries)]
            values = {
                "stream_id": TOWN_STREAM,
                "device_id": me,
                "dseq": dseq,
                "action_id": action.id,
                "case_id": action.case,
                "kind": action.kind,
                "core": one.core,
                "annex": one.annex,
                "ah": one.h,
                "sig": one.sig,
                "state": state,
                "mirrored": 0,
                "epoch": 1,
                "seq": dseq,
                "vd": "a",
                "code": "",
                "sealed_ms": action.t,
            }
            rows.append(tuple(values.get(column.name) for column in outbox.columns))
        bulk.insert(conn, outbox, rows)
        conn.execute(update(device).where(device.c.stream_id == TOWN_STREAM).values(dseq=ROWS))

    desk.store.own.run(fill)
    return desk


def _flusher(path: Path) -> tuple[Callable[[], None], Callable[[], None]]:
    """`store.fdatasync`: overwrite 4 KiB of a file and flush it; and how to let go of the file."""
    file = os.open(path, os.O_RDWR | os.O_CREAT)
    os.pwrite(file, bytes(BLOCK * BLOCKS), 0)
    os.fsync(file)
    block, turn = os.urandom(BLOCK), iter(range(10**9))

    def flush() -> None:
        os.pwrite(file, block, (next(turn) % BLOCKS) * BLOCK)
        os.fdatasync(file)

    return flush, lambda: os.close(file)
