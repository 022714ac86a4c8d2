"""Words of the move forms (办理表单)."""

# ---- entries
UNIT, UNITS, LIMIT, NOTE = "主办单位", "协办单位", "缩短时限", "交办要求"
CATEGORY, URGENCY, REASON, RESULT, TEXT, FILES = "小类", "紧急程度", "理由", "办理结果", "内容", "材料"
CODE = "理由码"
UNIT_NEEDED = "缺少主办单位；选一个镇内单位。"
CATEGORY_NEEDED = "缺少小类；选一个小类。"
CODE_NEEDED = "缺少理由码；选一项。"
REASON_NEEDED = "缺少理由；写明理由。"
RESULT_NEEDED = "缺少办理结果；选一项。"
TEXT_NEEDED = "内容为空；写明内容。"
FILES_NEEDED = "此类件须附材料；加照片或文书。"
TWICE = "主办与协办重复；去掉重复的单位。"
LIMIT_WRONG = "只能缩短，不超过 {most}；改小或留空。"
LIMIT_NOTE = "留空按小类时限 {most}"
LIMIT_UNITS = {"EH": "分", "WH": "分", "WD": "天", "ND": "天"}
SUGGESTED = "建议：{reason}"
USUAL_UNIT = "小类【{minor}】的常办单位"
COMPLETED = "已补齐信息，派回原单位，续计剩余时限"
SENT_BACK = "{unit}退单成立，其建议单位"
PLATFORM_SIDE = "县级主责，镇内先由平台配合；同时按 F4 呼叫县级"

# ---- intake
ACCEPT, ACCEPT_DO = "受理", "受理"
ACCEPT_FACT = "受理后 15 分钟内须派单"
CLASSIFY, CLASSIFY_DO = "定性改类", "定性"
SAME_URGENCY = "不改"
REJECT, REJECT_DO = "不予受理", "不予受理"
TOLD = "告知内容"
TOLD_NEEDED = "未记告知；先电话告知来电人，再记告知内容。"
PASSED_ON = "转告何处"
PASSED_ON_NEEDED = "未记转告；先转告110、119或120，再记转告了谁、何时。"
TOLD_DEFAULT = "已告知来电人此事不予受理的原因和办理渠道"
AMEND, AMEND_DO = "更正补充", "更正"
POINT_HOLDS = "图上位置仍对（换了地方就取消）"
FIELD, NEW_VALUE, PLACE_WORDS, AREA = "更正什么", "更正后内容", "地点文字", "所在村、网格"
AMEND_FIELDS = {
    "text": "内容",
    "place": "地点",
    "cat": "小类",
    "caller": "反映人",
    "outer_due": "外部到期",
}
CALLER_NAME, CALLER_TEL = "姓名", "电话"
CALLER_NEEDED = "姓名、电话都空；至少填一项。"
PAPER_NO = "来文、纸单编号"
PAPER_NEEDED = "缺少编号；填来文或纸单编号。"
DUE_NEEDED = "外部到期不对；按 2026-03-16 17:30 填写。"
NOTHING_NEW = "与现值相同；改后再存。"
NOTE_TITLE, NOTE_DO = "备注", "记备注"
ATTACH, ATTACH_DO = "附材料", "附上"
FILES_REQUIRED = "没有材料；选文件后再附。"
VOID, VOID_DO = "作废", "作废"
VOID_FACT = "作废后不再计时、不进统计，编号保留"
MERGE, MERGE_DO = "归并到主件", "归并"
MAIN, MAIN_NEEDED = "主件", "缺少主件；选一件在办的件。"
MERGE_FACT = "诉求数加 1，反映人各自回复；主件结案前可撤销"
UNMERGE, UNMERGE_DO = "撤销归并", "撤销归并"
UNMERGE_FACT = "恢复归并前的状态和计时，归并期间照算"

