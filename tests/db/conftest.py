"""A county and a desk of it, on files of the test's own folder: founded once a run, copied for every test."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from db.store import Store
from tests.db.small_county import Clock, County, a_desk, open_shift


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a closed county and of its desk, enrolled, up to date and on duty."""
    folder = tmp_path_factory.mktemp("founded")
    county = County(folder)
    with a_desk(folder / "desk", county) as desk:
        open_shift(desk, county)
    county.close()
    return folder


@pytest.fixture
def county(tmp_path: Path, founded: Path) -> Iterator[County]:
    """A founded county with its people, its data pack, and one desk."""
    shutil.copy(founded / "county.db", tmp_path)
    made = County(tmp_path)
    yield made
    made.close()


@pytest.fixture
def folder(tmp_path: Path, founded: Path) -> Path:
    """The folder of a closed store: a desk on duty with nothing undelivered."""
    return Path(shutil.copytree(founded / "desk", tmp_path / "desk"))


@pytest.fixture
def desk(folder: Path, county: County) -> Iterator[Store]:
    """The desk, opened."""
    with Store.open(folder, clock=Clock()) as made:
        yield made
