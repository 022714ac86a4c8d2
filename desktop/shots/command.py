"""`python -m desktop shots`: a picture of every page and state into a folder, at one size or both."""

import argparse
import json
import os
import re
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NoReturn

from msgspec import Struct

from desktop.shots import texts
from governance.refusal import ReportedError

SIZES = ((1920, 1080), (1366, 768))
SMALLEST, LARGEST = (1280, 720), (7680, 4320)
PROBE = ".writable"
DONE, LEFT_OUT, WRONG_USE = 0, 1, 2


class WrongUseError(ReportedError):
    """The command was written wrongly (命令用法不对)."""


class Asked(Struct, frozen=True):
    """What to take, and where to put it."""

    out: Path
    sizes: tuple[tuple[int, int], ...]
    only: str


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """Say it in one line; `run` gives exit code 2."""
        raise WrongUseError(texts.WRONG_USE.format(said=" ".join(message.split()), usage=texts.USAGE))


def asked(argv: Sequence[str]) -> Asked:
    """Read the arguments; WrongUseError with one line when they make no sense."""
    parser = _Parser(prog="python -m desktop shots", allow_abbrev=False, description=texts.USAGE)
    parser.add_argument("--out", type=Path, required=True, metavar="DIR")
    parser.add_argument("--size", type=_size, metavar="WxH")
    parser.add_argument("--only", default="", metavar="NAME")
    said = parser.parse_args(argv)
    return Asked(said.out, SIZES if said.size is None else (said.size,), said.only)


def _size(text: str) -> tuple[int, int]:
    found = re.fullmatch(r"([0-9]{1,5})x([0-9]{1,5})", text, re.ASCII)
    if found is None:
        raise argparse.ArgumentTypeError(texts.SIZE_WRONG)
    wide, tall = int(found[1]), int(found[2])
    for bound, sentence, wrong in (
        (SMALLEST, texts.SIZE_SMALL, wide < SMALLEST[0] or tall < SMALLEST[1]),
        (LARGEST, texts.SIZE_LARGE, wide > LARGEST[0] or tall > LARGEST[1]),
    ):
        if wrong:
            raise argparse.ArgumentTypeError(sentence.format(wide=bound[0], tall=bound[1]))
    return wide, tall


def run(argv: Sequence[str]) -> int:
    """Take the pictures; 1 when one of them could not be taken, 2 for wrong use or a folder that can't be written."""
    try:
        wanted = asked(argv)
        _make(wanted.out)
        with TemporaryDirectory(prefix="huying-shots-", ignore_cleanup_errors=True) as name:
            _set_screen(Path(name))
            left_out = _take(wanted, Path(name))
    except ReportedError as err:
        sys.stderr.write(err.sentence + "\n")
        return WRONG_USE
    sys.stderr.writelines(f"{said}\n" for said in left_out)
    return LEFT_OUT if left_out else DONE


def _set_screen(folder: Path) -> None:
    """A screen in memory, large enough that no dialog is pushed aside; before anything imports Qt."""
    path = folder / "screen.json"
    screen = {
        "name": "shots",
        "x": 0,
        "y": 0,
        "width": LARGEST[0],
        "height": LARGEST[1],
        "logicalDpi": 96,
        "dpr": 1,
    }
    path.write_text(json.dumps({"screens": [screen]}), "utf-8")
    os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={path}"


def _take(wanted: Asked, folder: Path) -> list[str]:
    from desktop.shots import album  # Qt and every page: a wrong command is told without them
    from desktop.shots.stages import Stages

    shots = album.named(wanted.only)
    if not shots:
        raise WrongUseError(texts.NOTHING_NAMED.format(only=wanted.only))
    sys.stderr.write(texts.STAGING)
    began = time.monotonic()
    with Stages(folder, (shot.variant for shot in shots)) as stages:
        left_out = album.take(shots, wanted.sizes, wanted.out, stages.template)
    count = len(shots) * len(wanted.sizes) - len(left_out)
    sys.stdout.write(texts.DONE.format(count=count, seconds=time.monotonic() - began, path=wanted.out))
    return left_out


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / PROBE).write_bytes(b"")
        (folder / PROBE).unlink()
    except OSError as err:
        raise WrongUseError(texts.NO_FOLDER.format(path=folder)) from err
