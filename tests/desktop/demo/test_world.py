"""The demo town lives: somebody calls, a unit answers what it is given, and the next opening goes on from there."""

import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from db.clock import PcClock
from db.queries.events import EventRow, latest_events, open_events
from db.store import Store
from desktop.county_link import LinkKeys
from desktop.demo.world import HOME, KEPT, DemoCancelledError, DemoWorld, demo_folder
from desktop.desk import Desk, Wish
from governance.refusal import Refusal
from sync.desk_store import DeskStoreAdapter
from sync.http import SyncThread

SCALE = 60.0  # a demo hour in a minute
PATIENCE_S = 90.0  # who answers by chance takes his whole limit, a demo hour of a U2, and somewhat more


def crashed(crash: BaseException) -> None:
    raise AssertionError from crash


def exchange(world: DemoWorld) -> SyncThread:
    thread = SyncThread(
        world.url,
        DeskStoreAdapter(world.store),
        LinkKeys(world.store),
        PcClock(),
        app="test",
        on_state=lambda status: None,
        on_crash=crashed,
        user=world.operator,
    )
    thread.start()
    thread.login(world.login, world.password)
    return thread


def open_rows(store: Store) -> dict[str, EventRow]:
    return {row.case_id: row for row in store.read(lambda conn: open_events(conn, store.stream, limit=400))}


def wait(ready: Callable[[], bool], what: str) -> None:
    end = time.monotonic() + PATIENCE_S
    while not ready():
        assert time.monotonic() < end, what
        time.sleep(0.1)


def dispatched(world: DemoWorld) -> str:
    """Take in and dispatch the most urgent thing that waits; gives its case."""
    desk, rows = Desk(world.store), open_rows(world.store).values()
    case = min((row.urg, row.case_id) for row in rows if row.state == "REGISTERED" and row.cat)[1]
    assert not isinstance(
        desk.save(Wish(kind="event.accept", p={}, actor=world.operator, case=case)), Refusal
    )
    wish = Wish(kind="event.dispatch", p={"unit": "T-ZZ"}, actor=world.operator, case=case)
    assert not isinstance(desk.save(wish), Refusal)
    return case


def test_the_town_lives_and_goes_on_after_a_rest(tmp_path: Path) -> None:
    said: list[str] = []
    world = DemoWorld(tmp_path, say=said.append, scale=SCALE)
    thread = exchange(world)
    try:
        store = world.store
        assert len(said) >= 3
        assert len(open_rows(store)) > 40
        known = {row.case_id for row in store.read(lambda conn: latest_events(conn, store.stream))}
        case = dispatched(world)
        thread.retry_now()
        wait(lambda: open_rows(store)[case].state != "DISPATCHED", "nobody answered")
        wait(
            lambda: (
                not known.issuperset(r.case_id for r in store.read(lambda c: latest_events(c, store.stream)))
            ),
            "nobody called",
        )
    finally:
        thread.stop()
        thread.join(10)
        closed = world.clock.boot_ms()
        world.close()
    assert not world.alive
    time.sleep(0.5)
    again = DemoWorld(tmp_path, scale=SCALE)
    try:
        assert 0 <= again.clock.boot_ms() - closed < 10 * 60_000  # a few real seconds, however long the rest
        assert open_rows(again.store)[case].state != "DISPATCHED"
    finally:
        again.close()


def test_it_can_be_given_up(tmp_path: Path) -> None:
    cancelled = threading.Event()
    began = time.monotonic()
    threading.Timer(0.5, cancelled.set).start()
    with pytest.raises(DemoCancelledError):
        DemoWorld(tmp_path, cancelled=cancelled)
    assert time.monotonic() - began < 5
    assert not (tmp_path / KEPT).exists()


def test_a_variable_moves_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(HOME, str(tmp_path))
    assert demo_folder() == tmp_path / "demo"
