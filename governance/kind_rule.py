"""What the program knows of one kind of action (动作规则): payload, guards, fold.

A guard has three parts, asked in this order: the state table of the case type, `turn` (what bars the action now,
whatever is written in it: an action bar leaves it out), and `fit` (what is wrong with what was written). A fact may
have a fourth, `entry`: what it lacks, asked of whoever enters it and by nobody afterwards.
"""

from collections.abc import Callable, Mapping
from typing import Any

from msgspec import Struct

from governance.doer import Doer
from governance.ledger.action import Action
from governance.ledger.case import Case, effect_key
from governance.ledger.payload import Payload
from governance.refusal import Refusal
from governance.rulebook import Rules

NO_FIELDS = "[]"  # the effect key of a kind that stands for itself

Turn = Callable[[Any, Doer, int, Rules], Refusal | None]  # case, doer, at, rules
Fit = Callable[
    [Any, Case | None, Any, Doer, int, Rules], Refusal | None
]  # case, parent, payload, doer, at, rules
FitAlone = Callable[[Any, Any, Doer, int, Rules], Refusal | None]  # the same, without a look at the parent
Apply = Callable[[Any, Action, Any, Doer, int, Rules], Case]
Bears = Callable[
    [Any, Action, Any, int, Rules], tuple[Case, ...]
]  # the case before, action, payload, at, rules
Opens = Callable[[Case, Doer, int, Rules], Refusal | None]  # parent, doer, at, rules
Touch = Callable[[Case, Case], Case]  # the further case, the case as the action left it


Further = Callable[[Any, Any], tuple[str, ...]]  # its case as the action left it, payload
FurtherApply = Callable[
    [Case | None, Case, str, Action, Any, int, Rules], Case | None
]  # a further case, its own, the further one's id, action, payload, at, rules; None = nothing changes


class Spread(Struct, frozen=True):
    """A fact that writes further cases beside its own (the rows of an imported file): which, and what becomes of each."""

    ids: Further
    apply: FurtherApply


def anytime(case: Case, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """The state table says all there is to say."""
    return None


class KindRule(Struct, frozen=True, kw_only=True):
    """Everything the program knows of one kind.

    `action` is the code of the permission matrix; `effect` names the payload fields that make two decisions the same
    (sync.md §3.2 6a); `closing` is refused while a conflict item is open.
    """

    kind: str
    action: str  # permission code; "" = whoever may see the case
    payload: type[Payload]
    case_type: type[Case]
    fact: bool
    fit: Fit
    apply: Apply
    entry: FitAlone | None = (
        None  # of a fact: what must be written where it is entered; what was saved without it stays a fact
    )
    turn: Turn = anytime
    code_of: Callable[[Any], str] | None = None  # the permission code, where what was written decides it
    spread: Spread | None = None
    birth: bool = False  # may bear its case
    parents: tuple[type[Case], ...] = ()  # what its case may be born under
    closing: bool = False
    moves_parent: bool = False  # its birth, or its draft's signature, moves the parent: it stands in `also`
    touches: str = ""  # payload field that names a further case, of the same type, which must stand in `also`
    touch: Touch | None = None  # what becomes of that case; its base stays
    opens: Opens | None = None  # what bars its birth under a parent, whatever is written in it
    bears: Bears | None = None  # further cases that it bears under its own; they must stand in `also`
    effect: tuple[str, ...] = ()
    undoes: tuple[str, ...] = ()  # kinds whose effect holds no longer after this one
    upheld_undoes: tuple[str, ...] = ()  # … after this one with `ruling` uphold
    beside: bool = False  # what others of its kind settled holds on beside it
    takes_what_fits: bool = (
        False  # a fact whose fold leaves out what may not stand; `fit` speaks at the desk only
    )


def moves_parent(rule: KindRule, case: Case | None) -> bool:
    """Whether the action moves the parent now: at its birth, or when a draft is signed (call.issue, sync.md §3.4)."""
    return rule.moves_parent and (case is None or getattr(case, "state", "") == "DRAFT")


def also_of(rule: KindRule, p: Mapping[str, Any], *, birth: bool) -> tuple[str, ...]:
    """The further cases whose bases a decision carries in `also` (sync.md §3.4)."""
    if rule.bears is not None:
        children = p.get("children")
        named = [c.get("case") for c in children if isinstance(c, Mapping)] if children else []
        return tuple(sorted({one for one in named if isinstance(one, str)}))
    field = rule.touches or ("parent" if rule.moves_parent and birth else "")
    found = p.get(field) if field else None
    return (found,) if isinstance(found, str) else ()


def effect_of(rule: KindRule, payload: Payload) -> str:
    """What makes two decisions of a kind the same (sync.md §3.2 6a)."""
    if not rule.effect:
        return NO_FIELDS
    return effect_key(rule.kind, rule.effect, {field: getattr(payload, field) for field in rule.effect})


def alone(fit: FitAlone) -> Fit:
    """A guard that does not look at the parent."""
    return lambda case, parent, p, doer, at, rules: fit(case, p, doer, at, rules)
