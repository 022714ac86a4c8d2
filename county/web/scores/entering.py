"""县级考评分 and the departments' weights, entered by the county centre's lead (考评参数设置).

Source: rulebook §7.2; roles_permissions.csv: score_config of CENTRE_LEAD, 生效日起用、不溯及. Every value that was ever given
stays in the county's ledger.
"""

from county.acts import Wish
from county.web.acting import ACTION
from county.web.asked import Asked, Outcome
from county.web.fields import Field
from county.web.scores.reading import month_asked
from county.web.sheets import Sheet, one_part, sent, shown
from county.web.snapshot import Snapshot
from county.web.workplace import Workplace
from governance.evaluation.parameters import (
    COUNTY_SCORE,
    DEPARTMENT,
    Parameter,
    Version,
    given_key,
    parameter_case,
)
from governance.evaluation.period import before, period_of
from governance.evaluation.scores import Weights
from governance.refusal import Refusal
from governance.time import words

ENTERS = "CENTRE_LEAD"
KIND = "score.config"
SAID = "?said=entered"
NAMES = {"respond": "响应度", "done": "办结率", "on_time": "按时办结率", "satisfied": "满意度得分"}


def may_enter(asked: Asked) -> bool:
    """Whether the person enters scores and weights."""
    return any(grant.role == ENTERS for grant in asked.person.user.grants)


def given_before(snapshot: Snapshot, month: str, dept: str) -> tuple[tuple[str, str], ...]:
    """Every 县级考评分 that was entered of a department's month, the last first: score, who and when."""
    held = _held(snapshot, given_key(COUNTY_SCORE, dept, month))
    return tuple((dict(one.value).get("score", ""), _who(snapshot, one)) for one in reversed(held))


def _held(snapshot: Snapshot, key: str) -> tuple[Version, ...]:
    case = snapshot.case(snapshot.county, parameter_case(snapshot.county, key))
    return case.versions if isinstance(case, Parameter) else ()


def _who(snapshot: Snapshot, one: Version) -> str:
    user = snapshot.rules(snapshot.county).directory.user(one.by)
    return f"{user.name if user is not None else one.by} {words.stamp(one.at)} 录入"


def _set(snapshot: Snapshot, asked: Asked, key: str, value: dict[str, str], since: str = "") -> Wish:
    p = {"key": key, "value": value} | ({"since": since} if since else {})
    return Wish(
        stream=snapshot.county, user=asked.person.user.id, kind=KIND, case=parameter_case(snapshot.county, key),
        p=p, id=asked.typed.one(ACTION) or None,
    )  # fmt: skip


# ---------------------------------------------------------------- 县级考评分


def enter_page(place: Workplace, asked: Asked) -> Outcome:
    """`/scores/<month>/<department>/enter`."""
    return shown(place, asked, _score_sheet)


def enter(place: Workplace, asked: Asked) -> Outcome:
    """`POST` of the same."""
    return sent(place, asked, _score_sheet, _score, lambda case, kind: _back(asked) + SAID)


def _back(asked: Asked) -> str:
    return f"/scores/{asked.path['month']}/{asked.path['dept']}"


def _score_sheet(snapshot: Snapshot, asked: Asked) -> Sheet | None:
    period = month_asked(snapshot, asked.path["month"])
    rules, dept = snapshot.rules(snapshot.county), asked.path["dept"]
    unit = rules.catalogue.units.get(dept)
    if not may_enter(asked) or period is None or unit is None or not unit.is_department:
        return None
    given = given_before(snapshot, period.name, dept)
    return Sheet(
        tab="scores", heading=f"{unit.name} {period.name} 县级考评分", back=(_back(asked), "部门考评"),
        where=f"{_back(asked)}/enter", verb="保存",
        note="部门综合分＝2/3×县级考评＋1/3×镇评。改录后以最后一次为准，以前录入的留在台账。",
        facts=given,
        parts=one_part("县级考评", (
            Field(name="score", label="分数", note="0 至 100，如 88.40", value=given[0][0] if given else "", most=8,
                  needed=True),
        )),
    )  # fmt: skip


def _score(snapshot: Snapshot, asked: Asked, sheet: Sheet) -> Wish | Refusal:
    key = given_key(COUNTY_SCORE, asked.path["dept"], asked.path["month"])
    return _set(snapshot, asked, key, {"score": asked.typed.one("score")})


# ---------------------------------------------------------------- weights


def weights_page(place: Workplace, asked: Asked) -> Outcome:
    """`/score-weights`."""
    return shown(place, asked, _weight_sheet)


def set_weights(place: Workplace, asked: Asked) -> Outcome:
    """`POST` of the same."""
    return sent(place, asked, _weight_sheet, _weights, lambda case, kind: "/scores" + SAID)


def _weight_sheet(snapshot: Snapshot, asked: Asked) -> Sheet | None:
    if not may_enter(asked):
        return None
    held = _held(snapshot, DEPARTMENT)
    usual = Weights()
    known = dict(held[-1].value) if held else {name: str(getattr(usual, name)) for name in NAMES}
    return Sheet(
        tab="scores", heading="部门考评权重", back=("/scores", "考评"), where="/score-weights", verb="保存",
        note="四项之和须为 100。生效日为今天或以后；一个月按其第一天的权重计，不溯及以前。",
        facts=tuple((f"{one.since} 起", f"{_said(one)}，{_who(snapshot, one)}") for one in reversed(held)),
        parts=one_part("权重", (
            *(Field(name=name, label=label, value=known.get(name, ""), most=8, needed=True)
              for name, label in NAMES.items()),
            Field(name="since", label="生效日", kind="date", value=_next_month(snapshot.at), needed=True),
        )),
    )  # fmt: skip


def _said(one: Version) -> str:
    value = dict(one.value)
    return "、".join(f"{label} {value.get(name, '')}" for name, label in NAMES.items())


def _next_month(at: int) -> str:
    """The first day of the month after, from which new weights hold whole."""
    this = period_of(words.local(at).strftime("%Y-%m"))
    return before(this, -1).first_day if this is not None else ""


def _weights(snapshot: Snapshot, asked: Asked, sheet: Sheet) -> Wish | Refusal:
    value = {name: asked.typed.one(name) for name in NAMES}
    return _set(snapshot, asked, DEPARTMENT, value, asked.typed.one("since"))
