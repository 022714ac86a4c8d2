"""The event loop of window tests: coroutines run on Qt's loop, and nothing goes wrong there unseen."""

import asyncio
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QPushButton
from qasync import QEventLoop

CONFTEST = Path(__file__).parents[2] / "conftest.py"


async def test_coroutines_run_on_qts_loop(qloop: QEventLoop) -> None:
    button = QPushButton()
    pressed = qloop.create_future()
    button.clicked.connect(lambda: pressed.set_result(True))
    QTimer.singleShot(0, button.click)
    assert await asyncio.wait_for(pressed, 2)
    assert asyncio.get_running_loop() is qloop


async def test_what_still_runs_is_cancelled(qloop: QEventLoop) -> None:
    qloop.create_task(asyncio.sleep(3600))


def test_an_unseen_error_fails_the_test(pytester: pytest.Pytester) -> None:
    pytester.makeconftest(CONFTEST.read_text("utf-8"))
    pytester.makepyfile(
        """
        async def test_it(qloop):
            qloop.call_soon(lambda: qloop.call_exception_handler({"message": "lost", "exception": OSError()}))
            import asyncio
            await asyncio.sleep(0.05)
        """
    )
    # in a process of its own: a second session in ours would end the application under later tests
    result = pytester.runpytest_subprocess("-p", "no:cacheprovider")
    result.assert_outcomes(passed=1, errors=1)
