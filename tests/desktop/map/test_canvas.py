"""The map under the hand: what is hit, what moves with the mouse, what the keys reach, what covers what."""

from collections.abc import Callable
from itertools import combinations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from desktop.lights import Sign
from desktop.map.canvas import MapCanvas
from desktop.map.land import CHOROPLETH, EVENTS, PLACES
from desktop.map.marks import Mark
from desktop.map.spots import Spot
from desktop.theme.look import colour
from gis.layers import Ground

MarkIn = Callable[..., Mark]
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def canvas(qtbot: QtBot, ground: Ground) -> MapCanvas:
    made = MapCanvas()
    qtbot.addWidget(made)
    made.resize(985, 870)
    made.set_ground(ground)
    made.show()
    made.settle()
    return made


def spot_of(canvas: MapCanvas, number: int) -> Spot:
    return next(spot for spot in canvas.spots() if number in spot.cluster.members)


def point(spot: Spot) -> QPoint:
    return QPointF(spot.x, spot.y).toPoint()


def settled(qtbot: QtBot, canvas: MapCanvas) -> None:
    qtbot.waitUntil(lambda: canvas.settled and bool(canvas.picture), timeout=5000)


# ---------------------------------------------------------------- names


@pytest.mark.parametrize("zoom", [1.0, 1.5, 3.0, 8.0, 12.0])
def test_no_name_covers_another_or_an_event(canvas: MapCanvas, mark_in: MarkIn, zoom: float) -> None:
    canvas.set_marks(
        [mark_in(f"S{at}", at % 36, (at * 13 % 400 - 200, at * 29 % 300 - 150)) for at in range(90)]
    )
    canvas.set_layers({PLACES: True})
    canvas.zoom(zoom)
    canvas.settle()
    assert canvas.picture is not None
    boxes = [name.box for name in canvas.picture.names]
    assert len(boxes) >= (10 if zoom < 2 else 1)
    assert not [1 for one, other in combinations(boxes, 2) if one.intersects(other)]
    assert not [1 for box in boxes for spot in canvas.picture.spots if box.intersects(spot.box)]


def test_every_village_is_named_on_the_map_of_the_whole_town(canvas: MapCanvas, ground: Ground) -> None:
    assert canvas.picture is not None
    named = {placed.name.text for placed in canvas.picture.names}
    assert named >= {village.name for village in ground.villages}


# ---------------------------------------------------------------- choosing


def test_a_ring_opens_its_village_and_an_event_is_chosen(
    qtbot: QtBot, canvas: MapCanvas, mark_in: MarkIn
) -> None:
    canvas.set_marks([mark_in("S1", 0), mark_in("S2", 0, (250, 0)), mark_in("S3", 9)])
    canvas.settle()
    ring = spot_of(canvas, 0)
    assert ring.cluster.members == (0, 1)
    QTest.mouseClick(canvas, LEFT, pos=point(ring))
    canvas.settle()
    with qtbot.waitSignal(canvas.mark_chosen) as chosen:
        QTest.mouseClick(canvas, LEFT, pos=point(spot_of(canvas, 1)))
    assert chosen.args == ["S2"]


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # a popup without a window system
def test_events_in_one_place_are_listed(qtbot: QtBot, canvas: MapCanvas, mark_in: MarkIn) -> None:
    canvas.set_marks([mark_in("S1", 0), mark_in("S2", 0)])
    canvas.zoom(3)
    canvas.select("S1")
    canvas.select("")
    canvas.settle()
    QTest.mouseClick(canvas, LEFT, pos=point(spot_of(canvas, 0)))
    menu = next(child for child in canvas.children() if isinstance(child, QMenu))
    with qtbot.waitSignal(canvas.mark_chosen) as chosen:
        menu.actions()[1].trigger()
    assert chosen.args == ["S2"]
    menu.close()


def test_a_click_beside_events_chooses_the_grid(qtbot: QtBot, canvas: MapCanvas, ground: Ground) -> None:
    grid = ground.grids[5]
    x, y = canvas.viewport.to_window(grid.at).tolist()
    with qtbot.waitSignal(canvas.grid_chosen) as chosen:
        QTest.mouseClick(canvas, LEFT, pos=QPoint(round(x), round(y)))
    assert chosen.args == [grid.code]


