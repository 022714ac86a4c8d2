"""Whether a draft can be issued (齐不齐): what is still to be entered, and who is usually called. Free of Qt."""

from collections.abc import Sequence

from desktop.calls import texts
from desktop.calls.done_lines import unsettled
from desktop.calls.draft import CallDraft
from desktop.names import Names
from governance.catalogue.catalogue import Line


def missing(draft: CallDraft, town_lines: Sequence[Line], names: Names) -> str:
    """What is still to be entered, the first of it by name; "" when the rules may be asked."""
    without_item = draft.outside or (not draft.event and not draft.item)
    if not draft.item and not without_item:
        return texts.NO_ITEM
    if (draft.outside or not draft.event) and not draft.reason.strip():
        return texts.NO_REASON
    if not draft.depts:
        return texts.NO_DEPT
    unasked = (dept for dept, reason in draft.dropped.items() if not reason.strip())
    if (dept := next(unasked, "")) != "":
        return texts.DROP_NEEDED.format(unit=names.unit(dept))
    undone = next(iter(unsettled(town_lines, draft.lines).values()), "")
    return undone or ("" if draft.ask.strip() else texts.NO_ASK)
