"""A county opened from where it lies (开库), founded first where there is none: what most commands begin with."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct

from county.clock import Clock
from county.database import (
    DEMO_PASSWORD,
    PASSWORDS,
    found_county,
    is_founded,
    keys_path,
    open_county,
    open_store,
)
from county.history import read_history
from county.streams import County
from db import server_ledger
from db.county_store import CountyStore
from db.refolding import bring_up_county


class Place(Struct, frozen=True):
    """Where a county lies: database URL, folder of the keys."""

    url: str
    keys: Path | None

    @property
    def key_file(self) -> Path:
        """The key file."""
        return keys_path(self.url, self.keys)


class Founding(Struct, frozen=True):
    """What a county is founded from."""

    pack: Path
    roster: Path
    password: str | None
    demo: bool = False
    history: tuple[Path, ...] = ()  # what the first town did before, one file after the other
    until: int | None = None  # UTC ms; what it did later is left out


def _found_if_empty(store: CountyStore, place: Place, source: Founding, now: int) -> bool:
    if is_founded(store):
        return False
    password = source.password or (DEMO_PASSWORD if source.demo else None)
    past = [act for path in source.history for act in read_history(path)]
    if source.until is not None:
        past = [act for act in past if act.t <= source.until]
    people = found_county(
        store, place.url, place.key_file, source.roster, source.pack, password, now, past, demo=source.demo
    )
    said = f"初始口令见 {PASSWORDS}" if password is None else "初始口令已按参数或示范县设定"
    towns = "、".join(town.name for town in people.towns)
    print(f"已建县：{people.county.name}，乡镇：{towns}；{said}。", file=sys.stderr)
    return True


@contextmanager
def opened(place: Place, source: Founding, clock: Clock) -> Iterator[County]:
    """The county of a place, founded first where there is none."""
    store = open_store(place.url, make=True)
    try:
        _found_if_empty(store, place, source, clock.now())
        store.write(lambda conn: bring_up_county(conn, server_ledger.heads(conn)))
        yield open_county(store, place.key_file, clock)
    finally:
        store.close()
