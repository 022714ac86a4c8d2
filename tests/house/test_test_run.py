"""The test run itself: what makes it fail, what it runs, what it leaves out. Each case runs a small run of its own."""

from pathlib import Path

import pytest

CONFTEST = Path(__file__).parents[1] / "conftest.py"
STRICT = """
[pytest]
filterwarnings = error
markers =
    expects_log: x
    long: x
"""


@pytest.fixture
def run(pytester: pytest.Pytester) -> pytest.Pytester:
    """An empty project that has our conftest.py."""
    (pytester.mkdir("tests") / "conftest.py").write_text(
        CONFTEST.read_text(encoding="utf-8"), encoding="utf-8"
    )
    pytester.makeini(STRICT)
    return pytester


def outcomes(
    run: pytest.Pytester, source: str, *options: str, qt: bool = False
) -> tuple[dict[str, int], str]:
    (run.path / "tests" / "test_it.py").write_text(source, encoding="utf-8")
    with_qt = ("-o", "qt_api=pyside6", "-o", "qt_log_level_fail=WARNING")
    result = run.runpytest_subprocess("tests", *(with_qt if qt else ("-p", "no:pytest-qt")), *options)
    return result.parseoutcomes(), result.stdout.str()


def test_stray_log_lines_and_warnings_fail_the_run(run: pytest.Pytester) -> None:
    counted, text = outcomes(
        run,
        """
import asyncio, gc, logging, threading, warnings
import pytest

def test_a_line():
    logging.getLogger("sync").warning("no answer")

def test_a_line_from_a_thread():
    thread = threading.Thread(target=logging.error, args=("disk full",))
    thread.start()
    thread.join()

def test_a_warning():
    warnings.warn("old")

@pytest.mark.expects_log("no answer")
def test_another_line_than_the_expected():
    logging.warning("no answer")
    logging.warning("nor this")

@pytest.mark.expects_log("no answer")
def test_an_expected_line_that_does_not_come():
    pass

def test_a_task_that_fails_unseen():
    async def fail():
        raise ValueError
    async def main():
        asyncio.create_task(fail())
        await asyncio.sleep(0)
        await asyncio.sleep(0)
    asyncio.run(main())
    gc.collect()

@pytest.fixture
def noisy():
    yield
    logging.error("at the end")

def test_a_line_at_teardown(noisy):
    pass
""",
    )
    assert counted == {"failed": 6, "passed": 1, "errors": 1}, text


def test_expected_lines_and_quiet_ones_pass(run: pytest.Pytester) -> None:
    counted, text = outcomes(
        run,
        """
import logging
import pytest

@pytest.mark.expects_log("no answer from 127.0.0.1")
def test_the_expected_line():
    logging.warning("no answer from %s", "127.0.0.1")

def test_a_quiet_line():
    logging.info("saved")
""",
    )
    assert counted == {"passed": 2}, text


def test_a_coroutine_runs_with_its_fixtures(run: pytest.Pytester) -> None:
    counted, text = outcomes(
        run,
        """
import asyncio
import pytest

@pytest.fixture
def limit():
    return 0.01

@pytest.mark.parametrize("wrong", [False, True])
async def test_it(limit, wrong):
    await asyncio.sleep(limit)
    assert not wrong
""",
    )
    assert counted == {"passed": 1, "failed": 1}, text


def test_what_a_window_test_leaves_is_gone_before_another_thread_can_collect_it(run: pytest.Pytester) -> None:
    """A Qt timer that a worker thread of the next test stops is a warning of Qt's, and now and then the end."""
    counted, text = outcomes(
        run,
        """
import asyncio, gc, threading

async def test_a_window(qloop):
    asyncio.get_running_loop().call_later(3600, print)

def test_a_thread_that_collects():
    thread = threading.Thread(target=gc.collect)
    thread.start()
    thread.join()
""",
        qt=True,
    )
    assert counted == {"passed": 2}, text


LONG = """
import hypothesis
import pytest

@pytest.mark.long
def test_many():
    assert hypothesis.settings().max_examples > 100

def test_few():
    pass
"""


@pytest.mark.parametrize("options", [[], ["-n", "1"]], ids=["alone", "spread"])
def test_long_tests_are_left_out_and_named(run: pytest.Pytester, options: list[str]) -> None:
    counted, text = outcomes(run, LONG, *options)
    assert counted["passed"] == 1, text
    assert "1 long tests left out; run them: bash packaging/test.sh --long" in text


def test_long_tests_run_when_asked_for(run: pytest.Pytester) -> None:
    counted, text = outcomes(run, LONG, "--long")
    assert counted == {"passed": 2}, text


def test_without_the_real_data_its_tests_are_skipped_by_name(run: pytest.Pytester) -> None:
    counted, text = outcomes(run, "def test_map(shared): pass", "-rs")
    assert counted == {"skipped": 1}
    assert "../shared is not here" in text
