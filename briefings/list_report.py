"""What an import of a list found and did (导入结果), for people line by line and for scripts as JSON."""

from collections.abc import Iterator

from msgspec import Struct

from governance.responsibility.importing import Checked

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
    found: Checked, *, dry_run: bool, drafted: tuple[str, ...] = (), refused: tuple[Told, ...] = ()
) -> ListReport:
    """The report of a check, with what was drafted of it; `refused` = what the rules said to a draft."""
    faults = tuple(Told(f.sheet, f.row, f.column, f.sentence) for f in found.faults)
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
        yield f"已起草{len(report.drafted)}项，送会签后由县领导发布：{'、'.join(report.drafted)}。"
    else:
        yield (
            "没有导入；改正后重试，或用 --good 只导入无错的事项。"
            if report.faults
            else "没有需要起草的事项。"
        )
