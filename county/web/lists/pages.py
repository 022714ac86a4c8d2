"""The list to look things up in (清单查询): by words, item code or 小类; an item whole; the live precedents.

Source: rulebook §5.1–§5.3, §4.5.
"""

from msgspec import Struct

from county.web.asked import Asked, Missing, Outcome, Shown
from county.web.call_forms import today
from county.web.frame import frame, rules_of
from county.web.lists import calling_down, draft_view, drafting, precedents
from county.web.sight import may_see
from county.web.workplace import Workplace
from governance.catalogue.catalogue import Catalogue, Category, Item, Line
from governance.catalogue.duties import LIST_KINDS, MANUAL, TERRITORIAL
from governance.responsibility.changes import HOW, between
from governance.responsibility.items import covers
from governance.responsibility.precedents import Precedent
from governance.responsibility.suggestions import pieces
from governance.responsibility.versions import ListItem, list_case
from governance.rulebook import Rules

MOST = 100
OWN = "OWN"  # the responsibility list itself, in the choice of lists
KINDS = {OWN: TERRITORIAL, **LIST_KINDS}


class Hit(Struct, frozen=True):
    """An item in the list of hits (命中)."""

    code: str
    area: str
    name: str
    lead: str
    why: str


class Said(Struct, frozen=True):
    """A precedent in words (判例)."""

    id: str
    item: str
    item_name: str
    category: str
    decided: str
    reason: str
    since: str
    until: str
    live: bool


def lists_page(place: Workplace, asked: Asked) -> Outcome:
    """`/lists`: items that fit what was typed, all of an area when nothing was."""
    word, area = asked.query.get("q", "").strip()[:40], asked.query.get("area", "")[:4]
    kind = asked.query.get("kind", "")
    with place.look() as snapshot:
        rules = rules_of(asked.person, snapshot)
        day = today(snapshot.at)
        hits = found_items(rules, word, area, day, kind if kind in KINDS else "")
        areas = dict(sorted({item.area_code: item.area for item in rules.catalogue.items.values()}.items()))
        said = tuple(said_precedent(one, rules, day) for one in rules.precedents if _fits(one, rules, word))
        drafts = tuple(
            draft_view.card(one, snapshot) for one in draft_view.seen_drafts(snapshot, asked.person)
        )
        values = frame(asked, snapshot, "lists") | {
            "drafts": drafts, "may_edit": drafting.may_edit(asked), "may_end": precedents.may_end(asked),
            "urgent": calling_down.may_call(asked) and any(one.holds(day) for one in rules.emergencies),
            "kinds": _kinds(rules), "kind": kind,
            "word": word, "area": area, "areas": areas, "hits": hits[:MOST], "of": len(hits), "precedents": said,
        }  # fmt: skip
    return Shown(page="lists.html", values=values)


def item_page(place: Workplace, asked: Asked) -> Outcome:
    """`/lists/<code>`: an item as it holds today, both sides' duties, the steps, related 小类 and precedents."""
    with place.look() as snapshot:
        rules = rules_of(asked.person, snapshot)
        day = today(snapshot.at)
        item = rules.catalogue.item_on(asked.path["code"], day)
        if item is None:
            return Missing()
        lines = rules.catalogue.lines_of(item.code, item.version)
        said = tuple(said_precedent(one, rules, day) for one in rules.precedents if one.item == item.code)
        related = [
            c for c in rules.catalogue.categories.values() if item.code in c.related_items and covers(c, item)
        ]
        draft = snapshot.case(snapshot.county, list_case(item.code))
        seen = (
            isinstance(draft, ListItem)
            and draft.open
            and may_see(asked.person, draft, snapshot.rules(snapshot.county))
        )
        values = frame(asked, snapshot, "lists") | {
            "draft": draft if seen else None, "may_end": precedents.may_end(asked),
            "may_edit": drafting.may_edit(asked),
            "may_call": calling_down.may_call(asked) and any(line.side == "TOWN" for line in lines),
            "item": item, "list_name": LIST_KINDS.get(item.list_kind, ""),
            "manual": [(name, text) for key, name in MANUAL.items() if (text := getattr(item.manual, key))],
            "changes": _changes(item, rules.catalogue),
            "county": [(rules.name_of(line.dept_or_role), line) for line in lines if line.side == "COUNTY"],
            "town": [line for line in lines if line.side == "TOWN"],
            "departments": [rules.name_of(code) for code in item.county_depts],
            "related": related, "precedents": said, "versions": rules.catalogue.versions.get(item.code, ()),
        }  # fmt: skip
    return Shown(page="item.html", values=values)


