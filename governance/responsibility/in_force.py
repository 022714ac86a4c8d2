"""What holds beside the data pack (现行清单): published versions, admitted matters, precedents, joined to the catalogue.

Source: rulebook §1.3 (county data live in the county's ledger), §5.2, §5.4, §4.5. A version ends where the next one
begins; a published one is never changed by a later data pack.
"""

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from governance.catalogue.catalogue import Catalogue, Category
from governance.catalogue.duties import Item, Line
from governance.ledger.case import Case
from governance.responsibility.admission import Admission, temporary
from governance.responsibility.precedents import Precedent
from governance.responsibility.rulings import Kept
from governance.responsibility.versions import ListItem, Published

Lines = tuple[Line, ...]


def with_lists(pack: Catalogue, cases: Iterable[Case]) -> Catalogue:
    """Give the catalogue of the data pack with what the ledger published and admitted on top."""
    items, lines, versions = dict(pack.items), dict(pack.lines), dict(pack.versions)
    own = dict(pack.older_lines)
    for case in cases:
        if isinstance(case, ListItem) and case.versions:
            code, found = case.code, _joined(versions.get(case.code, ()), case.versions)
            for item in versions.get(code, ()):
                own[code, item.version] = pack.lines_of(code, item.version)
            own.update({(code, one.item.version): one.lines for one in case.versions})
            versions[code], items[code], lines[code] = found, found[-1], own[code, found[-1].version]
        elif isinstance(case, Admission) and (admitted := temporary(case)) is not None:
            item, duties = admitted
            versions[item.code], items[item.code], lines[item.code] = (item,), item, duties
    categories = _related(pack.categories, versions)
    return replace(pack, items=items, lines=lines, versions=versions, older_lines=own, categories=categories)


def _related(
    known: Mapping[str, Category], versions: Mapping[str, tuple[Item, ...]]
) -> Mapping[str, Category]:
    """The 小类 with the items whose text names them behind those that the data pack relates (§5.1)."""
    further: dict[str, dict[str, None]] = {}
    for code in sorted(versions):
        for named in {one for item in versions[code] for one in item.categories}:
            further.setdefault(named, {})[code] = None
    if not further:
        return known
    return {code: _with_items(one, further[code]) if code in further else one for code, one in known.items()}


def _with_items(category: Category, codes: Iterable[str]) -> Category:
    by_text = tuple(code for code in codes if code not in category.related_items)
    return replace(category, related_items=(*category.related_items, *by_text), by_text=by_text)


def _joined(pack: tuple[Item, ...], published: tuple[Published, ...]) -> tuple[Item, ...]:
    """All versions, the oldest first; each ends where the next begins or the item leaves the list."""
    begins = {one.item.version for one in published}
    kept = [item for item in pack if item.version not in begins]
    every = sorted((*kept, *(one.item for one in published)), key=lambda item: item.effective_from)
    ended = {one.item.version for one in published if one.ended}
    joined = [
        _until(item, later.effective_from if later is not None else "")
        for item, later in zip(every, (*every[1:], None), strict=True)
    ]
    return tuple(item for item in joined if item.version not in ended)


def _until(item: Item, day: str) -> Item:
    ends = min(end for end in (item.effective_to, day) if end) if item.effective_to or day else ""
    return replace(item, effective_to=ends)


def precedents_of(cases: Mapping[str, Case]) -> tuple[Precedent, ...]:
    """The precedents of the county's ledger, the oldest first."""
    found = (case.precedent for case in cases.values() if isinstance(case, Kept))
    return tuple(sorted(found, key=lambda p: (p.valid_from, p.id)))
