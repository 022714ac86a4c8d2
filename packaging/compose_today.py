"""Compose the demo town's Monday and write it to resources/demo/today.jsonl.zst (for developers).

It goes on from the month of `compose_history.py`. What `packaging/demo/today.toml` tells happens as it is told, act by
act; the messages drawn beside it are handled by the county's players and, until its `room_until`, by an automatic room.

    .venv/bin/python packaging/compose_today.py --seed 20260301 --out resources/demo
    .venv/bin/python packaging/compose_today.py --check    # is the file what is composed now?
"""

import argparse
import sys
import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from random import Random

from msgspec.structs import replace

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]  # started as a script, the rooms are not on the path

# neighbours of the script; the checker knows them under the folder's name
from compose_demo import words  # type: ignore[import-not-found] # noqa: E402
from told_day import Teller, clock_time, read_told  # type: ignore[import-not-found] # noqa: E402

from briefings.catalogue_files import load_catalogue  # noqa: E402
from county.clock import VirtualClock  # noqa: E402
from county.database import found_county, keys_path, open_county, open_store  # noqa: E402
from county.history import PastAct, past_acts, read_history, write_history  # noqa: E402
from county.simulator.invented import Said, read_source  # noqa: E402
from county.simulator.journal import Journal  # noqa: E402
from county.simulator.messages import Message  # noqa: E402
from county.simulator.play import Options, Play  # noqa: E402
from county.streams import County  # noqa: E402
from db.server_ledger import heads  # noqa: E402
from governance.catalogue.catalogue import Category  # noqa: E402
from governance.time.working_time import MINUTE_MS, day_number, midnight  # noqa: E402

DEMO = ROOT / "resources" / "demo"
FILE = "today.jsonl.zst"
SEED = 20260301
DAY = date(2026, 3, 16)
BEGINS, ENDS = "07:45", "15:42"
CHANNELS = ("12345", "12345", "12345", "GRID", "GRID", "PHONE", "PHONE", "WALKIN")
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"


def composed(seed: int, out: Path) -> list[PastAct]:
    """Play the day after the month in `out`; gives what people did."""
    start = midnight(day_number(DAY))
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/county.db"
        store, keys = open_store(url, make=True), keys_path(url, None)
        past = read_history(out / "history.jsonl.zst")
        begins, ends = start + clock_time(BEGINS), start + clock_time(ENDS)
        pack = ROOT / "resources" / "catalogues"
        found_county(store, url, keys, DEMO, pack, "not used", begins, past)
        clock = VirtualClock(begins)
        county = open_county(store, keys, clock)
        try:
            known = _length(county)
            _live(county, clock, seed, start, ends)
            with county.reading() as conn:
                town = county.towns[0]
                return list(past_acts(conn, town, _length(county), known))
        finally:
            county.close()


def _length(county: County) -> int:
    with county.reading() as conn:
        return next(head.seq for head in heads(conn) if head.stream == county.towns[0])


def _live(county: County, clock: VirtualClock, seed: int, start: int, ends: int) -> None:
    """Let the day pass: the players up to each told act, then the act."""
    said = words("today")
    told = read_told(said, start, seed)
    teller = Teller(county, DEMO, seed)
    drawn = _drawn(said["drawn"], seed, start, ends - 14 * MINUTE_MS)
    options = Options(
        seed=seed,
        room=True,
        pace=said["pace"],
        per_day=0,
        messages=drawn,
        leaves=frozenset(case.id for case in told.cases),
    )
    room_until = start + clock_time(said["room_until"])
    with_room = Play(county, options, Journal(None))
    alone: Play | None = None
    for act in [*told.acts, None]:
        at = ends if act is None else act.at
        if clock.now() < min(at, room_until):
            with_room.run(min(at, room_until))
        if clock.now() < at:
            alone = alone or Play(county, replace(options, room=False), Journal(None))
            alone.run(at)
        if act is not None:
            clock.move_to(act.at)
            teller.do(act)


def _drawn(count: int, seed: int, start: int, ends: int) -> tuple[Message, ...]:
    """Messages of the demo town's own, each once, all through the day."""
    rng = Random(f"today {seed}")
    catalogue = load_catalogue(ROOT / "resources" / "catalogues")
    placed = [
        s
        for s in read_source(DEMO).said
        if s.ground is not None and not _of_county(catalogue.categories[s.cat])
    ]
    made = []
    for number, said in enumerate(rng.sample(placed, count)):
        at = start + clock_time("07:50") + int(rng.random() * (ends - start - clock_time("07:50")))
        made.append(_message(number, said, at, catalogue.categories[said.cat].urgency, rng))
    return tuple(sorted(made, key=lambda message: message.at))


def _of_county(category: Category) -> bool:
    """Whether a county department handles it: calls are told, not drawn."""
    return not category.suggested_dept.startswith("T-")


def _message(number: int, said: Said, at: int, urg: str, rng: Random) -> Message:
    ground = said.ground
    assert ground is not None
    assert ground.lon is not None
    assert ground.lat is not None
    ch = rng.choice(CHANNELS)
    anon = ch == "12345" and rng.random() < 0.1
    return Message(
        id=f"today-{number}",
        at=at,
        ch=ch,
        text=said.text,
        area=ground.code,
        lon=ground.lon + rng.randint(-250, 250),
        lat=ground.lat + rng.randint(-250, 250),
        place=said.place,
        cat=said.cat,
        urg=urg,
        reply=ch != "GRID" and not anon and rng.random() < 0.4,
        anon=anon,
        caller="" if anon or ch == "GRID" else f"{rng.choice(SURNAMES)}某",
        tel="" if anon or ch == "GRID" else f"1380000{rng.randrange(10_000):04}",
        outer=f"RX2603160{number:03}" if ch == "12345" else "",
        outer_due=at + 5 * 86_400_000 if ch == "12345" else None,
    )


def main(arguments: Sequence[str] | None = None) -> None:
    """Compose what the command line asks for."""
    parser = argparse.ArgumentParser(description="compose the demo town's Monday")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--out", type=Path, default=DEMO)
    parser.add_argument("--check", action="store_true", help="write nothing: compare with the file in --out")
    asked = parser.parse_args(arguments)
    acts, path = composed(asked.seed, asked.out), asked.out / FILE
    if not asked.check:
        write_history(path, acts)
        print(f"{len(acts)} acts")
    elif read_history(path) != acts:
        sys.exit(f"{path} is not what is composed now; compose it anew")
    else:
        print(f"{path}: its {len(acts)} acts are what is composed")


if __name__ == "__main__":
    main()
