"""The face is ours on every PC, and it can write all that we say and all that the demo holds."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QFontInfo, QFontMetrics, QRawFont
from PySide6.QtWidgets import QApplication

from desktop.theme import look

ROOT = Path(__file__).parents[3]
ROOMS = ("governance", "gis", "db", "sync", "briefings", "county", "desktop")
DATA = ("catalogues/*.csv", "demo/*.csv", "demo/*.geojson", "keymap.toml")
SPACES = " \t\r\n\ufeff"
NEVER_SHOWN = "\u9fff\ufffd"  # the end of a range, and what a decoder leaves behind


@pytest.fixture
def dressed(qapp: QApplication) -> QApplication:
    look.apply(qapp)
    return qapp


def test_the_face_is_ours(dressed: QApplication) -> None:
    for bold in (False, True):
        assert QFontInfo(look.font(look.BODY, bold)).family() == look.FAMILY
    assert QFontInfo(dressed.font()).family() == look.FAMILY


def test_bold_is_drawn_not_smeared(dressed: QApplication) -> None:
    assert QRawFont.fromFont(look.font(look.BODY, True)).weight() == 700


def test_digits_are_of_one_width(dressed: QApplication) -> None:
    for bold in (False, True):
        metrics = QFontMetrics(look.font(look.CLOCK, bold))
        assert len({metrics.horizontalAdvance(digit) for digit in "0123456789"}) == 1


@pytest.mark.parametrize("bold", [False, True])
def test_every_character_has_a_glyph(dressed: QApplication, bold: bool) -> None:
    face = QRawFont.fromFont(look.font(look.BODY, bold))
    missing = {char: where for char, where in _written() if not face.supportsCharacter(ord(char))}
    assert missing == {}


def _written() -> Iterator[tuple[str, str]]:
    """Every character that may come on the screen, with a place where it is written."""
    for pattern in DATA:
        for path in (ROOT / "resources").glob(pattern):
            yield from _chars(path.read_text(encoding="utf-8"), path)
    for room in ROOMS:
        for path in (ROOT / room).rglob("*.py"):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            said = {
                id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)
            }  # docstrings are not shown
            for node in ast.walk(tree):
                if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said:
                    yield from _chars(node.value, path)


def _chars(text: str, path: Path) -> Iterator[tuple[str, str]]:
    where = str(path.relative_to(ROOT))
    return ((char, where) for char in set(text) - set(SPACES + NEVER_SHOWN) if char.isprintable())
