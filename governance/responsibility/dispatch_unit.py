"""Whom a dispatch begins with (派单建议单位): the category's usual unit in the town, else its platform; after a return another.

Source: rulebook §3.3: only direct subordinates are dispatched to; what belongs to a county department is called up, its
配合 work goes to the platform that the category names. §3.5: a returned event goes to the unit that the upheld slip
names, or back where only data was missing. A suggestion changes nothing by itself.
"""

from governance.catalogue.catalogue import Category, Unit
from governance.events.event import Event
from governance.rulebook import Rules

PLATFORM_UNITS = {"ZZ": "T-ZZ", "ZF": "T-ZF", "SC": "T-SC", "BM": "T-BM"}
DATA_MISSING = "T4"  # 退单理由: the room completes it


def county_unit(code: str, rules: Rules) -> str:
    """The county department or utility that usually bears the 小类: called, never dispatched to; "" without one."""
    usual = _usual(code, rules)
    return usual.code if usual is not None and usual.is_department else ""


def own_unit(code: str, rules: Rules) -> str:
    """The town's own unit that usually bears the 小类; "" where it is the county's."""
    usual = _usual(code, rules)
    return usual.code if usual is not None and usual.is_town else ""


def platform_unit(category: Category) -> str:
    """The unit of the platform that the 小类 names, "" without one."""
    return PLATFORM_UNITS.get(category.platform, "")


def dispatch_unit(code: str, rules: Rules) -> str:
    """The direct subordinate that a dispatch of the 小类 begins with; "" when unknown."""
    category = rules.catalogue.categories.get(code)
    if category is None:
        return ""
    unit = own_unit(code, rules) or platform_unit(category)
    return unit if unit in rules.catalogue.units else ""


def _usual(code: str, rules: Rules) -> Unit | None:
    category = rules.catalogue.categories.get(code)
    return rules.catalogue.units.get(category.suggested_dept) if category is not None else None


def suggested_unit(event: Event, rules: Rules) -> str:
    """The same of an event, its last upheld return heeded (§3.5)."""
    code = dispatch_unit(event.cat, rules)
    slip = event.returns[-1] if event.returns and event.returns[-1].ruling == "uphold" else None
    if slip is None or not code:
        return code
    if slip.reason == DATA_MISSING:
        return slip.unit  # the room completed the data: the same unit again
    named = rules.catalogue.units.get(slip.suggested) if slip.unit == code else None
    return named.code if named is not None and named.is_town else code
