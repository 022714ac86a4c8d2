"""履职情况说明 as a workbook: item and proposal, duty lines, calls, records with their hashes, pauses, outages, 判例.

Source: rulebook §5.5, §10. The same rows stand on paper (`rows_of`); numbers of persons in free text are masked.
"""

from pathlib import Path

from msgspec import Struct

from briefings.saving import saved
from briefings.slips.call_slip import SlipFoot
from briefings.texts import masked, stamp
from briefings.workbook import (
    HEAD,
    NOTE,
    SUB,
    TEXT,
    TITLE,
    across,
    high_enough,
    new_sheet,
    new_workbook,
    paper,
    paragraph,
    row_of,
    widths,
)
from governance.calls.call import Call
from governance.calls.payloads import GRADES, RESPONSES
from governance.events.payloads import RATINGS, RESULTS
from governance.responsibility.duty_file import PROPOSALS, DoneLine, DutyFile
from governance.rulebook import Rules
from governance.time.words import CLOCKS

NAME = "履职情况说明"
DECIDES = "本建议由程序按记录得出，认定由有权机关的人作出。"
MOST = 255


class Part(Struct, frozen=True, kw_only=True):
    """One table of the file: heading, columns with their widths, rows."""

    title: str
    columns: tuple[tuple[str, float], ...]
    rows: tuple[tuple[str, ...], ...]
    empty: str


def facts_of(file: DutyFile, rules: Rules) -> tuple[tuple[str, str], ...]:
    """What stands at the head: number, matter, item with its version, proposal."""
    item = file.item
    named = "清单外" if item is None else f"{item.code} {item.name}（第{item.version}版{_no(item.doc_no)}）"
    return (
        ("编号", file.serial),
        ("清单事项", named),
        ("情况", masked(file.text)),
        ("建议", PROPOSALS[file.proposal]),
    )


def _no(doc_no: str) -> str:
    return f"，{doc_no}" if doc_no else ""


def parts_of(file: DutyFile, rules: Rules) -> tuple[Part, ...]:
    """The tables of the file, in their order."""
    return (
        Part(
            title="一、乡镇配合责任",
            columns=(("条款", 12), ("内容", 34), ("要求", 8), ("办理", 10), ("时间", 17), ("证据或说明", 34)),
            rows=tuple(_line(line) for line in file.lines),
            empty="此件不在清单内，没有配合责任条目。",
        ),
        Part(
            title="二、呼叫与答复",
            columns=(
                ("呼叫编号", 24),
                ("等级", 8),
                ("部门", 18),
                ("交办", 17),
                ("响应", 22),
                ("反馈与评价", 28),
            ),
            rows=tuple(row for call in file.calls for row in _answers(call, rules)),
            empty="此件没有呼叫县级。",
        ),
        Part(
            title="三、停计时段",
            columns=(("编号", 24), ("时限", 12), ("起", 17), ("止", 17), ("原因", 44)),
            rows=tuple(
                (
                    p.serial,
                    CLOCKS.get(p.clock, p.clock),
                    stamp(p.since),
                    stamp(p.to) or "未恢复",
                    masked(p.reason),
                )
                for p in file.pauses
            ),
            empty="没有停计。",
        ),
        Part(
            title="四、断网时段",
            columns=(("起", 17), ("止", 17), ("范围", 80)),
            rows=tuple((stamp(o.since), stamp(o.to) or "未恢复", o.scope) for o in file.outages),
            empty="期间没有断网。",
        ),
        Part(
            title="五、判例",
            columns=(("生效", 12), ("事项", 12), ("主体", 22), ("条款", 14), ("理由", 54)),
            rows=tuple(
                (p.valid_from, p.item, rules.name_of(p.decided), p.clause, masked(p.reason))
                for p in file.precedents
            ),
            empty="没有相关判例。",
        ),
        Part(
            title="六、记录",
            columns=(
                ("时间", 17),
                ("事实时间", 17),
                ("动作", 12),
                ("人员", 12),
                ("内容", 36),
                ("记录摘要（SHA-256）", 66),
            ),
            rows=tuple(
                (
                    stamp(r.at),
                    stamp(r.occ),
                    r.what if r.held else f"{r.what}（未生效）",
                    r.who,
                    masked(r.text)[:MOST],
                    r.digest,
                )
                for r in file.records
            ),
            empty="没有记录。",
        ),
    )


def _line(line: DoneLine) -> tuple[str, ...]:
    must = "必做" if line.mandatory else "选做"
    note = masked(line.note) or (f"应附{line.evidence}" if line.evidence else "")
    return (line.clause, line.text, must, line.state, stamp(line.at), note)


def _answers(call: Call, rules: Rules) -> list[tuple[str, ...]]:
    head = (call.serial, GRADES.get(call.grade, call.grade))
    if not call.tasks:
        return [(*head, "、".join(rules.name_of(dept) for dept in call.named), "未交办", "", call.label)]
    found: list[tuple[str, ...]] = []
    for task in call.tasks:
        answer = f"{RESPONSES.get(task.how, '')} {stamp(task.responded)}".strip() or "未响应"
        rated = RATINGS.get(task.rating.satisfied, task.rating.satisfied) if task.rating is not None else ""
        fed = " ".join(
            part for part in (stamp(task.fed), RESULTS.get(task.result, task.result), rated) if part
        )
        found.append((*head, rules.name_of(task.dept), stamp(task.at), answer, fed or "未反馈"))
    return found


def write_duty_file(file: DutyFile, rules: Rules, foot: SlipFoot, path: Path) -> None:
    """Write the workbook, whole or not at all. Raises DocumentNotWrittenError."""
    book = new_workbook()
    sheet = new_sheet(book, NAME)
    widths(sheet, (14, 60))
    across(sheet, 1, 2, f"{foot.town}{NAME}", TITLE)
    row = 2
    for head, text in facts_of(file, rules):
        row_of(sheet, row, (head, text), TEXT)
        sheet.row_dimensions[row].height = high_enough(sheet, 2, 2, text)
        row += 1
    for reason in (*file.reasons, DECIDES):
        paragraph(sheet, row, 2, masked(reason), NOTE)
        row += 1
    said = f"数据截至 {stamp(foot.as_of)}　打印 {stamp(foot.printed_at)}　{foot.operator}"
    across(sheet, row, 2, said, SUB)
    paper(sheet, header=None, foot=f"{NAME} {file.serial}", freeze=None, portrait=True)
    for part in parts_of(file, rules):
        table = new_sheet(book, part.title)
        widths(table, (share for _, share in part.columns))
        row_of(table, 1, [name for name, _ in part.columns], HEAD)
        for number, cells in enumerate(part.rows or ((part.empty,),), 2):
            row_of(table, number, cells, TEXT)
        paper(table, header=(1, 1), foot=f"{NAME} {file.serial}", freeze="A2")
    saved(path, lambda temporary: book.save(temporary))
