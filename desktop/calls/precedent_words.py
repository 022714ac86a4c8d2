"""判例 in words: at issue, and in the panel of a call that came back. Free of Qt.

Source: rulebook §4.5.
"""

from collections.abc import Sequence

from desktop.calls import texts
from desktop.names import Names
from governance.calls.call import CallReturn
from governance.responsibility.precedents import Precedent


def at_issue(found: Sequence[Precedent], names: Names) -> tuple[str, str] | None:
    """The newest of those that hold: who was decided on, why and since when; None when there is none."""
    if not found:
        return None
    newest = found[0]
    head = texts.PRECEDENT if len(found) == 1 else texts.PRECEDENTS
    clause = texts.PRECEDENT_CLAUSE.format(clause=newest.clause) if newest.clause else ""
    said = texts.PRECEDENT_TEXT.format(
        unit=names.unit(newest.decided), reason=f"{newest.reason}{clause}", day=newest.valid_from
    )
    return head.format(day=newest.valid_from, n=len(found)), said


def at_return(found: Sequence[Precedent], slip: CallReturn, names: Names) -> tuple[str, str]:
    """What the newest says of a return: against it, with what the department wrote of the difference; else who it is."""
    if not found:
        return "", ""
    newest = found[0]
    unit = names.unit(newest.decided)
    if newest.decided == slip.suggested:
        return texts.AGREES.format(day=newest.valid_from, unit=unit), newest.reason
    differs = texts.DIFFERS.format(text=slip.differs) if slip.differs else ""
    return texts.AGAINST.format(day=newest.valid_from, unit=unit), differs
