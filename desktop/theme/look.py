"""How everything looks (外观): colours, fonts, icons and the stylesheet, applied to the application once.

Painters ask `colour`, `font` and `icon`; nothing else names a colour. Font sizes are those of ui.md §1 in pixels at
100 %; the scale set in 设置 multiplies them all, and sizes in `px` follow.
"""

import atexit
import re
import shutil
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QFontMetrics,
    QIcon,
    QImage,
    QPainter,
    QPalette,
    QPixmap,
)
from PySide6.QtWidgets import QApplication, QStyleFactory

from desktop.theme.tokens import LIGHT, RESOURCES, tokens

FAMILY = "Huying Sans"
NOTE, SECOND, BODY, CARD, PANEL, ROOM, TITLE, CLOCK, STRIP = 12, 13, 14, 15, 16, 17, 18, 22, 26
SCALES = (100, 115, 130, 150)

_scale = 100  # per cent, set by `apply`; sizes are asked for after it


def apply(app: QApplication, scale: int = 100) -> None:
    """Dress the application: Fusion, our palette, our font, our stylesheet; may be called again to rescale."""
    global _scale
    _scale = scale
    font.cache_clear()
    icon.cache_clear()
    pixmap.cache_clear()
    _load_fonts()
    app.setStyle(QStyleFactory.create("Fusion"))
    app.setPalette(_palette())
    app.setFont(font(BODY))
    app.setStyleSheet(stylesheet())


def scale() -> int:
    """The font scale in per cent."""
    return _scale


def px(size: float) -> int:
    """A length of the design in pixels at the present font scale."""
    return round(size * _scale / 100)


@cache
def colour(name: str, scheme: str = LIGHT) -> QColor:
    """The colour of a token; the wall's scheme is `dark`."""
    return QColor(tokens(scheme)[name])


@cache
def font(size: int = BODY, bold: bool = False) -> QFont:
    """Our face in a size of ui.md §1, digits of one width."""
    made = QFont(FAMILY)
    made.setPixelSize(px(size))
    made.setBold(bold)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return made


def row_height(size: int = BODY, lines: int = 1, padding: int = 14) -> int:
    """Height of a row of so many lines of text: it follows the font, so nothing clips at 150 %."""
    return QFontMetrics(font(size)).lineSpacing() * lines + padding


@cache
def icon(name: str, token: str = "ink2", size: int = 22) -> QIcon:
    """A line icon of `resources/icons` in a token's colour; `size` in design pixels."""
    return QIcon(pixmap(name, token, size))


@cache
def pixmap(name: str, token: str = "ink2", size: int = 22, ratio: float = 2.0) -> QPixmap:
    """The same as a pixmap of a device pixel ratio."""
    from PySide6.QtSvg import QSvgRenderer  # no icon is needed for the first paint

    renderer = QSvgRenderer(QByteArray(_svg(name, token).encode()))
    side = round(px(size) * ratio)
    image = QImage(QSize(side, side), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    made = QPixmap.fromImage(image)
    made.setDevicePixelRatio(ratio)
    return made


def stylesheet() -> str:
    """The stylesheet with its tokens (`$brand`), lengths (`14px`, scaled where written `~14px`) and icons filled in."""
    text = (RESOURCES / "theme" / "desk.qss").read_text(encoding="utf-8")
    named = tokens()
    text = re.sub(r"\$([a-z][a-z0-9-]*)", lambda found: named[found[1]], text)
    text = re.sub(
        r"icon\(([a-z0-9-]+), ([a-z0-9-]+)\)", lambda found: f"url({_tinted(*found.groups())})", text
    )
    return re.sub(r"~(\d+)px", lambda found: f"{px(int(found[1]))}px", text)


def _svg(name: str, token: str) -> str:
    svg = (RESOURCES / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    return svg.replace("currentColor", tokens()[token])


@cache
def _folder() -> Path:
    """Where tinted icons lie while the program runs: a stylesheet takes pictures from files only."""
    made = mkdtemp(prefix="huying-look-")
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    return Path(made)


@cache
def _tinted(name: str, token: str) -> str:
    path = _folder() / f"{name}-{token}.svg"
    path.write_text(_svg(name, token), encoding="utf-8")
    return path.as_posix()


@cache
def _load_fonts() -> None:
    for path in sorted((RESOURCES / "fonts").glob("*.[ot]tf")):
        if QFontDatabase.addApplicationFont(str(path)) < 0:
            raise FileNotFoundError(path)


def _palette() -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for one, name in (
        (role.Window, "bg"),
        (role.WindowText, "ink"),
        (role.Base, "panel"),
        (role.AlternateBase, "head"),
        (role.Text, "ink"),
        (role.Button, "panel"),
        (role.ButtonText, "ink"),
        (role.Highlight, "brand-l"),
        (role.HighlightedText, "ink"),
        (role.Link, "brand"),
        (role.LinkVisited, "brand"),
        (role.PlaceholderText, "ink3"),
        (role.ToolTipBase, "panel"),
        (role.ToolTipText, "ink"),
        (role.Light, "panel"),
        (role.Midlight, "line2"),
        (role.Mid, "line"),
        (role.Dark, "field-line"),
        (role.Shadow, "line"),
        (role.Accent, "brand"),
    ):
        palette.setColor(one, colour(name))
    for one in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, one, colour("disabled"))
    return palette
