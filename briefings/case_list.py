"""The ledger of events (事件台账): one row an event with the common columns of rulebook §10, callers masked, no row cap.

Written row by row, so that two hundred thousand cost the memory of one; every text stays a text.
"""

from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Protocol, cast

from msgspec import Struct
from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet.worksheet import Worksheet

from briefings.saving import saved
from briefings.texts import clean, due_stamp, masked, stamp
from briefings.workbook import HEAD, SUB, TITLE, new_workbook, paper
from governance.catalogue.urgencies import URGENCIES
from governance.events import fold as event_fold
from governance.events import states
from governance.events.event import Event, Task, task_key
from governance.events.payloads import CHANNELS, RATINGS, RESULTS
from governance.handling.handled import APPROVE
from governance.people.masks import masked_name, masked_phone
from governance.rulebook import Rules
from governance.time.clocks import Clock, due_at, overdue_ms, running_ms
from governance.time.working_time import MINUTE_MS

COLUMNS: tuple[tuple[str, int], ...] = (  # head, width in digits
    ("序号", 6), ("编号", 23), ("登记时间", 16), ("来源", 10), ("反映人", 9), ("电话", 13), ("村/网格", 18), ("地点", 24),
    ("大类", 14), ("小类", 16), ("内容", 46), ("等级", 6), ("承办单位", 18), ("协办", 18), ("派单时间", 16), ("签收时间", 16),
    ("到期时间", 16), ("反馈时间", 16), ("结果", 10), ("是否超期", 9), ("暂停分钟", 9), ("延期次数", 9), ("退单次数", 9),
    ("核查结果", 9), ("回访结果", 9), ("满意度", 9), ("结案时间", 16), ("备注", 16),
)  # fmt: skip
HEADS = tuple(head for head, _ in COLUMNS)
_RISKY = ("=", "+", "-", "@", "#")
_LONGEST = 32_000
VERIFIED = frozenset({states.VERIFIED, states.CLOSED, states.REVISITED})

Value = str | int
CaseLine = tuple[Value, ...]  # one value a column, without the 序号


class CaseList(Struct, frozen=True, kw_only=True):
    """What stands above the rows."""

    title: str
    view: str  # which list it is
    at: int  # 数据截至, UTC ms
    by: str  # operator
    town: str


class Called(Protocol):
    """What units and places are called."""

    def unit(self, code: str) -> str: ...
    def place(self, code: str) -> str: ...


# ---------------------------------------------------------------- one row


def case_line(event: Event, told: Mapping[str, str], at: int, rules: Rules, names: Called) -> CaseLine:
    """The row of an event as it stands at `at`; `told` are its caller's private fields."""
    event = event_fold.silence_ends(event, at, rules)
    category = rules.catalogue.categories.get(event.cat)
    lead = next((task for task in reversed(event.tasks) if task.lead), None)
    others = dict.fromkeys(task.unit for task in event.tasks if not task.lead)
    return (
        event.serial,
        stamp(event.at),
        CHANNELS.get(event.ch, event.ch),
        "匿名" if event.anon else masked_name(told.get("name", "")),
        "" if event.anon else masked_phone(told.get("tel", "")),
        names.place(event.place.area),
        masked(event.place.text),
        category.major if category else "",
        category.minor if category else "待定",
        masked(event.text),
        URGENCIES.get(event.urg, event.urg),
        names.unit(lead.unit) if lead else "",
        "、".join(names.unit(unit) for unit in others),
        *_handled(event, lead, at, rules),
        len(event.returns),
        *_ended(event),
    )


def _handled(event: Event, lead: Task | None, at: int, rules: Rules) -> tuple[Value, ...]:
    """派单 to 延期次数: what the 主办 owes and did."""
    clock = event.clock("HANDLE", task_key(lead)) if lead is not None else None
    return (
        stamp(lead.at) if lead else "",
        stamp(lead.signed) if lead else "",
        _due(clock, rules),
        stamp(lead.done) if lead else "",
        RESULTS.get(event.result, event.result),
        _late(clock, at, rules),
        _paused(clock, at, rules),
        _extended(event, clock),
    )


