"""Doing what a form asks (提交): one transaction, the actor is the session's user, pressing twice does it once.

Source: sync.md §7.6. A rule's no comes back at the form with everything that was typed. A decision on a base that is
no longer current is in the ledger as a conflict: one page says so and keeps what was typed.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import UNSET, Struct, UnsetType

from county.acts import Answer, Wish, done
from county.streams import Work
from county.web import photos
from county.web.asked import Asked, Missing, Moved, Outcome, Shown
from county.web.cases import Found, find
from county.web.desk_pages import tried_page
from county.web.dossier import Line, line_of
from county.web.drawn_forms import Trial, about_of
from county.web.event_page import PRIVATE
from county.web.fields import Typed, payload_of, too_long
from county.web.forms import FORMS
from county.web.frame import frame
from county.web.offers import CONFIRM, UNMASK
from county.web.photos import Photo
from county.web.snapshot import Snapshot
from county.web.workplace import Workplace
from db.ids import is_id
from db.queries.dossier import personal_fields, timeline
from governance.events.event import Event
from governance.refusal import Refusal
from governance.rules import KINDS, name_of

ACTION, BASE = "action", "base"  # hidden fields of every form
RECENT = 50  # entries among which the decision that came first is looked for
SEEN = Refusal("already-looked", "这次查看已结束；再看请重新填写事由。")
NO_CALL = Refusal("no-dept", "没有选部门；请选择到场的是哪个部门。")
BAD_ID = Refusal("bad-form", "表单不完整；请刷新本页后重新填写。")


class Kept(Struct, frozen=True):
    """The photos of a form, read (照片): by field, with the names that the action carries."""

    photos: Mapping[str, tuple[Photo, ...]]

    @property
    def names(self) -> dict[str, tuple[str, ...]]:
        """What the payload says."""
        return {
            field: tuple(photo.name(n) for n, photo in enumerate(found, 1))
            for field, found in self.photos.items()
        }

    @property
    def all(self) -> tuple[Photo, ...]:
        """Every photo."""
        return tuple(photo for found in self.photos.values() for photo in found)


def read_photos(uploads: Mapping[str, Sequence[bytes]]) -> Kept | Refusal:
    """The photos of a form, or why one of them is none."""
    found: dict[str, tuple[Photo, ...]] = {}
    for field, contents in uploads.items():
        read = [photos.read_photo(content) for content in contents]
        for one in read:
            if isinstance(one, Refusal):
                return one
        found[field] = tuple(one for one in read if isinstance(one, Photo))
    return Kept(found)


def act(place: Workplace, asked: Asked) -> Outcome:
    """`POST /desk/<number>/do/<kind>`."""
    key, kind, typed = asked.path["key"], asked.path["kind"], asked.typed
    form, rule = FORMS.get(kind), KINDS.get(kind)
    with place.look() as snapshot:
        found = find(snapshot, asked.person, key)
        if found is None or form is None or rule is None:
            return Missing()
        about = about_of(snapshot, found, asked.person)
    action_id = typed.one(ACTION)
    if asked.stop is not None:
        mine = action_id if is_id(action_id) else ""
        return tried_page(
            place, asked, key, Trial(kind, typed, asked.stop.no, mine), status=asked.stop.status
        )
    kept = read_photos(asked.uploads)
    if not is_id(action_id):
        return tried_page(place, asked, key, Trial(kind, typed, BAD_ID, ""), status=422)
    if isinstance(kept, Refusal):
        return tried_page(place, asked, key, Trial(kind, typed, kept, action_id), status=422)
    try:
        long = too_long(form.fields(about), typed)
        p = payload_of(form, about, Typed(typed.values, kept.names))
    except TypeError:  # a form of another case type
        return Missing()
    if long is not None:
        return tried_page(place, asked, key, Trial(kind, typed, long, action_id), status=422)
    birth = rule.birth and not isinstance(found.case, rule.case_type)
    on = found.case.id
    if kind == CONFIRM:
        on = typed.one("task").partition(" ")[0]
        if all(call.id != on for call in about.calls):
            return tried_page(place, asked, key, Trial(kind, typed, NO_CALL, action_id), status=422)
    wish = Wish(
        stream=found.stream,
        user=asked.person.user.id,
        kind=kind,
        case=None if birth else on,
        p=p | {"parent": found.case.id} if birth else p,
        base=_base(typed, rule.fact, birth),
        id=action_id,
    )
    answer = place.county.write(lambda work: _kept(work, wish, kept))
    if isinstance(answer, Refusal):
        return tried_page(place, asked, key, Trial(kind, typed, answer, action_id), status=422)
    if answer.verdict.vd == "c":
        return conflict_page(place, asked, found, kind, typed, answer)
    if answer.verdict.vd == "r":
        no = Refusal(answer.verdict.code, "县端没有接受此项；请刷新本页，按当前状态重新办理。")
        return tried_page(place, asked, key, Trial(kind, typed, no, action_id), status=422)
    back = typed.one("back")
    where = "/desk" if back == "list" else f"/desk/{key}"
    return Moved(f"{where}?said={kind}")


def _base(typed: Typed, fact: bool, birth: bool) -> str | UnsetType | None:
    """The base that the form was rendered with; a fact has none, a birth's parent is looked at as it stands."""
    if fact or birth:
        return UNSET
    base = typed.one(BASE)
    return base if is_id(base) else None


