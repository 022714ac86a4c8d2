"""Archive bodies as rows (档案投影)."""

from db.bulk import Row
from governance.archive.element import Archived, Batch
from governance.archive.grid import Grid


def archive_row(stream: str, one: Archived, pending: int) -> Row:
    """The row of table `archive`."""
    return (
        stream,
        one.id,
        one.type,
        (one.text("kind") or one.text("residence_type"))[:20],
        one.name[:80],
        one.key[:40],
        one.text("grid_code")[:17],
        one.text("care_level")[:8],
        one.visits[-1].at if one.visits else None,
        one.visit_due,
        one.text("valid_to")[:10],
        len(one.doubts),
        len(one.proposed) if isinstance(one, Grid) else 0,
        int(one.gone),
        pending,
    )


def batch_row(stream: str, one: Batch, pending: int) -> Row:
    """The row of table `archive_batch`."""
    return (
        stream,
        one.id,
        one.file[:80],
        one.by,
        one.at,
        one.parts,
        len(one.got),
        len(one.rows),
        one.undone_at,
        pending,
    )
