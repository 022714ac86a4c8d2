"""Words of the dossier (案卷)."""

from governance.time import words

CLOCKS = words.CLOCKS | {"HANDLE": "处置", "CHECK": "核查派出"}  # beside stage names that say 办理 and 核查
AGAIN = "重派"
PLATFORM = "县平台"

PENDING_CATEGORY = "小类待定"
NO_PLACE = "地点未记"
ASKED_BY = "诉求 {n}"
RETURNED = "退单 {n}"
MERGED = "已归并"
BACKFILL_ON = "补录：选纸单上写的一步，再填纸单号和发生时间；再按一次取消"
BACKFILL_OFF = "已取消补录"
REPLY_WANTED = "要求回复"
ANONYMOUS = "匿名"
SECRET = "要求保密"
NO_OUTER_DUE = "缺外部到期，凭来文更正"
ROUND = "第 {n} 次办理"
URGED = "已催 {n} 次"
PROPOSED = "建议{level}：{why}"
PROPOSED_BOTH = "建议事呼双应"
SPOT = "定位 {lon:.5f}, {lat:.5f}"
TIMING_CARDS = {
    ("ACCEPT", "YELLOW"): "受理黄牌",
    ("ACCEPT", "RED"): "受理红牌",
    ("HANDLE", "YELLOW"): "办理黄牌",
    ("HANDLE", "RED"): "办理红牌",
}
CONFLICT = "冲突待处置"
UNSENT = "未送达 {n}"
RETURN_ABUSE = "两次退单不成立 · {unit}"
RECOUNTED = "补录节假日表，{clock}到期由 {was} 改为 {now}"
BY_RULE = "系统按规则"

LIMIT = "{name}限 {limit}"
DUE = "{at} 到时"
STOPPED = "{name}计时已停"
USED = "用 {used} / 限 {limit}"
OUTER_DUE = "外部 {at}"
OUTER_BY = "须 {at} 前反馈 · {left}"
AS_OF = "截至 {at}"
PAUSED_NOW = "停计"
COVERED = "延期覆盖"
HELD_UNTIL, WAITS_UNTIL = "挂账至 {at}", "待补材料至 {at}"
EXTENDED, EXTENSION_ASKED, SUSPENSION_ASKED, EXEMPTED = "已延期 {n} 次", "延期{standing}", "挂账待批", "豁免"
ALL_STOPPED = "计时已停"
TOOK = "共 {span}"
RUN_AND_PAUSED = "走 {run} · 停 {paused}"

SEGMENTS = "时限分段"
SINCE, ALTOGETHER = "{at} 起 · {span}", "共"
FROM = "{at} 起"
SUGGESTION = "建议"
SUGGESTION_NOTE = "依据可核对，采纳后仍可改"
MAIN_DUTY, SIDE_DUTY = "主体责任", "配合责任"
ADOPT = "采纳"
BY_CATEGORY = "小类【{minor}】的常办单位"
OUTSIDE_TOWN = "清单外，由本镇单位办理"
OUTSIDE_COUNTY = "清单外事项，按 F4 呼叫县级并写明理由"
ITEM = "清单 {code} {name}"
SIDE_BY = "配合：{who}"
CALL_UP = "县级单位，按 F4 呼叫；配合责任由镇内派单"
PRECEDENT = "判例 {id}：由{unit}主体负责"
REASON = "{reason}，依据 {clause}"
RETURN_REASON = "{unit}退单：{reason} · {clause}"
SAME_UNIT_NOTE = "换单位改派：处置时限重新起算；派回{unit}：续计剩余时限。"

CALLS = "呼叫"
HANDLERS = "承办"
LEAD, ASSIST = "主办", "协办"
HELPING = "配合"
TASK_STATES = {"OPEN": "在办", "DONE": "已反馈", "RETURNED": "已退单", "REASSIGNED": "已改派"}
DEPT_STATES = {"FED": "已反馈", "RETURNED": "已退单", "REASSIGNED": "已改办"}
NOT_SIGNED, SIGNED, RESPONDED, PROGRESSED = "未签收", "已签收", "已响应", "办理中"
HOW = {"CONTACT": "联系", "ARRIVE": "到场"}

TIMELINE = "办理过程"
ALL_LINES = "全部 {n} 条"
FEWER_LINES = "收起"
LINKS = "附件与关联"
NOTHING_LINKED = "没有附件和关联件"
FILES = "附件 {n}"
COPY_HERE = "本机有副本，点击或按 Enter 打开"
COPY_GONE = "附件副本不在本机或打不开；请从原处取用。"
FILES_NOTE = "随反馈、备注登记"
MERGED_CALLERS = "并入诉求 {n}"
OF_MERGED = "关联案件：{text}"
MERGED_NOTE = "各自回复、各自回访"
MAIN_CASE = "主件 {serial}"
PARENT_CASE = "母件 {serial}"
PARTS = "拆分 {n} 件"
SLIP_WAITS = "补录待指挥长确认"
SLIP_CASE = "纸单 {no}"
PART_CASE = "子件 {serial}"
MOTHER_CASE = "母件 {serial}"
SUPERVISION = "督办 {serial}"

