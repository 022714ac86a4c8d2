"""Cells: numbers with check characters, dates, words (rulebook §2.4)."""

import pytest

from governance.archive.cells import (
    birth_of,
    cell_fault,
    is_credit_code,
    is_id_no,
    kind_named,
    row_faults,
    sex_of,
)
from governance.archive.register import ELEMENTS, KINDS, ORG, PERSON
from tests.governance.archive.archives import CREDIT, ID_NO


def test_an_id_number_has_a_day_of_birth_and_a_check_character() -> None:
    assert is_id_no(ID_NO)
    assert (birth_of(ID_NO), sex_of(ID_NO)) == ("1990-03-07", "男")
    assert not is_id_no(ID_NO[:-1] + "0")
    assert not is_id_no("990101199002308512")
    assert (birth_of("E1234567"), sex_of("")) == ("", "")


def test_a_credit_code_has_its_check_character() -> None:
    assert is_credit_code(CREDIT)
    assert not is_credit_code(CREDIT[:-1] + "X")
    assert not is_credit_code("I" + CREDIT[1:])


@pytest.mark.parametrize(
    ("kind", "field", "right", "wrong"),
    [
        (PERSON, "id_no", "E12345678", "12345678901234567X"),
        (PERSON, "phone", "无", "手机"),
        (PERSON, "phone", "13800001234", "1380000123"),
        (PERSON, "birth", "1990-03-07", "19900307"),
        (PERSON, "tags", "独居;残疾", "独居,残疾"),
        (PERSON, "care_level", "A", "一级"),
        (PERSON, "grid_code", "99010110020100300", "990101100201"),
        (PERSON, "point", "120600000,30500000", "120.6,30.5"),
        (ORG, "staff_count", "12", "十二"),
        (ORG, "credit_code", CREDIT, "X" * 18),
    ],
)
def test_a_cell_takes_what_it_is_for(kind: str, field: str, right: str, wrong: str) -> None:
    known = KINDS[kind].field(field)
    assert known is not None
    assert cell_fault(known, right) == ""
    assert cell_fault(known, wrong).endswith("。")
    assert cell_fault(known, "") == ""


def test_a_row_names_everything_that_is_wrong_at_once() -> None:
    kind = KINDS[ORG]
    assert set(row_faults(kind, {"name": "云溪纺织", "kind": "工厂"}, born=True)) == {
        "kind", "credit_code", "grid_code", "source",
    }  # fmt: skip
    assert row_faults(kind, {"kind": "企业"}, born=False) == {}
    assert set(row_faults(kind, {"name": ""}, born=False)) == {"name"}


def test_the_five_elements_have_what_the_rulebook_lists() -> None:
    personal = {key: {f.key for f in KINDS[key].fields if f.personal} for key in ELEMENTS}
    assert personal == {
        "PERSON": {"name", "id_no", "birth", "phone", "door", "tags", "photo"},
        "PLACE": {"owner", "contact"},
        "ASSET": set(),
        "MATTER": set(),
        "ORG": {"legal_person", "phone"},
    }
    for key in ELEMENTS:
        shared = {"grid_code", "point", "source", "valid_from", "valid_to"}
        assert shared <= {field.key for field in KINDS[key].fields}
    found = kind_named("组织")
    assert found is not None
    assert found.key == "ORG"
    assert kind_named("妖") is None
