"""Words of the calls page (呼叫)."""

TITLE = "呼叫"
LIST = "当前呼叫"
LISTS = (("owed", "欠答复"), ("down", "县呼"), ("all", "全部"), ("found", "异常"), ("notices", "通报"))
EMPTY = {
    "owed": "没有欠答复的呼叫。按 F4 从事件发起。",
    "down": "县级没有呼叫本镇的件。",
    "all": "还没有呼叫。按 F4 从事件发起。",
    "found": "本周没有异常认定。",
    "notices": "没有通报，本月没有单位列入约谈。按 Alt+N 拟通报。",
}
TO_SUPERVISE = "待督办 {level} {unit}"
TO_SUPERVISE_HEAD, THE_OTHERS_HEAD = "待督办 {n} · 由县中心督办", "其他呼叫"
OWING, OWING_NOTE = "谁还没应", "按剩余时间排"
NOBODY_OWES = "各单位都已答复"
OWES = {"ACCEPT": "平台受理", "ASSIGN": "交办", "SIGN": "签收", "RESPOND": "响应"}
AS_OF = "县端状态截至 {at}"
AWAY = "未连接，县端截至 {at}"
MARK = "截至 {at}"
NEVER_SYNCED = "尚未与县平台同步"
OUTSIDE = "清单外"
NO_EVENT = "无案直呼"
NO_EVENT_ASK = "无案直呼…"

PLATFORM_ROLE, PLATFORM = "台", "县级响应平台"
LEAD, ASSIST = "主", "配"
RETURNED, CONSULTING = "退单待审", "会商中"
TO_RATE, DEFAULT_RATING = "待评价", "系统默认"
FED, NOT_SIGNED, SIGNED_ONLY, WORKING = "已反馈", "未签收", "已签收 · 未响应", "办理中"
RESPONDED = "{at} {how}"
HOW = {"CONTACT": "联系", "ARRIVE": "到场"}
POINTS = {"GOOD": "满意", "FAIR": "基本满意", "BAD": "不满意"}
WAITS_COUNTERSIGN = "待补签"
CONFLICT, DISPUTED, LIST_CHANGED = "冲突", "到场有异议", "清单已变更"
DRAFT, SENT_TO_SIGN = "草稿", "送签中"
TO_SIGN, DRAFTED_BY = "待签发", "{name}拟"

# ---------------------------------------------------------------- called by the county

OWN_ROOM, OWN_ROLE, DOWN_TAG, BOTH_TAG = "本镇", "镇", "县呼", "双应"
DOWN_TITLE, BOTH_TITLE = "县呼乡应", "事呼双应"
DOWN_SIGN, DOWN_RESPOND, DOWN_ARRIVE = "待签收", "待响应", "待到场核实"
DOWN_THERE, DOWN_FED = "已到场", "已反馈，待认可"
DOWN_CALLER, DOWN_LINE, DOWN_ASK = "呼叫单位", "配合责任", "请求"
DOWN_CLOCKS = {"SIGN": "签收", "RESPOND": "响应", "HANDLE": "办理"}
DOWN_LATE, DOWN_UNTIL = "{at} 超期", "{at} 前"
DOWN_WAITS, DOWN_WAITS_UNTIL = "待{unit}认可", "{said}，{at} 前未答视为认可"
DOWN_BY = "{unit}呼"
SIGN_IT, RESPOND_IT, GO_ON_IT = "签收", "响应…", "进展、反馈…"
DOWN_SIGNED = "已签收县级呼叫"
DOWN_COUNT = "共 {n}"
DOWN_SHEET, DOWN_KEPT = "县呼乡应单", "镇指挥室留存"

# ---------------------------------------------------------------- findings and notices

