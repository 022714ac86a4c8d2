"""One's own account (我的): who one is here, another password. Source: sync.md §12 (argon2id)."""

from sqlalchemy import Connection, update

from county import accounts
from county.web.asked import Asked, Moved, Outcome, Shown
from county.web.frame import frame
from county.web.sessions import close_others
from county.web.workplace import Workplace
from db.tables.county import account
from governance.refusal import Refusal

SHORTEST = 8
LONGEST = 200


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
