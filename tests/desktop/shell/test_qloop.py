"""The event loop of window tests: coroutines run on Qt's loop, and nothing goes wrong there unseen."""

import asyncio

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QPushButton
from qasync import QEventLoop


async def test_coroutines_run_on_qts_loop(qloop: QEventLoop):
    button = QPushButton()
    pressed = qloop.create_future()
    button.clicked.connect(lambda: pressed.set_result(True))
    QTimer.singleShot(0, button.click)
    assert await asyncio.wait_for(pressed, 2)
    assert asyncio.get_running_loop() is qloop


async def test_what_still_runs_is_cancelled(qloop: QEventLoop):
    qloop.create_task(asyncio.sleep(3600))


def test_an_unseen_error_fails_the_test(pytester: pytest.Pytester):
    pytester.makeconftest("from tests.conftest import *")
    pytester.makepyfile(
        """
        async def test_it(qloop):
            qloop.call_soon(lambda: qloop.call_exception_handler({"message": "lost", "exception": OSError()}))
            import asyncio
            await asyncio.sleep(0.05)
        """
    )
    result = pytester.runpytest("-p", "no:cacheprovider")
    result.assert_outcomes(passed=1, errors=1)
