"""Words of the evaluation page (考评)."""

TITLE = "考评"
INDICATORS, UNITS, DEPARTMENTS, POSTINGS, ROSTER, WORKERS, CADRES = (
    "indicators", "units", "departments", "postings", "roster", "workers", "cadres",
)  # fmt: skip
TABS = (
    (INDICATORS, "指标"),
    (UNITS, "镇内单位"),
    (DEPARTMENTS, "县级部门"),
    (POSTINGS, "派驻机构"),
    (ROSTER, "派驻名册"),
    (WORKERS, "网格员"),
    (CADRES, "四维考评"),
)

# ---------------------------------------------------------------- the period
SPANS = (("month", "月"), ("quarter", "季"), ("days", "日期段"))
MONTH, QUARTER, DAYS = "{year}年{month}月", "{year}年第{quarter}季度", "{first} 至 {last}"
FIRST_DAY, LAST_DAY = "起始日，如 2026-03-02", "截止日，如 2026-03-08"
EARLIER, LATER = "上一期", "下一期"
SPAN_WRONG = "日期段写法不对；两头写作 2026-03-02 和 2026-03-08，起始日不晚于截止日。"
AS_OF = "数据截至 {at}　按到期时刻归期"
AS_OF_RUNNING = "数据截至 {at}　本期未完，未到期的不计"
BY_MONTH = "本表按月计分；把统计期改为某一月份。"
NO_FIGURES = "本期没有可计的事件和呼叫；选另一期。"
NOBODY_HERE = "人员名册中没有此类人员；由县端管理员登记后再看。"

# ---------------------------------------------------------------- the sheets
GROUP_EVENTS, GROUP_CALLS, GROUP_REGISTERS = "事件", "县级呼叫", "登记"
NAME, RESULT, HITS, OWED, TREND, OUT = "指标", "结果", "分子", "分母", "近 6 期", "不计"
OVER_LAST, OVER_YEAR = "环比", "同比"
UNIT, RANK, MOVED = "单位", "名次", "较上期"
DEPARTMENT, ROOM, TOWN = "部门", "指挥室", "全镇"
ANSWERS, HANDLING, RATING, SCORE = "响应", "办理", "评价", "部门分（镇评占三分之一）"
LATE, NONE, POINTS, BY_TOWN, THIRD, BY_COUNTY, REMARK = (
    "迟响应", "不响应", "满意度得分", "本镇评分", "折三分之一", "县级考评", "说明",
)  # fmt: skip
WAITS = "应响应 {n} 件，满 3 件再计"
WAITS_SINCE = "{since} 起 {n} 件，满 3 件再计"
GATHERED = "含 {since} 起累计"
SUM = "合计"
GRID, GRID_SCORE = "网格", "月分"
PERSON, GRADE, COUNTED, BY_HAND, TOTAL = "姓名", "等次", "积分", "加减分", "综合分"
WORKS = {
    "reports": ("有效上报", "每件加 1 分，最多 12 分"),
    "handled": ("自处置", "每件加 0.5 分，最多 4 分"),
    "checked": ("按时核查", "每次加 0.5 分，最多 4 分"),
    "checked_late": ("迟核查", "每次扣 1 分"),
    "yellow": ("黄牌", "每张扣 5 分"),
    "red": ("红牌", "每张扣 10 分"),
    "false": ("虚报", "每件扣 2 分"),
}
WORK_GROUP = "本月工作"
LEADS = "网格长分"
TOWN_SCORE, LINE_SCORE, WEIGHT, POWERS = "镇评", "条线评", "镇权重", "四权使用（次）"
LOCKED_POST, LOCKED_PERSON, AT_POST, OPINIONS, HINT = "锁编制", "锁人员", "在岗", "意见单", "提示"
YES, NO = "是", "否"
MOVED_WITHOUT = "调离无“同意调动”意见单"
MOVED_TO, ACCOUNT_CLOSED = "{at} 调往{unit}", "{at} 账号停用"
DIMENSIONS = "维度"
TOWN_OWN = "{name}（本镇自设）"