FOUND_TITLE = "异常认定"
PUSHED_BACK = "标记推回…"
TALK, TALK_TITLE, TALK_WHY, TALK_CARDS = "约谈", "约谈{unit}", "{month} 认定 {n} 件", "{month} 出牌 {n} 件"
TALK_HEAD, NOTICES_HEAD = "约谈名单 {month} · {n} 个单位", "通报 · {n} 份"
TALK_PANEL, TALK_LINES = "约谈名单", "依据"
TALK_FOUND = "一个月内认定三件及以上，列入约谈名单。"
TALK_CARDED = "一个月内黄红牌三件及以上，列入约谈名单。"
TALK_HOW = "免责、申诉中的不计；点编号看案卷。"
BEGIN_NOTICE = "拟通报"
NOTICE_NONE = "近两个月没有未通报的黄红牌；免责、申诉中的不列。"
NOTICE_NONE_YET = "没有可通报的黄红牌"
NOTICE_OFFERED = "可通报 {n} 条"
NOTICE_SENT, NOTICE_DONE = "通报已送各单位说明", "通报已由{name}签发"
NOTICE_NEXT = "通报办理"
NOTICE_SEND_DO, NOTICE_SIGN_DO = "送各单位说明", "{name}签发"
NOTICE_SEND_BY = "{name}送说明"
NOTICE_NO_LEADER = "本镇没有值班领导的账号，不能答复；请由县端管理员登记。"
NOTICE_REPLY_BY, NOTICE_REPLY_DO = "{name}答复", "答复"
NOTICE_ROOM_OWES = "本室列在明细里，待带班领导{what}。"
NOTICE_EDIT, NOTICE_LESSEN = "改拟稿", "删减明细"
NOTICE_TO_SEND = "拟稿，未送各单位。送出后只能删减明细，48 小时内由各单位说明。"
NOTICE_TO_SIGN = "说明期 {at} 止，待{units}说明。到期或全部说明后签发。"
NOTICE_READY = "说明已齐或到期，可签发；签发后不再改动。"
NOTICE_SIGN_WHAT = {"draft": "拟通报", "send": "送通报说明", "sign": "签发通报", "reply": "答复通报"}
NOTICE_SIGN_VERBS = {"draft": "存拟稿", "send": "送说明", "sign": "签发", "reply": "提交答复"}
NOTICE_OWES, NOTICE_SAID = "待答复", "已答复"
NOTICE_LINES = "明细 {n} 条"
COUNTY_NOTICE = "县级"
NOTICE_DRAFTED, NOTICE_SIGNED = "{at} 拟", "{at} {who}签发"
NOTICE_EXPLAINED, NOTICE_RECTIFIED = "说明", "整改"
NOTICE_OWES_IT, NOTICE_OWES_UNTIL = "待{what}", "待{what}，{at} 前（{left}）"
NOTICE_OTHERS = "另有 {n} 条涉及其他乡镇的呼叫，不列明细。"
NOTICE_NOT_OURS = "这份通报没有涉及本镇呼叫的明细。"
NOTICE_ABOUT, NOTICE_SAYS = "涉及本镇呼叫", "说明与整改"
NOTICE_COPY = "抄送 {to}"
NOTICE_HOW = "县级通报由所涉部门在网页上说明、整改，本镇查看。"
NOTICE_TITLE = "县级通报"
NOTICE_GONE = "县台账里已找不到这份通报；同步后再看。"

# ---------------------------------------------------------------- a new call

NEW_CALL = "新呼叫"
FROM_EVENT = "由事件 {serial} {title}"
KEPT = "草稿已存 {at}"
STEPS = ("选事项", "责任", "乡镇已做", "等级", "请求")
STEPS_SHORT = ("事项", "责任", "已做", "等级", "请求")
SEARCH = "搜事项名、编码、部门、拼音"
OUTSIDE_DO, INSIDE_DO = "清单外…", "回到清单"
OUTSIDE_REASON = "清单外理由：为何须县级办理"
OUTSIDE_DEPT = "呼叫哪个县级部门"
NO_EVENT_REASON = "无案直呼的理由：何处、何险情"
RECOMMENDED = "推荐"
PRECEDENT, PRECEDENTS = "判例 {day}", "判例 {day} 等 {n} 件"
PRECEDENT_TEXT = "由{unit}主办：{reason}（{day} 起有效）"
PRECEDENT_CLAUSE = "，依据 {clause}"
AGAINST = "与判例 {day} 不一致：已定由{unit}承办。"
DIFFERS = "对方填“与判例不同之处”：{text}"
AGREES = "判例 {day}：由{unit}承办。"
BY_CATEGORY = "小类“{minor}”直接关联"
BY_WORDS = "文字相符 {n} 处"
BY_PRECEDENT = "判例优先"
BY_SEARCH = "自行选定，未与小类关联"
LED_BY = "{unit}主办"
NO_CANDIDATES = "此小类没有关联清单事项。搜事项，或选“清单外”并写理由。"
NO_CATEGORY = "事件尚未定类，没有推荐。搜事项，或选“清单外”并写理由。"
NOTHING_FOUND = "没有相符的事项。换个说法，或选“清单外”并写理由。"

MAIN_DUTY, MAIN_SIDE = "主体责任", "县级部门"
TOWN_DUTY = "配合责任"
VERSION = "清单第 {n} 版 · {day} 起"
SAME_CLAUSE = "两方看到同一条款"
LEAD_TAG, ASSIST_TAG = "主办", "配合"
LAWS = "依据{laws}"
TOWN_NOTE = "镇无认定、处罚职权；部门不得把主体责任交镇承担。"
DROP_REASON = "不请其配合的理由"
DROP_NEEDED = "不请{unit}配合须写理由；补填，或重新勾选。"
DROP_SAID = "未请{unit}配合：{reason}"
OUTSIDE_DUTY = "清单外呼叫没有现成条款。主办由县平台核定，理由随单送达。"
CHOOSE_ITEM = "先选事项，责任与配合清单随之列出。"

