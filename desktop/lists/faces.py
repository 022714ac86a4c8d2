"""What the page of lists shows, in words (清单的画面). Frozen; free of Qt."""

from msgspec import Struct

from governance.responsibility.flow import Flow


class RowFace(Struct, frozen=True, kw_only=True):
    """A line of the list: an area that can be folded, or an item."""

    key: str  # area code, or item code
    code: str  # what stands before the name: A, A01
    name: str
    note: str
    tone: str = ""
    area: bool = False
    open: bool = False  # of an area: whether its items follow


class CountyFace(Struct, frozen=True):
    """What one county department answers for."""

    clause: str
    unit: str
    lead: bool
    text: str


class TownFace(Struct, frozen=True):
    """What the town does before it calls."""

    clause: str
    who: str
    text: str
    mandatory: bool
    evidence: str


class PrecedentFace(Struct, frozen=True):
    """A ruling that holds, or held."""

    title: str
    decided: str
    reason: str
    note: str
    live: bool


class CallFace(Struct, frozen=True):
    """An open call that rests on the item."""

    case_id: str
    title: str
    note: str


class CaseFace(Struct, frozen=True):
    """The case from which the item was opened."""

    case_id: str
    said: str  # where it is in the flow
    changed: str = ""  # 清单已更新
    more: str = ""


class ItemFace(Struct, frozen=True, kw_only=True):
    """One version of one item, whole."""

    code: str
    name: str
    version: int
    standing: str
    tone: str
    area: str
    facts: tuple[str, ...]
    summary: str
    county: tuple[CountyFace, ...]
    town: tuple[TownFace, ...]
    laws: tuple[tuple[str, str], ...]  # each with the articles that the county entered
    manual: tuple[tuple[str, str], ...]  # name, text of what is written
    confusable: str
    flow: Flow
    categories: tuple[str, ...]
    precedents: tuple[PrecedentFace, ...]
    calls: tuple[CallFace, ...]
    old: str = ""  # said when it is not the version in force
    case: CaseFace | None = None


class Piece(Struct, frozen=True):
    """A run of a text that both versions have, or only one of them."""

    text: str
    differs: bool


class ChangeFace(Struct, frozen=True):
    """One thing that differs, with what was there and what is there now."""

    what: str
    how: str
    before: tuple[Piece, ...]
    after: tuple[Piece, ...]


class VersionsFace(Struct, frozen=True, kw_only=True):
    """All versions of an item, two of them compared."""

    numbers: tuple[int, ...]  # the oldest first
    lines: tuple[str, ...]  # the newest first
    old: int
    new: int
    said: str
    changes: tuple[ChangeFace, ...]


class AnswerFace(Struct, frozen=True):
    """An item that covers what was asked about."""

    code: str
    title: str
    note: str
    more: str
    first: bool
    laws: tuple[str, ...] = ()  # of the first answer with the articles


class AnswersFace(Struct, frozen=True):
    """Whose business it is; `refused` when the question was not whole."""

    head: str
    answers: tuple[AnswerFace, ...] = ()
    said: str = ""
    refused: str = ""


class WaitFace(Struct, frozen=True):
    """A draft or an application, and how it stands."""

    title: str
    note: str
    tag: str
    tone: str
    code: str = ""  # of the item it opens


class WaitingFace(Struct, frozen=True):
    """What lies with the county: drafts, applications, and where the town signs."""

    drafts: tuple[WaitFace, ...]
    admissions: tuple[WaitFace, ...]
    address: str
    for_town: int  # drafts and applications that wait for this town


NOTHING_WAITS = WaitingFace((), (), "", 0)