# ---------------------------------------------------------------- a figure opened
DRILL = "数字与案件"
CHOOSE = "点表中任一数字，或用方向键移动，这里列出口径和组成它的案件。"
BASIS = "口径"
PARTS = {"owed": "分母", "hits": "分子", "missed": "未计入分子", "out": "不计"}
COUNT_PART = "计入"
CASES_HEAD = "案件"
NO_CASES = "没有案件。"
OPEN_LIST = "在事件中打开"
TO_TABLE = "返回表格"
COUNT = "共 {n} 件"
FRACTION, LEFT_OUT = "{hits} / {owed}", "不计 {n}"
WHERE_FROM = "分数怎么来"
SPREAD = "缺项的权重按比例分到其余各项。"
SCORE_BASIS = "30×响应度＋20×办结率＋20×按时办结率＋0.30×满意度得分；缺项按比例分摊；不足 3 件的累计到下期"
SCORE_BASIS_SET = "{parts}；缺项按比例分摊；不足 3 件的累计到下期"
SCORE_PART = "{weight}×{name}"
COMPONENTS = (
    ("respond", "响应度"), ("done", "办结率"), ("on_time", "按时办结率"), ("satisfied", "满意度得分"),
)  # fmt: skip
SCORE_CALLS = "组成此分的呼叫"
THIRD_BASIS = "部门综合分 = 2/3×县级考评 + 1/3×镇评；镇评按各镇应响应加权。此列为只有本镇时计入综合分的部分"
SAMPLE_TERM, SAMPLE_HOW = "{month} {hits} / {owed}", "{source}，{who} {at} 录入"
SAMPLE_NOT_YET = "本期未录入样本；指挥长可在此表选此行录入。"
LED_TERM, LED_OWN, LED_MATE = "网格长捆绑 {grid}", "本人 {score} × 60%", "岗位平均 {score} × 40%（{names}）"
LED_ALONE = "无其他岗位，按本人"
WORKER_BASIS = (
    "80＋有效上报（≤12）＋0.5×自处置（≤4）＋0.5×按时核查（≤4）−迟核查−5×黄牌−10×红牌−2×虚报，最高 100；"
    "90 优秀、80 良好、60 合格；一人多岗不重复计；网格长分＝60%×本人＋40%×本网格各岗位平均"
)
BASE = "基础分"
POSTING_BASIS = "镇评×镇权重＋条线评×（100%−镇权重）＋加减分；镇权重不低于 60%"
POSTING_BASIS_BOUND = "（镇评×镇权重＋条线评×（100%−镇权重））×（100%−捆绑比例）＋全镇网格月分平均×捆绑比例＋加减分；镇权重不低于 60%"
GRIDS_MEAN = "全镇网格月分平均"
CADRE_BASIS = "各维度得分按权重合计，缺一项不出综合分；履职业绩由本单位按时结案率、一次办结率、满意率平均得出，录入的优先"
ROSTER_BASIS = (
    "双锁定：锁编制、锁人员。调离须有镇“同意调动”意见单，缺的标红；编制留在本镇，人走未补的注明空编"
)
VACANT = "{unit}空编待补（{at} 起）"
POWER_BASIS = {
    "DISPATCH": "本期向该机构主办派单的次数",
    "SCORE": "本期镇对该机构评分或加减分的登记",
    "RECOMMEND": "本期出具的推荐提名意见单",
    "VETO": "本期出具的反向否决意见单",
}
PUBLIC_UNTIL = "公示至 {at}，期满计入"
PUBLIC_DONE = "公示期满，已计入"
ADJUSTED = "{points} 分　{reason}"
ADJUSTED_WHO = "{who} {at} 登记，附件 {files} 份。{public}"
SLIP = "{opinion}{post}　{reason}"
SLIP_WHO = "{who} {at} 出具"
POST = "：{post}"

