"""Local times as the rulebook writes them, and the calendar of its examples."""

from datetime import datetime

from governance.time.calendars import Calendar

HOUR_MS = 3_600_000

HOLIDAYS = dict.fromkeys(
    [
        "2026-01-01", "2026-01-02", "2026-01-03",
        *(f"2026-02-{day}" for day in range(15, 24)),
        "2026-04-04", "2026-04-05", "2026-04-06",
        *(f"2026-05-0{day}" for day in range(1, 6)),
        *(f"2026-10-0{day}" for day in range(1, 8)),
    ],
    "OFF",
) | dict.fromkeys(["2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-10-10"], "WORK")  # fmt: skip
CALENDAR_2026 = Calendar(HOLIDAYS)


def at(text: str) -> int:
    """UTC ms of a local time `YYYY-MM-DD HH:MM[:SS]`."""
    return int(datetime.fromisoformat(f"{text}+08:00").timestamp()) * 1000
