"""Colour tokens (色标): read once from `resources/theme/tokens.toml`; the one place where colours are written.

Source: ui.md §1. Free of Qt, so that tests can measure contrast.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

RESOURCES = Path(__file__).parents[2] / "resources"
LIGHT, DARK = "light", "dark"


@cache
def tokens(scheme: str = LIGHT) -> Mapping[str, str]:
    """Name → `#rrggbb` of a scheme, `light` or `dark`."""
    text = (RESOURCES / "theme" / "tokens.toml").read_text(encoding="utf-8")
    found: dict[str, str] = tomllib.loads(text)[scheme]
    return found


def luminance(colour: str) -> float:
    """Relative luminance of `#rrggbb`, 0 to 1 (WCAG 2)."""

    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast of two colours, 1 to 21 (WCAG 2)."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)
