"""The pages as an operator finds them (各页), and what stands over a page."""

import asyncio
import threading
from functools import partial

from db.failures import StoreFullError
from desktop.seat import WORKERS
from desktop.shots.scene import Scene
from desktop.shots.shot import Shot

FULL = StoreFullError("磁盘已满，本次修改未保存；请清理磁盘后重试。")
HELD_S = 10.0
BUSY_S = 0.4  # the loading bar comes after 150 ms


def _list(number: int) -> Shot:
    async def pose(scene: Scene) -> None:
        await scene.do(f"choice_{number}")
        scene.afterwards("choice_1")

    return Shot(name=f"situation_list_{number}", pose=pose)


async def _command(scene: Scene) -> None:
    await scene.do("command")
    await scene.type("0055")


async def _command_verbs(scene: Scene) -> None:
    await scene.do("command")
    await scene.type("sf")


async def _command_nothing(scene: Scene) -> None:
    await scene.do("command")
    await scene.type("查无此件")


async def _keys(scene: Scene) -> None:
    await scene.do("help")


async def _sync_details(scene: Scene) -> None:
    scene.window.top_bar.chip.click()


async def _loading(scene: Scene) -> None:
    """All workers of the seat are taken: what is read now has to wait."""
    held = threading.Event()
    scene.on_close(held.set)
    for _ in range(WORKERS):
        scene.tasks.start(scene.room.seat.run(partial(held.wait, HELD_S)), name="shots.hold")
    scene.frame.go.case(scene.find(3, states=("SIGNED",)))
    await asyncio.sleep(BUSY_S)


async def _full(scene: Scene) -> None:
    scene.room.tell(FULL)


async def _toast(scene: Scene) -> None:
    async def undo() -> None:
        pass

    scene.room.frame.notices.toast("已派单至 综合行政执法队 · 已存本机", undo)


async def _closing(scene: Scene) -> None:
    scene.window.close()


SHOTS = (
    Shot(name="situation"),
    *(_list(number) for number in (2, 3, 4)),
    Shot(name="situation_offline", variant="offline"),
    Shot(name="situation_115", scale=115),
    Shot(name="situation_150", scale=150),
    Shot(name="situation_grey", eyes="grey"),
    Shot(name="situation_deuteranopia", eyes="deuteranopia"),
    Shot(name="situation_loading", pose=_loading, moving=True, alone=True),
    Shot(name="situation_disk_full", pose=_full, alone=True),
    Shot(name="situation_toast", pose=_toast, alone=True),
    Shot(name="command_case", pose=_command),
    Shot(name="command_verbs", pose=_command_verbs),
    Shot(name="command_nothing", pose=_command_nothing),
    Shot(name="keys", pose=_keys),
    Shot(name="sync_details", pose=_sync_details, variant="offline"),
    Shot(name="closing_dialog", pose=_closing, variant="offline", dialog=True),
    Shot(name="outbox", page="outbox"),
    Shot(name="outbox_offline", page="outbox", variant="offline"),
    Shot(name="outbox_conflict", page="outbox", variant="conflict"),
    Shot(name="settings", page="settings"),
    Shot(name="settings_150", page="settings", scale=150),
)
