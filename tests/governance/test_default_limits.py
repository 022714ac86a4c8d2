"""A county whose table lacks a row goes by the rulebook's own figure, and that is the one of the shipped table."""

import pytest

from governance import appeals
from governance.calls import arrival, consultation, findings, fold, rating
from governance.events import recorded
from governance.notices import rules as notices
from governance.time.limits import EH, ND, WD, WH, Limit, days, hours, minutes
from tests.governance.room import Room

SHIPPED = Room().rules.limits


@pytest.mark.parametrize(
    ("row", "default"),
    [
        *((f"call.IDLE.{grade}", limit) for grade, limit in findings.IDLE.items()),
        ("call.STILL.", findings.STILL),
        ("call.EXPLAIN.", findings.EXPLAIN),
        ("call.APPEAL_WINDOW.", appeals.WINDOW),
        ("call.APPEAL.", appeals.DECIDE),
        ("event.APPEAL_WINDOW.", appeals.WINDOW),
        ("event.APPEAL.", appeals.DECIDE),
        ("call.ADJUDICATE.", consultation.DECIDE),
        ("call.RULE.", fold.RULE),
        ("call.CORRECTION.", rating.CORRECTION),
        ("notice.EXPLAIN.", notices.EXPLAIN),
        ("notice.RECTIFY.", notices.RECTIFY),
    ],
)
def test_the_figure_without_a_row_is_the_shipped_one(row: str, default: Limit) -> None:
    assert SHIPPED[row] == default


@pytest.mark.parametrize(
    ("default", "told"),
    [
        (findings.IDLE["C1"], hours(4, EH)),  # §4.4 (a)
        (findings.IDLE["C2"], days(1, WD)),
        (findings.IDLE["C3"], days(2, WD)),
        (findings.STILL, days(1, WD)),  # §4.4 (c)
        (findings.EXPLAIN, hours(48, EH)),  # §4.4 说明期
        (arrival.ONE_DAY, days(1, WD)),  # §4.2 town confirms or disputes within 1 WD
        (recorded.TERM, days(1, WD)),  # §3.11 代录
    ],
)
def test_the_figure_is_the_rulebooks(default: Limit, told: Limit) -> None:
    assert default == told


def test_only_minutes_and_hours_are_counted_on_the_hour_calendars() -> None:
    for cal in (WD, ND):
        with pytest.raises(ValueError, match="does not count minutes"):
            minutes(5, cal)
    for cal in (EH, WH):
        with pytest.raises(ValueError, match="does not count days"):
            days(5, cal)
