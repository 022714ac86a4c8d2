"""后台任务: failures are told, our own mistakes are shown, and closing loses nothing that is nearly done."""

import asyncio
import sys

import pytest

from desktop.tasks import Tasks
from governance.refusal import ReportedError


async def test_a_failure_of_the_world_is_told() -> None:
    told: list[ReportedError] = []
    tasks = Tasks(asyncio.get_running_loop(), told.append)

    async def fails() -> None:
        raise ReportedError("磁盘已满，本次修改未保存；请清理后重试。")

    tasks.start(fails(), name="page.save 1")
    await tasks.settle(1)
    assert [one.sentence for one in told] == ["磁盘已满，本次修改未保存；请清理后重试。"]


async def test_our_own_mistake_goes_to_the_hook(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[type[BaseException]] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, error, trace: seen.append(kind))
    tasks = Tasks(asyncio.get_running_loop(), lambda error: None)

    async def wrong() -> None:
        raise KeyError("x")

    tasks.start(wrong(), name="page.read")
    await tasks.settle(1)
    await asyncio.sleep(0)
    assert seen == [KeyError]


async def test_what_is_nearly_done_is_finished_before_closing() -> None:
    kept: list[str] = []
    tasks = Tasks(asyncio.get_running_loop(), lambda error: None)

    async def keep_draft() -> None:
        await asyncio.sleep(0.05)
        kept.append("draft")

    async def endless() -> None:
        await asyncio.sleep(60)

    tasks.start(keep_draft(), name="intake.draft")
    tasks.start(endless(), name="page.wait")
    await tasks.settle(0.3)
    assert kept == ["draft"]
    await tasks.close()
    assert tasks.running == ()
    tasks.start(keep_draft(), name="late")
    assert tasks.running == ()
