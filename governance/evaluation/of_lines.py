"""What single entries of the ledger give to be counted (台账行的考评事实): answers of callers, steps of units.

Source: rulebook §3.8, §3.11, §7.1. A body keeps the last answer and no step that a unit took by itself, so these are read
from their lines, as far as the case says that they counted.
"""

from collections.abc import Mapping

from msgspec.structs import replace

from governance.evaluation.facts import Revisited, Step
from governance.evaluation.of_events import GONE, holder, out_of
from governance.events import states
from governance.events.event import Event, Recorded
from governance.rulebook import Rules

REVISIT = "event.revisit"
STEP_KINDS = frozenset({"event.sign", "event.contact", "event.progress", "event.feedback"})


def revisited(event: Event, at: int, p: Mapping[str, object], action: str) -> Revisited | None:
    """The answer of a caller who was reached, from the line that brought it; None when the line ended no 回访.

    What he said before a 重办 was an answer too: it stays in the period in which he gave it.
    """
    merged = event.state == states.MERGED
    if not p.get("reached") or not (_was_asked(event, at) or (merged and p.get("rating") == event.rating)):
        return None
    unreasonable = event.unreasonable and event.unhappy is not None and event.unhappy.action == action
    said = _answer(event, at, str(p.get("rating")))
    return replace(said, solved=bool(p.get("solved")), reason="D" if unreasonable else "")


def _answer(event: Event, at: int, rating: str) -> Revisited:
    """Counted for the unit that held the case; of 作废 and of a merged caller it is printed as left out."""
    task, out = holder(event), out_of(event)
    who = task.unit if task is not None else ""
    return Revisited(case=event.id, who=who, at=at, rating=rating, out=out if out in GONE else "")


def _was_asked(event: Event, at: int) -> bool:
    """Whether the caller was asked back then: the case was closed, and the 回访 is over."""
    asked = (clock for clock in event.clocks if clock.name == "REVISIT" and clock.stop is not None)
    return any(clock.start <= at <= (clock.stop or at) for clock in asked)


def unreached(event: Event) -> Revisited | None:
    """A 回访 given up after its attempts."""
    asked = event.state in (states.REVISITED, states.MERGED)
    if not asked or event.rating != "UNREACHED" or not event.attempts:
        return None
    return _answer(event, event.attempts[-1], "UNREACHED")


def step(
    event: Event, actor: str, at: int, p: Mapping[str, object], action: str, rules: Rules
) -> Step | None:
    """A unit's 签收、联系、进展 or 反馈, from its line: own, or 代录 by the room."""
    behalf = p.get("behalf")
    if isinstance(behalf, dict):
        said = next((one for one in event.recorded if one.action == action), None)
        out = _disputed(said) if said is not None else ""
        return Step(case=event.id, who=str(behalf.get("unit", "")), at=at, behalf=True, out=out)
    person = rules.directory.users.get(actor)
    own = {g.unit for g in person.grants} if person is not None else set()
    unit = next((t.unit for t in event.tasks if t.unit in own), "")
    return Step(case=event.id, who=unit, at=at, behalf=False) if unit else None


def _disputed(said: Recorded) -> str:
    """What the unit's dispute does to a 代录 (§3.11): out until it is ruled on, and out for good when it was right."""
    if said.answer != "dispute" or said.ruling == "deny":
        return ""
    return "OVERTURNED" if said.ruling else "DISPUTED"
