"""What a parent keeps of its children (父案与子案): each child's face, stored again whenever it changes.

Source: sync.md §3.4. A call shows in its event, a supervision or a ruling in the case it is about, a part in its mother
case; what a new face does to the parent is the rule of the parent's own type.
"""

from msgspec.structs import replace

from governance.calls import fold as call_fold
from governance.calls.call import Call
from governance.duty import shift
from governance.duty.shift import Shift
from governance.events import fold as event_fold
from governance.events import splitting
from governance.events.event import Event
from governance.handling import doubted
from governance.ledger import stream
from governance.ledger.case import Case, Face, kid, with_face
from governance.ledger.clocked import Clocked
from governance.ledger.stream import Stream
from governance.ledger.unsure import Unsure
from governance.objections import View
from governance.papers import slip
from governance.rulebook import Rules
from governance.rulings import ruling
from governance.supervision import supervision
from governance.supervision.supervision import Supervision


def tell_parents(child_id: str, changed: dict[str, Case], view: View) -> None:
    """Store the new face of the case with its parent, move the parent by it, and so on upwards."""
    child = changed[child_id]
    while child.parent is not None:
        parent = changed.get(child.parent) or view.case(child.parent)
        new = face_of(child)
        if parent is None or new is None:
            return
        old, before = kid(parent, child.id), parent
        if old != new:
            parent = _with_face(parent, old, new, view.rules)
        if isinstance(parent, Clocked) and isinstance(child, Clocked):
            parent = doubted.follow(parent, child)
        if parent is before:
            return
        changed.pop(parent.id, None)
        changed[parent.id] = parent
        child = parent


def doubt_parents(child_id: str, step: Unsure, changed: dict[str, Case], view: View) -> None:
    """A step whose time is in doubt leaves the same doubt in whatever it moved above its case (§3.12)."""
    child = changed[child_id]
    while child.parent is not None:
        parent, before = changed.get(child.parent), view.case(child.parent)
        if not isinstance(parent, Clocked) or not isinstance(before, Clocked):
            return
        child = changed[parent.id] = doubted.noted(before, parent, replace(step, child=child_id))


def _with_face(parent: Case, old: Face | None, new: Face, rules: Rules) -> Case:
    """The parent with the child's new face, and what that does to it."""
    parent = with_face(parent, new)
    if isinstance(parent, Event):
        return _reflected(parent, old, new, rules)
    if isinstance(parent, Call | Supervision) and new.type == "clock":
        return ruling.reflect_time(parent, new)
    return stream.reflect(parent, new) if isinstance(parent, Stream) else parent


def face_of(case: Case) -> Face | None:
    """What the parent sees of a case, or None for types that serve no parent."""
    if isinstance(case, Call):
        return call_fold.face(case)
    if isinstance(case, Supervision):
        return supervision.face(case)
    if isinstance(case, ruling.Ruling):
        return ruling.face(case)
    if isinstance(case, slip.Slip):
        return slip.face(case)
    if isinstance(case, Shift):
        return shift.face(case)
    return event_fold.face(case) if isinstance(case, Event) else None


def _reflected(event: Event, old: Face | None, new: Face, rules: Rules) -> Event:
    """What a child's new face does to its event (§3.12)."""
    if new.type == "clock":
        return ruling.reflect(event, new, rules)
    if new.type == "paper":
        return slip.reflect(event, new)
    if new.type == "event":
        return splitting.reflect(event, old, new, rules) if new.child in event.children else event
    return event_fold.reflect(event, old, new, rules)
