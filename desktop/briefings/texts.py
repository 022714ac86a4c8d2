"""Words of the briefings page (简报)."""

from briefings.figures.calls import Column as CallColumn
from briefings.figures.daily import Column

TITLE = "简报"
DAILY = "日报"
DAYS = "日报期次"
TODAY = "草稿"
DAY_NOTE = "新增 {added}　办结 {closed}"
SHOWING = "{day}　{weekday}"
AS_OF = "数据截至 {at}"
AS_OF_DAY = "数据截至当日 24:00，按县账本重算"
ISSUED_NOTE = "{no} · {at} 发布"
SNAPSHOT_ELSEWHERE = "发布时的原件在签发的那台电脑上；此处按县账本重算，仅供查看"
NOBODY = "未接班"
NO_DAYS = "还没有登记过事件。按 F2 登记第一件后，这里出当日日报。"

ZOOMS = (("fit", "整页"), ("width", "页宽"), ("100", "100%"), ("150", "150%"))
PRINT, EXPORT = "打印", "导出 Excel"
CANCEL = "取消导出"
EXPORTING = "正在写 {name}……"
EXPORTED = "已导出 {name}"
CANCELLED = "已取消导出，没有留下文件。"
FILES = "Excel 工作簿 (*.xlsx)"
FILE = "{title} {day}.xlsx"

TABS = ("日报", "分单位", "超期与黄灯", "呼叫与答复", "分类分村", "口径")
FRONT, UNITS, LIGHTS, CALLS, BREAKDOWN, RULES = TABS
CHECK_HOLDS = "勾稽相符 · {n} 行"
CHECK_FAILS = "勾稽不符 {n} 行，点此看第一行"
PAGE = "第 {n}/{all} 页 · A4 横向"

CASES_HEAD = "案件"
CHOOSE = "点日报上的任一数字，这里列出组成它的案件和口径。也可用方向键在数字间移动。"
EXPLAINED = "口径"
ROW_CHECK = "本行勾稽"
OPEN_LIST = "在事件中打开"
ASIDE = "另有不计：{parts}"
NONE_BEHIND = "这个数是 0，没有案件。"
TWICE = "{n} 件次，{cases} 件案件"
PENDING_AREA, NO_CATEGORY = "未定位", "类别待定"
COUNT = "共 {n} 件"
REGISTERED, CLOSED_AT, DUE = "登记", "办结", "到期"
STAMP = "{what} {at}"

# ---------------------------------------------------------------- issuing
ISSUE, CORRECT, SEE_CHANGES = "签发", "发更正版", "看变更"
ISSUED_TAG = "已发布 {at}"
ISSUE_NUMBER, CORRECTED = "〔{year}〕日 {n} 号", "（更正 {n}）"
SIGN_TITLE = "{name}签发{day}日报"
ISSUE_TITLE, CORRECT_TITLE = "签发{day}日报", "签发{day}日报的更正版"
ISSUE_NOTE = "签发后数字冻结，编号 {number}，可随时原样重印；以后到的补录列在“发布后变更”里。"
CORRECT_NOTE = "原件不变。更正版按现在的数重新计算，编号 {number}，写明更正原因。"
ISSUE_FAILING = "有 {n} 行勾稽不符，会照实印在日报上。"
ISSUE_AS_OF = "数据截至 {at}"
SIGNER, REASON_FIELD = "签发人", "更正原因"
REASON_HINT = "如：补录 3 月 16 日纸单 2 份"
NO_REASON = "缺少更正原因；写明为什么更正后再签发。"
NOBODY_ISSUES = "没有可签发日报的值班领导或指挥长；请县端管理员核对人员授权。"
ISSUED = "{number}已签发，已存本机"
LATER = "以后再签"

CHANGES_TITLE = "发布后变更"
CHANGES_EXPLAINED = "发布以后才到县账本、事实时间在数据截至以前的记录。日报仍是发布时的数。"
CHANGED = "发布后变更 {n} 处"
CHANGED_MORE = "{why}。下表仍是发布时的数，变动的数带角标。"
CHANGE_LINE, CHANGE_STEP = "{line} · {column}", "{before} → {after}"
FIGURE_CHANGED = "发布时 {before}　→　现在 {after}"
REASON, REASON_COUNT = "{at} {what}", "{what} {n} 件"
BACKFILLED = "补录"
JUDGED_ANEW = "重新判定"

