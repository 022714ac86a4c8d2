"""冲突处置: a person decides what a conflict item leaves (sync.md §3.3)."""

from msgspec.structs import replace

from governance.ledger.case import Case
from governance.ledger.payload import Payload
from governance.refusal import Refusal

CHOICES = {"KEEP": "维持现状", "MINE": "改按我的", "LEADER": "转值班长", "MERGE": "合并文字"}


class Resolve(Payload, frozen=True, kw_only=True, omit_defaults=True):
    """处置: which item, which choice. 改按我的 re-issues the decision itself as a further action."""

    item: str
    choice: str


def refusal(case: Case, p: Resolve) -> Refusal | None:
    """The item is open here and the choice is one of the four."""
    if p.choice not in CHOICES:
        return Refusal("bad-choice", "未选处置方式；请选维持现状、改按我的、转值班长或合并文字。")
    if all(item.id != p.item for item in case.items):
        return Refusal("no-item", "该冲突已处置；请刷新。")
    return None


def apply(case: Case, p: Resolve) -> Case:
    """Close the item; 转值班长 leaves it open for the duty leader."""
    if p.choice == "LEADER":
        return case
    return replace(case, items=tuple(item for item in case.items if item.id != p.item))
