"""The manuals (手册) name keys that do what they say, and every page of the window has its part."""

import re

import pytest

from desktop.keymap import Keymap
from tests.house.tree import ROOT

MANUALS = ROOT / "docs" / "manual"
KEY = re.compile(r"`((?:Ctrl|Alt|Shift|F\d|Esc)[^`]*)`")
ROW = re.compile(r"\| `([^`]+)` \| ([^|]+) (?=\|)")
PAGES = ("态势", "受理", "呼叫", "清单", "考评", "简报", "值班")


@pytest.fixture(scope="module")
def caps() -> dict[str, str]:
    keymap = Keymap.shipped()
    return {keymap.cap(key.action): key.say for key in keymap.all() if key.keys}


def test_every_key_that_is_named_exists(caps: dict[str, str]) -> None:
    named = {key for page in MANUALS.glob("*.md") for key in KEY.findall(page.read_text("utf-8"))}
    assert named
    assert named <= set(caps)


def test_the_table_of_keys_says_what_they_do(caps: dict[str, str]) -> None:
    rows = ROW.findall((MANUALS / "room.md").read_text("utf-8"))
    assert len(rows) == 20
    for cap, said in rows:
        assert set(caps[cap][:2]) & set(said), f"{cap}: {said}"


@pytest.mark.parametrize("page", PAGES)
def test_every_page_of_the_window_has_its_part(page: str) -> None:
    manual = (MANUALS / "room.md").read_text("utf-8")
    assert re.search(rf"^## .*{page}", manual, re.MULTILINE) or f"**看{page}**" in manual
