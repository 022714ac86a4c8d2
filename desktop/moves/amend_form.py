"""更正补充: one field at a time, on the value that was seen; the old value stays in the timeline. Free of Qt."""

from collections.abc import Mapping

from desktop.moves import texts
from desktop.moves.form import Choice, Entry, Form, Payload, Value, Values, told
from desktop.moves.intake_forms import category_entry
from desktop.moves.matter import Matter
from desktop.moves.moments import moment
from governance.ledger.payload import Place


def amend(matter: Matter) -> Form:
    """更正补充; the caller's own data go into the private annex."""
    event = matter.event
    fields = [key for key in texts.AMEND_FIELDS if key != "cat" or not event.tasks]
    entries: list[Entry] = [
        Entry(
            key="field",
            label=texts.FIELD,
            kind="choice",
            choices=tuple(Choice(key, texts.AMEND_FIELDS[key]) for key in fields),
            value="text",
        ),
        Entry(key="text", label=texts.NEW_VALUE, kind="text", value=event.text, when=("field", ("text",))),
        Entry(
            key="area",
            label=texts.AREA,
            kind="pick",
            choices=_areas(matter),
            value=event.place.area,
            when=("field", ("place",)),
        ),
        Entry(
            key="place",
            label=texts.PLACE_WORDS,
            kind="line",
            value=event.place.text,
            when=("field", ("place",)),
        ),
    ]
    if event.place.lon is not None:
        entries.append(
            Entry(
                key="point_holds",
                label=texts.POINT_HOLDS,
                kind="tick",
                value=True,
                when=("field", ("place",)),
            )
        )
    if "cat" in fields:
        category = category_entry(matter, "cat")
        entries.append(
            Entry(
                key="cat",
                label=category.label,
                kind="pick",
                choices=category.choices,
                value=category.value,
                when=("field", ("cat",)),
            )
        )
    entries += [
        Entry(key="name", label=texts.CALLER_NAME, kind="line", when=("field", ("caller",))),
        Entry(key="tel", label=texts.CALLER_TEL, kind="line", when=("field", ("caller",))),
        Entry(
            key="outer_due",
            label=texts.AMEND_FIELDS["outer_due"],
            kind="time",
            when=("field", ("outer_due",)),
        ),
        Entry(
            key="paper",
            label=texts.PAPER_NO,
            kind="line",
            when=("field", ("outer_due",)),
            needs=texts.PAPER_NEEDED,
        ),
    ]
    return Form(
        kind="event.amend",
        title=texts.AMEND,
        verb=texts.AMEND_DO,
        entries=tuple(entries),
        payload=lambda values: _payload(matter, values),
        faults=lambda values: _faults(matter, values),
        annex=_annex,
    )


def _areas(matter: Matter) -> tuple[Choice, ...]:
    users = matter.rules.directory.users.values()
    codes = {grant.unit for user in users for grant in user.grants if grant.unit[:1].isdigit()}
    codes |= {code[:12] for code in codes} | {matter.event.place.area}
    return tuple(Choice(code, matter.names.place(code), find=code) for code in sorted(codes))


def _payload(matter: Matter, values: Values) -> Payload:
    field = told(values, "field")
    seen = dict(matter.event.seen).get(field, "")
    p: Payload = {"set": [{"field": field, "seen": seen, "value": _value(matter, field, values)}]}
    if field == "outer_due":
        p["paper"] = told(values, "paper")
    return p


def _value(matter: Matter, field: str, values: Values) -> str:
    match field:
        case "place":
            return _place(matter.event.place, values)
        case "outer_due":
            return str(moment(told(values, "outer_due"), matter.at) or "")
        case "caller":
            return ""
    return told(values, field)


def _place(old: Place, values: Values) -> str:
    """The point stays where it was said to hold and the grid is the same: another place has another point."""
    area, words = told(values, "area"), told(values, "place")
    same = area == old.area and old.lon is not None and bool(values.get("point_holds", True))
    point = f"{old.lon}|{old.lat}" if same else "|"
    return f"{area}|{point}|{words}"


def _annex(values: Values) -> Mapping[str, Value] | None:
    if told(values, "field") != "caller":
        return None
    return {key: told(values, key) for key in ("name", "tel") if told(values, key)}


def _faults(matter: Matter, values: Values) -> dict[str, str]:
    event, field = matter.event, told(values, "field")
    match field:
        case "text" if not told(values, "text"):
            return {"text": texts.TEXT_NEEDED}
        case "text" if told(values, "text") == event.text:
            return {"text": texts.NOTHING_NEW}
        case "place" if (told(values, "area"), told(values, "place")) == (event.place.area, event.place.text):
            return {"place": texts.NOTHING_NEW}
        case "cat" if told(values, "cat") == event.cat:
            return {"cat": texts.NOTHING_NEW}
        case "caller" if _annex(values) == {}:
            return {"name": texts.CALLER_NEEDED}
        case "outer_due" if moment(told(values, "outer_due"), matter.at) is None:
            return {"outer_due": texts.DUE_NEEDED}
    return {}
