"""States of an event (事件状态) and the table of its transitions.

Source: rulebook §3.2 and §3.3. The table is what `allowed`, the guards and the manual's diagram are drawn from:
an action stands in the states named here and nowhere else. A fact that meets another state stays in the timeline
and moves nothing (sync.md I10). No event is ever without a responsible unit or a final state (§13, 1).
"""

from governance.handling import handled

REGISTERED, ACCEPTED, DISPATCHED, SIGNED = "REGISTERED", "ACCEPTED", "DISPATCHED", "SIGNED"
FEEDBACK, VERIFYING, VERIFIED, CLOSED, REVISITED = "FEEDBACK", "VERIFYING", "VERIFIED", "CLOSED", "REVISITED"
REJECTED, RETURN_PENDING, CALLED_UP, VOID = "REJECTED", "RETURN_PENDING", "CALLED_UP", "VOID"
MERGED, SPLIT, SELF_DONE = "MERGED", "SPLIT", "SELF_DONE"
SUSPENDED = handled.SUSPENDED

NAMES = {
    REGISTERED: "待受理",
    ACCEPTED: "待分派",
    DISPATCHED: "待签收",
    SIGNED: "办理中",
    SUSPENDED: "挂账",
    RETURN_PENDING: "退单待审",
    CALLED_UP: "已呼叫县级",
    FEEDBACK: "已反馈待核查",
    VERIFYING: "核查中",
    VERIFIED: "待结案",
    CLOSED: "已结案",
    REVISITED: "已回访",
    SELF_DONE: "自办结",
    MERGED: "已归并",
    SPLIT: "已拆分",
    REJECTED: "不予受理",
    VOID: "作废",
}
STATES = tuple(NAMES)
FINAL = frozenset({REVISITED, SELF_DONE, REJECTED, VOID})
DONE = frozenset({CLOSED, REVISITED, SELF_DONE})  # 结案, 自办结 among them
ENDED = FINAL | {CLOSED}  # nothing is owed but the revisit
OPEN = frozenset(STATES) - ENDED - {MERGED, SPLIT}  # counted with the main event (主件), by the parts (子件)
WITH_UNIT = frozenset({DISPATCHED, SIGNED})  # the 主办 unit owes the next step
HELD = WITH_UNIT | {SUSPENDED}  # … or has it on its books until a day
ASSISTING = HELD | {ACCEPTED, RETURN_PENDING, CALLED_UP, FEEDBACK}  # a 协办 task goes on in these
EXTENDING = ASSISTING | {VERIFYING, VERIFIED}  # a ruling in time counts from the filing, fed back or not
REWORKABLE = frozenset({FEEDBACK, VERIFYING, CLOSED, REVISITED})
MAY_CALL_UP = frozenset({ACCEPTED, SIGNED, CALLED_UP})  # a second call may go out beside the first

# a 主办 unit's own facts: narrower than the table, which also serves 协办 units
LEAD_TURN = {
    "event.sign": frozenset({DISPATCHED}),
    "event.contact": frozenset({SIGNED}),
    "event.progress": frozenset({SIGNED}),
    "event.feedback": frozenset({SIGNED}),
}

# kind → (name of the action, states in which it may stand)
TABLE: dict[str, tuple[str, frozenset[str]]] = {
    "event.report": ("登记", frozenset()),
    "event.behalf_answer": ("代录确认", frozenset(STATES)),
    "event.amend": ("更正补充", frozenset(STATES) - FINAL),
    "event.note": ("备注", frozenset(STATES)),
    "event.attach": ("附材料", frozenset(STATES)),
    "event.receipt": ("回执", frozenset(STATES)),
    "event.suspect_duplicate": ("疑似重复", OPEN),
    "event.self_handle": ("自办结", frozenset({REGISTERED})),
    "event.accept": ("受理", frozenset({REGISTERED})),
    "event.classify": ("定性改类", OPEN),
    "event.reject": ("不予受理", frozenset({REGISTERED})),
    "event.accept_dispatch": ("受理并分派", frozenset({REGISTERED})),
    "event.dispatch": ("派遣", frozenset({ACCEPTED})),
    "event.redispatch": ("改派", frozenset({ACCEPTED})),
    "event.assign_sub": ("单位内部指派", ASSISTING),
    "event.sign": ("签收", ASSISTING),
    "event.contact": ("先行联系", ASSISTING),
    "event.progress": ("登记进展", ASSISTING),
    "event.return": ("退单", frozenset({DISPATCHED, SIGNED})),
    "event.decide_return": ("审核退单", frozenset({RETURN_PENDING})),
    "event.assign_final": ("指定承办", frozenset({RETURN_PENDING})),
    "event.wait_applicant": ("待补充材料", ASSISTING),
    "event.extend_request": ("延期申请", ASSISTING),
    "event.extend_review": ("延期初审", EXTENDING),
    "event.extend_approve": ("延期批准", EXTENDING),
    "event.suspend_request": ("挂账申请", frozenset({SIGNED})),
    "event.suspend_approve": ("挂账批准", frozenset({SIGNED})),
    "event.resume": ("恢复办理", frozenset({SUSPENDED})),
    "event.invite_assist": ("增加协办", HELD | {RETURN_PENDING, CALLED_UP}),
    "event.exempt": ("不可抗力豁免", frozenset(STATES) - {VOID, REJECTED}),
    "event.appeal": ("超时申诉", frozenset(STATES) - {VOID, REJECTED}),
    "event.decide_appeal": ("申诉裁定", frozenset(STATES) - {VOID, REJECTED}),
    "event.feedback": ("反馈", ASSISTING),
    "event.order_verify": ("派核查", frozenset({FEEDBACK})),
    "event.verify": ("核查", frozenset({VERIFYING})),
    "event.close": ("结案", frozenset({VERIFIED, FEEDBACK})),
    "event.revisit": ("回访", frozenset({CLOSED, MERGED})),  # each merged caller too (§3.10)
    "event.rework": ("重办", REWORKABLE),
    "event.merge": ("归并", OPEN),
    "event.unmerge": ("撤销归并", frozenset({MERGED})),
    "event.split": ("拆分", frozenset({ACCEPTED, SIGNED})),
    "event.void": ("作废", frozenset(STATES) - FINAL - {MERGED, SPLIT}),
    "event.urge": ("催办", OPEN),
    "event.phone_log": ("通话", frozenset(STATES)),
    "event.ack_alarm": ("确认告警", frozenset(STATES) - FINAL),
}

STEPS = ("信息采集", "案卷建立", "任务派遣", "任务处理", "处理反馈", "核查结案", "综合评价")  # 公开七步