def test_a_point_is_chosen_only_while_asked_for(qtbot: QtBot, canvas: MapCanvas, ground: Ground) -> None:
    canvas.ask_point(True)
    with qtbot.waitSignal(canvas.point_chosen) as chosen, qtbot.assertNotEmitted(canvas.grid_chosen):
        QTest.mouseClick(canvas, LEFT, pos=QPoint(400, 300))
    assert chosen.args is not None
    where = canvas.viewport.to_window(ground.plane.to_m(chosen.args))
    assert where == pytest.approx([400, 300], abs=1e-6)
    canvas.ask_point(False)
    with qtbot.assertNotEmitted(canvas.point_chosen):
        QTest.mouseClick(canvas, LEFT, pos=QPoint(400, 300))


def test_the_chosen_event_stands_beside_the_ring_it_would_hide_in(canvas: MapCanvas, mark_in: MarkIn) -> None:
    canvas.set_marks([mark_in("S1", 0), mark_in("S2", 0, (3, 0)), mark_in("S3", 0, (0, 3))])
    canvas.select("S2")
    canvas.settle()
    chosen, ring = spot_of(canvas, 1), spot_of(canvas, 0)
    assert chosen.cluster.single
    assert ring.cluster.members == (0, 2)
    assert not chosen.holds(ring.x, ring.y, ring.radius)


def test_choosing_moves_the_map_only_when_the_event_is_out_of_sight(
    canvas: MapCanvas, mark_in: MarkIn, ground: Ground
) -> None:
    canvas.set_marks([mark_in("S1", 0), mark_in("S2", 20)])
    before = canvas.viewport
    canvas.select("S1")
    assert canvas.viewport == before
    canvas.show_bounds((*ground.grids[0].at, ground.grids[0].at[0] + 500, ground.grids[0].at[1] + 500))
    canvas.select("S2")
    west, south, east, north = canvas.viewport.ground_bounds
    x, y = ground.grids[20].at
    assert west < x < east
    assert south < y < north


def test_hovering_says_which_event(qtbot: QtBot, canvas: MapCanvas, mark_in: MarkIn) -> None:
    canvas.set_marks([mark_in("S1", 0)])
    canvas.select("S1")
    canvas.settle()
    with qtbot.waitSignal(canvas.hovered) as under:
        QTest.mouseMove(canvas, point(spot_of(canvas, 0)))
    assert under.args == ["S1"]


# ---------------------------------------------------------------- moving


def drag(qtbot: QtBot, canvas: MapCanvas, start: QPoint, way: QPoint) -> None:
    QTest.mousePress(canvas, LEFT, pos=start)
    for part in (way / 2, way):
        QTest.mouseMove(canvas, start + part)
    QTest.mouseRelease(canvas, LEFT, pos=start + way)


def test_the_ground_follows_the_mouse_pixel_by_pixel(qtbot: QtBot, canvas: MapCanvas, ground: Ground) -> None:
    before = canvas.grab().toImage()
    with qtbot.assertNotEmitted(canvas.grid_chosen):
        drag(qtbot, canvas, QPoint(500, 400), QPoint(-60, 40))
    after = canvas.grab().toImage()
    for x, y in ((300, 300), (512, 410), (700, 500)):
        assert after.pixelColor(x - 60, y + 40) == before.pixelColor(x, y)


def test_after_a_pause_the_picture_is_drawn_anew_where_one_looks(qtbot: QtBot, canvas: MapCanvas) -> None:
    drag(qtbot, canvas, QPoint(500, 400), QPoint(150, 0))
    assert canvas.picture is not None
    qtbot.waitUntil(lambda: canvas.picture is not None and canvas.picture.viewport.x == canvas.viewport.x)


