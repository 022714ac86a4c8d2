"""The lists of the calls page (呼叫列表): which card stands in which, how many, who still owes an answer. Free of Qt."""

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from db.drafts import Draft
from db.queries.calls import CallRow
from db.queries.unanswered import Owing
from desktop import times
from desktop.calls import texts
from desktop.calls.called_down import called_down, town_owes
from desktop.calls.cards import CardFace, card
from desktop.calls.draft import taken_up
from desktop.calls.found_list import found_cards, notice_cards
from desktop.calls.reading import Reading
from desktop.lights import Sign, sign_of
from desktop.names import Names
from desktop.title import title
from governance.calls import states
from governance.calls.call import CENTRE, Call
from governance.calls.fold import state_at
from governance.notices.notice import RECTIFIED
from governance.rulebook import Rules
from governance.supervision.proposals import proposal

FIRST = 3  # owing units named above the list
DRAFT = "draft:"


class OwingFace(Struct, frozen=True):
    """A unit that owes an answer."""

    case_id: str
    unit: str
    step: str  # 响应
    due: int | None
    sign: Sign

    def left_at(self, now: int) -> str:
        """`响应超 1 时 4 分`."""
        return f"{self.step}{times.left(self.due, now)}"


def _headed(cards: Iterable[CardFace], head: str) -> Iterator[CardFace]:
    """The cards of a group, the first with its head."""
    for place, one in enumerate(cards):
        yield one if place else replace(one, head=head)


class Listing:
    """What was read, at an instant, by the names of now."""

    def __init__(
        self, reading: Reading, drafts: Sequence[Draft], names: Names, now: int, rules: Rules
    ) -> None:
        self._reading, self._drafts = reading, drafts
        self._names, self._now, self._rules = names, now, rules

    def calls(self) -> list[Call]:
        """The calls as time left them."""
        return [state_at(call, self._now, self._rules) for call in self._reading.calls.values()]

    # ------------------------------------------------------------ cards

    def cards(self, listed: str) -> list[CardFace]:
        """The cards of a list: owed, down, all, found, notices."""
        reading, names, now = self._reading, self._names, self._now
        found = reading.rows.found
        match listed:
            case "found":
                return list(found_cards(found.week, reading.calls, reading.events, names, now))
            case "notices":
                return list(notice_cards(found, names, now))
            case "down":
                return list(self._down())
        return list(self._calls(listed))

    def _calls(self, listed: str) -> Iterator[CardFace]:
        """Drafts first, then what waits for a signature, among all of them what ought to be supervised, then by due."""
        rows = self._reading.rows
        owed = {one.case_id for one in rows.owing}
        shown = [row for row in rows.open if listed == "all" or row.case_id in owed]
        shown = [row for row in shown if row.state != states.DRAFT]
        unsigned = [row for row in rows.open if row.state == states.DRAFT]
        yield from (self._draft(one) for one in self._drafts)
        yield from self._shown(unsigned)
        ended = rows.ended if listed == "all" else ()
        late = [row for row in shown if listed == "all" and self._to_supervise(row)]
        others = self._shown(row for row in (*shown, *ended) if row not in late)
        if not late:
            yield from others
            return
        yield from _headed(self._shown(late), texts.TO_SUPERVISE_HEAD.format(n=len(late)))
        yield from _headed(others, texts.THE_OTHERS_HEAD)

    def _shown(self, rows: Iterable[CallRow]) -> Iterator[CardFace]:
        for row in rows:
            call = self._reading.calls.get(row.case_id)
            if call is not None:
                yield self._card(call, row.pending)

    def _to_supervise(self, row: CallRow) -> bool:
        """待督办: the clocks propose a supervision above what is issued (§3.9)."""
        call = self._reading.calls.get(row.case_id)
        return call is not None and proposal(call, self._now, self._rules.calendar) is not None

    def _down(self) -> Iterator[CardFace]:
        """What the town owes first, then what waits for the caller's word."""
        known = self._reading.calls
        rows = [row for row in self._reading.rows.open if row.case_id in known]
        mine = [row for row in rows if called_down(known[row.case_id])]
        for row in sorted(mine, key=lambda row: not town_owes(known[row.case_id])):
            yield self._card(known[row.case_id], row.pending)

    def _card(self, call: Call, pending: int) -> CardFace:
        shown = state_at(call, self._now, self._rules)
        return card(shown, self._reading.event_of(call), pending, self._names, self._now, self._rules)

    def _draft(self, one: Draft) -> CardFace:
        draft = taken_up(one.body)
        event = self._reading.events.get(draft.event)
        what = title(event.text) if event is not None else title(draft.ask) or texts.NO_EVENT
        tag = (texts.SENT_TO_SIGN, "amber") if draft.signer else (texts.DRAFT, "")
        units = (self._names.unit(dept) for dept in draft.depts[:1])
        return CardFace(
            key=f"{DRAFT}{one.draft_id}",
            grade=draft.grade,
            title=what,
            lines=(),
            where=" · ".join(part for part in (draft.item, *units) if part),
            serial=times.short(one.upd_ms, self._now),
            tags=(tag,),
            draft=True,
        )

    # ------------------------------------------------------------ how many

    def counts(self) -> dict[str, int]:
        """Answers owed (departments, not calls), the town's own, open calls, findings, notices with 约谈."""
        rows = self._reading.rows
        return {
            "owed": len(rows.owing),
            "down": sum(1 for _ in self._own()),
            "all": len(rows.open),
            "found": len(rows.found.week),
            "notices": rows.found.talks + sum(one.row.state != RECTIFIED for one in rows.found.notices),
        }

    def badge(self, ratings: int) -> tuple[int, bool]:
        """Answers past due, ratings and what the town itself owes; red when one is overdue."""
        late = sum(1 for one in self._reading.rows.owing if one.due_at is not None and one.due_at < self._now)
        own = [row.due_at for row in self._own()]
        own_late = any(due is not None and due < self._now for due in own)
        return late + ratings + len(own), late > 0 or own_late

    def _own(self) -> Iterator[CallRow]:
        known = self._reading.calls
        for row in self._reading.rows.open:
            if row.case_id in known and town_owes(known[row.case_id]):
                yield row

    # ------------------------------------------------------------ 谁还没应

    def owing(self) -> list[OwingFace]:
        """The first units that owe an answer."""
        return [self._owing(one) for one in self._reading.rows.owing[:FIRST]]

    def _owing(self, one: Owing) -> OwingFace:
        unit = texts.PLATFORM if one.unit == CENTRE else self._names.unit(one.unit)
        rows = self._reading.rows.open
        yellow = next((row.yellow_at for row in rows if row.case_id == one.case_id), None)
        soon = yellow if one.case_id in self._reading.calls and one.due_at is not None else None
        sign = sign_of(one.due_at, soon, self._now)
        return OwingFace(one.case_id, unit, texts.OWES.get(one.what, ""), one.due_at, sign)
