"""The window's command line: one clear line when it makes no sense, exit code 2."""

import subprocess
import sys
from pathlib import Path

import pytest

from desktop.starting import program
from desktop.starting.arguments import WrongUseError, asked, display_missing
from desktop.starting.last_store import DEMO, home, last_store, remember

MAIN = Path(__file__).parents[3]


def test_a_folder_or_the_demo_can_be_asked_for() -> None:
    assert asked(["--store", "somewhere"]).store == Path("somewhere")
    assert asked(["--demo"]).demo
    assert asked([]) == asked([])


@pytest.mark.parametrize("argv", [["--stor", "x"], ["--demo", "--store", "x"], ["--store"], ["--strange"]])
def test_wrong_use_is_one_line_and_exit_code_2(argv: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(WrongUseError):
        asked(argv)
    assert program.run(argv) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "用法" in said


def test_without_a_display_one_line_says_so() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "desktop"],
        cwd=MAIN,
        env={"PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert done.stderr.startswith("没有图形界面")


def test_a_display_that_is_not_there_counts_as_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setenv("DISPLAY", ":4711")
    assert display_missing() is sys.platform.startswith("linux")


def test_what_was_open_last_is_remembered(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HUYING_HOME", str(tmp_path / "home"))
    assert last_store() == ""
    remember(DEMO)
    assert last_store() == DEMO
    assert home() == tmp_path / "home"
