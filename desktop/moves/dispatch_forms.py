"""Forms that give a unit its task: 派单, 改派, 受理并派单, 指定承办. Free of Qt."""

from desktop.limits import limit_words
from desktop.moves import texts
from desktop.moves.form import Choice, Entry, Fact, Form, Payload, Values, many, told
from desktop.moves.matter import Matter, town_units, with_words
from desktop.moves.return_forms import slip_facts
from governance.catalogue.catalogue import Category
from governance.responsibility.dispatch_unit import suggested_unit


def dispatch(matter: Matter) -> Form:
    """派单: the suggested unit stands there already, so that Enter and Ctrl+Enter are enough."""
    return _give(matter, "event.dispatch", texts.DISPATCH, texts.DISPATCH_DO)


def redispatch(matter: Matter) -> Form:
    """改派: after an upheld return, or to put a wrong dispatch right."""
    return _give(matter, "event.redispatch", texts.REDISPATCH, texts.REDISPATCH_DO)


def accept_dispatch(matter: Matter) -> Form:
    """受理并派单, 特急 only."""
    return _give(matter, "event.accept_dispatch", texts.ACCEPT_DISPATCH, texts.ACCEPT_DISPATCH_DO)


def _give(matter: Matter, kind: str, title: str, verb: str) -> Form:
    category = matter.rules.catalogue.categories.get(matter.event.cat)
    units = town_units(matter)
    entries = [
        Entry(
            key="unit",
            label=texts.UNIT,
            kind="pick",
            choices=units,
            value=suggested_unit(matter.event, matter.rules),
            note=_why(matter, category),
            needs=texts.UNIT_NEEDED,
        ),
        Entry(key="assist", label=texts.UNITS, kind="picks", choices=units, value=()),
    ]
    if category is not None:
        most = limit_words(category.limit.n, category.limit.cal)
        entries.append(
            Entry(
                key="n",
                label=f"{texts.LIMIT}（{texts.LIMIT_UNITS[category.limit.cal]}）",
                kind="number",
                note=texts.LIMIT_NOTE.format(most=most),
            )
        )
    entries.append(Entry(key="note", label=texts.NOTE, kind="line"))
    verb_key = "redispatch" if kind == "event.redispatch" else "dispatch"
    return Form(
        kind=kind,
        title=title,
        verb=verb,
        entries=tuple(entries),
        payload=_payload,
        faults=lambda values: _faults(values, category),
        done=lambda values: texts.DID[verb_key].format(unit=matter.names.unit(told(values, "unit"))),
    )


def _why(matter: Matter, category: Category | None) -> str:
    """Why this unit is suggested."""
    unit = suggested_unit(matter.event, matter.rules)
    if category is None or not unit:
        return ""
    slip = matter.event.returns[-1] if matter.event.returns else None
    if slip is not None and slip.ruling == "uphold" and unit == slip.unit:
        reason = texts.COMPLETED
    elif slip is not None and slip.ruling == "uphold" and unit == slip.suggested:
        reason = texts.SENT_BACK.format(unit=matter.names.unit(slip.unit))
    elif unit == category.suggested_dept:
        reason = texts.USUAL_UNIT.format(minor=category.minor)
    else:
        reason = texts.PLATFORM_SIDE
    return texts.SUGGESTED.format(reason=reason)


def _payload(values: Values) -> Payload:
    p: Payload = {"unit": told(values, "unit")}
    if assist := many(values, "assist"):
        p["assist"] = assist
    if number := told(values, "n"):
        p["n"] = int(number)
    return with_words(p, values, "note")


def _faults(values: Values, category: Category | None) -> dict[str, str]:
    found = {}
    if told(values, "unit") in many(values, "assist"):
        found["assist"] = texts.TWICE
    number = told(values, "n")
    if category is not None and number:
        limit = category.limit
        if not number.isdecimal() or not 0 < int(number) <= limit.n:
            found["n"] = texts.LIMIT_WRONG.format(most=limit_words(limit.n, limit.cal))
    return found


def assign_final(matter: Matter) -> Form:
    """指定承办 (第二次退单): the same unit means the return is denied."""
    slip = matter.event.returns[-1] if matter.event.returns else None
    held = matter.event.held_by
    known = {choice.key for choice in town_units(matter)}
    suggested = slip.suggested if slip is not None and slip.suggested in known else held
    facts = [Fact("", texts.ASSIGN_FACT)]
    if any(one.ruling == "deny" and one.unit == held for one in matter.event.returns):
        facts.append(Fact("", texts.DECLINED_BEFORE, "amber"))
    if slip is not None:
        facts += slip_facts(matter, slip)
    return Form(
        kind="event.assign_final",
        title=texts.ASSIGN_FINAL,
        verb=texts.ASSIGN_FINAL_DO,
        facts=tuple(facts),
        entries=(
            Entry(
                key="unit",
                label=texts.UNIT,
                kind="pick",
                choices=_with_holder(matter, held),
                value=suggested,
                needs=texts.UNIT_NEEDED,
            ),
            Entry(key="reason", label=texts.REASON, kind="text", needs=texts.REASON_NEEDED),
        ),
        payload=lambda values: {"unit": told(values, "unit"), "reason": told(values, "reason")},
        done=lambda values: texts.DID["dispatch"].format(unit=matter.names.unit(told(values, "unit"))),
    )


def _with_holder(matter: Matter, held: str) -> tuple[Choice, ...]:
    """The units, the one that returned it first: it is the one most often meant."""
    units = town_units(matter)
    return tuple(sorted(units, key=lambda choice: choice.key != held))
