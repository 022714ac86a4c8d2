"""States of a call (呼叫状态) and the table of its transitions.

Source: rulebook §4.2. The call's state follows its 主办 department; 配合 departments run clocks of their own.
"""

from governance.handling import handled

ISSUED, PLATFORM_ACCEPTED, ASSIGNED, SIGNED = "ISSUED", "PLATFORM_ACCEPTED", "ASSIGNED", "SIGNED"
RESPONDED, HANDLING, FEEDBACK, EVALUATED = "RESPONDED", "HANDLING", "FEEDBACK", "EVALUATED"
REFUSED, RETURN_PENDING, CONSULTING, WITHDRAWN = "REFUSED", "RETURN_PENDING", "CONSULTING", "WITHDRAWN"
SUSPENDED = handled.SUSPENDED
DRAFT, ADJUDICATED = "DRAFT", "ADJUDICATED"

NAMES = {
    DRAFT: "拟稿待签",
    ISSUED: "已呼叫",
    PLATFORM_ACCEPTED: "平台受理",
    ASSIGNED: "已交办",
    SIGNED: "已签收",
    RESPONDED: "已响应",
    HANDLING: "办理中",
    SUSPENDED: "挂账",
    FEEDBACK: "已反馈",
    EVALUATED: "已评价",
    REFUSED: "平台不予受理",
    RETURN_PENDING: "退单待审",
    CONSULTING: "会商",
    ADJUDICATED: "已审定",
    WITHDRAWN: "已撤回",
}
STATES = tuple(NAMES)
FINAL = frozenset({EVALUATED, REFUSED, WITHDRAWN})
OPEN = frozenset(STATES) - FINAL
WITH_DEPARTMENT = frozenset({ASSIGNED, SIGNED, RESPONDED, HANDLING})
HELD = WITH_DEPARTMENT | {SUSPENDED}  # … or on the 主办's books until a day
# a department's own clocks run on while another's return is ruled on, or after the 主办 fed back with its 说明
ANSWERING = HELD | {PLATFORM_ACCEPTED, RETURN_PENDING, CONSULTING, ADJUDICATED, FEEDBACK}
OUT = frozenset(STATES) - {DRAFT}  # the county knows of it

# kind → (name of the action, states in which it may stand)
TABLE: dict[str, tuple[str, frozenset[str]]] = {
    "call.draft": ("改拟稿", frozenset({DRAFT})),
    "call.issue": ("签发或补签", OPEN),
    "call.note": ("备注", frozenset(STATES)),
    "call.attach": ("附材料", frozenset(STATES)),
    "call.receipt": ("回执", OUT),
    "call.accept": ("平台受理", frozenset({ISSUED})),
    "call.assign": ("交办", frozenset({PLATFORM_ACCEPTED})),
    "call.assign_sub": ("单位内部指派", ANSWERING),
    "call.sign": ("签收", ANSWERING),
    "call.respond": ("响应", ANSWERING),
    "call.confirm_arrival": ("确认到场", ANSWERING),
    "call.progress": ("登记进展", ANSWERING),
    "call.return": ("退单", WITH_DEPARTMENT),
    "call.decide_return": ("审核退单", frozenset({RETURN_PENDING})),
    "call.consult": ("会商", frozenset({CONSULTING})),
    "call.adjudicate": ("审定", frozenset({CONSULTING})),
    "call.assign_final": ("指定承办", frozenset({CONSULTING, ADJUDICATED})),
    "call.reverse": ("县呼乡应", OPEN - {DRAFT}),
    "call.reverse_respond": ("响应县级呼叫", ANSWERING),
    "call.push_back": ("标记推回", ANSWERING),
    "call.rule_response": ("裁定异议", OUT),
    "call.extend_request": ("延期申请", ANSWERING),
    "call.extend_review": ("延期初审", ANSWERING),
    "call.extend_approve": ("延期批准", ANSWERING),
    "call.suspend_request": ("挂账申请", frozenset({HANDLING})),
    "call.suspend_approve": ("挂账批准", frozenset({HANDLING})),
    "call.resume": ("恢复办理", frozenset({SUSPENDED})),
    "call.invite_assist": ("增加配合部门", HELD | {RETURN_PENDING, CONSULTING}),
    "call.exempt": ("不可抗力豁免", frozenset(STATES) - {REFUSED, WITHDRAWN}),
    "call.feedback": ("反馈", ANSWERING),
    "call.reject_feedback": ("退回反馈", frozenset({FEEDBACK})),
    "call.evaluate": ("评价", frozenset({FEEDBACK, EVALUATED})),
    "call.appeal": ("超时申诉", OUT),
    "call.decide_appeal": ("申诉裁定", OUT),
    "call.urge": ("催办", OPEN),
    "call.phone_log": ("通话", frozenset(STATES)),
    "call.withdraw": ("撤回", frozenset({DRAFT, ISSUED, PLATFORM_ACCEPTED, ASSIGNED})),
}
