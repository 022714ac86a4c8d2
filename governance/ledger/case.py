"""The case (案件): what the fold of its actions gives; its canonical bytes are one row of the state digest."""

from typing import Any, TypeVar

import msgspec
from msgspec import Struct

# gc=False on all that cases, actions and pages are made of: frozen values form no rings, and a desk keeps tens of
# thousands of them in mind, which the collector would walk again and again (a seventh of the time of a page).


class OpenItem(Struct, frozen=True, omit_defaults=True, gc=False):
    """A conflict waiting for a person (冲突事项); it blocks closing (I11)."""

    id: str
    action: str  # id of the action whose conflict opened it
    kind: str = ""  # of that action: whoever may do it may resolve it


class Face(Struct, frozen=True, omit_defaults=True, gc=False):
    """What a parent sees of a child: a pure function of the child's body (sync.md §3.4)."""

    child: str  # case id
    type: str  # case type of the child
    state: str
    at: int  # instant of the child's last move, UTC ms
    result: str = ""
    since: int | None = None  # start of the clock whose silence ends the child (state_at)
    n: int = 0  # its limit: minutes for EH and WH, days for WD and ND
    cal: str = ""
    label: str = ""  # department, level, operator: what the badge says


class Case(Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="ct", gc=False):
    """What every case type shares.

    Bodies are canonical: they hold no maps with free keys, and no default that is a text (an omitted default is found
    by identity, so `"U3"` out of a message would be written where `"U3"` out of the program is left out).
    """

    id: str
    parent: str | None = None
    base: str | None = None  # id of the last accepted decision
    held: tuple[tuple[str, str], ...] = ()  # (kind, effect key) of decisions that still hold (§3.2 6a)
    items: tuple[OpenItem, ...] = ()
    strays: tuple[
        tuple[str, str], ...
    ] = ()  # (action id, item id) of own decisions that did not take effect (§3.2 6b)
    kids: tuple[Face, ...] = ()

    @property
    def final(self) -> bool:
        """Whether nothing but evidence may still come (终态)."""
        return False

    @property
    def label(self) -> str:
        """The Chinese name of the present state."""
        return ""

    def last_step(self, units: tuple[str, ...]) -> int:
        """Instant of the step before anything that these units do now, UTC ms (补录 never goes behind it)."""
        return 0


_ENCODE = msgspec.json.Encoder(order="sorted").encode


def body_bytes(case: Case) -> bytes:
    """Canonical bytes of a case body: equal bodies have equal bytes on every replica (I13)."""
    return _ENCODE(case)


C = TypeVar("C", bound=Case)


def with_face(case: C, face: Face) -> C:
    """Give the parent with the child's new face."""
    others = tuple(k for k in case.kids if k.child != face.child)
    return msgspec.structs.replace(case, kids=tuple(sorted((*others, face), key=lambda k: k.child)))


def kid(case: Case, child: str) -> Face | None:
    """The face of a child, or None when it is not known to the parent."""
    return next((k for k in case.kids if k.child == child), None)


def effect_key(kind: str, fields: tuple[str, ...], payload: dict[str, Any]) -> str:
    """What a decision brings about, as text: the kind's effect fields of kinds.csv."""
    return msgspec.json.encode([payload.get(f) for f in fields], order="sorted").decode()
