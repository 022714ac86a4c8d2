"""What an entry of the timeline says in words (经过的说法), kind by kind. Free of Qt."""

from collections.abc import Mapping

from desktop.dossier import texts, told_again
from desktop.dossier.saying import P, Said, tail
from desktop.dossier.told_of_calls import BOTH_WAYS
from desktop.names import Names
from governance.calls.payloads import GRADES, POINTS, REFUSE_CODES, REJECT_REASONS, RESPONSES
from governance.catalogue.urgencies import URGENCIES
from governance.events.amend import FIELD_NAMES
from governance.events.payloads import (
    CHANNELS,
    RATINGS,
    REJECT_CODES,
    RESULTS,
    RETURN_CODES,
    VOID_CODES,
)
from governance.handling.suspension import GROUNDS
from governance.people.masks import masked_text
from governance.rulebook import Rules

_RULINGS = {"deny": "退单不成立", "uphold": "退单成立"}
_SATISFIED = {"GOOD": "满意", "FAIR": "基本满意", "BAD": "不满意"}
_AGREED = {"approve": "同意", "deny": "不同意"}


def _report(p: P, names: Names, rules: Rules) -> str:
    urgency = URGENCIES.get(p.get("urg", "U3"), "") if p.get("urg", "U3") != "U3" else ""
    return " · ".join(part for part in (f"{CHANNELS.get(p.get('ch', ''), '')}登记", urgency) if part)


def _amend(p: P, names: Names, rules: Rules) -> str:
    fields = [change["field"] if isinstance(change, dict) else change.field for change in p.get("set", ())]
    return f"更正{'、'.join(FIELD_NAMES.get(field, field) for field in fields)}"


def _files(p: P) -> str:
    return f" · 附件 {len(p['files'])}" if p.get("files") else ""


def _note(p: P, names: Names, rules: Rules) -> str:
    return f"备注{tail(p.get('text', ''))}{_files(p)}"


def _attach(p: P, names: Names, rules: Rules) -> str:
    return f"附材料{tail(p.get('text', ''))}{_files(p)}"


def _category(code: str, rules: Rules) -> str:
    known = rules.catalogue.categories.get(code)
    return known.minor if known is not None else code


def _classify(p: P, names: Names, rules: Rules) -> str:
    urgency = f" · {URGENCIES.get(p['urg'], p['urg'])}" if p.get("urg") else ""
    return f"定性为【{_category(p.get('category', ''), rules)}】{urgency}"


def _units(p: P, names: Names) -> str:
    others = "、".join(names.unit(unit) for unit in p.get("assist", ()))
    return names.unit(p.get("unit", "")) + (f" · 协办 {others}" if others else "")


def _dispatch(verb: str) -> Said:
    def said(p: P, names: Names, rules: Rules) -> str:
        return f"{verb}{_units(p, names)}{tail(p.get('note', ''))}"

    return said


def _return(p: P, names: Names, rules: Rules) -> str:
    reason = RETURN_CODES.get(p.get("code", ""), "退单")
    to = f" · 建议{names.unit(p['suggested_unit'])}" if p.get("suggested_unit") else ""
    return f"退单：{reason} · {p.get('clause', '')}{to}"


def _ruled(p: P, names: Names, rules: Rules) -> str:
    return f"{_RULINGS.get(p.get('ruling', ''), '审核退单')}{tail(p.get('reason', ''))}"


def _assign_final(p: P, names: Names, rules: Rules) -> str:
    return f"指定{names.unit(p.get('unit', ''))}承办，不得再退{tail(p.get('reason', ''))}"


def _result(verb: str) -> Said:
    def said(p: P, names: Names, rules: Rules) -> str:
        result = RESULTS.get(p.get("result", ""), "")
        return f"{verb}：{result}{tail(p.get('text', ''))}{_files(p)}"

    return said


def _order(p: P, names: Names, rules: Rules) -> str:
    return f"派{names.person(p.get('verifier', ''))}核查"


def _verify(p: P, names: Names, rules: Rules) -> str:
    return f"核查{'通过' if p.get('result') == 'pass' else '不通过，重办'}{tail(p.get('reason', ''))}"


