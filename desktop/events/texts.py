"""Words of the events page (事件)."""

from collections.abc import Mapping

TITLE = "事件"
VIEWS_TITLE = "视图"
VIEWS_HINT = "Alt+数字"
GROUP_STANDING, GROUP_SAVED = "常用", "自存"
STANDING: Mapping[str, str] = {
    "open": "全部在办",
    "mine": "我经手",
    "urgent": "急办",
    "red": "超期",
    "yellow": "临期",
    "unsigned": "未签收",
    "to_verify": "待核查",
    "returned": "退单待审",
    "called": "县级办理中",
    "to_supervise": "建议督办",
    "closed_today": "今日办结",
    "all": "全部登记",
    "unsent": "本机未送达",
    "conflicts": "冲突待处置",
    "suspended": "挂账",
    "asked": "延期、挂账待批",
}
ONLY_WITH_CASES = ("to_supervise", "unsent", "conflicts", "suspended", "asked")
UNCOUNTED = "—"

FIND = "查编号、标题、地点、电话"
COUNT = "{view} · {n} 件"
BARE_COUNT = "{n} 件"
CHANGED = "{view}（条件已改） · {n} 件"
COUNTING = "正在统计…"
RANGE = "第 {first}–{last} 件，共 {n} 件"
NO_RANGE = "共 0 件"
NEW = "新受理"
EXPORT, COLUMNS_MENU = "导出", "列"
CLEAR = "清除条件"
SAVE_VIEW, MANAGE = "存为视图", "管理…"
EMPTY = "没有符合条件的件。按 Esc 清除条件。"
EMPTY_VIEW = "此视图暂无件。按 Alt+1 看全部在办。"
ELSEWHERE = "本视图没有，全库有 {n} 件 ›"
UNREADABLE = "本机库读取失败，显示的是上次的内容；按 F5 重试。"
FIGURE = "{title} {n} 件"
EXCLUDED = "{explained}口径外另有 {n} 件。"
AS_OF = "截至 {at}"
AS_OF_TAG = "县级侧截至 {at}"

HEADS: Mapping[str, str] = {
    "light": "灯",
    "serial": "编号",
    "title": "标题",
    "cat": "小类",
    "village": "网格",
    "unit": "单位",
    "state": "状态",
    "due": "剩余时限",
    "ch": "来源",
    "registered": "登记时间",
    "urg": "等级",
    "place": "地点",
    "callers": "诉求",
    "returns": "退单",
    "closed": "办结时间",
}
NO_CATEGORY, NOBODY = "待定", "—"
UNSIGNED = "未签"
ENDED_LEFT = "—"
CHANNELS: Mapping[str, str] = {
    "PHONE": "电话",
    "12345": "12345",
    "GRID": "网格",
    "WALKIN": "来访",
    "VIDEO": "视频",
    "UP": "上级交办",
    "PAPER": "纸质",
    "SENSOR": "感知",
}
LEGEND = (("UNSENT", "本机已存，未送达"), ("RECEIVED", "县端已收·待回读"), ("HELD", "需处理"))

# ---------------------------------------------------------------- conditions

LABELS: Mapping[str, str] = {
    "open_only": "状态",
    "states": "状态",
    "urgencies": "等级",
    "villages": "村社",
    "grids": "网格",
    "units": "单位",
    "categories": "小类",
    "channels": "来源",
    "results": "结果",
    "ratings": "满意度",
    "lights": "灯",
    "span": "登记",
    "since": "登记",
    "closed_since": "办结",
    "moved_since": "变动",
    "due_since": "处置到期",
    "falls_due_until": "到时",
    "unsigned": "签收",
    "proposed": "督办",
    "pending": "送达",
    "conflicts": "冲突",
    "asked": "审批",
    "ends_soon": "挂账",
    "counted": "统计",
    "returned": "退单",
    "late": "办结",
    "main": "归并",
    "reporter": "经手",
    "cases": "指定",
}
VALUES: Mapping[str, str] = {
    "open_only": "在办",
    "unsigned": "未签收",
    "proposed": "建议督办",
    "pending": "本机未送达",
    "conflicts": "待处置",
    "asked": "延期、挂账待批",
    "ends_soon": "7 天内恢复",
    "counted": "计入应办",
    "returned": "退过单",
    "late": "超期办结",
    "main": "归入同一主件",
}
LIGHTS: Mapping[str, str] = {"red": "超期", "yellow": "临期", "green": "正常", "grey": "停计"}
AND_MORE = "{first} 等 {n} 项"
CASES = "{n} 件"
FROM, UNTIL, FROM_UNTIL = "{since} 起", "{until} 前", "{since} 至 {until}"
SPANS: Mapping[str, str] = {
    "today": "今日",
    "d7": "近 7 日",
    "d30": "近 30 日",
    "month": "本月",
    "last_month": "上月",
    "year": "今年",
}
FACETS: Mapping[str, str] = {
    "place": "网格",
    "units": "单位",
    "categories": "小类",
    "channels": "来源",
    "states": "状态",
    "urgencies": "等级",
    "time": "时间",
    "flags": "更多条件",
}
FLAGS: Mapping[str, str] = {
    "open_only": "在办",
    "unsigned": "未签收",
    "proposed": "建议督办",
    "returned": "退过单",
    "late": "超期办结",
    "pending": "本机未送达",
    "conflicts": "冲突待处置",
    "asked": "延期、挂账待批",
    "ends_soon": "挂账 7 天内恢复",
}
WHOLE_VILLAGE, WHOLE_MAJOR = "全村", "大类"
PICK_FIND = "输入名称或编码"
PICK_TIME = "如 3-1 至 3-16"
NO_CHOICE = "没有相符的项，改几个字再试。"

