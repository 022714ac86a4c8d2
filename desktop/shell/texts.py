"""What the window's frame says (窗口文字)."""

from sync import status

PROGRAM = "呼应台"
ROOM = "{town}综合信息指挥室"
NO_ROOM = "综合信息指挥室"

# ---------------------------------------------------------------- top bar

LEADER, ON_DUTY, NO_SHIFT = "带班", "值班", "未接班"
FIND = "搜编号、事件、人员、网格，或输入命令（拼音、网格码均可）"
FIND_SHORT = "搜编号、事件、人员…"
SETTINGS = "设置"

# ---------------------------------------------------------------- sync chip

CONNECTED, ONLINE, CONNECTING, OFFLINE = "县平台已连接", "已连接", "正在连接县平台", "离线"
ALL_SAVED = "均已存本机"
SAVING_FAILED = "本机保存故障"
OFFLINE_NOTHING_UNSENT = "受理、派单、签收照常办，时限照走"
WAITING = {status.LOGIN: "待登录", status.HOLD: "已停送", status.STOPPED: "同步已停"}
LINK, LAST_SYNCED, AWAY_SINCE = "县平台", "最近同步", "断开时间"
UNSENT, RECEIVED, HELD, ALARM = "未送达", "县端已收·待回读", "需处理", "提醒"
STORE, CLOCK, DRAFTS, SOUND = "本机数据库", "本机时钟", "草稿", "提示音"
RETRY, OPEN_OUTBOX, LOG_IN = "立即重试", "收发回执", "登录"


def joined(*parts: str) -> str:
    """Parts of a line, empty ones left out."""
    return " · ".join(part for part in parts if part)


def unsent(count: int | None) -> str:
    """`未送达 0`, `17 条未送达`; nothing before the store was asked."""
    if count is None:
        return ""
    return f"{count} 条未送达" if count else "未送达 0"


def count(number: int | None) -> str:
    """`17 条`."""
    return "正在清点" if number is None else f"{number} 条"


def synced_ago(seconds: int) -> str:
    """`12 秒前同步`."""
    if seconds < 60:
        return f"{seconds} 秒前同步"
    return f"{seconds // 60} 分前同步"


def away_for(said: str) -> str:
    """`断网 2 时 13 分`."""
    return f"断网 {said}"


# ---------------------------------------------------------------- login card

LOGIN_TITLE = "登录县平台"
LOGIN_WHY = "登录后送出本机已存的动作并接收县端答复。未登录也可继续录入，均存本机。"
USER, PASSWORD, LATER = "账号", "口令", "以后再登"
LOGIN_EMPTY = "账号、口令都要填；忘记口令请联系县中心重置。"
LOGIN_WRONG = "账号或口令不对，未能登录；核对后重填。"

# ---------------------------------------------------------------- banner, toast

MORE_BANNERS = "另有 {count} 条"
UNDO = "撤销"
UNDONE_TOO_LATE = "没有可撤销的动作；撤销须在 10 秒内"
RESENT = "网络已恢复，正在补送 {count} 条"

# ---------------------------------------------------------------- status line

STORE_SOUND = "本机数据库正常"
SAVED_AT = "{time} 已落盘"
CLOCK_OFF = "本机时钟与县平台相差 {seconds} 秒"
CLOCK_GUESSED = "时钟为本机推算"
CLOCK_DOUBTED = "本机时钟未经县平台校对"
DRAFT_COUNT = "草稿 {count}"
SOUND_ON, SOUND_OFF = "提示音 开", "提示音 关"

# ---------------------------------------------------------------- the clock of the PC

CLOCK_FAR_OFF = "本机时钟与县平台相差 {span}，已按县平台时间记录。检查系统时间设置。"
CLOCK_UNKNOWN = (
    "本机日期存疑，显示为{shown}。新编号暂用上次可信日期{trusted}；打电话对时，再检查系统时间设置。"
)

# ---------------------------------------------------------------- keys

KEYS_TITLE = "{page}页的快捷键"
KEYS_PAGE, KEYS_GLOBAL = "本页常用", "全部"
KEYS_NOTE = "在设置页可改键；输入文字时单字符键不起作用。"
CLOSE = "关闭"

# ---------------------------------------------------------------- closing

CLOSE_TITLE = "关闭呼应台"
CLOSE_UNSENT = "还有 {count} 条未送达，均已存本机，下次打开自动补送。"
CLOSE_DRAFTS = "草稿 {count} 份已保存，下次可接着填。"
STAY = "不关闭"
CLOSE_ANYWAY = "关闭程序"

# ---------------------------------------------------------------- trouble

CRASHED = (
    "程序遇到问题，刚才的操作可能没有做完；已存本机的内容不受影响。可继续使用，问题重现时把报告交给技术人员。"
)
CRASH_REPORT = "报告已存到 {path}"
COPY_PATH, GO_ON, DISMISS = "复制位置", "继续使用", "知道了"

# ---------------------------------------------------------------- command bar

GROUP_ITEMS = "清单事项"
GROUP_CASES, GROUP_PLACES, GROUP_UNITS, GROUP_PEOPLE, GROUP_COMMANDS = (
    "事件与呼叫",
    "网格与村",
    "单位",
    "人员",
    "命令",
)
FOUND_NOTHING = "没有找到“{typed}”。可输编号末四位、网格码、地名、单位或姓名的拼音。"
GO_PAGE = "到{page}页"
CASES_OF_UNIT = "主办为该单位的在办件"
CASES_OF_PLACE = "发生在此处的在办件"
CASES_OF_PERSON = "由其登记的在办件"
