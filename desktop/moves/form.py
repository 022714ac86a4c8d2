"""A form of one move (办理表单): its entries, its defaults, what is wrong with them, the payload they make. Free of Qt."""

from collections.abc import Callable, Mapping
from typing import Any, Literal

import msgspec
from msgspec import Struct

EntryKind = Literal["choice", "pick", "picks", "line", "text", "tick", "number", "files", "time"]
Value = str | bool | tuple[str, ...]
Values = Mapping[str, Value]
Payload = dict[str, Any]


class Choice(Struct, frozen=True):
    """One thing that can be chosen; `find` holds further words it is found by."""

    key: str
    label: str
    note: str = ""
    find: str = ""


class Entry(Struct, frozen=True, kw_only=True):
    """One field of a form.

    choice: a few cards, keys 1–9 · pick: one of many, typed to find · picks: several of many · line, text: words ·
    tick: yes or no · number: whole number · files: names of material · time: local time `HH:MM` or with a date.
    """

    key: str
    label: str
    kind: EntryKind
    choices: tuple[Choice, ...] = ()
    value: Value = ""
    note: str = ""
    needs: str = ""  # the sentence shown while it is empty; "" = may stay empty
    when: tuple[str, tuple[str, ...]] | None = None  # shown while that entry has one of these values
    or_when: tuple[str, tuple[str, ...]] | None = None  # or that one
    fresh: bool = False  # a draft does not fill it


class Fact(Struct, frozen=True):
    """Something to read beside the entries (退单理由、判例)."""

    label: str
    text: str
    tone: str = ""


class Form(Struct, frozen=True, kw_only=True):
    """What a person fills in to do one move."""

    kind: str  # of the move; `behalf` and `supervise` choose theirs among their entries
    title: str
    verb: str  # on the button
    entries: tuple[Entry, ...] = ()
    facts: tuple[Fact, ...] = ()
    payload: Callable[[Values], Payload] = lambda values: {}
    kind_of: Callable[[Values], str] | None = None
    faults: Callable[[Values], dict[str, str]] = lambda values: {}
    annex: Callable[[Values], Mapping[str, Any] | None] = lambda values: None  # private fields
    births: str = ""  # letter of the case it bears
    further: tuple[Callable[[Values], Payload], ...] = ()  # more actions of the kind, saved together with it
    done: Callable[[Values], str] = lambda values: ""  # the toast
    undo: str = ""  # kind that takes it back, where the rules have one

    def chosen(self, values: Values) -> str:
        """The kind of action these values make."""
        return self.kind_of(values) if self.kind_of is not None else self.kind


def defaults(form: Form) -> dict[str, Value]:
    """What stands in the entries when the form opens."""
    return {entry.key: entry.value for entry in form.entries}


def shown(form: Form, values: Values) -> tuple[Entry, ...]:
    """The entries that these values show."""

    def holds(entry: Entry) -> bool:
        ways = [way for way in (entry.when, entry.or_when) if way is not None]
        return not ways or any(values.get(key) in those for key, those in ways)

    return tuple(entry for entry in form.entries if holds(entry))


def wrong(form: Form, values: Values) -> dict[str, str]:
    """What is missing or wrong, by entry; empty when the form may be saved."""
    found = {
        entry.key: entry.needs
        for entry in shown(form, values)
        if entry.needs and not _filled(values[entry.key])
    }
    return found | {key: why for key, why in form.faults(values).items() if key not in found}


def _filled(value: Value) -> bool:
    return bool(value.strip()) if isinstance(value, str) else bool(value)


def told(values: Values, key: str) -> str:
    """The words of an entry, without spaces around them."""
    value = values.get(key, "")
    return value.strip() if isinstance(value, str) else ""


def many(values: Values, key: str) -> list[str]:
    """The several values of an entry."""
    value = values.get(key, ())
    return list(value) if isinstance(value, tuple) else []


def yes(values: Values, key: str) -> bool:
    """Whether an entry is ticked or answered yes."""
    return values.get(key) in (True, "yes")


def kept(form: Form, values: Values) -> str:
    """A draft of the form as text."""
    return msgspec.json.encode({"kind": form.kind, "values": dict(values)}).decode()


def taken_up(form: Form, body: str) -> dict[str, Value]:
    """The values of a draft on top of the defaults; what the form no longer has is left out."""
    found = msgspec.json.decode(body)
    values = defaults(form)
    if found.get("kind") != form.kind:
        return values
    fresh = {entry.key for entry in form.entries if entry.fresh}
    for key, value in found.get("values", {}).items():
        if key in values and key not in fresh:
            values[key] = tuple(value) if isinstance(value, list) else value
    return values
