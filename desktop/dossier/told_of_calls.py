"""What the timeline says of a call's further steps (呼叫经过的说法): 拟稿, 会商, 审定, 县呼乡应, 裁定, 申诉. Free of Qt."""

from collections.abc import Mapping

from desktop.dossier.saying import P, Said, tail
from desktop.names import Names
from governance.appeals import RULINGS as APPEAL_RULINGS
from governance.calls.consultation import WAYS
from governance.calls.payloads import GRADES, RESPONSES
from governance.calls.reverse import STEPS, WORDS
from governance.calls.rulings import MARKS
from governance.calls.rulings import RULINGS as RESPONSE_RULINGS
from governance.rulebook import Rules


def _appeal(p: P, names: Names, rules: Rules) -> str:
    return f"超时申诉{tail(p.get('text', ''))}"


def _draft(p: P, names: Names, rules: Rules) -> str:
    depts = "、".join(names.unit(dept) for dept in p.get("depts", ()))
    return f"拟呼叫{depts} · {GRADES.get(p.get('grade', ''), '')}{tail(p.get('ask', ''))}"


def _consult(p: P, names: Names, rules: Rules) -> str:
    if p.get("step") == "convene":
        sides = "、".join(names.unit(side.get("unit", "")) for side in p.get("sides", ()))
        return f"召集会商（{WAYS.get(p.get('way', ''), '')}）：{sides}"
    return f"会商一致，由{names.unit(p['unit'])}承办" if p.get("unit") else "会商未达成一致，送审定"


def _adjudicate(p: P, names: Names, rules: Rules) -> str:
    return f"审定由{names.unit(p.get('unit', ''))}承办 · {p.get('clause', '')}{tail(p.get('reason', ''))}"


def _reverse(p: P, names: Names, rules: Rules) -> str:
    if word := WORDS.get(p.get("word", "")):
        return f"呼叫单位{word}乡镇反馈{tail(p.get('reason', ''))}"
    return f"{'事呼双应' if p.get('both') else '县呼乡应'}{tail(p.get('ask', ''))}"


def _reverse_respond(p: P, names: Names, rules: Rules) -> str:
    how = RESPONSES.get(p.get("how", ""), "")
    who = "，".join(one for one in (p.get("person", ""), p.get("phone", "")) if one)
    return f"乡镇{STEPS.get(p.get('step', ''), '响应')}{how}{tail(who)}{tail(p.get('text', ''))}"


def _rule_response(p: P, names: Names, rules: Rules) -> str:
    said = RESPONSE_RULINGS.get(p.get("ruling", ""), "")
    return f"{MARKS.get(p.get('mark', ''), '')}{said} · {names.unit(p.get('unit', ''))}{tail(p.get('reason', ''))}"


def _push_back(p: P, names: Names, rules: Rules) -> str:
    return f"标记{names.unit(p.get('unit', ''))}推回{tail(p.get('text', ''))}"


def _decide_appeal(p: P, names: Names, rules: Rules) -> str:
    return f"申诉{APPEAL_RULINGS.get(p.get('ruling', ''), '裁定')}{tail(p.get('reason', ''))}"


def _notice(p: P, names: Names, rules: Rules) -> str:
    return f"{'送各单位说明' if p.get('send') else '拟通报'}{tail(p.get('title', ''))}"


def _notice_reply(p: P, names: Names, rules: Rules) -> str:
    return f"说明整改{tail(p.get('text', ''))}"


BOTH_WAYS: Mapping[str, Said] = {
    "call.draft": _draft,
    "call.consult": _consult,
    "call.adjudicate": _adjudicate,
    "call.reverse": _reverse,
    "call.reverse_respond": _reverse_respond,
    "call.rule_response": _rule_response,
    "call.push_back": _push_back,
    "call.appeal": _appeal,
    "call.decide_appeal": _decide_appeal,
    "event.appeal": _appeal,
    "event.decide_appeal": _decide_appeal,
    "notice.draft": _notice,
    "notice.sign": lambda p, names, rules: "签发通报",
    "notice.reply": _notice_reply,
}
