"""清单起草修订: the 编办 drafts the next version of an item and sends it out for countersigning (动态调整).

Source: rulebook §5.2 (proposal → 编办审核 → 会签 → publish), roles_permissions `list_edit` (生效版本不可改). Only a text
that the 编办 reviewed is sent out; a later change of it is reviewed anew. Sending out names the towns beside the
departments, which follow from the draft itself.
"""

from msgspec import UNSET, Struct, UnsetType, structs
from msgspec.structs import replace

from governance.catalogue.catalogue import Catalogue
from governance.catalogue.duties import Item, Line, item_of, line_of, line_rows, row_of
from governance.catalogue.faults import item_faults
from governance.catalogue.tables import Fault
from governance.doer import Doer
from governance.ledger.action import Action
from governance.ledger.payload import Payload
from governance.places.codes import Level, level
from governance.refusal import Refusal
from governance.responsibility.changes import FIELDS
from governance.responsibility.versions import (
    COUNTERSIGN,
    DRAFT,
    PUBLISHED,
    REVIEWED,
    Draft,
    ListItem,
    Review,
    list_case,
    newest,
)
from governance.rulebook import Rules
from governance.time import clocks

NO_DATES = {"version": "1", "effective_from": "9999-12-31", "effective_to": ""}  # set when it is published


COLUMNS = FIELDS | {
    "item_code": "事项编码",
    "area_code": "领域",
    "line_no": "条目号",
    "side": "责任方",
    "dept_or_role": "责任单位",
    "text": "责任内容",
    "mandatory": "必做",
    "evidence": "材料",
}  # what people call the columns of an item and its lines
PASS, BACK = "pass", "back"
REVIEWS = {PASS: "审核通过", BACK: "退回补正"}


class LineText(Struct, frozen=True, kw_only=True):
    """One duty line as it is written in a table; the item's code is the draft's."""

    line_no: str
    side: str
    dept_or_role: str
    text: str
    mandatory: str = "N"
    evidence: str = ""


