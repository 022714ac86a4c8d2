"""The command `due`: ask the deadline engine one question, or a file of them (时限计算).

`run` reads everything before it prints anything: bad input is one line on standard error and exit code 2.
"""

import argparse
import csv
import io
import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NoReturn

from msgspec.structs import asdict

from desktop.due_question import Answer, DueInputError, Question, answer, instant, local, question, shown
from governance.refusal import ReportedError
from governance.time.clocks import Reading
from governance.time.limits import COUNTED_IN_MINUTES, EH, MINUTES_PER_HOUR, ND, WD, WH
from governance.time.words import CALENDARS

HOLIDAYS = Path(__file__).resolve().parents[1] / "resources" / "catalogues" / "holidays.csv"
# option → column of the vectors file
COLUMNS = {
    "start": "start",
    "limit": "limit",
    "calendar": "calendar",
    "extension": "extension",
    "profile": "hours_profile",
    "pause": "pauses",
    "override": "overrides",
    "done": "done_at",
}
USAGE = """\
用法：
  python -m desktop due --start T --limit 4|15m --calendar EH|WH|WD|ND [选项]…
  python -m desktop due --vectors 文件.csv [--json]

  --start T            起算时间，如 "2026-03-10 09:00"
  --limit N|Nm         时限：EH、WH 为小时，WD、ND 为天；15m 为分钟，只用于 EH、WH
  --calendar C         EH 紧急工作时，WH 工作时，WD 工作日，ND 自然日
  --extension N        延期，单位同时限
  --profile P          作息：DEFAULT 全年，SEASONAL 夏令
  --pause 'T/T'        暂停，可写多次；未结束写 'T/'
  --override DATE=…    日历调整，可写多次：OFF、WORK 或 08:00-12:00
  --done T             办结时间，判定是否按时
  --vectors 文件.csv   按 deadlines_examples.csv 的列逐行计算
  --json               输出 JSON"""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """Say in Chinese what argparse objects to; a value that is missing is all it can find here."""
        option = message.removeprefix("argument ").partition(":")[0]
        if "expected one argument" in message:
            raise DueInputError(f"{option} 后面缺少值。")
        raise DueInputError(f"命令写法有误（{shown(message)}）；用 due --help 看写法。")


def run(argv: list[str]) -> int:
    """Do what the words after `due` ask for, and give the exit code."""
    try:
        text = _answered(argv)
    except ReportedError as err:
        print(" ".join(err.sentence.split()), file=sys.stderr)  # one line, whatever was quoted in it
        return 2
    print(text)
    return 0


def _answered(argv: list[str]) -> str:
    asked, unknown = _parser().parse_known_args(argv)
    if asked.help:
        return USAGE
    if unknown:
        raise DueInputError(f"不认识的参数“{shown(' '.join(unknown))}”；用 due --help 看写法。")
    given = {option: getattr(asked, option) for option in COLUMNS if getattr(asked, option) is not None}
    if asked.vectors is None:
        return _one(given, as_json=asked.json)
    if given:
        raise DueInputError(f"--vectors 不能与 --{next(iter(given))} 同用；每题的数据写在文件里。")
    return _many(asked.vectors, as_json=asked.json)


def _parser() -> _Parser:
    parser = _Parser(prog="due", add_help=False, allow_abbrev=False)
    for option in COLUMNS:
        parser.add_argument(f"--{option}", action="append" if option in ("pause", "override") else "store")
    parser.add_argument("--vectors")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("-h", "--help", action="store_true")
    return parser


# ---------------------------------------------------------------- one question


def _one(given: Mapping[str, str | list[str]], *, as_json: bool) -> str:
    columns = {
        COLUMNS[option]: said if isinstance(said, str) else ";".join(said) for option, said in given.items()
    }
    asked = question(columns)
    said, read = answer(asked, asked.calendar(holidays()))
    if as_json:
        fields = asdict(said) | {"provisional": read.provisional}
        del fields["id"]
        return json.dumps(fields)
    return "\n".join(_for_people(asked, said, read))


