"""What the program says while it starts (启动文字)."""

WELCOME = "呼应台"
WELCOME_NOTE = "乡镇综合信息指挥室的工作台。先选一种方式开始，以后打开会直接进入。"
DEMO, DEMO_NOTE = (
    "演示云溪镇",
    "一个正在运转的示范镇：有在办事件、县级部门、值班安排。用来学习和演练，数据均为虚构。",
)
JOIN, JOIN_NOTE = "连接县平台", "用县中心给的地址和登记码把本机接入本镇。只做一次，此后断网也能办理。"
OPEN, OPEN_NOTE = "打开本机库", "本机或移动硬盘上已有的本机库文件夹。"
CHOOSE_FOLDER, CHOOSE_FOLDER_DO = "选择本机库文件夹", "用此文件夹"

JOIN_TITLE = "连接县平台"
URL, URL_NOTE = "县端地址", "如 http://10.0.0.5:8080，由县中心提供"
CODE, CODE_NOTE = "登记码", "10 位，只能用一次"
NAME, NAME_NOTE = "本机名称", "写明放在哪一席，如 受理席 1"
FOLDER = "本机库存放在 {path}"
JOIN_GO, BACK, CANCEL, CLOSE, RETRY, OTHER = "连接", "返回", "取消", "关闭", "重试", "另选"
URL_WRONG = "地址要以 http:// 或 https:// 开头；向县中心核对后重填。"
CODE_WRONG = "登记码为 10 位；向县中心核对后重填。"
NAME_WRONG = "本机名称不能空；填写所在席位。"

LAST_SEEN = "待办 · 截至 {at} 所见，正在打开……"
OPENING = "正在打开本机库……"
JOINING = "正在连接县平台，登记本机……"
CANCELLING = "正在取消……"

FAILED = "未能打开"
FAILED_DEMO = "演示镇未能打开"
FAILED_JOIN = "未能接入县平台"
WHERE = "位置：{path}"
ADVICE = {
    "StoreMissingError": "没有改动任何文件。可另选文件夹，或重新连接县平台。",
    "StoreLockedError": "两个窗口同用一个本机库会乱，所以本窗口不再打开。",
    "StoreNewerError": "本机库没有改动。换用新版程序即可打开。",
    "StoreDamagedError": "本程序没有改动任何文件。已存的内容可由技术人员取出，先不要删除文件夹。",
    "StoreFullError": "已存的内容不受影响。腾出至少 500 兆后重试。",
    "StoreReadOnlyError": "本机库没有改动。检查文件夹权限，或移动硬盘的写保护开关。",
}

# ---------------------------------------------------------------- command line

USAGE = "用法：python -m desktop [--store 文件夹 | --demo]"
WRONG_USE = "命令写法有误（{said}）；{usage}。"
NO_DISPLAY = "没有图形界面，窗口打不开；在桌面会话中运行，或用 python -m desktop day 运行无窗口的一天。"