# ---- giving and taking back
DISPATCH, DISPATCH_DO = "派单", "派单"
REDISPATCH, REDISPATCH_DO = "改派", "改派"
ACCEPT_DISPATCH, ACCEPT_DISPATCH_DO = "受理并派单", "受理并派单"
DECIDE_RETURN, DECIDE_RETURN_DO = "审核退单", "审定"
RULING = "审定"
UPHOLD, DENY = "成立", "不成立"
UPHOLD_NOTE, DENY_NOTE = "退回待分派，15 分钟内改派", "退回原单位，续计剩余时限"
RULING_NEEDED = "未选结论；按 1 成立，按 2 不成立。"
RETURNED_BY, RETURN_REASON, RETURN_CLAUSE, RETURN_UNIT = "退单单位", "退单理由", "所引条款", "建议单位"
CLAUSE_TEXT, PRECEDENT, NO_PRECEDENT = "条款原文", "判例", "此小类没有现行判例"
CLAUSE_UNKNOWN = "清单中没有此条款号，按原文核对"
RULING_CLAUSE = "依据条款"
CLAUSE_NEEDED = "缺少依据条款；填清单条款号或法规条文。"
PRECEDENT_SAID = "由{unit}主体负责：{reason}（{day} 起）"
DECLINED_BEFORE = "此单位本件退单已被驳回过，再指定它即为不成立，其退单暂停作废"
ASSIGN_FINAL, ASSIGN_FINAL_DO = "指定承办", "指定"
ASSIGN_FACT = "第 2 次退单：指定后不得再退；指定原单位即为不成立"
SEND_DIRECTOR = "第二次退单由指挥长指定承办，本席不审；送{who}处理。"
SEND_NOBODY = "第二次退单由指挥长指定承办，本席不审；现在没有在职的指挥长，报镇领导。"
SEND, SEND_DO = "送指挥长指定", "送指挥长"
SEND_BY, SEND_BY_NEEDED = "怎样送", "未选；选一项。"
BY_NOTE, BY_PHONE = "记备注", "已电话报告"
BY_NOTE_NOTE, BY_PHONE_NOTE = "指挥长在案卷中看到", "记一次通话"
SEND_WORDS = "第二次退单，请指挥长指定承办单位。"
DIRECTOR = "指挥长"

# ---- the time of a task
EXTEND_REVIEW, EXTEND_REVIEW_DO = "延期初审", "提交初审"
EXTEND_APPROVE, EXTEND_APPROVE_DO = "延期批准", "提交"
AGREE, DISAGREE, AGREE_NEEDED = "同意", "不同意", "未选结论；按 1 同意，按 2 不同意。"
WHICH_REQUEST, WHICH_NEEDED = "哪个单位的申请", "未选申请；选一项。"
ASKED_BY, ASKED_WHY, ASKED_MORE, DUE_SHIFTS, REVIEWED_BY = (
    "申请单位",
    "申请理由",
    "申请延长",
    "到期",
    "初审人",
)
DUE_BECOMES = "{due} 延至 {then}"
RULE_BY = "{at} 前不批，视为不批准"
SUSPEND, SUSPEND_DO = "挂账申请", "提交申请"
SUSPEND_APPROVE, SUSPEND_APPROVE_DO = "挂账批准", "提交"
SUSPEND_FACT = "每任务一次；批准后停计，到日自动恢复"
GROUND, PLAN, PLAN_NEEDED = "事由", "后续办理计划", "缺少计划；写明怎样继续办理。"
WANTED_UNTIL = "申请挂至"
UNTIL, UNTIL_NOTE = "恢复日期", "当日 8:00 自动恢复，提前 7 天提醒"
UNTIL_NEEDED = "日期不对；按 2026-06-30 填写，一年以内。"
RESUME, RESUME_DO, RESUME_FACT = "恢复办理", "恢复", "挂账至 {until}，现在提前恢复，续计剩余时限"
INVITE, INVITE_DO, INVITED = "增加协办", "增加", "协办单位"
INVITED_NEEDED, INVITED_FOR = "缺少单位；选一个。", "协办事项"
INVITE_FACT = "单独计时，到期不晚于主办"
EXEMPT, EXEMPT_DO, EXEMPT_TASK = "不可抗力豁免", "豁免", "哪个任务"
EXEMPT_TASK_NEEDED = "未选任务；选一项。"
EXEMPT_FACT = "该任务不计入考评分母，计时和状态不变"

