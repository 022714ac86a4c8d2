"""What may be chosen as a condition (可选条件): places, units, kinds, states …, each found by name, code or initials.

Made in a worker: initials load the dictionary of readings once. Free of Qt.
"""

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from desktop.events import texts
from desktop.events.conditions import FLAGS
from desktop.names import Names
from desktop.shell.initials import Letters, fits, letters
from governance.catalogue.urgencies import URGENCIES
from governance.events import states
from governance.rulebook import Rules

MAJOR = 4  # digits of a code that name its 大类


class Option(Struct, frozen=True):
    """One line of a list; `head` ones stand for all that follows them."""

    code: str
    label: str
    note: str = ""
    head: bool = False
    letters: Letters = ()


def options(facet: str, rules: Rules, names: Names, areas: Sequence[str]) -> tuple[Option, ...]:
    """The lines of a facet; `areas` are the codes of the town's villages and grids, in their order."""
    found = {
        "place": lambda: _places(names, areas),
        "units": lambda: _units(rules),
        "categories": lambda: _categories(rules),
        "channels": lambda: _named(texts.CHANNELS.items()),
        "states": lambda: _named(states.NAMES.items()),
        "urgencies": lambda: _named(URGENCIES.items()),
        "time": lambda: _named(texts.SPANS.items()),
        "flags": lambda: _named((flag, texts.FLAGS[flag]) for flag in FLAGS),
    }[facet]()
    return tuple(found)


def _named(pairs: Iterable[tuple[str, str]]) -> Iterator[Option]:
    for code, label in pairs:
        yield Option(code, label, letters=letters(label))


def _places(names: Names, areas: Sequence[str]) -> Iterator[Option]:
    for code in areas:
        label = names.place(code)
        head = len(code) == 12
        yield Option(code, label, texts.WHOLE_VILLAGE if head else code, head, letters(label))


def _units(rules: Rules) -> Iterator[Option]:
    for unit in rules.catalogue.units.values():
        yield Option(unit.code, unit.name, unit.code, letters=letters(unit.name))


def _categories(rules: Rules) -> Iterator[Option]:
    known = ""
    for code, category in rules.catalogue.categories.items():
        if code[:MAJOR] != known:
            known = code[:MAJOR]
            yield Option(known, category.major, texts.WHOLE_MAJOR, True, letters(category.major))
        yield Option(code, category.minor, code, letters=letters(category.minor))


def matching(all_of_them: Sequence[Option], typed: str) -> list[Option]:
    """Those that the typed words name, by label, code or initials; those that begin with them come first."""
    wanted = typed.strip().lower()
    if not wanted:
        return list(all_of_them)
    found = [(at, one) for one in all_of_them if (at := _at(one, wanted)) is not None]
    return [one for _, one in sorted(found, key=lambda pair: pair[0] > 0)]


def _at(one: Option, wanted: str) -> int | None:
    """Where the words stand in a line, or None."""
    for text in (one.label.lower(), one.code.lower()):
        if wanted in text:
            return text.index(wanted)
    return fits(wanted, one.letters) if wanted.isascii() and wanted.isalpha() else None
