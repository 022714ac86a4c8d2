"""What the settings page says (设置文字)."""

TITLE = "设置"
LOOK, SOUNDS, KEYS, STORE, COUNTY, ABOUT = "显示", "提示音", "快捷键", "本机库", "县平台", "关于"

SCALE = "字号"
SCALE_NOTE = "立即生效；表格行高、卡片随字号变化。"

SOUNDS_ON = "播放提示音"
SOUNDS_NOTE = "特急与一级呼叫的铃声始终播放，音量不低于 30%。"
QUIET = "夜间（20:00—7:00）新件不响"
VOLUME = "音量 {percent}%"
TRY = "试听"
TRIES = (("urgent", "特急"), ("turned_red", "转红"), ("arrived", "新件"))

KEY_ACTION, KEY_KEYS, KEY_SHIPPED = "动作", "按键", "出厂"
CHANGE, RESET, RESET_ALL, NO_KEY = "改键", "恢复此项", "全部恢复", "不设键"
PRESS = "按下新的组合键，Esc 取消"
CLASH = "{keys} 已用于“{other}”，未改；先改“{other}”的键，或换一个组合。"
NEEDS_MODIFIER = "{keys} 会与打字冲突，未改；换用 Ctrl、Alt 组合或 F 键。"
CHANGED = "{action} 已改为 {keys}"

FOLDER, SIZE, FREE, DEVICE, BACKUP = "位置", "占用", "所在磁盘剩余", "设备号", "备份"
BACKUP_NOTE = "已送达的内容县端都有；未送达的只在本机。关闭程序后复制整个文件夹，即是备份。"
OPEN_FOLDER, COPY = "打开文件夹", "复制位置"
MAP, MAP_HERE = "地图", "已装入 {villages} 村、{grids} 网格"
MAP_MISSING = "本机还没有地图，各页以列表代替。用 python -m desktop import 导入后重开程序。"

ADDRESS, USER, STATE, NOT_LOGGED_IN = "地址", "登录账号", "状态", "未登录"

VERSION = "呼应台 {version}"
ABOUT_LINES = (
    "MIT 许可。界面使用 Qt for Python（LGPL）；字体为思源黑体子集（SIL OFL）；图标为 Lucide（ISC）。",
    "许可全文随程序附带，位于 LICENSE、resources/fonts、resources/icons。",
)


def size(count: int) -> str:
    """`18.2 MB`, `212 GB`."""
    if count >= 1 << 30:
        return f"{count / (1 << 30):.1f} GB"
    return f"{count / (1 << 20):.1f} MB"
