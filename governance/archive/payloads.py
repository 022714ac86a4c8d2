"""What the actions on archives say (档案动作载荷)."""

from msgspec import Struct

from governance.ledger.payload import Payload


class Row(Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """One archive with the fields that change: field → [id of the action whose value was seen, value].

    Of a personal field `[seen]` alone: its value stands at the same place of the annex's `rows`.
    """

    id: str
    type: str
    set: dict[str, tuple[str, ...]]
    at: int | None = (
        None  # when it was collected, where that was before the action (an import's column 采集时间)
    )
    by: str = ""  # of an import: the user who collected it (its column 采集人)


class Put(Payload, frozen=True, kw_only=True, omit_defaults=True):
    """采集、维护、导入: one archive; with `batch` (its case) the rows of one part of a file."""

    rows: tuple[Row, ...]
    batch: str = ""
    part: int = 0  # 1…parts
    parts: int = 0
    file: str = ""


class Undo(Payload, frozen=True, kw_only=True, omit_defaults=True):
    """撤销导入: the whole batch, and why."""

    batch: str
    reason: str


class Confirm(Payload, frozen=True, kw_only=True, omit_defaults=True):
    """网格调整确认: the grid's code, the id of the action that drew the boundary."""

    grid: str
    version: str
