"""One staged desk for all tests of a module that only look at it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.demo.stage import Staged, copy_staged, open_staged


@pytest.fixture(scope="module")
def looked_at(staged_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Staged]:
    """The demo desk at 15:42:18, connected; nobody writes on it."""
    staged = open_staged(
        copy_staged(staged_template, tmp_path_factory.mktemp("looked_at") / "staged"), "online"
    )
    yield staged
    staged.store.close()
