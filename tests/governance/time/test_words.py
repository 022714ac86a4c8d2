"""Instants and spans in words: today by the clock, other days by their date, spans from minutes to days."""

import ast
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from governance.time import words
from governance.time.hours import parse_date
from governance.time.working_time import day_number, midnight

RULEBOOK = Path(words.__file__).parents[1]
NOON = midnight(day_number(parse_date("2026-03-16"))) + 12 * words.HOUR_MS


def test_another_day_carries_its_date_and_another_year_its_year() -> None:
    assert words.short(NOON, NOON) == "12:00"
    assert words.short(NOON - words.DAY_MS, NOON) == "03-15 12:00"
    assert words.short(NOON - 365 * words.DAY_MS, NOON) == "2025-03-16 12:00"
    assert words.stamp(NOON) == "2026-03-16 12:00"
    assert (words.day(NOON), words.weekday(NOON)) == ("3月16日", "星期一")


def test_a_due_at_midnight_is_the_end_of_its_day() -> None:
    """§6.1, ND: stored as the next day's 00:00, shown 24:00."""
    tonight = words.day_start(NOON) + words.DAY_MS
    assert words.due_short(tonight, NOON) == "24:00"
    assert words.due_short(tonight + words.DAY_MS, NOON) == "03-17 24:00"
    assert words.due_short(tonight - 365 * words.DAY_MS, NOON) == "2025-03-16 24:00"
    assert words.due_short(tonight - words.MINUTE_MS, NOON) == "23:59"
    assert words.due_short(tonight + 1, NOON) == "03-17 00:00"


def test_what_is_left_is_said_in_the_largest_two_units() -> None:
    assert words.left(NOON + 27 * words.MINUTE_MS, NOON) == "剩 27 分"
    assert words.left(NOON - 99 * words.MINUTE_MS, NOON) == "超 1 时 39 分"
    assert words.left(NOON + 51 * words.HOUR_MS, NOON) == "剩 2 天 3 时"
    assert words.left(NOON + 1, NOON) == "剩不到 1 分"
    assert words.left(None, NOON) == "停计"
    assert (words.taken(words.MINUTE_MS), words.taken(1)) == ("用时 1 分", "用时不到 1 分")


def test_below_five_minutes_seconds_count() -> None:
    assert words.left_exactly(NOON + 222_000, NOON) == "剩 3 分 42 秒"
    assert words.left_exactly(NOON + 42_000, NOON) == "剩 42 秒"


@given(st.integers(0, 4_000_000_000_000))
def test_a_day_begins_at_its_own_midnight(at: int) -> None:
    start = words.day_start(at)
    assert start <= at < start + words.DAY_MS
    assert words.clock_second(start) == "00:00:00"
    assert words.month_start(at) <= start


def test_every_clock_that_the_rulebook_starts_has_a_name_for_people() -> None:
    """§3, §4: no page ever shows the code of a clock."""
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in RULEBOOK.rglob("*.py")]
    calls = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Call)]
    started = {
        part.value
        for call in calls
        if getattr(call.func, "id", getattr(call.func, "attr", "")) in ("start", "started")
        for part in call.args
        if isinstance(part, ast.Constant) and isinstance(part.value, str)
    }
    assert {"HANDLE", "ADJUDICATE", "APPEAL", "REPLY"} <= started
    assert started - words.CLOCKS.keys() == {"FILE"}, "FILE is reckoned, never kept in a case"
