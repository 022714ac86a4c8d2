"""The ground of a map: every border once, every name in its place, every event somewhere to sit."""

from pathlib import Path

import numpy as np
import pytest
import shapely
from shapely import Polygon

from gis.layers import Floats, Ground, coarser, ground_of, short_name
from gis.real_town import from_real
from gis.town_map import GridArea, TownMap, VillageArea, load

DEMO = Path(__file__).parents[2] / "resources" / "demo"
STEP = 0.01  # degrees


def square(column: int, row: int, wide: int = 1) -> Polygon:
    west, south = 120 + column * STEP, 30 + row * STEP
    return shapely.box(west, south, west + wide * STEP, south + STEP)


@pytest.fixture
def two_villages() -> TownMap:
    """Two villages side by side: the western one of two grids, the eastern one of one."""
    return TownMap(
        code="990101100000",
        name="云溪镇",
        town=square(0, 0, 3),
        villages=(VillageArea("W", "西村", square(0, 0, 2)), VillageArea("E", "东村", square(2, 0))),
        grids=(
            GridArea("W1", "西村第1网格", "W", square(0, 0)),
            GridArea("W2", "西村第2网格", "W", square(1, 0)),
            GridArea("E1", "东村第1网格", "E", square(2, 0)),
        ),
    )


@pytest.fixture(scope="module")
def demo() -> Ground:
    return ground_of(load(DEMO))


def length_m(lines: tuple[Floats, ...]) -> float:
    return float(sum(np.hypot(*np.diff(line, axis=0).T).sum() for line in lines))


def test_a_border_that_two_share_is_drawn_once(two_villages: TownMap) -> None:
    ground = ground_of(two_villages)
    height = STEP * ground.plane.scale[1]
    assert length_m(ground.grid_borders) == pytest.approx(height, rel=0.01)  # between the western grids
    assert length_m(ground.village_borders) == pytest.approx(height, rel=0.01)


def test_the_demo_towns_borders_leave_out_its_outline(demo: Ground) -> None:
    outline = shapely.LinearRing(demo.town.rings[0])
    for line in (*demo.village_borders, *demo.grid_borders):
        assert shapely.LineString(line).intersection(outline).length < 1.0


def test_names_and_events_sit_inside_their_areas(demo: Ground) -> None:
    for area in (*demo.villages, *demo.grids):
        assert Polygon(area.rings[0]).contains(shapely.Point(area.at))
        assert area.room_m > 50


def test_an_event_without_a_point_sits_in_its_grid_else_its_village_else_the_town(demo: Ground) -> None:
    grid, village = demo.grids[0], demo.villages[0]
    assert demo.seat(grid.code, village.code) == grid.at
    assert demo.seat("", village.code) == village.at
    assert demo.seat("", "") == demo.town.at


def test_a_grid_knows_its_village(demo: Ground) -> None:
    grid = demo.grids[0]
    assert demo.village_of(grid.code) == grid.village
    assert demo.village_of(demo.villages[0].code) == demo.villages[0].code
    assert demo.village_of("没有") == ""


def test_roads_are_merged_and_the_widest_lies_on_top(demo: Ground) -> None:
    widths = [road.width_m for road in demo.roads]
    assert widths == sorted(widths)
    assert len(widths) < 120  # of 163 pieces


@pytest.mark.parametrize(
    ("name", "village", "short"),
    [
        ("石桥村第3网格", "石桥村", "3 网格"),
        ("第12网格", "石桥村", "12 网格"),
        ("云溪工业园", "石桥村", "云溪工业园"),
        ("石桥村", "石桥村", "石桥村"),
    ],
)
def test_a_grid_is_called_as_inside_its_village(name: str, village: str, short: str) -> None:
    assert short_name(name, village) == short


def test_a_coarser_line_keeps_its_ends_and_stays_near(demo: Ground) -> None:
    line = demo.roads[-1].line
    fewer = coarser(line, 5.0)
    assert len(fewer) < len(line)
    assert (fewer[0] == line[0]).all()
    assert (fewer[-1] == line[-1]).all()
    assert shapely.LineString(fewer).hausdorff_distance(shapely.LineString(line)) <= 5.0


def test_a_real_township_becomes_ground(shared: Path) -> None:
    data = shared / "data"
    town = from_real(
        data / "maps" / "yuhang_towns.geojson",
        data / "divisions" / "330110_yuhang_villages.csv",
        "330110109",
        1,
    )
    ground = ground_of(town)
    assert len(ground.grids) == 3 * len(ground.villages) == len(town.grids)
    assert ground.village_borders
    assert ground.grid_borders