# ---- answers recorded for a unit
BEHALF, BEHALF_DO = "代录单位答复", "代录"
WHICH_FACT, OF_UNIT, WHO_SPOKE, BY_WAY = "记什么", "哪个单位", "谁答复", "怎样答复"
FACTS = {
    "event.sign": "签收",
    "event.contact": "先行联系",
    "event.progress": "进展",
    "event.feedback": "反馈",
}
WHO_NEEDED = "缺少答复人；填姓名。"
PHONE, PAPER = "电话", "纸单"
PAPER_TIME = "纸单上的时间"
SLIP_NO, SLIP_NEEDED = "纸单号", "缺少纸单号；填纸单右上角的 P 开头编号。"
PAPER_SHAPE = "纸单号为 P 加 10 位数字；对照纸单重填。"
PAPER_CHECK = "纸单号校验位不对；对照纸单重填。"
PAPER_ELSEWHERE = "不是本镇的纸单，本镇纸单以 P{unit} 开头；对照纸单重填。"
PAPER_FUTURE = "纸单上的时间晚于现在；对照纸单重填。"
BACKFILL_TITLE = "补录：{title}"
BACKFILLED = "已按纸单 {paper} 补录，已存本机"
PROGRESS_SHORT = "进展少于 5 个字；写明做了什么。"
UNFINISHED = "协办未完成说明"
UNFINISHED_NEEDED = "协办{units}未办结；写明原因，或先催办。"
BEHALF_FACT = "代录人不得核查本件"
TIME_WRONG = "时间不对；按 14:05 或 03-16 14:05 填写。"

# ---- check, close, revisit
ORDER_VERIFY, ORDER_VERIFY_DO = "派核查", "派核查"
VERIFIER, VERIFIER_NEEDED = "核查人", "缺少核查人；选一人。"
VERIFIER_NOTE = "承办人、代录人不在其列"
NO_VERIFIER = "此处没有可派的核查人；先在网格页核对本村人员。"
VERIFY, VERIFY_DO = "核查", "提交核查"
PASS, FAIL = "通过", "不通过"
FAIL_NOTE = "退回重办，按时限的一半重新起算"
VERIFY_REASON = "未到现场的原因，或不通过的原因"
VERIFY_NEEDED = "未附现场照片和定位；写明原因。"
RESULT_OF_CHECK = "核查结论"
CLOSE, CLOSE_DO = "结案", "结案"
CLOSE_FACT = "结案后 3 个工作日内回访"
FED_BACK = "单位反馈"
REVISIT, REVISIT_DO = "回访", "记回访"
REACHED, UNREACHED = "联系上", "未联系上"
REACHED_LABEL = "联系"
RATING, RATING_NEEDED = "评价", "缺少评价；选一项。"
CONTACTED, SOLVED = "单位联系过", "问题已解决"
UNHAPPY = {"A": "结果", "B": "时效", "C": "态度", "D": "诉求不合理"}
UNHAPPY_LABEL, UNHAPPY_NEEDED = "不满意的原因", "不满意须选原因；选一项。"
TRIES = "已访 {n} 次未联系上；共 3 次，间隔 2 小时，跨 2 天"

# ---- another course
REWORK, REWORK_DO, REWORK_WHY, REWORK_WHAT = "重办", "重办", "重办理由", "不通过的事项"
REWORK_WHAT_NEEDED = "缺少不通过的事项；写明哪里没办好。"
REWORK_FACT = "已重办 {n} 次，共可 2 次；按时限的一半重新起算"
REWORK_JOINT = "已重办 {n} 次，再办须会办；选协办单位"
REPEAT_OF, REPEAT_NEEDED = "再次反映的案件号", "缺少案件号；填再次反映的那一件。"
JOINT_UNITS, JOINT_NEEDED = "会办单位", "缺少会办单位；至少选一个。"
SPLIT, SPLIT_DO, PART_COUNT, PARTS_N = "拆分", "拆分", "拆成几件", "{n} 件"
SPLIT_FACT = "子件沿用地点、反映人和材料，各自办理；全部办结后母件结案回访"
PART_N, PART_CATEGORY, PART_STAYS = "子件 {n}", "子件 {n} 小类", "子件 {n} 留在{unit}"
PART_NEEDED = "子件内容为空；写明办什么。"
SELF_HANDLE, SELF_HANDLE_DO = "自办结", "自办结"
ASSIGN_SUB, ASSIGN_SUB_DO, ASSIGN_WHOM = "单位内部指派", "指派", "指派给"
ASSIGN_NEEDED = "未选人员；选一人。"
DOUBLE, DOUBLE_DO, DOUBLE_OF = "疑似重复", "标为疑似重复", "与哪一件重复"
DOUBLE_FACT = "只作提示，不改状态；确认重复的另行归并"
DOUBLE_NEEDED = "未选案件；选一件。"
RECEIPT, RECEIPT_DO = "回执", "回执"

