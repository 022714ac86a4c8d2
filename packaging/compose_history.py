"""Compose the demo town's past month and write it to resources/demo/history.jsonl.zst (for developers).

On the eve the town's registers are entered; then the county's players and an automatic room play thirty days, as fast
as the machine can, stopping for what else people entered (`demo/elements.toml`). Every act of it is kept. Everything
follows from the seed: composed twice, the file has the same bytes.

    .venv/bin/python packaging/compose_history.py --seed 20260301 --out resources/demo
    .venv/bin/python packaging/compose_history.py --check [--days 3]    # is the file what is composed now?
"""

import argparse
import sys
import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from msgspec.structs import replace

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]  # started as a script, the rooms are not on the path

# neighbours of the script; the checker knows them under the folder's name
from compose_demo import words  # type: ignore[import-not-found] # noqa: E402
from invented_elements import Registers  # type: ignore[import-not-found] # noqa: E402
from told_registers import Clerks, instant  # type: ignore[import-not-found] # noqa: E402

from county.clock import VirtualClock  # noqa: E402
from county.database import found_county, keys_path, open_county, open_store  # noqa: E402
from county.history import PastAct, past_acts, read_history, write_history  # noqa: E402
from county.simulator.invented import read_source  # noqa: E402
from county.simulator.journal import Journal  # noqa: E402
from county.simulator.play import Options, Play  # noqa: E402
from county.streams import County  # noqa: E402
from db.server_ledger import heads  # noqa: E402
from gis.town_map import load  # noqa: E402
from governance.time.working_time import DAY_MS, day_number, midnight  # noqa: E402

DEMO = ROOT / "resources" / "demo"
PACK = ROOT / "resources" / "catalogues"
FILE = "history.jsonl.zst"
SEED = 20260301
FIRST_DAY, DAYS, EVENTS_A_DAY = date(2026, 2, 14), 30, 10  # up to the eve of the demo day, 2026-03-16


def composed(seed: int, days: int) -> list[PastAct]:
    """Play the first days of the month; gives what people did."""
    start = midnight(day_number(FIRST_DAY))
    eve = instant(words("elements")["import"][0]["at"])
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/county.db"
        store, keys = open_store(url, make=True), keys_path(url, None)
        found_county(store, url, keys, DEMO, PACK, "not used", eve)
        clock = VirtualClock(eve)
        county = open_county(store, keys, clock)
        try:
            _live(county, clock, seed, start, start + days * DAY_MS)
            with county.reading() as conn:
                town = next(head for head in heads(conn) if head.kind == "town")
                return list(past_acts(conn, town.stream, town.seq))
        finally:
            county.close()


def _live(county: County, clock: VirtualClock, seed: int, start: int, until: int) -> None:
    """Let the days pass: the players up to each entry that is told, then the entry."""
    said, town = words("elements"), load(DEMO)
    made = Registers(said, words("people"), town, seed)
    entries = Clerks(county, said, made, town, DEMO, seed).entries()
    options = Options(seed=seed, room=True, per_day=EVENTS_A_DAY, source=read_source(DEMO))
    for entry in entries:
        if entry.at > start:
            _play(county, clock, options, start, min(entry.at, until))
        if entry.at <= until:
            clock.move_to(entry.at)
            entry.do()
    _play(county, clock, options, start, until)


def _play(county: County, clock: VirtualClock, options: Options, start: int, until: int) -> None:
    clock.move_to(max(clock.now(), start))
    if clock.now() < until:
        Play(county, replace(options, until=until), Journal(None)).run()


def difference(shipped: Sequence[PastAct], made: Sequence[PastAct], days: int) -> str:
    """Where the file departs from what is composed; empty when it does not. Fewer days are the file's beginning."""
    for line, (there, here) in enumerate(zip(shipped, made, strict=False), 1):
        if there != here:
            return f"line {line}: the file has {there.kind} {there.id}, composed is {here.kind} {here.id}"
    until = midnight(day_number(FIRST_DAY)) + days * DAY_MS
    expected = sum(act.t <= until for act in shipped)
    if expected != len(made):
        return f"the file has {expected} acts in {days} days, composed are {len(made)}"
    return ""


def main() -> None:
    """Compose what the command line asks for."""
    parser = argparse.ArgumentParser(description="compose the demo town's past month")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--out", type=Path, default=DEMO)
    parser.add_argument("--days", type=int, default=DAYS)
    parser.add_argument("--check", action="store_true", help="write nothing: compare with the file in --out")
    asked = parser.parse_args()
    acts = composed(asked.seed, asked.days)
    path = asked.out / FILE
    if not asked.check:
        write_history(path, acts)
        print(f"{len(acts)} acts")
        return
    wrong = difference(read_history(path), acts, asked.days)
    if not wrong and asked.days == DAYS:
        wrong = _bytes_differ(path, acts)
    if wrong:
        sys.exit(f"{path}: {wrong}; compose it anew")
    print(f"{path}: the first {len(acts)} acts are what is composed")


def _bytes_differ(path: Path, acts: list[PastAct]) -> str:
    with tempfile.TemporaryDirectory() as folder:
        again = Path(folder) / FILE
        write_history(again, acts)
        return "" if again.read_bytes() == path.read_bytes() else "other bytes"


if __name__ == "__main__":
    main()
