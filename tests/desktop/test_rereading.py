"""Reading again: one at a time, none lost, with a pause that nobody has to wait for."""

import asyncio

from desktop.rereading import LATER_S, Rereading
from desktop.tasks import Tasks

PAUSE_S = 0.05


class Reader:
    """Counts its reads; each takes a moment."""

    def __init__(self, tasks: Tasks) -> None:
        self.begun = self.ended = 0
        self.rereading = Rereading(tasks, self.read, "test.read", PAUSE_S)

    async def read(self) -> None:
        self.begun += 1
        assert self.begun == self.ended + 1  # one at a time
        await asyncio.sleep(0.01)
        self.ended += 1


async def test_asks_during_a_read_are_answered_by_one_more() -> None:
    tasks = Tasks(asyncio.get_running_loop(), lambda _: None)
    reader = Reader(tasks)
    reader.rereading.ask()
    await asyncio.sleep(0.005)
    for _ in range(5):
        reader.rereading.ask()
    await asyncio.sleep(3 * PAUSE_S)
    assert reader.ended == 2
    await tasks.close()


async def test_what_is_out_of_sight_waits_for_what_is_seen() -> None:
    tasks = Tasks(asyncio.get_running_loop(), lambda _: None)
    seen, unseen = Reader(tasks), Reader(tasks)
    unseen.rereading.ask_later()
    unseen.rereading.ask_later()
    seen.rereading.ask()
    await asyncio.sleep(0.05)
    assert (seen.ended, unseen.begun) == (1, 0)
    await asyncio.sleep(LATER_S + 0.05)
    assert unseen.ended == 1, "two wishes are one read"
    await tasks.close()


async def test_the_pause_is_a_running_task_only_for_who_asked_again() -> None:
    tasks = Tasks(asyncio.get_running_loop(), lambda _: None)
    reader = Reader(tasks)
    reader.rereading.ask()
    await asyncio.sleep(0.03)
    assert (reader.ended, tasks.running) == (1, ())
    reader.rereading.ask()
    await asyncio.sleep(0)
    assert reader.begun == 1  # not before the pause is over
    assert tasks.running == ("test.read",)
    await asyncio.sleep(2 * PAUSE_S)
    assert reader.ended == 2
    await tasks.close()