def _extended(event: Event, clock: Clock | None) -> int:
    """How often its time was extended (延期次数)."""
    approved = (
        e for e in event.extensions if e.ruling == APPROVE and clock is not None and e.task == clock.task
    )
    return sum(1 for _ in approved)


def _due(clock: Clock | None, rules: Rules) -> str:
    if clock is None:
        return ""
    due = due_at(clock, rules.calendar)
    return "停计" if due is None else due_stamp(due)


def _late(clock: Clock | None, at: int, rules: Rules) -> str:
    if clock is None:
        return ""
    return "是" if overdue_ms(clock, at, rules.calendar) else "否"


def _paused(clock: Clock | None, at: int, rules: Rules) -> int:
    """Minutes of the clock's own calendar that it stood still."""
    if clock is None or not clock.pauses:
        return 0
    until = at if clock.stop is None else min(at, clock.stop)
    whole = rules.calendar.elapsed(clock.cal, clock.start, until)
    return (whole - running_ms(clock, at, rules.calendar)) // MINUTE_MS


def _ended(event: Event) -> tuple[Value, ...]:
    """核查 to 备注."""
    verified = "通过" if event.verifiers and event.state in VERIFIED else ""
    revisited = "已回访" if event.state == states.REVISITED else "未接通" if event.attempts else ""
    remark = "已归并" if event.main else f"诉求 {event.callers}" if event.callers > 1 else ""
    closed = "" if event.open or event.main else stamp(event.closed_at)
    return verified, revisited, RATINGS.get(event.rating, ""), closed, remark or _other_end(event)


def _other_end(event: Event) -> str:
    return event.label if event.state in (states.REJECTED, states.VOID) else ""


# ---------------------------------------------------------------- the file


def write_case_list(path: Path, about: CaseList, lines: Iterable[CaseLine]) -> int:
    """Write the workbook whole or not at all; gives how many rows. Raises DocumentNotWrittenError."""
    written = 0

    def write(part: Path) -> None:
        nonlocal written
        book = new_workbook(write_only=True)
        written = _fill(book, about, lines)
        book.save(part)

    saved(path, write)
    return written


def _fill(book: Workbook, about: CaseList, lines: Iterable[CaseLine]) -> int:
    sheet = cast(Worksheet, book.create_sheet("台账"))  # a write-only one: what is asked of it here it has
    for number, (_, wide) in enumerate(COLUMNS, 1):
        sheet.column_dimensions[get_column_letter(number)].width = wide
    foot = f"数据截至 {stamp(about.at)}　操作人 {about.by}　个人信息已遮盖"
    paper(sheet, header=(3, 3), foot=foot, freeze="C4")
    sheet.append([_cell(sheet, f"{about.town}事件台账（{about.view}）", TITLE)])
    sheet.append([_cell(sheet, foot, SUB)])
    sheet.append([_cell(sheet, head, HEAD) for head in HEADS])
    with ExitStack() as undo:
        undo.callback(
            cast(WriteOnlyWorksheet, sheet).close
        )  # it writes into a file of its own from the first row on
        count = _fill_rows(sheet, lines)
        sheet.auto_filter.ref = f"A3:{get_column_letter(len(COLUMNS))}{count + 3}"
        undo.pop_all()
    return count


def _fill_rows(sheet: Worksheet, lines: Iterable[CaseLine]) -> int:
    plain, count = _plain(sheet), 0
    for count, line in enumerate(lines, 1):
        sheet.append([count, *map(plain, line)])
    return count


def _plain(sheet: Worksheet) -> Callable[[Value], object]:
    """Values as they are written; what looks like a formula stays a text."""

    def written(value: Value) -> object:
        if isinstance(value, int):
            return value
        text = clean(value)[:_LONGEST]
        return _cell(sheet, text, "Normal") if text.startswith(_RISKY) else text or None

    return written


def _cell(sheet: Worksheet, text: str, look: str) -> Cell:
    cell: Cell = WriteOnlyCell(sheet, clean(text))
    cell.style = look
    cell.data_type = "s"
    cell.quotePrefix = text.startswith(_RISKY)
    return cell
