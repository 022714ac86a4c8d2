"""The way to the window (开窗): what was asked for, the first look, then everything else is loaded.

Nothing is imported here that the first paint can do without: it comes with `desktop.app`.
"""

import sys
from importlib import import_module
from pathlib import Path

from PySide6.QtWidgets import QApplication

from desktop import glance
from desktop.starting import texts
from desktop.starting.application import application
from desktop.starting.arguments import Asked, WrongUseError, asked, display_missing
from desktop.starting.first_look import FirstLook

WRONG_USE = 2


def run(argv: list[str]) -> int:
    """Open the window; gives the exit code when it is closed."""
    try:
        wanted = asked(argv)
    except WrongUseError as err:
        return _refused(err.sentence)
    if display_missing():
        return _refused(texts.NO_DISPLAY)
    return opened(application(), wanted)


def opened(app: QApplication, wanted: Asked) -> int:
    """Show what was seen last, then live until the window is closed; gives the exit code."""
    first = _first_look(wanted)
    return int(import_module("desktop.app").lived(app, wanted, first))


def _first_look(wanted: Asked) -> FirstLook | None:
    seen = glance.last(_folder(wanted)) if not wanted.demo else None
    if seen is None or not seen.seen:
        return None
    look = FirstLook(seen)
    look.say()
    return look


def _folder(wanted: Asked) -> Path:
    if wanted.store is not None:
        return wanted.store
    from desktop.starting.last_store import last_store  # looks for the user's folders

    return Path(last_store())


def _refused(sentence: str) -> int:
    sys.stderr.write(sentence + "\n")
    return WRONG_USE
