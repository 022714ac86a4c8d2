"""Writing the kinds of one case type (某类案件的动作): an event's, a call's; the rows of their tables in few words."""

from typing import NamedTuple

from governance.kind_rule import Apply, Fit, FitAlone, KindRule, Touch, Turn, alone, anytime
from governance.ledger.case import Case
from governance.ledger.payload import Payload


class KindsOf(NamedTuple):
    """Gives facts and decisions of one case type; a kind's permission code is its own name unless another is named."""

    of: str  # what its kinds begin with: event, call
    case_type: type[Case]
    code: str = ""  # what its permission codes begin with

    def fact(
        self,
        name: str,
        payload: type[Payload],
        fit: FitAlone,
        apply: Apply,
        *,
        turn: Turn = anytime,
        entry: FitAlone | None = None,
        action: str | None = None,
        birth: bool = False,
        parents: tuple[type[Case], ...] = (),
        takes_what_fits: bool = False,
    ) -> KindRule:
        """What somebody saw or did: it is taken as it was told."""
        return KindRule(
            kind=f"{self.of}.{name}",
            action=self._action(name, action),
            payload=payload,
            case_type=self.case_type,
            fact=True,
            turn=turn,
            fit=alone(fit),
            apply=apply,
            entry=entry,
            birth=birth,
            parents=parents,
            takes_what_fits=takes_what_fits,
        )

    def decision(
        self,
        name: str,
        payload: type[Payload],
        fit: Fit,
        apply: Apply,
        *,
        turn: Turn = anytime,
        action: str | None = None,
        effect: tuple[str, ...] = (),
        undoes: tuple[str, ...] = (),
        upheld_undoes: tuple[str, ...] = (),
        closing: bool = False,
        beside: bool = False,
        touches: str = "",
        touch: Touch | None = None,
    ) -> KindRule:
        """What somebody ruled: it stands on what he saw, or conflicts."""
        return KindRule(
            kind=f"{self.of}.{name}",
            action=self._action(name, action),
            payload=payload,
            case_type=self.case_type,
            fact=False,
            turn=turn,
            fit=fit,
            apply=apply,
            effect=effect,
            undoes=undoes,
            upheld_undoes=upheld_undoes,
            closing=closing,
            beside=beside,
            touches=touches,
            touch=touch,
        )

    def _action(self, name: str, action: str | None) -> str:
        return f"{self.code}{name}" if action is None else action
