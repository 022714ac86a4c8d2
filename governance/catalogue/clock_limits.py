"""The limits of all clocks (时限表): one row a clock and grade, configurable by the county.

Source: rulebook §3.3–§3.9, §4.1; the figures marked 拟 there are defaults of `resources/catalogues/clock_limits.csv`.
"""

from collections.abc import Iterable, Mapping

from governance.time.limits import EH, ND, WD, WH, Limit

COLUMNS = ("case_type", "clock", "grade", "value", "unit", "calendar")
_MINUTES = {"min": 1, "h": 60}


def limits_from(rows: Iterable[Mapping[str, str]]) -> dict[str, Limit]:
    """Read the rows of the table; raises ValueError with a Chinese sentence that names the bad row."""
    found: dict[str, Limit] = {}
    for no, row in enumerate(rows, start=2):
        key = f"{row['case_type']}.{row['clock']}.{row['grade']}"
        cal, unit, value = row["calendar"], row["unit"], row["value"]
        if key in found:
            raise ValueError(f"时限表第{no}行与前面重复：{key}；请删去一行。")
        if not value.isdigit() or int(value) < 1:
            raise ValueError(f"时限表第{no}行的数值【{value}】不是正整数；请改正。")
        if cal in (EH, WH) and unit in _MINUTES:
            found[key] = Limit(int(value) * _MINUTES[unit], cal)
        elif cal in (WD, ND) and unit == "day":
            found[key] = Limit(int(value), cal)
        else:
            raise ValueError(
                f"时限表第{no}行的单位【{unit}】与日历【{cal}】不相配；EH、WH用min或h，WD、ND用day。"
            )
    return found
