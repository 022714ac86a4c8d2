"""The county's catalogue (目录) as it comes out of the product's own data pack."""

from pathlib import Path

import pytest

from governance.catalogue.catalogue import Catalogue, Item, Step, faults, from_tables
from governance.catalogue.procedure import steps
from governance.time.calendars import Calendar
from governance.time.limits import EH, WD, days, hours
from tests.governance.catalogue.pack import CATALOGUES, product_pack, row_of


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return from_tables(product_pack())


def test_the_products_pack_has_no_fault() -> None:
    assert faults(product_pack()) == []


def test_the_pack_is_the_designed_one(shared: Path) -> None:
    originals = [*(shared / "domain" / "catalogue").glob("*.csv"), shared / "domain" / "kinds.csv"]
    assert len(originals) == 10
    for original in originals:
        assert (CATALOGUES / original.name).read_bytes() == original.read_bytes(), original.name


def test_a_category_has_its_limit_and_flags(catalogue: Catalogue) -> None:
    assert len(catalogue.categories) == 205
    assert list(catalogue.categories) == sorted(catalogue.categories)
    manhole = catalogue.categories["060301"]
    assert (manhole.minor, manhole.major, manhole.area) == ("井盖缺失破损", "公用设施", "市容环卫与公用设施")
    assert manhole.limit == hours(2, EH)
    assert (manhole.platform, manhole.urgency, manhole.suggested_dept) == ("ZF", "U1", "T-CJB")
    assert manhole.keywords == ("井盖", "窨井")
    assert not manhole.self_handle_allowed
    building = catalogue.categories["050101"]
    assert building.limit == days(2, WD)
    assert building.related_items == ("SD-A01",)
    advice = catalogue.categories["140101"]
    assert advice.verify_exempt
    assert advice.self_handle_allowed


def test_only_general_urgency_may_be_handled_at_once(catalogue: Catalogue) -> None:
    assert {c.urgency for c in catalogue.categories.values() if c.self_handle_allowed} == {"U3"}


def test_who_can_be_dispatched_to_and_who_is_called(catalogue: Catalogue) -> None:
    kinds = {
        unit.kind: (unit.is_town, unit.is_department)
        for unit in sorted(catalogue.units.values(), key=lambda u: u.code)
    }
    assert kinds == {
        "county": (False, True),
        "utility": (False, True),
        "county_centre": (False, False),
        "town_room": (False, False),
        "platform_unit": (True, False),
        "station": (True, False),
        "town_office": (True, False),
    }
    assert catalogue.units["T-PCS"].line_department == "GA"


def test_an_item_with_its_lines_and_procedure(catalogue: Catalogue) -> None:
    assert len(catalogue.items) == 68
    assert sum(map(len, catalogue.lines.values())) == 359
    item = catalogue.items["SD-A01"]
    assert (item.name, item.lead_dept, item.county_depts) == ("违法建设查处", "ZF", ("ZF", "ZR"))
    assert item.law_names == ("中华人民共和国城乡规划法", "中华人民共和国行政强制法")
    assert item.procedure[1] == Step(2, "核实取证", "镇平台", "4WH")
    fourth = catalogue.clause("SD-A01-4")
    assert fourth is catalogue.lines["SD-A01"][3]
    assert (fourth.clause, fourth.side, fourth.dept_or_role) == ("SD-A01-4", "TOWN", "GRID_WORKER")
    assert fourth.mandatory
    for unknown in ("SD-A01-99", "SD-A01", "SD-Z01-1", "", "SD-A01-04"):
        assert catalogue.clause(unknown) is None, unknown


def test_the_version_in_force_on_a_day() -> None:
    sheets = product_pack()
    first = row_of(sheets, "responsibility_items", item_code="SD-A01")
    first["effective_to"] = "2026-07-01"
    second = {**first, "version": "2", "effective_from": "2026-07-01", "effective_to": "", "lead_dept": "ZF"}
    sheets["responsibility_items"].append(second)
    assert faults(sheets) == []
    catalogue = from_tables(sheets)

    def version(day: str) -> int | None:
        item = catalogue.item_on("SD-A01", day)
        return item.version if isinstance(item, Item) else None

    assert [version(day) for day in ("2025-12-31", "2026-01-01", "2026-06-30", "2026-07-01", "2030-01-01")] == [
        None, 1, 1, 2, 2,
    ]  # fmt: skip
    assert catalogue.items["SD-A01"].version == 2
    assert catalogue.item_on("SD-Z99", "2026-07-01") is None


def test_holidays_and_overrides_make_a_calendar() -> None:
    sheets = product_pack()
    sheets["day_overrides"] = [{"date": "2026-03-11", "override": "09:00-11:00", "note": "镇运动会"}]
    sheets["hours_profile"] = [{"profile": "SEASONAL"}]
    assert faults(sheets) == []
    catalogue = from_tables(sheets)
    assert catalogue.holidays["2026-01-04"] == "WORK"
    assert catalogue.overrides == {"2026-03-11": "09:00-11:00"}
    assert Calendar(catalogue.holidays, catalogue.overrides, catalogue.profile).covers(2026)


def test_a_county_that_has_settled_nothing_yet_has_an_empty_catalogue() -> None:
    assert from_tables({}) == Catalogue()


def test_equal_packs_give_equal_catalogues(catalogue: Catalogue) -> None:
    again = from_tables(product_pack())
    assert again == catalogue
    assert hash(again) == hash(catalogue)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("", ()),
        ("归档", (Step(1, "归档"),)),
        ("续报[每2EH或重大变化即时]", (Step(1, "续报", "", "每2EH或重大变化即时"),)),
        (
            "复查[镇]>转诊(附病历)[县级,2WD接诊]",
            (Step(1, "复查", "镇"), Step(2, "转诊(附病历)", "县级", "2WD接诊")),
        ),
    ],
)
def test_the_steps_of_a_procedure(cell: str, expected: tuple[Step, ...]) -> None:
    assert steps(cell) == expected


@pytest.mark.parametrize("cell", [">", "发现>", "发现[网格员", "发现]", "[网格员,当日]", "发现[a,b,c]x"])
def test_a_step_that_cannot_be_read(cell: str) -> None:
    with pytest.raises(ValueError):
        steps(cell)
