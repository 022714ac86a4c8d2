"""The daily table (§10 日报): it adds up for any day whatsoever, and counts each case where it belongs."""

from hypothesis import given
from hypothesis import strategies as st

from briefings.figures.daily import (
    PRINTED,
    Column,
    Line,
    Table,
    alternating,
    by_area,
    by_unit,
    by_village,
    table,
)
from briefings.figures.event_row import Cause, EventRow, Hold, Turn
from briefings.issue import GROUPS
from governance.time.lights import Light
from tests.briefings.town_day import DAY, VILLAGES, a_row, an_issue, event_rows, lives
from tests.governance.local_time import at

ISSUE = an_issue()
YESTERDAY, MORNING, NOON = at("2026-03-09 15:00"), at("2026-03-10 09:00"), at("2026-03-10 12:00")
ZF, SC, PCS = "综合执法平台", "市场监管平台", "派驻机构"


def by_group(rows: list[EventRow]) -> Table:
    return table(rows, DAY, by_unit(ISSUE.group, DAY), GROUPS)


def line(counted: Table, key: str) -> Line:
    return next(found for found in counted.lines if found.key == key)


def numbers(counted: Table, key: str) -> dict[str, int]:
    return {column: figure.number for column, figure in line(counted, key).figures.items()}


# ---------------------------------------------------------------- the formula of §10


@given(st.lists(lives(), max_size=12))
def test_every_line_and_the_total_add_up_whatever_happened(rows: list[EventRow]) -> None:
    for keys in (by_unit(ISSUE.group, DAY), by_unit(ISSUE.unit_line, DAY), by_area, by_village):
        counted = table(rows, DAY, keys, ())
        assert counted.holds
        for one in (*counted.lines, counted.total):
            assert one.expected == one.number(Column.OPEN)


@given(st.lists(lives(), max_size=12))
def test_the_lines_make_up_the_total(rows: list[EventRow]) -> None:
    counted = by_group(rows)
    for column in Column:
        cases = sorted(case for one in counted.lines for case in one[column].cases)
        assert cases == sorted(counted.total[column].cases)
    assert counted.total[Column.TAKEN] == counted.total[Column.GIVEN]


@given(st.lists(lives(), max_size=12))
def test_overdue_yellow_unsigned_returned_and_suspended_are_among_the_open(rows: list[EventRow]) -> None:
    for one in by_group(rows).lines:
        for column in PRINTED[4:]:
            assert set(one[column].cases) <= set(one[Column.OPEN].cases)


def test_a_case_that_lost_a_step_fails_the_check() -> None:
    gone = a_row(open=False)  # by its state it is closed, but nothing says when
    counted = by_group([gone])
    assert not counted.holds
    assert (counted.total.expected, counted.total.number(Column.OPEN)) == (1, 0)


# ---------------------------------------------------------------- where a case belongs


def test_an_event_nobody_was_given_stands_with_the_room() -> None:
    assert numbers(by_group([a_row()]), GROUPS[-1]) == {"今日新增": 1, "在办": 1}


def test_offices_stand_with_their_platform_stations_and_villages_apart_and_a_grid_with_its_village() -> None:
    assert [ISSUE.group(unit) for unit in ("T-ZF", "T-SLZ", "T-PCS", "990101100201", "99010110020100300", "T-ZHS")] == [
        ZF, ZF, PCS, "村（社区）", "村（社区）", GROUPS[-1],
    ]  # fmt: skip
    assert ISSUE.unit_line("99010110020100300") == "990101100201"


def test_a_new_event_is_new_for_the_first_unit_and_transferred_to_the_last() -> None:
    row = a_row(holds=(Hold(MORNING, "T-ZF"), Hold(NOON, "T-PCS"), Hold(NOON + 1, "T-SC")))
    counted = by_group([row])
    assert numbers(counted, ZF) == {"今日新增": 1, "转出": 1}
    assert numbers(counted, PCS) == {}
    assert numbers(counted, SC) == {"转入": 1, "在办": 1}


