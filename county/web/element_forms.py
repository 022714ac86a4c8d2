"""The form of an element (要素采集表): what is known stands in it, what is typed becomes the fields that change.

Source: rulebook §2.4. Personal fields are shown masked and left empty: empty means "as before". While a visit is owed its
collector reads name, telephone and door, as a unit does of its own open task: he has to find the house. A field that two
people filled differently (待核) asks which of both holds. Birth and sex are read from an ID number, not typed.
"""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from county.web.fields import Field, FieldKind, Option, Typed, point
from governance.archive import cells
from governance.archive.element import Archived
from governance.archive.register import PERSON, Kind
from governance.archive.register import Field as Cell
from governance.people.masks import masked, masked_id, masked_phone, masked_text

SEEN, WAS, WHICH = "seen-", "was-", "which-"
HELD, DOUBT = "held", "doubt"
UNASKED = frozenset(
    {"point", "photo", "visit_cycle_days", "valid_from", "valid_to", "household_id", "sop_id"}
)
TOLD_BY_ID = frozenset({"birth", "sex"})  # of a person with an ID number
TO_FIND = frozenset({"name", "phone", "door", "owner", "contact", "legal_person"})  # whom, and where
LONG = frozenset({"note", "address"})
_MASKS = {"id_no": masked_id, "phone": masked_phone}


class Filled(Struct, frozen=True):
    """What was typed: the row of an `archive.put` and its personal fields."""

    row: dict[str, Any]
    personal: dict[str, str]
    cells: dict[str, str]  # as typed, for what may be wrong with them


def fields_of(
    kind: Kind,
    one: Archived | None,
    personal: Mapping[str, str],
    grids: tuple[Option, ...],
    *,
    owed: bool = False,
) -> tuple[Field, ...]:
    """The fields that are asked, with what is known; `owed` = its visit is due."""
    found: list[Field] = []
    for cell in kind.fields:
        if cell.key in UNASKED:
            continue
        found += _asked(kind, cell, one, personal, grids, owed)
        if one is not None:
            found += _which(cell, one, personal)
    if kind.field("point") is not None:
        found.append(Field(name="point", label="定位", kind="point", note="到现场点按取位置，可不填"))
    return tuple(found)


def _asked(
    kind: Kind,
    cell: Cell,
    one: Archived | None,
    personal: Mapping[str, str],
    grids: tuple[Option, ...],
    owed: bool,
) -> list[Field]:
    known = one.text(cell.key) if one is not None else ""
    options = grids if cell.form == "grid" else tuple(Option(word, word) for word in cell.words)
    if not known and cell.form == "grid" and len(grids) == 1:
        known = grids[0].value
    held_already = bool(personal.get(cell.key))
    field = Field(
        name=cell.key,
        label=cell.name,
        kind=_kind(cell),
        options=options,
        value=known or ("走访采集" if cell.key == "source" else ""),
        needed=cell.needed and not held_already and not (kind.key == PERSON and cell.key in TOLD_BY_ID),
        note=_note(kind, cell, personal.get(cell.key, ""), owed),
        most=400,
    )
    if one is None:
        return [field]
    held = one.shown.get(cell.key)
    hidden = [Field(name=SEEN + cell.key, label="", kind="hidden", value=held.action if held else "")]
    if not cell.personal:
        hidden.append(Field(name=WAS + cell.key, label="", kind="hidden", value=known))
    return [field, *hidden]


def _kind(cell: Cell) -> FieldKind:
    if cell.several:
        return "many"
    if cell.words:
        return "choice" if len(cell.words) < 5 else "select"
    kinds: dict[str, FieldKind] = {"grid": "select", "date": "date", "count": "number"}
    return "text" if cell.key in LONG else kinds.get(cell.form, "line")


def _note(kind: Kind, cell: Cell, held: str, owed: bool) -> str:
    if held:
        told = held if owed and cell.key in TO_FIND else shown_masked(cell, held)
        return f"已有：{told}；不变不用填"
    if kind.key == PERSON and cell.key in TOLD_BY_ID:
        return "填身份证号的不用填"
    return "确无电话填“无”" if cell.form == "phone" and cell.needed else ""


