"""The three-part slip of a call (三联单·呼叫单): 存根 for the town, 派发单 for the department, 反馈单 as its answer.

Source: rulebook §10, 三联单. One sheet a call, one A4 page, to be cut at the dashed lines. Departments see no personal
field (§1.3): the caller is not on the slip, and numbers of persons inside free text are masked.
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from msgspec import Struct
from openpyxl.styles import Border, Side
from openpyxl.worksheet.worksheet import Worksheet

from briefings.saving import saved
from briefings.texts import due_stamp, masked, stamp
from briefings.workbook import (
    HEAD,
    SUB,
    TEXT,
    TITLE,
    across,
    high_enough,
    new_sheet,
    new_workbook,
    paper,
    put,
    widths,
)
from governance.calls import fold, states
from governance.calls.call import Call, DeptTask, dept_key
from governance.calls.payloads import GRADES, RESPONSES
from governance.events.event import Event
from governance.events.payloads import RATINGS, RESULTS
from governance.rulebook import Rules
from governance.time.clocks import due_at

DONE = {"DONE": "已做", "NOT": "未做", "NA": "不适用"}
FINISHED = {"DONE": "已办结", "PARTLY": "部分办结", "NOT": "未办结"}
LIMITS = {"ACCEPT": "受理", "SIGN": "签收", "RESPOND": "响应", "HANDLE": "办理"}
WIDTHS = (12, 22, 12, 22, 12, 22)
WIDE = len(WIDTHS)
ROW = 21  # points: high enough to write in by hand


class DeptSlip(Struct, frozen=True, kw_only=True):
    """What one department owes and did."""

    name: str
    lead: bool
    dues: tuple[tuple[str, int | None], ...]  # 签收, 响应, 办理
    signed: int | None = None
    responded: int | None = None
    how: str = ""
    fed: int | None = None
    result: str = ""
    rating: str = ""


class CallSlip(Struct, frozen=True, kw_only=True):
    """All that stands on the three parts."""

    serial: str
    issued_at: int
    grade: str
    state: str
    item: str  # 事项编码名称及条款
    place: str  # 地点网格
    situation: str  # 情况
    event: str  # serial of the event
    done: tuple[str, ...]  # 乡镇已做
    ask: str  # 请求事项
    named: tuple[str, ...]  # departments, 主办 first
    accept_due: int | None
    issuer: str
    parts: tuple[DeptSlip, ...]


class SlipFoot(Struct, frozen=True, kw_only=True):
    """What every printed slip says of itself."""

    town: str
    as_of: int
    printed_at: int
    operator: str


def call_slip(call: Call, event: Event | None, rules: Rules, at: int, place: str = "") -> CallSlip:
    """Give the slip of a call as it stands at `at`; `place` names village and grid in words."""
    call = fold.state_at(call, at, rules)
    units, person = rules.catalogue.units, rules.directory.users.get(call.issuer)
    depts = {dept: units[dept].name if dept in units else dept for dept in _departments(call)}
    return CallSlip(
        serial=call.serial,
        issued_at=call.at,
        grade=GRADES.get(call.grade, call.grade),
        state=call.label,
        item=_item(call, rules),
        place=masked(" ".join(filter(None, (place, event.place.text if event else "")))),
        situation=masked(event.text if event else call.reason),
        event=event.serial if event else "无案直呼",
        done=_done(call, rules),
        ask=masked(call.ask),
        named=tuple(depts.values()),
        accept_due=_due(call, "ACCEPT", "", rules),
        issuer=person.name if person else call.issuer,
        parts=tuple(_part(call, task, depts[task.dept], rules) for task in call.active),
    )


def write_slips(slips: Iterable[CallSlip], foot: SlipFoot, path: Path) -> int:
    """Write one sheet a call, whole or not at all; gives their number. Raises DocumentNotWrittenError."""
    book = new_workbook()
    drawn = [_draw(new_sheet(book, slip.serial), slip, foot) for slip in slips]
    if not drawn:
        put(new_sheet(book, "呼叫单"), 1, 1, "本时段没有签发呼叫。", SUB)
    saved(path, lambda part: book.save(part))
    return len(drawn)


# ---------------------------------------------------------------- what stands on it


def _departments(call: Call) -> Sequence[str]:
    active = sorted(call.active, key=lambda task: not task.lead)
    return list(dict.fromkeys([*(task.dept for task in active), *(() if active else call.named)]))


def _item(call: Call, rules: Rules) -> str:
    if not call.item:
        return f"清单外：{call.reason}"
    item = next(
        (i for i in rules.catalogue.versions.get(call.item, ()) if i.version == call.item_version), None
    )
    lead = call.named[0] if call.named else ""
    clauses = [
        line.clause
        for line in rules.catalogue.lines_of(call.item, call.item_version)
        if line.side == "COUNTY" and line.dept_or_role == lead
    ]
    named = f"{call.item} {item.name if item else ''}（第{call.item_version}版）"
    return f"{named} 条款 {'、'.join(clauses)}" if clauses else named


def _done(call: Call, rules: Rules) -> tuple[str, ...]:
    texts = {line.line_no: line.text for line in rules.catalogue.lines_of(call.item, call.item_version)}
    return tuple(
        f"{texts.get(line.no, f'第{line.no}条')}：{DONE.get(line.state, line.state)}"
        f"{f'（{masked(line.note)}）' if line.note else ''}"
        for line in call.lines
    )


def _part(call: Call, task: DeptTask, name: str, rules: Rules) -> DeptSlip:
    rating = task.rating
    said = ""
    if rating is not None:
        said = (
            f"响应{RATINGS[rating.respond]}、{FINISHED[rating.done]}、{RATINGS[rating.satisfied]}"
            f"{f'（{masked(rating.reason)}）' if rating.reason else ''}"
        )
    elif call.state == states.EVALUATED:
        said = "基本满意（系统默认）"
    dues = tuple((clock, _due(call, clock, dept_key(task), rules)) for clock in ("SIGN", "RESPOND", "HANDLE"))
    return DeptSlip(
        name=name,
        lead=task.lead,
        dues=dues,
        signed=task.signed,
        responded=task.responded,
        how=RESPONSES.get(task.how, task.how),
        fed=task.fed,
        result=RESULTS.get(task.result, task.result),
        rating=said,
    )


def _due(call: Call, name: str, task: str, rules: Rules) -> int | None:
    clock = call.clock(name, task)
    return due_at(clock, rules.calendar) if clock else None


# ---------------------------------------------------------------- drawing


def _draw(sheet: Worksheet, slip: CallSlip, foot: SlipFoot) -> Worksheet:
    widths(sheet, WIDTHS)
    row = _stub(sheet, 1, slip, foot)
    row = _cut(sheet, row)
    row = _dispatch_part(sheet, row, slip, foot)
    row = _cut(sheet, row)
    _answer_part(sheet, row, slip, foot)
    text = f"{slip.serial}  数据截至 {stamp(foot.as_of)}  打印 {stamp(foot.printed_at)}  制单 {foot.operator}"
    paper(sheet, header=None, foot=text, freeze=None, portrait=True)
    sheet.page_setup.fitToHeight = 1
    return sheet


def _title(sheet: Worksheet, row: int, slip: CallSlip, foot: SlipFoot, kind: str, keeper: str) -> int:
    across(sheet, row, WIDE, f"{foot.town}乡呼县应{kind}", TITLE)
    sheet.row_dimensions[row].height = 26
    put(sheet, row + 1, 1, f"（{keeper}）  当前状态：{slip.state}", SUB)
    sheet.row_dimensions[row + 1].height = 18
    return _pairs(sheet, row + 2, {"编号": slip.serial, "日期": stamp(slip.issued_at), "等级": slip.grade})


def _stub(sheet: Worksheet, row: int, slip: CallSlip, foot: SlipFoot) -> int:
    row = _title(sheet, row, slip, foot, "呼叫单（存根）", "第一联 镇指挥室留存")
    row = _wide(sheet, row, _facts(slip) | {"乡镇已做": "\n".join(slip.done) or "无", "请求事项": slip.ask})
    row = _pairs(
        sheet, row, {"签发人": slip.issuer, "对应事件": slip.event, "受理到期": due_stamp(slip.accept_due)}
    )
    for part in slip.parts:
        dues = {f"{LIMITS[name]}到期": due_stamp(due) or "暂停" for name, due in part.dues}
        row = _pairs(sheet, row, {_role(part): part.name, "镇评价": part.rating or "", "结果": part.result})
        row = _pairs(sheet, row, dues)
    return row


def _dispatch_part(sheet: Worksheet, row: int, slip: CallSlip, foot: SlipFoot) -> int:
    row = _title(sheet, row, slip, foot, "派发单", "第二联 承办单位留存")
    row = _wide(sheet, row, _facts(slip) | {"请求事项": slip.ask})
    for part in slip.parts or (None,):
        due = {f"{LIMITS[name]}到期": due_stamp(at) or "暂停" for name, at in part.dues} if part else {}
        signed = stamp(part.signed) if part else ""
        names = {_role(part) if part else "主办": part.name if part else "待交办"}
        row = _pairs(sheet, row, names | {"签收人": "", "签收时间": signed})
        row = _pairs(sheet, row, due) if due else row
    return row


def _answer_part(sheet: Worksheet, row: int, slip: CallSlip, foot: SlipFoot) -> int:
    row = _title(sheet, row, slip, foot, "反馈单（回执）", "第三联 承办单位填写后送回镇指挥室")
    for part in slip.parts or (None,):
        name = {_role(part) if part else "主办": part.name if part else "待交办"}
        answer = {
            "响应方式": part.how if part else "",
            "响应时间": stamp(part.responded) if part else "",
        }
        result = {
            "结果": part.result if part else "",
            "反馈时间": stamp(part.fed) if part else "",
            "负责人签字": "",
        }
        row = _pairs(sheet, row, name | answer)
        row = _pairs(sheet, row, result)
        row = _wide(sheet, row, {"镇评价": part.rating if part else ""})
    return row


def _facts(slip: CallSlip) -> dict[str, str]:
    named = "、".join(f"{name}（{'主办' if n == 0 else '配合'}）" for n, name in enumerate(slip.named))
    return {"事项及条款": slip.item, "主办/配合": named, "地点网格": slip.place, "情况": slip.situation}


def _role(part: DeptSlip) -> str:
    return "主办" if part.lead else "配合"


def _wide(sheet: Worksheet, row: int, fields: Mapping[str, str]) -> int:
    """One field a row, the text over the whole width and as high as it needs."""
    for title, text in fields.items():
        put(sheet, row, 1, title, HEAD)
        across(sheet, row, WIDE - 1, text, TEXT, 2)
        sheet.row_dimensions[row].height = max(high_enough(sheet, 2, WIDE, text), ROW)
        row += 1
    return row


def _pairs(sheet: Worksheet, row: int, fields: Mapping[str, str]) -> int:
    """Three fields a row."""
    for at, (title, text) in enumerate(fields.items()):
        put(sheet, row, 1 + 2 * at, title, HEAD)
        put(sheet, row, 2 + 2 * at, text, TEXT)
    longest = max((high_enough(sheet, 2, 2, text) for text in fields.values()), default=ROW)
    sheet.row_dimensions[row].height = max(longest, ROW)
    return row + 1


def _cut(sheet: Worksheet, row: int) -> int:
    sheet.row_dimensions[row].height = 10
    for column in range(1, WIDE + 1):
        put(sheet, row, column, None, SUB).border = Border(bottom=Side(style="dashed"))
    sheet.row_dimensions[row + 1].height = 8
    return row + 2
