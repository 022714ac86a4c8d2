"""Drafts (草稿): what is being typed, saved on every pause; gone only when sealed or thrown away, and then kept 30 days.

They lie in own.db beside the outbox, so that sealing takes the draft away in the same commit (sync.md §5.1).
"""

from msgspec import Struct
from sqlalchemy import Connection, delete, select, update

from db import bulk
from db.tables.own import draft

BIN_MS = 30 * 86_400_000


class Draft(Struct, frozen=True):
    """A draft of one form; `body` is the form's own JSON."""

    draft_id: str
    user_id: str  # who typed it; the stream's id before anybody sat there
    kind: str
    body: str
    upd_ms: int
    binned_ms: int | None = None


_DRAFTS = select(
    draft.c.draft_id, draft.c.user_id, draft.c.kind, draft.c.body, draft.c.upd_ms, draft.c.binned_ms
)


def keep(conn: Connection, one: Draft) -> None:
    """Save a draft as it stands now; a binned one comes back by being typed in."""
    bulk.upsert(conn, draft, [(one.draft_id, one.user_id, one.kind, one.body, one.upd_ms, None)])


def throw_away(conn: Connection, draft_id: str, at: int) -> None:
    """Put a draft into the bin."""
    conn.execute(update(draft).where(draft.c.draft_id == draft_id).values(binned_ms=at))


def take_back(conn: Connection, draft_id: str) -> None:
    """Take a draft out of the bin."""
    conn.execute(update(draft).where(draft.c.draft_id == draft_id).values(binned_ms=None))


def empty_bin(conn: Connection, at: int) -> None:
    """Forget what has lain in the bin for 30 days."""
    conn.execute(delete(draft).where(draft.c.binned_ms < at - BIN_MS))


def open_drafts(conn: Connection, *owners: str) -> list[Draft]:
    """The drafts of these owners, the latest first."""
    mine = _DRAFTS.where(draft.c.user_id.in_(owners), draft.c.binned_ms.is_(None))
    return [Draft(*row) for row in conn.execute(mine.order_by(draft.c.upd_ms.desc()))]


def binned(conn: Connection, user_id: str) -> list[Draft]:
    """What a person threw away, the latest first."""
    mine = _DRAFTS.where(draft.c.user_id == user_id, draft.c.binned_ms.is_not(None))
    return [Draft(*row) for row in conn.execute(mine.order_by(draft.c.binned_ms.desc()))]


def draft_of(conn: Connection, draft_id: str) -> Draft | None:
    """One draft, binned or not."""
    row = conn.execute(_DRAFTS.where(draft.c.draft_id == draft_id)).first()
    return Draft(*row) if row is not None else None
