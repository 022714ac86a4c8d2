"""部门, 网格员, 派驻机构 and 派驻名册 sheets.

Source: rulebook §7.2 (a town with fewer than three calls waits), §7.4, §1.4 (四权, 双锁定).
"""

from collections.abc import Iterable, Mapping, Sequence

from openpyxl import Workbook

from briefings.evaluation_sheets.names import Names
from briefings.texts import local
from briefings.workbook import HEAD, HOT, SUB, TEXT, TITLE, across, new_sheet, paper, put, row_of, widths
from governance.evaluation import four_dimensions
from governance.evaluation.double_lock import RosterLine
from governance.evaluation.figures import TownFigures
from governance.evaluation.opinions import CONSENT, OPINION_NAMES
from governance.evaluation.postings import POWERS
from governance.evaluation.rates import rounded

DEPARTMENTS, GRID_WORKERS, POSTINGS, ROSTER = "部门", "网格员", "派驻机构", "派驻名册"
CADRES = "四维考评"
_DEPARTMENTS = ("部门", "应响应", "响应度", "办结率", "按时办结率", "满意度得分", "镇评部门分", "说明")
_WORKERS = (
    "姓名", "网格", "有效上报", "自处置", "按时核查", "迟核查", "黄牌", "红牌", "虚报", "积分", "加减分", "月分", "等次", "网格长分",
)  # fmt: skip
_STATIONS = ("单位", "镇评", "条线评", "镇权重", "网格平均", "捆绑比例", "加减分", "综合分", *POWERS.values())
_PEOPLE = ("姓名", "单位", "锁编制", "锁人员", "在岗", "意见单", "提示")
_YES = {True: "是", False: "否"}


def department_sheet(book: Workbook, figures: TownFigures, names: Names, title: str) -> None:
    """What this town says of each department."""
    rows = [
        (
            names.unit(dept),
            str(line.rates.respond.owed),
            line.rates.respond.text,
            line.rates.done.text,
            line.rates.on_time.text,
            rounded(line.rates.satisfaction),
            rounded(line.score),
            "" if line.counts else f"不足3件，自{line.since}起累计，本期不参与加权",
        )
        for dept, line in figures.departments
    ]
    _sheet(book, DEPARTMENTS, title, _DEPARTMENTS, rows, names, {8: 36.0})


def worker_sheet(book: Workbook, figures: TownFigures, names: Names, title: str) -> None:
    """网格员积分."""
    rows = []
    for one in figures.grid_workers:
        work = one.work
        done = (
            work.reports, work.handled, work.checked, work.checked_late, work.yellow, work.red, work.false
        )  # fmt: skip
        counts = [str(len(cases)) for cases in done]
        bound = "、".join(rounded(led.score) for led in one.leads)
        scores = (rounded(one.points), rounded(one.adjusted), rounded(one.total), one.grade, bound)
        rows.append((one.name, one.grid, *counts, *scores))
    _sheet(book, GRID_WORKERS, title, _WORKERS, rows, names, {2: 20.0})


def posting_sheet(book: Workbook, figures: TownFigures, names: Names, title: str) -> None:
    """派驻机构 with the register of the four powers."""
    used: dict[str, dict[str, int]] = {}
    for power in figures.powers:
        used.setdefault(power.unit, {})[power.power] = len(power.cases)
    rows = [
        (
            names.unit(one.unit),
            rounded(one.town),
            rounded(one.line),
            f"{rounded(one.weight)}%",
            rounded(one.grids),
            f"{rounded(one.share)}%",
            rounded(one.adjusted),
            rounded(one.total),
            *(str(used.get(one.unit, {}).get(power, 0)) for power in POWERS),
        )
        for one in figures.postings
    ]
    _sheet(book, POSTINGS, title, _STATIONS, rows, names, {1: 22.0})


def cadre_sheet(book: Workbook, figures: TownFigures, names: Names, title: str) -> None:
    """四维考评 of 派驻 and town cadres; a dimension of the town's own stands under its key."""
    extra = sorted({name for one in figures.cadres for name, _ in one.scores} - set(four_dimensions.NAMES))
    keys = [*four_dimensions.NAMES, *extra]
    rows = []
    for one in figures.cadres:
        scores = dict(one.scores)
        parts = (rounded(scores.get(key)) for key in keys)
        rows.append((one.name, names.unit(one.unit), *parts, rounded(one.adjusted), rounded(one.total)))
    header = ("姓名", "单位", *(four_dimensions.NAMES.get(key, key) for key in keys), "加减分", "综合分")
    _sheet(book, CADRES, title, header, rows, names, {2: 22.0})


def roster_sheet(book: Workbook, figures: TownFigures, names: Names, title: str) -> None:
    """派驻名册; red where a locked person was moved without the town's 意见单."""
    rows = [
        (
            line.staff.name,
            names.unit(line.staff.unit),
            _YES[line.staff.locked_post],
            _YES[line.staff.locked_person],
            _YES[not line.staff.moved],
            str(len(line.opinions)),
            _hint(line, names),
        )
        for line in figures.roster
    ]
    red = {n for n, line in enumerate(figures.roster) if line.red}
    _sheet(book, ROSTER, title, _PEOPLE, rows, names, {2: 22.0, 7: 44.0}, red)


def _hint(line: RosterLine, names: Names) -> str:
    """When and where he was moved, that the town had not agreed, and the post that he left empty."""
    found = []
    if line.staff.moved:
        to = f"调往{names.unit(line.staff.moved_to)}" if line.staff.moved_to else "账号停用"
        lacks = f"，无{OPINION_NAMES[CONSENT]}意见单" if line.red else ""
        found.append(f"{local(line.staff.moved_at):%m-%d}{to}{lacks}")
    if line.vacant:
        found.append(f"{names.unit(line.vacant)}空编待补（{local(line.vacant_since):%m-%d} 起）")
    return "；".join(found)


def _sheet(
    book: Workbook,
    name: str,
    title: str,
    header: Sequence[str],
    rows: Iterable[Sequence[str]],
    names: Names,
    wide: Mapping[int, float],
    red: Iterable[int] = (),
) -> None:
    sheet = new_sheet(book, name)
    widths(sheet, [wide.get(column, 12.0) for column in range(1, len(header) + 1)])
    across(sheet, 1, len(header), title, TITLE)
    across(sheet, 2, len(header), f"数据截至 {names.as_of}　摘要 {names.digest}", SUB)
    row_of(sheet, 3, list(header), HEAD)
    hot = set(red)
    for number, row in enumerate(rows):
        for column, value in enumerate(row, 1):
            put(sheet, number + 4, column, value, HOT if number in hot else TEXT)
    paper(sheet, header=(3, 3), foot=names.foot, freeze="B4")
