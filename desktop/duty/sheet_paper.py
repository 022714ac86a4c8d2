"""The 交接单 on paper: every section whole, lines to sign below; from the same data as the screen."""

from briefings.slips.call_slip import SlipFoot
from desktop.duty import texts
from desktop.duty.faces import OnPaper
from desktop.duty.sheet import Section
from desktop.duty.sheet_rows import Row
from desktop.printing import printed
from desktop.printing.paper import Printed

COLUMNS = (("编号", 2.2), ("事由", 6.0), ("单位", 3.0), ("状态", 2.0), ("时限", 2.2))
FACTS = (("项目", 2.0), ("内容", 10.0))


def paper(of: OnPaper, foot: SlipFoot) -> Printed:
    """The sheet as it stands now."""
    sections = [_section(one) for one in of.sections if one.key not in ("points", "items")]
    sections.append(_words("items", "、".join(of.items)))
    sections.append(_words("points", of.points))
    return printed.sheet(
        texts.PAPER_TITLE.format(town=foot.town),
        foot,
        serial=of.serial,
        facts=[(one.label, one.value) for one in of.figures],
        lead=f"{of.head.title}　{of.head.subtitle}",
        sections=sections,
        signatures=(texts.OUT, texts.IN, texts.LEADER),
    )


def _section(one: Section) -> printed.Section:
    title = f"{texts.SECTIONS[one.key]}（{one.count}）"
    if one.facts:
        rows = tuple((fact.label, fact.text) for fact in one.facts)
        return printed.Section(title=title, columns=FACTS, rows=rows, empty=texts.NONE)
    rows_of_cases = tuple(_row(row) for row in one.rows)
    return printed.Section(title=title, columns=COLUMNS, rows=rows_of_cases, empty=texts.NONE)


def _row(row: Row) -> tuple[str, ...]:
    return row.serial, row.title, row.unit, row.state or row.tag[0], row.left


def _words(key: str, text: str) -> printed.Section:
    return printed.Section(title=texts.SECTIONS[key], empty=text or texts.NONE)
