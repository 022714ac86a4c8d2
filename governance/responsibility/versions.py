"""An item of the list in the county's ledger (清单事项的版本): its draft, who was asked, what was published.

Source: rulebook §5.1, §5.2. One case an item code, so that two drafts of one item meet. A published version is never
changed: an edit begins the draft of the next one. What the catalogue of the data pack says is version 1.
"""

from hashlib import sha256

from msgspec import Struct

from governance.catalogue.catalogue import Catalogue
from governance.catalogue.duties import Item, Line
from governance.ledger.case import Case
from governance.ledger.chain import uuid8
from governance.refusal import Refusal
from governance.time.clocks import Clock

DRAFT, REVIEWED, COUNTERSIGN, PUBLISHED = "DRAFT", "REVIEWED", "COUNTERSIGN", "PUBLISHED"
NAMES = {DRAFT: "起草中", REVIEWED: "编办已审核", COUNTERSIGN: "会签中", PUBLISHED: "已发布"}

# kind → (name of the action, states in which it may stand)
TABLE: dict[str, tuple[str, frozenset[str]]] = {
    "list.edit": ("起草修订", frozenset(NAMES)),
    "list.countersign": ("清单会签", frozenset({COUNTERSIGN})),
    "list.publish": ("清单发布", frozenset({COUNTERSIGN})),
}
AGREE, DISAGREE = "AGREE", "DISAGREE"
WORDS = {AGREE: "同意", DISAGREE: "不同意"}


class Reply(Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """What an affected unit said of a draft (会签意见)."""

    unit: str  # department code, or the area code of a town
    word: str  # AGREE, DISAGREE
    by: str
    at: int
    reason: str = ""


class Review(Struct, frozen=True, kw_only=True, gc=False):
    """What the 编办 said of the draft (编办审核): it holds until the text is changed."""

    passed: bool
    by: str
    at: int
    text: str


class Draft(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The whole text of a version to be (草案)."""

    item: Item  # its version and dates are set when it is published
    lines: tuple[Line, ...]
    proposer: str = ""  # 提出单位
    reason: str = ""
    ends: bool = False  # 拟废止
    review: Review | None = None

    @property
    def reviewed(self) -> bool:
        """Whether the 编办 let this text pass."""
        return self.review is not None and self.review.passed


class Published(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A version as it was published (已发布版本), with what was said of it."""

    item: Item
    lines: tuple[Line, ...]
    by: str
    at: int
    ended: bool = False  # 废止: from its day on the item is no longer on the list
    reason: str = ""
    replies: tuple[Reply, ...] = ()
    silent: tuple[str, ...] = ()  # 未回复: silence is not consent


class ListItem(Case, tag="list_item", frozen=True, kw_only=True, omit_defaults=True):
    """What the county's ledger says of an item."""

    code: str
    state: str
    moved: int
    draft: Draft | None = None
    asked: tuple[str, ...] = ()  # units whose countersign was asked for
    replies: tuple[Reply, ...] = ()
    clocks: tuple[Clock, ...] = ()
    versions: tuple[Published, ...] = ()  # the oldest first

    @property
    def label(self) -> str:
        """The state in Chinese."""
        return NAMES[self.state]

    @property
    def open(self) -> bool:
        """Whether a draft waits for somebody."""
        return self.draft is not None

    def last_step(self, units: tuple[str, ...]) -> int:
        """The last move."""
        return self.moved

    def reply_of(self, unit: str) -> Reply | None:
        """What a unit said of the draft."""
        return next((reply for reply in self.replies if reply.unit == unit), None)


def list_case(code: str) -> str:
    """The case id of an item: the same everywhere, so that two drafts meet."""
    return uuid8(sha256(b"list\0" + code.encode()).digest())


def newest(case: ListItem | None, code: str, catalogue: Catalogue) -> tuple[Item, tuple[Line, ...]] | None:
    """The text that a new draft starts from: the last published version, else what the data pack says."""
    if case is not None and case.versions:
        last = case.versions[-1]
        return last.item, last.lines
    item = catalogue.items.get(code)
    return (item, catalogue.lines_of(code)) if item is not None else None


def wrong_state(case: ListItem, kind: str) -> Refusal:
    """What a person reads when an action doesn't fit the present state."""
    return Refusal(
        "wrong-state", f"事项【{case.code}】{case.label}，不可【{TABLE[kind][0]}】；请刷新后按当前状态办理。"
    )