def test_an_event_carried_over_by_the_room_and_dispatched_today_is_given_by_the_room() -> None:
    row = a_row(registered_at=YESTERDAY, holds=(Hold(MORNING, "T-ZF"),))
    counted = by_group([row])
    assert numbers(counted, GROUPS[-1]) == {"昨日结转": 1, "转出": 1}
    assert numbers(counted, ZF) == {"转入": 1, "在办": 1}


def test_between_two_units_of_one_group_nothing_is_transferred() -> None:
    row = a_row(holds=(Hold(MORNING, "T-ZF"), Hold(NOON, "T-SLZ")))
    assert numbers(by_group([row]), ZF) == {"今日新增": 1, "在办": 1}
    units = table([row], DAY, by_unit(ISSUE.unit_line, DAY), ())
    assert [one.key for one in units.lines] == ["T-SLZ", "T-ZF"]
    assert numbers(units, "T-SLZ") == {"转入": 1, "在办": 1}


def test_what_is_closed_today_counts_for_the_unit_that_held_it_last() -> None:
    turns = (Turn(YESTERDAY, Cause.REPORTED), Turn(NOON, Cause.CLOSED))
    row = a_row(registered_at=YESTERDAY, turns=turns, open=False, holds=(Hold(YESTERDAY + 1, "T-ZF"),))
    assert numbers(by_group([row]), ZF) == {"昨日结转": 1, "今日办结": 1}


def test_what_was_closed_yesterday_counts_no_more() -> None:
    turns = (Turn(YESTERDAY, Cause.REPORTED), Turn(YESTERDAY + 1, Cause.CLOSED))
    assert by_group([a_row(registered_at=YESTERDAY, turns=turns, open=False)]).total.figures == {}


def test_closed_reworked_and_closed_again_on_one_day_is_two_closings_of_one_case() -> None:
    causes = (Cause.REPORTED, Cause.CLOSED, Cause.REWORKED, Cause.CLOSED)
    turns = tuple(Turn(MORNING + n, cause) for n, cause in enumerate(causes))
    total = by_group([a_row(turns=turns, open=False)]).total
    assert {c: total.number(c) for c in total.figures} == {"今日新增": 1, "重办": 1, "今日办结": 2}
    assert total[Column.CLOSED].cases == ("e1", "e1")


def test_midnight_belongs_to_the_new_day() -> None:
    at_midnight = a_row(registered_at=DAY.since, turns=(Turn(DAY.since, Cause.REPORTED),))
    assert by_group([at_midnight]).total.number(Column.NEW) == 1


def test_lights_are_counted_by_their_colour() -> None:
    rows = [a_row(str(n), light=light) for n, light in enumerate(Light)]
    total = by_group(rows).total
    assert (total.number(Column.OVERDUE), total.number(Column.YELLOW), total.number(Column.OPEN)) == (1, 1, 4)


def test_every_village_has_its_line_even_on_a_quiet_day() -> None:
    counted = table([], DAY, by_village, (*VILLAGES, ""))
    assert [one.key for one in counted.lines] == [*VILLAGES, ""]
    assert counted.holds


# ---------------------------------------------------------------- turns


def test_voiding_what_is_closed_leaves_only_once() -> None:
    turns = [Turn(1, Cause.REPORTED), Turn(2, Cause.CLOSED), Turn(3, Cause.VOIDED)]
    assert alternating(turns) == tuple(turns[:2])


def test_a_turn_is_never_earlier_than_the_one_before() -> None:
    turns = [Turn(5, Cause.REPORTED), Turn(3, Cause.REJECTED)]
    assert alternating(turns) == (Turn(5, Cause.REPORTED), Turn(5, Cause.REJECTED))


def test_seeded_days_add_up_too() -> None:
    assert by_group(event_rows(500)).holds
