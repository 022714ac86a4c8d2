"""The data pack travels as settings of the county ledger and comes out the same."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.catalogue.catalogue import faults, from_settings, from_tables, to_settings
from governance.catalogue.settings import MAX_BYTES, MAX_ROWS
from governance.catalogue.tables import COLUMNS
from governance.ledger.canonical import canonical, parse
from tests.governance.catalogue.pack import Sheets, product_pack

cells = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40)


@st.composite
def sheets(draw: st.DrawFn) -> Sheets:
    """Any tables of known sheets, their cells any text that JSON of the ledger can hold."""
    found: Sheets = {}
    for sheet in draw(st.lists(st.sampled_from(sorted(COLUMNS)), unique=True)):
        columns = [*COLUMNS[sheet], *draw(st.sampled_from([[], ["note"]]))]
        row = st.fixed_dictionaries(dict.fromkeys(columns, cells))
        found[sheet] = draw(st.lists(row, max_size=4))
    return found


def without_n(tables: Sheets) -> Sheets:
    """What is to come out: of the permissions only what is allowed."""
    return {
        sheet: [row for row in rows if sheet != "roles_permissions" or row["allowed"] != "N"]
        for sheet, rows in tables.items()
    }


@given(sheets())
def test_settings_give_back_the_tables(tables: Sheets) -> None:
    settings = to_settings(tables)
    assert from_settings(dict(settings)) == without_n(tables)
    assert to_settings(tables) == settings
    assert [parse(canonical(value)) for _, value in settings] == [value for _, value in settings]


@given(sheets(), st.data())
def test_a_missing_part_is_told(tables: Sheets, data: st.DataObject) -> None:
    settings = dict(to_settings(tables))
    if not settings:
        return
    lost = data.draw(st.sampled_from(sorted(settings)))
    del settings[lost]
    assert faults(from_settings(settings))


def test_the_products_pack_travels_whole() -> None:
    tables = product_pack()
    settings = to_settings(tables)
    received = from_settings(dict(settings))
    assert received == without_n(tables)
    assert from_tables(received) == from_tables(tables)
    assert faults(received) == []
    assert all(len(canonical(value)) <= MAX_BYTES for _, value in settings)
    assert "catalogue.event_categories.1" in dict(settings)


def long_lines(count: int) -> Sheets:
    row = dict.fromkeys(COLUMNS["responsibility_lines"], "责任条目文字")
    return {"responsibility_lines": [{**row, "line_no": str(n)} for n in range(count)]}


def test_a_long_table_is_cut_to_what_an_action_holds() -> None:
    tables = long_lines(2_500)
    settings = to_settings(tables)
    assert len(settings) > 2
    assert [key for key, _ in settings] == [
        f"catalogue.responsibility_lines.{n}" for n in range(1, len(settings) + 1)
    ]
    assert all(len(canonical(value)) <= MAX_BYTES for _, value in settings)
    assert from_settings(dict(settings)) == tables


def test_short_rows_are_cut_by_number() -> None:
    tables: Sheets = {"hours_profile": [{"profile": "x"}] * (MAX_ROWS + 1)}
    settings = to_settings(tables)
    assert [len(value["rows"]) for _, value in settings] == [MAX_ROWS, 1]
    assert from_settings(dict(settings)) == tables


def test_parts_left_over_from_a_longer_version_are_not_counted() -> None:
    settings = dict(to_settings(long_lines(2_500)))
    settings |= dict(to_settings(long_lines(3)))
    assert from_settings(settings) == long_lines(3)


def test_parts_of_two_versions_are_never_joined() -> None:
    longer, other = dict(to_settings(long_lines(2_500))), dict(to_settings(long_lines(2_499)))
    half_arrived = longer | {"catalogue.responsibility_lines.1": other["catalogue.responsibility_lines.1"]}
    assert from_settings(half_arrived) == {"responsibility_lines": [{}]}


@pytest.mark.parametrize(
    "value",
    [
        None,
        "text",
        7,
        [],
        {},
        {"columns": ["date"], "mark": "m", "parts": "x", "rows": []},
        {"columns": ["date"], "mark": "m", "parts": "2", "rows": []},
        {"columns": ["date"], "mark": "m", "parts": "1", "rows": [["2026-01-01", "OFF"]]},
        {"columns": ["date"], "mark": "m", "parts": "1", "rows": [[7]]},
        {"columns": "date", "mark": "m", "parts": "1", "rows": []},
    ],
)
def test_whatever_else_lies_under_the_key_is_a_fault_and_no_crash(value: Any) -> None:
    settings = dict(to_settings(product_pack())) | {"catalogue.one_thing.1": value, "else": value}
    received = from_settings(settings)
    assert received["one_thing"] == [{}]
    assert {fault.sheet for fault in faults(received)} == {"one_thing"}


def test_a_row_that_fits_no_setting_is_never_cut_in_two() -> None:
    with pytest.raises(ValueError):
        to_settings({"holidays": [{"date": "2026-01-01", "day": "OFF", "name": "元" * 20_000}]})
