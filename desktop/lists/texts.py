"""Words of the page of lists (清单)."""

TITLE = "清单"
LIST = "责任清单"
COUNT = "{n} 项"
SEARCH = "编码、事项、小类、部门，或拼音"
NOTHING_FOUND = "没有相符的事项。清空搜索（Esc）看全部，或按 Alt+6 判责。"
NO_LIST = "本机还没有责任清单。连上县端后自动读取。"
CHOOSE = "在左侧选一项，或按 Ctrl+F 查找。"
NOT_ON_LIST = "清单里没有事项【{code}】的第 {version} 版。回左侧选现行事项。"

# ---------------------------------------------------------------- the list
NEW_VERSION, COMING, ENDING = "新版", "{day}起改版", "{day}起废止"
WAITING = {"DRAFT": "起草中", "REVIEWED": "编办已审核", "COUNTERSIGN": "会签中", "PUBLISHED": ""}
FACTS = ("在办呼叫引用", "待会签草案", "清单外准入")

# ---------------------------------------------------------------- the item
TABS = (("duty", "责任与流程"), ("manual", "说明书"), ("related", "小类与判例"), ("used", "在办呼叫"))
IN_FORCE, OLD, FUTURE = "现行 第 {n} 版", "旧版 第 {n} 版", "未生效 第 {n} 版"
SINCE, UNTIL, DOC_NO, LED_BY = "{day} 起施行", "{day} 止", "文号 {no}", "主责 {unit}"
ONLY_IN = "限 {towns}"
BACK = "回到该件"
AT_STEP = "本件在流程第 {no} 步【{name}】"
KEPT_VERSION = "清单已更新：本件按第 {old} 版办理，{day} 起为第 {new} 版"
KEPT_MORE = "改动 {n} 处，见右侧版本与差异"
NOW_OLD = "这是第 {n} 版，不是现行版。"
SEE_NOW = "看现行版"
PRINT = "打印"
CALL = "据此呼叫"
COUNTY, COUNTY_NOTE = "县级主体责任", "按部门，主办在前"
LEAD, SIDE = "主办", "配合"
TOWN, TOWN_NOTE = "乡镇配合责任", "必做项未完成且未写理由，不能呼叫"
LAWS, LAWS_NOTE = "法律依据", "条文由县级录入，以县级文本为准"
BY_LAW = "依据{law}"
LAWS_PAPER, NO_ARTICLE = (("法律依据", 0.3), ("条文", 0.7)), "县级未录入条文"
NO_LAWS = "县级未录入法律依据。可在呼叫里写明依据。"
CONFUSABLE = "易混淆事项"
FLOW, FLOW_NOTE = "流程图", "按步骤绘制，共 {n} 步；蓝框为县级部门"
NO_FLOW = "此版未录入流程步骤。按呼叫和办理时限走。"
COLUMNS = (("条款", 0.16), ("责任人", 0.25), ("内容", 0.34), ("要求", 0.1), ("证据", 0.15))
MUST, MAY = "必做", "可选"
NO_TOWN_LINES = "此事项没有乡镇配合责任，可直接呼叫主责部门。"
NO_COUNTY_LINES = "此版没有按部门的责任条目，以主体责任概述为准。"
NO_MANUAL = "县级还没有录入说明书。界限不清时按判例和小类判责。"
SUMMARY = "概述"
CATEGORIES = "相关小类"
CATEGORY = "{code} {name}"
NO_CATEGORIES = "没有小类直接关联此事项。可用右侧判责按文字查找。"
PRECEDENTS = "判例"
NO_PRECEDENTS = "此事项还没有判例。县级审定退单后自动入库。"
DECIDED = "主体 {unit}　条款 {clause}"
PRECEDENT = "{no}　{category}"
PRECEDENT_SINCE, PRECEDENT_ENDED, PLACE_KIND = "{day} 起", "{day} 止，已失效", "场所 {kind}"
USED = "引用此事项的在办呼叫"
NO_CALLS = "没有在办呼叫引用此事项。按 F4 可新呼叫。"
CALL_NOTE = "{serial} · {said}"
CALL_DUE = "{at} 到时"
COUNT_OF = "{n}"