# ---- in doubt
BEHALF_ANSWER, BEHALF_ANSWER_DO, BEHALF_IS_SO = "代录确认", "提交", "代录是否属实"
BEHALF_ANSWER_FACT = "1 个工作日内不答视为无异议"
BEHALF_CONFIRM = "属实"
STEP_NEEDED = "未选事项；选一项。"
RULE, RULE_DO, RULE_WHAT = "待核裁定", "裁定", "裁定什么"
RULE_FACT = "由带班领导裁定；自己的代录不得自己裁定"
RULE_UPHOLD_NOTE = "异议成立；反馈有异议的退回重办；时钟存疑的，按所记时间计"
BACKFILL, BACKFILL_DO, PAPER_SLIP, PAPER_USE = "补录纸单", "补录", "纸单号", "用途"
PAPER_SLIP_NEEDED = "缺少纸单号；按纸单上的编号填写。"
PAPER_TEXT = "纸单内容；作废的写明原因"
BACKFILL_FACT = "超过 24 小时的须由指挥长确认；单上各步随后逐步补录"
CONFIRM_SLIP, CONFIRM_SLIP_DO = "确认补录", "提交"
CONFIRM_SLIP_YES, CONFIRM_SLIP_NO = "确认", "不予确认"
RULE_DENY_NOTE = "维持原记录；时钟存疑的，按县端收到的时间计"
RULE_TIME_BETWEEN = "实际在 {lo} 至 {hi} 之间"
RULE_TIME_AFTER = "实际在 {lo} 之后，县端尚未收到"

# ---- talk
URGE, URGE_DO = "催办", "催办"
URGE_WHOM, URGE_TEXT = "催谁", "催办文字"
URGE_NEEDED = "缺少催办对象；选一个。"
URGE_WORDS = "【催办】{serial} {title}，{what}，请尽快办理并回复。"
URGE_NOTE = "记一次催办，不改计时；文字同时复制"
PHONE_LOG, PHONE_LOG_DO = "记通话", "记通话"
PHONE_WHO, PHONE_NUMBER, PHONE_TEXT, PHONE_AT = "与谁通话", "办公电话", "通话结果", "通话时间"
PHONE_WHO_NEEDED = "缺少通话对象；填单位或岗位。"
ACK, ACK_DO, ACK_WHICH = "确认告警", "确认", "哪个告警"
ACK_NEEDED = "未选告警；选一项。"
CENTRE = "县社会治理中心"

