"""What the time of tasks adds to a row (时限变动投影): holds that end by themselves, requests that wait, exemptions."""

from typing import TypeVar

from db.bulk import Row
from governance.handling import extension, suspension
from governance.handling.handled import Handled
from governance.handling.timed import FOR_EVER, as_of, held_until
from governance.time.calendars import Calendar

H = TypeVar("H", bound=Handled)


def to_come(case: H, calendar: Calendar) -> H:
    """The case as its holds will have left it: the dues of its rows are those that come true then."""
    return as_of(case, FOR_EVER, calendar)


def handled_columns(case: Handled, lead: str, calendar: Calendar) -> Row:
    """`held_until`, `extend_until`, `suspend_asked` and `exempt`; `lead` = key of the latest 主办 task, or ""."""
    if not (case.extensions or case.suspensions or case.waits or case.exempted):
        return (0, 0, 0, 0)
    asked = suspension.waiting(case)
    return (
        held_until(case, calendar),
        extension.decided_by(case, calendar),
        asked[-1].at if asked else 0,
        int(case.is_exempt(lead)),
    )