# ---------------------------------------------------------------- views of one's own

NAME_VIEW = "视图名称"
VIEW_DEFAULT = "视图 {n}"
SAVE_AS, SAVE_OVER = "存为新视图", "更新“{name}”"
VIEW_SAVED = "视图“{name}”已存本机"
NAME_NEEDED = "视图还没有名称；写几个字再存。"
NAME_TAKEN = "已有同名视图“{name}”；换一个名称。"
MANAGE_TITLE = "管理自存视图"
RENAME, DELETE, UP, DOWN, CLOSE = "改名", "删除", "上移", "下移", "关闭"
NO_VIEWS = "还没有自存视图。先调好条件，再按“存为视图”。"
DELETED = "视图“{name}”已删除"
CANCEL = "取消"

# ---------------------------------------------------------------- selection

CHOSEN = "已选 {n} 件"
ALL_STATE, ALL_UNITS = "均为{state}", "{n} 个单位"
DROP = "取消选择"
BULK: Mapping[str, str] = {
    "urge": "催办",
    "phone": "电话催办名单",
    "supervise": "督办",
    "copy": "复制派单文字",
    "print": "打印派发单",
    "merge": "归并",
}
BULK_COUNT = "{name} {n}"
NOT_URGE = "没有单位欠办，不能催办"
NOT_SUPERVISE = "没有主办单位在办，不能督办"
NOT_DISPATCHED = "尚未派单，没有派单文字"
PRINT_SERIAL = "{serial} 等 {n} 件"
NOT_PRINT = "尚未派单，没有派发单"
PRINT_AT_MOST = "一次最多打印 {n} 件；少选一些再打印。"
NOTHING_TO_PRINT = "没有选中的件；先选一行再按 Ctrl+P。"
NOT_MERGE_ONE = "至少选两件才能归并"
NOT_MERGE_KIND = "大类不同，不能归并"
NOT_MERGE_STATE = "所选件当前状态不能归并"
CONFIRM: Mapping[str, str] = {
    "urge": "对 {n} 件的欠办单位登记催办，催办文字随后复制。",
    "supervise": "对 {n} 件的主办单位各发一份督办单。",
    "merge": "把 {n} 件归入最早登记的【{main}】。",
}
ASK = "督办要求"
ASK_DEFAULT = "请立即办理，当日书面回复进展与完成时间。"
ASK_NEEDED = "督办要求是空的；写明要求再发。"
SUPERVISE_TEXT = "【{serial}】{title}：{state}，{late}。"
DO = "确认{name}"
RUNNING = "正在{name}，{done} / {n} 件"
STOP = "停下"
DONE = "已{name} {n} 件，均已存本机。"
DONE_SOME = "已{name} {n} 件，均已存本机；{left} 件未办：{serial} {why}"
NONE_DONE = "未办 {left} 件：{serial} {why}"
STOPPED = "已停下：{name} {n} 件已存本机，余 {left} 件未动。"
COPIED = "{n} 件的派单文字已复制"
URGED = "催办文字已复制"
PHONES = "{n} 件的电话催办名单已复制；打完电话逐件登记催办。"
PHONE_CASE = "{serial} {title}（{late}）"

# ---------------------------------------------------------------- export

EXPORT_TITLE = "导出台账"
EXPORT_NAME = "{town}事件台账_{view}_{at}.xlsx"
EXPORT_KIND = "Excel 工作簿 (*.xlsx)"
EXPORTING = "正在导出，{done} / {n} 件"
EXPORTED = "已导出 {n} 件，个人信息已遮盖：{name}"
EXPORT_STOPPED = "导出已停下，没有留下文件。"
EXPORT_BUSY = "文件正被其他程序打开，未能导出。关闭后按 Ctrl+E 重试。"
EXPORT_NOTHING = "列表里没有件，没有可导出的内容。先清除条件。"
EXPORT_UNTRACED = "文件已写成，但导出留痕未存：{why}"
SELECTED = "所选"
