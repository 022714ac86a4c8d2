"""The administrator's page (账号管理): who may log in, one-time words, accounts closed and opened again.

Source: rulebook §1.4 (`user_admin`), sync.md §12.
"""

from collections.abc import Mapping

from msgspec import Struct
from sqlalchemy import Connection, select, update

from county import accounts
from county.web.account_list import listed, wanted_of
from county.web.asked import NO_FORM, Asked, Missing, Moved, Outcome, Shown
from county.web.frame import frame
from county.web.offices import ADMIN
from county.web.sessions import close_others
from county.web.workplace import Workplace
from db.ids import is_id
from db.tables.county import account

RESET = "reset"
WISHES: Mapping[str, Mapping[str, int]] = {RESET: {}, "close": {"active": 0}, "open": {"active": 1}}


class Handed(Struct, frozen=True):
    """A one-time word, shown this once (一次性口令)."""

    login: str
    word: str


def accounts_page(place: Workplace, asked: Asked, handed: Handed | None = None) -> Outcome:
    """`/accounts`: the units, and whose accounts are asked for; `handed` = a word to give to somebody now."""
    if ADMIN not in asked.person.offices:
        return Missing()
    wanted = wanted_of(_said(asked))
    with place.look() as snapshot:
        values = frame(asked, snapshot, "accounts") | {
            "list": listed(snapshot, asked.person.streams, wanted), "wanted": wanted, "handed": handed,
        }  # fmt: skip
    return Shown(page="accounts.html", values=values)


def administer(place: Workplace, asked: Asked) -> Outcome:
    """`POST /accounts`: a one-time word in place of the password, or close and open; its browsers are logged out.

    The button that was pressed says what, its value whose account.
    """
    if ADMIN not in asked.person.offices:
        return Missing()
    wish = next((name for name in WISHES if asked.typed.one(name)), "")
    user = asked.typed.one(wish)
    if not is_id(user) or user == asked.person.user.id:
        return Missing()
    word = accounts.one_time_word()
    new = {"verifier": accounts.once_verifier(word)} if wish == RESET else WISHES[wish]

    def change(conn: Connection) -> str | None:
        conn.execute(update(account).where(account.c.user_id == user).values(**new))
        close_others(conn, user)
        login: str | None = conn.execute(select(account.c.login).where(account.c.user_id == user)).scalar()
        return login

    login = place.county.store.write(change)
    if wish == RESET and login is not None:
        return accounts_page(place, asked, Handed(login, word))
    return Moved(wanted_of(_said(asked)).where(said=wish))


def _said(asked: Asked) -> Mapping[str, str]:
    """What of the list the address asks for; of a form, what the page it stood on asked for."""
    if asked.typed is NO_FORM:
        return asked.query
    return {name: asked.typed.one(name) for name in asked.typed.values}