# ---------------------------------------------------------------- the paper
MAKERS = "带班领导：{leader}"
SIGNED_BY, MADE_BY = "签发：{name}", "制表：{name}"
SUMMARY = "今日新增 {added} 件，办结 {closed} 件，期末在办 {open} 件，其中超期 {late} 件、黄灯 {soon} 件、挂账 {held} 件。"
SUMMARY_MERGED = "归并（净）{n} 件。"
SUMMARY_TOP = "新增最多的类别：{parts}。"
SUMMARY_CALLS = "县级呼叫签发 {issued} 件、响应 {responded} 件，响应度 {rate}。"
SERIAL = "编号：{serial}"
HEADING = "基本情况"
NUMBER, UNIT, SUM = "序号", "平台/单位", "合计"
FORTNIGHT = "近 14 日"
ADDED, CLOSED_LINE = "新增", "办结"
OPEN_BY_GROUP = "各平台、派驻、村在办"
OPEN_LEGEND = (("在办", "count-4"), ("黄灯", "amber-bar"), ("超期", "red"))
AREAS_TOP = "今日新增类别（前 5）"
CALLS_LINE = "县级呼叫　应响应 {owed}　按时 {on_time}　响应度 {rate}　办结率 {done}　满意率 {satisfied}"
UNIT_TABLE = "分单位办理情况"
LATE_TABLE = "超期与黄灯（{n} 件）"
LATE_COLUMNS = (
    ("序号", 0.5),
    ("灯", 0.9),
    ("编号", 2.1),
    ("村（社区）", 1.5),
    ("小类", 1.9),
    ("等级", 0.6),
    ("承办单位", 1.9),
    ("状态", 1.3),
    ("办理到期", 1.5),
)
NO_LATE = "没有超期或黄灯的在办事件。"
CALL_TABLE = "县级部门响应情况"
CALL_LIST = "当日呼叫（当日签发及尚未办完，{n} 件）"
CALL_COLUMNS = (
    ("序号", 0.5),
    ("编号", 2.0),
    ("等级", 0.7),
    ("部门", 2.6),
    ("事项", 1.1),
    ("状态", 1.2),
    ("签发时间", 1.5),
    ("响应到期", 1.5),
    ("响应时间", 1.5),
    ("判定", 1.0),
)
NO_CALLS = "当日没有呼叫。"
RATES = ("响应度", "办结率", "满意率")
DEPARTMENT = "部门"
AREA_TABLE, VILLAGE_TABLE = "分类", "分村（社区）"
AREA, VILLAGE = "类别", "村（社区）"
RULES_TITLE = "统计口径与勾稽"
OTHER_CHECKS = "分单位、分类、分村各表逐行相加，均与日报合计相符。"
OTHER_FAILS = "{name}与日报不符：{what}。"
HOLDS, FAILS = "相符", "不符"

MEANS = {
    Column.CARRIED: "{since} 时在办（未结案、未作废、未不予受理、未归并）的事件，按当时承办单位计。",
    Column.NEW: "{since} 至 {to} 登记的事件，计入首个承办单位；未分派的计入指挥室。",
    Column.CLOSED: "结案时刻在 {since} 至 {to} 的事件，含超期办结；同日两次办结计两件次。",
    Column.OPEN: "数据截至 {as_of} 时未结案、未作废、未不予受理、未归并的事件，含挂账，计入现承办单位。",
    Column.OVERDUE: "在办中办理时限已过的；已反馈的按反馈时刻判，未派遣的按受理、派遣时限判，不含外部到期。",
    Column.YELLOW: "在办中时限已用七成、尚未超期的。",
    Column.UNSIGNED: "在办中签收时限已过、承办单位仍未签收的。",
    Column.RETURNED: "在办中承办单位已退单、指挥室尚未审定的。",
    Column.SUSPENDED: "在办中经批准挂账、计时暂停的。",
    Column.REWORKED: "{since} 至 {to} 结案后又转回重办的。",
    Column.SPLIT_OFF: "{since} 至 {to} 由母案拆分出的子案。",
    Column.SPLIT: "{since} 至 {to} 拆分后不再单独办理的母案。",
    Column.UNMERGED: "{since} 至 {to} 撤销归并、恢复单独办理的。",
    Column.MERGED: "{since} 至 {to} 归并到主件的从案，由主件代表，不再单独计入在办。",
    Column.TAKEN: "当日由别的单位转入、现由本单位承办的。",
    Column.GIVEN: "当日由本单位转出的。",
    Column.REJECTED: "{since} 至 {to} 决定不予受理的，不计入办结。",
    Column.VOIDED: "{since} 至 {to} 作废的，不计入办结。",
}
CALL_MEANS = {
    CallColumn.ASSIGNED: "{since} 至 {to} 交办到部门的任务。",
    CallColumn.RESPONDED: "{since} 至 {to} 部门作出首次响应的任务。",
    CallColumn.OWED_RESPONSE: "响应时限在 {since} 至 {to} 到期的任务，不论何时交办；撤回、不予受理、退单成立、豁免、时间待核不计。",
    CallColumn.ON_TIME: "应响应中在时限内响应的。",
    CallColumn.OWED_RESULT: "办理时限在 {since} 至 {to} 到期的任务。",
    CallColumn.DONE: "应办结中镇评价为“已办结”的。",
    CallColumn.RATED: "{since} 至 {to} 由人工评价的任务；逾期系统默认评价不计。",
    CallColumn.SATISFIED: "人工评价为满意或基本满意的。",
    CallColumn.OUT: "时限在当日到期、但因撤回、不予受理、退单成立、豁免或时间待核不计入各率的任务。",
}
CHECK_TERMS = (
    ("", Column.CARRIED, "结转"),
    ("＋", Column.NEW, "新增"),
    ("＋", Column.REWORKED, "重办"),
    ("＋", Column.SPLIT_OFF, "拆分"),
    ("＋", Column.TAKEN, "转入"),
    ("−", Column.GIVEN, "转出"),
    ("−", Column.CLOSED, "办结"),
    ("−", Column.REJECTED, "不予受理"),
    ("−", Column.VOIDED, "作废"),
    ("−", Column.MERGED, "归并净"),
)
ALWAYS = (Column.CARRIED, Column.NEW, Column.CLOSED)
LEFT_OUT = (Column.REJECTED, Column.VOIDED, Column.MERGED)  # beside 办结