def _kept(work: Work, wish: Wish, kept: Kept) -> Answer | Refusal:
    """The act and its photos, in one transaction."""
    answer = done(work, wish)
    if isinstance(answer, Answer) and answer.case is not None:
        for photo in kept.all:
            photos.keep(work.conn, wish.stream, answer.case, wish.user, work.st, photo)
    return answer


def conflict_page(
    place: Workplace, asked: Asked, found: Found, kind: str, typed: Typed, answer: Answer
) -> Outcome:
    """Somebody decided first: what was typed, that it is kept as a conflict, and the way on."""
    words = []
    with place.look() as snapshot:
        now = find(snapshot, asked.person, found.key)
        form = FORMS[kind]
        about = about_of(snapshot, now or found, asked.person)
        for field in form.fields(about):
            texts = [text for text in typed.values.get(field.name, ()) if text.strip()]
            if texts and field.kind != "hidden":
                names = {option.value: option.label for option in field.options}
                words.append((field.label, "、".join(names.get(text, text) for text in texts)))
        values = frame(asked, snapshot, "board")
        first = _decided(snapshot, now or found)
    values |= {
        "name": name_of(kind), "key": found.key, "words": words, "item": answer.verdict.item or "", "first": first,
    }  # fmt: skip
    return Shown(page="conflict.html", values=values, status=409)


def _decided(snapshot: Snapshot, found: Found) -> Line | None:
    """What the other one decided: the newest decision of the case that stands."""
    entries = timeline(snapshot.conn, found.stream, (found.case.id,), limit=RECENT)
    decided = [entry for entry in entries if entry.vd == "a" and entry.base is not None]
    newest = max(decided, key=lambda entry: entry.seq or 0, default=None)
    return line_of(newest, snapshot.at, snapshot.rules(found.stream)) if newest is not None else None


def look(place: Workplace, asked: Asked) -> Outcome:
    """`POST /desk/<number>/look`: a private field for sixty seconds, with its reason, in the ledger before it shows."""
    key, field, typed = asked.path["key"], asked.typed.one("field"), asked.typed
    with place.look() as snapshot:
        found = find(snapshot, asked.person, key)
        if found is None or not isinstance(found.case, Event) or field not in PRIVATE:
            return Missing()
        held = personal_fields(snapshot.conn, found.stream, found.case.id)
        if found.case.secret or not _handles(snapshot, found.case, asked):
            return Missing()
    p: dict[str, Any] = {"field": field, "reason": typed.one("reason"), "parent": found.case.id}
    action_id = typed.one(ACTION)
    if not is_id(action_id):
        return tried_page(place, asked, key, Trial(UNMASK, typed, BAD_ID, ""), status=422)
    wish = Wish(stream=found.stream, user=asked.person.user.id, kind=UNMASK, case=None, p=p, id=action_id)
    answer = place.county.write(lambda work: done(work, wish))
    if isinstance(answer, Answer) and answer.again:
        answer = SEEN  # a page loaded again is another look, and needs a trace of its own
    if isinstance(answer, Refusal):
        return tried_page(place, asked, key, Trial(UNMASK, typed, answer, action_id), status=422)
    return tried_page(place, asked, key, None, revealed={field: held.get(PRIVATE[field][1], "")})


def _handles(snapshot: Snapshot, event: Event, asked: Asked) -> bool:
    return event.task_of(tuple(grant.unit for grant in asked.person.user.grants)) is not None
