"""Writes single lines of text fast (写字): laid out once, elided once, drawn as often as needed.

Shaping Chinese text costs ten times its drawing; a table of 380 cells would spend its frame on it. Laid-out lines are
kept by text, size, weight and width, and forgotten when the font scale changes.
"""

from functools import lru_cache
from math import ceil

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QFontMetricsF, QPainter, QStaticText, QTransform

from desktop.theme import look

LEFT, CENTRE, RIGHT = 0, 1, 2
KEPT = 16_384


@lru_cache(KEPT)
def _laid(text: str, size: int, bold: bool, width: int, scale: int) -> tuple[QStaticText, float]:
    font = look.font(size, bold)
    metrics = QFontMetricsF(font)
    advance = metrics.horizontalAdvance(text)
    if advance > width:
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
        advance = metrics.horizontalAdvance(text)
    laid = QStaticText(text)
    laid.setTextFormat(Qt.TextFormat.PlainText)
    laid.setPerformanceHint(QStaticText.PerformanceHint.AggressiveCaching)
    laid.prepare(QTransform(), font)
    return laid, advance


@lru_cache(256)
def _height(size: int, bold: bool, scale: int) -> int:
    return QFontMetrics(look.font(size, bold)).height()


@lru_cache(KEPT)
def _advance(text: str, size: int, bold: bool, scale: int) -> float:
    return QFontMetricsF(look.font(size, bold)).horizontalAdvance(text)


def height(size: int = look.BODY, bold: bool = False) -> int:
    """Height of one line of a design size at the present font scale (px)."""
    return _height(size, bold, look.scale())


def advance(text: str, size: int = look.BODY, bold: bool = False) -> float:
    """Width of a text on one line (px)."""
    return _advance(text, size, bold, look.scale())


class Lettering:
    """A painter's hand for one paint event; font and pen are changed only when they differ."""

    def __init__(self, painter: QPainter) -> None:
        self._painter = painter
        self._font: tuple[int, bool] | None = None
        self._token = ""
        self._scale = look.scale()

    def forget(self) -> None:
        """The painter's font or pen was changed by another; set them anew."""
        self._font, self._token = None, ""

    def write(
        self,
        text: str,
        x: float,
        y: float,
        width: float,
        tall: float,
        size: int = look.BODY,
        token: str = "ink",
        bold: bool = False,
        align: int = LEFT,
    ) -> float:
        """Write a line into the box, vertically centred, elided when too long; gives the width it took."""
        if not text or width < 1:
            return 0.0
        laid, took = _laid(text, size, bold, ceil(width), self._scale)
        if self._font != (size, bold):
            self._font = (size, bold)
            self._painter.setFont(look.font(size, bold))
        if self._token != token:
            self._token = token
            self._painter.setPen(look.colour(token))
        if align:
            x += (width - took) / (2 if align == CENTRE else 1)
        top = y + (tall - _height(size, bold, self._scale)) / 2
        self._painter.drawStaticText(round(x), round(top), laid)
        return took