class Fields(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What an edit changes, named as the columns of the data pack; what is not named stays as it is."""

    area_code: str | UnsetType = UNSET
    area: str | UnsetType = UNSET
    item_name: str | UnsetType = UNSET
    lead_dept: str | UnsetType = UNSET
    county_depts: str | UnsetType = UNSET
    main_duty: str | UnsetType = UNSET
    township_duty: str | UnsetType = UNSET
    law_names: str | UnsetType = UNSET
    law_articles: str | UnsetType = UNSET
    categories: str | UnsetType = UNSET
    procedure_steps: str | UnsetType = UNSET
    procedure_kind: str | UnsetType = UNSET
    list_kind: str | UnsetType = UNSET
    handle_limit: str | UnsetType = UNSET
    definition: str | UnsetType = UNSET
    applies: str | UnsetType = UNSET
    not_applies: str | UnsetType = UNSET
    confusable: str | UnsetType = UNSET
    returns: str | UnsetType = UNSET
    lines: tuple[LineText, ...] | UnsetType = UNSET

    @property
    def cells(self) -> dict[str, str]:
        """The named cells of the item's row."""
        return {name: cell for name, cell in structs.asdict(self).items() if isinstance(cell, str)}


class Edit(Payload, frozen=True, kw_only=True, omit_defaults=True):
    """起草修订: what changes and why; `review` is the 编办's, `submit` sends the draft out, `drop` gives it up."""

    item: str
    fields: Fields = Fields()
    reason: str = ""
    proposer: str = ""
    towns: tuple[str, ...] = ()  # area codes of the towns that are asked
    ends: bool = False  # 废止: what is sent out is that the item leaves the list
    review: str = ""  # 编办审核: pass or back, with `opinion`
    opinion: str = ""
    submit: bool = False
    drop: bool = False


def refusal(case: ListItem | None, p: Edit, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """起草修订: a whole and right draft, with its reason; sent out only with something new and somebody to ask."""
    if case is not None and case.code != p.item:
        return Refusal("other-item", f"此件是事项【{case.code}】；请从事项【{p.item}】的页面修订。")
    if p.drop:
        dropped = case is not None and case.draft is not None
        return None if dropped else Refusal("no-draft", f"事项【{p.item}】没有草案；无需撤销。")
    if not p.reason.strip() and (case is None or case.draft is None):
        return Refusal("no-reason", "起草须写明依据和理由；请补理由。")
    item, lines = _written(case, p, rules.catalogue)
    if found := item_faults(item, lines, rules.catalogue.unit_kinds, rules.catalogue.categories):
        return Refusal("bad-draft", _told(found))
    if p.review and (p.review not in REVIEWS or not p.opinion.strip()):
        return Refusal("no-opinion", "编办审核须选通过或退回并写明意见；请补填职责、依据方面的意见。")
    return _submit_refusal(case, p, rules) if p.submit else None


def _submit_refusal(case: ListItem | None, p: Edit, rules: Rules) -> Refusal | None:
    draft = _draft(case, p, rules.catalogue)
    before = newest(case, p.item, rules.catalogue)
    if p.ends and before is None:
        return Refusal("no-item", f"事项【{p.item}】不在清单内，不能废止；请核对编码。")
    if not p.ends and before is not None and _same(before, (draft.item, draft.lines)):
        return Refusal("nothing-new", "草案与现行版本相同；请修改后再送会签。")
    if not draft.reviewed and p.review != PASS:
        return Refusal("not-reviewed", "草案未经编办审核通过，不能送会签；请先审核并写明意见。")
    if any(level(town) is not Level.TOWN for town in p.towns):
        return Refusal("bad-town", "会签乡镇须填乡镇的12位区划码；请改正。")
    if p.towns:
        return None
    if p.ends or _town_lines(draft.lines) != _town_lines(before[1] if before else ()):
        return Refusal("no-town", "乡镇配合责任有变化，须请乡镇会签；请选择会签乡镇。")
    return None


def apply(case: ListItem | None, action: Action, p: Edit, doer: Doer, at: int, rules: Rules) -> ListItem:
    """起草修订 → DRAFT, reviewed → REVIEWED, with `submit` → COUNTERSIGN ▶COUNTERSIGN; a change is asked about anew."""
    known = (
        case
        if case is not None
        else ListItem(id=action.case or list_case(p.item), code=p.item, state=DRAFT, moved=at)
    )
    still = tuple(clocks.stopped(clock, at) for clock in known.clocks)
    known = replace(known, moved=max(at, known.moved), asked=(), replies=(), clocks=still)
    if p.drop:
        return replace(known, draft=None, state=PUBLISHED if known.versions else DRAFT)
    if item_faults(
        *_written(case, p, rules.catalogue), rules.catalogue.unit_kinds, rules.catalogue.categories
    ):
        return known  # what another program let pass: the draft stays as it was
    draft = _draft(case, p, rules.catalogue)
    if p.review:
        said = Review(passed=p.review == PASS, by=action.actor, at=at, text=p.opinion)
        draft = replace(draft, review=said)
    if not p.submit:
        return replace(known, draft=draft, state=REVIEWED if draft.reviewed else DRAFT)
    limit = rules.find_limit("list", "COUNTERSIGN")
    begun = () if limit is None else (clocks.started("COUNTERSIGN", at, limit),)
    asked = affected(draft, newest(case, p.item, rules.catalogue), p.towns, rules.catalogue)
    return replace(known, draft=draft, state=COUNTERSIGN, asked=asked, clocks=(*still, *begun))


def is_new(case: ListItem | None, p: Edit, catalogue: Catalogue) -> bool:
    """Whether the edit would leave something else than what holds; its rows must be without faults."""
    draft, before = _draft(case, p, catalogue), newest(case, p.item, catalogue)
    return before is None or not _same(before, (draft.item, draft.lines))


def affected(
    draft: Draft, before: tuple[Item, tuple[Line, ...]] | None, towns: tuple[str, ...], catalogue: Catalogue
) -> tuple[str, ...]:
    """Who is asked: the departments of the draft and of the version before it, and the towns named.

    For a town's own units, which other lists may name, their town speaks.
    """
    old = before[0].county_depts if before is not None else ()
    units = catalogue.units
    depts = (d for d in (*draft.item.county_depts, *old) if d not in units or units[d].is_department)
    return tuple(dict.fromkeys((*depts, *towns)))


def _draft(case: ListItem | None, p: Edit, catalogue: Catalogue) -> Draft:
    """The draft after the edit; the rows must be without faults."""
    row, rows = _written(case, p, catalogue)
    lines = sorted((line_of(line) for line in rows), key=lambda line: line.line_no)
    known = case.draft if case is not None else None
    item = item_of(row)
    same = known is not None and (known.item, known.lines, known.ends) == (item, tuple(lines), p.ends)
    return Draft(
        item=item,
        lines=tuple(lines),
        review=known.review if known is not None and same else None,
        proposer=p.proposer or (known.proposer if known is not None else ""),
        reason=p.reason or (known.reason if known is not None else ""),
        ends=p.ends,
    )


def _written(
    case: ListItem | None, p: Edit, catalogue: Catalogue
) -> tuple[dict[str, str], list[dict[str, str]]]:
    """The rows of the draft with what the edit names."""
    draft = case.draft if case is not None else None
    start = (draft.item, draft.lines) if draft is not None else newest(case, p.item, catalogue)
    row = row_of(start[0]) if start is not None else row_of(_empty(p.item))
    lines = line_rows(start[1]) if start is not None else []
    if not isinstance(p.fields.lines, UnsetType):
        lines = [structs.asdict(line) for line in p.fields.lines]
    return (
        row | NO_DATES | {"doc_no": ""} | p.fields.cells,
        [line | {"item_code": p.item, "version": ""} for line in lines],
    )


def _empty(code: str) -> Item:
    """An item of which only the code is known."""
    return Item(
        code=code,
        area_code="",
        area="",
        name="",
        lead_dept="",
        county_depts=(),
        main_duty="",
        township_duty="",
        law_names=(),
        procedure=(),
        procedure_kind="",
        version=1,
        effective_from="",
        effective_to="",
    )


def _same(one: tuple[Item, tuple[Line, ...]], other: tuple[Item, tuple[Line, ...]]) -> bool:
    rows = [row_of(item) | NO_DATES | {"doc_no": ""} for item, _ in (one, other)]
    return rows[0] == rows[1] and _bare(one[1]) == _bare(other[1])


def _bare(lines: tuple[Line, ...]) -> list[Line]:
    return [replace(line, version=0) for line in lines]


def _town_lines(lines: tuple[Line, ...]) -> list[Line]:
    return [line for line in _bare(lines) if line.side == "TOWN"]


def _told(found: list[Fault]) -> str:
    first = found[0]
    where = f"责任条目第{first.row - 1}条" if first.sheet == "responsibility_lines" and first.row else ""
    column = f"“{COLUMNS.get(first.column, first.column)}”" if first.column else ""
    more = f"（另有{len(found) - 1}处）" if len(found) > 1 else ""
    return f"{where}{column}{first.sentence}{more}"
