"""Taking the pictures (拍摄): one window after another, each on a desk of its own, into files."""

import asyncio
import gc
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from qasync import QEventLoop

from desktop.demo.stage import Variant
from desktop.shots import texts
from desktop.shots.scene import posed, window
from desktop.shots.shot import Eyes, Shot, ShotError
from desktop.shots.sight import in_grey, without_green_cones
from desktop.shots.states import SHOTS
from desktop.starting.application import application
from desktop.tidying import Tidying
from governance.refusal import ReportedError

UNSUPPORTED = "This plugin does not support"
Size = tuple[int, int]
Template = Callable[[Variant], Path]  # blocking
_SEEN: dict[Eyes, Callable[[QImage], QImage]] = {
    "": lambda image: image,
    "grey": in_grey,
    "deuteranopia": without_green_cones,
}


def named(only: str) -> tuple[Shot, ...]:
    """The shots whose names begin so, those of the variants that are made first before the others."""
    order: list[Variant] = ["online", "offline", "conflict"]
    found = [one for one in SHOTS if one.name.startswith(only)]
    return tuple(sorted(found, key=lambda one: order.index(one.variant)))


def take(shots: Sequence[Shot], sizes: Iterable[Size], out: Path, template: Template) -> list[str]:
    """Take them all; gives a sentence for each picture that could not be taken."""
    app = application()
    qInstallMessageHandler(_heard)
    QApplication.setCursorFlashTime(0)  # a cursor that blinks is on one picture and not on the next
    with Tidying(), asyncio.Runner(loop_factory=lambda: QEventLoop(app)) as runner:
        return runner.run(_taken(shots, tuple(sizes), out, template))


def _heard(_: QtMsgType, __: QMessageLogContext, said: str) -> None:
    """Qt's own words, but for what a screen in memory says of every window."""
    if UNSUPPORTED not in said:
        sys.stderr.write(said + "\n")


async def _taken(shots: Sequence[Shot], sizes: tuple[Size, ...], out: Path, template: Template) -> list[str]:
    left_out: list[str] = []
    for variant, scale in dict.fromkeys((one.variant, one.scale) for one in shots):
        alike = [one for one in shots if (one.variant, one.scale) == (variant, scale)]
        together = [one for one in alike if not one.alone]
        groups = [[one] for one in alike if one.alone] + ([together] if together else [])
        place = await asyncio.to_thread(template, variant)
        for size in sizes:
            folder = out / f"{size[0]}x{size[1]}" if len(sizes) > 1 else out
            for group in groups:
                left_out += await _take(group, size, place, folder)
                gc.collect()
    return left_out


async def _take(shots: Sequence[Shot], size: Size, template: Path, folder: Path) -> list[str]:
    """Take these in one window; gives why the others could not be taken."""
    left_out = []
    async with window(shots[0], size, template) as made:
        for shot in shots:
            try:
                await posed(made, shot)
                image = _SEEN[shot.eyes](made.picture())
                await asyncio.to_thread(_keep, image, folder / shot.file, shot.name)
            except ShotError as err:
                left_out.append(texts.NOT_THERE.format(name=shot.name, said=err.sentence))
            await made.rest()
    return left_out


def _keep(image: QImage, path: Path, name: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if not image.save(str(path)):
        raise ReportedError(texts.NOT_WRITTEN.format(name=name, path=path))
