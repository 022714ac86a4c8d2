"""演练 (drill.mark): the room practised working alone, or with another turn of things, from when to when.

Source: rulebook §6.4, kinds.csv. The DUTY_LEADER marks it, at its begin or once it is over, with what was practised and
what came of it. It stops no clock and excuses nothing: whoever reads what was done late in that span sees why.
"""

from msgspec.structs import replace

from governance.backfill import is_sane
from governance.doer import Doer, sits_in
from governance.duty.stated_time import RULERS
from governance.ledger.action import Action
from governance.ledger.case import Case
from governance.ledger.payload import Payload
from governance.refusal import Refusal
from governance.rulebook import Rules

SUBJECTS = {"OUTAGE": "断网", "URGENT": "突发处置", "OTHER": "其他"}


class Mark(Payload, frozen=True, kw_only=True, omit_defaults=True):
    """演练: of what, from when, and to when once it is over; what was practised, or on its end what came of it."""

    subject: str
    since: int
    to: int | None = None
    text: str


class Drill(Case, tag="drill", frozen=True, kw_only=True, omit_defaults=True):
    """What the ledger says of a drill."""

    subject: str
    since: int
    text: str
    by: str  # user who marked it
    at: int
    to: int | None = None
    result: str = ""

    @property
    def final(self) -> bool:
        """Whether it is over."""
        return self.to is not None

    @property
    def label(self) -> str:
        """演练中 or 已结束."""
        return "演练中" if self.to is None else "演练已结束"

    def last_step(self, units: tuple[str, ...]) -> int:
        """When it was marked."""
        return self.at


def refusal(drill: Drill | None, p: Mark, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """演练: by the duty leader, with its subject, its words and times that can be true; its end once."""
    if not sits_in(RULERS, doer, rules):
        return Refusal("no-role", "演练由带班领导登记；请交带班领导办理。")
    if p.subject not in SUBJECTS or not p.text.strip():
        return Refusal("no-text", "缺少演练科目或内容；请选科目并写明演练了什么。")
    if not is_sane(p.since) or p.since > at:
        return Refusal("future-time", "演练开始时间晚于现在或过早；请核对时间。")
    since = p.since if drill is None else drill.since
    if p.to is not None and not since < p.to <= at:
        return Refusal("bad-time", "演练结束时间须晚于开始且不晚于现在；请核对时间。")
    return _end_refusal(drill, p) if drill is not None else None


def _end_refusal(drill: Drill, p: Mark) -> Refusal | None:
    if drill.to is not None:
        return Refusal("already-done", "此次演练已登记结束；再次演练请另行登记。")
    return Refusal("bad-time", "缺少演练结束时间；请填写结束时间。") if p.to is None else None


def mark(drill: Drill | None, action: Action, p: Mark, doer: Doer, at: int, rules: Rules) -> Drill:
    """演练, or its end with what came of it."""
    if drill is not None:
        return replace(drill, to=p.to, result=p.text)
    return Drill(
        id=action.case or action.id,
        subject=p.subject,
        since=p.since,
        text=p.text,
        by=action.actor,
        at=at,
        to=p.to,
    )
