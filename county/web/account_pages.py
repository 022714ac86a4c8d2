"""Own account and the administrator's page (账号): passwords, who may log in. Case texts are not here (§1.3).

Source: rulebook §1.4 (`user_admin`), sync.md §12 (argon2id).
"""

from collections.abc import Mapping

from msgspec import Struct
from sqlalchemy import Connection, select, update

from county import accounts
from county.web.asked import Asked, Missing, Moved, Outcome, Shown
from county.web.frame import frame, said_unit
from county.web.offices import ADMIN, said_roles
from county.web.sessions import close_others
from county.web.workplace import Workplace
from db.ids import is_id
from db.tables.county import account
from governance.refusal import Refusal

SHORTEST = 8
LONGEST = 200
RESET = "reset"
WISHES: Mapping[str, Mapping[str, int]] = {RESET: {}, "close": {"active": 0}, "open": {"active": 1}}


class Row(Struct, frozen=True):
    """One account in the administrator's list."""

    user: str
    login: str
    name: str
    unit: str
    roles: str
    active: bool
    first: bool  # still the county's first password
    once: bool  # a one-time word that was not used yet


class Handed(Struct, frozen=True):
    """A one-time word, shown this once (一次性口令)."""

    login: str
    word: str


def me_page(place: Workplace, asked: Asked, no: Refusal | None = None) -> Outcome:
    """`/me`: who one is here, another password, the way out."""
    with place.look() as snapshot:
        values = frame(asked, snapshot, "me") | {"refused": no.sentence if no is not None else ""}
    return Shown(page="me.html", values=values, status=200 if no is None else 422)


def change_password(place: Workplace, asked: Asked) -> Outcome:
    """`POST /me/password`: with the old one; every other browser of this person has to log in again."""
    old, new, again = (asked.typed.values.get(name, ("",))[0] for name in ("old", "new", "again"))
    user = asked.person.user.id
    with place.county.reading() as conn:
        found = accounts.account_of(conn, user)
    if found is None or not accounts.fits(found.verifier, old):
        return me_page(place, asked, Refusal("bad-password", "原口令不对；请重新输入。"))
    if (no := _unfit(old, new, again)) is not None:
        return me_page(place, asked, no)
    verifier = accounts.verifier_of(new)

    def change(conn: Connection) -> None:
        conn.execute(update(account).where(account.c.user_id == user).values(verifier=verifier))
        close_others(conn, user, asked.session.hash)

    place.county.store.write(change)
    return Moved("/me?said=password")


def _unfit(old: str, new: str, again: str) -> Refusal | None:
    if not SHORTEST <= len(new) <= LONGEST:
        return Refusal("short-password", f"新口令少于 {SHORTEST} 位；请加长。")
    if new == old:
        return Refusal("same-password", "新口令与原口令相同；请另设。")
    return None if new == again else Refusal("not-twice", "两次输入的新口令不同；请重新输入。")


def accounts_page(place: Workplace, asked: Asked, handed: Handed | None = None) -> Outcome:
    """`/accounts`: everybody who may log in, for the administrator; `handed` = a word to give to somebody now."""
    if ADMIN not in asked.person.offices:
        return Missing()
    word = asked.query.get("q", "").strip()
    with place.look() as snapshot:
        people = {user.id: user for user in snapshot.rules(snapshot.county).directory.users.values()}
        rules = snapshot.rules(snapshot.county)
        for stream in asked.person.streams:
            people |= snapshot.rules(stream).directory.users
        columns = (account.c.user_id, account.c.login, account.c.verifier, account.c.active)
        rows = []
        for user_id, login, verifier, active in snapshot.conn.execute(
            select(*columns).order_by(account.c.login)
        ):
            user = people.get(user_id)
            grants = user.grants if user is not None else ()
            unit = said_unit(grants[0].unit, rules, snapshot.names) if grants else ""
            row = Row(
                user_id, login, user.name if user is not None else "", unit,
                said_roles(grant.role for grant in grants), bool(active), verifier == accounts.FIRST,
                verifier.startswith(accounts.ONCE),
            )  # fmt: skip
            if not word or any(word in text for text in (row.login, row.name, row.unit, row.roles)):
                rows.append(row)
        values = frame(asked, snapshot, "accounts") | {
            "rows": rows[:200], "of": len(rows), "word": word, "handed": handed,
        }  # fmt: skip
    return Shown(page="accounts.html", values=values)


def administer(place: Workplace, asked: Asked) -> Outcome:
    """`POST /accounts`: a one-time word in place of the password, or close and open; its browsers are logged out."""
    if ADMIN not in asked.person.offices:
        return Missing()
    user, wish = asked.typed.one("user"), asked.typed.one("wish")
    values = WISHES.get(wish)
    if not is_id(user) or values is None or user == asked.person.user.id:
        return Missing()

    word = accounts.one_time_word()
    new = {"verifier": accounts.once_verifier(word)} if wish == RESET else values

    def change(conn: Connection) -> str | None:
        conn.execute(update(account).where(account.c.user_id == user).values(**new))
        close_others(conn, user)
        login: str | None = conn.execute(select(account.c.login).where(account.c.user_id == user)).scalar()
        return login

    login = place.county.store.write(change)
    if wish == RESET and login is not None:
        return accounts_page(place, asked, Handed(login, word))
    return Moved(f"/accounts?said={wish}")
