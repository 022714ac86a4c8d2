"""An item of a list and its duties (清单事项与责任条目): one version of each, and the rows they are written as.

Source: rulebook §5.1. The same struct stands in the catalogue and, as draft or published text, in the county ledger.
"""

from collections.abc import Iterable

from msgspec import Struct

from governance.catalogue.laws import Article, articles, quoted
from governance.catalogue.laws import cell_of as laws_cell
from governance.catalogue.procedure import Step, cell_of, steps
from governance.catalogue.tables import Row, listed
from governance.places.codes import contains

LIST_KINDS = {"POWER": "权力清单", "SERVICE": "政务服务清单", "VILLAGE_POWER": "小微权力清单"}
TERRITORIAL = "属地管理事项责任清单"  # the list whose kind is empty
MANUAL = {
    "definition": "定义",
    "applies": "适用情形",
    "not_applies": "不适用情形",
    "confusable": "易混淆事项",
    "returns": "常见退单与判例",
}


class Manual(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What an item means in words (说明书)."""

    definition: str = ""
    applies: str = ""
    not_applies: str = ""
    confusable: str = ""
    returns: str = ""


class Item(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One version of an item of a list (清单事项)."""

    code: str
    area_code: str
    area: str
    name: str
    lead_dept: str
    county_depts: tuple[str, ...]  # the lead first
    main_duty: str
    township_duty: str
    law_names: tuple[str, ...]
    procedure: tuple[Step, ...]
    procedure_kind: str
    version: int
    effective_from: str  # YYYY-MM-DD, included
    effective_to: str  # YYYY-MM-DD, excluded; empty = open-ended
    list_kind: str = ""  # key of LIST_KINDS; empty = TERRITORIAL
    doc_no: str = ""  # 发布文号
    towns: tuple[str, ...] = ()  # area codes it is limited to; empty = the whole county
    handle_limit: str = ""  # of a C3 call, `15WD`; empty = the grade's (§4.1)
    manual: Manual = Manual()
    articles: tuple[Article, ...] = ()  # of its laws, as the county entered them
    categories: tuple[str, ...] = ()  # 相关小类 that it names; none = those of the data pack that name it

    @property
    def laws(self) -> tuple[tuple[str, str], ...]:
        """Each law with the words of its articles; "" where none are entered."""
        return quoted(self.law_names, self.articles)

    def in_force(self, day: str) -> bool:
        """Does this version hold on the day (YYYY-MM-DD)?"""
        return self.effective_from <= day and (not self.effective_to or day < self.effective_to)

    def holds_in(self, area: str) -> bool:
        """Does it hold at this place? Most items hold in the whole county."""
        return not self.towns or any(contains(town, area) for town in self.towns)


class Line(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One duty of an item (责任条目): of a county department, or of the town in support."""

    item_code: str
    line_no: int
    side: str  # COUNTY 主体责任, TOWN 配合责任
    dept_or_role: str  # unit code, or GRID_WORKER, VILLAGE_LEAD
    text: str
    mandatory: bool  # of the town: to be done or explained before a call
    evidence: str
    version: int = 0  # of the item; 0 = of every version that has no lines of its own

    @property
    def clause(self) -> str:
        """The clause as people quote it (条款号): `SD-A01-4`."""
        return f"{self.item_code}-{self.line_no}"


def item_of(row: Row) -> Item:
    """Make an item of a row without faults."""
    same = ("area_code", "area", "lead_dept", "main_duty", "township_duty", "procedure_kind")
    return Item(
        code=row["item_code"],
        name=row["item_name"],
        **{name: row[name] for name in (*same, "effective_from", "effective_to")},
        county_depts=listed(row["county_depts"]),
        law_names=listed(row["law_names"]),
        procedure=steps(row["procedure_steps"]),
        version=int(row["version"]),
        list_kind=row.get("list_kind", ""),
        doc_no=row.get("doc_no", ""),
        towns=listed(row.get("towns", "")),
        handle_limit=row.get("handle_limit", ""),
        manual=Manual(**{name: row.get(name, "") for name in MANUAL}),
        articles=articles(row.get("law_articles", "")),
        categories=listed(row.get("categories", "")),
    )


def line_of(row: Row) -> Line:
    """Make a duty line of a row without faults."""
    return Line(
        **{name: row[name] for name in ("item_code", "side", "dept_or_role", "text", "evidence")},
        line_no=int(row["line_no"]),
        mandatory=row["mandatory"] == "Y",
        version=int(row.get("version") or 0),
    )


def row_of(item: Item) -> dict[str, str]:
    """The row of an item, as a table has it."""
    same = ("area_code", "area", "lead_dept", "main_duty", "township_duty", "procedure_kind")
    return {
        "item_code": item.code,
        "item_name": item.name,
        **{name: getattr(item, name) for name in (*same, "effective_from", "effective_to")},
        "county_depts": ";".join(item.county_depts),
        "law_names": ";".join(item.law_names),
        "procedure_steps": cell_of(item.procedure),
        "version": str(item.version),
        "list_kind": item.list_kind,
        "doc_no": item.doc_no,
        "towns": ";".join(item.towns),
        "handle_limit": item.handle_limit,
        "law_articles": laws_cell(item.articles),
        "categories": ";".join(item.categories),
        **{name: getattr(item.manual, name) for name in MANUAL},
    }


def line_rows(lines: Iterable[Line]) -> list[dict[str, str]]:
    """The rows of duty lines, as a table has them."""
    return [
        {
            "item_code": line.item_code,
            "line_no": str(line.line_no),
            "side": line.side,
            "dept_or_role": line.dept_or_role,
            "text": line.text,
            "mandatory": "Y" if line.mandatory else "N",
            "evidence": line.evidence,
            "version": str(line.version) if line.version else "",
        }
        for line in lines
    ]
