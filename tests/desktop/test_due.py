"""The command `due`: one question, a file of questions, and input that cannot be read (architecture, command line)."""

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest

from desktop import due

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "resources" / "catalogues" / "deadlines_examples.csv"
ANSWERED = ("id", "allowance_min", "nominal_due", "yellow_at", "due", "on_time", "overdue_min")
HEADER = "id,start,limit,calendar\n"
ROW = "A,2026-03-10 08:00,8,WH\n"
ONE = ["--start", "2026-03-10 08:00", "--limit", "8", "--calendar", "WH"]

Capture = pytest.CaptureFixture[str]


def asked(capsys: Capture, *words: str) -> str:
    """What the command prints; nothing on standard error."""
    assert due.run(list(words)) == 0
    out, err = capsys.readouterr()
    assert not err
    return out


def refused(capsys: Capture, *words: str) -> str:
    """The one line that says what is wrong; nothing on standard output."""
    assert due.run(list(words)) == 2
    out, err = capsys.readouterr()
    assert not out
    assert err.endswith("\n")
    assert err.count("\n") == 1
    assert "Traceback" not in err
    return err


def a_file(folder: Path, content: str | bytes) -> str:
    path = folder / "questions.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return str(path)


def expected_rows() -> list[dict[str, object]]:
    """The answers printed in the examples: numbers as numbers, empty as null."""
    with EXAMPLES.open(encoding="utf-8", newline="") as file:
        rows = [{name: row[name] or None for name in ANSWERED} for row in csv.DictReader(file)]
    numbers = ("allowance_min", "overdue_min")
    return [
        {name: int(said) if name in numbers and said else said for name, said in row.items()} for row in rows
    ]


# ---------------------------------------------------------------- a file of questions


def test_the_42_vectors_come_out_exactly(capsys: Capture) -> None:
    said = json.loads(asked(capsys, "--vectors", str(EXAMPLES), "--json"))
    assert len(said) == 42
    assert said == expected_rows()


def test_the_program_answers_as_the_function_does() -> None:
    command = [sys.executable, "-m", "desktop", "due", "--vectors", str(EXAMPLES), "--json"]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, check=False, timeout=60)
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert json.loads(ran.stdout) == expected_rows()


def test_a_column_that_the_file_lacks_is_empty(capsys: Capture, tmp_path: Path) -> None:
    file = a_file(tmp_path, "calendar,limit,start\nWH,8,2026-03-10 08:00\n\nEH,15m,2026-03-10 08:00\n")
    first, second = json.loads(asked(capsys, "--vectors", file, "--json"))
    assert first["due"] == "2026-03-10 18:00"
    assert second["due"] == "2026-03-10 08:15"
    assert [first[name] for name in ("id", "on_time", "overdue_min")] == [None] * 3
    assert tuple(first) == ANSWERED


def test_a_file_saved_by_excel_is_read(capsys: Capture, tmp_path: Path) -> None:
    file = a_file(tmp_path, "\ufeff" + (HEADER + ROW).replace("\n", ",,\r\n"))
    assert json.loads(asked(capsys, "--vectors", file, "--json"))[0]["id"] == "A"


def test_people_get_a_table(capsys: Capture) -> None:
    lines = asked(capsys, "--vectors", str(EXAMPLES)).splitlines()
    assert lines[0].startswith("编号\t应办分钟")
    assert lines[39] == "DL-39\t240\t2026-03-10 15:00\t—\t—\t—\t—"


