"""The hours of the shifts (班次时间): 白班 08:00–18:00, 夜班 18:00–08:00 (rulebook §9.2). Free of Qt."""

from msgspec import Struct

from desktop.times import DAY_MS, HOUR_MS, day_start

DAY_FROM, NIGHT_FROM = 8 * HOUR_MS, 18 * HOUR_MS
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


def slot_at(at: int) -> Slot:
    """The shift whose hours hold an instant."""
    midnight = day_start(at)
    if at < midnight + DAY_FROM:
        return Slot(NIGHT, midnight - DAY_MS + NIGHT_FROM, midnight + DAY_FROM)
    if at < midnight + NIGHT_FROM:
        return Slot(DAY, midnight + DAY_FROM, midnight + NIGHT_FROM)
    return Slot(NIGHT, midnight + NIGHT_FROM, midnight + DAY_MS + DAY_FROM)


def slot_opened(opened_at: int) -> Slot:
    """The shift that somebody meant who opened it then."""
    return slot_at(opened_at + EARLY_MS)


def slot_after(slot: Slot) -> Slot:
    """The next one."""
    return slot_at(slot.to)
