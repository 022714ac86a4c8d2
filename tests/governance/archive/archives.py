"""Archives for tests: rows as people fill them, with numbers that check."""

from typing import Any, TypeVar

from governance.archive.element import Archived, Batch
from governance.archive.grid import Grid
from governance.ledger.case import Case
from tests.governance.room import GRID, MONDAY, Room, uid

T = TypeVar("T", bound=Case)

OTHER_GRID = "99010110020100100"
ID_NO = "990101199003078519"
CREDIT = "91990101MA2G0AB12F"
SOMEBODY = {
    "name": ("",),
    "id_no": ("",),
    "birth": ("",),
    "phone": ("",),
    "door": ("",),
    "sex": ("", "男"),
    "residence_type": ("", "户籍"),
    "grid_code": ("", GRID),
    "source": ("", "走访采集"),
}
LAMP = {
    "code": ("", "LD-0031"),
    "kind": ("", "路灯"),
    "state": ("", "完好"),
    "keeper_unit": ("", "城管办"),
    "grid_code": ("", GRID),
    "source": ("", "走访采集"),
}


def lamp(**more: str) -> dict[str, Any]:
    """A street lamp, some fields otherwise."""
    return LAMP | {key: ("", value) for key, value in more.items()}


def one(case: str, type: str, set: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A put of one archive, whose case has this name."""
    return {"rows": [{"id": uid(case), "type": type, "set": set} | more]}


def part(rows: dict[str, dict[str, Any]], *, batch: str = "file", n: int = 1, of: int = 1) -> dict[str, Any]:
    """A part of an imported file of street lamps: case name → fields."""
    found = [{"id": uid(case), "type": "ASSET", "set": said} for case, said in rows.items()]
    return {"rows": found, "batch": uid(batch), "part": n, "parts": of, "file": "路灯.xlsx"}


def archived(room: Room, case: str) -> Archived:
    """The archive of that name."""
    return known(room.cases.get(uid(case)), Archived)


def batch(room: Room, case: str = "file") -> Batch:
    """The batch of that name."""
    return known(room.cases.get(uid(case)), Batch)


def grid(room: Room, case: str = "w") -> Grid:
    """The grid of that name."""
    return known(room.cases.get(uid(case)), Grid)


def known(case: Case | None, of: type[T]) -> T:
    """The case, of its type."""
    assert isinstance(case, of)
    return case


def changed(room: Room, case: str, when: int = MONDAY, who: str = "grid", **fields: str) -> None:
    """Somebody who saw what is shown changes some fields."""
    held = archived(room, case).shown
    row = {key: (held[key].action if key in held else "", value) for key, value in fields.items()}
    room.does("archive.put", case, one(case, archived(room, case).type, row), who, when)