@pytest.mark.parametrize(
    ("content", "named"),
    [
        ("", "没有数据行"),
        ("\n\n", "没有数据行"),
        (HEADER, "没有数据行"),
        (HEADER + ROW + "B,2026-02-30 08:00,8,WH\n", "第 3 行（B）"),
        (HEADER + "A,2026-03-10 08:00,8,XX\n", "XX"),
        (HEADER + "A,2026-03-10 08:00,,WH\n", "缺少时限"),
        (HEADER + "A,,8,WH\n", "缺少起算时间"),
        (HEADER + "A,2026-03-10 08:00,8,WH,extra\n", "5 格"),
        (HEADER + 'A,"2026-03-10 08:00,8,WH\n', "引号"),
        ("id,id,start\nA,B,C\n", "重名"),
        ("编号;起算\nA;2026-03-10 08:00\n", "calendar"),
        ((HEADER + "夜间," + ROW[2:]).encode("gbk"), "UTF-8"),
        ((HEADER + ROW).encode("utf-16"), "UTF-8"),
        (b"\x00\x01\xff\xfe", "UTF-8"),
    ],
)
def test_a_file_that_cannot_be_read_is_told(
    capsys: Capture, tmp_path: Path, content: str | bytes, named: str
) -> None:
    assert named in refused(capsys, "--vectors", a_file(tmp_path, content), "--json")


def test_a_missing_file_or_a_folder_is_told(capsys: Capture, tmp_path: Path) -> None:
    assert "找不到文件" in refused(capsys, "--vectors", str(tmp_path / "none.csv"), "--json")
    assert "读不了文件" in refused(capsys, "--vectors", str(tmp_path), "--json")


def test_a_file_and_a_question_do_not_mix(capsys: Capture) -> None:
    assert "--start" in refused(capsys, "--vectors", str(EXAMPLES), *ONE)


# ---------------------------------------------------------------- one question


def test_one_question_is_answered_for_a_program(capsys: Capture) -> None:
    said = json.loads(asked(capsys, *ONE, "--done", "2026-03-11 09:00", "--json"))
    assert said == {
        "allowance_min": 480,
        "nominal_due": "2026-03-10 18:00",
        "yellow_at": "2026-03-10 15:36",
        "due": "2026-03-10 18:00",
        "on_time": "N",
        "overdue_min": 60,
        "provisional": False,
    }


def test_every_option_counts(capsys: Capture) -> None:
    said = json.loads(
        asked(
            capsys,
            *("--start", "2026-09-28 15:00", "--limit", "4", "--calendar", "WH", "--extension", "4"),
            *(
                "--profile",
                "SEASONAL",
                "--override",
                "2026-09-29=OFF",
                "--override",
                "2026-09-30=08:00-12:00",
            ),
            *("--pause", "2026-09-28 16:00/2026-09-28 16:30", "--pause", "2026-09-30 09:00/2026-09-30 09:30"),
            "--json",
        )
    )
    # 3 h on the 28th (to 18:30, half an hour paused), 3½ h on the 30th, then 1½ h after the holiday
    assert said["nominal_due"] == "2026-10-08 08:30"
    assert said["due"] == "2026-10-08 09:30"


def test_people_get_sentences(capsys: Capture) -> None:
    text = asked(capsys, *ONE, "--extension", "30m", "--done", "2026-03-11 09:00")
    assert "时限：8 小时，延期 30 分钟（工作时 WH，作息 DEFAULT）" in text
    assert "到期：2026-03-11 08:30" in text
    assert "办结：2026-03-11 09:00，超期 30 分钟" in text


def test_a_natural_day_ends_at_24_00_for_people(capsys: Capture) -> None:
    text = asked(capsys, "--start", "2026-03-10 09:00", "--limit", "7", "--calendar", "ND")
    assert "到期：2026-03-17 24:00" in text


def test_an_open_pause_leaves_the_due_open(capsys: Capture) -> None:
    text = asked(capsys, *ONE, "--pause", "2026-03-10 10:00/", "--done", "2026-03-12 10:00")
    assert "到期：—（暂停未结束，灯为灰）" in text
    assert "暂不判定" in text


def test_a_year_without_holidays_is_called_provisional(capsys: Capture) -> None:
    words = ("--start", "2031-03-10 09:00", "--limit", "3", "--calendar", "WD")
    assert "暂定" in asked(capsys, *words)
    assert json.loads(asked(capsys, *words, "--json"))["provisional"] is True