# ---------------------------------------------------------------- what may be done
EXPORT, CANCEL, ISSUE, CORRECT = "导出考评表", "取消导出", "签发", "发更正版"
ADJUST, WEIGHTS, GIVE, OPINE, SAMPLE = "加减分", "权重", "录入评分", "出具意见单", "录入登记样本"
COUNTY_SETS = "部门考评权重由县级设置，在县级网页端办理；本镇只评不改。"
CHOOSE_ROW = "先在表中选一行。"
MONTH_ONLY = "只按月办理；把统计期改为某一月份。"
MONTH_RUNNING = "{month}还没有过完；{day}起可以签发。"
SIGNED_BY = "办理人"
SIGNED_NOTE = "{name}，保存时输入本人口令"
ABOUT, OF_MONTH = "对象", "月份"
POINTS_FIELD, POINTS_NOTE = "分值", "加分如 2，扣分如 -1.5"
POINTS_WRONG = "分值不对；填不等于 0、不超过 100 的数，如 2 或 -1.5。"
REASON, REASON_NEEDED = "理由", "缺少理由；写明理由。"
FILES, FILES_NEEDED = "材料", "缺少材料；加减分须附材料。"
PUBLIC_FACT = "保存后公示 3 个工作日，至 {at} 期满计入"
ADJUST_DONE = "已登记{name}加减分 {points}，公示至 {at}"
SINCE, SINCE_NOTE = "生效日", "今天或以后，不溯及以前"
SINCE_WRONG = "生效日不对；写作 2026-04-01，今天或以后。"
WEIGHT_TITLE, DIMENSION_TITLE = "派驻机构考评权重", "四维考评权重"
WEIGHT_FIELD, WEIGHT_NOTE = "镇权重（%）", "60 至 100，条线为其余部分"
SHARE_FIELD, SHARE_NOTE = "网格捆绑（%）", "综合分中全镇网格月分平均所占，0 为不捆绑"
WEIGHT_LOW = "镇权重不得低于 60%；改填 60 至 100。"
NUMBER_WRONG = "须填 0 至 100 的数；改正后再保存。"
NOT_HUNDRED = "各项之和为 {sum}，须为 100；调整后再保存。"
SCORE_FIELD_NOTE = "0 至 100"
SCORES_TITLE = "录入评分"
ONE_SCORE = "至少填一项评分。"
WORK_NOTE = "留空按本单位指标计算，现为 {score}"
SAMPLE_SOURCE, SAMPLE_SOURCE_NEEDED = "来源单位", "缺少来源单位；选统计此数的单位。"
SAMPLE_NEEDED = "缺少数字；填整数。"
SAMPLE_WRONG = "须填整数，不超过七位；改正后再保存。"
SAMPLE_NONE = "样本为 0 时不用录入；填大于 0 的数。"
SAMPLE_MORE = "不能大于分母；核对后再保存。"
SAMPLE_ROWS = "选“新居民登记率”等登记类指标的一行；其他指标由案件自动计算。"
DO_SAVE = "保存"
OPINION, OPINION_NEEDED = "意见", "缺少意见；选一项。"
OPINION_NOTES = {
    "RECOMMEND": "须写明岗位",
    "VETO": "不同意任用",
    "CONSENT": "调离前须有",
    "DISSENT": "不同意调离",
}
POST_FIELD, POST_NEEDED = "岗位", "缺少岗位；推荐提名写明岗位。"
SIGN_TITLE = "{leader}{what}"

# ---------------------------------------------------------------- issuing
ISSUE_TITLE, CORRECT_TITLE = "签发{month}考评", "签发{month}考评的更正版"
ISSUE_NOTE = "签发后数字冻结，编号 {number}；以后到的补录不改原件，可发更正版。"
CORRECT_NOTE = "原件不变。更正版按现在的数，编号 {number}，写明更正原因。"
ISSUE_TOTALS = "诉求 {appeals} · 事件 {events} · 结案率 {close} · 响应度 {respond} · 数据截至 {at}"
NUMBER, CORRECTED = "〔{year}〕考 {n} 号", "（更正 {n}）"
ISSUED_TAG = "已签发 {at}"
ISSUED = "{number}已签发，已存本机"
NOBODY_ISSUES = "没有可签发考评的值班领导、指挥长或督办考核员；由县端管理员核对授权。"
CHANGED = "签发后变更 {n} 项"
CHANGED_MORE = "{what}。原件不变，须改的发更正版。"
CHANGE = "{name} {before} → {after}"
AND_MORE = "等"
SEE_NOW, SEE_ISSUED = "看现在的数", "看签发的数"
ELSEWHERE = "签发时的快照在签发的那台电脑上，此处为现在的数"

# ---------------------------------------------------------------- the workbook
FILE = "{town}考评表 {period}.xlsx"
EXPORTED = "已导出 {name}，摘要 {digest}"
