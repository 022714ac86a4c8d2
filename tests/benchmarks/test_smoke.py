"""The benchmarks' command line: it knows its figures, and refuses others before anything is measured."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.benchmarks import floor
from tests.benchmarks.__main__ import MEASURES, main
from tests.benchmarks.figure import OWN_GOALS, Goal, Measured, goals, told
from tests.benchmarks.season import Season, check


def test_every_figure_has_its_goal(shared: Path) -> None:
    assert {"S1", "S2", "S2d", "S3", "L1", "SAVE"} <= set(MEASURES) <= set(goals(shared / "bench"))


@pytest.mark.parametrize("wrong", [["S1", "X9"], ["--fast"], ["s1"]])
def test_what_it_does_not_know_is_refused_in_one_line(
    wrong: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(wrong) == 2
    said = capsys.readouterr()
    assert (said.out, len(said.err.splitlines())) == ("", 1)


def test_without_the_floor_there_is_nothing_to_compare_with(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(floor, "FOLDER", tmp_path)
    assert main(["S1"]) == 2
    said = capsys.readouterr()
    assert (said.out, len(said.err.splitlines())) == ("", 1)
    assert "../shared/bench" in said.err


def test_it_runs_as_a_program() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks", "X9"], capture_output=True, timeout=30, check=False
    )
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (2, b"", 1)


def test_a_ratio_is_ours_by_the_floors() -> None:
    line = told(Goal("S1", "<=1.5", "store.insert.raw", "ms"), Measured(150.0, 101.0))
    assert (line["ratio"], line["ok"]) == (1.485, True)
    assert told(OWN_GOALS[0], Measured(50.1, None))["ok"] is False


def test_a_season_is_like_real_actions() -> None:
    season = Season(2_000)
    check(season)
    kinds = {type(case).__name__ for case in season.town.cases.values()}
    assert kinds == {"Event", "Call", "Shift", "Stream"}
