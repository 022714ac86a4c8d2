"""The responsibility list for reading (清单): items by text, one item whole, what differs, where it is used, 判例, admissions.

The list itself lies in the rules that a stream is pinned to; drafts and applications in the county's own cases; calls
in the town's rows. All rows are frozen; window and web desk show the same.
"""

from collections.abc import Iterator, Sequence

from msgspec import Struct
from sqlalchemy import Connection, select

from db.queries.calls import COLUMNS, CallRow
from db.tables.calls import call
from db.tables.ledger import case_state
from governance.bodies import read_body
from governance.catalogue.duties import LIST_KINDS, TERRITORIAL, Item, Line
from governance.ledger.case import Case
from governance.responsibility.admission import Admission
from governance.responsibility.admission import state_at as admission_at
from governance.responsibility.changes import Change, between
from governance.responsibility.flow import Flow, flow
from governance.responsibility.items import covers
from governance.responsibility.precedents import Precedent
from governance.responsibility.versions import ListItem
from governance.rulebook import Rules

MOST = 500  # open calls of one item that a page shows


class ItemRow(Struct, frozen=True, kw_only=True):
    """An item in the list."""

    code: str
    name: str
    list_name: str
    area_code: str
    area: str
    lead: str  # 主办, name
    depts: tuple[str, ...]  # names, the lead first
    version: int
    effective_from: str
    coming: str  # the day from which another version holds, or it leaves the list; "" = none is published
    categories: int  # how many 小类 lead to it


class ItemPage(Struct, frozen=True, kw_only=True):
    """One item whole, as of a day."""

    item: Item
    county_lines: tuple[Line, ...]
    town_lines: tuple[Line, ...]
    flow: Flow
    versions: tuple[Item, ...]  # the newest first
    changes: tuple[Change, ...]  # against the version before
    categories: tuple[tuple[str, str], ...]  # code, name of the 小类 that lead to it
    precedents: tuple[Precedent, ...]  # the newest first


def item_rows(
    rules: Rules, day: str, *, text: str = "", area: str = "", dept: str = "", kind: str | None = None
) -> list[ItemRow]:
    """The items in force on the day that fit: a code, words of name or duties, a 小类; one area; one department.

    `kind` = one list alone: "" the responsibility list, else a key of LIST_KINDS; None = all.
    """
    catalogue = rules.catalogue
    used: dict[str, int] = {}
    for category in catalogue.categories.values():
        for code in category.related_items:
            used[code] = used.get(code, 0) + 1
    found = (catalogue.item_on(code, day) for code in sorted(catalogue.versions))
    return [
        _row(item, rules, used.get(item.code, 0))
        for item in found
        if item is not None
        and (not area or item.area_code == area)
        and kind in (None, item.list_kind)
        and (not dept or dept in item.county_depts)
        and _fits(item, text.split(), rules)
    ]


def _row(item: Item, rules: Rules, categories: int) -> ItemRow:
    return ItemRow(
        code=item.code,
        name=item.name,
        list_name=LIST_KINDS.get(item.list_kind, TERRITORIAL),
        area_code=item.area_code,
        area=item.area,
        lead=rules.name_of(item.lead_dept),
        depts=tuple(rules.name_of(dept) for dept in item.county_depts),
        version=item.version,
        effective_from=item.effective_from,
        coming=item.effective_to,
        categories=categories,
    )


def _fits(item: Item, words: Sequence[str], rules: Rules) -> bool:
    """Does every word stand somewhere in the item, its lines or the 小类 that lead to it?"""
    if not words:
        return True
    said = "\n".join(_said(item, rules)).casefold()
    return all(word.casefold() in said for word in words)


def _said(item: Item, rules: Rules) -> Iterator[str]:
    yield from (item.code, item.name, item.main_duty, item.township_duty, *item.law_names)
    yield from (article.text for article in item.articles)
    yield from (rules.name_of(dept) for dept in item.county_depts)
    yield from (f"{line.clause} {line.text}" for line in rules.catalogue.lines_of(item.code, item.version))
    yield from (f"{code} {name}" for code, name in _categories(item, rules))


def _categories(item: Item, rules: Rules) -> list[tuple[str, str]]:
    """The 小类 that this version of the item is one for."""
    known = rules.catalogue.categories.values()
    return [(c.code, c.minor) for c in known if item.code in c.related_items and covers(c, item)]


def item_page(
    rules: Rules, code: str, day: str, *, version: int = 0, stage: int | None = None
) -> ItemPage | None:
    """One item as of the day, or one version of it; `stage` = where a case is (`flow.stage_of`). None: no such item."""
    catalogue = rules.catalogue
    item = catalogue.version(code, version) if version else catalogue.item_on(code, day)
    if item is None:
        return None
    lines = catalogue.lines_of(code, item.version)
    versions = catalogue.versions[code]
    at = versions.index(item)
    kept = (p for p in rules.precedents if p.item == code)
    return ItemPage(
        item=item,
        county_lines=tuple(line for line in lines if line.side == "COUNTY"),
        town_lines=tuple(line for line in lines if line.side == "TOWN"),
        flow=flow(item.procedure, stage),
        versions=tuple(reversed(versions)),
        changes=between(code, versions[at - 1].version, item.version, catalogue) if at else (),
        categories=tuple(_categories(item, rules)),
        precedents=tuple(sorted(kept, key=lambda p: (p.valid_from, p.id), reverse=True)),
    )


def precedent_rows(
    rules: Rules, *, day: str = "", text: str = "", category: str = "", item: str = ""
) -> list[Precedent]:
    """The precedents that fit, the newest first; with a day only those that hold then."""
    words = text.split()
    found = [
        p
        for p in rules.precedents
        if (not day or p.live(day))
        and category in ("", p.category)
        and item in ("", p.item)
        and all(
            word in f"{p.reason} {p.clause} {p.item} {p.category} {' '.join(p.keywords)}" for word in words
        )
    ]
    return sorted(found, key=lambda p: (p.valid_from, p.id), reverse=True)


def open_calls_of(conn: Connection, stream: str, item: str) -> list[CallRow]:
    """Where an item is used: the open calls of a town that rest on it, the soonest due first."""
    query = (
        select(*COLUMNS)
        .where(call.c.stream_id == stream, call.c.open == 1, call.c.item == item)
        .order_by(call.c.due_at, call.c.case_id)
        .limit(MOST)
    )
    return [CallRow(*row) for row in conn.execute(query)]


def drafts(conn: Connection, county: str) -> list[ListItem]:
    """The items of which a draft waits for somebody, by code; from the county's own cases."""
    found = (case for case in _county_cases(conn, county) if isinstance(case, ListItem) and case.open)
    return sorted(found, key=lambda case: case.code)


def admissions(conn: Connection, county: str, at: int) -> list[Admission]:
    """The applications as they stand at `at`, the latest first."""
    found = [admission_at(case, at) for case in _county_cases(conn, county) if isinstance(case, Admission)]
    return sorted(found, key=lambda case: (case.at, case.id), reverse=True)


def _county_cases(conn: Connection, county: str) -> Iterator[Case]:
    """The list's own cases; they are few, the county's settings are passed by unread."""
    c = case_state.c
    query = select(c.body).where(c.stream_id == county)
    for body in conn.execute(query).scalars():
        if '"ct":"list_item"' in body or '"ct":"access"' in body:
            yield read_body(body)
