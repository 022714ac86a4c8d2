"""Whose it probably is (建议单位): the list's item with its clause, or the category's usual unit. Free of Qt.

Source: rulebook §3.3 (a county department is called, never dispatched to), §5.3. A suggestion changes nothing by itself.
"""

from desktop.dossier import texts
from desktop.dossier.sheet import Advice
from desktop.names import Names
from governance.catalogue.catalogue import Category
from governance.events import states
from governance.events.event import Event, Return
from governance.events.payloads import RETURN_CODES
from governance.responsibility.dispatch_unit import own_unit, platform_unit
from governance.responsibility.items import Answer, outside_list, responsible
from governance.rulebook import Rules
from governance.time.working_time import date_of, local_day

_ASKED_IN = frozenset({states.REGISTERED, states.ACCEPTED, states.RETURN_PENDING})


def advice(event: Event, names: Names, rules: Rules) -> Advice | None:
    """Whose the event probably is, while that is the question; None otherwise or without a category."""
    category = rules.catalogue.categories.get(event.cat)
    if category is None or event.state not in _ASKED_IN:
        return None
    day = date_of(local_day(event.occ)).isoformat()
    answers = responsible(event.cat, day, event.place.area, "", event.text, rules)
    slip = event.returns[-1] if event.returns else None
    unit = own_unit(event.cat, rules)
    if unit:
        return _town(category, unit, answers, slip, names)
    return _county(category, answers, slip, names, rules)


def _town(
    category: Category, unit: str, answers: tuple[Answer, ...], slip: Return | None, names: Names
) -> Advice:
    reasons = [texts.BY_CATEGORY.format(minor=category.minor)]
    if answers:
        first = answers[0]
        reasons.append(texts.REASON.format(reason=first.reason, clause=first.clause))
    else:
        reasons.append(texts.OUTSIDE_TOWN)
    return Advice(
        unit=unit,
        title=names.unit(unit),
        duty="",
        item=_item(answers),
        reasons=(*reasons, *_returned(slip, names)),
        note=_note(slip, names),
    )


def _county(
    category: Category, answers: tuple[Answer, ...], slip: Return | None, names: Names, rules: Rules
) -> Advice:
    platform = platform_unit(category)
    if not answers:
        outside = outside_list(category, rules.catalogue)
        return Advice(
            unit=platform,
            title=names.unit(outside.unit),
            duty="",
            reasons=(texts.OUTSIDE_COUNTY, *_returned(slip, names)),
            note=_note(slip, names),
            call_up=True,
        )
    first = answers[0]
    lead = first.precedent.decided if first.precedent is not None else first.lead
    reasons = [texts.REASON.format(reason=first.reason, clause=first.clause)]
    if first.precedent is not None:
        reasons.append(texts.PRECEDENT.format(id=first.precedent.id, unit=names.unit(lead)))
    reasons.append(texts.CALL_UP)
    return Advice(
        unit=platform,
        title=names.unit(lead),
        duty=texts.MAIN_DUTY,
        item=_item(answers),
        side=texts.SIDE_BY.format(who=names.unit(platform)) if platform else "",
        reasons=(*reasons, *_returned(slip, names)),
        note=_note(slip, names),
        call_up=True,
    )


def _item(answers: tuple[Answer, ...]) -> str:
    return texts.ITEM.format(code=answers[0].item.code, name=answers[0].item.name) if answers else ""


def _returned(slip: Return | None, names: Names) -> tuple[str, ...]:
    if slip is None:
        return ()
    reason = RETURN_CODES.get(slip.reason, slip.reason)
    return (texts.RETURN_REASON.format(unit=names.unit(slip.unit), reason=reason, clause=slip.clause),)


def _note(slip: Return | None, names: Names) -> str:
    return texts.SAME_UNIT_NOTE.format(unit=names.unit(slip.unit)) if slip is not None else ""
