"""Every kind of map file that a county may hand over: read and mended with a word about it, or refused in one sentence."""

import json
import shutil
from pathlib import Path

import numpy as np
import pyogrio
import pytest
import shapely

from gis.failures import EmptyMapError, MapError, NoPolygonError, UnknownCrsError, UnreadableMapError
from gis.survey import Survey, survey

VILLAGE = [[120.6, 30.5], [120.61, 30.5], [120.61, 30.51], [120.6, 30.5]]


def codes(found: Survey) -> list[str]:
    return [check.code for check in found.checks]


def a_geojson(folder: Path, *geometries: object, **more: object) -> Path:
    features = [{"type": "Feature", "properties": {"name": "石桥村"}, "geometry": g} for g in geometries]
    path = folder / "map.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features, **more}), encoding="utf-8")
    return path


def a_polygon(*rings: object) -> dict[str, object]:
    return {"type": "Polygon", "coordinates": list(rings)}


def a_shapefile(
    folder: Path, names: list[str], *, encoding: str, cpg: str | None, field: str = "名称"
) -> Path:
    path = folder / "map.shp"
    shapes = shapely.to_wkb([shapely.Polygon(VILLAGE)] * len(names))
    pyogrio.raw.write(
        path,
        shapes,
        [np.array(names, dtype=object)],
        [field],
        geometry_type="Polygon",
        crs="EPSG:4490",
        encoding=encoding,
    )
    path.with_suffix(".cpg").unlink(missing_ok=True)
    table = bytearray(path.with_suffix(".dbf").read_bytes())
    table[29] = 0  # LDID: says nothing
    path.with_suffix(".dbf").write_bytes(table)
    if cpg is not None:
        path.with_suffix(".cpg").write_text(cpg, encoding="ascii")
    return path


# ---------------------------------------------------------------- the samples, one by one

READ = [  # file, features, system, checks
    ("maps/yuhang_towns.geojson", 12, "EPSG:4326", []),
    ("maps/jiashan_county_gcj02.geojson", 1, "EPSG:4326", ["maybe-gcj02"]),
    ("gis_samples/gcj02/yuhang_district_pre2021_gcj02.geojson", 1, "EPSG:4326", ["maybe-gcj02"]),
    ("gis_samples/geojson/derived_bom_two_towns.geojson", 2, "EPSG:4326", []),
    ("gis_samples/geojson/derived_z_huanghu.geojson", 1, "EPSG:4326", ["z-dropped"]),
    ("gis_samples/geojson/bowtie.json", 1, "EPSG:4326", ["mended", "outside-china"]),
    ("gis_samples/geojson/invalid_rings.json", 1, "EPSG:4326", ["mended", "outside-china"]),
    ("gis_samples/geojson/fiona_issue627.geojson", 3, "EPSG:4326", ["outside-china"]),
    ("gis_samples/geojson/hint_type_case.geojson", 1, "EPSG:4326", ["other-kind", "outside-china"]),
    ("gis_samples/geojson/hole_and_island.json", 1, "EPSG:4326", ["outside-china"]),
    ("gis_samples/geojson/missing_holes_multipolygon.json", 1, "EPSG:4326", ["outside-china"]),
    ("gis_samples/geojson/mixed_feature.json", 1, "EPSG:4326", ["other-kind", "outside-china"]),
    ("gis_samples/geojson/openring.json", 1, "EPSG:4326", ["ring-closed", "outside-china"]),
    (
        "gis_samples/geojson/six_counties_three_null.json",
        3,
        "EPSG:4326",
        ["no-shape", "mended", "outside-china"],
    ),
    ("gis_samples/kml/derived_yuhang_towns.kml", 12, "EPSG:4326", []),
    ("gis_samples/kml/polygon.kml", 1, "EPSG:4326", ["z-dropped", "outside-china"]),
    (
        "gis_samples/derived_gbk_noprj_cgcs2000/余杭乡镇.shp",
        12,
        "EPSG:4528",
        ["encoding-guessed", "crs-guessed"],
    ),
]
REFUSED = [
    ("gis_samples/dbf_only/gb2312.dbf", EmptyMapError),
    ("gis_samples/gauss_kruger_no_dbf/gauss_kruger.shp", NoPolygonError),
    ("gis_samples/gbk_ldid_no_cpg/chinese.shp", NoPolygonError),
    ("gis_samples/geojson/hint_polygonloop.geojson", EmptyMapError),
    ("gis_samples/gpkg/line_zm.gpkg", NoPolygonError),
    ("gis_samples/gpkg/missing_crs_mixed_ranges.gpkg", UnknownCrsError),
    ("gis_samples/kml/multigeometry.kml", NoPolygonError),
    ("gis_samples/no_prj_utm/c_utm.shp", UnknownCrsError),
    ("gis_samples/shp_null_geometry/null.shp", NoPolygonError),
    ("maps/yuhang_roads_network.geojson", NoPolygonError),
]


