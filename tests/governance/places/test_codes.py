"""Area codes and grid codes (区划码、网格码): levels by zeros, ground that contains ground."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.places.codes import (
    Level,
    ancestor,
    contains,
    county_of,
    fault,
    grid_code,
    grid_of,
    is_area_code,
    is_grid_code,
    level,
    parse,
    town_number,
    town_of,
    village_of,
)

ANHE, YUNXI, SHIQIAO = "990101000000", "990101100000", "990101100201"


@st.composite
def codes(draw: st.DrawFn, deepest: Level = Level.MICRO) -> str:
    """Any valid code: each level down to the drawn one has a number of its own."""
    reach = draw(st.integers(1, deepest))
    widths = (2, 2, 2, 3, 3, 3, 2)[:reach]
    parts = [str(draw(st.integers(1, 10**width - 1))).zfill(width) for width in widths]
    return "".join(parts).ljust(17 if reach >= Level.GRID else 12, "0")


# ---------------------------------------------------------------- examples of the rulebook


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("990000000000", Level.PROVINCE),
        ("990100000000", Level.CITY),
        (ANHE, Level.COUNTY),
        (YUNXI, Level.TOWN),  # its own number 100 ends in zeros: parts count, not digits
        (SHIQIAO, Level.VILLAGE),
        ("990101100200", Level.VILLAGE),
        ("99010110020100300", Level.GRID),
        ("99010110020100302", Level.MICRO),
        ("441900003000", Level.TOWN),  # a town right under a city without counties
    ],
)
def test_the_level_is_read_from_the_zeros(code: str, expected: Level) -> None:
    assert level(code) is expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "T-ZF",
        "990101",
        "000000000000",
        "99010110020",  # a digit lost
        "9901011002010",
        "９９０１０１１００２０１",  # full-width
        "99010110020x",
        "990101000201",  # a village of no town
        "99010110020100000",  # 17 digits and no grid
        "99010110020100002",  # a micro grid of no grid
        "99010110000000300",  # a grid of no village
        " 990101100201",
    ],
)
def test_what_is_no_code(text: str) -> None:
    assert parse(text) is None
    assert level(text) is None
    assert fault(text)
    assert not contains(text, text)


def test_the_third_grid_of_shiqiao() -> None:
    assert grid_code(SHIQIAO, 3) == "99010110020100300"
    assert grid_code(SHIQIAO, 3, 2) == "99010110020100302"
    assert grid_of("99010110020100302") == "99010110020100300"
    assert village_of("99010110020100302") == SHIQIAO
    assert town_of("99010110020100302") == YUNXI
    assert county_of(YUNXI) == ANHE
    assert town_number(YUNXI) == town_number("99010110020100302") == "100"
    assert town_number(ANHE) is None
    assert town_of(ANHE) is None


def test_a_grid_code_needs_a_village_and_a_number() -> None:
    for village, grid, micro in [
        (YUNXI, 3, 0),
        ("T-ZF", 3, 0),
        (SHIQIAO, 0, 0),
        (SHIQIAO, 1000, 0),
        (SHIQIAO, 3, 100),
    ]:
        with pytest.raises(ValueError):
            grid_code(village, grid, micro)


def test_ground_contains_what_lies_in_it() -> None:
    assert contains(ANHE, SHIQIAO)
    assert contains(YUNXI, "99010110020100302")
    assert contains("99010110020100300", "99010110020100302")
    assert not contains("99010110020100302", "99010110020100300")
    assert not contains(SHIQIAO, YUNXI)
    assert not contains(YUNXI, "990101101000")
    assert not contains("990101010000", "990101011000")  # 010 and 011 share a digit, not a town


# ---------------------------------------------------------------- rules for every code


@given(codes())
def test_every_code_is_one_kind_and_says_so(code: str) -> None:
    assert fault(code) is None
    assert is_area_code(code) != is_grid_code(code)
    assert is_grid_code(code) == (len(code) == 17)


@given(codes())
def test_every_level_above_contains_the_code(code: str) -> None:
    reach = level(code)
    assert reach is not None
    for above in Level:
        upper = ancestor(code, above)
        assert (upper is not None) == (above <= reach)
        if upper is not None:
            assert level(upper) is above
            assert contains(upper, code)
            assert contains(code, upper) == (above == reach)


@given(codes(), codes(), codes())
def test_containing_is_an_order(a: str, b: str, c: str) -> None:
    assert contains(a, a)
    if contains(a, b) and contains(b, a):
        assert a == b
    if contains(a, b) and contains(b, c):
        assert contains(a, c)


@given(
    st.integers(0, 999).map(lambda n: f"990101{n:03}"),
    st.integers(1, 999),
    st.integers(1, 999),
    st.integers(0, 99),
)
def test_grid_codes_come_apart_as_they_were_made(town: str, village_no: int, grid: int, micro: int) -> None:
    village = f"{town}{village_no:03}"
    if level(village) is not Level.VILLAGE:
        return  # town 000
    code = grid_code(village, grid, micro)
    found = parse(code)
    assert found is not None
    assert found.parts[5:] == (f"{grid:03}", f"{micro:02}")
    assert village_of(code) == village


@given(st.text(st.characters(codec="utf-8"), max_size=20))
def test_any_text_is_judged_without_failing(text: str) -> None:
    assert (fault(text) is None) == (parse(text) is not None)


# ---------------------------------------------------------------- real divisions


@pytest.mark.parametrize("county", ["330110_yuhang", "330421_jiashan"])
def test_real_villages_lie_in_their_towns(shared: Path, county: str) -> None:
    with (shared / "data" / "divisions" / f"{county}_villages.csv").open(
        encoding="utf-8-sig", newline=""
    ) as file:
        villages = [row["village_code12"] for row in csv.DictReader(file)]
    assert len(villages) > 100
    for village in villages:
        assert level(village) is Level.VILLAGE
        assert contains(county[:6] + "000000", village)
        assert town_of(village) == village[:9] + "000"
