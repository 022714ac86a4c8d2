"""The light of a clock (灯): red past its due, yellow from seven tenths of its limit, grey while it stands still.

Source: rulebook §6.3. Due and yellow are what the clock says (clocks.py); the same in the window, in the browser and on
paper.
"""

from enum import StrEnum


class Light(StrEnum):
    """The light of a clock (灯, §6.3)."""

    GREY = "GREY"
    GREEN = "GREEN"
    YELLOW = "YELLOW"
    RED = "RED"


def light_by(due_at: int | None, yellow_at: int | None, now: int) -> Light:
    """The light of a running clock by its due and yellow (UTC ms); without a due it stands still."""
    if due_at is None:
        return Light.GREY
    if now > due_at:
        return Light.RED
    return Light.YELLOW if yellow_at is not None and now >= yellow_at else Light.GREEN
