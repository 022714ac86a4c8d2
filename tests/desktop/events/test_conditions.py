"""筛选条件: chips are the whole filter, each can be taken away, days may be typed."""

import pytest

from db.queries.event_filter import EventFilter
from desktop import times
from desktop.events.conditions import (
    Asked,
    Said,
    between_days,
    chips,
    chosen,
    concrete,
    toggled,
    typed_days,
    widened,
    without,
)

NOW = 1_773_646_938_000  # 2026-03-16 15:42:18
DAY = times.day_start(NOW)
SAID = Said(str, lambda code: f"{code}处", str, lambda one: "严浩然")


def said(asked: Asked) -> list[str]:
    return [f"{one.label} {one.value}" for one in chips(asked, SAID, NOW)]


def test_every_field_of_a_filter_has_a_chip_or_stands_in_the_search_field() -> None:
    full = EventFilter(
        states=("SIGNED",), urgencies=("U1",), villages=("990101100201",), grids=("99010110020100100",),
        units=("T-SLZ",), categories=("0603",), channels=("GRID",), results=("SOLVED",), ratings=("GOOD",),
        lights=("red",), since=DAY, until=NOW, closed_since=DAY, closed_until=NOW, moved_since=DAY, due_since=DAY,
        due_until=NOW, falls_due_until=NOW, unsigned=True, pending=True, conflicts=True, returned=True, late=True,
        asked=True, ends_soon=True, counted=True, proposed=True,
        main="m", reporter="r", cases=("a", "b"),
    )  # fmt: skip
    shown = {one.field for one in chips(Asked(full), SAID, NOW)}
    pairs = {"until": "since", "closed_until": "closed_since", "due_until": "due_since"}
    fields = {pairs.get(name, name) for name in EventFilter.__struct_fields__} - {"words", "open_only"}
    fields -= {"there_since"}  # follows from another span; it only shortens the search
    assert shown == fields
    assert [one.field for one in chips(Asked(EventFilter(open_only=True)), SAID, NOW)] == ["open_only"]


def test_taking_every_chip_away_leaves_everything() -> None:
    asked = Asked(EventFilter(states=("SIGNED",), open_only=True, since=DAY, until=NOW, late=True), "")
    while found := chips(asked, SAID, NOW):
        asked = without(asked, found[0].field)
    assert asked == Asked()


def test_more_than_two_values_are_counted() -> None:
    assert said(Asked(EventFilter(units=("甲", "乙", "丙")))) == ["单位 甲 等 3 项"]


def test_a_moving_span_follows_the_days() -> None:
    asked = toggled(Asked(), "time", "d7")
    assert said(asked) == ["登记 近 7 日"]
    assert concrete(asked, NOW).since == DAY - 6 * times.DAY_MS
    assert concrete(asked, NOW + times.DAY_MS).since == DAY - 5 * times.DAY_MS
    assert toggled(asked, "time", "d7") == Asked()


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [("3-1 至 3-16", "2026-03-01", "2026-03-16"), ("3/16 3/1", "2026-03-01", "2026-03-16"),
     ("12-30", "2025-12-30", "2025-12-30"), ("2024-2-29", "2024-02-29", "2024-02-29")],
)  # fmt: skip
def test_days_may_be_typed(typed: str, first: str, last: str) -> None:
    days = typed_days(typed, NOW)
    assert days is not None
    assert [times.local(day).strftime("%Y-%m-%d") for day in days] == [first, last]


@pytest.mark.parametrize("typed", ["", "昨天", "2-30", "3-1 3-2 3-3", "13-1"])
def test_what_is_no_day_is_refused(typed: str) -> None:
    assert typed_days(typed, NOW) is None


def test_the_last_day_is_included_and_said() -> None:
    asked = between_days(Asked(), DAY - times.DAY_MS, DAY)
    assert asked.wanted.until == DAY + times.DAY_MS
    assert said(asked) == ["登记 3月15日 至 3月16日"]


def test_villages_and_grids_are_not_asked_for_together() -> None:
    asked = toggled(toggled(Asked(), "place", "990101100201"), "place", "99010110020100100")
    assert chosen(asked, "place") == ("99010110020100100",)


def test_a_state_that_has_ended_takes_open_only_away() -> None:
    asked = toggled(Asked(EventFilter(open_only=True)), "states", "CLOSED")
    assert not asked.wanted.open_only
    assert toggled(Asked(EventFilter(open_only=True)), "states", "SIGNED").wanted.open_only


def test_a_figure_of_a_span_knows_what_its_states_leave_out() -> None:
    assert widened(EventFilter(states=("CLOSED",), since=DAY)) == EventFilter(since=DAY)
    assert widened(EventFilter(states=("CLOSED",))) is None