@pytest.mark.parametrize(("file", "features", "system", "checks"), READ, ids=[row[0] for row in READ])
def test_a_sample_is_read(shared: Path, file: str, features: int, system: str, checks: list[str]) -> None:
    found = survey(shared / "data" / file)
    assert (len(found.features), found.crs, codes(found)) == (features, system, checks)
    for feature in found.features:
        assert feature.geometry.is_valid
        assert not feature.geometry.has_z
        assert feature.geometry.geom_type in {"Polygon", "MultiPolygon"}


@pytest.mark.parametrize(("file", "error"), REFUSED, ids=[row[0] for row in REFUSED])
def test_a_sample_is_refused_in_one_sentence(shared: Path, file: str, error: type[MapError]) -> None:
    path = shared / "data" / file
    with pytest.raises(error) as refused:
        survey(path)
    assert refused.value.facts["path"] == str(path)
    assert path.name in refused.value.sentence
    assert refused.value.sentence.count("。") == 1


def test_every_sample_has_its_row(shared: Path) -> None:
    data = shared / "data"
    files = {
        path.relative_to(data).as_posix()
        for folder in (data / "gis_samples", data / "maps")
        for path in folder.rglob("*.*")
        if path.suffix not in {".shx", ".prj"}
        and not (path.suffix == ".dbf" and path.with_suffix(".shp").exists())
    }
    assert files == {row[0] for row in READ} | {row[0] for row in REFUSED}


def test_one_township_is_the_same_in_three_formats(shared: Path) -> None:
    data = shared / "data"
    maps = [
        survey(data / "maps/yuhang_towns.geojson"),
        survey(data / "gis_samples/derived_gbk_noprj_cgcs2000/余杭乡镇.shp"),
        survey(data / "gis_samples/kml/derived_yuhang_towns.kml"),
    ]
    first, *others = [dict(zip(m.names(12), (f.geometry for f in m.features), strict=True)) for m in maps]
    for other in others:
        assert other.keys() == first.keys()
        for name, shape in first.items():
            assert shape.symmetric_difference(other[name]).area < 1e-9