def test_the_wheel_zooms_about_the_cursor(qtbot: QtBot, canvas: MapCanvas) -> None:
    cursor = QPointF(220, 610)
    ground, scale = canvas.viewport.to_ground((220, 610)), canvas.viewport.scale
    wheel = QWheelEvent(
        cursor,
        canvas.mapToGlobal(cursor),
        QPoint(),
        QPoint(0, 240),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(canvas, wheel)
    assert canvas.viewport.scale == pytest.approx(scale * 1.25**2)
    assert canvas.viewport.to_window(ground) == pytest.approx([220, 610], abs=1e-6)
    settled(qtbot, canvas)
    assert canvas.picture is not None
    assert canvas.picture.viewport.scale == canvas.viewport.scale


def test_a_rubber_band_is_looked_into(qtbot: QtBot, canvas: MapCanvas) -> None:
    middle = canvas.viewport.to_ground((350, 300))
    shift = Qt.KeyboardModifier.ShiftModifier
    QTest.mousePress(canvas, LEFT, shift, QPoint(300, 250))
    QTest.mouseMove(canvas, QPoint(400, 350))
    QTest.mouseRelease(canvas, LEFT, shift, QPoint(400, 350))
    assert canvas.viewport.to_window(middle) == pytest.approx([985 / 2, 870 / 2], abs=1)


def test_the_whole_town_stays_whole_when_the_window_changes(canvas: MapCanvas) -> None:
    canvas.resize(600, 500)
    assert canvas.viewport.scale == canvas.whole_scale
    canvas.zoom(2)
    nearer = canvas.viewport.scale
    canvas.resize(700, 500)
    assert canvas.viewport.scale == nearer


# ---------------------------------------------------------------- keys


def test_keys_move_and_zoom(qtbot: QtBot, canvas: MapCanvas) -> None:
    whole = canvas.viewport
    QTest.keyClicks(canvas, "+")
    assert canvas.viewport.scale > whole.scale
    QTest.keyClick(canvas, Qt.Key.Key_Right)
    assert canvas.viewport.x > whole.x
    QTest.keyClick(canvas, Qt.Key.Key_Down)
    assert canvas.viewport.y < whole.y
    QTest.keyClicks(canvas, "0")
    assert canvas.viewport == whole


def test_tab_goes_through_the_events_and_enter_opens(
    qtbot: QtBot, canvas: MapCanvas, mark_in: MarkIn
) -> None:
    canvas.set_marks([mark_in("S1", 0, (-300, 0), Sign.OVERDUE), mark_in("S2", 0, (300, 0))])
    canvas.select("S1")
    canvas.select("")
    canvas.selected_grid(canvas.ground.grids[0].code if canvas.ground else "")
    canvas.setFocus()
    canvas.settle()
    QTest.keyClick(canvas, Qt.Key.Key_Tab)
    assert canvas.accessibleDescription() == "S1 路灯不亮 剩 3 分"
    QTest.keyClick(canvas, Qt.Key.Key_Tab)
    with qtbot.waitSignal(canvas.mark_chosen) as chosen:
        QTest.keyClick(canvas, Qt.Key.Key_Return)
    assert chosen.args == ["S2"]


# ---------------------------------------------------------------- layers


def test_grids_are_coloured_by_their_numbers(canvas: MapCanvas, ground: Ground) -> None:
    grid = ground.grids[7]
    canvas.set_counts({grid.code: 3})
    canvas.settle()
    x, y = canvas.viewport.to_window((grid.at[0] + 150, grid.at[1] + 150)).tolist()
    assert canvas.grab().toImage().pixelColor(round(x), round(y)) == colour("count-3")
    canvas.set_layers({CHOROPLETH: False})
    canvas.settle()
    assert canvas.grab().toImage().pixelColor(round(x), round(y)) == colour("count-0")


def test_hidden_events_are_not_there_to_be_hit(canvas: MapCanvas, mark_in: MarkIn) -> None:
    canvas.set_marks([mark_in("S1", 0)])
    canvas.set_layers({EVENTS: False})
    canvas.settle()
    assert canvas.spots() == []


def test_the_same_marks_again_cost_nothing(qtbot: QtBot, canvas: MapCanvas, mark_in: MarkIn) -> None:
    canvas.set_marks([mark_in("S1", 0)])
    settled(qtbot, canvas)
    picture = canvas.picture
    canvas.set_marks([mark_in("S1", 0)])
    assert canvas.settled
    assert canvas.picture is picture


def test_without_a_map_nothing_breaks(qtbot: QtBot) -> None:
    empty = MapCanvas()
    qtbot.addWidget(empty)
    empty.resize(300, 200)
    empty.show()
    empty.set_marks([Mark("S1", 120.6, 30.5, Sign.NORMAL)])
    empty.whole_town()
    QTest.mouseClick(empty, LEFT, pos=QPoint(50, 50))
    assert empty.spots() == []
    assert not empty.grab().isNull()


def test_no_event_is_hit_by_an_outdated_picture(canvas: MapCanvas, mark_in: MarkIn, qtbot: QtBot) -> None:
    """Its spots number the events that were: a click would open another case."""
    canvas.set_marks([mark_in(f"S{at}", at % 36, (at * 13 % 400 - 200, 0)) for at in range(40)])
    canvas.settle()
    assert canvas.spots()
    canvas.select("S7")
    canvas.set_marks([mark_in("S99", 3, (0, 0))])
    assert canvas.spots() == []
    canvas.grab()  # paints without asking for events that are gone
    settled(qtbot, canvas)
    assert [spot.cluster.members for spot in canvas.spots()] == [(0,)]
