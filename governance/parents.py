"""What a parent keeps of its children (父案与子案): each child's face, stored again whenever it changes.

Source: sync.md §3.4. A call shows in its event, a supervision or a ruling in the case it is about, a part in its mother
case; what a new face does to the parent is the rule of the parent's own type.
"""

from governance.calls import fold as call_fold
from governance.calls.call import Call
from governance.duty import shift
from governance.duty.shift import Shift
from governance.events import fold as event_fold
from governance.events import splitting
from governance.events.event import Event
from governance.ledger import stream
from governance.ledger.case import Case, Face, kid, with_face
from governance.ledger.stream import Stream
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
        old = kid(parent, child.id)
        if old == new:
            return
        parent = with_face(parent, new)
        if isinstance(parent, Event):
            parent = _reflected(parent, old, new, view.rules)
        elif isinstance(parent, Call) and new.type == "clock":
            parent = ruling.reflect_time(parent, new)
        elif isinstance(parent, Stream):
            parent = stream.reflect(parent, new)
        changed.pop(parent.id, None)
        changed[parent.id] = parent
        child = parent


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
