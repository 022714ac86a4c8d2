"""采集周期: after how many days an element is to be visited again, as the county sets it.

Source: rulebook §2.4: A 7 d, B 30 d, C 90 d, 普通 365 d. The setting `archive.visit_cycles` is
`{"a": 7, "b": 30, "c": 90, "ordinary": 365}`; a missing or misshapen one leaves the rulebook's. A changed setting
counts from an element's next visit, so that a month's 要素鲜活率 stays what it was.
"""

from collections.abc import Mapping
from typing import Any

import msgspec
from msgspec import Struct

KEY = "archive.visit_cycles"
MOST = 3_660


class VisitCycles(Struct, frozen=True, forbid_unknown_fields=True):
    """Days by care_level (关注等级)."""

    a: int = 7
    b: int = 30
    c: int = 90
    ordinary: int = 365

    def of(self, care_level: str, own_days: str = "") -> int:
        """The days of a level; an element's own shorter cycle (走访周期) goes before, a longer one never."""
        days = {"A": self.a, "B": self.b, "C": self.c}.get(care_level, self.ordinary)
        own = int(own_days) if own_days.isascii() and own_days.isdigit() and len(own_days) < 6 else 0
        return min(days, own) if own else days


RULEBOOK = VisitCycles()


def cycles_of(value: Any) -> VisitCycles | None:
    """The cycles that a setting's value says; None when it says none that can be."""
    try:
        said = msgspec.convert(value, VisitCycles)
    except msgspec.ValidationError:
        return None
    days = (said.a, said.b, said.c, said.ordinary)
    return said if all(0 < one <= MOST for one in days) and list(days) == sorted(days) else None


def cycles_in(settings: Mapping[str, Any]) -> VisitCycles:
    """The cycles in force."""
    return cycles_of(settings.get(KEY)) or RULEBOOK
