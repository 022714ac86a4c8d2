"""Whose task it is (承办单位): the doer's own part, and whether it is being handled."""

from governance.doer import Doer
from governance.handling.handled import Handled, Part
from governance.refusal import Refusal
from governance.rulebook import Rules


def holder(case: Handled, doer: Doer, name: str, rules: Rules) -> Part | Refusal:
    """The doer's open task that it has taken up; the 主办's only while the case stands in handling."""
    part = case.part_of(doer.units)
    if part is None:
        lead = case.leading
        held = rules.name_of(lead.unit) if lead is not None else "未派单"
        return Refusal("not-holder", f"此件不由本单位承办，当前承办单位：{held}；请联系当前承办单位。")
    if part.lead and case.state != case.handles:
        return Refusal("wrong-state", f"当前状态【{case.label}】不可【{name}】；请在办理中提出。")
    if not part.begun:
        return Refusal("not-begun", f"本单位尚未签收或响应，不可【{name}】；请先签收或响应。")
    return part
