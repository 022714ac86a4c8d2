"""The map of a township: the demo town as shipped, a real one cut by code, and files that are no map."""

import shutil
from collections.abc import Callable
from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest
import shapely

from gis.failures import DivisionsError, MapError, NoPolygonError, TownMissingError, UnreadableMapError
from gis.real_town import from_real
from gis.town_map import TownMap, load, save

DEMO = Path(__file__).resolve().parents[2] / "resources" / "demo"
JINGSHAN = "330110109"


@pytest.fixture(scope="module")
def demo() -> TownMap:
    return load(DEMO)


@pytest.fixture(scope="module")
def towns(shared: Path) -> Path:
    return shared / "data/maps/yuhang_towns.geojson"


@pytest.fixture(scope="module")
def divisions(shared: Path) -> Path:
    return shared / "data/divisions/330110_yuhang_villages.csv"


def is_whole(town: TownMap) -> bool:
    """Grids make villages and villages the town, point for point."""
    grids, villages = [g.polygon for g in town.grids], [v.polygon for v in town.villages]
    return (
        bool(shapely.coverage_is_valid(grids))
        and all(shape.is_valid for shape in (*grids, *villages, town.town))
        and abs(sum(g.area for g in grids) / town.town.area - 1) < 1e-9
        and abs(sum(v.area for v in villages) / town.town.area - 1) < 1e-9
        and not town.index.checks(town.town)
    )


# ---------------------------------------------------------------- the demo town


def test_the_demo_town_has_its_codes(demo: TownMap) -> None:
    assert (demo.code, demo.name) == ("990101100000", "云溪镇")
    assert [v.code for v in demo.villages] == [f"990101100{n}" for n in range(201, 213)]
    assert (demo.villages[0].name, sum(v.name.endswith("社区") for v in demo.villages)) == ("石桥村", 2)
    assert len(demo.grids) == 36
    assert ("99010110020100300", "石桥村第3网格", "990101100201") in {g[:3] for g in demo.grids}


def test_the_demo_town_is_whole(demo: TownMap) -> None:
    assert is_whole(demo)


def test_village_borders_follow_the_river(demo: TownMap) -> None:
    borders = shapely.union_all([village.polygon.boundary for village in demo.villages]).buffer(2e-6)
    for line in demo.lines:
        if line.kind in {"river", "brook"}:
            assert line.line.intersection(borders).length > 0.99 * line.line.length


def test_every_place_lies_in_its_grid_and_out_of_the_water(demo: TownMap) -> None:
    streams = [line.line for line in demo.lines if line.width_m]
    for place in demo.places:
        assert demo.locate(place.lon, place.lat) == place.grid_code
        if place.kind != "bridge":
            assert all(stream.distance(shapely.Point(place.lon, place.lat)) > 3e-4 for stream in streams)


def test_every_grid_has_a_hamlet_and_is_found_in_its_middle(demo: TownMap) -> None:
    assert sorted(p.grid_code for p in demo.places if p.kind == "hamlet") == [g.code for g in demo.grids]
    for grid in demo.grids:
        middle = grid.polygon.representative_point()
        assert demo.locate(middle.x, middle.y) == grid.code


def test_roads_and_streams_stay_inside(demo: TownMap) -> None:
    around = demo.town.buffer(1e-5)
    assert all(around.contains(line.line) for line in demo.lines)
    assert {line.kind for line in demo.lines} >= {
        "river",
        "brook",
        "province",
        "county",
        "township",
        "village",
        "street",
    }


def test_far_away_is_nowhere(demo: TownMap) -> None:
    assert demo.locate(121.5, 31.2) is None


def test_a_town_is_frozen_and_comes_back_as_it_was_saved(demo: TownMap, tmp_path: Path) -> None:
    save(demo, tmp_path)
    assert load(tmp_path) == demo
    with pytest.raises(FrozenInstanceError):
        demo.name = "别的镇"  # type: ignore[misc]