def test_a_missing_index_is_rebuilt_but_not_beside_the_file(shared: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(shared / "data/gis_samples/gauss_kruger_no_dbf", tmp_path / "map")
    found = survey(folder / "gauss_kruger.shp", kind="any")
    assert len(found.features) == 3
    assert {"no-attributes", "old-datum"} <= set(codes(found))
    assert not list(folder.glob("*.shx"))


def test_the_language_byte_of_a_dbf_is_believed(shared: Path) -> None:
    found = survey(shared / "data/gis_samples/gbk_ldid_no_cpg/chinese.shp", kind="any", crs="EPSG:3857")
    assert (found.features[0].attributes, found.encoding) == ({"NAME": "简体"}, "GB18030")


def test_roads_are_lines(shared: Path) -> None:
    assert len(survey(shared / "data/maps/yuhang_roads_network.geojson", kind="line").features) == 1527


# ---------------------------------------------------------------- coordinate systems


def test_gcj02_is_taken_back_when_the_operator_says_so(shared: Path) -> None:
    path = shared / "data/gis_samples/gcj02/yuhang_district_pre2021_gcj02.geojson"
    as_drawn, true = survey(path), survey(path, crs="GCJ-02")
    assert "maybe-gcj02" not in codes(true)
    shift_lon = as_drawn.features[0].geometry.centroid.x - true.features[0].geometry.centroid.x
    assert 0.004 < shift_lon < 0.006  # some 450 m


def test_the_operator_names_a_system_that_the_file_does_not(shared: Path) -> None:
    path = shared / "data/gis_samples/no_prj_utm/c_utm.shp"
    found = survey(path, crs="EPSG:26918")
    assert found.features[0].geometry.centroid.x == pytest.approx(-74.1, abs=0.2)
    with pytest.raises(UnknownCrsError):
        survey(path, crs="EPSG:1")


def test_another_layer_can_be_asked_for(shared: Path) -> None:
    path = shared / "data/gis_samples/gpkg/missing_crs_mixed_ranges.gpkg"
    assert codes(survey(path, layer="OR_land_4326")) == ["other-layers", "crs-guessed", "outside-china"]
    with pytest.raises(UnreadableMapError, match="没有图层"):
        survey(path, layer="村界")


def test_metres_in_a_geojson_without_a_system_are_refused(tmp_path: Path) -> None:
    square = [[573845, 492256], [573945, 492256], [573945, 492356], [573845, 492256]]
    with pytest.raises(UnknownCrsError):
        survey(a_geojson(tmp_path, a_polygon(square)))


# ---------------------------------------------------------------- encodings


@pytest.mark.parametrize(
    ("encoding", "cpg", "found", "checks"),
    [
        ("GB18030", None, "GB18030", ["encoding-guessed"]),
        ("UTF-8", None, "UTF-8", ["encoding-guessed"]),
        ("UTF-8", "UTF-8", "UTF-8", []),
        ("GB18030", "GBK", "GB18030", []),
        ("GB18030", "936", "GB18030", []),
        ("GB18030", "UTF-8", "GB18030", ["encoding-contradicted"]),
    ],
)
def test_the_texts_of_a_shapefile_are_read_right(
    tmp_path: Path, encoding: str, cpg: str | None, found: str, checks: list[str]
) -> None:
    path = a_shapefile(tmp_path, ["石桥村", "云溪社区"], encoding=encoding, cpg=cpg)
    read = survey(path)
    assert (read.encoding, read.names(), codes(read)) == (found, ("石桥村", "云溪社区"), checks)


def test_a_name_cut_off_in_the_middle_of_a_character_is_still_utf8(tmp_path: Path) -> None:
    path = a_shapefile(tmp_path, ["石桥村"], encoding="UTF-8", cpg=None)
    table = path.with_suffix(".dbf").read_bytes().replace("石桥村".encode(), "石桥村".encode()[:8])
    width = table[32 + 16]
    table = table[: 32 + 16] + bytes([8]) + table[32 + 17 :]  # the field is as wide as the cut name
    header, row = int.from_bytes(table[8:10], "little"), 9
    table = table[:10] + row.to_bytes(2, "little") + table[12:header] + table[header : header + row] + b"\x1a"
    assert width > 8
    path.with_suffix(".dbf").write_bytes(table)
    assert survey(path).encoding == "UTF-8"


# ---------------------------------------------------------------- bad files


@pytest.mark.parametrize(
    "content", [b"", b"rubbish", b"{", b'{"type": "Feature"', b"\xff\xfe\x00\x00", b"PK\x03\x04"]
)
@pytest.mark.parametrize("name", ["map.geojson", "map.shp", "map.gpkg", "map.kml"])
def test_rubbish_is_unreadable(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(UnreadableMapError) as refused:
        survey(path)
    assert (name in refused.value.sentence, refused.value.facts["path"]) == (True, str(path))


def test_a_file_that_is_not_there_and_a_format_nobody_knows(tmp_path: Path) -> None:
    with pytest.raises(UnreadableMapError, match="找不到"):
        survey(tmp_path / "none.geojson")
    with pytest.raises(UnreadableMapError, match="不认识的地图格式"):
        survey(tmp_path / "map.dwg")


def test_an_empty_collection_is_an_empty_map(tmp_path: Path) -> None:
    with pytest.raises(EmptyMapError):
        survey(a_geojson(tmp_path))


def test_what_was_mended_is_told_with_the_feature_numbers(tmp_path: Path) -> None:
    bow = [[120.6, 30.5], [120.7, 30.6], [120.7, 30.5], [120.6, 30.6], [120.6, 30.5]]
    flat = [[120.6, 30.5], [120.7, 30.6], [120.6, 30.5], [120.6, 30.5]]
    found = survey(a_geojson(tmp_path, a_polygon(VILLAGE), a_polygon(bow), None, a_polygon(flat)))
    assert [(check.code, check.features) for check in found.checks] == [
        ("no-shape", (3,)),
        ("mended", (2, 4)),
        ("collapsed", (4,)),
    ]
    assert [feature.number for feature in found.features] == [1, 2]
