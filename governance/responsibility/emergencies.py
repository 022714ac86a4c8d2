"""应急响应 as the county declares it (§5.4): a setting of the county ledger, so that every town knows it by its pin."""

from collections.abc import Mapping
from typing import Any

import msgspec
from msgspec import Struct

from governance.time.hours import CalendarTextError, parse_date

KEY = "emergency_responses"  # value: a list of {name, since, until}, days YYYY-MM-DD, both included


class Emergency(Struct, frozen=True):
    """A declared 应急响应 (§5.4): its name and its days, both included; an empty end = still declared."""

    name: str
    since: str  # YYYY-MM-DD
    until: str = ""

    def holds(self, day: str) -> bool:
        """Is it declared on the day (YYYY-MM-DD)?"""
        return self.since <= day and (not self.until or day <= self.until)


def declared(value: Any) -> tuple[Emergency, ...] | None:
    """What a setting's value declares; None where a name or a day is missing or the end lies before the beginning."""
    try:
        found = msgspec.convert(value, tuple[Emergency, ...])
    except msgspec.ValidationError:
        return None
    return found if all(_is_whole(one) for one in found) else None


def _is_whole(one: Emergency) -> bool:
    try:
        for day in (one.since, one.until) if one.until else (one.since,):
            parse_date(day)
    except CalendarTextError:
        return False
    return bool(one.name.strip()) and (not one.until or one.since <= one.until)


def emergencies_in(settings: Mapping[str, Any]) -> tuple[Emergency, ...]:
    """The declared responses, by their first day; none when the setting is missing or misshapen."""
    try:
        found = msgspec.convert(settings.get(KEY, []), tuple[Emergency, ...])
    except msgspec.ValidationError:
        return ()
    return tuple(sorted(found, key=lambda emergency: (emergency.since, emergency.name)))
