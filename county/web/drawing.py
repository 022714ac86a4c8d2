"""Drawing pages (出页): templates, icons and lights into HTML; colours and fonts from the desk's own resources."""

import re
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from msgspec import Struct

from county.web.fields import held
from governance.time import words as times

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
PAGES, STATIC = RESOURCES / "web" / "pages", RESOURCES / "web" / "static"
TOKENS, FONTS, ICONS = RESOURCES / "theme" / "tokens.toml", RESOURCES / "fonts", RESOURCES / "icons"
_ICON = re.compile(r"[a-z0-9-]+").fullmatch
# the shapes of ui.md §4 on a field of 16 × 16
_SHAPES: Mapping[str, str] = {
    "overdue": '<rect x="1" y="1" width="14" height="14" rx="1.5"/>'
    '<path class="mark" d="M8 4v5"/><circle class="dot" cx="8" cy="11.7" r="1.1"/>',
    "soon": '<path d="M8 1.8 15 14H1z"/><path class="mark" d="M8 6v3.6"/><circle class="dot" cx="8" cy="12" r="1"/>',
    "normal": '<circle cx="8" cy="8" r="5.2"/>',
    "paused": '<circle cx="8" cy="8" r="6.6"/><path class="mark" d="M5.9 5.4v5.2M10.1 5.4v5.2"/>',
    "unsigned": '<circle class="ring dashed" cx="8" cy="8" r="6.4"/>',
    "done": '<circle class="ring" cx="8" cy="8" r="6.4"/><path class="tick" d="m4.9 8.3 2.3 2.2 4-4.6"/>',
    "none": '<circle class="ring" cx="8" cy="8" r="5.2"/>',
    "conflict": '<path class="ring" d="M8 1.2 14.8 8 8 14.8 1.2 8z"/><path class="mark-self" d="M8 5v3.6"/>',
}  # fmt: skip


_MEDIA = (
    (".css", "text/css; charset=utf-8"), (".js", "text/javascript; charset=utf-8"), (".svg", "image/svg+xml"),
)  # fmt: skip


class File(Struct, frozen=True):
    """One file that browsers keep (静态文件)."""

    media: str
    body: bytes
    mark: str  # stands in its address, so that another content has another address


def _file(media: str, body: bytes) -> File:
    return File(media, body, sha256(body).hexdigest()[:12])


@lru_cache(maxsize=1)
def drawing() -> "Drawing":
    """The one of this program: templates and files don't change while it runs."""
    return Drawing()


class Drawing:
    """Templates and files, read once."""

    def __init__(self) -> None:
        self.files = _files()
        self._pages = Environment(
            loader=FileSystemLoader(PAGES), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
            lstrip_blocks=True,
        )  # fmt: skip
        self._pages.globals.update(icon=icon, light=light, static=self._address, held=held)
        self._pages.filters.update(clock=times.clock_time, limit=times.limit_words, stamp=times.stamp)

    def page(self, name: str, values: Mapping[str, Any]) -> str:
        """A page as HTML."""
        return self._pages.get_template(name).render(**values)

    def _address(self, name: str) -> str:
        return f"/static/{self.files[name].mark}/{name}"


def icon(name: str) -> Markup:
    """A line icon, hidden from screen readers: words stand beside it."""
    return _icon(name)


@lru_cache(maxsize=64)
def _icon(name: str) -> Markup:
    if not _ICON(name):
        raise ValueError(name)
    text = (ICONS / f"{name}.svg").read_text("utf-8").strip()
    return Markup(text.replace("<svg ", '<svg class="icon" aria-hidden="true" focusable="false" ', 1))


@lru_cache(maxsize=16)
def light(sign: str) -> Markup:
    """A light: shape first, colour second; its word stands in the title for those who can't see it."""
    return Markup(
        f'<svg class="light light-{sign}" viewBox="0 0 16 16" aria-hidden="true" focusable="false">{_SHAPES[sign]}</svg>'
    )


def tokens_css() -> str:
    """The desk's colours as custom properties: one source for window and browser."""
    colours = tomllib.loads(TOKENS.read_text("utf-8"))["light"]
    rows = "\n".join(f"  --{name}: {value};" for name, value in colours.items())
    return f":root {{\n{rows}\n}}\n"


def _files() -> dict[str, File]:
    found = {
        path.name: _file(media, path.read_bytes())
        for suffix, media in _MEDIA
        for path in sorted(STATIC.glob(f"*{suffix}"))
    }
    for path in sorted(FONTS.glob("*.otf")):
        found[path.name] = _file("font/otf", path.read_bytes())
    marks = {name: f"/static/{file.mark}/{name}" for name, file in found.items() if name.endswith(".otf")}
    faces = "\n".join(
        f'@font-face {{ font-family: "Huying Sans"; font-weight: {weight}; font-display: swap; '
        f'src: url("{marks[name]}") format("opentype"); }}'
        for name, weight in (("HuyingSans-Regular.otf", 400), ("HuyingSans-Bold.otf", 700))
    )
    found["tokens.css"] = _file("text/css; charset=utf-8", (tokens_css() + faces + "\n").encode())
    return found
