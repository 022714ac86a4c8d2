"""Numbers people read (案件号、纸单号): made once, read back the same, mistyped ones noticed."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.places.serials import (
    CROCKFORD,
    LETTERS,
    MAX_N,
    MAX_PAPER,
    PAIRS,
    SERVER_DEVICE,
    Serial,
    Short,
    device_pair,
    pair_number,
    paper_number,
    paper_ok,
    parse,
    serial,
    short,
)

days = st.dates(dt.date(2024, 1, 1), dt.date(2099, 12, 31)).map(lambda day: day.strftime("%y%m%d"))
units = st.integers(0, 999).map(lambda n: f"{n:03}")
pairs = st.integers(0, PAIRS - 1).map(device_pair)
serials = st.builds(Serial, st.sampled_from(sorted(LETTERS)), days, units, pairs, st.integers(1, MAX_N))
papers = st.builds(paper_number, units, st.integers(1, MAX_PAPER))


def test_the_example_of_the_rulebook() -> None:
    assert serial("S", "260315", "100", "0A", 7) == "S260315-100-0A-0007"
    assert parse("S260315-100-0A-0007") == Serial("S", "260315", "100", "0A", 7)
    assert paper_number("100", 123) == "P1000001238"


def test_above_9999_the_number_grows() -> None:
    assert serial("H", "261231", "100", "ZZ", 9_999) == "H261231-100-ZZ-9999"
    assert serial("H", "261231", "100", "ZZ", 10_000) == "H261231-100-ZZ-10000"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "S260315-100-0A-7",
        "S260315-100-0A-00007",  # five digits only above 9999
        "S260315-100-0A-0000",
        "S260231-100-0A-0007",  # 31 February
        "X260315-100-0A-0007",
        "S260315-100-0I-0007",  # Crockford has no I
        "S260315-100-0a-0007",
        "s260315-100-0A-0007",
        "S260315-1000-A-0007",
        "S260315-１00-0A-0007",
        "S260315-100-0A-0007\n",
    ],
)
def test_what_is_no_serial(text: str) -> None:
    assert parse(text) is None


@pytest.mark.parametrize(
    ("letter", "day", "unit", "device", "n"),
    [
        ("X", "260315", "100", "0A", 7),
        ("S", "260230", "100", "0A", 7),
        ("S", "2026-3", "100", "0A", 7),
        ("S", "260315", "10", "0A", 7),
        ("S", "260315", "100", "A", 7),
        ("S", "260315", "100", "0A", 0),
        ("S", "260315", "100", "0A", -7),
        ("S", "260315", "100", "0A", 100_000),
    ],
)
def test_a_serial_is_never_made_of_a_wrong_part(
    letter: str, day: str, unit: str, device: str, n: int
) -> None:
    with pytest.raises(ValueError):
        serial(letter, day, unit, device, n)


@given(serials)
def test_a_serial_comes_apart_as_it_was_made(parts: Serial) -> None:
    text = serial(parts.letter, parts.day, parts.unit, parts.device, parts.n)
    assert parse(text) == parts


@given(serials, serials)
def test_two_cases_never_share_a_serial(a: Serial, b: Serial) -> None:
    assert (str(a) == str(b)) == (a == b)


@given(serials)
def test_the_end_of_a_serial_is_its_short_number(parts: Serial) -> None:
    assert short(str(parts).split("-", 2)[2]) == Short(parts.device, parts.n)
    assert short(str(parts.n)) == Short(None, parts.n)


def test_short_numbers_as_typed() -> None:
    assert short(" 0a-0007 ") == Short("0A", 7)
    assert short("7") == short("0007") == Short(None, 7)
    for text in ("", "0", "0A-", "0A-0", "-7", "123456", "S260315-100-0A-0007"):
        assert short(text) is None, text


# ---------------------------------------------------------------- devices


def test_there_are_1023_desks_and_the_server() -> None:
    assert len(CROCKFORD) == 32
    assert not set("ILOU") & set(CROCKFORD)
    assert device_pair(0) == SERVER_DEVICE
    assert device_pair(10) == "0A"
    assert device_pair(1023) == "ZZ"
    assert len({device_pair(n) for n in range(PAIRS)}) == 1024
    for number in (-1, 1024):
        with pytest.raises(ValueError):
            device_pair(number)


@given(st.integers(0, PAIRS - 1))
def test_a_pair_gives_back_its_number(number: int) -> None:
    assert pair_number(device_pair(number)) == number


def test_what_is_no_pair() -> None:
    assert [pair_number(text) for text in ("", "0", "0I", "0a", "00A", "０Ａ")] == [None] * 6


# ---------------------------------------------------------------- slips


@given(papers)
def test_a_slip_as_printed_is_right(number: str) -> None:
    assert len(number) == 11
    assert paper_ok(number)


@given(papers, st.integers(1, 10), st.integers(1, 9))
def test_one_wrong_digit_is_noticed(number: str, place: int, shift: int) -> None:
    wrong = str((int(number[place]) + shift) % 10)
    assert not paper_ok(number[:place] + wrong + number[place + 1 :])


@given(papers, st.integers(1, 9))
def test_two_digits_swapped_are_noticed_but_for_0_and_9(number: str, place: int) -> None:
    a, b = number[place], number[place + 1]
    swapped = number[:place] + b + a + number[place + 2 :]
    if a != b and {a, b} != {"0", "9"} and int(swapped[4:10]):
        assert not paper_ok(swapped)


@pytest.mark.parametrize(
    "text", ["", "P100000123", "P10000012380", "p1000001238", "P１000001238", "P0000000000", "P1000000009"]
)
def test_what_is_no_slip(text: str) -> None:
    assert not paper_ok(text)


@pytest.mark.parametrize(("unit", "n"), [("10", 1), ("abc", 1), ("100", 0), ("100", 1_000_000)])
def test_a_slip_is_never_made_of_a_wrong_part(unit: str, n: int) -> None:
    with pytest.raises(ValueError):
        paper_number(unit, n)
