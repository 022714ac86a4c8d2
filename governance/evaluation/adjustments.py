"""考评人工加减分: points by hand, with attachment and reason, counted once they were public for 3 WD.

Source: rulebook §7.3, matrix score_adjust. The case is subject and period; that the publicity has ended is derived, never
stored: a figure of a day before it does not know the points.
"""

import re
from fractions import Fraction
from hashlib import sha256

from msgspec import Struct
from msgspec.structs import replace

from governance.doer import Doer
from governance.evaluation.period import period_of
from governance.evaluation.rates import decimal
from governance.ledger.action import Action
from governance.ledger.case import Case
from governance.ledger.chain import uuid8
from governance.ledger.payload import Payload
from governance.refusal import Refusal
from governance.rulebook import Rules
from governance.time.calendars import Calendar
from governance.time.limits import WD, Limit

PUBLICITY = Limit(3, WD)
MOST = Fraction(100)
_PERIOD = re.compile(r"\d{4}-\d{2}", re.ASCII).fullmatch


class ScoreAdjust(Payload, frozen=True, kw_only=True, omit_defaults=True):
    """人工加减分: whose points of which month, how many, why, with what evidence."""

    subject: str  # unit, department or user
    points: str  # as written: 2, -1.5
    period: str  # YYYY-MM
    reason: str
    files: tuple[str, ...] = ()


class Adjustment(Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """One addition or deduction."""

    id: str  # of the action that made it
    points: str
    reason: str
    by: str
    at: int
    files: tuple[str, ...] = ()

    def public_until(self, calendar: Calendar) -> int:
        """When its publicity ends (公示期满)."""
        return calendar.nominal_due(self.at, PUBLICITY)


class Adjustments(Case, tag="adjustments", frozen=True, kw_only=True, omit_defaults=True):
    """What the ledger says of a subject's points of a month by hand."""

    subject: str
    period: str
    made: tuple[Adjustment, ...]

    @property
    def label(self) -> str:
        """Whether it counts is a question of the day."""
        return "已登记"

    def last_step(self, units: tuple[str, ...]) -> int:
        """The latest."""
        return self.made[-1].at

    def points_at(self, at: int, calendar: Calendar) -> Fraction:
        """What counts at an instant: everything whose publicity has ended."""
        known = (one for one in self.made if one.public_until(calendar) < at)
        return sum((decimal(one.points) or Fraction(0) for one in known), Fraction(0))


def adjustments_case(stream: str, subject: str, period: str) -> str:
    """The case id of a subject's month: the same at every desk."""
    return uuid8(sha256(f"adjust\0{stream}\0{subject}\0{period}".encode()).digest())


def refusal(case: Adjustments | None, p: ScoreAdjust, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """人工加减分: points that say something, a month, a reason, an attachment."""
    if case is not None and (case.subject, case.period) != (p.subject, p.period):
        return Refusal("bad-subject", "此件是另一对象或另一月份的加减分；请打开本月后再办。")
    if p.subject not in rules.catalogue.units and p.subject not in rules.directory.users:
        return Refusal("bad-subject", "没有此考评对象；请从单位或人员中选择。")
    points = decimal(p.points)
    if points is None or not points or abs(points) > MOST:
        return Refusal("bad-number", "加减分须为不等于0、不超过100的数字，如 2 或 -1.5；请改正。")
    if not _PERIOD(p.period) or period_of(p.period) is None:
        return Refusal("bad-period", f"考评月份【{p.period}】不对；请写作 2026-03。")
    if not p.reason.strip():
        return Refusal("no-reason", "人工加减分须写明理由；请补全。")
    return None if p.files else Refusal("no-files", "人工加减分须附材料；请添加附件后再保存。")


def apply(
    case: Adjustments | None, action: Action, p: ScoreAdjust, doer: Doer, at: int, rules: Rules
) -> Adjustments:
    """人工加减分: it joins those before it; its publicity begins."""
    made = Adjustment(id=action.id, points=p.points, reason=p.reason, by=action.actor, at=at, files=p.files)
    if case is not None:
        return replace(case, made=(*case.made, made))
    case_id = action.case or adjustments_case(action.stream, p.subject, p.period)
    return Adjustments(id=case_id, subject=p.subject, period=p.period, made=(made,))
