"""The window's command line (命令行): `python -m desktop [--store DIR | --demo]`."""

import argparse
import os
import sys
from pathlib import Path
from typing import NamedTuple, NoReturn

from desktop.starting import texts

UNIX_DISPLAYS = Path("/", "tmp", ".X11-unix")  # fixed by the X servers, whatever TMPDIR says


class WrongUseError(Exception):
    """The command was written wrongly (命令用法不对); `sentence` says how."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class Asked(NamedTuple):
    """What to open: a folder, the demo, or, with neither, what was open last."""

    store: Path | None = None
    demo: bool = False


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """Say it in one line; `main` gives exit code 2."""
        said = " ".join(message.split())
        raise WrongUseError(texts.WRONG_USE.format(said=said, usage=texts.USAGE))


def asked(argv: list[str]) -> Asked:
    """Read the arguments; WrongUseError with one line when they make no sense."""
    parser = _Parser(prog="python -m desktop", allow_abbrev=False, description=texts.USAGE)
    either = parser.add_mutually_exclusive_group()
    either.add_argument("--store", type=Path, metavar="DIR")
    either.add_argument("--demo", action="store_true")
    said = parser.parse_args(argv)
    return Asked(said.store, said.demo)


def display_missing() -> bool:
    """Whether no window can be shown: Qt would end the program with a core dump instead of a sentence."""
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return False
    if os.environ.get("WAYLAND_DISPLAY"):
        return False
    display = os.environ.get("DISPLAY", "")
    host, _, number = display.rpartition(":")
    if not display:
        return True
    return host in ("", "unix") and not (UNIX_DISPLAYS / f"X{number.partition('.')[0]}").exists()