def test_seconds_are_kept_where_they_are_given(capsys: Capture) -> None:
    said = json.loads(
        asked(capsys, "--start", "2026-03-10 09:00:30", "--limit", "1", "--calendar", "EH", "--json")
    )
    assert said["due"] == "2026-03-10 10:00:30"


def test_24_00_is_the_end_of_the_day(capsys: Capture) -> None:
    said = json.loads(
        asked(capsys, "--start", "2026-03-10 24:00", "--limit", "1", "--calendar", "EH", "--json")
    )
    assert said["due"] == "2026-03-11 01:00"


def test_help_shows_how_it_is_written(capsys: Capture) -> None:
    assert "--vectors" in asked(capsys, "--help")


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ([], "缺少"),
        (["--start", "2026-03-10 08:00", "--calendar", "WH"], "缺少时限"),
        (["--limit", "8", "--calendar", "WH"], "缺少起算时间"),
        (["--start", "2026-03-10 08:00", "--limit", "8"], "缺少日历"),
        ([*ONE, "--calendar", "wh"], "日历"),
        ([*ONE, "--limit", "-8"], "-8"),
        ([*ONE, "--limit=-8m"], "-8m"),
        ([*ONE, "--limit", "0"], "时限"),
        ([*ONE, "--limit", "0m"], "时限"),
        ([*ONE, "--limit", "1.5"], "1.5"),
        ([*ONE, "--limit", "４"], "时限"),
        ([*ONE, "--limit", "9999999"], "五位"),
        ([*ONE, "--limit", "15m", "--calendar", "WD"], "只用于 EH、WH"),
        ([*ONE, "--limit", "15m", "--calendar", "ND"], "只用于 EH、WH"),
        ([*ONE, "--extension", "-1"], "延期"),
        ([*ONE, "--extension", "one"], "延期"),
        ([*ONE, "--profile", "WINTER"], "作息"),
        ([*ONE, "--start", "yesterday"], "起算时间"),
        ([*ONE, "--start", "2026-3-1 8:00"], "起算时间"),
        ([*ONE, "--start", "2026-02-30 08:00"], "不是有效的时间"),
        ([*ONE, "--start", "2026-03-10 25:00"], "不是有效的时间"),
        ([*ONE, "--start", "0001-01-01 00:00"], "年份"),
        ([*ONE, "--start", "two\nlines"], "two lines"),
        ([*ONE, "--done", "later"], "办结时间"),
        ([*ONE, "--done", "2026-03-10 07:59"], "早于起算"),
        ([*ONE, "--pause", "2026-03-10 11:00/2026-03-10 10:00"], "早于开始"),
        ([*ONE, "--pause", "2026-03-10 11:00"], "/"),
        ([*ONE, "--pause", "/2026-03-10 11:00"], "暂停开始"),
        ([*ONE, "--override", "2026-03-10"], "="),
        ([*ONE, "--override", "2026-03-10=HALF"], "HALF"),
        ([*ONE, "--override", "2026-03-10=12:00-08:00"], "颠倒"),
        ([*ONE, "--override", "2026-02-30=OFF"], "2026-02-30"),
        ([*ONE, "--override", "2026-03-10=two\nlines"], "two lines"),
        ([*ONE, "--override", "2026-03-10=OFF", "--override", "2026-03-10=WORK"], "两次"),
        ([*ONE, "--colour", "red"], "--colour"),
        ([*ONE, "stray"], "stray"),
        ([*ONE, "--sta", "2026-03-10 08:00"], "--sta"),
        (["--start"], "--start"),
        ([*ONE, "--json=yes"], "--json"),
        (["--vectors"], "--vectors"),
    ],
)
def test_bad_input_is_one_line_and_exit_code_2(capsys: Capture, words: list[str], named: str) -> None:
    assert named in refused(capsys, *words)


def test_the_program_refuses_as_the_function_does() -> None:
    command = [sys.executable, "-m", "desktop", "due", "--start", "x", "--limit", "4", "--calendar", "EH"]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, check=False, timeout=60)
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert ran.stderr.decode("utf-8").count("\n") == 1