def shown_masked(cell: Cell, value: str) -> str:
    """A personal value as the collector sees it again."""
    mask = _MASKS.get(cell.form)
    if mask is not None:
        return mask(value)
    if cell.key == "birth":
        return f"{value[:4]}-**-**"
    if cell.key in ("name", "owner", "legal_person"):
        return masked("name", value)
    return masked("address", value) if cell.key == "door" else masked_text(value)


def _which(cell: Cell, one: Archived, personal: Mapping[str, str]) -> list[Field]:
    """待核: which of two values holds."""
    doubt = next((doubt for doubt in one.doubts if doubt.field == cell.key), None)
    if doubt is None:
        return []
    now = shown_masked(cell, personal.get(cell.key, "")) if cell.personal else one.text(cell.key)
    other = "另一次填写" if cell.personal else doubt.value
    both = (Option(HELD, f"现用：{now}"), Option(DOUBT, f"另报：{other}"))
    return [
        Field(
            name=WHICH + cell.key,
            label=f"{cell.name}有两个填法（待核），以哪个为准",
            kind="choice",
            options=both,
        )
    ]


# ---------------------------------------------------------------- what was typed


def filled(
    kind: Kind, one: Archived | None, case_id: str, typed: Typed, values: Mapping[tuple[str, str], str]
) -> Filled:
    """The row that was typed: only what changes; `values` = personal values by (field, action)."""
    said: dict[str, list[str]] = {}
    personal: dict[str, str] = {}
    written: dict[str, str] = {}
    for cell in kind.fields:
        seen = typed.one(SEEN + cell.key)
        text, seen = _settled(cell, one, typed, values) or (_typed(kind, cell, typed), seen)
        if cell.personal:
            if text:
                said[cell.key], personal[cell.key], written[cell.key] = [seen], text, text
        elif _changes(cell, one, typed, text):
            said[cell.key], written[cell.key] = [seen, text], text
    if one is None:
        said = {key: value for key, value in said.items() if value[-1] or key in personal}
    return Filled({"id": case_id, "type": kind.key, "set": said}, personal, written)


def _typed(kind: Kind, cell: Cell, typed: Typed) -> str:
    if cell.key == "point":
        where = point(typed)
        return f"{where['lon']},{where['lat']}" if where else ""
    if cell.several:
        return ";".join(typed.all(cell.key))
    text = typed.one(cell.key)
    if kind.key == PERSON and not text and cell.key in TOLD_BY_ID:
        id_no = typed.one("id_no").upper()
        return cells.birth_of(id_no) if cell.key == "birth" else cells.sex_of(id_no)
    return text.upper() if cell.form in ("id_no", "credit") else text


def _changes(cell: Cell, one: Archived | None, typed: Typed, text: str) -> bool:
    if one is None:
        return True
    if typed.one(WHICH + cell.key):
        return True
    if cell.key in UNASKED:
        return bool(text) and text != one.text(cell.key)
    if cell.key in TOLD_BY_ID and not text:
        return False
    return text != typed.one(WAS + cell.key)


def _settled(
    cell: Cell, one: Archived | None, typed: Typed, values: Mapping[tuple[str, str], str]
) -> tuple[str, str] | None:
    """The value that was chosen of two, and the 待核 action that is settled by it."""
    which = typed.one(WHICH + cell.key)
    doubt = (
        next((doubt for doubt in one.doubts if doubt.field == cell.key), None) if one is not None else None
    )
    if one is None or doubt is None or which not in (HELD, DOUBT):
        return None
    held = one.shown.get(cell.key)
    if cell.personal:
        action = doubt.action if which == DOUBT else held.action if held is not None else ""
        return values.get((cell.key, action), ""), doubt.action
    return doubt.value if which == DOUBT else one.text(cell.key), doubt.action
