"""Counties for tests: founded once, copied as often as needed."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from county.streams import County
from tests.county.small import copied, found_small, opened


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A founded county that nobody touches."""
    return found_small(tmp_path_factory.mktemp("county"))


@pytest.fixture
def place(template: Path, tmp_path: Path) -> Path:
    """The folder of a county of one's own."""
    return copied(template, tmp_path / "own")


@pytest.fixture
def county(place: Path) -> Iterator[County]:
    """A county of one's own, open."""
    with opened(place) as found:
        yield found
