"""A page that is one form (填写页): what is asked under a heading, with the facts it rests on beside it."""

from collections.abc import Callable, Iterable

from msgspec import Struct
from msgspec.structs import replace

from county.acts import Answer, Wish, do
from county.web.acting import ACTION, BAD_ID
from county.web.asked import Asked, Missing, Moved, Outcome, Shown
from county.web.fields import Field, Typed, held, too_long
from county.web.frame import frame
from county.web.snapshot import Snapshot
from county.web.workplace import Workplace
from db.ids import is_id, new_id
from governance.refusal import Refusal

GONE = Refusal("other-base", "此件刚被他人办过，没有保存；请按刷新后的内容重新填写。")


class Part(Struct, frozen=True, kw_only=True):
    """Fields under a heading of their own, folded away unless open (分栏); `note` says what lies in the fold."""

    title: str
    fields: tuple[Field, ...] = ()
    open: bool = True
    note: str = ""
    parts: tuple["Part", ...] = ()  # folds within the fold

    @property
    def all(self) -> tuple[Field, ...]:
        """Its fields, those of its folds among them."""
        return (*self.fields, *(field for part in self.parts for field in part.all))


class Sheet(Struct, frozen=True, kw_only=True):
    """What is asked on the page, and how it becomes an act."""

    tab: str  # the tab it belongs to
    heading: str
    back: tuple[str, str]  # address and words of the way back
    where: str  # the address the form is sent to
    verb: str
    parts: tuple[Part, ...]
    base: str = ""
    note: str = ""
    facts: tuple[tuple[str, str], ...] = ()

    @property
    def fields(self) -> tuple[Field, ...]:
        """Every field, in order."""
        return tuple(field for part in self.parts for field in part.all)


Of = Callable[[Snapshot, Asked], Sheet | None]
Make = Callable[[Snapshot, Asked, Sheet], Wish | Refusal]


def shown(place: Workplace, asked: Asked, of: Of, no: Refusal | None = None, action_id: str = "") -> Outcome:
    """The page; with a refusal everything that was typed stands in it."""
    with place.look() as snapshot:
        sheet = of(snapshot, asked)
        if sheet is None:
            return Missing()
        values = frame(asked, snapshot, sheet.tab) | {
            "sheet": sheet,
            "parts": tuple(_unfolded(part, asked.typed) for part in sheet.parts),
            "values": {field.name: held(field, asked.typed) for field in sheet.fields},
            "action_id": action_id or new_id(snapshot.at),
            "refused": no.sentence if no is not None else "",
        }
    return Shown(page="sheet.html", values=values, status=_status(asked, no))


def _unfolded(part: Part, typed: Typed) -> Part:
    """The part, open where somebody typed; a form that came back shows what was changed and folds the rest."""
    changed = bool(typed.values) and any(
        _said(held(one, typed)) != _said(held(one, Typed({}))) for one in part.all
    )
    parts = tuple(_unfolded(one, typed) for one in part.parts)
    return replace(part, open=part.open or changed, parts=parts)


def _said(values: Iterable[str]) -> set[str]:
    return {text for text in values if text}


def _status(asked: Asked, no: Refusal | None) -> int:
    if asked.stop is not None:
        return asked.stop.status
    return 200 if no is None else 422


def sent(place: Workplace, asked: Asked, of: Of, make: Make, moved: Callable[[str, str], str]) -> Outcome:
    """The act that the form asks for; `moved` = where to go, by the case and the kind."""
    action_id = asked.typed.one(ACTION)
    with place.look() as snapshot:
        sheet = of(snapshot, asked)
        if sheet is None:
            return Missing()
        if asked.stop is not None:
            return shown(place, asked, of, asked.stop.no, action_id if is_id(action_id) else "")
        wish = too_long(sheet.fields, asked.typed) or make(snapshot, asked, sheet)
    if not is_id(action_id):
        return shown(place, asked, of, BAD_ID)
    if isinstance(wish, Refusal):
        return shown(place, asked, of, wish, action_id)
    answer = do(place.county, [wish])[0]
    if isinstance(answer, Refusal):
        return shown(place, asked, of, answer, action_id)
    if answer.verdict.vd != "a":
        return shown(place, asked, of, GONE)
    return Moved(moved(_case(answer), wish.kind))


def _case(answer: Answer) -> str:
    return answer.case or answer.id


def one_part(title: str, fields: Iterable[Field]) -> tuple[Part, ...]:
    """All fields under one heading."""
    return (Part(title=title, fields=tuple(fields)),)
