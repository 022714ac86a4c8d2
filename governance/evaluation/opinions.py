"""意见单: what the town says of a person of a 派驻机构: 推荐提名, 反向否决, 同意或不同意调动.

Source: rulebook §1.4 (appoint_opinion, 四权管理, 双锁定). The case is the person: its id comes from stream and person, so
that two desks speaking of one person meet; every slip stays in the register.
"""

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

RECOMMEND, VETO, CONSENT, DISSENT = "RECOMMEND", "VETO", "CONSENT", "DISSENT"
OPINION_NAMES = {RECOMMEND: "推荐提名", VETO: "反向否决", CONSENT: "同意调动", DISSENT: "不同意调动"}


class AppointOpinion(Payload, frozen=True, kw_only=True, omit_defaults=True):
    """意见单: about whom, of which station, for which post, and why."""

    person: str  # user id
    unit: str
    opinion: str
    reason: str
    post: str = ""  # of RECOMMEND: the post
    files: tuple[str, ...] = ()


class Slip(Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """One 意见单 in the register."""

    id: str  # of the action that gave it
    person: str
    unit: str
    opinion: str
    reason: str
    by: str
    at: int
    post: str = ""
    files: tuple[str, ...] = ()


class Opinions(Case, tag="opinions", frozen=True, kw_only=True, omit_defaults=True):
    """What the ledger says of a person's 意见单, the oldest first."""

    person: str
    slips: tuple[Slip, ...]

    @property
    def label(self) -> str:
        """What the latest says."""
        return OPINION_NAMES.get(self.slips[-1].opinion, self.slips[-1].opinion)

    def last_step(self, units: tuple[str, ...]) -> int:
        """The latest slip."""
        return self.slips[-1].at


def opinions_case(stream: str, person: str) -> str:
    """The case id of a person's 意见单: the same at every desk."""
    return uuid8(sha256(f"opinions\0{stream}\0{person}".encode()).digest())


def refusal(case: Opinions | None, p: AppointOpinion, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """意见单: of a person known here and a station, with its reason; 推荐提名 with the post."""
    if case is not None and case.person != p.person:
        return Refusal("bad-person", "此件是另一人的意见单；请打开本人的后再出具。")
    if p.opinion not in OPINION_NAMES:
        return Refusal("bad-opinion", "未选意见；请选推荐提名、反向否决、同意调动或不同意调动。")
    if p.person not in rules.directory.users:
        return Refusal("bad-person", "人员名册中没有此人；请由县端管理员登记后再出具。")
    unit = rules.catalogue.units.get(p.unit)
    if unit is None or unit.kind != "station":
        return Refusal("bad-unit", f"【{rules.name_of(p.unit)}】不是派驻机构；请改选派驻机构。")
    if p.opinion == RECOMMEND and not p.post.strip():
        return Refusal("no-post", "推荐提名须写明岗位；请补全。")
    return None if p.reason.strip() else Refusal("no-reason", "意见单须写明理由；请补全。")


def apply(
    case: Opinions | None, action: Action, p: AppointOpinion, doer: Doer, at: int, rules: Rules
) -> Opinions:
    """意见单: it joins those before it, which stand as they were given."""
    slip = Slip(
        id=action.id,
        person=p.person,
        unit=p.unit,
        opinion=p.opinion,
        reason=p.reason,
        by=action.actor,
        at=at,
        post=p.post,
        files=p.files,
    )
    if case is not None:
        return replace(case, slips=(*case.slips, slip))
    return Opinions(id=action.case or opinions_case(action.stream, p.person), person=p.person, slips=(slip,))
