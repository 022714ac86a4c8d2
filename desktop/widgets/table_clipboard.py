"""Rows on the clipboard (复制): TSV for text, and a table in which codes stay text.

A spreadsheet turns `990101108105204` into 9.90101E+14 when it is pasted as TSV; the table marks its cells as text.
"""

import html
from collections.abc import Iterable, Sequence

from PySide6.QtCore import QMimeData

from desktop.widgets.paged_model import PagedModel
from desktop.widgets.table_column import Paint, Row

AS_TEXT = "mso-number-format:'\\@'"
BREAKS = str.maketrans({"\t": " ", "\n": " ", "\r": None})


def as_mime(model: PagedModel, sections: Sequence[int], rows: Iterable[Row]) -> QMimeData:
    """The rows with their heads, in the columns given."""
    heads = [model.columns[section].title for section in sections]
    lines = [model.said(row, sections) for row in rows]
    numbers = [model.columns[section].paint is Paint.NUMBER for section in sections]
    mime = QMimeData()
    mime.setText("\n".join("\t".join(part.translate(BREAKS) for part in line) for line in [heads, *lines]))
    mime.setHtml(_as_table(heads, lines, numbers))
    return mime


def _as_table(heads: Sequence[str], lines: Iterable[Sequence[str]], numbers: Sequence[bool]) -> str:
    head = "".join(f"<th>{html.escape(one)}</th>" for one in heads)
    body = "".join(f"<tr>{_as_cells(line, numbers)}</tr>" for line in lines)
    return (
        f'<html><head><meta charset="utf-8"></head><body><table><tr>{head}</tr>{body}</table></body></html>'
    )


def _as_cells(line: Sequence[str], numbers: Sequence[bool]) -> str:
    return "".join(
        f"<td>{html.escape(text)}</td>" if number else f'<td style="{AS_TEXT}">{html.escape(text)}</td>'
        for text, number in zip(line, numbers, strict=True)
    )
