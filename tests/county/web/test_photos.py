"""Photos: told by their header, without where and when, upright as the phone held them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from county.web.photos import MOST_BYTES, Photo, digest_of, read_photo
from governance.refusal import Refusal
from tests.county.web.pictures import WHERE, jpeg, png


@pytest.mark.parametrize("content", [jpeg(), png()])
def test_the_place_leaves_the_photo_and_its_size_is_read(content: bytes) -> None:
    found = read_photo(content)
    assert isinstance(found, Photo)
    assert (found.width, found.height) == (40, 30)
    assert WHERE not in found.body
    assert read_photo(found.body) == found  # what is clean stays as it is


def test_a_phone_held_upright_stays_upright() -> None:
    found = read_photo(jpeg(orientation=6))
    assert isinstance(found, Photo)
    assert b"\x01\x12\x00\x03\x00\x00\x00\x01\x00\x06" in found.body
    flat = read_photo(jpeg(orientation=1))
    assert isinstance(flat, Photo)
    assert b"Exif" not in flat.body


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "photo-type"),
        (b"<svg onload=alert(1)>", "photo-type"),
        (b"GIF89a", "photo-type"),
        (b"\xff\xd8\xff", "photo-broken"),
        (jpeg()[:40], "photo-broken"),
        (jpeg(width=0), "photo-broken"),
        (png()[:30], "photo-broken"),
        (jpeg() + b"x" * MOST_BYTES, "photo-large"),
    ],
)
def test_what_is_no_photo_is_refused(content: bytes, code: str) -> None:
    found = read_photo(content)
    assert isinstance(found, Refusal)
    assert found.code == code


@given(st.binary(max_size=200), st.sampled_from([b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"]))
def test_no_bytes_break_the_reading(rest: bytes, mark: bytes) -> None:
    assert isinstance(read_photo(mark + rest), Photo | Refusal)


def test_a_name_tells_the_digest_and_only_ours_does() -> None:
    found = read_photo(jpeg())
    assert isinstance(found, Photo)
    assert found.sha.hex().startswith(digest_of(found.name(1)))
    assert digest_of("现场.jpg") == ""
    assert digest_of("现场-../../../etc.jpg") == ""
