"""Snapshots of issued briefings (发布快照): what a briefing said word by word, kept under its digest.

Source: rulebook §10, §13 (6). They lie in own.db: the ledger keeps the digest alone, so nothing could make them again.
"""

import zlib
from hashlib import sha256

from sqlalchemy import Connection, insert, select

from db.tables.own import briefing_snapshot


def digest_of(body: bytes) -> str:
    """SHA-256 of a snapshot, hex: what the ledger keeps."""
    return sha256(body).hexdigest()


def keep_snapshot(conn: Connection, body: bytes, at: int) -> str:
    """Keep a snapshot; the same one twice is one. Gives its digest."""
    digest = digest_of(body)
    if snapshot_of(conn, digest) is None:
        row = {"digest": bytes.fromhex(digest), "made_ms": at, "body": zlib.compress(body, 6)}
        conn.execute(insert(briefing_snapshot).values(**row))
    return digest


def snapshot_of(conn: Connection, digest: str) -> bytes | None:
    """The snapshot of a digest; None when another PC keeps it, or what lies here is not what was issued."""
    query = select(briefing_snapshot.c.body).where(briefing_snapshot.c.digest == bytes.fromhex(digest))
    packed = conn.execute(query).scalar()
    body = zlib.decompress(packed) if packed is not None else None
    return body if body is not None and digest_of(body) == digest else None
