"""简报冻结发布: a period's briefing is frozen once; a correction is a further issue beside it (更正版).

Source: rulebook §10 (frozen snapshot on issue), §13 (6). The case id comes from stream, kind and period, so that two
desks freezing one period meet: with the same figures as one, else as a conflict. The snapshot is an attachment; the
ledger keeps its digest.
"""

import re
from hashlib import sha256

from msgspec import Struct
from msgspec.structs import replace

from governance.doer import Doer
from governance.ledger.action import Action
from governance.ledger.case import Case
from governance.ledger.chain import uuid8
from governance.ledger.payload import Payload
from governance.refusal import Refusal
from governance.rulebook import Rules

BRIEFINGS = {"DAILY": "日报", "WEEKLY": "周报", "MONTHLY": "月报", "EVALUATION": "考评"}
PERIODS = {
    "DAILY": re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII).fullmatch,
    "WEEKLY": re.compile(r"\d{4}-W\d{2}", re.ASCII).fullmatch,
    "MONTHLY": re.compile(r"\d{4}-\d{2}", re.ASCII).fullmatch,
    "EVALUATION": re.compile(r"\d{4}-\d{2}", re.ASCII).fullmatch,
}
_DIGEST = re.compile(r"[0-9a-f]{64}").fullmatch


class Freeze(Payload, frozen=True, kw_only=True, omit_defaults=True):
    """冻结发布: which briefing of which period, its number, data up to when, digest of the snapshot."""

    kind: str
    period: str  # 2026-03-09, 2026-W11, 2026-03
    no: str  # 期号
    digest: str  # SHA-256, hex
    as_of: int | None = None  # 数据截至, UTC ms
    reason: str = ""  # of a correction


class Issue(Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """One issue of it (一次发布)."""

    action: str  # id of the action that froze it
    no: str
    digest: str
    by: str
    at: int
    as_of: int | None = None
    reason: str = ""


class Briefing(Case, tag="briefing", frozen=True, kw_only=True, omit_defaults=True):
    """What the ledger says of a period's briefing."""

    kind: str
    period: str
    issues: tuple[Issue, ...]

    @property
    def label(self) -> str:
        """Whether it was corrected."""
        return "已发布" if len(self.issues) == 1 else "已更正"

    def last_step(self, units: tuple[str, ...]) -> int:
        """The latest issue."""
        return self.issues[-1].at


def briefing_case(stream: str, kind: str, period: str) -> str:
    """The case id of a period's briefing: the same at every desk, so that two freezings meet."""
    return uuid8(sha256(f"briefing\0{stream}\0{kind}\0{period}".encode()).digest())


def refusal(case: Briefing | None, p: Freeze, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """冻结发布: period, number and digest; a further issue says why and has other figures."""
    fits = PERIODS.get(p.kind)
    if fits is None or not fits(p.period):
        return Refusal("bad-period", f"简报种类或期间【{p.period}】不对；请重新选择。")
    if not p.no.strip() or not _DIGEST(p.digest):
        return Refusal("no-digest", "缺少期号或快照摘要；请重新生成后再发布。")
    if case is None:
        return None
    if (case.kind, case.period) != (p.kind, p.period):
        return Refusal("bad-period", "此件是另一期简报；请打开本期后再发布。")
    if case.issues[-1].digest == p.digest:
        return Refusal("already-issued", "本期已发布，数字相同；无需再发。")
    return None if p.reason.strip() else Refusal("no-reason", "本期已发布；发更正版须写明原因。")


def freeze(case: Briefing | None, action: Action, p: Freeze, doer: Doer, at: int, rules: Rules) -> Briefing:
    """冻结发布: the issue is added; those before it stay as they were printed."""
    issue = Issue(
        action=action.id,
        no=p.no,
        digest=p.digest,
        by=action.actor,
        at=at,
        as_of=p.as_of,
        reason=p.reason,
    )
    if case is not None:
        return replace(case, issues=(*case.issues, issue))
    return Briefing(
        id=action.case or briefing_case(action.stream, p.kind, p.period),
        kind=p.kind,
        period=p.period,
        issues=(issue,),
    )
