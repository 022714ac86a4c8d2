"""Every simple part on one sheet, to look at: `python -m tests.desktop.widgets.gallery OUT.png [SCALE]`."""

import sys

from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from desktop.lights import Sign
from desktop.theme import look
from desktop.widgets.banner import Banner
from desktop.widgets.blank import Blank
from desktop.widgets.buttons import ActionButton, LinkButton
from desktop.widgets.check_line import CheckLine
from desktop.widgets.choices import ChoiceCard
from desktop.widgets.field import Field
from desktop.widgets.figure import Figure
from desktop.widgets.filter_chip import FilterChip
from desktop.widgets.flow import FlowLayout
from desktop.widgets.key_cap import KeyCap
from desktop.widgets.light import Light
from desktop.widgets.panel import Panel
from desktop.widgets.refusal_line import RefusalLine
from desktop.widgets.segmented import Segmented
from desktop.widgets.tag import Tag
from desktop.widgets.words import Words


def gallery() -> QWidget:
    """Three panels and the strip of figures."""
    sheet = QWidget()
    rows = QVBoxLayout(sheet)
    rows.setContentsMargins(8, 8, 8, 8)
    columns = QHBoxLayout()
    columns.setSpacing(8)
    for panel in (_queue(), _form(), _signs()):
        columns.addWidget(panel, 1)
    rows.addLayout(columns, 1)
    rows.addWidget(_strip())
    return sheet


def _column(panel: Panel, *parts: QWidget) -> Panel:
    body = QWidget()
    rows = QVBoxLayout(body)
    rows.setContentsMargins(14, 12, 14, 12)
    rows.setSpacing(8)
    for part in parts:
        rows.addWidget(part)
    rows.addStretch(1)
    panel.set_body(body)
    return panel


def _row(*parts: QWidget) -> QWidget:
    row = QWidget()
    flow = FlowLayout(row)
    for part in parts:
        flow.addWidget(part)
    return row


def _queue() -> Panel:
    panel = Panel("待办队列")
    filters = Segmented([("urgent", "急办"), ("mine", "我办"), ("all", "全部")])
    for key, count in (("urgent", 13), ("mine", 9), ("all", 63)):
        filters.set_count(key, count)
    panel.add_tool(filters)
    pipe = ChoiceCard(
        "供水管破裂停水", "命中「水管」「冒水」「停水」；30 米内供水主管；主案同小类", "Alt+1", True
    )
    pipe.set_detail("U1 特急 · 1 紧急工作时", "060305")
    road = ChoiceCard("道路积水", "命中「漫到路上」；未提下水道、降雨", "Alt+2")
    road.set_tag("推荐")
    asked = CheckLine("伤者是否需要送医", "无，已复述确认")
    asked.setChecked(True)
    twin = Banner()
    twin.add_action(ActionButton("归并到 0037", key_cap="Ctrl+M", small=True, tone="amber"))
    twin.say("50 米内、24 小时内已有同大类 1 件", "供水主管破裂（22 米，50 分前）")
    caller = _row(
        Words("139****7706", look.TITLE, "brand-dd", bold=True), LinkButton("查看（留痕）"), KeyCap("Alt+C")
    )
    off = ActionButton("不予受理…")
    off.set_reason("先受理（Ctrl+Enter）。")
    off.setEnabled(False)
    primary = ActionButton("派单", key_cap="F3", primary=True)
    panel.set_foot(_row(primary, ActionButton("呼叫县级", key_cap="F4"), ActionButton("督办"), off))
    empty = Blank("今日还没有事件。按 F2 登记第一件。")
    return _column(
        panel, pipe, road, asked, CheckLine("停水大约几户、从几点起，附近有无配电箱"), twin, caller, empty
    )


def _form() -> Panel:
    panel = Panel("新受理", count="11 件")
    panel.set_note("填两栏即可取号，其余随后补")
    panel.add_tool(ActionButton("改点", key_cap="Alt+M", small=True))
    panel.add_tool(ActionButton("", icon="printer", small=True))
    channel, minutes, serial = QComboBox(), QSpinBox(), QLineEdit("S260315-100-0A-0007")
    channel.addItems(["12345 三方转接", "来访"])
    minutes.setValue(15)
    serial.setReadOnly(True)
    place = Field("地点", QLineEdit("石桥东头"))
    no = RefusalLine(panel)
    done = Segmented(
        [("done", "已做"), ("not", "未做"), ("none", "不适用")],
        tones={"done": "green", "not": "amber", "none": "grey"},
    )
    _column(
        panel,
        Field("反映人", QLineEdit("王**"), required=True),
        Field("渠道", channel, note="外部编号两头都能搜到"),
        place,
        Field("编号", serial),
        Field("时限（分）", minutes),
        Field("来电内容", QPlainTextEdit("石桥东头水管又在冒水，漫到路上了。")),
        done,
        Segmented([("yes", "满意"), ("half", "基本满意"), ("no", "不满意")], stretch=True),
        no,
    )
    place.set_error("该点在镇界外 120 米，仍可登记或选 R1。")
    no.show_refusal("当前状态【待受理】不可【派单】，当前责任单位：指挥室。先受理（Ctrl+Enter）。")
    panel.show_error("统计未能读出，其余不受影响。", lambda: None)
    return panel


def _signs() -> Panel:
    signs = _row(*(part for sign in Sign for part in (Light(sign, 18), Words(sign.value, look.SECOND))))
    tags = (
        ("已围挡", ""),
        ("黄牌督办 1", "amber"),
        ("县级未响应", "red"),
        ("呼叫县级", "brand"),
        ("已到场", "green"),
    )
    chosen, other, tick = QRadioButton("C2 紧急"), QRadioButton("C3 一般"), QCheckBox("村界、网格界")
    chosen.setChecked(True)
    tick.setChecked(True)
    chips = _row(FilterChip("状态", "处理中"), FilterChip("单位", "村镇建设办"))
    return _column(
        Panel("灯与标签"),
        signs,
        _row(*(Tag(*tag) for tag in tags)),
        chips,
        chosen,
        other,
        tick,
        QPushButton("取消"),
    )


def _strip() -> Panel:
    strip = QWidget()
    row = QHBoxLayout(strip)
    row.setContentsMargins(0, 0, 0, 0)
    for label, value, note, token, sign in (
        ("今日受理", "41", "诉求 48", "ink", None),
        ("临期黄灯", "7", "", "amber-d", Sign.SOON),
        ("超期红灯", "3", "最长 2 工作时", "red", Sign.OVERDUE),
        ("县级未响应", "1", "县生态环境分局", "red", None),
        ("本月结案率", "96.4%", "482 / 500", "ink", None),
    ):
        figure = Figure(label)
        figure.set(value, note, token, sign)
        row.addWidget(figure)
    panel = Panel()
    panel.set_body(strip)
    return panel


def main(out: str, scale: int = 100) -> None:
    """Write the sheet as a picture."""
    app = QApplication([])
    look.apply(app, scale)
    sheet = gallery()
    sheet.resize(look.px(1300), look.px(860))
    sheet.grab().save(out)


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:]))