@pytest.mark.parametrize("name", ["town", "villages", "grids", "river", "roads", "places"])
@pytest.mark.parametrize(
    "harm",
    [
        Path.unlink,
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(b'{"features": []}'),
        lambda path: path.write_bytes(
            b'{"features": [{"properties": {}, "geometry": {"type": "Point", "coordinates": [1, 2]}}]}'
        ),
        lambda path: path.write_bytes(b'{"features": [{"properties": {}, "geometry": {"type": "Blob"}}]}'),
    ],
    ids=["missing", "empty", "no-features", "no-properties", "no-shape"],
)
def test_a_damaged_file_is_told_by_name(tmp_path: Path, name: str, harm: Callable[[Path], object]) -> None:
    folder = shutil.copytree(DEMO, tmp_path / "demo")
    harm(folder / f"{name}.geojson")
    with pytest.raises(UnreadableMapError, match=f"{name}.geojson") as told:
        load(folder)
    assert told.value.facts["path"] == str(folder / f"{name}.geojson")


# ---------------------------------------------------------------- a real township


def test_a_real_township_has_its_true_outline_and_names(towns: Path, divisions: Path) -> None:
    town = from_real(towns, divisions, JINGSHAN, 7)
    assert (town.code, town.name, len(town.villages), len(town.grids)) == ("330110109000", "径山镇", 15, 45)
    assert "径山村" in {village.name for village in town.villages}
    assert all(grid.code == f"{grid.village_code}{grid.code[12:15]}00" for grid in town.grids)
    assert is_whole(town)


def test_the_seed_decides_where_villages_lie(towns: Path, divisions: Path) -> None:
    assert from_real(towns, divisions, JINGSHAN, 7) == from_real(towns, divisions, f"{JINGSHAN}000", 7)
    assert from_real(towns, divisions, JINGSHAN, 7).grids != from_real(towns, divisions, JINGSHAN, 8).grids


def test_a_list_of_divisions_may_be_gb18030(towns: Path, divisions: Path, tmp_path: Path) -> None:
    table = tmp_path / "villages.csv"
    table.write_text(divisions.read_text(encoding="utf-8-sig"), encoding="gb18030")
    assert from_real(towns, table, JINGSHAN, 7) == from_real(towns, divisions, JINGSHAN, 7)


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", DivisionsError),
        (b"\xff\xff\x00rubbish\x80", DivisionsError),
        ("代码,名称\n1,2\n".encode(), DivisionsError),
        (b"town_code9,village_code12,village_name\n330110109,330110109\n", DivisionsError),
        ("town_code9,village_code12,village_name\n330110109,330110109,径山村\n".encode(), DivisionsError),
        (
            "town_code9,village_code12,village_name\n990101100,990101100201,石桥村\n".encode(),
            TownMissingError,
        ),
    ],
    ids=["empty", "rubbish", "other-columns", "short-row", "short-code", "other-town"],
)
def test_a_bad_list_of_divisions_is_told(
    towns: Path, tmp_path: Path, content: bytes, error: type[MapError]
) -> None:
    table = tmp_path / "villages.csv"
    table.write_bytes(content)
    with pytest.raises(error, match=r"villages\.csv"):
        from_real(towns, table, JINGSHAN, 7)


def test_a_list_that_is_not_there_a_town_that_is_not_and_a_town_in_pieces(
    towns: Path, divisions: Path, tmp_path: Path
) -> None:
    with pytest.raises(DivisionsError):
        from_real(towns, tmp_path / "none.csv", JINGSHAN, 7)
    with pytest.raises(TownMissingError, match="999999999"):
        from_real(towns, divisions, "999999999", 7)
    pieces = tmp_path / "pieces.geojson"
    pieces.write_text(
        '{"type":"Feature","properties":{"code":"330110109"},"geometry":{"type":"MultiPolygon","coordinates":'
        "[[[[120,30],[120.1,30],[120,30.1],[120,30]]],[[[121,30],[121.1,30],[121,30.1],[121,30]]]]}}",
        encoding="utf-8",
    )
    with pytest.raises(NoPolygonError, match="合并"):
        from_real(pieces, divisions, JINGSHAN, 7)
