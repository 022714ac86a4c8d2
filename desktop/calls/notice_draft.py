"""A notice of the town begun at the desk (拟通报): its form, in whose name it is kept, sent and signed. Free of Qt.

Source: rulebook §4.8, roles_permissions.csv: the supervisor drafts, the director signs; whoever does not sit at the desk
himself gives his password.
"""

from collections.abc import Callable, Sequence
from typing import Any

import msgspec
from msgspec.structs import replace

from db.drafts import Draft
from db.outbox import Sealed
from desktop.calls import texts
from desktop.calls.notice_step import DRAFTS, SEND, drafters
from desktop.desk import Wish
from desktop.moves.form import Choice, told
from desktop.moves.notice_forms import BY, again, answer, begin
from desktop.moves.presenter import MoveSeat, OpenForm
from desktop.names import Names
from desktop.seat import Operator
from desktop.signing.in_person import InPerson, Signing
from desktop.signing.signers import nobody
from governance.notices.notice import Line, Notice
from governance.refusal import Refusal
from governance.rulebook import Rules


class DraftingSeat:
    """The seat while a notice is drafted: saved by whom the wish names, with his password."""

    def __init__(self, seat: MoveSeat, in_person: InPerson, names: Callable[[], Names]) -> None:
        self._seat, self._in_person, self._names = seat, in_person, names

    @property
    def operator(self) -> Operator:
        """Whose draft it is on this desk."""
        return self._seat.operator

    async def save(self, wish: Wish) -> Sealed | Refusal:
        """Save it once it is signed."""
        act, about = ("reply", "text") if wish.kind == "notice.reply" else ("draft", "title")
        asked = signing(act, wish.actor, str(wish.p.get(about, "")), self._names())
        return await self._in_person.save(wish, asked)

    async def save_all(self, wishes: Sequence[Wish]) -> list[Sealed | Refusal]:
        """Save several in one commit."""
        return [await self.save(wish) for wish in wishes]

    async def keep_draft(self, draft_id: str, kind: str, body: str) -> None:
        """What is typed stays on this desk."""
        await self._seat.keep_draft(draft_id, kind, body)

    async def drop_draft(self, draft_id: str) -> None:
        """Into the bin."""
        await self._seat.drop_draft(draft_id)

    async def draft(self, draft_id: str) -> Draft | None:
        """What was typed before."""
        return await self._seat.draft(draft_id)

    async def run(self, work: Callable[[], Any]) -> Any:
        """Beside the window."""
        return await self._seat.run(work)


class OpenNotice(OpenForm):
    """The form of a notice, new or drafted before: the drafter chosen in it, else the first who may."""

    def __init__(
        self,
        seat: MoveSeat,
        lines: Sequence[Line],
        who: Sequence[Choice],
        made: "Made",
        drafted: Notice | None = None,
    ) -> None:
        """`lines`: what may be told and is in no notice yet."""
        form = (
            begin(lines, who, made.names, made.now)
            if drafted is None
            else again(drafted, lines, who, made.names, made.now)
        )
        super().__init__(seat, form, drafted.id if drafted is not None else "")
        self._first = who[0].key

    def wish(self) -> Wish:
        """In the drafter's name."""
        return replace(super().wish(), actor=told(self.values, BY) or self._first)


class OpenAnswer(OpenForm):
    """The form of what the room answers to a notice that tells of it, in the name of who leads the shift."""

    def __init__(self, seat: MoveSeat, notice: Notice, who: str, names: Names) -> None:
        super().__init__(seat, answer(notice, names), notice.id)
        self._who = who

    def wish(self) -> Wish:
        """In the leader's name."""
        return replace(super().wish(), actor=self._who)


class Made(msgspec.Struct, frozen=True):
    """When a form is made, and what things are called then."""

    names: Names
    now: int


def cannot_begin(lines: Sequence[Line], operator: Operator, rules: Rules) -> str:
    """Why no notice can be begun, as a sentence; "" when one can."""
    if not drafters(operator, rules):
        return nobody(DRAFTS, rules)
    return "" if lines else texts.NOTICE_NONE


def choices(operator: Operator, rules: Rules) -> tuple[Choice, ...]:
    """Drafters to choose from."""
    return tuple(Choice(one.id, one.name, one.role) for one in drafters(operator, rules))


def signing(act: str, who: str, about: str, names: Names) -> Signing:
    """What somebody is asked to sign: `act` is draft, send, sign or reply."""
    title = f"{names.person(who)}{texts.NOTICE_SIGN_WHAT[act]}"
    return Signing(title, about, texts.NOTICE_SIGN_VERBS[act])


def step_wish(notice: Notice, what: str, who: str) -> Wish:
    """送说明 with all that stands in it, or 签发."""
    if what != SEND:
        return Wish(kind="notice.sign", p={}, actor=who, case=notice.id)
    p: dict[str, Any] = {
        "title": notice.title,
        "text": notice.text,
        "lines": [msgspec.to_builtins(line) for line in notice.lines],
        "send": True,
    }
    p |= {"copy_to": notice.copy_to} if notice.copy_to else {}
    return Wish(kind="notice.draft", p=p, actor=who, case=notice.id)
