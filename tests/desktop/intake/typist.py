"""A window in which somebody types without a pause, to be killed: writes down how much was typed, and when."""

import asyncio
import sys
import time
from pathlib import Path

from qasync import QEventLoop

from desktop.demo.stage import open_staged
from desktop.intake.page import IntakePage
from desktop.starting.application import application
from tests.desktop.a_room import a_room

SIGNS = "桥头水管冒水漫到路上"
BETWEEN_S = 0.06


async def live(folder: Path) -> None:
    """Type until killed."""
    loop = asyncio.get_running_loop()
    assert isinstance(loop, QEventLoop)
    async with a_room(open_staged(folder), loop, page="intake") as room:
        page = room.frame.go.named("intake")
        assert isinstance(page, IntakePage)
        page.begin_intake("")
        await asyncio.sleep(1.0)
        for number in range(10_000):
            page.view.sheet.text.insertPlainText(SIGNS[number % len(SIGNS)])
            sys.stdout.write(f"{time.monotonic():.3f} {number + 1}\n")
            sys.stdout.flush()
            await asyncio.sleep(BETWEEN_S)


if __name__ == "__main__":
    app = application()
    with asyncio.Runner(loop_factory=lambda: QEventLoop(app)) as runner:
        runner.run(live(Path(sys.argv[1])))
