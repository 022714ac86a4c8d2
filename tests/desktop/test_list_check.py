"""`python -m desktop import list`: a room checks a list's files; it never changes the county's list."""

import json
from pathlib import Path

import pytest

from desktop.__main__ import main
from tests.governance.room import CATALOGUES

FILES = [str(CATALOGUES / "responsibility_items.csv"), str(CATALOGUES / "responsibility_lines.csv")]


def run(folder: Path, *more: str) -> int:
    return main(["import", "list", *more, "--store", str(folder / "none")])


def test_right_files_are_told_as_right(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path, *FILES, "--dry-run", "--json") == 0
    said = json.loads(capsys.readouterr().out)
    assert (len(said["same"]), said["faults"], said["dry_run"]) == (68, [], True)


def test_a_fault_is_told_with_row_and_column(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = tmp_path / "lines.csv"
    text = Path(FILES[1]).read_text(encoding="utf-8")
    lines.write_text(text.replace("SD-A01,1,COUNTY,ZF", "SD-A01,1,COUNTY,QQ", 1), encoding="utf-8")
    assert run(tmp_path, FILES[0], str(lines), "--dry-run") == 1
    assert "lines.csv 第2行“dept_or_role”列" in capsys.readouterr().out


def test_wrong_use_is_one_line_with_the_way_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path, *FILES) == 2
    assert "python -m county import list" in capsys.readouterr().err
    assert run(tmp_path, str(tmp_path / "no.csv"), "--dry-run") == 2
    assert main(["import", "moon", "x"]) == 2
    out, err = capsys.readouterr()
    assert (out, "种类" in err) == ("", True)
