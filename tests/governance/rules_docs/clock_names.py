"""What clocks are called in the rule documents (计时名称)."""

from collections.abc import Mapping

NAMES: Mapping[str, str] = {
    "ACCEPT": "受理",
    "DISPATCH": "派遣",
    "SIGN": "签收",
    "CONTACT": "先行联系",
    "HANDLE": "办理",
    "RETURN_WINDOW": "可退单期限",
    "RETURN_DECIDE": "审核退单",
    "CHECK": "派核查或结案",
    "VERIFY": "核查",
    "REVISIT": "回访",
    "ASSIGN": "交办",
    "RESPOND": "响应",
    "EVALUATE": "评价",
    "CONSULT": "会商",
    "ADJUDICATE": "审定",
    "COUNTERSIGN": "会签",
    "REPLY": "回复",
    "REVIEW": "审核",
    "FILE": "补办准入",
    "RULE": "裁定",
    "APPEAL_WINDOW": "可申诉期限",
    "APPEAL": "申诉裁定",
    "IDLE": "无进展判定",
    "STILL": "逾期后无进展判定",
    "EXPLAIN": "说明期",
    "CORRECTION": "可改评期限",
    "ARRIVE": "到场",
    "RECTIFY": "整改回复",
}
OF_CASE: Mapping[tuple[str, str], str] = {("call", "COUNTERSIGN"): "特急补签"}
CASES: Mapping[str, str] = {
    "event": "事件",
    "call": "呼叫",
    "reverse": "县呼乡应",
    "supervision": "督办",
    "list": "清单",
    "access": "准入",
    "notice": "通报",
}
CALENDARS: Mapping[str, str] = {"EH": "紧急工作时", "WH": "工作时", "WD": "工作日", "ND": "自然日"}


def name_of(clock: str, case: str = "") -> str:
    """The clock's Chinese name; its code when this list does not know it."""
    return OF_CASE.get((case, clock)) or NAMES.get(clock, clock)
