"""Words of the conflict card (冲突卡)."""

HEAD = "冲突待处置"
SINCE, WAITED = "{at} 发现 · {span}", "已等"
NTH = "第 {n} 张，共 {all} 张"
AMBER_AFTER, RED_AFTER = "2 小时转黄", "24 小时转红"
EXPLAIN = (
    "断网期间，同一件有两个不同的决定。先到县端的已生效；后到的已入账、未改变案件。"
    "处置前本件照常计时、可登记进展，只是不能结案。"
)
HELD = "当前已生效"
OTHER = "后到的决定"
OTHER_MINE = "我离线时的决定"
REACHED = "{at} 送达县端"
CHAIN = "同链 {n} 条合为一张卡"
NOT_SENT = "尚未送达"
NOTHING_HELD = "先到的动作已改变案件状态"
ROWS = {
    "decision": "决定",
    "unit": "承办单位",
    "clause": "依据",
    "reason": "理由",
    "due": "处置时限",
    "who": "作出人",
    "made": "作出时间",
    "effective": "有效时间",
    "clock": "时钟",
    "proof": "凭据",
}
DUE = "{at} 到时"
NO_DUE = "停计"
ANEW = "自确认之时起按此决定重算"
CLOCKS = ("县平台授时，误差不超过 1 秒", "断网推算", "本机日期存疑")
PROOF = "{no} 号机 · 回执码 {code}"
FACTS = "此后发生的事实"
FACTS_NOTE = "两边的事实都已入账，不因选择而丢失"
NO_FACTS = "没有新的事实"
THEN = "，"

KEEP, MINE, LEADER = "维持现状", "改按我的", "转值班长"
KEEP_SAYS = "保持“{decision}”，{due}。后到的决定留档不生效。"
MINE_SAYS = "按当前版本重新作出：{decision}。"
MINE_CHECKED = "规则复核 {good} / {all} 通过；自确认之时起算。"
MINE_REFUSED = "规则复核 {good} / {all}：{why}"
LEADER_SAYS = "交{who}裁定，两边内容一并带去。裁定前维持现状，超 24 小时亮在值班长看板。"
LEADER_NONE = "值班领导"
CONFIRM = {
    "KEEP": "确认维持现状：{says}",
    "MINE": "确认改按我的：{says}",
    "LEADER": "确认转值班长：{says}",
}
CONFIRM_DO = "确认"
FOOT = "未预选。选后再确认一次，处置人和时间留痕。"
OPEN_CASE = "打开本件"
LATER = "以后处置"
SETTLED = "{who} {at} 已处置：{choice}。"
GONE = "此冲突已处置，案件已更新。"
CLOSE = "关闭"
STALE = "本件刚有新记录，请重看后再选。"
RELOAD = "重看"
DONE = {
    "KEEP": "冲突已处置：维持现状",
    "MINE": "冲突已处置：已改按后到的决定",
    "LEADER": "已转值班长，冲突仍待裁定",
}
NONE_OPEN = "没有待处置的冲突。"
BANNER = "有 {n} 件冲突待处置，{span}。"
LONGEST = "最久已等"
BANNER_GO = "打开冲突卡"
