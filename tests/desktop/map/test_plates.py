"""What lies over the map, and the small map of 受理."""

import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.lights import Sign
from desktop.map import texts
from desktop.map.card import Card, card_box, card_size
from desktop.map.grid_map import GridMap
from desktop.map.layers_card import LayersCard
from desktop.map.legend import ZoomButtons
from desktop.map.local_map import RING_M, LocalMap
from desktop.widgets.check_line import CheckLine
from gis.layers import Ground


@pytest.fixture
def grid_map(qtbot: QtBot, ground: Ground) -> GridMap:
    made = GridMap()
    qtbot.addWidget(made)
    made.resize(985, 916)
    made.canvas.set_ground(ground)
    made.show()
    return made


@pytest.mark.parametrize("size", [(985, 916), (567, 655), (1400, 900), (400, 560)])
def test_plates_stay_inside_and_do_not_cover_each_other(grid_map: GridMap, size: tuple[int, int]) -> None:
    grid_map.resize(*size)
    plates = [child for child in grid_map.canvas.children() if hasattr(child, "geometry")]
    boxes = [plate.geometry() for plate in plates]
    assert len(boxes) == 4
    assert all(grid_map.canvas.rect().contains(box) for box in boxes)
    assert not [1 for at, box in enumerate(boxes) for other in boxes[at + 1 :] if box.intersects(other)]


def test_on_a_small_screen_the_layers_are_a_button(grid_map: GridMap) -> None:
    grid_map.resize(567, 655)
    assert not grid_map.layers.is_open


def test_layers_never_open_by_themselves_over_a_grids_middle(grid_map: GridMap, ground: Ground) -> None:
    places = grid_map.canvas.viewport.to_window([grid.at for grid in ground.grids])
    box = grid_map.layers.geometry()
    assert not any(box.contains(QPoint(round(x), round(y))) for x, y in places.tolist())


def test_a_line_shows_and_hides_its_layers(qtbot: QtBot) -> None:
    card = LayersCard()
    qtbot.addWidget(card)
    line = next(one for one in card.findChildren(CheckLine) if one.text() == texts.LAYER_NAMES["borders"])
    with qtbot.waitSignal(card.changed) as changed:
        line.click()
    assert changed.args is not None
    assert (changed.args[0]["village_borders"], changed.args[0]["grid_borders"]) == (False, False)
    assert changed.args[0]["events"]


def test_the_buttons_zoom(qtbot: QtBot, grid_map: GridMap) -> None:
    whole = grid_map.canvas.viewport.scale
    nearer, further, town = grid_map.findChildren(ZoomButtons)[0].findChildren(QWidget)
    for button, expected in ((nearer, whole * 1.6), (further, whole), (nearer, whole * 1.6), (town, whole)):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        assert grid_map.canvas.viewport.scale == pytest.approx(expected)


def test_the_line_under_the_map_is_read_aloud_too(grid_map: GridMap) -> None:
    grid_map.breadcrumb(("云溪镇", "石桥村", "第 3 网格"), ("网格员 王建国",))
    said = [child.accessibleName() for child in grid_map.children() if hasattr(child, "accessibleName")]
    assert "云溪镇 › 石桥村 › 第 3 网格　网格员 王建国" in said


def test_a_card_stays_in_the_window_and_off_what_it_tells_of() -> None:
    card, window = Card("供水主管破裂", "剩 3 分 42 秒", Sign.SOON), QRectF(0, 0, 500, 400)
    size = card_size(card)
    for x, y in ((20, 20), (480, 20), (20, 380), (480, 380), (250, 200)):
        spot = QRectF(x - 18, y - 18, 36, 36)
        box = card_box(card, spot, window)
        assert window.contains(box)
        assert (box.width(), box.height()) == (size.width(), size.height())
        assert not box.intersects(spot.adjusted(1, 1, -1, -1))


def test_a_card_with_many_words_is_not_cut_at_the_edge() -> None:
    card = Card("沿街店铺音响外放、占道经营、夜间装卸货物叠加扰民", "待受理 · 剩 15 分", Sign.NORMAL)
    window = QRectF(0, 0, 400, 300)
    spot = QRectF(180, 140, 36, 36)
    box = card_box(card, spot, window)
    assert window.contains(box)
    assert not box.intersects(spot.adjusted(1, 1, -1, -1))


def test_a_card_goes_where_no_plate_covers_it() -> None:
    card, window = Card("村口空地堆放废旧沙发", "办理中 · 剩 1 天", Sign.NORMAL), QRectF(0, 0, 560, 400)
    spot, legend = QRectF(262, 250, 36, 36), QRectF(300, 180, 240, 210)
    assert not card_box(card, spot, window, plates=[legend]).intersects(legend)


def test_the_pin_stands_in_the_middle_and_the_ring_fills_half(qtbot: QtBot, ground: Ground) -> None:
    small = LocalMap()
    qtbot.addWidget(small)
    small.resize(548, 556)
    small.canvas.set_ground(ground)
    small.show()
    lon, lat = ground.plane.to_degrees(ground.grids[0].at).tolist()
    small.canvas.set_pin(lon, lat)
    small.canvas.set_neighbours([(1, lon + 0.0002, lat, Sign.SOON)])
    where = small.canvas.viewport.to_window(ground.grids[0].at)
    assert where == pytest.approx([548 / 2, 556 / 2])
    assert RING_M * small.canvas.viewport.scale * 2 == pytest.approx(548 / 2)
    assert not small.grab().isNull()
