"""Words of the situation page (态势)."""

TITLE = "态势"
QUEUE = "待办队列"
LISTS = (("urgent", "急办"), ("mine", "待我办"), ("all", "全部"), ("silent", "谁还没应"))
ORDER = "按剩余时限排序"
SILENT_ORDER = "超时最长在上"
EMPTY = {
    "urgent": "没有急办的件。按 F2 登记新来件。",
    "mine": "没有等指挥室处理的件。按 F2 登记新来件。",
    "all": "现在没有在办的件。按 F2 登记第一件。",
    "silent": "没有超时未应的单位。继续看“急办”。",
}
FILTERED_EMPTY = "此条件下没有件。按 Esc 清除条件。"
MORE = "只列前 {n} 件。到“事件”页看全部（Ctrl+3）。"
DUE = "{clock} {at} 到时"
OVER_SINCE = "{at} 到时"
PHONE_FIRST = "未应"

TAG_CALLERS = "诉求 {n}"
TAG_UNSIGNED = "未签收"
TAG_RETURNED = "退单待审"
TAG_SUSPENDED = "挂账"
TAG_CALLED = "呼叫县级"
TAG_COUNTY_LATE = "县级超时"
COUNTY = "县级{clock}"
TAG_CONFLICT = "冲突"
TAG_URGED = "已催"
TAG_RETURNS = "退单 {n}"
TAG_HOTLINE = "12345 转"
TAG_URGENT = "特急"
HELD_BY = {"ROOM": "指挥室", "COUNTY": "县级"}

FIGURES = (
    # name of the figure, its label, the label where there is little room, its note
    ("accepted", "今日受理", "受理", "诉求 {callers}"),
    ("open", "在办", "在办", "其中停计 {paused}"),
    ("yellow", "临期黄灯", "临期", ""),
    ("red", "超期红灯", "超期", ""),
    ("unsigned", "未签收", "未签收", "最长 {unsigned}"),
    ("unanswered", "县级未响应", "县未响应", "{worst}"),
    ("to_verify", "待核查", "待核查", ""),
    ("closed", "今日办结", "办结", "超期办结 {closed_late}"),
    ("rate", "本月结案率", "结案率", "{due_closed} / {due}"),
    ("solved", "实际解决率", "解决率", "回访 {revisited} 件"),
)
EXPLAINED = {
    "accepted": "今日 0 时起登记的事件；归并从案、不予受理、作废不计，诉求数计每一位反映人。",
    "open": "已登记、尚未结案、不予受理或作废的事件；停计的包含在内。",
    "yellow": "在办件中，最先到期的计时已用到七成、尚未到期的。",
    "red": "在办件中，最先到期的计时已超过到期时刻的。",
    "unsigned": "有承办单位尚未签收的在办件。",
    "unanswered": "响应时限已过、尚未响应的县级部门；打开为这些呼叫对应的事件。",
    "to_verify": "承办单位已反馈、等待派核查或结案的件。",
    "closed": "今日 0 时起结案的事件；不予受理和作废不计。",
    "rate": "分母：本月处置到期的事件；分子：其中已结案的。分母为 0 显示“—”。",
    "solved": "分母：本月有效回访的事件；分子：其中反映人答已解决的。分母为 0 显示“—”。",
}
NO_RATE = "—"
OVERDUE, SOON, NORMAL, PAUSED = "超期", "临期", "正常", "停计"
GRID_CHIP = "网格"
LIGHT_CHIP = "灯"
URGED = "已催办 {unit}，催办文字已复制"
URGE_TEXT = "【催办】{serial} {what}，{unit}应于 {due} 前{step}，现已{late}，请立即办理并回复指挥室。"
STEP = {"SIGN": "签收", "RESPOND": "响应", "ACCEPT": "受理", "ASSIGN": "交办"}
CENTRE = "县级响应平台"
CHOOSE_ONE = "先在“谁还没应”中选一行，再按 Ctrl+U。"
UNREADABLE = "本机库读取失败，显示的是上次的内容；按 F5 重试。"
CODE = "网格码 {code}"
WORKERS = "网格员 {names}"
