"""Personal fields are shown masked, in fields of their own and inside free text."""

import pytest

from governance.people.masks import (
    masked,
    masked_address,
    masked_doors,
    masked_id,
    masked_name,
    masked_phone,
    masked_text,
)


@pytest.mark.parametrize(
    ("clear", "shown"),
    [
        ("13800004521", "138****4521"),
        ("138 0000 4521", "138****4521"),
        ("0571-86780123", "0571****123"),
        ("12345", "****45"),
        ("110", "****"),
        ("", ""),
    ],
)
def test_a_phone_keeps_its_ends(clear: str, shown: str) -> None:
    assert masked_phone(clear) == shown


def test_a_name_keeps_its_surname_and_hides_its_length() -> None:
    assert (masked_name("林"), masked_name("林晓芸"), masked_name("")) == ("林**", "林**", "")


def test_an_id_number_keeps_its_first_six_and_last_two() -> None:
    """§1.3: the place it was given in and the end; birthday and order go."""
    assert masked_id("330523197001014321") == "330523**********21"
    assert masked_id("abc") == "****"


@pytest.mark.parametrize(
    ("clear", "shown"),
    [
        ("石桥村桥头路12号3单元501室", "石桥村**"),
        ("云溪镇石桥村3组12号", "云溪镇石桥村**"),
        ("城东社区阳光小区3幢501室", "城东社区阳光小区**"),
        ("石桥村", "石桥村"),
        ("人民路12号3单元501室", "人民路**号**单元**室"),  # no 村 or 小区 named
        ("", ""),
    ],
)
def test_an_address_is_shown_to_its_village_or_compound(clear: str, shown: str) -> None:
    assert masked_address(clear) == shown


def test_the_words_of_a_place_lose_the_doors_alone() -> None:
    assert masked_doors("石桥村桥头路12号3单元501室") == "石桥村桥头路**号**单元**室"
    assert masked_doors("桥东 12 号 3 单元") == "桥东 **号 **单元"  # written with spaces, it hides no less
    assert masked_doors("省道 206 线 12 公里处") == "省道 206 线 12 公里处"


def test_numbers_inside_words_are_masked_and_other_numbers_stay() -> None:
    told = "陈女士13800004521，身份证33052319700101432X，积水约40米，单号990101100201"
    assert masked_text(told) == "陈女士138****4521，身份证330523**********2X，积水约40米，单号990101100201"


def test_a_field_nobody_named_is_hidden_whole() -> None:
    assert masked("card", "6222 0000") == "****"
    assert masked("tel", "13800004521") == "138****4521"
