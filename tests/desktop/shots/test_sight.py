"""Other eyes: grey keeps lightness, deuteranopia brings red and green together, and neither changes the size."""

import numpy as np
from PySide6.QtGui import QColor, QImage

from desktop.shots.sight import in_grey, pixels, without_green_cones


def a_patch(colour: str) -> QImage:
    image = QImage(5, 3, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    return image


def test_white_and_black_stay_what_they_are() -> None:
    for seen in (in_grey, without_green_cones):
        assert pixels(seen(a_patch("#ffffff"))).min() >= 254
        assert pixels(seen(a_patch("#000000"))).max() == 0


def test_grey_has_no_colour() -> None:
    grey = pixels(in_grey(a_patch("#c8330a")))
    assert grey.shape == (3, 5, 3)
    assert np.ptp(grey, axis=2).max() == 0


def test_red_and_green_come_close_without_green_cones() -> None:
    red, green = (
        pixels(without_green_cones(a_patch(one)))[0, 0].astype(int) for one in ("#c8330a", "#7a8a10")
    )
    before = np.abs(np.array([0xC8, 0x33]) - np.array([0x7A, 0x8A])).max()
    assert np.abs(red - green)[:2].max() < before
