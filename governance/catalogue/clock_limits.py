"""The limits of all clocks (时限表): one row a clock and grade, configurable by the county.

Source: rulebook §3.3–§3.9, §4.1; the figures marked 拟 there are defaults of `resources/catalogues/clock_limits.csv`.
"""

from collections.abc import Iterable, Mapping

from governance.time.limits import EH, WH, Limit

LIMIT_UNITS = ("min", "h", "day")
_MINUTES = {"min": 1, "h": 60}


def unit_fits(unit: str, calendar: str) -> bool:
    """EH and WH count minutes or hours, WD and ND days."""
    return (unit in _MINUTES) == (calendar in (EH, WH))


def limits_from(rows: Iterable[Mapping[str, str]]) -> dict[str, Limit]:
    """Read the rows of a table without faults: "<case type>.<clock>.<grade>" → limit; empty grade = all others."""
    return {
        f"{row['case_type']}.{row['clock']}.{row['grade']}": Limit(
            int(row["value"]) * _MINUTES.get(row["unit"], 1), row["calendar"]
        )
        for row in rows
    }