# ---------------------------------------------------------------- the flow chart
TOWN_LANE, BOTH_LANE, COUNTY_LANE = "乡镇", "共同", "县级部门"
HERE = "当前"
MARKS = {"HANDOVER": "分界点", "JOINT": "衔接点"}
STEP_SAID = "第 {no} 步 {name}，{who}"

# ---------------------------------------------------------------- beside it
BESIDE = (("versions", "版本与差异"), ("ask", "判责"), ("waiting", "草案与准入"))
OLDER, NEWER = "由第", "版到第"
EDITION = "版"
TABS_OF_VERSIONS = "全部版本"
VERSION = "第 {n} 版"
VERSION_LINE = "第 {n} 版　{since} 至 {until}　{no}"
STILL = "今"
NO_DOC = "无文号"
DIFFERENT = "{n} 处不同"
SAME = "两版内容相同。选其他版本再比。"
ONE_VERSION = "只有第 {n} 版，没有可比的版本。县级改版后这里列出差异。"
HOW = {"ADDED": "新增", "REMOVED": "删去", "CHANGED": "修改"}
SAID_CHANGE = "{what}{how}：{before} → {after}"
NOTHING = "无"

CATEGORY_FIELD, DAY_FIELD, KIND_FIELD, TEXT_FIELD = "小类", "事件日期", "场所（可空）", "情况（可空）"
KIND_HINT = "如：沿街店铺、农田、小区"
TEXT_HINT = "照来电原话写，按文字排先后"
ASK = "判责"
ASK_FIRST = "填小类和日期，按 Ctrl+Enter 判责。同样的内容，县镇两端结果相同。"
NO_CATEGORY = "缺少小类。输入编码、名称或拼音后选一项。"
BAD_DAY = "日期写法不对。按 2026-03-16 的写法改正。"
ANSWERS = "{n} 项，依序判定"
ANSWER = "{n}　{code} {name}"
ANSWER_NOTE = "主办 {unit}　条款 {clause}　{reason}"
BY_PRECEDENT = "判例 {no}：主体 {unit}"
CHECKLIST = "镇须办 {n} 项（必做 {must} 项）"
OUTSIDE = "清单外事项"
OUTSIDE_TOWN = "没有事项覆盖【{minor}】。由 {unit} 办理，直接派单。"
OUTSIDE_COUNTY = "没有事项覆盖【{minor}】。呼叫 {unit}，选清单外并写明理由。"
NOT_ON_DAY = "该日没有有效的事项。"

DRAFTS, ADMISSIONS = "待会签草案", "清单外准入"
SIGN_AT = "本镇的会签由指挥长在县端网页办理：{address}"
SIGN_AT_UNKNOWN = "本镇的会签由指挥长在县端网页办理；地址见县端登记通知。"
NO_DRAFTS = "没有等待会签的草案。县级送会签后这里列出。"
NO_ADMISSIONS = "没有清单外准入申请。部门要镇里办清单外的事，须先申请。"
DRAFT_TITLE = "{code} {name}"
DRAFT_NOTE = "{reason}　{done}/{all} 家已回复"
TOWN_STANDS = {"AGREE": "本镇同意", "DISAGREE": "本镇不同意", "SILENT": "本镇未回复", "WAITING": "待本镇会签"}
NOT_ASKED = "未请本镇会签"
ADMISSION_NOTE = "{dept}　{since} 至 {until}"
MORE = "另有 {n} 件，在县端网页看全部。"

# ---------------------------------------------------------------- printing
PAPER = "{code} {name}"
STANDING, FACTS_HEAD, MANUAL = "版本", "施行", "说明书"
COUNTY_PAPER = (("条款", 0.14), ("部门", 0.24), ("职责", 0.1), ("主体责任", 0.52))
STEP_PAPER = (("步", 0.08), ("步骤", 0.42), ("由谁办", 0.25), ("时限", 0.25))
MANUAL_PAPER = (("项", 0.22), ("说明", 0.78))
PRECEDENT_PAPER = (("判例", 0.3), ("认定", 0.25), ("理由", 0.27), ("有效", 0.18))
