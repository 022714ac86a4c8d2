"""Sessions of browsers (网页会话): 12 hours at most, 30 minutes without a page; only the hash of the cookie is kept.

Source: sync.md §12. A web session is not valid under /v1, nor a device's token here: they lie in tables of their own.
"""

import hmac
from hashlib import sha256
from secrets import token_bytes

from msgspec import Struct
from sqlalchemy import Connection, delete, insert, select, update

from db.tables.county import web_session
from governance.ledger.chain import b64, unb64

COOKIE = "huying"
LONGEST_MS = 12 * 3_600_000
IDLE_MS = 30 * 60_000
TOUCH_MS = 60_000  # a page within a minute of the last writes nothing


class WebSession(Struct, frozen=True):
    """Whose browser it is (网页会话)."""

    user: str
    hash: bytes
    seen_at: int
    form_token: str  # stands in every form of the session, and in no other site's


def open_session(conn: Connection, user: str, now: int) -> str:
    """A new session; gives the cookie's text. What has ended is cleared away."""
    ended = (web_session.c.opened_at <= now - LONGEST_MS) | (web_session.c.seen_at <= now - IDLE_MS)
    conn.execute(delete(web_session).where(ended))
    raw = token_bytes(32)
    conn.execute(insert(web_session).values(hash=_hash(raw), user_id=user, opened_at=now, seen_at=now))
    return b64(raw)


def session_of(conn: Connection, cookie: str, now: int) -> WebSession | None:
    """Whose cookie it is, or None when nobody's or no longer."""
    try:
        raw = unb64(cookie)
    except ValueError:
        return None
    if len(raw) != 32:
        return None
    c = web_session.c
    row = conn.execute(
        select(c.user_id, c.seen_at).where(
            c.hash == _hash(raw), c.opened_at > now - LONGEST_MS, c.seen_at > now - IDLE_MS
        )
    ).first()
    if row is None:
        return None
    return WebSession(row.user_id, _hash(raw), row.seen_at, b64(hmac.digest(raw, b"form", "sha256")))


def touch(conn: Connection, session: WebSession, now: int) -> None:
    """A person asked for a page: the half hour begins anew."""
    conn.execute(update(web_session).where(web_session.c.hash == session.hash).values(seen_at=now))


def close_session(conn: Connection, session: WebSession) -> None:
    """Log out."""
    conn.execute(delete(web_session).where(web_session.c.hash == session.hash))


def close_others(conn: Connection, user: str, kept: bytes = b"") -> None:
    """End every session of a person but one: his password is another now."""
    conn.execute(delete(web_session).where(web_session.c.user_id == user, web_session.c.hash != kept))


def _hash(raw: bytes) -> bytes:
    return sha256(raw).digest()
