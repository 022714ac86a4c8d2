"""Whose a new case probably is (建议平台与单位): called up, dispatched in the town, helped by a village. Free of Qt."""

from msgspec import Struct

from desktop.intake import texts
from desktop.intake.sheet import Sheet
from desktop.names import Names
from governance.catalogue.catalogue import Category
from governance.responsibility.dispatch_unit import dispatch_unit, own_unit
from governance.responsibility.items import outside_list, who_is_responsible
from governance.rulebook import Rules
from governance.time.working_time import date_of, local_day

CALL, DISPATCH = "call", "dispatch"


class Whose(Struct, frozen=True):
    """One suggestion with its reasons; `way` says whether it is called or dispatched to."""

    unit: str
    way: str
    title: str
    duty: str
    reasons: tuple[str, ...]


def whose(sheet: Sheet, names: Names, rules: Rules, now: int) -> tuple[Whose, ...]:
    """First who is responsible, then who in the town does its part; empty while the 小类 is 待定."""
    category = rules.catalogue.categories.get(sheet.cat)
    if category is None:
        return ()
    if own := own_unit(sheet.cat, rules):
        return (_in_town(category, own, sheet, names, rules, now),)
    found = [_in_county(category, sheet, names, rules, now)]
    platform = dispatch_unit(sheet.cat, rules)
    if platform:
        found.append(
            Whose(
                platform,
                DISPATCH,
                names.unit(platform),
                texts.SIDE_DUTY,
                _side_reasons(category, sheet, rules, now),
            )
        )
    return tuple(found)


def in_short(units: tuple[Whose, ...], unit: str, names: Names) -> str:
    """What F4 and F3 would do, in one line: `呼叫 县水利局 · 派 镇综合执法平台`."""
    called = [texts.SHORT_CALL.format(unit=one.title) for one in units if one.way == CALL]
    given = [texts.SHORT_DISPATCH.format(unit=names.unit(unit))] if units and unit else []
    return "　".join((*called, *given))


def _day(sheet: Sheet, now: int) -> str:
    return date_of(local_day(sheet.begun_at or now)).isoformat()


def _in_town(category: Category, unit: str, sheet: Sheet, names: Names, rules: Rules, now: int) -> Whose:
    answers = who_is_responsible(category, sheet.text, _day(sheet, now), rules.catalogue, rules.precedents)
    reasons = [texts.USUAL.format(minor=category.minor)]
    if answers:
        reasons.append(texts.CLAUSE.format(reason=answers[0].reason, clause=answers[0].clause))
    else:
        reasons.append(texts.NOT_LISTED)
    return Whose(unit, DISPATCH, names.unit(unit), "", tuple(reasons))


def _in_county(category: Category, sheet: Sheet, names: Names, rules: Rules, now: int) -> Whose:
    answers = who_is_responsible(category, sheet.text, _day(sheet, now), rules.catalogue, rules.precedents)
    if not answers:
        unit = outside_list(category, rules.catalogue).unit
        return Whose(
            unit, CALL, names.unit(unit), "", (texts.USUAL.format(minor=category.minor), texts.OUTSIDE)
        )
    first = answers[0]
    reasons = (
        texts.ITEM.format(code=first.item.code, name=first.item.name),
        texts.CLAUSE.format(reason=first.reason, clause=first.clause),
    )
    return Whose(first.lead, CALL, names.unit(first.lead), texts.MAIN_DUTY, reasons)


def _side_reasons(category: Category, sheet: Sheet, rules: Rules, now: int) -> tuple[str, ...]:
    """The town's own lines of the list's item."""
    answers = who_is_responsible(category, sheet.text, _day(sheet, now), rules.catalogue, rules.precedents)
    lines = [line.text for line in answers[0].town_lines if line.mandatory] if answers else []
    return tuple(lines[:2]) or (texts.PLATFORM_OF.format(minor=category.minor),)
