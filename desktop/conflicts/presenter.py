"""What the conflict card decides (冲突卡): both sides in one order of lines, what may be chosen, what came meanwhile.

Source: sync.md §3.3, ui_notes 冲突卡. Free of Qt. 改按我的 takes the later decisions again, one by one, as they would
be judged now; the card says before whether the rules let it.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from db.queries.conflicts import Conflict, open_conflicts
from db.queries.dossier import Line, pending_lines, timeline
from desktop import times
from desktop.conflicts import texts
from desktop.conflicts.faces import Card, Choice, Fact, Row
from desktop.desk import Desk, Wish
from desktop.dossier.told import SAID
from desktop.names import Names
from desktop.place_names import PlaceNames
from desktop.title import title
from governance.calls.call import Call
from governance.events.event import Event
from governance.ledger.conflict import CHOICES
from governance.ledger.stream import Stream
from governance.refusal import Refusal
from governance.rulebook import Rules
from governance.rules import KINDS, name_of
from governance.time.clocks import due_at

AMBER_MS, RED_MS = 2 * times.HOUR_MS, 24 * times.HOUR_MS
ORDER = ("KEEP", "MINE", "LEADER")
_TRAVELLED = frozenset({"serial", "occ", "paper", "px"})  # of the first time; not said again


class Place(Protocol):
    """Where the card reads and saves (the seat)."""

    desk: Desk

    @property
    def stream(self) -> str: ...
    @property
    def operator(self) -> Any: ...
    @property
    def rules(self) -> Rules: ...
    def now(self) -> int: ...
    async def read(self, question: Callable[[Any], Any]) -> Any: ...
    async def read_own(self, question: Callable[[Any], Any]) -> Any: ...
    async def case(self, case_id: str) -> Any: ...
    async def run(self, work: Callable[[], Any]) -> Any: ...
    async def save(self, wish: Wish) -> Any: ...


class ConflictsPresenter:
    """Reads the open conflicts, judges the ways out, settles one."""

    def __init__(self, seat: Place, places: PlaceNames) -> None:
        self._seat = seat
        self._places = places
        self._open: list[Conflict] = []
        self._devices: dict[str, str] = {}  # device → its number

    async def read(self, case_id: str = "") -> list[Conflict]:
        """The open conflicts, those of `case_id` first."""
        stream = self._seat.stream
        found = await self._seat.read(lambda conn: open_conflicts(conn, stream))
        cases = tuple({one.case.id for one in found})
        if cases:
            pending = await self._seat.read_own(lambda own: pending_lines(own, stream, cases))
            found = await self._seat.read(lambda conn: open_conflicts(conn, stream, pending))
        stated = await self._seat.case(stream)
        if isinstance(stated, Stream):
            self._devices = {one.id: one.no for one in stated.devices}
        self._open = sorted(found, key=lambda one: one.case.id != case_id)
        return self._open

    async def card(self, at: int) -> Card | None:
        """The card of the open conflict at that place; None when there is none."""
        if not 0 <= at < len(self._open):
            return None
        one = self._open[at]
        checked = await self._seat.run(lambda: self._check(one))
        return self._face(one, checked, at)

    async def fresh(self, card: Card) -> bool:
        """Whether the case stands as the card shows it."""
        case = next((one.case for one in await self.read(card.case_id) if one.item == card.item), None)
        return case is not None and _moved(case) == card.seen

    async def settled(self, card: Card) -> str:
        """Who settled it meanwhile, as a sentence; "" while it is open."""
        if any(one.item == card.item for one in await self.read(card.case_id)):
            return ""
        stream, cases = self._seat.stream, (card.case_id,)
        known = await self._seat.read(lambda conn: timeline(conn, stream, cases, limit=2_000))
        lines = [*known, *await self._seat.read_own(lambda own: pending_lines(own, stream, cases))]
        done = next(
            (x for x in reversed(lines) if x.kind == "conflict.resolve" and x.p.get("item") == card.item),
            None,
        )
        if done is None:
            return texts.GONE
        names = Names(self._seat.rules, self._places)
        at = times.short(done.at, self._seat.now())
        return texts.SETTLED.format(
            who=names.person(done.actor), at=at, choice=CHOICES.get(done.p.get("choice", ""), "")
        )

    async def settle(self, card: Card, choice: str) -> Refusal | None:
        """Do what was chosen; gives why not, with nothing half-done that a person would not see."""
        conflict = next((one for one in self._open if one.item == card.item), None)
        resolve = self._wish("conflict.resolve", card.case_id, {"item": card.item, "choice": choice})
        steps = [resolve]
        if choice == "MINE" and conflict is not None:
            again = [self._again(line, card.case_id) for line in conflict.other]
            closing = any(KINDS[wish.kind].closing for wish in again)
            steps = [resolve, *again] if closing else [*again, resolve]
        for wish in steps:
            done = await self._seat.save(wish)
            if isinstance(done, Refusal):
                return done
        return None

    # ------------------------------------------------------------ judging

    def _wish(self, kind: str, case_id: str, p: Mapping[str, Any]) -> Wish:
        return Wish(kind=kind, p=p, actor=self._seat.operator.id, case=case_id)

    def _again(self, line: Line, case_id: str) -> Wish:
        return self._wish(line.kind, case_id, {k: v for k, v in line.p.items() if k not in _TRAVELLED})

    def _check(self, one: Conflict) -> tuple[int, str]:
        """How many of the later decisions the rules would take now before one fails, and why it fails.

        The first is judged; those after it build on what it would change and are judged when they are saved.
        """
        for good, line in enumerate(one.other[:1]):
            no = self._seat.desk.refusal(self._again(line, one.case.id))
            if no is not None:
                return good, no.sentence
        return len(one.other), ""

    # ------------------------------------------------------------ in words

    def _face(self, one: Conflict, checked: tuple[int, str], at: int) -> Card:
        now = self._seat.now()
        waited = now - one.since
        last = one.other[-1] if one.other else None
        mine = last is not None and last.device == self._device()
        notes = [
            texts.REACHED.format(at=times.short(last.received_at, now))
            if last and last.received_at
            else texts.NOT_SENT
        ]
        if len(one.other) > 1:
            notes.append(texts.CHAIN.format(n=len(one.other)))
        reached = next((x.received_at for x in one.held if x.received_at), None)
        return Card(
            item=one.item,
            case_id=one.case.id,
            seen=_moved(one.case),
            serial=getattr(one.case, "serial", ""),
            title=title(getattr(one.case, "text", "") or getattr(one.case, "ask", "")),
            since=one.since,
            age="red" if waited >= RED_MS else "amber" if waited >= AMBER_MS else "",
            held_note=texts.REACHED.format(at=times.short(reached, now)) if reached else "",
            other_head=texts.OTHER_MINE if mine else texts.OTHER,
            other_note=" · ".join(notes),
            rows=self._rows(one, now),
            facts=tuple(self._fact(line) for line in one.facts),
            choices=self._choices(one, checked),
            nth=at + 1,
            all=len(self._open),
        )

    def _rows(self, one: Conflict, now: int) -> tuple[Row, ...]:
        held, other = self._side(one.held, now), self._side(one.other, now)
        held["due"] = self._due(one, now)
        other["due"] = texts.ANEW
        if not held["unit"] and isinstance(one.case, Event) and one.case.held_by:
            held["unit"] = Names(self._seat.rules, self._places).unit(one.case.held_by)
        if not held["decision"]:
            held["decision"] = texts.NOTHING_HELD
        return tuple(
            Row(label, held.get(key, ""), other.get(key, ""))
            for key, label in texts.ROWS.items()
            if held.get(key) or other.get(key)
        )

    def _side(self, lines: Sequence[Line], now: int) -> dict[str, str]:
        """What one side did, its lines joined."""
        rules = self._seat.rules
        names = Names(rules, self._places)

        def each(told: Callable[[Line], str]) -> str:
            return texts.THEN.join(dict.fromkeys(word for line in lines if (word := told(line))))

        return {
            "decision": each(lambda x: said(x.kind, x.p, names, rules)),
            "unit": each(lambda x: names.unit(str(x.p["unit"])) if x.p.get("unit") else ""),
            "clause": each(lambda x: str(x.p.get("clause") or "")),
            "reason": each(lambda x: str(x.p.get("reason") or "")),
            "who": each(lambda x: names.said_by(x.actor)),
            "made": each(lambda x: times.clock_second(x.at)),
            "effective": each(lambda x: times.short(x.at, now)),
            "clock": each(lambda x: texts.CLOCKS[x.cq]),
            "proof": each(lambda x: texts.PROOF.format(no=self._no(x.device), code=x.receipt_code)),
        }

    def _due(self, one: Conflict, now: int) -> str:
        case = one.case
        if not isinstance(case, Event | Call):
            return ""
        clock = case.clock("HANDLE") or next((c for c in case.clocks if c.stop is None), None)
        if clock is None or clock.stop is not None:
            return ""
        due = due_at(clock, self._seat.rules.calendar)
        return texts.NO_DUE if due is None else texts.DUE.format(at=times.due_short(due, now))

    def _fact(self, line: Line) -> Fact:
        rules = self._seat.rules
        names = Names(rules, self._places)
        return Fact(
            line.at,
            said(line.kind, line.p, names, rules),
            names.said_by(line.actor),
            line.device == self._device(),
        )

    def _choices(self, one: Conflict, checked: tuple[int, str]) -> tuple[Choice, ...]:
        held, other = self._side(one.held, 0), self._side(one.other, 0)
        good, why = checked
        count = len(one.other)
        note = (
            texts.MINE_REFUSED.format(good=good, all=count, why=why)
            if why
            else texts.MINE_CHECKED.format(good=good, all=count)
        )
        keep = texts.KEEP_SAYS.format(
            decision=held["decision"] or texts.NOTHING_HELD, due=self._due(one, self._seat.now())
        )
        return (
            Choice("KEEP", texts.KEEP, keep.replace("，。", "。")),
            Choice("MINE", texts.MINE, texts.MINE_SAYS.format(decision=other["decision"]), note, not why),
            Choice("LEADER", texts.LEADER, texts.LEADER_SAYS.format(who=self._leader())),
        )

    def _leader(self) -> str:
        users = self._seat.rules.directory.users.values()
        found = [u.name for u in users if u.active and any(g.role == "DUTY_LEADER" for g in u.grants)]
        return found[0] if len(found) == 1 else texts.LEADER_NONE

    def _device(self) -> str:
        return self._seat.desk.store.device(self._seat.stream).device

    def _no(self, device: str) -> str:
        return self._devices.get(device, "")


def said(kind: str, p: Mapping[str, Any], names: Names, rules: Rules) -> str:
    """What an entry says, as its timeline would."""
    told = SAID.get(kind)
    return told(p, names, rules) if told is not None else name_of(kind)


def _moved(case: Any) -> int:
    return int(getattr(case, "moved", 0))
