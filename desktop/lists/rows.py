"""The list at the left (清单目录): areas that fold, items with their version's news, found by words or initials. Free of Qt."""

from collections.abc import Iterable, Mapping, Set
from datetime import date

from db.queries.lists import ItemRow, item_rows
from desktop.lists import texts
from desktop.lists.faces import RowFace
from desktop.shell.initials import Letters, fits, letters
from governance.responsibility.versions import ListItem
from governance.rulebook import Rules

NEW_DAYS = 30  # so long a version is called new


class Initials:
    """How the names of items, their 小类 and departments begin. Slow to make: in a worker."""

    def __init__(self, rules: Rules) -> None:
        catalogue = rules.catalogue
        known: dict[str, Letters] = {}
        self._items: dict[str, list[Letters]] = {}

        def spelled(name: str) -> Letters:
            if name not in known:
                known[name] = letters(name)
            return known[name]

        for code, item in catalogue.items.items():
            depts = (rules.name_of(dept) for dept in item.county_depts)
            self._items[code] = [spelled(item.name), *(spelled(name) for name in depts)]
        for category in catalogue.categories.values():
            for code in category.related_items:
                if code in self._items:
                    self._items[code].append(spelled(category.minor))

    def find(self, typed: str) -> set[str]:
        """The codes of items that these letters may mean."""
        wanted = typed.strip().casefold()
        if len(wanted) < 2 or not (wanted.isascii() and wanted.isalpha()):
            return set()
        return {
            code
            for code, names in self._items.items()
            if any(fits(wanted, name) is not None for name in names)
        }


def found_rows(rules: Rules, day: str, typed: str, initials: Initials | None) -> list[ItemRow]:
    """The items in force on the day that fit what was typed; all of them when nothing was."""
    fitting = item_rows(rules, day, text=typed)
    codes = initials.find(typed) if initials is not None else set()
    if not codes:
        return fitting
    codes |= {row.code for row in fitting}
    return [row for row in item_rows(rules, day) if row.code in codes]


def row_faces(
    rows: Iterable[ItemRow], folded: Set[str], waiting: Mapping[str, ListItem], day: str
) -> list[RowFace]:
    """Area by area; `waiting` = the drafts by the item's code."""
    by_area: dict[str, list[ItemRow]] = {}
    for row in rows:
        by_area.setdefault(row.area_code, []).append(row)
    found: list[RowFace] = []
    for code, group in sorted(by_area.items()):
        is_open = code not in folded
        found.append(
            RowFace(key=code, code=code, name=group[0].area, note=str(len(group)), area=True, open=is_open)
        )
        if is_open:
            found += [_item_face(row, waiting.get(row.code), day) for row in group]
    return found


def _item_face(row: ItemRow, draft: ListItem | None, day: str) -> RowFace:
    note, tone = _note(row, draft, day)
    return RowFace(key=row.code, code=row.code.rpartition("-")[2], name=row.name, note=note, tone=tone)


def _note(row: ItemRow, draft: ListItem | None, day: str) -> tuple[str, str]:
    if draft is not None and (said := texts.WAITING[draft.state]):
        return said, ""
    if row.coming:
        coming = date.fromisoformat(row.coming)
        return texts.COMING.format(day=f"{coming.month}月{coming.day}日"), "amber"
    began = date.fromisoformat(row.effective_from)
    is_new = row.version > 1 and (date.fromisoformat(day) - began).days <= NEW_DAYS
    return (texts.NEW_VERSION, "brand") if is_new else ("", "")
