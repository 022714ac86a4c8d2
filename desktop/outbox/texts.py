"""Words of the receipts page (收发回执)."""

TITLE = "收发回执"
LISTS = (("waiting", "未送达"), ("held", "需处理"), ("draft", "草稿"), ("today", "今日全部"))
FIND = "回执码、编号、动作"
STEPS = {
    # key of the box, its name, its note
    "draft": ("草稿", "每秒自存"),
    "D1": ("已存本机", "断电不丢"),
    "D4": ("县端已收", "等账本读回"),
    "D5": ("已送达", "已从账本读回"),
    "D6": ("已入县备份", "县端备份已含"),
    "DQ": ("需处理", "不挡后面的"),
}
COLUMNS = {
    "state": "状态",
    "code": "回执码",
    "action": "动作",
    "case": "编号",
    "title": "事件",
    "at": "事实时间",
    "proof": "凭据",
    "note": "说明",
}
DRAFT = "草稿"
DRAFT_KINDS = {"intake": "登记（未填完）", "move": "办理（未提交）", "call": "呼叫（未签发）"}
DRAFT_NOTE = "每秒自存，断电重启可继续"
DRAFT_TITLE = "来电：{text}"
NO_TEXT = "尚无内容"
GO_ON = "接着填"
OPEN_CASE = "打开"
NOT_MIRRORED = "副本未写"
MIRRORED = "副本 ✓"
READ_BACK = "{at} 读回"
RECEIVED = "县端已收"
BACKED_UP = "县端备份已含"
CONFLICT = "与先到的决定冲突，待处置"
REFUSED = "已入账，未生效：{why}"
PAPER = "纸单 {no}"
PHONE = "电话"
TO = "{action} → {unit}"
HELD_WHY = {
    "413": "该条过大，县端未收，已保留",
    "422": "县端不认此条的格式，已保留；请升级程序后重送",
}
HELD = "县端未收：{why}，已保留"

OFFLINE_HEAD = "{at} 起县平台无应答，正在自动重试"  # how much is unsent stands in the window's own line above
OFFLINE_NOTE = "受理、派单、签收照常办，时限照走；县端和部门的灯截至 {seen}"
TRIED = "已试 {n} 次"
RETRY = "立即重试"
SENDING = "已连接 · 还有 {n} 条正在送"
ALL_SENT = "全部已送达"
ALL_SENT_NOTE = "今日本机 {n} 条动作都已从县账本读回。"
EMPTY_TODAY = "今日本机还没有动作。按 F2 登记第一件。"
EMPTY = {
    "waiting": "没有未送达的动作，全部已从县账本读回。看“今日全部”可查回执码。",
    "held": "没有需处理的动作。县端拒收的动作会列在这里。",
    "draft": "没有未完的草稿。按 F2 开始登记。",
    "today": EMPTY_TODAY,
}
NOTHING_FOUND = "没有符合“{typed}”的回执。核对八位回执码，或清空查找。"
FOOT = "只有从县账本读回才算已送达；全部记录留在本机"
COUNT = "共 {n} 条"
COPIED = "回执码 {code} 已复制"

CLOCK = "时钟与同步"
QUALITY = (
    ("县平台授时", "green"),
    ("断网推算", "amber"),
    ("日期存疑", "red"),
)
QUALITY_NOTE = (
    "误差不超过 1 秒",
    "按上次校时推算，恢复后自动校准",
    "请打电话向县中心对时，再核对系统时间设置",
)
ROWS = (
    ("quality", "时钟质量"),
    ("offset", "本机与县平台"),
    ("synced", "最近同步"),
    ("as_of", "县端数据"),
    ("store", "本机存储"),
    ("after", "联网以后"),
)
OFFSET = "本机时钟{way} {span}，已按县平台时间记录"
NO_OFFSET = "相差不到 1 秒"
FAST, SLOW = "快", "慢"
NEVER = "本次开机后尚未连上"
AS_OF = "截至 {at}"
FRESH = "实时"
STORE_GOOD = "正常 · 余 {free}"
STORE_LOW = "磁盘只剩 {free}，仍可登记；清理后自动继续"
AFTER = "先送 {n} 条，再读县账本，不影响录入"
AFTER_NONE = "没有待送的动作"
TRUST = "为什么放心断网"
TRUST_LINES = (
    "每个动作先写入本机库并落盘，再显示“已存本机”。",
    "恢复联网后按顺序补送，县端逐条编号、记账。",
    "本机从县账本读回同一条，才显示“已送达”。",
    "两边决定不同时不覆盖，弹出冲突卡由人处置。",
)
