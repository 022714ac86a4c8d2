"""Head and foot that every sheet of a daily carries (表头、附注)."""

from openpyxl.worksheet.worksheet import Worksheet

from briefings.issue import Issue
from briefings.texts import clock_time, day_name, period, span, stamp
from briefings.workbook import ALARM, NOTE, SUB, TITLE, across, paragraph, put

NOTES = (
    "口径：今日新增＝时段内登记；今日办结＝时段内结案；在办＝数据截至时未结案、未作废、未不予受理。事件计入现承办单位"
    "（已无承办的计入最后承办单位），未分派的计入指挥室；当日新增计入首个承办单位，改派另列转入、转出。",
    "其中超期＝办理时限已过（已反馈的按反馈时刻判，未派遣的按受理、派遣时限判；不含外部到期）；黄灯＝时限已用七成；"
    "未签收＝签收时限已过仍未签收；退单＝退单待审；挂账＝挂账中。点数字打开案件清单。",
)


def write_head(sheet: Worksheet, issue: Issue, columns: int, subtitle: str = "") -> int:
    """Title, number, period and makers; gives the first free row."""
    draft = "【草稿】" if issue.draft else ""
    across(sheet, 1, columns, f"{draft}{issue.title}{f'（{subtitle}）' if subtitle else ''}", TITLE)
    sheet.row_dimensions[1].height = 30
    put(sheet, 2, 1, f"编号：{issue.serial}    {day_name(issue.day.since)}", SUB)
    put(sheet, 3, 1, f"统计时段：{period(issue.day.since, issue.day.to)}    {makers(issue)}", SUB)
    sheet.row_dimensions[2].height, sheet.row_dimensions[3].height = 16, 20
    return 4


def makers(issue: Issue) -> str:
    """Who stands for it, and how far the data reach."""
    leader = f"    带班领导：{issue.leader}" if issue.leader else ""
    return f"数据截至：{stamp(issue.day.as_of)}{leader}    制表：{issue.operator}"


def foot(issue: Issue) -> str:
    """The foot of every printed page."""
    return f"{issue.serial}  数据截至 {stamp(issue.day.as_of)}  打印 {stamp(issue.printed_at)}  制表 {issue.operator}"


def write_notes(sheet: Worksheet, row: int, issue: Issue, columns: int) -> int:
    """断网时段、未回传单位、数据截至, and how the figures are to be read."""
    outages = "；".join(span(since, to) for since, to in issue.outages) or "无"
    silent = "、".join(issue.silent) or "无"
    facts = (
        f"断网时段：{outages}。未回传单位：{silent}"
        f"{f'（截至 {clock_time(issue.day.as_of)}）' if issue.silent else ''}。数据截至 {stamp(issue.day.as_of)}。"
    )
    for text in (f"注：1. {facts}", *(f"{n}. {note}" for n, note in enumerate(NOTES, 2))):
        paragraph(sheet, row, columns, text, NOTE)
        row += 1
    return row


def write_alarm(sheet: Worksheet, row: int, columns: int, text: str) -> None:
    """A line that nobody overlooks."""
    paragraph(sheet, row, columns, text, ALARM)
