"""The calls in the daily (呼叫与答复): what each department owed and did, and the day's calls one by one. Free of Qt."""

from collections.abc import Iterator

from briefings.daily_sheets.calls import NOTE_TEXT
from briefings.day_tables import DayTables
from briefings.figures.calls import Column as CallColumn
from briefings.figures.calls import DepartmentLine, of_the_day, verdict
from briefings.figures.daily import TOTAL
from briefings.figures.figure import NONE
from briefings.issue import Issue
from briefings.texts import due_stamp, stamp
from desktop.briefings import texts
from desktop.briefings.figures import CALLS, ref_of
from desktop.printing.paper import CENTRE, RIGHT, SMALL, TABLE, Block, Cell, Gap, Grid, NewPage, Words, heads
from governance.calls.payloads import GRADES

SIZE = 10.0
CALL_FIGURES = tuple(CallColumn)[:8]


def call_pages(tables: DayTables, issue: Issue) -> Iterator[Block]:
    """A line a department, then the calls of the day."""
    called = tables.called
    yield NewPage(texts.CALLS)
    yield Words(texts.CALL_TABLE, TABLE + 1.5, bold=True)
    head = heads((texts.NUMBER, texts.DEPARTMENT, *CALL_FIGURES, *texts.RATES))
    lines = [line for line in called.lines if any(line[column].number for column in CallColumn)]
    rows = [
        (
            Cell(str(number), align=CENTRE),
            Cell(issue.unit_name(line.dept)),
            *_call_figures(line, line.dept),
            *_rates(line),
        )
        for number, line in enumerate(lines, 1)
    ]
    total = (
        Cell(texts.SUM, 2, head=True, align=CENTRE),
        *_call_figures(called.total, TOTAL),
        *_rates(called.total),
    )
    yield Grid(
        (1.0, 4.0, *(1.7 for _ in (*CALL_FIGURES, *texts.RATES))), (head, *rows, total), header=1, size=SIZE
    )
    yield Words(NOTE_TEXT, SMALL, token="ink2")
    yield from _call_list(tables, issue)


def _call_figures(line: DepartmentLine, key: str) -> Iterator[Cell]:
    for column in CALL_FIGURES:
        number = line[column].number
        yield Cell(
            str(number),
            align=RIGHT,
            bold=key == TOTAL,
            token="" if number else "ink3",
            ref=ref_of(CALLS, key, column),
        )


def _rates(line: DepartmentLine) -> Iterator[Cell]:
    for rate in texts.RATES:
        yield Cell(line.share(rate).text, align=RIGHT)


def _call_list(tables: DayTables, issue: Issue) -> Iterator[Block]:
    calls = of_the_day(tables.calls, issue.day)
    yield Gap(4)
    yield Words(texts.CALL_LIST.format(n=len(calls)), TABLE + 1, bold=True)
    if not calls:
        yield Words(texts.NO_CALLS, TABLE, token="ink2")
        return
    head = heads(name for name, _ in texts.CALL_COLUMNS)
    rows = []
    for number, call in enumerate(calls, 1):
        first = (str(number), call.serial, GRADES.get(call.grade, call.grade))
        for part in call.parts or (None,):
            dept = part.dept if part else "、".join(issue.unit_name(one) for one in call.named)
            rows.append(
                (
                    *(Cell(text, align=CENTRE if n != 1 else 0) for n, text in enumerate(first)),
                    Cell(issue.unit_name(dept) if part else dept),
                    Cell(call.item or "清单外"),
                    Cell(call.label),
                    Cell(stamp(call.issued_at)[5:]),
                    Cell((due_stamp(part.respond_due)[5:] if part else "") or NONE),
                    Cell((stamp(part.responded)[5:] if part else "") or NONE),
                    Cell(verdict(call, part, issue.day) if part else NONE),
                )
            )
    yield Grid(tuple(share for _, share in texts.CALL_COLUMNS), (head, *rows), header=1, size=SIZE - 0.5)
