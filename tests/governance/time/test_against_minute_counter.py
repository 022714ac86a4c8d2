"""The engine agrees with a plain counter of minutes on 10,000 random cases (rulebook §6.2)."""

import csv
from pathlib import Path
from random import Random

import pytest

from governance.time.calendars import Calendar
from governance.time.clocks import (
    Clock,
    due_at,
    light,
    on_time,
    overdue_ms,
    reading,
    running_ms,
    stopped,
)
from governance.time.lights import Light
from governance.time.limits import CALENDARS
from tests.governance.time.minute_counter import DAY, FIRST, ORIGIN_MS, MinuteCounter

COUNTIES, CASES = 200, 50
RESOURCES = Path(__file__).resolve().parents[3] / "resources" / "catalogues"
LATEST_START = 1000 * DAY
LONGEST = {"EH": 72 * 60, "WH": 60 * 60, "WD": 18, "ND": 40}  # limit and extension together


@pytest.fixture(scope="module")
def holidays() -> dict[str, str]:
    with (RESOURCES / "holidays.csv").open(encoding="utf-8", newline="") as file:
        return {row["date"]: row["day"] for row in csv.DictReader(file)}


def minute(number: int) -> int:
    """UTC ms of a minute of the counter."""
    return ORIGIN_MS + number * 60_000


def random_overrides(rng: Random) -> dict[str, str]:
    """Closures, extra days and own windows of a county, dense enough to be met."""
    found = {}
    for _ in range(rng.choice([0, 3, 60])):
        day = str(FIRST.fromordinal(FIRST.toordinal() + rng.randrange(1100)))
        marks = sorted(rng.sample(range(0, DAY + 1, 5), 4))
        a, b, c, d = (f"{mark // 60:02}:{mark % 60:02}" for mark in marks)
        found[day] = rng.choice(["OFF", "WORK", f"{a}-{b}", f"{a}-{d}", f"{a}-{b},{c}-{d}"])
    return found


def random_pauses(rng: Random, start: int) -> list[tuple[int, int | None]]:
    """Up to four pauses, before, around and after the start, overlapping or not; now and then one still open."""
    found: list[tuple[int, int | None]] = []
    for _ in range(rng.choice([0, 1, 1, 2, 2, 3, 4])):
        begin = start + rng.randrange(-DAY, rng.choice([300, 2 * DAY, 15 * DAY]))
        found.append((begin, begin + rng.randrange(0, rng.choice([60, DAY, 8 * DAY]))))
    if rng.random() < 0.05:
        found.append((start + rng.randrange(DAY), None))
    return found


def random_start(rng: Random) -> int:
    """Any minute, with a liking for the edges of windows and days."""
    day = rng.randrange(30, LATEST_START // DAY)
    edge = rng.choice([0, 480, 720, 840, 870, 1080, 1110, 1439])
    return day * DAY + (edge + rng.choice([-1, 0, 0, 1]) if rng.random() < 0.3 else rng.randrange(DAY))


@pytest.mark.parametrize("county", range(COUNTIES))
def test_the_engine_agrees_with_the_counter(county: int, holidays: dict[str, str]) -> None:
    rng = Random(county)
    overrides, profile = random_overrides(rng), rng.choice(["DEFAULT", "SEASONAL"])
    calendar, counter = Calendar(holidays, overrides, profile), MinuteCounter(holidays, overrides, profile)
    for _ in range(CASES):
        cal, start = rng.choice(CALENDARS), random_start(rng)
        n = rng.randrange(1, rng.choice([3, LONGEST[cal]]))
        ext = rng.choice([0, 0, rng.randrange(1, n + 1)]) if 2 * n < LONGEST[cal] else 0
        pauses = random_pauses(rng, start)
        clock = Clock(
            name="HANDLE",
            start=minute(start),
            n=n,
            cal=cal,
            ext=ext,
            pauses=tuple((minute(begin), None if to is None else minute(to)) for begin, to in pauses),
        )
        case = f"county {county}: {clock} {overrides} {profile}"

        counted, said = counter.count(cal, start, n + ext, pauses), reading(clock, calendar)
        done = rng.choice([counted.due, counted.yellow_at, None])  # now and then at the very instant
        if done is None or rng.random() < 0.8:
            done = start + rng.randrange(rng.choice([600, 5 * DAY, 40 * DAY]))
        assert said.allowance_ms == counted.allowance * 60_000, case
        assert said.nominal_due == minute(counted.nominal_due), case
        assert said.yellow_at == (None if counted.yellow_at is None else minute(counted.yellow_at)), case
        assert said.due == (None if counted.due is None else minute(counted.due)), case
        assert due_at(clock, calendar) == said.due, case

        ran = counter.running(cal, start, pauses, done)
        late = max(0, ran - counted.allowance)
        assert running_ms(clock, minute(done), calendar) == ran * 60_000, case
        assert overdue_ms(clock, minute(done), calendar) == late * 60_000, case
        if counted.due is None or counted.yellow_at is None:
            continue
        in_time = done <= counted.due
        assert on_time(stopped(clock, minute(done)), calendar) is in_time, case
        if any(begin <= done < (to or 0) for begin, to in pauses):
            lit = Light.GREY
        elif in_time:
            lit = Light.YELLOW if done >= counted.yellow_at else Light.GREEN
        else:
            lit = Light.RED
        assert light(clock, minute(done), calendar) is lit, case
