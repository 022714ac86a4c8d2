"""查看脱敏信息、导出: each leaves a trace of its own that nobody can change.

Source: rulebook §1.3 (masking), §1.4 (conditions of the matrix). A trace is a case that is born and final at once; it
names the case whose field was shown, and that case does not change by it.
"""

from governance.doer import Doer
from governance.events.event import Event
from governance.ledger.action import Action
from governance.ledger.case import Case
from governance.ledger.payload import Payload
from governance.people.roles import DESK_ROLES
from governance.refusal import Refusal
from governance.rulebook import Rules

FIELDS = {"name": "姓名", "phone": "电话", "id_no": "身份证号", "address": "住址", "photo": "照片"}
NAMES = {"audit.unmask": "查看脱敏信息", "audit.export": "导出"}


class Unmask(Payload, frozen=True, kw_only=True, omit_defaults=True):
    """查看脱敏信息: `parent` is the case, `subject` says what else it is about (a person of the archive)."""

    field: str
    reason: str
    subject: str = ""


class Export(Payload, frozen=True, kw_only=True, omit_defaults=True):
    """导出: which list, how many rows, and the digest of the file."""

    what: str
    rows: int
    masked: bool = True
    reason: str = ""
    digest: str = ""


class Disclosure(Case, tag="audit", frozen=True, kw_only=True, omit_defaults=True):
    """What the ledger says of one look or one export."""

    kind: str
    by: str  # user
    at: int
    of: str = ""  # case, or what the look was about; the exported list
    field: str = ""
    reason: str = ""
    rows: int = 0
    masked: bool = False
    digest: str = ""

    @property
    def final(self) -> bool:
        """A trace is at its end as it is born."""
        return True

    @property
    def label(self) -> str:
        """It has one state."""
        return "已留痕"

    def last_step(self, units: tuple[str, ...]) -> int:
        """The look itself."""
        return self.at


def unmask_refusal(
    case: Disclosure | None, parent: Case | None, p: Unmask, doer: Doer, at: int, rules: Rules
) -> Refusal | None:
    """查看: one field, with its reason; a unit only for a caller who wants an answer and no secrecy."""
    if p.field not in FIELDS:
        return Refusal(
            "bad-field", f"【{p.field}】不是可查看的脱敏项；请选择姓名、电话、身份证号、住址或照片。"
        )
    if not p.reason.strip():
        return Refusal("no-reason", "查看脱敏信息须写事由；请补填事由。")
    if isinstance(parent, Event) and DESK_ROLES.isdisjoint(doer.roles):
        if parent.secret:
            return Refusal("kept-secret", "来电人要求保密，只有指挥室可查看；有需要请联系指挥室。")
        if not parent.reply:
            return Refusal("no-reply-wanted", "此件未要求回复，承办单位不能查看来电人；有需要请联系指挥室。")
    return None


def unmask(
    case: Disclosure | None, action: Action, p: Unmask, doer: Doer, at: int, rules: Rules
) -> Disclosure:
    """查看脱敏信息: who, when, which case, which field, why."""
    return Disclosure(
        id=action.case or action.id,
        parent=p.parent,
        kind=action.kind,
        by=action.actor,
        at=at,
        of=p.parent or p.subject,
        field=p.field,
        reason=p.reason,
    )


def export_refusal(case: Disclosure | None, p: Export, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """导出: which list; unmasked only with a reason."""
    if not p.what.strip() or p.rows < 0:
        return Refusal("no-text", "缺少导出的内容或条数；请重新导出。")
    if not p.masked and not p.reason.strip():
        return Refusal("no-reason", "导出未脱敏的内容须写事由；请补填事由，或改为脱敏导出。")
    return None


def export(
    case: Disclosure | None, action: Action, p: Export, doer: Doer, at: int, rules: Rules
) -> Disclosure:
    """导出: what left the house, and with how many rows."""
    return Disclosure(
        id=action.case or action.id,
        kind=action.kind,
        by=action.actor,
        at=at,
        of=p.what,
        reason=p.reason,
        rows=p.rows,
        masked=p.masked,
        digest=p.digest,
    )
