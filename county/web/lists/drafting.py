"""Writing the next version of an item (清单修订): the whole text in one form, beginning with what holds now.

Source: rulebook §5.1, §5.2; kinds.csv `list.edit`. What was not changed is not sent, so that the draft says what changes.
"""

from collections.abc import Iterator, Sequence

from msgspec import UNSET

from county.acts import Wish
from county.web.acting import ACTION, BASE
from county.web.admission_view import towns_of
from county.web.asked import Asked, Outcome
from county.web.call_forms import departments
from county.web.fields import Field, Option, Payload, Typed, options
from county.web.lists.draft_lines import bare, line_parts, lines_of
from county.web.sheets import Part, Sheet, sent, shown
from county.web.snapshot import Snapshot
from county.web.workplace import Workplace
from governance.catalogue.duties import LIST_KINDS, MANUAL, TERRITORIAL, line_rows, row_of
from governance.responsibility.drafting import PASS
from governance.responsibility.versions import ListItem, list_case, newest
from governance.rulebook import Rules

NEW = "new"
MOST_CHARS = 12_000  # of laws, articles and steps
_WORDS = {"main_duty": "县级主体责任", "township_duty": "乡镇配合责任"}
_LISTED = {
    "categories": "相关小类",
    "law_names": "法律依据",
    "law_articles": "法律条文",
    "procedure_steps": "流程步骤",
}
_MARKS = {
    "categories": ";",
    "law_names": ";",
    "law_articles": "\n",
    "procedure_steps": ">",
}  # between the parts of a cell; a row each on the page
_CELLS = ("item_name", "area_code", "list_kind", "handle_limit", *_WORDS, *MANUAL)


def may_edit(asked: Asked) -> bool:
    """Whether the person keeps the list (编办)."""
    return any(grant.role == "LIST_ADMIN" for grant in asked.person.user.grants)


def edit_page(place: Workplace, asked: Asked) -> Outcome:
    """`/lists/<code>/edit`; of `new` an item that is not on the list yet."""
    return shown(place, asked, _sheet)


def edit(place: Workplace, asked: Asked) -> Outcome:
    """`POST /lists/<code>/edit`."""
    return sent(place, asked, _sheet, _wish, lambda case, kind: f"/desk/{case}?said={kind}")


def _sheet(snapshot: Snapshot, asked: Asked) -> Sheet | None:
    code, rules = asked.path["code"], snapshot.rules(snapshot.county)
    case = _known(snapshot, code)
    row, lines = _start(case, code, rules)
    if not may_edit(asked) or (not row and code != NEW):
        return None
    back = (f"/desk/{case.id}", "草案") if case is not None and case.draft else (f"/lists/{code}", code)
    return Sheet(
        tab="lists",
        heading=f"修订 {code} {row['item_name']}" if row else "新增清单事项",
        back=back if row else ("/lists", "清单"),
        where=f"/lists/{code}/edit",
        verb="保存草案",
        note="生效版本不改；保存的是下一版草案，送会签后才能发布。",
        base=(case.base or "") if case is not None else "",
        parts=(
            Part(title="理由", fields=tuple(_why(case, row))),
            Part(
                title="事项",
                fields=tuple(_text_fields(row, rules)),
                open=not row,
                note=_said_item(row, rules),
            ),
            Part(
                title="责任条目",
                parts=tuple(line_parts(lines, rules)),
                open=not row,
                note=_count(lines, "条"),
            ),
            Part(
                title="流程、依据、说明书",
                fields=tuple(_long_fields(row, rules)),
                open=not row,
                note=_said_long(row),
            ),
            Part(
                title="会签", fields=tuple(_asked_fields(snapshot)), open=not row, note="可先存草案，以后再送"
            ),
        ),
    )


def _known(snapshot: Snapshot, code: str) -> ListItem | None:
    case = snapshot.case(snapshot.county, list_case(code))
    return case if isinstance(case, ListItem) else None


def _start(case: ListItem | None, code: str, rules: Rules) -> tuple[dict[str, str], list[dict[str, str]]]:
    """The rows that the form begins with: of the draft, else of the newest version; nothing of a new item."""
    draft = case.draft if case is not None else None
    found = (draft.item, draft.lines) if draft is not None else newest(case, code, rules.catalogue)
    return (row_of(found[0]), line_rows(found[1])) if found is not None else ({}, [])


def _why(case: ListItem | None, row: dict[str, str]) -> Iterator[Field]:
    draft = case.draft if case is not None else None
    if not row:
        yield Field(name="code", label="事项编码", needed=True, most=32, note="字母、数字和短横，如 SD-A09")
    yield Field(
        name="reason", label="依据和理由", kind="text", needed=True, value=draft.reason if draft else ""
    )
    yield Field(name="proposer", label="提出单位", value=draft.proposer if draft else "", most=60)
    if row:
        yield Field(name="ends", label="废止此事项，自发布的生效日起离开清单", kind="check",
                    value="1" if draft is not None and draft.ends else "")  # fmt: skip


