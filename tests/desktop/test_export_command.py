"""`python -m desktop export evaluation`: a workbook out of a real store; wrong use is one line and exit code 2."""

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from desktop import export_command
from tests.db.small_county import County, a_desk, open_shift, pull, save
from tests.governance.room import report


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A closed store with one event that the county confirmed and one that it has not seen."""
    county = County(tmp_path)
    with a_desk(tmp_path / "desk", county) as desk:
        open_shift(desk, county)
        save(desk, "event.report", "e", report())
        county.take(desk)
        pull(desk, county)
        save(desk, "event.report", "unseen", report())
    county.close()
    return tmp_path / "desk"


def test_the_months_evaluation_is_a_workbook_with_its_digest(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "考评.xlsx"
    argv = ["evaluation", "--period", "2026-03", "--out", str(out), "--store", str(store)]
    assert export_command.run([*argv, "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    book = load_workbook(out)
    assert said["digest"] in str(book["指标"]["A2"].value)
    counts = {row[1]: row[2] for row in book["指标"].iter_rows(min_row=4, values_only=True)}
    assert counts["诉求数"] == counts["事件数"] == 1  # what only this desk knows is not evaluated yet
    assert export_command.run(argv) == 0
    assert said["digest"] in capsys.readouterr().out


@pytest.mark.parametrize(
    ("argv", "why"),
    [
        (["evaluation", "--period", "2026-3", "--out", "x.xlsx"], "统计期"),
        (["poems", "--period", "2026-03", "--out", "x.xlsx"], "命令用法不对"),
        (["evaluation", "--out", "x.xlsx"], "命令用法不对"),
        (["evaluation", "--period", "2026-03", "--out", "x.xlsx", "--store", "/nonexistent"], "没有本机库"),
    ],
)
def test_wrong_use_is_one_line(argv: list[str], why: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert export_command.run(argv) == 2
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert why in err
