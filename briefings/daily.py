"""The daily briefing as a file (日报): rows in, workbook out, and its totals read back from the cells."""

import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from briefings.daily_sheets.book import NAMED, daily_book
from briefings.day_tables import day_tables
from briefings.failures import DocumentUnreadableError, WritingCancelled
from briefings.figures.call_row import CallRow
from briefings.figures.event_row import EventRow
from briefings.issue import Issue
from briefings.ledger_totals import TOTALS, LedgerEntry, ledger_totals
from briefings.saving import saved

__all__ = ["TOTALS", "Issue", "LedgerEntry", "ledger_totals", "read_totals", "write_daily"]


def write_daily(
    rows: Iterable[EventRow],
    calls: Iterable[CallRow],
    issue: Issue,
    path: Path,
    *,
    wanted: Callable[[], bool] = lambda: True,
) -> dict[str, int]:
    """Write the day's workbook whole or not at all; gives its totals.

    `wanted` is asked between the steps. Raises DocumentNotWrittenError, and WritingCancelled when it is not.
    """

    def step() -> None:
        if not wanted():
            raise WritingCancelled

    def write(part: Path) -> None:
        book.save(part)
        step()

    tables = day_tables(rows, calls, issue)
    step()
    book = daily_book(tables, issue)
    step()
    saved(path, write)
    return tables.totals


def read_totals(path: Path) -> dict[str, int]:
    """Read the totals back from the cells of a saved daily; raises DocumentUnreadableError."""
    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except (OSError, zipfile.BadZipFile, InvalidFileException, KeyError, ValueError) as err:
        raise DocumentUnreadableError(
            f"“{path.name}”不是可读的日报文件；请重新导出。", path=str(path)
        ) from err
    try:
        return {name: _named_number(book, name, path) for name in TOTALS}
    finally:
        book.close()


def _named_number(book: Workbook, name: str, path: Path) -> int:
    found = book.defined_names.get(NAMED + name)
    sheet, cell = next(iter(found.destinations), ("", "")) if found is not None else ("", "")
    value = book[sheet][cell.replace("$", "")].value if sheet in book.sheetnames else None
    if not isinstance(value, int):
        raise DocumentUnreadableError(f"“{path.name}”中没有合计“{name}”；请重新导出日报。", path=str(path))
    return value
