"""A slow, plain counter of minutes, written from the rulebook's words alone, to hold the engine against.

Every minute of three and a half years is one flag: does it count? Nothing here is shared with the engine.
"""

import datetime as dt
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

FIRST = dt.date(2024, 7, 1)
DAYS = 1300
DAY = 1440
ORIGIN_MS = int(dt.datetime(2024, 7, 1, tzinfo=dt.timezone(dt.timedelta(hours=8))).timestamp()) * 1000
HORIZON = 130 * DAY  # no random case reaches further


@dataclass(frozen=True)
class Counted:
    """What the counter found; instants in minutes since the origin."""

    allowance: int
    nominal_due: int
    yellow_at: int | None
    due: int | None


class MinuteCounter:
    """Counts minutes on one county's calendar."""

    def __init__(self, holidays: dict[str, str], overrides: dict[str, str], profile: str) -> None:
        self.works: npt.NDArray[np.bool_] = np.zeros(DAYS * DAY, dtype=np.bool_)
        self.closing: list[int | None] = []
        for number in range(DAYS):
            day = FIRST + dt.timedelta(days=number)
            closing = None
            for opening, closing in self._hours(day, holidays, overrides, profile):
                self.works[number * DAY + opening : number * DAY + closing] = True
            self.closing.append(closing)

    @staticmethod
    def _hours(
        day: dt.date, holidays: dict[str, str], overrides: dict[str, str], profile: str
    ) -> list[tuple[int, int]]:
        says = (
            overrides.get(str(day)) or holidays.get(str(day)) or ("WORK" if day.isoweekday() <= 5 else "OFF")
        )
        if says == "OFF":
            return []
        if says == "WORK":
            summer = profile == "SEASONAL" and 5 <= day.month <= 9
            says = "08:00-12:00,14:30-18:30" if summer else "08:00-12:00,14:00-18:00"
        times = [[60 * int(t[:2]) + int(t[3:]) for t in window.split("-")] for window in says.split(",")]
        return [(opening, closing) for opening, closing in times]

    def _base(self, cal: str, start: int) -> npt.NDArray[np.bool_]:
        base = self.works[start : start + HORIZON].copy()
        if cal in ("EH", "ND"):
            base[:] = True
        return base

    def _running(self, cal: str, start: int, pauses: list[tuple[int, int | None]]) -> npt.NDArray[np.bool_]:
        running = self._base(cal, start)
        for begin, to in pauses:
            running[max(0, begin - start) : None if to is None else max(0, to - start)] = False
        return running

    def nominal_due(self, cal: str, start: int, n: int) -> int:
        if cal in ("EH", "WH"):
            return start + _accumulated(self._base(cal, start), n)
        day = start // DAY
        if cal == "ND":
            return (day + n + 1) * DAY
        closing = None
        while n:
            day += 1
            closing = self.closing[day]
            n -= closing is not None
        assert closing is not None
        return day * DAY + closing

    def count(self, cal: str, start: int, n: int, pauses: list[tuple[int, int | None]]) -> Counted:
        nominal = self.nominal_due(cal, start, n)
        allowance = int(self._base(cal, start)[: nominal - start].sum())
        if any(to is None for _, to in pauses):
            return Counted(allowance, nominal, None, None)
        running = self._running(cal, start, pauses)
        yellow = start + _accumulated(running, int(allowance * 70 / 100 + 1e-9))
        return Counted(allowance, nominal, yellow, start + _accumulated(running, allowance))

    def running(self, cal: str, start: int, pauses: list[tuple[int, int | None]], until: int) -> int:
        return int(self._running(cal, start, pauses)[: max(0, until - start)].sum())


def _accumulated(flags: npt.NDArray[np.bool_], amount: int) -> int:
    """The end of the minute that completes `amount` counted minutes."""
    return 0 if amount == 0 else int(np.flatnonzero(flags)[amount - 1]) + 1
