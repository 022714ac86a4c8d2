"""Words of the duty page (值班)."""

TITLE = "值班"

# ---------------------------------------------------------------- sheet

SHEET = "交接单　{now} → {next}"
SUBTITLE = "{day} {since} 起 · {town}综合信息指挥室 · 数据截至 {at}，自动更新到双签"
LEFT, LEFT_NOTE = "还有 {span} 到点", "到点未双签，仍由{now}负责"
PAST, PAST_NOTE = "{at} 已过，未双签", "仍由{now} {who} 负责"
LATE_BANNER = "{at} 已过，未双签，仍由{now} {who} 负责"
PRINT = "打印"
PAPER_TITLE, PAPER_SERIAL = "{town}综合信息指挥室交接单", "JJB{day}-{mark}"

FIGURES = (
    # name, label, its light
    ("added", "本班受理"),
    ("closed", "本班办结"),
    ("open", "在办"),
    ("red", "超期"),
    ("yellow", "临期"),
    ("green", "正常"),
    ("grey", "停计"),
    ("unsigned", "未签收"),
    ("decisions", "待本室决定"),
    ("outages", "断网"),
)
EXPLAINED = {
    "added": "本班开班以来登记的事件。",
    "closed": "本班开班以来结案的事件；不予受理和作废不计。",
    "open": "已登记、尚未结案、不予受理或作废的事件；停计的包含在内。",
    "red": "在办件中，最先到期的计时已超过到期时刻的。",
    "yellow": "在办件中，最先到期的计时已用到七成、尚未到期的。",
    "green": "在办件中，计时尚未用到七成的。",
    "grey": "在办件中，所有计时都停着的。",
    "unsigned": "有承办单位尚未签收的在办件。",
    "decisions": "退单、延期、挂账待审批，冲突待处置，挂账一周内到期的件。",
    "urgent": "在办的特急、紧急件。",
    "due_next": "下一班结束前到期的在办件，已超期的包含在内。",
}

SECTIONS = {
    "urgent": "未结特急、紧急",
    "due_next": "下一班内到时",
    "unsigned": "未签收",
    "points": "交班要点",
    "decisions": "待本室决定",
    "calls": "呼叫待应",
    "outages": "断网记录",
    "papers": "纸单号",
    "items": "物资钥匙",
}
NONE = "无"
REST = "余 {n} 件 ›"
NOTE_RED = "{n} 件超期"
NOTE_SPAN = "至 {until}"
NOTE_UNSIGNED = "{n} 件签收超时"
NOTE_FIRST = "先审退单"
NOTE_COUNTY = "县级"
NOTE_ITEMS = "实物当面点"
NOTE_POINTS = "交班人写，双签后不改"
POINTS_HINT = "要接着盯的件、已答应别人的事、要回的电话"
ROOM, COUNTY = "指挥室", "县级"
RETURN, CONFLICT = "退单审定", "冲突"
EXTEND, SUSPEND, SUSPENDED, RESUMES = "延期待审", "挂账待批", "挂账到期", "{at} 恢复"
WAITED = "已等 {span}"
ANSWER_OWED = "待响应"
CALL_STATES = {"FEEDBACK": "待评价", "RETURN_PENDING": "退单待定", "CONSULTING": "会商"}


OUTAGE_SPAN = "{since} – {to}，共 {span}"
OUTAGE_OPEN = "{since} 起，尚未登记恢复"
OUTAGE = ("时段", "范围")
USED, WAITING, SKIPPED = "已用", "未送达", "跳号"
SKIPPED_WHAT = "{numbers}　登记作废，或在交班要点写明编号和原因"
UNEXPLAINED = "跳号 {numbers} 未说明"
PAPERS = "{numbers}，共 {n} 张"
NO_WAITING = "均已送达"
ITEM = "{name} {count} {unit}"

# ---------------------------------------------------------------- signing

OUT, IN, LEADER = "交班", "接班", "带班"
SIGNED_AT = "{at} 已签"
PASSWORD_OF = {"out": "交班人口令", "in": "接班人口令", "leader": "带班口令"}
SIGN = "签字接班"
TICKED = "已核对 {n} / 9 节"
LACKING = "还差：{what}"
LACK_OUT, LACK_IN = "交班人签字", "接班人签字"
READY = "可以接班"
DONE = "交接班完成，现由 {name} 值班"
LEADER_DONE = "{name} 已带班签字"
TAKEN = "{name} 已接班，请核对上一班留下的件"
ABSENT = "交班人不在场…"
BACK = "返回交接单"

PASSWORD_UNKNOWN = "县端连不上，本机也没有核对过此人的口令；联网后再签，或写明原因由他人接班。"

# ---------------------------------------------------------------- taking over

TAKE_OVER = "接班"
NO_SHIFT = "当前没有开班"
NO_SHIFT_WHY = "登记、备注、通话、代录照常可录；派单、审定等决定须先接班。"
NO_SHIFT_BANNER = "当前没有开班，不能作出决定；请先接班。"
WITHOUT = "上一班未交班"
WITHOUT_WHY = "{who} 未在场双签。写明原因可直接接班，交接单留待补签，原因记入台账。"
WHO, PASSWORD, REASON = "值班员", "口令", "未交接的原因"
GO_TO = "去接班"

# ---------------------------------------------------------------- left

MONTH = "{year} 年 {month} 月"
PLAN, PLAN_NOTE = "值班表", "按实际开班"
BEFORE, AFTER = "上月", "下月"
LEAD_MARK = "带"
WEEK_DAY = "周{name} {number}"
SILENT = "谁还没应"
SILENT_NOTE = "超时最长在上"
SILENT_COUNT = "{n}"
SILENT_EMPTY = "没有超时未应的单位。"
SILENT_COLUMNS = {"unit": "单位", "what": "未应", "title": "事项", "left": "超时", "urged": "催办"}
URGE = "催办"
URGED = "已记催办，催办文字已复制"
URGED_AT = "{at} 已催"
CHOOSE_ONE = "先在“谁还没应”中选一行，再按催办。"
UNREADABLE = "本机库读取失败，显示的是上次的内容。"
