"""What the intake page is shown (受理页的样子): words only, made by the presenter. Free of Qt."""

from msgspec import Struct

from desktop.lights import Sign


class BoxFace(Struct, frozen=True):
    """One of the recognised boxes; `read` says that a rule filled it."""

    key: str
    value: str
    note: str = ""
    read: bool = False


class CategoryFace(Struct, frozen=True):
    """A 小类 that may fit."""

    code: str
    name: str
    limit: str
    evidence: str
    chosen: bool


class PlaceFace(Struct, frozen=True):
    """What the words for the place were taken for."""

    tone: str = ""  # token of the dot; "" while nothing is known
    title: str = ""
    note: str = ""
    warning: str = ""
    lead: str = ""  # before the alternatives
    others: tuple[str, ...] = ()
    pin: tuple[float, float] | None = None
    look: tuple[float, float] | None = None
    path: tuple[str, ...] = ()
    code: str = ""


class NearFace(Struct, frozen=True):
    """A case near the place."""

    case_id: str
    title: str
    where: str
    why: str
    far: str
    ago: str
    likely: bool
    open: bool
    callers: int
    serial: str
    sign: Sign
    point: tuple[float, float] | None


class NearbyFace(Struct, frozen=True):
    """The list of what is near, and what the banner under the place says."""

    rows: tuple[NearFace, ...] = ()
    blank: str = ""
    banner: str = ""
    first: str = ""
    after: str = ""


class PastFace(Struct, frozen=True):
    """An earlier case of the number."""

    case_id: str
    day: str
    title: str
    where: str
    result: str
    bad: bool
    open: bool


class HistoryFace(Struct, frozen=True):
    """What the number has told before."""

    rows: tuple[PastFace, ...] = ()
    count: int = 0
    blank: str = ""
    more: str = ""


class DraftFace(Struct, frozen=True):
    """A call that was parked."""

    draft_id: str
    at: str
    title: str
    note: str


class SavedFace(Struct, frozen=True):
    """What has become of the call."""

    case_id: str
    serial: str
    state: str
    steps: tuple[str, ...]  # actions that are next: dispatch, call, copy, open, next
    mergeable: bool = True  # it may still go into another case
    classed: bool = False  # its 小类 and its unit may still be chosen
