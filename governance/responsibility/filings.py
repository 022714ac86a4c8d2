"""补报准入: what a county body asked of a town in an emergency without an item, and whether it was filed in time.

Source: rulebook §5.4 (应急响应期间 C1 is allowed, must be filed within 3 WD). Derived from the towns' calls and the county's
admissions; filed is what an application names by the call's serial or id, whatever became of it.
"""

from collections.abc import Iterable

from msgspec import Struct

from governance.calls import states
from governance.calls.call import DOWN, Call
from governance.responsibility.admission import Admission, filing_due
from governance.rulebook import Rules

OWED, OVERDUE, LATE = "OWED", "OVERDUE", "LATE"
NAMES = {OWED: "待补报", OVERDUE: "逾期未补报", LATE: "逾期补报"}


class Filing(Struct, frozen=True, kw_only=True):
    """One emergency call and the admission it owes (补报准入)."""

    call: str  # case id
    serial: str
    by: str  # unit that called
    town: str  # area code
    ask: str
    since: int  # UTC ms, when it was called
    due: int
    standing: str  # OWED, OVERDUE, LATE
    filed: int | None = None

    @property
    def open(self) -> bool:
        """Whether nothing was filed yet."""
        return self.filed is None


def owes_admission(call: Call) -> bool:
    """Whether it asks a town for something that no item names: an emergency's C1 that went out and was not taken back."""
    return call.direction == DOWN and not call.item and call.state not in (states.DRAFT, states.WITHDRAWN)


def filings(
    calls: Iterable[Call], admissions: Iterable[Admission], at: int, rules: Rules
) -> tuple[Filing, ...]:
    """What of a town's calls is not filed or was filed late at `at`, the soonest due first; `rules` = the town's."""
    said: dict[str, int] = {}
    for case in admissions:
        if case.task:
            said[case.task] = min(case.at, said.get(case.task, case.at))
    found = (_filing(call, said, at, rules) for call in calls if owes_admission(call))
    return tuple(sorted((f for f in found if f is not None), key=lambda f: (not f.open, f.due, f.call)))


def _filing(call: Call, said: dict[str, int], at: int, rules: Rules) -> Filing | None:
    due = filing_due(call.at, rules)
    filed = min((said[key] for key in (call.id, call.serial) if key in said), default=None)
    if due is None or (filed is not None and filed <= due):
        return None
    standing = LATE if filed is not None else OVERDUE if at > due else OWED
    return Filing(
        call=call.id,
        serial=call.serial,
        by=call.caller,
        town=rules.home.area,
        ask=call.ask,
        since=call.at,
        due=due,
        standing=standing,
        filed=filed,
    )
