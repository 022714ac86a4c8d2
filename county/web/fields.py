"""A form as it is described (表单说明): its fields, what was typed, and the payload made of it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal

from msgspec import Struct

from governance.calls.call import Call
from governance.ledger.case import Case
from governance.refusal import Refusal
from governance.rulebook import Rules

FieldKind = Literal[
    "line",
    "text",
    "choice",
    "select",
    "many",
    "number",
    "date",
    "time",
    "check",
    "photos",
    "photo",
    "point",
    "hidden",
]
Payload = dict[str, Any]


class Option(Struct, frozen=True):
    """One value that may be chosen."""

    value: str
    label: str


class Field(Struct, frozen=True, kw_only=True):
    """One field of a form: its name in the payload, label and kind."""

    name: str
    label: str
    kind: FieldKind = "line"
    options: tuple[Option, ...] = ()
    value: str = ""  # as the form is first drawn
    needed: bool = False  # marked for people; what is really needed the rule says
    note: str = ""
    when: tuple[str, str] = ("", "")  # shown (with JavaScript) only while another field has this value
    most: int = 2000  # characters
    spot: tuple[int, int] | None = None  # of a point: where one ought to stand, degrees×10⁶
    within: int = 0  # metres from there


class About(Struct, frozen=True, kw_only=True):
    """What a form is drawn for: the case, who acts, and the rules at the moment."""

    case: Case
    user: str
    units: tuple[str, ...]  # that he acts for
    at: int
    rules: Rules
    parent: Case | None = None
    towns: tuple[Option, ...] = ()  # of the county, by area code
    calls: tuple[Call, ...] = ()  # that an event led to


class Typed(Struct, frozen=True):
    """What came in with a form: texts by field name, and names of photos already kept."""

    values: Mapping[str, tuple[str, ...]]
    photos: Mapping[str, tuple[str, ...]] = {}

    def one(self, name: str) -> str:
        """The text of a field, or ""."""
        found = self.values.get(name, ())
        return found[0].strip() if found else ""

    def all(self, name: str) -> tuple[str, ...]:
        """Everything chosen in a field."""
        return tuple(text.strip() for text in self.values.get(name, ()) if text.strip())


Make = Callable[[About, Typed, tuple[Field, ...]], Payload]


class Form(Struct, frozen=True, kw_only=True):
    """How one kind of action is asked for."""

    kind: str
    verb: str  # on the button
    fields: Callable[[About], tuple[Field, ...]]
    note: str = ""
    make: Make | None = None  # where the payload is not simply the fields
    main: bool = False  # a step that the page puts first and in blue
    titled: Callable[[About], str] | None = (
        None  # what it is called on this case, where the kind's name says less
    )
    fits: Callable[[About], bool] | None = (
        None  # whether there is anything to ask, where the rules alone don't say
    )


def too_long(fields: Sequence[Field], typed: Typed) -> Refusal | None:
    """A text longer than its field holds: said, never cut off in silence."""
    for field in fields:
        for text in typed.all(field.name) if field.kind in ("line", "text") else ():
            if len(text) > field.most:
                said = f"{field.label}有 {len(text)} 字，最多 {field.most} 字，没有提交；请缩短，长材料可作附件。"
                return Refusal("too-long", said)
    return None


def held(field: Field, typed: Typed) -> tuple[str, ...]:
    """What stands in a field of a form: what was typed, else as it begins; of a point its two numbers."""
    if field.kind == "point":
        return (typed.one("lon"), typed.one("lat"))
    if field.name in typed.values or (typed.values and field.kind in ("many", "check")):
        return typed.values.get(field.name, ())
    return tuple(field.value.split(";")) if field.kind == "many" else (field.value,)


def payload_of(form: Form, about: About, typed: Typed) -> Payload:
    """The payload that was typed; empty fields are left out, for the rule to ask for."""
    fields = form.fields(about)
    return form.make(about, typed, fields) if form.make is not None else plain(typed, fields)


def plain(typed: Typed, fields: tuple[Field, ...]) -> Payload:
    """The fields as they are."""
    found: Payload = {}
    for field in fields:
        value = _value(field, typed)
        if value is not None:
            found[field.name] = value
        elif field.needed:
            found[field.name] = [] if field.kind in ("many", "photos") else ""
    return found


def _value(field: Field, typed: Typed) -> Any:
    match field.kind:
        case "many":
            return list(typed.all(field.name)) or None
        case "photos":
            return list(typed.photos.get(field.name, ())) or None
        case "photo":
            kept = typed.photos.get(field.name, ())
            return kept[0] if kept else None
        case "check":
            return True if typed.one(field.name) else None
        case "number":
            text = typed.one(field.name)
            return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
        case "point":
            return None  # made by the form itself: two numbers
    return typed.one(field.name) or None


def point(typed: Typed) -> Payload:
    """Where the browser says it is, in degrees×10⁶; nothing when it said nothing sensible."""
    found: Payload = {}
    for name, most in (("lon", 180), ("lat", 90)):
        text = typed.one(name)
        try:
            value = round(float(text) * 1_000_000)
        except ValueError:
            return {}
        if abs(value) > most * 1_000_000:
            return {}
        found[name] = value
    return found


def options(names: Mapping[str, str]) -> tuple[Option, ...]:
    """Codes and their names."""
    return tuple(Option(code, name) for code, name in names.items())
