"""The test run: every warning and every stray log line fails it; coroutines run; real data is found or named.

A test that means to log says so: `@pytest.mark.expects_log("text of the line")`.
"""

import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"  # before anything imports Qt

import asyncio
import gc
import inspect
import logging
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import hypothesis
import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"
ASYNC_TEST_S = 20  # a sixth of the time a test has; --timeout gives more to both on a busy machine
LONG_COMMAND = "bash packaging/test.sh --long"

hypothesis.settings.register_profile("ci", derandomize=True, deadline=None, max_examples=100)
hypothesis.settings.register_profile("long", deadline=None, max_examples=10_000, print_blob=True)
STRAY = pytest.StashKey["StrayLines"]()
LEFT_OUT = pytest.StashKey[int]()
GARBAGE = 200_000  # objects made and not gone since the last round


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real data beside the project; without it the test is skipped by name."""
    if not SHARED.is_dir():
        pytest.skip(f"../shared is not here: {SHARED}")
    return SHARED


# ---------------------------------------------------------------- stray log lines


class StrayLines(logging.Handler):
    """Collects log records of WARNING and above, whichever thread they come from."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


@contextmanager
def no_stray_lines(
    item: pytest.Item, *, allowed: tuple[str, ...] = (), required: tuple[str, ...] = ()
) -> Iterator[None]:
    """Fail when a line is logged that nobody expects, or an expected one is not."""
    stray = item.config.stash[STRAY]
    try:
        yield
    finally:
        records, stray.records = stray.records, []
    lines = [f"{record.levelname} {record.name}: {record.getMessage()}" for record in records]
    if unexpected := [line for line in lines if not any(text in line for text in allowed)]:
        pytest.fail("stray log lines:\n" + "\n".join(unexpected), pytrace=False)
    if missing := [text for text in required if not any(text in line for line in lines)]:
        pytest.fail(f"expected in the log and not there: {missing}", pytrace=False)


def expected_lines(item: pytest.Item) -> tuple[str, ...]:
    """What the test's `expects_log` marks name; a mark that names nothing is a mistake."""
    texts = tuple(text for mark in item.iter_markers("expects_log") for text in mark.args)
    if not texts and item.get_closest_marker("expects_log"):
        raise pytest.UsageError(f"{item.nodeid}: expects_log names the text it expects")
    return texts


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup(item: pytest.Item) -> Generator[None, object, object]:
    with no_stray_lines(item, allowed=expected_lines(item)):
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    with no_stray_lines(item, allowed=expected_lines(item), required=expected_lines(item)):
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item) -> Generator[None, object, object]:
    with no_stray_lines(item, allowed=expected_lines(item)):
        return (yield)


# ---------------------------------------------------------------- coroutines


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    """Run an `async def` test for a limited time: on Qt's loop when it uses `qloop`, else on one of its own."""
    if not inspect.iscoroutinefunction(pyfuncitem.obj):
        return None
    names = inspect.signature(pyfuncitem.obj).parameters
    arguments: dict[str, Any] = {name: pyfuncitem.funcargs[name] for name in names}
    limit_s = max(ASYNC_TEST_S, (pyfuncitem.config.getoption("timeout", None) or 0) / 6)
    test = asyncio.wait_for(pyfuncitem.obj(**arguments), limit_s)
    if "qloop" in pyfuncitem.fixturenames:
        loop: Any = pyfuncitem.funcargs["qloop"]
        loop.run_until_complete(test)
        return True
    with asyncio.Runner() as runner:
        runner.run(test)
    return True


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Bury what a window test left before the next one runs, once nothing of pytest holds it any more.

    A closed loop keeps its Qt timers until it is collected, and only Qt's own thread may stop them: left to a later
    test with worker threads (the county's have some), they end the process.
    """
    try:
        return (yield)
    finally:
        if "qapp" in getattr(item, "fixturenames", ()):
            _bury()
        elif gc.get_count()[0] > GARBAGE:
            gc.collect()


def _bury() -> None:
    from PySide6.QtCore import QCoreApplication, QEvent  # only window tests pay for Qt

    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # no loop will turn again to do it
    gc.collect()
    gc.freeze()  # what is held for good is not walked after every test


def pytest_collection_finish() -> None:
    """The collector's rounds are ours, as `desktop.tidying` has them: Qt's objects must not die in a worker's.

    What was imported stays: no round need walk it again.
    """
    gc.disable()
    gc.collect()
    gc.freeze()


@pytest.fixture
def qloop(qapp: Any) -> Iterator[asyncio.AbstractEventLoop]:
    """Qt's event loop for coroutines, as the window has it; what goes wrong unseen in it fails the test."""
    from qasync import QEventLoop  # only window tests pay for Qt

    qapp.setQuitOnLastWindowClosed(False)
    loop = QEventLoop(qapp)
    asyncio.set_event_loop(loop)
    unseen: list[dict[str, Any]] = []
    loop.set_exception_handler(lambda _, context: unseen.append(context))
    try:
        yield loop
        _cancel_rest(loop)
    finally:
        asyncio.set_event_loop(None)
        loop.close()
    if unseen:
        told = unseen[0]
        raise AssertionError(f"unseen in the event loop: {told['message']}") from told.get("exception")


def _cancel_rest(loop: asyncio.AbstractEventLoop) -> None:
    left = asyncio.all_tasks(loop)
    for task in left:
        task.cancel()
    if left:
        loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))
    loop.run_until_complete(loop.shutdown_asyncgens())


# ---------------------------------------------------------------- long suites


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--long", action="store_true", help="run the tests marked `long` too, with many more examples"
    )


def pytest_configure(config: pytest.Config) -> None:
    hypothesis.settings.load_profile("long" if config.getoption("--long") else "ci")
    config.stash[STRAY] = StrayLines()
    config.stash[LEFT_OUT] = 0
    logging.getLogger().addHandler(config.stash[STRAY])


def pytest_unconfigure(config: pytest.Config) -> None:
    logging.getLogger().removeHandler(config.stash[STRAY])


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--long"):
        return
    if long := [item for item in items if item.get_closest_marker("long")]:
        items[:] = [item for item in items if item not in long]
        config.hook.pytest_deselected(items=long)
    config.stash[LEFT_OUT] = len(long)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """In a worker of pytest-xdist: tell the run how many long tests were left out."""
    if (output := getattr(session.config, "workeroutput", None)) is not None:
        output["left_out"] = session.config.stash[LEFT_OUT]


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    node.config.stash[LEFT_OUT] = getattr(node, "workeroutput", {}).get("left_out", 0)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if left_out := config.stash[LEFT_OUT]:
        terminalreporter.write_line(f"{left_out} long tests left out; run them: {LONG_COMMAND}")
