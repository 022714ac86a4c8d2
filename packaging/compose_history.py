"""Compose the demo town's past month and write it to resources/demo/history.jsonl.zst (for developers).

The county's simulator plays thirty days with an automatic room, as fast as the machine can; every act of it is kept.

    .venv/bin/python packaging/compose_history.py --seed 20260301 --out resources/demo
"""

import argparse
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))  # started as a script, the rooms are not on the path

from county.history import past_acts, write_history  # noqa: E402
from db.county_store import CountyStore  # noqa: E402
from db.server_ledger import heads  # noqa: E402
from governance.time.working_time import day_number, midnight  # noqa: E402

SEED = 20260301
FIRST_DAY, DAYS, EVENTS_A_DAY = date(2026, 2, 14), 30, 10  # up to the eve of the demo day, 2026-03-16


def compose(seed: int, out: Path) -> int:
    """Play the month and write it; gives the number of acts."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/county.db"
        subprocess.run(
            [
                sys.executable, "-m", "county", "simulate", "--virtual", "--room", "--db", url, "--seed", str(seed),
                "--days", str(DAYS), "--events-per-day", str(EVENTS_A_DAY),
                "--clock-origin", str(midnight(day_number(FIRST_DAY))),
            ],
            cwd=ROOT,
            check=True,
            stdout=subprocess.DEVNULL,
        )  # fmt: skip
        store = CountyStore.open(url)
        try:
            town = next(head for head in store.read(heads) if head.kind == "town")
            acts = store.read(lambda conn: list(past_acts(conn, town.stream, town.seq)))
        finally:
            store.close()
    write_history(out / "history.jsonl.zst", acts)
    return len(acts)


def main() -> None:
    """Compose what the command line asks for."""
    parser = argparse.ArgumentParser(description="compose the demo town's past month")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--out", type=Path, default=ROOT / "resources" / "demo")
    asked = parser.parse_args()
    print(f"{compose(asked.seed, asked.out)} acts")


if __name__ == "__main__":
    main()
