"""What a call keeps of what was said in it (呼叫记载): answers of departments, minutes, the ruling after 会商.

Source: rulebook §4.2–§4.6. Frozen values without rules; each idea's own file says how they come about.
"""

from msgspec import Struct

RESPONDED, PROGRESSED, FED, REJECTED = "respond", "progress", "feed", "reject"


class Step(Struct, frozen=True, omit_defaults=True, gc=False):
    """One answer of a department, or the town's rejection of one, with the action it stands in."""

    kind: str  # respond, progress, feed, reject
    id: str  # of the action
    at: int
    code: str = ""  # way of a response, result of a feedback, reason of a rejection


class Side(Struct, frozen=True, omit_defaults=True, gc=False):
    """What one side said in the 会商: its clause and its words."""

    unit: str
    clause: str
    text: str = ""


class Minutes(Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """会商纪要: who was there, what each side held, and what came of it."""

    id: str  # of the action
    at: int
    way: str
    sides: tuple[Side, ...]
    agreed: str = ""  # department agreed on; empty = no agreement


class Adjudication(Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """审定: the department decided on, binding; what the 判例 is made of (§4.5)."""

    id: str  # of the action; the precedent names it
    at: int
    by: str  # user id
    unit: str
    item: str
    clause: str
    category: str
    place_kind: str
    keywords: tuple[str, ...]
    reason: str
    valid_from: str  # YYYY-MM-DD
