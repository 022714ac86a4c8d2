"""Text of documents: local times, periods, masking."""

from briefings.texts import clean, day_name, due_stamp, masked, period, span
from tests.governance.local_time import at


def test_a_day_ends_at_twenty_four_hours() -> None:
    assert period(at("2026-03-10 00:00"), at("2026-03-11 00:00")) == "2026-03-10 00:00 至 2026-03-10 24:00"
    assert period(at("2026-03-10 00:00"), at("2026-03-10 17:00")) == "2026-03-10 00:00 至 2026-03-10 17:00"


def test_a_due_at_midnight_is_the_end_of_its_day() -> None:
    assert due_stamp(at("2026-03-18 00:00")) == "2026-03-17 24:00"
    assert due_stamp(at("2026-03-18 00:01")) == "2026-03-18 00:01"
    assert due_stamp(None) == ""


def test_an_outage_names_the_dates_only_where_they_differ() -> None:
    assert span(at("2026-03-10 10:00"), at("2026-03-10 12:00")) == "10:00—12:00"
    assert span(at("2026-03-10 23:00"), at("2026-03-11 01:00")) == "2026-03-10 23:00 至 2026-03-11 01:00"
    assert span(at("2026-03-10 10:00"), None) == "2026-03-10 10:00 起，未恢复"


def test_the_weekday_is_named() -> None:
    assert day_name(at("2026-03-15 00:00")) == "2026年3月15日（星期日）"


def test_phones_and_identity_numbers_are_masked() -> None:
    assert (
        masked("张某13812340011或138 1234 0011、0571-88881234")
        == "张某138****0011或138****0011、0571-****1234"
    )
    assert masked("身份证330106198001011234，33010619800101123x") == (
        "身份证330106**********34，330106**********3x"
    )


def test_serials_codes_and_amounts_are_left_alone() -> None:
    for text in (
        "S260315-100-0A-0007",
        "P1000001238",
        "99010110020100300",
        "990101100201",
        "12345热线",
        "2026-03-15",
    ):
        assert masked(text) == text


def test_characters_no_file_can_hold_are_left_out() -> None:
    assert clean("a\x00\x0b\ud800\u202eb\n\tc") == "ab\n\tc"
