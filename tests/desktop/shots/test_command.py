"""The command line of pictures: wrong use is one line and exit code 2; every page has its pictures."""

from pathlib import Path

import pytest

from desktop.pages import PAGES
from desktop.shots import command
from desktop.shots.states import SHOTS


@pytest.mark.parametrize(
    "argv",
    [
        [],
        ["--out"],
        ["--out", "x", "--size", "1920"],
        ["--out", "x", "--size", "1920X1080"],
        ["--out", "x", "--size", "640x480"],
        ["--out", "x", "--size", "99999x99999"],
        ["--out", "x", "--size", "１９２０x１０８０"],
        ["--out", "x", "--sise", "1920x1080"],
        ["--out", "x", "y"],
    ],
)
def test_wrong_use_is_one_line_and_exit_code_2(
    argv: list[str], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert command.run([str(tmp_path / word) if word == "x" else word for word in argv]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert len(said.err.splitlines()) == 1
    assert "用法" in said.err
    assert not (tmp_path / "x").exists()


def test_a_folder_that_can_not_be_made_is_one_line(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    assert command.run(["--out", str(tmp_path / "file")]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_without_a_size_both_are_taken() -> None:
    assert command.asked(["--out", "x"]).sizes == ((1920, 1080), (1366, 768))
    assert command.asked(["--out", "x", "--size", "1600x900"]).sizes == ((1600, 900),)


def test_names_are_unique_and_only_dialogs_alone_are_called_so() -> None:
    names = [one.file for one in SHOTS]
    assert len(set(names)) == len(names)
    assert all(("dialog" in one.file) == one.dialog for one in SHOTS)


def test_every_page_has_a_picture() -> None:
    pictured = {one.page for one in SHOTS} | {one.name for one in SHOTS}
    assert {entry.module.split(".")[1] for entry in PAGES} <= pictured