DONE_HEAD = ("配合责任", "要求", "证据", "是否已做", "证据或理由")
MANDATORY, OPTIONAL, NO_PROOF = "强制", "非强制", "—"
DONE_STATES = (("DONE", "已做"), ("NOT", "未做"), ("NA", "不适用"))
DONE_HINT = "证据：何人何时、材料名"
REASON_HINT = "写明理由，随单送县平台"
DONE_RULE = "强制项“未做”“不适用”须写理由，否则不能签发。理由随呼叫单送县平台，也进履职情况说明。"
LINE_OPEN = "强制项【{clause} {text}】还没核对；选已做、未做或不适用。"
LINE_REASON = "强制项【{clause} {text}】未做，须写理由后才能签发。"
NO_LINES_OUTSIDE = "清单外没有配合清单，直接选等级。"
NO_LINES = "此事项没有配合责任，直接选等级。"
BY_REPORT = "{at} {who}登记{files}"
BY_ROOM = "{at} 登记，随本单上报"
BY_ACT = "{at} {who} {what}{files}"
FILES = " · 附件 {n}"
ACTS = {
    "event.sign": "签收",
    "event.contact": "联系",
    "event.progress": "到场办理",
    "event.feedback": "反馈",
    "event.attach": "附材料",
    "event.note": "备注",
    "event.verify": "核查",
}

GRADE_HEAD = ("等级", "用于", "平台受理", "交办", "签收", "响应", "办理")
GRADE_HEAD_SHORT = ("等级", "", "受理", "交办", "签收", "响应", "办理")
GRADE_USES = {"C1": "危及生命、险情", "C2": "当日须处置", "C3": "其他"}
MUST_ARRIVE = "{at} 须到场"
BOTH_DO = "事呼双应：部门研判，本镇同时到场核实（30 分内）"
GRADE_NOTE = "按此刻签发、每步用足时限推算的最迟时刻；交办后以县平台实际交办为准。"
TOMORROW = "明天 {at}"

ASK = "请县级做什么"
CONTACT = "现场联系"
CONTACT_HINT = "单位值班电话，不写个人号码"
ASK_PART = "请{unit}办理：{duties}"
ISSUE, ISSUE_C1 = "签发呼叫", "立即呼叫"
SEND_TO = "送{name}签发"
SIGN_BY = "{name}签发"
SAVE_DRAFT, PRINT, THROW_AWAY = "存草稿", "打印三联单", "弃草稿"
WHO_SIGNS = {
    "C1": "特急可先呼后签，30 分钟内由带班领导或指挥长补签",
    "C2": "紧急由带班领导、指挥长或镇领导签发",
    "C3": "一般由带班领导、指挥长或镇领导签发",
}
AT_THIS_DESK = "已送签：领导在任一席位签发；在本席签须本人口令"
SIGN_WHAT = {"issue": "签发呼叫", "countersign": "补签呼叫", "rate": "评价", "reject": "驳回反馈"}
SIGN_VERBS = {"issue": "签发", "countersign": "补签", "rate": "提交评价", "reject": "驳回反馈"}
CANCEL = "取消"
NOBODY_SIGNS = "没有可签发的领导；请县端管理员核对人员授权。"
PHONE_FIRST = "未连接县平台。特急请先电话呼叫县中心，再补单。"
KEPT_HERE = "未连接县平台。签发后已存本机、未送达，连通后自动送达。"
CALLED_ALREADY = "此事件已有在办呼叫（{calls}），再呼叫须是另一件请求。"
ISSUED = "已呼叫 {serial}，已存本机"
ISSUED_OFFLINE = "呼叫 {serial} 已存本机、未送达"
SENT = "已送{name}签发，全室可见待签"
SENT_AGAIN = "改动已送签"
SENT_ALREADY = "拟稿已送签，不能弃；请改后存草稿，或请领导撤回。"
OVER_ELSEWHERE = "此拟稿已在别处签发或撤回；请刷新后看呼叫。"
THROWN = "草稿已弃，30 天内可找回"
SAVED_DRAFT = "草稿已存"
NO_ITEM = "还没选事项；选一项，或选“清单外”并写理由。"
NO_REASON = "清单外呼叫须写理由；请补填。"
NO_DEPT = "还没选呼叫哪个县级部门；请选择。"
NO_ASK = "请求为空；写明要县级做什么。"
GONE_EVENT = "找不到此事件；请同步后重试。"
NOT_CALLABLE = "事件当前状态【{label}】不可呼叫；请在待分派或办理中呼叫。"
CHOOSE = "左侧选一件呼叫看经过；按 F4 从事件发起呼叫。"

# ---------------------------------------------------------------- the slip

