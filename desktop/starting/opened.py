"""Opening (打开): the ways to an open store with its map; blocking, for worker threads."""

import sys
import threading
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from db.store import CURRENT, Store

if TYPE_CHECKING:
    from gis.town_map import TownMap

DEMO_MAP = Path(__file__).parents[2] / "resources" / "demo"
MAP = "map"


@dataclass(frozen=True)
class Opened:
    """An open store and what belongs to it."""

    store: Store
    town: "TownMap | None"  # None: this store has no map
    close: Callable[[], None]
    url: str = ""  # of the county, where it is another than the store knows
    login: tuple[str, str] = ("", "")  # of the demo: who sits there, and the password


def open_folder(folder: Path) -> Opened:
    """Open the store of a folder; raises a StoreError with its sentence."""
    with ExitStack() as undo:
        store = Store.open(folder)
        undo.callback(store.close)
        return _with_map(store, undo)


def join_county(folder: Path, url: str, code: str, name: str) -> Opened:
    """Make a store there, or take the one whose joining failed before, and let it into the county."""
    from desktop.county_link import enrol  # the network's library: only where it is needed at once

    with ExitStack() as undo:
        store = Store.open(folder) if (folder / CURRENT).exists() else Store.create(folder)
        undo.callback(store.close)
        if not store.streams():
            enrol(store, url, code, name)
        return _with_map(store, undo)


def open_demo(say: Callable[[str], None], cancelled: threading.Event) -> Opened:
    """Open the demo town, founding it the first time; `say` hears how far it is."""
    from desktop.demo.world import DemoWorld, demo_folder  # a county of one's own: for the demo only

    world = DemoWorld(demo_folder(), say=say, cancelled=cancelled)
    if sys.stdout is not None:  # a program started without a console has none
        sys.stdout.write(f"县端网页：{world.url}（登录页列有演示账号，口令 {world.password}）\n")
        sys.stdout.flush()
    return Opened(
        world.store, _map(DEMO_MAP), world.close, url=world.url, login=(world.login, world.password)
    )


def _with_map(store: Store, undo: ExitStack) -> Opened:
    opened = Opened(store, _map(store.folder / MAP), store.close)
    undo.pop_all()  # nothing failed: who got it closes it
    return opened


def _map(folder: Path) -> "TownMap | None":
    if not (folder / "town.geojson").is_file():
        return None  # without a map nobody waits for the geometry library
    from gis.town_map import load

    return load(folder)
