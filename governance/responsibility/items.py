"""Who is responsible for this event? (判责)

Source: rulebook §5.3, invariant 8: the same 小类, date, place kind, text and bundle give the same items, lines and
order on desk and county.
"""

from collections.abc import Iterable

from msgspec import Struct

from governance.catalogue.catalogue import Catalogue, Category, Item, Line
from governance.responsibility.precedents import Precedent
from governance.responsibility.suggestions import CategoryIndex, Suggestion, pieces, suggest_category
from governance.rulebook import Rules

__all__ = [
    "Answer", "CategoryIndex", "Outside", "Precedent", "Suggestion",
    "outside_list", "responsible", "suggest_category", "who_is_responsible",
]  # fmt: skip


class Answer(Struct, frozen=True, kw_only=True):
    """One item that covers the event: whose main duty it is, and what the town owes beside it."""

    item: Item  # the version in force on the day
    lead: str  # 主办, department code
    county_lines: tuple[Line, ...]  # 主体责任, department by department, the lead first
    town_lines: tuple[Line, ...]  # 配合责任, the checklist
    clause: str  # the lead's first line, e.g. SD-A01-1
    reason: str  # 判例 / 文字相符 n / 小类关联
    precedent: Precedent | None = None


class Outside(Struct, frozen=True):
    """An event that no item of the list covers (清单外)."""

    unit: str  # the category's suggested unit
    by_town: bool  # the town handles it; else a call 清单外, which needs a reason


def responsible(
    category: str, day: str, area: str, place_kind: str, text: str, rules: Rules
) -> tuple[Answer, ...]:
    """The items that cover an event of the 小类 at the place on the day, the likeliest first (判责, §13-8).

    The same inputs and bundle give the same answer on every desk and at the county; empty = 清单外.
    """
    known = rules.catalogue.categories.get(category)
    if known is None:
        return ()
    answers = who_is_responsible(
        known, text, day, rules.catalogue, rules.precedents, area=area, place_kind=place_kind
    )
    return tuple(answers)


def who_is_responsible(
    category: Category,
    text: str,
    day: str,
    catalogue: Catalogue,
    precedents: Iterable[Precedent] = (),
    *,
    area: str = "",
    place_kind: str = "",
) -> list[Answer]:
    """The items that cover the event on its day (YYYY-MM-DD), the likeliest first; empty = 清单外.

    Order: a live precedent for 小类 and item, then how many distinct two-character pieces of the item's name the
    text holds, then the order in `related_items`.
    """
    known = sorted(precedents, key=lambda found: (found.valid_from, found.id), reverse=True)
    said = pieces(text)
    ranked: list[tuple[bool, int, int, Answer]] = []
    for place, code in enumerate(category.related_items):
        item = catalogue.item_on(code, day)
        if item is None or not covers(category, item) or (area and not item.holds_in(area)):
            continue
        precedent = next((p for p in known if p.live(day) and p.fits(category.code, code, place_kind)), None)
        agree = len(pieces(item.name) & said)
        ranked.append((precedent is None, -agree, place, _answer(item, agree, precedent, catalogue)))
    return [answer for *_, answer in sorted(ranked, key=lambda entry: entry[:3])]


def covers(category: Category, item: Item) -> bool:
    """Whether this version of the item is one for the 小类: it names it, or names none where the data pack relates both."""
    return category.code in item.categories or not (item.categories or item.code in category.by_text)


def outside_list(category: Category, catalogue: Catalogue) -> Outside:
    """Who handles an event of this category that no item covers: the town itself, or a department by a call."""
    unit = catalogue.units[category.suggested_dept]
    return Outside(unit.code, unit.is_town or unit.kind == "town_room")


def _answer(item: Item, agree: int, precedent: Precedent | None, catalogue: Catalogue) -> Answer:
    why = "判例" if precedent else f"文字相符 {agree}" if agree else "小类关联"
    return answer_of_item(item, catalogue, why, precedent)


def answer_of_item(
    item: Item, catalogue: Catalogue, reason: str = "", precedent: Precedent | None = None
) -> Answer:
    """What an item of the list says by itself: whose main duty, and what the town owes beside it."""
    lines = catalogue.lines_of(item.code, item.version)
    order = {department: place for place, department in enumerate(item.county_depts)}
    county = sorted(
        (line for line in lines if line.side == "COUNTY"),
        key=lambda line: (order.get(line.dept_or_role, len(order)), line.line_no),
    )
    return Answer(
        item=item,
        lead=item.lead_dept,
        county_lines=tuple(county),
        town_lines=tuple(line for line in lines if line.side == "TOWN"),
        clause=county[0].clause if county else item.code,
        reason=reason,
        precedent=precedent,
    )
