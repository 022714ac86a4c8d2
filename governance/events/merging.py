"""归并、撤销归并: one matter that several people told of is handled once, and every caller is kept.

Source: rulebook §3.3 #21, §3.10, §13 (5). The merged case (从案) leaves 在办 and follows its main event (主件); its own
state, tasks and clocks stay in it as they are, so that undoing gives them back and the time merged counts as running.
What its calls bring meanwhile happens to the state it goes back to.
"""

from msgspec.structs import replace

from governance.doer import Doer
from governance.events import states
from governance.events.event import Event
from governance.events.payloads import Merge
from governance.ledger.action import Action
from governance.ledger.case import Case
from governance.ledger.clocked import moved
from governance.refusal import Refusal
from governance.rulebook import Rules

CLOSED = frozenset({states.CLOSED, states.REVISITED})  # from here on a merging stays (§3.10)


def refusal(event: Event, main: Case | None, p: Merge, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """归并: into another event that is open and not merged itself; a part ends with its mother."""
    if event.part_since is not None:
        return Refusal("is-part", "此件是拆分出的子件，随母件办结，不能归并；重复的请作废（V1）。")
    if not isinstance(main, Event) or main.id == event.id:
        return Refusal("no-main", "找不到可归入的主件；请重新选择主件。")
    if main.state == states.MERGED:
        return Refusal("main-merged", f"【{main.serial}】已归并到别的件，不能作主件；请选它的主件。")
    if not main.open:
        return Refusal("main-ended", f"【{main.serial}】{main.label}，不能再归入；请选在办的件，或另行办理。")
    return None


def merge(event: Event, action: Action, p: Merge, doer: Doer, at: int, rules: Rules) -> Event:
    """归并 → MERGED: no clock moves."""
    event = replace(event, main=p.main, unmerged=event.state, mergings=(*event.mergings, (at, None)))
    return moved(event, states.MERGED, at)


def undo_refusal(
    event: Event, main: Case | None, p: Merge, doer: Doer, at: int, rules: Rules
) -> Refusal | None:
    """撤销归并: from the main event it is merged into, until that one is closed."""
    if not isinstance(main, Event) or p.main != event.main:
        return Refusal("no-main", "此件不在所指的主件之下；请刷新后重试。")
    if main.state in CLOSED:
        return Refusal("main-ended", f"主件【{main.serial}】{main.label}，归并不能撤销；有新情况请另行登记。")
    return None


def undo(event: Event, action: Action, p: Merge, doer: Doer, at: int, rules: Rules) -> Event:
    """撤销归并 → the state before; its clocks ran on. What its caller answered was of a matter that is open again."""
    mergings = (*event.mergings[:-1], *((since, at) for since, _ in event.mergings[-1:]))
    back = replace(event, main="", unmerged="", mergings=mergings, rating="", unhappy=None, attempts=())
    return moved(back, event.unmerged or states.REGISTERED, at)


def listed(main: Case, event: Case) -> Case:
    """The main event, naming the case as merged into it, or no longer."""
    if not isinstance(main, Event) or not isinstance(event, Event) or main.id == event.id:
        return main
    others = tuple(case for case in main.merged if case != event.id)
    return replace(main, merged=(*others, event.id) if event.main == main.id else others)
