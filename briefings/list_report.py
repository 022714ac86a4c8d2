"""What an import of a list found and did (导入结果), for people line by line and for scripts as JSON."""

import re
from collections.abc import Iterator, Mapping

from msgspec import Struct

from briefings.list_files import Origin
from governance.catalogue.cells import SIDES, YES_NO
from governance.catalogue.duties import LIST_KINDS
from governance.catalogue.tables import Fault
from governance.responsibility.importing import Checked

_OTHER_ROW = re.compile("第([0-9]+)行")  # a second row that a sentence speaks of
_MAY_STAND = re.compile("可填：([^。]*)。")
_CODES = {**SIDES, **YES_NO, **LIST_KINDS}
_TABLES = {
    "先在 responsibility_items.csv 中登记": "先在事项表中登记",
    "在 responsibility_lines.csv 中": "在责任条目表中",
    "先在 departments.csv 中登记": "先请县端登记该单位",
}
SHOWN = 30  # faults printed to a person; --json has all


class Told(Struct, frozen=True):
    """One fault where a person will look for it."""

    sheet: str
    row: int
    column: str
    sentence: str


class ListReport(Struct, frozen=True, kw_only=True):
    """The whole result."""

    kind: str
    dry_run: bool
    new: tuple[str, ...]
    changed: tuple[str, ...]
    same: tuple[str, ...]
    refused: tuple[str, ...]
    drafted: tuple[str, ...]
    faults: tuple[Told, ...]

    @property
    def code(self) -> int:
        """The exit code: 0 done, 1 with rows refused."""
        return 1 if self.faults or self.refused else 0


def report_of(
    found: Checked,
    origins: Mapping[str, Origin],
    *,
    dry_run: bool,
    drafted: tuple[str, ...] = (),
    refused: tuple[Told, ...] = (),
) -> ListReport:
    """The report of a check, with what was drafted of it; `refused` = what the rules said to a draft."""
    faults = tuple(_told(fault, origins.get(fault.sheet)) for fault in found.faults)
    return ListReport(
        kind="list",
        dry_run=dry_run,
        new=found.new,
        changed=found.changed,
        same=found.same,
        refused=found.refused,
        drafted=drafted,
        faults=(*faults, *refused),
    )


def _told(fault: Fault, origin: Origin | None) -> Told:
    """The fault at sheet, line and column as they stand in the file."""
    if origin is None:
        return Told(fault.sheet, fault.row, fault.column, fault.sentence)
    column = origin.columns.get(fault.column, fault.column)
    sentence = _OTHER_ROW.sub(lambda found: f"第{origin.row(int(found[1]))}行", fault.sentence)
    return Told(origin.name, origin.row(fault.row), column, _in_words(sentence))


def _in_words(sentence: str) -> str:
    """What may stand in a cell as people write it, tables as they call them."""
    for name, words in _TABLES.items():
        sentence = sentence.replace(name, words)
    return _MAY_STAND.sub(
        lambda found: "可填：" + "、".join(map(_word, found[1].split("、"))) + "。", sentence
    )


def _word(code: str) -> str:
    return f"{_CODES[code]}（{code}）" if code in _CODES else code


def lines_of(report: ListReport) -> Iterator[str]:
    """The report as people read it."""
    yield (
        f"新增{len(report.new)}项，修改{len(report.changed)}项，相同{len(report.same)}项，"
        f"有错{len(report.refused)}项，数据错误{len(report.faults)}处。"
    )
    for told in report.faults[:SHOWN]:
        row = f"第{told.row}行" if told.row else ""
        column = f"“{told.column}”列" if told.column else ""
        yield f"  {told.sheet} {row}{column}：{told.sentence}"
    if len(report.faults) > SHOWN:
        yield f"  另有{len(report.faults) - SHOWN}处，用 --json 看全部。"
    if report.dry_run:
        yield "只作检查，没有导入。"
    elif report.drafted:
        yield f"已起草{len(report.drafted)}项，经编办审核、会签后由县领导发布：{'、'.join(report.drafted)}。"
    else:
        yield (
            "没有导入；改正后重试，或用 --good 只导入无错的事项。"
            if report.faults
            else "没有需要起草的事项。"
        )
