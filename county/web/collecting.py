"""What a visit found (五要素采集): the form becomes one `archive.put`, in the ledger before the page says so.

Source: rulebook §2.4. A visit that changes nothing is one press. What is there already under the same ID number, credit
code or code is not typed in twice: the page leads to it.
"""

import os
from collections.abc import Callable, Mapping

from msgspec import Struct
from msgspec.structs import replace

from county.acts import Answer, Wish, done
from county.streams import Work
from county.web.acting import ACTION, BAD_ID
from county.web.asked import Asked, Missing, Moved, Outcome
from county.web.element_forms import Filled, filled
from county.web.elements import KIND, About, about_of, element_page
from county.web.snapshot import Snapshot
from county.web.workplace import Workplace
from db.ids import is_id
from db.queries.archives import personal_values, same_archives
from governance.archive.cells import row_faults
from governance.archive.element import element_case
from governance.archive.register import Kind
from governance.ledger.chain import b64, tagged, uuid8
from governance.refusal import Refusal

SALT_BYTES = 16


def collect(place: Workplace, asked: Asked) -> Outcome:
    """`POST /visits/<case>`, `POST /visits/new`: the visit, with what changed."""
    action_id = asked.typed.one(ACTION)
    with place.look() as snapshot:
        about = about_of(snapshot, asked)
        if about is None:
            return Missing()
        if asked.stop is not None:
            return element_page(place, asked, asked.stop.no, action_id if is_id(action_id) else "")
        if not is_id(action_id):
            return element_page(place, asked, BAD_ID)
        said = _filled(snapshot, about, asked, action_id)
    no = _fault(about, said)
    if no is not None:
        return element_page(place, asked, no, action_id)
    wish = _wish(about, said, asked, action_id)
    answer = place.county.write(lambda work: _put(work, wish, about, said))
    if isinstance(answer, Known):
        with place.look() as snapshot:
            mine = about_of(snapshot, _at(asked, answer.case)) is not None
        return element_page(place, asked, answer.no, action_id, answer.case if mine else "")
    if isinstance(answer, Refusal):
        return element_page(place, asked, answer, action_id)
    return Moved(f"/visits?said={KIND}")


class Known(Struct, frozen=True):
    """It is there already: which case, and what is said."""

    case: str
    no: Refusal


def _at(asked: Asked, case: str) -> Asked:
    return replace(asked, path={"case": case})


def _filled(snapshot: Snapshot, about: About, asked: Asked, action_id: str) -> Filled:
    one = about.one
    case = one.id if one is not None else uuid8(tagged("huying:case", action_id.encode()))
    values = personal_values(snapshot.conn, about.stream, one.id) if one is not None else {}
    said = filled(about.kind, one, case, asked.typed, values)
    coded = about.kind.one_by and about.kind.one_by not in said.personal
    if one is None and coded and (key := said.cells.get(about.kind.one_by)):
        case = element_case(about.stream, about.kind.key, key)  # the same at every desk
    return Filled(said.row | {"id": case}, said.personal, said.cells)


def _fault(about: About, said: Filled) -> Refusal | None:
    wrong = row_faults(about.kind, said.cells, born=about.one is None)
    names = {field.key: field.name for field in about.kind.fields}
    first = next(iter(wrong.items()), None)
    return Refusal("bad-cell", f"{names[first[0]]}：{first[1]}") if first is not None else None


def _wish(about: About, said: Filled, asked: Asked, action_id: str) -> Wish:
    annex = {"n": b64(os.urandom(SALT_BYTES)), "rows": [said.personal]} if said.personal else None
    return Wish(
        stream=about.stream,
        user=asked.person.user.id,
        kind=KIND,
        case=said.row["id"],
        p={"rows": [said.row]},
        id=action_id,
        annex=annex,
    )


def _put(work: Work, wish: Wish, about: About, said: Filled) -> Answer | Refusal | Known:
    """The put, unless another element has its key already; one transaction."""
    key = said.cells.get(about.kind.one_by, "")
    if key:
        there = same_archives(work.conn, wish.stream, about.kind.key, [key]).get(key, "")
        if there and (about.one is None or there != about.one.id):
            tx = work.tx(wish.stream)
            if tx is None or tx.answer(wish.id or "") is None:  # pressed twice: the first is what is there
                return Known(there, _known_refusal(about.kind))
    return done(work, wish)


def _known_refusal(kind: Kind) -> Refusal:
    called = next(field.name for field in kind.fields if field.key == kind.one_by)
    return Refusal("known-archive", f"此{called}已有档案，没有重复建档；请在原件上更新。")


SENT: Mapping[str, Callable[[Workplace, Asked], Outcome]] = {
    "/visits/new": collect,
    "/visits/{case}": collect,
}
