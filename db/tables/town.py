"""town.db (本镇台账库): rebuildable and large: ledger, bodies, rows, overlay (sync.md §6.1). Gathers its tables."""

from db.tables.archives import archive, archive_batch
from db.tables.calls import call, call_task
from db.tables.events import event, event_task
from db.tables.ledger import TOWN
from db.tables.notices import notice
from db.tables.shifts import shift
from db.tables.supervisions import supervision

__all__ = [
    "TOWN",
    "archive",
    "archive_batch",
    "call",
    "call_task",
    "event",
    "event_task",
    "notice",
    "shift",
    "supervision",
]
