"""Staged desks for window tests: built once a session by the real programs, a copy for each test that asks."""

import fcntl
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.demo.stage import Staged, Variant, build, copy_staged, open_staged


def _template(variant: Variant, factory: pytest.TempPathFactory) -> Path:
    """One for all workers of a run: the first builds it, the others wait."""
    parallel = "PYTEST_XDIST_WORKER" in os.environ
    shared = factory.getbasetemp().parent if parallel else factory.getbasetemp()
    folder, done = shared / f"staged-{variant}", shared / f"staged-{variant}.done"
    with (shared / f"staged-{variant}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            build(folder, variant)
            done.touch()
    return folder


@pytest.fixture(scope="session")
def staged_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that `staged` copies; leave it as it is."""
    return _template("online", tmp_path_factory)


@pytest.fixture(scope="session")
def staged_offline_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that `staged_offline` copies."""
    return _template("offline", tmp_path_factory)


@pytest.fixture(scope="session")
def staged_conflict_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that `staged_conflict` copies."""
    return _template("conflict", tmp_path_factory)


def _opened(template: Path, folder: Path, variant: Variant) -> Iterator[Staged]:
    staged = open_staged(copy_staged(template, folder / "staged"), variant)
    yield staged
    staged.store.close()


@pytest.fixture
def staged(staged_template: Path, tmp_path: Path) -> Iterator[Staged]:
    """The demo desk at 15:42:18, connected."""
    yield from _opened(staged_template, tmp_path, "online")


@pytest.fixture
def staged_offline(staged_offline_template: Path, tmp_path: Path) -> Iterator[Staged]:
    """The demo desk without a network since 13:29, with seventeen acts of its own."""
    yield from _opened(staged_offline_template, tmp_path, "offline")


@pytest.fixture
def staged_conflict(staged_conflict_template: Path, tmp_path: Path) -> Iterator[Staged]:
    """The demo desk after two desks decided differently on one case."""
    yield from _opened(staged_conflict_template, tmp_path, "conflict")