def _revisit(p: P, names: Names, rules: Rules) -> str:
    if not p.get("reached"):
        return "回访未联系上"
    solved = "已解决" if p.get("solved") else "未解决"
    return f"回访：{RATINGS.get(p.get('rating', ''), '')} · {solved}{tail(p.get('reason', ''))}"


def _coded(verb: str, codes: Mapping[str, str]) -> Said:
    def said(p: P, names: Names, rules: Rules) -> str:
        return f"{verb}：{codes.get(p.get('code', ''), '')}{tail(p.get('reason', ''))}"

    return said


def _worded(verb: str) -> Said:
    return lambda p, names, rules: f"{verb}{tail(p.get('text', '') or p.get('reason', ''))}"


def _plain(words: str) -> Said:
    return lambda p, names, rules: words


def _issue(p: P, names: Names, rules: Rules) -> str:
    if not p.get("depts"):
        return f"补正呼叫{tail(p['ask'])}" if p.get("ask") else "补签呼叫"
    depts = "、".join(names.unit(dept) for dept in p["depts"])
    return f"呼叫{depts} · {GRADES.get(p.get('grade', ''), '')}{tail(p.get('ask', ''))}"


def _platform(p: P, names: Names, rules: Rules) -> str:
    if p.get("ruling") == "refuse":
        return f"平台不予受理：{REFUSE_CODES.get(p.get('code', ''), '')}{tail(p.get('reason', ''))}"
    return "平台受理"


def _assign(p: P, names: Names, rules: Rules) -> str:
    others = "、".join(names.unit(unit) for unit in p.get("assist", ()))
    return f"交办{names.unit(p.get('unit', ''))}" + (f" · 配合 {others}" if others else "")


def _spot(p: P) -> str:
    """Where it was, for the map; "" when no position was read."""
    lon, lat = p.get("lon"), p.get("lat")
    if lon is None or lat is None:
        return ""
    return texts.SPOT.format(lon=lon / 1_000_000, lat=lat / 1_000_000)


def _respond(p: P, names: Names, rules: Rules) -> str:
    said = "，".join(one for one in (p.get("person", ""), p.get("phone", ""), _spot(p)) if one)
    return f"部门响应：{RESPONSES.get(p.get('how', ''), '')}{tail(said)}{tail(p.get('text', ''))}"


def _arrival(p: P, names: Names, rules: Rules) -> str:
    doubt = p.get("word") == "dispute"
    return (
        f"{'对部门到场有异议' if doubt else '确认部门到场'}{tail(p.get('text', '') or p.get('reason', ''))}"
    )


def _evaluate(p: P, names: Names, rules: Rules) -> str:
    rating = p.get("rating", "")
    points = POINTS.get(rating, "")
    return f"评价{names.unit(p.get('unit', ''))}：{_SATISFIED.get(rating, '')} {points}{tail(p.get('reason', ''))}{_files(p)}"


def _reject_feedback(p: P, names: Names, rules: Rules) -> str:
    return f"退回反馈：{REJECT_REASONS.get(p.get('reason', ''), '')}{tail(p.get('text', ''))}"


def _more_time(p: P, names: Names, rules: Rules) -> str:
    return f"申请延期{tail(p.get('reason', ''))}"


def _agreed(verb: str) -> Said:
    def said(p: P, names: Names, rules: Rules) -> str:
        return f"{verb}{_AGREED.get(p.get('ruling', ''), '')}{tail(p.get('reason', ''))}"

    return said


def _suspend(p: P, names: Names, rules: Rules) -> str:
    return f"申请挂账至 {p.get('until', '')}：{GROUNDS.get(p.get('code', ''), '')}{tail(p.get('plan', ''))}"


def _suspended(p: P, names: Names, rules: Rules) -> str:
    until = f"，挂账至 {p['until']}" if p.get("until") else ""
    return f"挂账{_AGREED.get(p.get('ruling', ''), '')}{until}{tail(p.get('reason', ''))}"