UNMASK = "查看（留痕）"
UNMASK_WHY = "查看事由"
UNMASK_DO = "查看 60 秒"
UNMASK_NOTE = "60 秒后恢复遮盖，查看将留痕。"
UNMASK_NO_REASON = "查看须写事由；写明后再查看。"
CALLER = "反映人 {name}"
PHONE = "电话 {tel}"
NO_CALLER = "未留反映人"

BACK = "返回"
CLOCKS_TITLE = "计时、呼叫与回执"
ALL_CLOCKS = "全部计时"
PARTS = "呼叫各部门计时"
PARTS_NOTE = "灯示按时与否"
PART, STANDING = "部门", "现状"
PART_STATES = {"OPEN": "在办", "FED": "已反馈", "RETURNED": "已退单", "REASSIGNED": "已改办"}
RECEIPTS = "本机动作回执"
RECEIPT_CODE, WHAT, SEALED_AT, RECEIPT_STATE = "回执码", "动作", "存本机", "状态"
NO_RECEIPTS = "此件没有本机所录动作"
COUNT = "{n} 条"
CLOCK, LIMIT_HEAD, BEGUN, DUE_HEAD, SAID = "计时", "时限", "起算", "到时", "结果"
NONE = "—"
ON_TIME, LATE = "按时", "超时"
USED_ONLY = "用 {used}"

MORE = "更多…"
NO_NEXT = "当前状态【{state}】在等对方办理，本席没有下一步；{may}。"
MAY_URGE, MAY_NOTE = "可催办（Ctrl+U）或记备注", "可记备注"
NEXT_RATES = "已反馈，等本镇评价；请在呼叫页（Ctrl+4）右栏“待评价”由评价人输口令提交。"
NOT_NOW = "现在不能办此动作；请按办理栏所列动作办理。"
NOTHING_TO_DO = "此件现在没有可办的动作"
TAKE_A_SHIFT = "请先接班：当前没有打开的班次。按 Ctrl+9 到值班页。"
CHOOSE_CASE = "选一件，在此看经过并办理。"
GONE = "找不到此件；请同步后重选。"
FULL = "展开全卷"
DRAFT_CALL = "拟呼叫"
COPY_TEXT, COPY_WITH_CALLER = "复制派单文字", "派单文字含反映人…"
COPIED_CALLER = "派单文字已复制，含反映人姓名电话，查看已留痕"
COPIED = "派单文字已复制，可粘贴到工作群"
NO_DISPATCH_TEXT = "此件没有可复制的派单文字；先派单（F3）。"

SIGN_SHOWN = {"a": "", "c": "冲突，未生效", "r": "未生效"}
NOT_SENT = "未送达"
CODES = {
    "duplicate-id": "重复送达，只记一次",
    "unknown-fact": "本程序不认识此项，已留存",
    "unknown-kind": "本程序不认识此项",
    "same-effect": "与先到的决定相同，视为一件",
    "bad-payload": "内容不完整，未生效",
    "bad-behalf": "代录要件不全，未生效",
    "late-actor": "登记人当时已停用",
    "orphan-case": "所依案件不在，单独留存",
    "after-close": "办结后到达，留存不改状态",
    "stale-base": "他处先有决定，等人处置",
    "stale-chain": "承接未生效的决定，等人处置",
    "open-conflict": "冲突未处置，未办结",
    "not-server": "非县端所写，未生效",
    "two-directors": "该镇已有指挥长，未生效",
    "no-case": "找不到案件，未生效",
    "no-parent": "找不到母件，未生效",
    "no-role": "当时无此权限，未生效",
    "no-shift": "当时没有开班，未生效",
    "wrong-state": "当时状态不符，未生效",
    "actor-revoked": "账号已停用，未生效",
}
UNKNOWN_CODE = "规则不允许，未生效"

SIGNED_BY = "{what} · {name}签"
SIGN_TITLE = "{name}签字：{what}"

LISTED = "清单 {code} {name}　第 {n} 版"
SEE_ITEM = "看清单"
NO_ITEM = "此件还没有所依的清单事项。先定小类，或按 Ctrl+5 到清单页判责。"
LIST_CHANGED = "清单已更新：本件按第 {old} 版办理，现行第 {new} 版"
LIST_CHANGED_MORE = "{day} 起施行，{n} 处不同"

DUTY_FILE = "履职情况说明"
DUTY_KINDS = "PDF 和 Excel 各一份 (*.pdf)"
DUTY_WRITTEN = "已导出 {name}.pdf 和 {name}.xlsx，已留痕"
DUTY_UNTRACED = "{name} 已写出，但没有留痕：{why}"
MINUTES, RULING, OUTCOME = "会商纪要", "审定", "结论"
AGREED, NOT_AGREED = "由{unit}承办", "未达成一致，送审定"
CLAUSE, WHY, FROM_DAY, AS_PRECEDENT = "依据条款", "理由", "判例", "{day} 起有效"
EXPLAINED, RECTIFIED, OWES_ANSWER = "说明", "整改", "待答复"
