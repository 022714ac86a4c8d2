"""All that can be chosen instead of a suggestion (可选项): every 小类, every direct subordinate. Free of Qt."""

from desktop.moves.form import Choice
from desktop.names import Names
from governance.events.guards import is_subordinate
from governance.rulebook import Rules

_VILLAGE = 12


def category_choices(rules: Rules) -> tuple[Choice, ...]:
    """Every 小类, found by its name, code and keywords."""
    return tuple(
        Choice(one.code, one.minor, one.major, " ".join((one.code, *one.keywords)))
        for one in rules.catalogue.categories.values()
    )


def unit_choices(rules: Rules, names: Names, area: str) -> tuple[Choice, ...]:
    """Every direct subordinate; the grid and village of the place among them."""
    units = rules.catalogue.units.values()
    found = [
        Choice(unit.code, unit.name, find=unit.code) for unit in units if is_subordinate(unit.code, rules)
    ]
    near = dict.fromkeys(code for code in (area, area[:_VILLAGE]) if code and is_subordinate(code, rules))
    return (*found, *(Choice(code, names.place(code), find=code) for code in near))
