"""The locks say which bytes are installed, and from nowhere in particular."""

import re
from pathlib import Path

import pytest

from tests.house.tree import ROOT

LOCKS = ["requirements", "requirements-dev"]
PINNED = re.compile(r"^([\w.-]+)(?:\[[\w,-]+\])?==\S+")


def lock(name: str) -> Path:
    return ROOT / "packaging" / f"{name}.lock"


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def asked_for(name: str) -> set[str]:
    """The packages that people asked for, in `NAME.in` and what it includes."""
    found = set()
    for line in (ROOT / "packaging" / f"{name}.in").read_text(encoding="utf-8").splitlines():
        if line.startswith("-r "):
            found |= asked_for(line.removeprefix("-r ").removesuffix(".in"))
        elif match := re.match(r"[\w.-]+", line):
            found.add(plain(match[0]))
    return found


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_names_no_address(name: str) -> None:
    text = lock(name).read_text(encoding="utf-8")
    assert "://" not in text
    assert "index-" not in text


@pytest.mark.parametrize("name", LOCKS)
def test_every_line_of_a_lock_is_pinned_and_hashed(name: str) -> None:
    entries = re.split(r"\n(?=\S)", lock(name).read_text(encoding="utf-8").strip())
    loose = [
        entry.splitlines()[0] for entry in entries if not PINNED.match(entry) or "--hash=sha256:" not in entry
    ]
    assert not loose


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_holds_all_that_is_asked_for(name: str) -> None:
    locked = {
        plain(match[1])
        for line in lock(name).read_text("utf-8").splitlines()
        if (match := PINNED.match(line))
    }
    assert asked_for(name) <= locked, "run packaging/lock.sh"


def test_the_tests_run_on_the_same_versions_as_the_program() -> None:
    pins = [
        {
            line.split()[0]
            for line in lock(name).read_text(encoding="utf-8").splitlines()
            if PINNED.match(line)
        }
        for name in LOCKS
    ]
    assert pins[0] <= pins[1]