def _changes(item: Item, catalogue: Catalogue) -> list[str]:
    """What differs from the version before (§5.2)."""
    versions = catalogue.versions.get(item.code, ())
    at = next((n for n, one in enumerate(versions) if one.version == item.version), 0)
    found = between(item.code, versions[at - 1].version, item.version, catalogue) if at else ()
    return [f"{HOW[one.how]}{one.what}：{one.before or '无'} → {one.after or '无'}" for one in found]


def _kinds(rules: Rules) -> dict[str, str]:
    """The lists that the county has items of (§5.1); nothing to choose while there is one alone."""
    used = {item.list_kind for item in rules.catalogue.items.values()}
    return (
        {key: name for key, name in KINDS.items() if (key if key != OWN else "") in used}
        if used - {""}
        else {}
    )


def found_items(rules: Rules, word: str, area: str, day: str, kind: str = "") -> list[Hit]:
    """Items in force on the day: by code, by a 小类's code or name, by words; of one list or all, the closest first."""
    catalogue = rules.catalogue
    wanted = _by_category(catalogue, word)
    ranked: list[tuple[int, str, Hit]] = []
    for code in catalogue.items:
        item = catalogue.item_on(code, day)
        if item is None or (area and item.area_code != area) or (kind and (item.list_kind or OWN) != kind):
            continue
        rank, why = _rank(item, catalogue.lines_of(code, item.version), word, wanted)
        if rank:
            hit = Hit(code, item.area, item.name, rules.name_of(item.lead_dept), why)
            ranked.append((-rank, code, hit))
    return [hit for *_, hit in sorted(ranked, key=lambda found: found[:2])]


def _by_category(catalogue: Catalogue, word: str) -> dict[str, Category]:
    """Items that a 小类 of this code or name points to."""
    if not word:
        return {}
    named = [
        c for c in catalogue.categories.values() if word == c.code or word in c.minor or word in c.keywords
    ]
    return {code: category for category in reversed(named) for code in category.related_items}


def _rank(item: Item, lines: tuple[Line, ...], word: str, wanted: dict[str, Category]) -> tuple[int, str]:
    if not word:
        return 1, ""
    if word.upper() in item.code:
        return 1000, "编码"
    if word in item.name:
        return 900, "名称"
    if item.code in wanted:
        return 800, f"小类 {wanted[item.code].code} {wanted[item.code].minor}"
    for line in lines:
        if word in line.text:
            return 700, f"条款 {line.clause}"
    if word in item.main_duty or word in item.township_duty:
        return 650, "责任表述"
    if any(word in law or word in article for law, article in item.laws):
        return 600, "法律依据"
    if word in item.area:
        return 500, "领域"
    agree = len(pieces(item.name) & pieces(word))
    return (agree, f"文字相符 {agree}") if agree else (0, "")


def _fits(one: Precedent, rules: Rules, word: str) -> bool:
    item = rules.catalogue.items.get(one.item)
    category = rules.catalogue.categories.get(one.category)
    names = (
        one.item,
        one.category,
        one.reason,
        *one.keywords,
        item.name if item else "",
        category.minor if category else "",
    )
    return not word or any(word in text for text in names)


def said_precedent(one: Precedent, rules: Rules, day: str) -> Said:
    """A precedent with its names."""
    item = rules.catalogue.items.get(one.item)
    category = rules.catalogue.categories.get(one.category)
    return Said(
        one.id, one.item, item.name if item is not None else "", category.minor if category is not None else one.category,
        rules.name_of(one.decided), one.reason, one.valid_from, one.valid_to, one.live(day),
    )  # fmt: skip