SLIP = "呼叫单预览"
SHEETS = (("stub", "呼叫单"), ("dispatch", "派发单"), ("answer", "反馈单"))
SHEET_TITLES = {"stub": "呼叫单", "dispatch": "派发单", "answer": "反馈单"}
SHEET_KEPT = {
    "stub": "第一联 镇指挥室留存",
    "dispatch": "第二联 承办单位留存",
    "answer": "第三联 承办单位填写后送回",
}
SHEET_HEAD = "{town}{kind}"
NUMBER, GRADE, STATE = "编号 {serial}", "等级 {grade}", "状态 {state}"
NO_NUMBER = "签发时取号"
ROWS = {
    "item": "事项",
    "place": "地点",
    "text": "情况",
    "done": "乡镇已做",
    "ask": "请求",
    "lead": "主办",
    "assist": "配合",
    "signer": "签发",
    "contact": "现场联系",
    "event": "对应事件",
}
UNTIL = {"ACCEPT": "受理至迟", "SIGN": "签收至迟", "RESPOND": "响应至迟", "HANDLE": "办理至迟"}
ANSWER_ROWS = (("how", "响应方式"), ("responded", "响应时间"), ("result", "办理结果"), ("fed", "反馈时间"))
SIGNED_BY, SIGNED_AT, HEAD_SIGNS = "签收人", "签收时间", "负责人签字"
RATED = "镇评价"
DONE_COUNT = "已做 {done} 项"
NOT_COUNT = "，未做 {n} 项（附理由）"
NA_COUNT = "，不适用 {n} 项"
UNCHECKED = "，待核对 {n} 项"
WAITS_FOR = "待{name}"
NOTHING_TO_SHOW = "选一件呼叫，或新起一件，这里看呼叫单。"
NOBODY = "待交办"
STOPPED = "暂停"

# ---------------------------------------------------------------- what waits for the town

RETURN_TITLE = "退单待审"
NTH = "第 {n} 次"
REASON, CLAUSE, SUGGESTED = "理由", "依据", "建议"
FILED = "{at} 提出，办理停计"
CLAUSE_TEXT = "{clause} {text}"
BY_DEPT = "由{unit}承办"
RULED_BY = "县平台审核，{left}"
CONSULT_BY = "第二次退单转县级会商，{left}"
OPINION = "写镇方意见：该事项为何属其主体责任"
ADD_OPINION = "补充镇方意见"
OPINION_SAID = "镇方意见：{text}"
OPINION_DONE = "镇方意见已登记"
OWN_DUTY = "所退条款 {clause} 列为{unit}主体责任。可补充镇方意见，由县平台裁定。"
OPEN_CASE = "看案卷"

SIGN_TITLE = "待补签"
DRAFT_TITLE, DRAFT_SIGN = "待签发", "{name}签发"
DRAFT_SIGNED = "{name}已签发"
SIGN_LEFT = "补签{left}"
SIGN_DO = "{name}补签"
SIGNED_LATER = "已由{name}补签"

ARRIVAL_TITLE = "响应待确认"
ARRIVAL_TEXT = "{unit} {at} {how}"
ARRIVAL_UNTIL = "{at} 前未表示视为确认"
CONFIRM, DISPUTE, DISPUTE_DO = "确认", "有异议…", "登记异议"
DISPUTE_HINT = "现场所见：几时、何人未到"
CONFIRMED, DISPUTE_SAVED = "已确认{unit}的响应", "已登记对{unit}响应的异议"

RATE_TITLE = "待评价"
RATE_UNTIL = "{at} 前评价"
RESPOND, OUTCOME, SATISFIED = "响应", "办结", "满意度"
RESPONDS = (("GOOD", "满意"), ("FAIR", "基本满意"), ("BAD", "不满意"))
OUTCOMES = (("DONE", "已办结"), ("PARTLY", "部分"), ("NOT", "未办结"))
SATISFIEDS = (("GOOD", "满意 100"), ("FAIR", "基本满意 80"), ("BAD", "不满意 0"))
RATE_DO, REJECT_DO = "提交评价", "驳回反馈…"
BAD_HINT, EVIDENCE = "不满意的理由", "不满意的证据"
BAD_NEEDED = "不满意须写理由；请补填。"
EVIDENCE_HINT = "证据：现场照片或文书"
EVIDENCE_NEEDED = "不满意须附证据；请加现场照片或文书。"
STILL_COPYING = "证据还在复制；请稍候，或取消复制。"
RATE_NOTE = "不满意须写理由、附证据；逾期不评按系统默认，不计满意率"
RATED_DONE = "已评价{unit}"
STEP_FACTS = (("assigned", "交办"), ("signed", "签收"), ("responded", "响应"), ("fed", "反馈"))
NOBODY_WAITS = "没有等镇办理的退单、评价"
RATER = "评价人"
