"""The demo town as ground, and events on it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from desktop.lights import Sign
from desktop.map.marks import Mark
from desktop.theme import look
from gis.layers import Ground, ground_of
from gis.town_map import load

DEMO = Path(__file__).parents[3] / "resources" / "demo"


@pytest.fixture(scope="session")
def ground() -> Ground:
    return ground_of(load(DEMO))


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> None:
    """Names are measured in our own face."""
    look.apply(qapp)


@pytest.fixture
def mark_in(ground: Ground) -> Callable[..., Mark]:
    """An event in the n-th grid, `aside` metres from where the grid's name stands."""

    def made(case_id: str, grid: int, aside: tuple[float, float] = (0, 0), sign: Sign = Sign.NORMAL) -> Mark:
        area = ground.grids[grid]
        lon, lat = ground.plane.to_degrees((area.at[0] + aside[0], area.at[1] + aside[1])).tolist()
        return Mark(
            case_id, lon, lat, sign, area.code, area.village, title=f"{case_id} 路灯不亮", note="剩 3 分"
        )

    return made
