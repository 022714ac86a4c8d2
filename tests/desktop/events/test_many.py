"""事件 over two hundred thousand: the list opens at once, jumps anywhere, and the window never stands still for it."""

import asyncio
import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from qasync import QEventLoop

from desktop.demo.stage import Staged
from desktop.events.page import EventsPage
from tests.desktop.a_room import a_room
from tests.desktop.events.crowd import crowd
from tests.desktop.patience import until

pytestmark = pytest.mark.long
OPENED_S, JUMPED_S = 1.5, 3.0  # on two busy cores; a desk takes a third of it


async def test_two_hundred_thousand_events_open_and_are_jumped_through(
    staged: Staged, qloop: QEventLoop
) -> None:
    count = crowd(staged, 200_000)
    async with a_room(staged, qloop, size=(1920, 1080), page="events") as room:
        page = room.frame.go.named("events")
        assert isinstance(page, EventsPage)
        table = page.view.table
        await until(lambda: table.current is not None, "the first list")
        begun = time.perf_counter()
        page._choose_view("all")
        await until(lambda: table.rows.count == count and table.rows.row(0) is not None, "all of them")
        opened = time.perf_counter() - begun
        begun = time.perf_counter()
        QTest.keyClick(table, Qt.Key.Key_End)
        await until(lambda: table.rows.row(count - 1) is not None, "the oldest")
        jumped = time.perf_counter() - begun
        first, last = table.rows.row(0), table.rows.row(count - 1)
        await asyncio.sleep(0)
        print(f"{opened=:.3f} {jumped=:.3f}")
    assert opened < OPENED_S
    assert jumped < JUMPED_S
    assert last is None or first is None or last.registered_at < first.registered_at