# ---- calls
COUNTERSIGN, COUNTERSIGN_DO = "补签呼叫", "补签"
COUNTERSIGN_FACT = "特急呼叫先呼后签，30 分钟内补签"
EVALUATE, EVALUATE_DO = "评价部门", "提交评价"
DEPT, DEPT_NEEDED = "被评部门", "缺少被评部门；选一个。"
RESPONDED, DONE, SATISFIED = "响应", "办结", "满意度"
RESPONSES = {"GOOD": "满意", "FAIR": "基本满意", "BAD": "不满意"}
OUTCOMES = {"DONE": "已办结", "PARTLY": "部分", "NOT": "未办结"}
POINTS = {"GOOD": "满意 100", "FAIR": "基本满意 80", "BAD": "不满意 0"}
LEAD, ASSIST = "主办", "协办"  # of an event; a call's departments assist otherwise
LEADS, ASSISTS, CORRECTS = "主办", "配合", "{part} · 更正评价"
BAD_REASON, EVIDENCE = "不满意的理由", "不满意的证据"
BAD_NEEDED = "不满意须写理由；写明后提交。"
EVIDENCE_NOTE, EVIDENCE_KEPT = "现场照片或文书", "更正不满意的，沿用原证据，可不再附"
EVIDENCE_NEEDED = "不满意须附证据；加现场照片或文书后提交。"
SILENCE = "逾期未评，系统默认基本满意，不计入满意率"
REJECT_FEEDBACK, REJECT_FEEDBACK_DO = "驳回反馈", "驳回"
REJECT_WHY = "驳回原因"
REJECT_TEXT = "说明"
REJECTED_BEFORE = "已驳回 {n} 次，共可 2 次"
WITHDRAW, WITHDRAW_DO = "撤回呼叫", "撤回"
WITHDRAW_FACT = "部门签收前可撤回，撤回不计入统计"
ARRIVAL, ARRIVAL_DO = "确认到场", "提交"
ARRIVAL_LABEL, CONFIRM, DISPUTE = "是否到场", "确认到场", "有异议"
ARRIVAL_DEPT, ARRIVAL_DEPT_NEEDED, ARRIVAL_TEXT = "哪个部门", "缺少部门；选一个。", "现场情况"
ARRIVAL_NEEDED = "未选；确认或提出异议。"
DISPUTE_NEEDED = "有异议须写理由；写明后提交。"
ARRIVAL_NOTE = "1 个工作日内不答视为确认"
GRADE, GRADE_NEEDED = "呼叫等级", "缺少等级；选一项。"
CALLED_DEPTS, CALLED_DEPTS_NEEDED = "主责部门", "缺少部门；选一个县级部门。"
CALL_ASK, CALL_ASK_NEEDED, ON_SITE = "请求事项", "缺少请求事项；写明要县级做什么。", "现场联系电话"
BOTH, BOTH_ISSUE, BOTH_DRAFT, STUDYING = "事呼双应", "签发双应", "存拟稿送签", "研判部门"
BOTH_FACT = "C2：镇 30 分钟内到场核实，部门同时研判，记在一单"
BOTH_OUTSIDE = "清单外，告警须部门研判"
DRAFT, DRAFT_DO, DRAFT_FACT = "改拟稿", "存拟稿", "领导签发后才呼叫县级"
SIGN_DRAFT, SIGN_DRAFT_DO, LINE_UNSAID = "签发呼叫", "签发", "未核对"
REPAIR, REPAIR_DO = "补正呼叫", "补正后再送"
REPAIR_FACT = "平台以信息不全退回，只可补正一次，补正期间停计"
PUSH_BACK, PUSH_BACK_DO = "标记推回", "标记"
PUSH_BACK_FACT = "清单列为该部门主体责任却推回乡镇；县中心确认后认定不作为"
PUSHED, PUSHED_NEEDED = "推回的事实", "缺少事实；写明推回了什么。"
REVERSE, REVERSE_DO, REVERSE_STEP, REVERSE_HOW = "响应县级呼叫", "提交", "办到哪一步", "响应方式"
REVERSE_STEP_NEEDED = "未选；选一步。"
REVERSE_WHO, REVERSE_WHO_NEEDED = "到场人或联系对象", "缺少到场人或联系对象；补填。"
REVERSE_PHONE, REVERSE_PHONE_NEEDED = "所打电话", "缺少所打电话；补填。"

# ---- appeals
APPEAL, APPEAL_DO, APPEAL_BY = "裁定超时申诉", "裁定", "申诉单位"
APPEAL_FACT = "成立的，该单位任务免责，不计入分母；超过 2 个工作日提出的不能成立"
APPEAL_NEEDED, APPEAL_RULING_NEEDED = "没有待裁定的申诉；返回案卷查看。", "未选；选成立或不成立。"

# ---- notices
NOTICE, NOTICE_AGAIN, NOTICE_DO, NOTICE_TITLE = "拟通报", "改通报拟稿", "存通报", "标题"
NOTICE_TITLE_NEEDED = "缺少标题；写明标题。"
NOTICE_EXPLAIN, NOTICE_RECTIFY, NOTICE_REPLY_DO = "通报说明", "通报整改", "提交答复"
NOTICE_WHY, NOTICE_DONE, NOTICE_REPLY_NEEDED = "情况说明", "整改情况", "答复为空；写明说明或整改情况。"
NOTICE_ONLY_LESS = "已送各单位说明，只能删减明细"
NOTICE_SEND = "送各单位说明，48 小时"
NOTICE_COPY = "抄送"
NOTICE_BY = "拟稿人"
NOTICE_LINE = "{unit} {what} · {serial} · {facts}"
NOTICE_ITS_TITLE = "关于{first}至{last}超期和督办情况的通报"
NOTICE_ITS_TEXT = "请各单位对照明细说明原因；通报签发后 3 个工作日内逐条报整改情况。"
NOTICE_SCOPE = "只列本镇单位的黄红牌，近 7 天的已勾选；免责、申诉中的不列，部门的异常由县级通报"
NOTICE_KEPT = "通报拟稿"
NOTICE_SIGN, NOTICE_SIGN_DO = "签发通报", "签发"
NOTICE_FROZEN = "签发后不再改动，各单位 3 个工作日内答复整改"

