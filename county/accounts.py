"""Accounts and sessions (账号与会话): who logs in from which device, for how long (sync.md §12).

A password is kept as argon2id; a one-time word too, with little work, for it is random and long. A token is kept as its
hash and lives 12 hours; within 30 days of the last password the device renews it by its own proof. What a person may do
is not here: that is in the streams.
"""

from collections.abc import Iterable, Mapping
from hashlib import sha256
from secrets import choice, token_bytes

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from msgspec import Struct
from sqlalchemy import Connection, delete, insert, select

from db.ids import is_id
from db.tables.county import account, setting, token
from governance.ledger.chain import b64, tagged, unb64, uuid_bytes

TOKEN_MS = 12 * 3_600_000
RENEW_MS = 30 * 86_400_000
FIRST = "first"  # verifier of an account whose password was never changed: the county's first password
ONCE = (
    "once:"  # before the verifier of a one-time word, which has to be changed at the first login in a browser
)
FIRST_SETTING = "first_password"
_HASHER = PasswordHasher(time_cost=3, memory_cost=64 * 1024, parallelism=1)
_LIGHT = PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1)
_READABLE = "23456789abcdefghjkmnpqrstuvwxyz"  # without what is misread: 0 o 1 l i


class Account(Struct, frozen=True):
    """Who may log in (账号)."""

    user: str
    login: str
    verifier: str
    once: bool = False  # a one-time word, not chosen by the person


class Session(Struct, frozen=True):
    """Whose token it is (会话)."""

    user: str
    device: str


def verifier_of(password: str) -> str:
    """What is kept of a password; takes a quarter of a second."""
    return _HASHER.hash(password)


def one_time_word() -> str:
    """A password to hand out on paper: `k7wq-3mhx-9tpe`, 59 bits."""
    return "-".join("".join(choice(_READABLE) for _ in range(4)) for _ in range(3))


def once_verifier(word: str) -> str:
    """What is kept of a one-time word."""
    return ONCE + _LIGHT.hash(word)


def open_accounts(
    conn: Connection,
    tenant: str,
    logins: Iterable[tuple[str, str]],
    first_verifier: str,
    once: Mapping[str, str] | None = None,
) -> None:
    """An account for everybody of the roster; with the county's first password, or each with a word of his own."""
    own = once or {}
    conn.execute(insert(setting).values(name=FIRST_SETTING, value=first_verifier))
    rows = [
        {"user_id": user, "tenant_id": tenant, "login": login, "verifier": own.get(user, FIRST), "active": 1}
        for user, login in logins
    ]
    if rows:
        conn.execute(insert(account), rows)


def account_of(conn: Connection, login: str) -> Account | None:
    """The account of a login name or a person's id, with what its password is checked against."""
    columns = (account.c.user_id, account.c.login, account.c.verifier)
    mine = account.c.user_id == login if is_id(login) else account.c.login == login
    row = conn.execute(select(*columns).where(mine, account.c.active == 1)).first()
    if row is None:
        return None
    verifier = row.verifier if row.verifier != FIRST else first_verifier(conn)
    return Account(row.user_id, row.login, verifier.removeprefix(ONCE), verifier.startswith(ONCE))


def first_verifier(conn: Connection) -> str:
    """What the county's first password is checked against."""
    return conn.execute(select(setting.c.value).where(setting.c.name == FIRST_SETTING)).scalar() or ""


def right_word(found: Account | None, dummy: str, password: str) -> bool:
    """Whether it is the account's password; as slow for a stranger or a one-time word, so that the time says nothing."""
    if found is None or found.once:
        fits(dummy, password)
    return found is not None and fits(found.verifier, password)


def fits(verifier: str, password: str) -> bool:
    """Whether it is the password; takes a quarter of a second, so in a thread."""
    try:
        return _HASHER.verify(verifier, password)
    except (VerificationError, InvalidHashError):
        return False


# ---------------------------------------------------------------- tokens


def open_session(conn: Connection, device: str, user: str, now: int, *, by_password: bool) -> tuple[str, int]:
    """A new token of this device and person; gives the token's text and its end."""
    conn.execute(delete(token).where(token.c.exp <= now))
    raw, end = token_bytes(32), now + TOKEN_MS
    conn.execute(insert(token).values(hash=_hash(raw), device_id=device, user_id=user, exp=end))
    if by_password:
        mark = _password_mark(device, user)
        conn.execute(delete(token).where(token.c.hash == mark))
        conn.execute(insert(token).values(hash=mark, device_id=device, user_id=user, exp=now + RENEW_MS))
    return b64(raw), end


def may_renew(conn: Connection, device: str, user: str, now: int) -> bool:
    """Whether this person gave the password on this device within the last 30 days."""
    query = select(token.c.exp).where(token.c.hash == _password_mark(device, user))
    return int(conn.execute(query).scalar() or 0) > now


def session_of(conn: Connection, text: str, now: int) -> Session | None:
    """Whose token it is, or None when nobody's or no longer."""
    try:
        raw = unb64(text)
    except ValueError:
        return None
    if len(raw) != 32:
        return None
    row = conn.execute(
        select(token.c.user_id, token.c.device_id).where(token.c.hash == _hash(raw), token.c.exp > now)
    ).first()
    return Session(row.user_id, row.device_id) if row is not None and row.device_id is not None else None


def _hash(raw: bytes) -> bytes:
    return sha256(raw).digest()


def _password_mark(device: str, user: str) -> bytes:
    """A row beside the tokens that says until when the device may renew: the hash of no token, for it is longer."""
    return tagged("huying:password", uuid_bytes(device), uuid_bytes(user))
