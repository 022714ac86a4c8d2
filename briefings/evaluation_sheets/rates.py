"""指标 and 分单位 sheets: every rate with numerator, denominator, what was left out and why, and its 口径.

Source: rulebook §7.1: each figure opens down to its list; the left-out stand beside the rate.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from briefings.daily_sheets.lists import Block, ListSheet, write_list
from briefings.evaluation_sheets.names import Names
from briefings.figures.figure import Figure
from briefings.workbook import (
    CENTRE,
    HEAD,
    NOTE,
    NUMBER,
    SUB,
    TEXT,
    TITLE,
    across,
    link,
    new_sheet,
    paper,
    put,
    row_of,
    widths,
)
from governance.evaluation.facts import OUT_NAMES
from governance.evaluation.indicators import COUNT, INDICATORS
from governance.evaluation.rates import growth, percent
from governance.evaluation.tally import ALL, Tally

WHOLE, UNITS, CASES = "指标", "分单位", "案件清单"
_HEADER = {
    "单位": 18.0,
    "指标": 16.0,
    "分子": 9.0,
    "分母": 9.0,
    "结果": 10.0,
    "环比": 10.0,
    "同比": 10.0,
    "不计": 24.0,
    "口径": 60.0,
}
_LIST = {"编号": 22.0, "登记时间": 17.0, "状态": 14.0, "内容": 60.0}
HITS, OWED = "分子", "分母"


def rate_sheets(
    book: Workbook,
    tallies: Sequence[Tally],
    names: Names,
    title: str,
    earlier: tuple[Sequence[Tally], Sequence[Tally]] = ((), ()),
) -> None:
    """Write both sheets and the lists behind their figures; `earlier` = the period before, and a year ago."""
    past = tuple({_key(tally): tally for tally in one} for one in earlier)
    whole = _in_order(t for t in tallies if t.who == ALL)
    parts = _in_order(t for t in tallies if t.who != ALL)
    sheets = [new_sheet(book, WHOLE), new_sheet(book, UNITS)]
    cases = write_list(book, CASES, WHOLE, _LIST, _blocks([*whole, *parts], names), names.case, names.foot)
    for sheet, rows in zip(sheets, (whole, parts), strict=True):
        _table(sheet, rows, cases, names, title, past)


def _in_order(tallies: Iterable[Tally]) -> list[Tally]:
    order = {code: n for n, code in enumerate(INDICATORS)}
    return sorted(tallies, key=lambda t: (t.who, order[t.indicator]))


def _blocks(tallies: Iterable[Tally], names: Names) -> Iterator[Block]:
    for tally in tallies:
        name, who, key = INDICATORS[tally.indicator].name, names.unit(tally.who), _key(tally)
        yield Block(f"{name}·{HITS}", key, who, Figure(tally.hits))
        if INDICATORS[tally.indicator].form != COUNT:
            yield Block(f"{name}·{OWED}", key, who, Figure(tally.owed))
        for reason, cases in tally.out:
            yield Block(f"{name}·不计", f"{key} {reason}", f"{who}·{OUT_NAMES[reason]}", Figure(cases))


def _key(tally: Tally) -> str:
    return f"{tally.indicator} {tally.who}"


def _table(
    sheet: Worksheet,
    rows: Iterable[Tally],
    cases: ListSheet,
    names: Names,
    title: str,
    past: Sequence[Mapping[str, Tally]],
) -> None:
    widths(sheet, _HEADER.values())
    across(sheet, 1, len(_HEADER), title, TITLE)
    across(sheet, 2, len(_HEADER), f"数据截至 {names.as_of}　点数字看案件　摘要 {names.digest}", SUB)
    row_of(sheet, 3, list(_HEADER), HEAD)
    for row, tally in enumerate(rows, 4):
        _row(sheet, row, tally, cases, names, [one.get(_key(tally)) for one in past])
    paper(sheet, header=(3, 3), foot=names.foot, freeze="C4")


def _row(
    sheet: Worksheet, row: int, tally: Tally, cases: ListSheet, names: Names, past: Sequence[Tally | None]
) -> None:
    known, rate = INDICATORS[tally.indicator], tally.rate
    counted = known.form == COUNT
    put(sheet, row, 1, names.unit(tally.who), TEXT)
    put(sheet, row, 2, known.name, TEXT)
    _figure(sheet, row, 3, rate.hits, cases.row(f"{known.name}·{HITS}", _key(tally)))
    if counted:
        put(sheet, row, 4, "", CENTRE)
    else:
        _figure(sheet, row, 4, rate.owed, cases.row(f"{known.name}·{OWED}", _key(tally)))
    put(sheet, row, 5, str(rate.hits) if counted else rate.text, CENTRE)
    for column, one in enumerate(past, 6):
        put(sheet, row, column, percent(growth(_value(tally), _value(one))), CENTRE)
    out = "、".join(f"{OUT_NAMES[reason]}{len(found)}" for reason, found in tally.out)
    cell = put(sheet, row, 8, out, TEXT)
    if tally.out:
        place = cases.row(f"{known.name}·不计", f"{_key(tally)} {tally.out[0][0]}")
        if place is not None:
            link(cell, CASES, place)
    put(sheet, row, 9, known.basis, NOTE)


def _value(tally: Tally | None) -> Fraction | None:
    """What is compared: the rate, or of a count the number; None of a period in which nothing was counted."""
    if tally is None:
        return None
    return Fraction(tally.rate.hits) if INDICATORS[tally.indicator].form == COUNT else tally.rate.value


def _figure(sheet: Worksheet, row: int, column: int, number: int, place: int | None) -> None:
    cell = put(sheet, row, column, number, NUMBER)
    if place is not None:
        link(cell, CASES, place)