def _invited(p: P, names: Names, rules: Rules) -> str:
    return f"增加{names.unit(p.get('unit', ''))}协办{tail(p.get('text', ''))}"


def _supervise(level: str) -> Said:
    def said(p: P, names: Names, rules: Rules) -> str:
        return f"{level} · {names.unit(p.get('unit', ''))}{tail(p.get('ask', ''))}"

    return said


def _urge(p: P, names: Names, rules: Rules) -> str:
    return f"催办{names.unit(p['unit']) if p.get('unit') else ''}{tail(p.get('text', ''))}"


def _phone(p: P, names: Names, rules: Rules) -> str:
    whom = p.get("who", "") or names.unit(p.get("unit", ""))
    return f"通话{f'（{masked_text(whom)}）' if whom else ''}{tail(p.get('text', '') or p.get('result', ''))}"


def _resolve(p: P, names: Names, rules: Rules) -> str:
    return "处置冲突"


SAID: Mapping[str, Said] = {
    "event.report": _report,
    "event.amend": _amend,
    "event.note": _note,
    "event.attach": _attach,
    "event.accept": _plain("受理"),
    "event.classify": _classify,
    "event.reject": _coded("不予受理", REJECT_CODES),
    "event.accept_dispatch": _dispatch("特急受理并派单至"),
    "event.dispatch": _dispatch("派单至"),
    "event.redispatch": _dispatch("改派至"),
    "event.sign": _plain("签收"),
    "event.contact": _worded("先行联系来电人"),
    "event.progress": _worded("进展"),
    "event.return": _return,
    "event.decide_return": _ruled,
    "event.assign_final": _assign_final,
    "event.feedback": _result("反馈"),
    "event.order_verify": _order,
    "event.verify": _verify,
    "event.close": _result("结案"),
    "event.revisit": _revisit,
    "event.void": _coded("作废", VOID_CODES),
    "event.merge": _plain("归并到主件"),
    "event.unmerge": _plain("撤销归并"),
    "event.urge": _urge,
    "event.phone_log": _phone,
    "event.ack_alarm": _plain("确认告警"),
    **{f"{of}.extend_request": _more_time for of in ("event", "call")},
    **{f"{of}.extend_review": _agreed("延期初审") for of in ("event", "call")},
    **{f"{of}.extend_approve": _agreed("延期批准") for of in ("event", "call")},
    **{f"{of}.suspend_request": _suspend for of in ("event", "call")},
    **{f"{of}.suspend_approve": _suspended for of in ("event", "call")},
    **{f"{of}.resume": _worded("提前恢复办理") for of in ("event", "call")},
    **{f"{of}.invite_assist": _invited for of in ("event", "call")},
    **{f"{of}.exempt": _worded("不可抗力豁免") for of in ("event", "call")},
    "event.wait_applicant": _worded("待申请人补充材料"),
    **BOTH_WAYS,
    "call.issue": _issue,
    "call.note": _note,
    "call.attach": _attach,
    "call.accept": _platform,
    "call.assign": _assign,
    "call.sign": _plain("部门签收"),
    "call.respond": _respond,
    "call.progress": _worded("部门进展"),
    "call.return": _return,
    "call.decide_return": _ruled,
    "call.assign_final": _assign_final,
    "call.feedback": _result("部门反馈"),
    "call.confirm_arrival": _arrival,
    "call.reject_feedback": _reject_feedback,
    "call.evaluate": _evaluate,
    "call.withdraw": _worded("撤回呼叫"),
    "call.urge": _urge,
    "call.phone_log": _phone,
    "supervision.normal": _supervise("普通督办"),
    "supervision.yellow": _supervise("黄牌督办"),
    "supervision.red": _supervise("红牌督办"),
    "supervision.reply": _worded("督办回复"),
    "supervision.close": lambda p, names, rules: f"督办销号{tail(p.get('result', ''))}",
    "supervision.revoke": lambda p, names, rules: f"撤销督办{tail(p.get('reason', ''))}",
    "conflict.resolve": _resolve,
    "audit.unmask": _worded("查看脱敏信息"),
    **told_again.SAID,
}
