"""The calendar that the county's settings make (日历设置): holiday table, overrides, hours profile.

Source: rulebook §6.1, §1.3. It is made anew with every setting of its own, at that setting's time, so that each clock
finds the calendar that was in force when it started. Half a table, or a wrong one, leaves the calendar as it was.
"""

from collections.abc import Mapping
from typing import Any

from governance.catalogue.catalogue import from_tables
from governance.catalogue.faults import cell_faults
from governance.catalogue.settings import PREFIX, from_settings
from governance.time.calendars import Calendar

SHEETS = ("holidays", "day_overrides", "hours_profile")
_KEYS = tuple(f"{PREFIX}{sheet}." for sheet in SHEETS)


def is_of_calendar(key: str) -> bool:
    """Whether a setting is a part of the calendar."""
    return key.startswith(_KEYS)


def calendar_after(before: Calendar, settings: Mapping[str, Any], at: int) -> Calendar:
    """The calendar once the settings were changed at that time."""
    tables = from_settings({key: value for key, value in settings.items() if is_of_calendar(key)})
    if not tables.get("holidays") or cell_faults(tables):
        return before
    pack = from_tables(tables)
    return before.changed(pack.holidays, pack.overrides, pack.profile, at)
