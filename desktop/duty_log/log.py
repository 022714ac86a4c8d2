"""Outages and drills in the duty log (值班日志): listed, begun, ended. Free of Qt.

Source: rulebook §6.4, kinds.csv. An outage is declared by whoever sits here; a drill is the duty leader's, signed with
his password. Both are facts beside the clocks: nothing stops and nothing is excused, but everybody sees the span.
"""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Protocol

from msgspec import Struct

from db.outbox import Sealed
from db.queries.duty_log import duty_log
from desktop import times
from desktop.desk import Wish
from desktop.duty_log import texts
from desktop.moves.moments import moment
from desktop.names import Names
from desktop.seat import Operator
from desktop.signing.in_person import Signing
from desktop.signing.signers import Signer, holders, nobody, signers
from governance.duty.drill import SUBJECTS, Drill
from governance.duty.outage import Outage
from governance.duty.stated_time import RULERS
from governance.refusal import Refusal
from governance.rulebook import Rules

SHOWN_MS = 60 * times.DAY_MS
DECLARE = "outage_declare"  # the cell of the matrix; a drill has none, its rule names who


class Line(Struct, frozen=True, kw_only=True):
    """One outage or drill, in words."""

    key: str  # case id
    drill: bool
    what: str
    span: str
    text: str
    by: str
    open: bool


class Asked(Struct, frozen=True, kw_only=True):
    """What the dialog asks for: a new one, or the end of one."""

    drill: bool
    people: tuple[Signer, ...]
    since: str  # as people type it
    to: str = ""
    text: str = ""
    ends: Line | None = None


class Given(Struct, frozen=True, kw_only=True):
    """What was typed and chosen."""

    subject: str = ""
    since: str = ""
    to: str = ""
    text: str = ""
    who: int = -1  # place among the people


class Place(Protocol):
    """Where it is read (the seat)."""

    @property
    def stream(self) -> str: ...
    @property
    def operator(self) -> Operator: ...
    @property
    def rules(self) -> Rules: ...
    def now(self) -> int: ...
    def read(self, question: Callable[[Any], Any], /) -> Awaitable[Any]: ...


class Saving(Protocol):
    """Saves in a person's name."""

    def save(self, wish: Wish, signing: Signing, /) -> Awaitable[Sealed | Refusal]: ...


class DutyLog:
    """Holds what is listed."""

    def __init__(self, seat: Place, saving: Saving, show: Callable[[Sequence[Line]], None]) -> None:
        self._seat, self._saving, self._show = seat, saving, show
        self._known: dict[str, Outage | Drill] = {}

    async def read(self) -> None:
        """Read and show the list again."""
        stream, now = self._seat.stream, self._seat.now()
        found = await self._seat.read(lambda conn: duty_log(conn, stream, now - SHOWN_MS))
        self._known = {one.id: one for one in found}
        names = Names(self._seat.rules)
        self._show([line_of(one, now, names.person) for one in found])

    # ------------------------------------------------------------ asking

    def asked(self, *, drill: bool) -> Asked:
        """What a new one needs."""
        return Asked(drill=drill, people=self._people(drill), since=times.clock_time(self._seat.now()))

    def end_asked(self, line: Line | None) -> Asked | str:
        """What the end of one needs, or why there is nothing to end."""
        one = self._known.get(line.key) if line is not None else None
        if line is None or one is None or one.to is not None:
            return texts.CHOOSE_OPEN
        now = self._seat.now()
        text = "" if isinstance(one, Drill) else one.scope
        drill, since = isinstance(one, Drill), times.short(one.since, now)
        people, to = self._people(drill), times.clock_time(now)
        return Asked(drill=drill, people=people, since=since, to=to, text=text, ends=line)

    def _people(self, drill: bool) -> tuple[Signer, ...]:
        rules, here = self._seat.rules, self._seat.operator.id
        if drill:
            return holders(tuple(sorted(RULERS)), rules, here)
        known = signers(DECLARE, rules, here)
        return known[:1] if known and known[0].id == here else known  # who sits here needs no choosing

    # ------------------------------------------------------------ saving

    async def save(self, asked: Asked, given: Given) -> str:
        """Write it down; why not, as a sentence, or ""."""
        if not 0 <= given.who < len(asked.people):
            return texts.NO_LEADER if asked.drill else nobody(DECLARE, self._seat.rules)
        now = self._seat.now()
        since = moment(given.since, now)
        to = moment(given.to, now) if given.to.strip() else None
        if since is None and asked.ends is None:
            return texts.BAD_SINCE
        if to is None and given.to.strip():
            return texts.BAD_TO
        wish = self._wish(asked, given, since or 0, to)
        return await self._signed(wish, asked, given)

    def _wish(self, asked: Asked, given: Given, since: int, to: int | None) -> Wish:
        case = asked.ends.key if asked.ends is not None else ""
        old = self._known.get(case)
        p: dict[str, Any] = {"since": old.since if old is not None else since}
        p |= {"to": to} if to is not None else {}
        if asked.drill:
            p |= {"subject": old.subject if isinstance(old, Drill) else given.subject, "text": given.text}
        else:
            p |= {"scope": given.text}
        kind, births = ("drill.mark" if asked.drill else "outage.declare"), ("" if case else "-")
        return Wish(kind=kind, p=p, actor=asked.people[given.who].id, case=case, births=births)

    async def _signed(self, wish: Wish, asked: Asked, given: Given) -> str:
        who = asked.people[given.who]
        what = asked.ends.what if asked.ends is not None else kind_name(asked.drill, given.subject)
        signing = Signing(texts.SIGN_TITLE.format(name=who.name, what=what), given.text, texts.SAVE)
        said = await self._saving.save(wish, signing)
        return said.sentence if isinstance(said, Refusal) else ""


def line_of(one: Outage | Drill, now: int, person: Callable[[str], str]) -> Line:
    """One line of the list."""
    drill = isinstance(one, Drill)
    subject = one.subject if isinstance(one, Drill) else ""
    text = one.text if isinstance(one, Drill) else one.scope
    if isinstance(one, Drill) and one.result:
        text = texts.RESULT.format(text=one.text, result=one.result)
    return Line(
        key=one.id,
        drill=drill,
        what=kind_name(drill, subject),
        span=_span(one.since, one.to, now),
        text=text,
        by=person(one.by),
        open=one.to is None,
    )


def said_of(asked: Asked, given: Given) -> str:
    """What was written down, as the toast says it."""
    if asked.ends is not None:
        return texts.ENDED.format(what=asked.ends.what)
    return texts.DONE.format(what=kind_name(asked.drill, given.subject))


def kind_name(drill: bool, subject: str) -> str:
    """断网, or 演练·断网."""
    return texts.DRILL_NAME.format(subject=SUBJECTS.get(subject, subject)) if drill else texts.OUTAGE_NAME


def _span(since: int, to: int | None, now: int) -> str:
    if to is None:
        return texts.GOING_ON.format(since=times.short(since, now))
    same_day = times.local(since).date() == times.local(to).date()
    end = times.clock_time(to) if same_day else times.short(to, now)
    return texts.SPAN.format(since=times.short(since, now), to=end, span=times.span(to - since))
