"""Taking widgets off a page (撤下控件): out of their layout and out of sight at once, gone when Qt comes round to it."""

from collections.abc import Iterable

from PySide6.QtWidgets import QLayout, QWidget


def take_out(layout: QLayout, parts: Iterable[QWidget]) -> None:
    """Take these out of their layout for good."""
    for part in tuple(parts):
        layout.removeWidget(part)
        part.hide()  # until it is deleted it would stand where it stood
        part.deleteLater()


def clear(layout: QLayout, keep: int = 0) -> None:
    """Take out everything but the first so many."""
    while layout.count() > keep:
        item = layout.takeAt(keep)
        if item is not None and (part := item.widget()) is not None:
            part.hide()
            part.deleteLater()
