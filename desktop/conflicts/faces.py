"""What the conflict card shows (冲突卡的内容). Free of Qt."""

from msgspec import Struct


class Row(Struct, frozen=True):
    """One line of both columns."""

    label: str
    held: str
    other: str

    @property
    def differs(self) -> bool:
        """Whether the sides say different things."""
        return self.held != self.other


class Fact(Struct, frozen=True):
    """A fact since the base; `mine` = recorded at this desk."""

    at: int
    text: str
    who: str
    mine: bool


class Choice(Struct, frozen=True):
    """One way out: what follows from it, or why the rules don't let it."""

    key: str
    name: str
    says: str
    note: str = ""
    allowed: bool = True


class Card(Struct, frozen=True, kw_only=True):
    """One conflict as shown."""

    item: str
    case_id: str
    seen: int  # the case's last move when the card was made
    serial: str
    title: str
    since: int
    age: str  # tone of the ageing tag: "", amber, red
    held_note: str
    other_head: str
    other_note: str
    rows: tuple[Row, ...]
    facts: tuple[Fact, ...]
    choices: tuple[Choice, ...]
    nth: int
    all: int
