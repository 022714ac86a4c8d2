"""Field by field (按字段合并): what a fact does to a value that others may have changed meanwhile.

Source: sync.md §3.1, rulebook §3.11. A change names the action whose value it saw. Still shown → the new value takes its
place; else two people wrote the same field: both values are kept, the earlier stays shown, the field is marked 待核.
"""

from typing import Literal

from msgspec import Struct

Outcome = Literal["taken", "same", "doubt"]


class Disputed(Struct, frozen=True, gc=False):
    """A second value of a field that was changed by two people (待核); the earlier one stays shown."""

    field: str
    action: str
    value: str


def outcome(seen: str, holder: str, same: bool) -> Outcome:
    """What becomes of a value; `holder` = id of the action whose value is shown, `same` = it says what is shown."""
    if seen == holder:
        return "taken"
    return "same" if same else "doubt"