def _for_people(asked: Question, said: Answer, read: Reading) -> Iterator[str]:
    clock = asked.clock
    unit = {EH: "小时", WH: "小时", WD: "天", ND: "天"}[clock.cal]
    size = 60 if unit == "小时" else 1
    amount = f"{clock.n // size} {unit}" if clock.n % size == 0 else f"{clock.n} 分钟"
    if clock.ext:
        amount += (
            f"，延期 {clock.ext // size} {unit}" if clock.ext % size == 0 else f"，延期 {clock.ext} 分钟"
        )
    yield f"起算：{local(clock.start)}"
    yield f"时限：{amount}（{CALENDARS[clock.cal]} {clock.cal}，作息 {asked.profile}）"
    yield f"应办时长：{said.allowance_min} 分钟"
    yield f"名义到期：{_day_end(said.nominal_due, clock.cal)}"
    yield f"转黄：{said.yellow_at or '—'}"
    yield f"到期：{_day_end(said.due, clock.cal) if said.due else '—（暂停未结束，灯为灰）'}"
    if clock.stop is not None:
        yield f"办结：{local(clock.stop)}，{_verdict(said)}"
    if read.provisional:
        yield "暂定：所跨年份没有节假日表，只按周一至周五推算；录入节假日表后会重算。"


def _amount(n: int, cal: str) -> str:
    if cal not in COUNTED_IN_MINUTES:
        return f"{n} 天"
    return f"{n} 分钟" if n % MINUTES_PER_HOUR else f"{n // MINUTES_PER_HOUR} 小时"


def _verdict(said: Answer) -> str:
    if said.on_time is None:
        return "暂停未结束，暂不判定"
    return "按时" if said.on_time == "Y" else f"超期 {said.overdue_min} 分钟"


def _day_end(time: str, cal: str) -> str:
    """Show the midnight a natural-day limit ends at as 24:00 of the day it belongs to."""
    if cal != ND or not time.endswith(" 00:00"):
        return time
    return local(instant(time, "到期") - 1)[:10] + " 24:00"


# ---------------------------------------------------------------- a file of questions


def _many(name: str, *, as_json: bool) -> str:
    table = holidays()
    answers = []
    for where, columns in rows(Path(name)):
        try:
            asked = question(columns)
        except ReportedError as err:
            raise DueInputError(f"{where}：{err.sentence}") from err
        answers.append(answer(asked, asked.calendar(table))[0])
    if as_json:
        return json.dumps([asdict(said) for said in answers], indent=1)
    lines = ["\t".join(("编号", "应办分钟", "名义到期", "转黄", "到期", "按时", "超期分钟"))]
    lines += [
        "\t".join("—" if cell is None else str(cell) for cell in asdict(said).values()) for said in answers
    ]
    return "\n".join(lines)


def rows(path: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """Give the rows of a CSV file, each with the words that say where it stands; raises DueInputError."""
    lines = csv.reader(io.StringIO(_text(path), newline=""), strict=True)
    header: list[str] = []
    found = False
    try:
        for cells in lines:
            if not any(cell.strip() for cell in cells):
                continue
            if not header:
                header = [cell.strip() for cell in cells]
                named = [name for name in header if name]
                if len(set(named)) < len(named):
                    raise DueInputError(f"文件“{shown(str(path))}”的表头有重名的列；请改名后重试。")
                continue
            if any(cell.strip() for cell in cells[len(header) :]):
                raise DueInputError(
                    f"第 {lines.line_num} 行有 {len(cells)} 格，表头只有 {len(header)} 列；含逗号的格要加引号。"
                )
            found = True
            yield f"第 {lines.line_num} 行（{shown(cells[0])}）", dict(zip(header, cells, strict=False))
    except csv.Error as err:
        raise DueInputError(f"第 {lines.line_num} 行不是合格的 CSV；请检查引号是否成对。") from err
    if not found:
        raise DueInputError(f"文件“{shown(str(path))}”里没有数据行；第一行是表头，以下每行一题。")


def _text(path: Path) -> str:
    name = shown(str(path))
    try:
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError as err:
        raise DueInputError(f"找不到文件“{name}”；请检查路径。") from err
    except OSError as err:
        raise DueInputError(f"读不了文件“{name}”；请确认它是文件且有读取权限。") from err
    except UnicodeDecodeError as err:
        raise DueInputError(f"文件“{name}”不是 UTF-8 编码；请另存为 UTF-8 的 CSV 后重试。") from err


def holidays(path: Path = HOLIDAYS) -> dict[str, str]:
    """Give the holiday table of the data pack: date → OFF or WORK."""
    return {row["date"]: row["day"] for _, row in rows(path)}
