"""`python -m desktop day`: bad input says one clear line and changes nothing; a good day loses nothing."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.day import command

ROOT = Path(__file__).parents[3]
COUNTS = (
    "events",
    "placed",
    "dispatched",
    "signed",
    "closed",
    "open",
    "called",
    "answered",
    "rated",
    "conflicts",
)


def refused(argv: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    """The one line on standard error; nothing on standard output."""
    assert command.run(argv) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    return err


def test_wrong_use_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "命令用法不对" in refused([], capsys)
    assert "命令用法不对" in refused(["--out", str(tmp_path), "--fast"], capsys)
    assert "命令用法不对" in refused(["--out", str(tmp_path), "--seed", "x"], capsys)


def test_a_date_that_is_none_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out"
    assert "2026-02-30" in refused(["--out", str(out), "--date", "2026-02-30"], capsys)
    assert not out.exists()


def test_an_input_folder_that_is_not_there_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert "读不到文件" in refused(["--out", str(out), "--input", str(tmp_path / "none")], capsys)
    assert not out.exists()


@pytest.fixture
def data(shared: Path, tmp_path: Path) -> Path:
    """A copy of the real input that a test may spoil."""
    folder = tmp_path / "data"
    for part in ("divisions", "maps", "messages"):
        shutil.copytree(shared / "data" / part, folder / part, copy_function=shutil.copyfile)
    return folder


@pytest.mark.parametrize(
    ("file", "content", "said"),
    [
        ("maps/yuhang_towns.geojson", b"not a map", "yuhang_towns.geojson"),
        ("maps/yuhang_towns.geojson", b"", "yuhang_towns.geojson"),
        ("messages/messages_fujian2_gold_labels_dev60.csv", b"", "是空的"),
        ("messages/messages_fujian4_replies_dev60.csv", "留言编号,留言主题\n1,甲\n".encode(), "缺少列"),
        ("messages/messages_fujian4_replies_dev60.csv", "留言编号\n一\n".encode("gb18030"), "不是UTF-8编码"),
        ("divisions/330110_yuhang_towns.csv", b"a,b\n1,2\n", "缺少列"),
    ],
)
def test_spoilt_input_is_refused_before_anything_is_done(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], file: str, content: bytes, said: str
) -> None:
    (data / file).write_bytes(content)
    out = tmp_path / "out"
    assert said in refused(["--out", str(out), "--input", str(data)], capsys)
    assert not out.exists()


def test_a_township_that_is_not_in_the_data_is_named(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    argv = ["--out", str(tmp_path / "out"), "--input", str(data), "--town", "不存在镇"]
    assert "不存在镇" in refused(argv, capsys)


def test_an_output_folder_that_can_not_be_written_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("in the way")
    assert "写不了输出文件夹" in refused(["--out", str(tmp_path / "file")], capsys)


@pytest.mark.timeout(240)
def test_the_demo_day_loses_nothing_and_adds_up(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "desktop", "day", "--out", str(tmp_path), "--json"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    day = json.loads(done.stdout)
    assert day["lost"] == 0
    assert day["pending"] == 0
    assert day["verified"] is True
    assert day["placed_kind"] == "synthetic"
    assert day["suggest_agree"] is None
    assert day["county_killed"] == 1
    assert day["saved_offline"] > 0
    for name in COUNTS:
        assert isinstance(day[name], int), name
    assert day["events"] == day["placed"] == 270
    assert 0 < day["closed"] <= day["dispatched"] + day["called"]
    assert 0 < day["rated"] <= day["answered"] <= day["called"]
    assert day["check"]
    for total, both in day["check"].items():
        assert both["workbook"] == both["ledger"], total
    assert {p.name for p in tmp_path.iterdir()} >= {"日报.xlsx", "呼叫单.xlsx", "运行报告.md", "day.json"}
