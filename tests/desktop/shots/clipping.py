"""What a person could not read in a window: words cut by their own frame or by what they lie in, signs without a glyph."""

from collections.abc import Iterator
from functools import cache

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QFontMetrics, QRawFont
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QLabel, QPushButton, QWidget

from desktop.theme import look
from desktop.widgets.words import Elided

SLACK = 1  # px: a width is rounded somewhere


def clipped(window: QWidget) -> list[str]:
    """Each label and button whose words do not fit; those that end in … say the whole in their tooltip."""
    found = []
    for widget in _readable(window):
        text = widget.text()
        if not _fits(widget):
            found.append(f"{type(widget).__name__} “{text}” is cut: {widget.width()}×{widget.height()}")
        elif outside := _outside(widget):
            found.append(f"{type(widget).__name__} “{text}” lies outside of {type(outside).__name__}")
    return found


def without_glyph(window: QWidget) -> set[str]:
    """Signs that the shipped face does not hold."""
    said = "".join(widget.text() for widget in _readable(window))
    said += "".join(one.accessibleName() for one in window.findChildren(QWidget) if one.isVisible())
    return {sign for sign in said if sign.isprintable() and not _drawn(sign)}


def _readable(window: QWidget) -> Iterator[QLabel | QAbstractButton]:
    for widget in window.findChildren(QWidget):
        if isinstance(widget, QLabel | QAbstractButton) and widget.isVisible() and widget.text():
            yield widget


def _fits(widget: QLabel | QAbstractButton) -> bool:
    if isinstance(widget, Elided):
        wide = QFontMetrics(widget.font()).horizontalAdvance(widget.text())
        return wide <= widget.contentsRect().width() or bool(widget.toolTip())
    if isinstance(widget, QLabel):
        if widget.wordWrap():
            return widget.heightForWidth(widget.width()) <= widget.height() + SLACK
        wide = QFontMetrics(widget.font()).horizontalAdvance(widget.text())
        return wide <= widget.contentsRect().width() + SLACK
    if isinstance(widget, QPushButton):
        return widget.sizeHint().width() <= widget.width() + SLACK
    return True


def _outside(widget: QWidget) -> QWidget | None:
    """The part that cuts it off; what can be scrolled to is not cut."""
    part = widget.parentWidget()
    while part is not None and not part.isWindow():
        area = part.parentWidget()
        if isinstance(area, QAbstractScrollArea) and area.viewport() is part:
            return None
        place = QRect(widget.mapTo(part, QPoint(0, 0)), widget.size())
        if not part.rect().adjusted(-SLACK, -SLACK, SLACK, SLACK).contains(place):
            return part
        part = area
    return None


@cache
def _drawn(sign: str) -> bool:
    return QRawFont.fromFont(look.font()).supportsCharacter(ord(sign))
