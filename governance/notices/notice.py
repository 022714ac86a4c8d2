"""通报: lines of findings, drafted by one person, explained by the units, signed by another and then frozen.

Source: rulebook §4.4, §4.8. DRAFT → EXPLAINING (48 h, every unit may explain) → SIGNED → RECTIFIED, when every unit replied
to what it has to put right, within 3 WD. A town's notice is about its own units and lies in the town's ledger, a county's
about departments and lies in the county's.
"""

from msgspec import Struct
from msgspec.structs import replace

from governance.ledger.clocked import Clocked
from governance.ledger.payload import Payload

DRAFT, EXPLAINING, SIGNED, RECTIFIED = "DRAFT", "EXPLAINING", "SIGNED", "RECTIFIED"
NAMES = {DRAFT: "拟稿", EXPLAINING: "说明期", SIGNED: "已签发", RECTIFIED: "已整改"}
ISSUED = frozenset({SIGNED, RECTIFIED})
EXPLAINED, REPLIED = "explain", "rectify"  # what an answer was

# kind → (name of the action, states in which it may stand)
TABLE: dict[str, tuple[str, frozenset[str]]] = {
    "notice.draft": ("拟通报", frozenset({DRAFT, EXPLAINING})),
    "notice.sign": ("签发通报", frozenset({EXPLAINING})),
    "notice.reply": ("通报说明整改", frozenset({EXPLAINING, SIGNED})),
}


class Line(Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """One finding in a notice: who, in which case, by which rule, the facts and when they happened."""

    key: str  # of the finding
    unit: str
    case: str
    serial: str
    rule: str
    since: int
    ground: str = ""
    facts: tuple[tuple[str, int], ...] = ()  # what, when
    text: str = ""


class Answer(Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """What a unit said: its 说明 before the signature, its 整改 after it."""

    unit: str
    by: str
    at: int
    of: str  # explain, rectify
    text: str
    lines: tuple[str, ...] = ()  # keys of the lines it puts right; () = every line of the unit


class Draft(Payload, frozen=True, kw_only=True, omit_defaults=True):
    """拟通报; `send` = to the units, for their 说明."""

    serial: str = ""
    title: str
    text: str  # requirements and what the period was
    lines: tuple[Line, ...]
    copy_to: str = ""
    send: bool = False


class Sign(Payload, frozen=True, kw_only=True, omit_defaults=True):
    """签发通报."""


class Reply(Payload, frozen=True, kw_only=True, omit_defaults=True):
    """说明 of one unit, or its 整改 line by line."""

    text: str
    files: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()  # 整改 of these lines alone; () = of all that are left


class Notice(Clocked, tag="notice", frozen=True, kw_only=True, omit_defaults=True):
    """What the ledger says of a notice; once it is signed nothing in it changes but the answers."""

    serial: str
    title: str
    text: str
    at: int
    drafters: tuple[str, ...]
    lines: tuple[Line, ...]
    copy_to: str = ""
    sent: int | None = None
    signer: str = ""
    signed: int | None = None
    answers: tuple[Answer, ...] = ()

    @property
    def final(self) -> bool:
        """Whether every unit put right what it had to."""
        return self.state == RECTIFIED

    @property
    def issued(self) -> bool:
        """Whether it is signed: from then on it is frozen, and others than its units and drafters read it."""
        return self.state in ISSUED

    @property
    def label(self) -> str:
        """The state's Chinese name."""
        return NAMES[self.state]

    @property
    def units(self) -> tuple[str, ...]:
        """The units it is about, each once."""
        return tuple(dict.fromkeys(line.unit for line in self.lines))

    @property
    def owing(self) -> tuple[str, ...]:
        """Units that have not answered yet."""
        if self.state == SIGNED:
            return tuple(unit for unit in self.units if self.left(unit))
        said = {a.unit for a in self.answers}  # before the signature there is nothing but 说明
        return tuple(unit for unit in self.units if unit not in said) if self.state == EXPLAINING else ()

    def left(self, unit: str) -> tuple[Line, ...]:
        """The unit's lines that no 整改 speaks of yet (§4.8: each line needs one)."""
        said = [a for a in self.answers if a.of == REPLIED and a.unit == unit]
        if any(not a.lines for a in said):
            return ()
        done = {key for a in said for key in a.lines}
        return tuple(line for line in self.lines if line.unit == unit and line.key not in done)

    def last_step(self, units: tuple[str, ...]) -> int:
        """The last move."""
        return self.moved


def answered(notice: Notice, answer: Answer) -> Notice:
    """Give the notice with one more answer."""
    return replace(notice, answers=(*notice.answers, answer))
