"""Colours can be told apart: text 4.5 to 1 on every ground it stands on, shapes 3 to 1 on white (ui.md §8)."""

import pytest

from desktop.lights import TOKENS, WORD_TOKENS
from desktop.theme.tokens import DARK, LIGHT, contrast, tokens
from desktop.widgets.banner import INKS
from desktop.widgets.segmented import TONES as CHOSEN
from desktop.widgets.tag import TONES

TEXT, SHAPE = 4.5, 3.0
GROUNDS = ("panel", "head", "bg", "brand-l")
PAIRS = (
    *((ink, ground) for ink in ("ink", "ink2") for ground in (*GROUNDS, "amber-bg", "red-bg", "green-bg")),
    *(("ink3", ground) for ground in ("panel", "head", "bg")),
    *((ink, ground) for ink in ("red", "amber-d", "green", "brand", "brand-d") for ground in GROUNDS),
    *((ink, fill) for fill, _, ink in TONES.values()),
    *((ink, fill) for fill, ink in CHOSEN.values()),
    *((ink, f"{tone}-bg" if tone != "brand" else "brand-l") for tone, ink in INKS.items()),
)
ON_BRAND = (
    ("white", "brand"),
    ("white", "brand-d"),
    ("white", "brand-dd"),
    ("rail-text", "rail"),
    ("rail-text", "rail-on"),
)


@pytest.mark.parametrize(("ink", "ground"), sorted({*PAIRS, *ON_BRAND}))
def test_text_is_read_on_its_ground(ink: str, ground: str) -> None:
    named = tokens(LIGHT)
    assert contrast(named[ink], named[ground]) >= TEXT


@pytest.mark.parametrize("ink", ["ink", "ink2", "ink3", "red", "amber-d", "green", "brand"])
@pytest.mark.parametrize("ground", ["panel", "bg"])
def test_text_is_read_on_the_wall(ink: str, ground: str) -> None:
    named = tokens(DARK)
    assert contrast(named[ink], named[ground]) >= TEXT


@pytest.mark.parametrize("scheme", [LIGHT, DARK])
@pytest.mark.parametrize("token", sorted({*TOKENS.values(), "field-mark", "green-segment"}))
def test_shapes_are_seen(scheme: str, token: str) -> None:
    named = tokens(scheme)
    assert contrast(named[token], named["panel"]) >= SHAPE


@pytest.mark.parametrize("token", sorted(set(WORD_TOKENS.values())))
def test_words_of_lights_are_text(token: str) -> None:
    assert contrast(tokens()[token], tokens()["panel"]) >= TEXT


def test_both_schemes_name_the_same_colours() -> None:
    assert tokens(LIGHT).keys() == tokens(DARK).keys()
    assert all(len(value) == 7 for scheme in (LIGHT, DARK) for value in tokens(scheme).values())
