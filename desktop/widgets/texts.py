"""What the parts themselves say; everything else is said by the page that uses them."""

RETRY = "重试"
REMOVE = "去掉此条件"
REQUIRED = "必填"

NOW = "现在"
MINUTES = "{n} 分"
PAUSED = "停 {n}"
KINDS = {
    "run": "走时",
    "soon": "走时（临期）",
    "over": "超期",
    "paused": "停时",
    "owed": "未到时",
    "intake": "受理派遣",
    "gap": "非工作时间",
}

FILE_WHERE, FILE_NAME, FILE_KIND = "位置：", "文件名：", "类型："
FILE_SAVE, FILE_OPEN, FILE_CANCEL = "保存", "打开", "取消"
