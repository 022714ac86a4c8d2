"""What a leader decides at the operator's desk (领导签字办理): 作废, 挂账批准, 待核裁定… with his own password. Free of Qt.

Source: rulebook §1.4. The operator finds the decision where the case is; the rules say which of the town's leaders may
take it now. What is a call's own is signed on the page of calls.
"""

from desktop.dossier import texts
from desktop.dossier.sheet import Act
from desktop.moves.forms import FORMS
from desktop.signing.signers import LEADERS, holders
from governance.ledger.case import Case
from governance.moves import allowed
from governance.rulebook import Rules
from governance.supervision.supervision import LEVELS

_OF_CALLS = "call."
_PREFIX = "signed "  # a leader's act beside an own one of the same kind


def signed_acts(case: Case, actor: str, at: int, rules: Rules) -> tuple[Act, ...]:
    """Moves that the operator may not make and a leader may, each for the first leader who may; under 更多 as the last."""
    if not actor:
        return ()
    own = {move.kind for move in allowed(case, actor, at, rules)}
    found: dict[str, Act] = {}
    for leader in holders(LEADERS, rules):
        for move in allowed(case, leader.id, at, rules) if leader.id != actor else ():
            fits = (move.kind in FORMS or move.kind in LEVELS) and not move.kind.startswith(_OF_CALLS)
            if fits and move.kind not in own and move.kind not in found:
                name = texts.SIGNED_BY.format(what=move.name, name=leader.name)
                found[move.kind] = Act(_PREFIX + move.kind, name, signer=leader.id, kind=move.kind)
    return tuple(found.values())
