"""班次时间: when the day shift and the night shift begin, as the county sets it.

Source: rulebook §9.2: 白 08:00–18:00, 夜 18:00–08:00 (config). The setting `duty.shift_hours` is
`{"day": "08:00", "night": "18:00"}`; a missing or misshapen one leaves the rulebook's hours.
"""

from collections.abc import Mapping
from typing import Any

import msgspec
from msgspec import Struct

KEY = "duty.shift_hours"
MINUTES_A_DAY = 24 * 60


class ShiftHours(Struct, frozen=True):
    """Minutes after midnight at which the two shifts begin; the day shift lies within one day."""

    day: int = 8 * 60
    night: int = 18 * 60


class _Said(Struct, frozen=True, forbid_unknown_fields=True):
    day: str
    night: str


RULEBOOK = ShiftHours()


def hours_of(value: Any) -> ShiftHours | None:
    """The hours that a setting's value says; None when it says none that can be."""
    try:
        said = msgspec.convert(value, _Said)
        day, night = (_minutes(text) for text in (said.day, said.night))
    except ValueError:  # msgspec's own error is one
        return None
    return ShiftHours(day, night) if day < night else None


def shift_hours_in(settings: Mapping[str, Any]) -> ShiftHours:
    """The hours in force."""
    return hours_of(settings.get(KEY)) or RULEBOOK


def _minutes(text: str) -> int:
    """`08:00` as minutes; raises ValueError for anything else."""
    hour, colon, minute = text.partition(":")
    if (len(hour), colon, len(minute)) != (2, ":", 2) or not (hour + minute).isascii():
        raise ValueError(text)
    found = int(hour) * 60 + int(minute)
    if not (hour + minute).isdigit() or int(minute) > 59 or found >= MINUTES_A_DAY:
        raise ValueError(text)
    return found