def _text_fields(row: dict[str, str], rules: Rules) -> Iterator[Field]:
    areas = {item.area_code: item.area for item in rules.catalogue.items.values()}
    kinds = (Option("", TERRITORIAL), *options(LIST_KINDS))
    yield Field(name="item_name", label="事项名称", needed=True, value=row.get("item_name", ""), most=80)
    yield Field(name="area_code", label="领域", kind="select", needed=True, value=row.get("area_code", ""),
                options=options(dict(sorted(areas.items()))))  # fmt: skip
    yield Field(name="list_kind", label="清单", kind="choice", options=kinds, value=row.get("list_kind", ""))
    yield Field(name="handle_limit", label="办理时限", value=row.get("handle_limit", ""), most=8,
                note="一般呼叫的，如 15WD（15个工作日）；不填按7个工作日")  # fmt: skip
    yield Field(name="lead_dept", label="主办部门", kind="select", options=departments(rules), needed=True,
                value=row.get("lead_dept", ""))  # fmt: skip
    yield Field(name="county_depts", label="配合的县级部门", kind="many", options=departments(rules),
                value=";".join(_others(row)))  # fmt: skip
    for name, label in _WORDS.items():
        yield Field(name=name, label=label, kind="text", needed=name == "main_duty", value=row.get(name, ""))


def _others(row: dict[str, str]) -> list[str]:
    lead = row.get("lead_dept", "")
    return [dept for dept in row.get("county_depts", "").split(";") if dept and dept != lead]


def _long_fields(row: dict[str, str], rules: Rules) -> Iterator[Field]:
    code = row.get("item_code", "")
    known = [one.code for one in rules.catalogue.categories.values() if code in one.related_items]
    now = f"；现为 {'、'.join(known)}，不填不变" if known else ""
    notes = {
        "categories": f"判责按此找到本事项，每行一个编码{now}",
        "law_names": "每行一部",
        "law_articles": "每行一条：法律名称：第几条 条文；一部法律可写几条",
        "procedure_steps": "每行一步：步骤[谁办,时限]",
    }
    for name, label in _LISTED.items():
        cell = row.get(name, "").replace(_MARKS[name], "\n")
        yield Field(name=name, label=label, kind="text", value=cell, note=notes[name], most=MOST_CHARS)
    for name, label in MANUAL.items():
        yield Field(name=name, label=label, kind="text", value=row.get(name, ""))


def _said_item(row: dict[str, str], rules: Rules) -> str:
    """What the folded part holds."""
    if not row:
        return ""
    return f"{row['item_name']}；{row.get('area', '')}；主办{rules.name_of(row.get('lead_dept', ''))}"


def _said_long(row: dict[str, str]) -> str:
    counted = {"categories": "个", "law_names": "部", "law_articles": "条", "procedure_steps": "步"}
    told = [
        f"{label} {len([part for part in row[name].split(_MARKS[name]) if part.strip()])} {counted[name]}"
        for name, label in _LISTED.items()
        if row.get(name)
    ]
    manual = sum(bool(row.get(name)) for name in MANUAL)
    return "，".join((*told, f"说明书 {manual}/{len(MANUAL)} 项")) if row else ""


def _count(rows: Sequence[object], unit: str) -> str:
    return f"{len(rows)} {unit}" if rows else ""


def _asked_fields(snapshot: Snapshot) -> Iterator[Field]:
    towns = tuple(Option(r.home.area, r.home.name) for r in towns_of(snapshot))
    yield Field(name="towns", label="请哪些乡镇会签", kind="many", options=towns,
                note="责任部门自动列入；乡镇配合责任有变化的须选乡镇")  # fmt: skip
    yield Field(
        name="opinion", label="编办审核意见", kind="text", note="送会签前须审核；也可先存草案，由另一人审核"
    )
    yield Field(name="submit", label="审核通过并送会签（5 个工作日）", kind="check")


# ---------------------------------------------------------------- what was typed


def _wish(snapshot: Snapshot, asked: Asked, sheet: Sheet) -> Wish:
    rules, typed = snapshot.rules(snapshot.county), asked.typed
    code = asked.path["code"] if asked.path["code"] != NEW else typed.one("code").upper()
    case = _known(snapshot, code)
    row, lines = _start(case, code, rules)
    fields: Payload = {name: cell for name, cell in _cells(typed, rules).items() if cell != row.get(name, "")}
    if (written := lines_of(typed)) != [bare(line) for line in lines]:
        fields["lines"] = written
    p: Payload = {"item": code, "fields": fields, "reason": typed.one("reason")}
    p |= {name: True for name in ("ends", "submit") if typed.one(name)}
    p |= {"proposer": typed.one("proposer")} if typed.one("proposer") else {}
    p |= {"towns": list(typed.all("towns"))} if typed.one("submit") else {}
    if opinion := typed.one("opinion"):
        p |= {"review": PASS, "opinion": opinion}
    base = typed.one(BASE) or None
    return Wish(
        stream=snapshot.county, user=asked.person.user.id, kind="list.edit", case=list_case(code), p=p,
        base=base if case is not None else UNSET, id=typed.one(ACTION) or None,
    )  # fmt: skip


def _cells(typed: Typed, rules: Rules) -> dict[str, str]:
    areas = {item.area_code: item.area for item in rules.catalogue.items.values()}
    lead, others = typed.one("lead_dept"), typed.all("county_depts")
    found = {name: typed.one(name) for name in _CELLS}
    for name, mark in _MARKS.items():
        found[name] = mark.join(part.strip() for part in typed.one(name).splitlines() if part.strip())
    found["categories"] = ";".join(part.split()[0] for part in found["categories"].split(";") if part.strip())
    depts = ";".join(dict.fromkeys(dept for dept in (lead, *others) if dept))
    return found | {"area": areas.get(found["area_code"], ""), "lead_dept": lead, "county_depts": depts}
