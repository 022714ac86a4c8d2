"""Every picture can be read: its size is exact, nothing is cut, no sign is missing, nothing is blank."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication
from qasync import QEventLoop

from desktop.shots.scene import scene
from desktop.shots.shot import Shot, nothing
from desktop.shots.sight import pixels
from desktop.shots.states import SHOTS
from desktop.theme import look
from tests.desktop.shots.clipping import clipped, without_glyph

SMALL, LARGE = (1366, 768), (1920, 1080)
SHADES = 24  # fewer colours than this, and a page has nothing on it


@pytest.fixture
def template(request: pytest.FixtureRequest, shot: Shot) -> Path:
    """The desk that the picture is taken on."""
    name = "staged_template" if shot.variant == "online" else f"staged_{shot.variant}_template"
    folder: Path = request.getfixturevalue(name)
    return folder


def held_to(size: tuple[int, int]) -> list[Shot]:
    """Whose words must fit at a size: large letters are promised on the large screen only (ui.md §8)."""
    return [one for one in SHOTS if one.scale == 100 or size == LARGE]


async def looked_at(shot: Shot, size: tuple[int, int], template: Path) -> None:
    async with scene(shot, size, template) as made:
        image = made.picture()
        tops = [one for one in QApplication.topLevelWidgets() if one.isVisible()]
        cut = [said for top in tops for said in clipped(top)]
        tofu = set().union(*(without_glyph(top) for top in tops))
    assert made.reported == []
    if not shot.dialog:
        assert (image.width(), image.height()) == size
        assert len(np.unique(pixels(image).reshape(-1, 3), axis=0)) > SHADES
    assert tofu == set()
    assert cut == []


@pytest.mark.long  # a picture of every state; the command shots takes them too
@pytest.mark.parametrize(
    "shot", [one for one in held_to(SMALL) if one.pose is nothing or not one.page], ids=lambda one: one.name
)
async def test_a_page_can_be_read_on_a_small_screen(shot: Shot, qloop: QEventLoop, template: Path) -> None:
    await looked_at(shot, SMALL, template)


@pytest.mark.long
@pytest.mark.parametrize(
    "shot", [one for one in held_to(SMALL) if one.page and one.pose is not nothing], ids=lambda one: one.name
)
async def test_a_state_can_be_read_on_a_small_screen(shot: Shot, qloop: QEventLoop, template: Path) -> None:
    await looked_at(shot, SMALL, template)


@pytest.mark.long
@pytest.mark.parametrize("shot", held_to(LARGE), ids=lambda one: one.name)
async def test_a_page_can_be_read_on_a_large_screen(shot: Shot, qloop: QEventLoop, template: Path) -> None:
    await looked_at(shot, LARGE, template)


@pytest.fixture(autouse=True)
def letters_as_before(qapp: QApplication) -> Iterator[None]:
    """The next test finds letters of ordinary size."""
    yield
    look.apply(qapp, 100)
