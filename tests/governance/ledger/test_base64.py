"""Base64url without padding: one text for one byte string, everything else refused."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.ledger.chain import b64, unb64

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


@given(st.binary(max_size=100))
def test_what_is_written_is_read_back(data: bytes) -> None:
    assert unb64(b64(data)) == data


@given(st.text(alphabet=ALPHABET + "+/= \n\u00e9中", max_size=12))
def test_only_what_would_be_written_is_read(text: str) -> None:
    written = {b64(data) for data in candidates(text)}
    try:
        assert b64(unb64(text)) == text
    except ValueError:
        assert text not in written


def candidates(text: str) -> list[bytes]:
    """What a forgiving reader makes of a text."""
    try:
        return [base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))]
    except ValueError:
        return []


@pytest.mark.parametrize("text", ["A", "AB", "ABC=", "AB==", "AAB", "A+AA", "A/AA", "AA A", "AA\n", "中文AA"])
def test_texts_that_mean_nothing(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        unb64(text)
