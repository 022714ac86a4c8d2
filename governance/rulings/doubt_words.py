"""What of a case is in doubt or not final yet, in words (待核的说法): the same in the window and in the browser.

Source: rulebook §3.8 (reason D), §3.11, §6.4 (待核), §3.12 (ruled on in the child), §6.1 (暂定).
"""

from collections.abc import Iterator

from governance.events.amend import FIELD_NAMES
from governance.events.event import Event
from governance.handling.doubted import waiting
from governance.ledger.clocked import Clocked
from governance.rulings.ruling import AMENDED, doubts
from governance.time.calendars import Calendar
from governance.time.recounts import is_provisional

UNDECIDED = "待核"  # of a clock: neither in time nor late until somebody rules
_WAITS = "{what}待裁定"
_IN_CHILD = "时限待核，在子件裁定"
_PROVISIONAL = "时限暂定，缺节假日表"


def doubt_words(case: Clocked) -> Iterator[str]:
    """What waits for the duty leader's ruling, here or where a child's step was done."""
    for what in dict.fromkeys(doubts(case).values()):
        if what != AMENDED:  # `value_words` names the field
            yield _WAITS.format(what=what)
    if any(step.child for step in waiting(case)):
        yield _IN_CHILD


def value_words(event: Event) -> Iterator[str]:
    """The fields that two people amended: both values are kept until somebody rules."""
    for one in event.disputed:
        yield f"{FIELD_NAMES.get(one.field, one.field)}{UNDECIDED}"


def provisional_words(case: Clocked, calendar: Calendar) -> str:
    """Whether a running limit counts in a year that has no holiday table yet; "" = none does."""
    return _PROVISIONAL if any(is_provisional(clock, calendar) for clock in case.clocks) else ""