# ---- supervision
SUPERVISE, SUPERVISE_DO = "督办", "发督办单"
LEVEL, LEVEL_NEEDED = "级别", "未选级别；选一项。"
LEVELS = {
    "supervision.normal": "普通督办",
    "supervision.yellow": "黄牌督办",
    "supervision.red": "红牌督办",
}
LEVEL_NOTES = {
    "supervision.normal": "2 工作日内回复",
    "supervision.yellow": "1 工作日内回复",
    "supervision.red": "4 工作时内回复",
}
TARGET, PROBLEM, ASK, COPY_TO = "督办谁", "问题", "要求", "抄送"
TARGET_NEEDED, PROBLEM_NEEDED, ASK_NEEDED = (
    "缺少对象；选一个单位。",
    "缺少问题；写明问题。",
    "缺少要求；写明要求。",
)
ASK_DEFAULT = "尽快办结，按时限书面回复办理情况"
SUPERVISION_REPLY, SUPERVISION_REPLY_DO = "督办回复", "回复"
SUPERVISION_CLOSE, SUPERVISION_CLOSE_DO = "督办销号", "销号"
CLOSE_RESULT = "销号意见"
SUPERVISION_REVOKE, SUPERVISION_REVOKE_DO = "撤销督办", "撤销"
REVOKE_FACT = "撤销后此牌不再计数，记录保留"

# ---- unmask
UNMASK, UNMASK_DO, UNMASK_FIELD, UNMASK_REASON = "查看反映人信息", "查看 60 秒", "看哪一项", "查看事由"
UNMASK_FACT = "60 秒后恢复遮盖，查看将留痕"
UNMASK_NEEDED = "查看须写事由；写明后再查看。"
UNMASK_FIELDS = {"phone": "电话", "name": "姓名", "address": "住址", "id_no": "身份证号"}
UNMASKED = "正在显示{field}，60 秒后恢复遮盖"

# ---- the text for the work group
COPY_CALLER, COPY_CALLER_DO = "派单文字含反映人", "复制"
COPY_CALLER_FACT = "只用于这一件；复制一次留痕一次"
WITH_CALLER = "含反映人姓名电话"
TICK_NEEDED = "未勾选；勾选后复制，不含个人信息的按 Ctrl+Shift+C。"
COPY_CALLER_REASON = "承办单位联系反映人"

# ---- done
SAVED = "{what} · 已存本机"
DID = {
    "dispatch": "已派单至 {unit}",
    "redispatch": "已改派至 {unit}",
    "behalf": "已代录{unit}{fact}",
    "merge": "已归并到 {serial}",
}

# ---- the drawer
KEYS = "Enter 下一项 · Ctrl+Enter {verb} · Esc 收起"
KEPT = "草稿已存 {at}"
TAKEN_UP = "接着上次的草稿"
START_OVER = "清空重填"
PICK = "输入文字或编号查找，按 ↓ 看全部"
FILES_ADD = "加文件…"
FILES_CHOOSE, FILES_DO = "选材料文件，可多选", "附上"
COPYING = "正在复制 {name} · {percent}%"
WAITING = "{n} 个文件等待复制，有空间后自动继续"
STOP_COPY = "取消"
NO_ROOM = "磁盘只剩 {free} 兆，仍可登记，附件暂停。清理后自动继续。"
FILE_LOCKED = "【{name}】读不了，可能正被其他程序打开，未能附上。关闭后重选。"
STILL_COPYING = "材料还在复制；复制完再存，或先取消。"
FILES_NONE = "还没有材料"
CANCEL = "收起"
SAVING = "正在保存"
