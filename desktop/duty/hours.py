"""The hours of the shifts (班次时间): 白班 08:00–18:00, 夜班 18:00–08:00 unless the county set others (§9.2). Free of Qt."""

from msgspec import Struct

from desktop.times import DAY_MS, HOUR_MS, MINUTE_MS, day_start
from governance.duty.shift_hours import RULEBOOK, ShiftHours

EARLY_MS = HOUR_MS  # who opens so long before the hour opens the shift that is to begin
DAY, NIGHT = "白", "夜"


class Slot(Struct, frozen=True):
    """One shift as the plan has it; half-open, UTC ms."""

    mark: str
    since: int
    to: int

    @property
    def name(self) -> str:
        """白班 or 夜班."""
        return f"{self.mark}班"


def slot_at(at: int, hours: ShiftHours = RULEBOOK) -> Slot:
    """The shift whose hours hold an instant."""
    midnight = day_start(at)
    day, night = midnight + hours.day * MINUTE_MS, midnight + hours.night * MINUTE_MS
    if at < day:
        return Slot(NIGHT, night - DAY_MS, day)
    if at < night:
        return Slot(DAY, day, night)
    return Slot(NIGHT, night, day + DAY_MS)


def slot_opened(opened_at: int, hours: ShiftHours = RULEBOOK) -> Slot:
    """The shift that somebody meant who opened it then."""
    return slot_at(opened_at + EARLY_MS, hours)


def slot_after(slot: Slot, hours: ShiftHours = RULEBOOK) -> Slot:
    """The next one."""
    return slot_at(slot.to, hours)
