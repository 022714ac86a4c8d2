"""The desk (工作台): what every page saves and asks through, whatever the network does.

One way for every save: the rules are asked first, then the action is sealed in own.db, then its picture is made; only
then the page says 已存本机. A refusal is a value and leaves nothing behind.
"""

import threading
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Any

from msgspec import Struct

from db.outbox import Intent, Sealed
from db.overlay import ShownView, shown_cases
from db.serials import BEARERS, given_on
from db.store import Store
from db.trusted_time import last_received, last_sealed
from governance.handling.doubted import DOUBTED
from governance.kind_rule import also_of, moves_parent
from governance.ledger.case import Case
from governance.objections import refusal
from governance.papers.slip import slip_case
from governance.places.serials import serial
from governance.refusal import Refusal
from governance.rulebook import Rules
from governance.rules import KINDS
from governance.time.working_time import date_of, local_day


class Wish(Struct, frozen=True, kw_only=True):
    """What a person wants done: on a case that is there, or bearing a new one of this letter."""

    kind: str
    p: Mapping[str, Any]
    actor: str
    case: str = ""  # empty with `births`
    births: str = ""  # letter of the new case's serial
    annex: Mapping[str, Any] | None = None
    draft: str | None = None


class Desk:
    """A store and its numbers; may be used from any one thread at a time."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._given: dict[tuple[str, int], int] = {}
        self._trusted: int | None = None  # read once the clock is in doubt
        self._lock = threading.Lock()

    @property
    def rules(self) -> Rules:
        """The rules as pinned now, with everybody's grants as they are in force now."""
        rules = self.store.town.rules(self.store.stream)
        return rules.as_of(self.now()) if rules.directory.terms else rules

    def now(self) -> int:
        """The corrected time, UTC ms."""
        return self.store.clock.now().t

    def case(self, case_id: str) -> Case | None:
        """A case as the screen shows it, own pending actions included."""
        return self.cases((case_id,)).get(case_id)

    def cases(self, case_ids: Iterable[str]) -> dict[str, Case]:
        """Cases as the screen shows them, read on one snapshot; unknown ones are left out."""
        return self.store.read(partial(shown_cases, stream=self.store.stream, case_ids=case_ids))

    def refusal(self, wish: Wish) -> Refusal | None:
        """Say why a wish may not be done now, or None."""
        return self._refusals([wish])[0]

    def save(self, wish: Wish) -> Sealed | Refusal:
        """Save one action: 已存本机 when this returns a `Sealed`; the picture shows it already."""
        return self.save_all([wish])[0]

    def save_all(self, wishes: Sequence[Wish]) -> list[Sealed | Refusal]:
        """Save actions on different cases in one commit (批量办理); a refused one leaves the others alone.

        Each is judged by the picture before the commit, so no two may touch one case or a case and its parent.
        """
        with self._lock:
            said: list[Sealed | Refusal | None] = list(self._refusals(wishes))
            granted = [n for n, no in enumerate(said) if no is None]
            if granted:
                sealed = self._seal([wishes[n] for n in granted])
                for n, one in zip(granted, sealed, strict=True):
                    said[n] = one
            return [one for one in said if one is not None]

    def next_serial(self, letter: str) -> str:
        """The number that the next new case of a letter is given, if nobody else saves before (将取号)."""
        with self._lock:
            return self._serial(letter, self.serial_day(), 1)

    def serial_day(self) -> int:
        """The day in new serials: today, or the last day beyond doubt while the PC's date is in doubt (§6.4)."""
        now = self.store.clock.now()
        if now.cq != DOUBTED:
            return local_day(now.t)
        if self._trusted is None:  # nothing can change it as long as the doubt lasts
            self._trusted = self.last_trusted() or now.t
        return local_day(self._trusted)

    def state_time(self, ms: int) -> None:
        """A person says what time it is (校时): kept at once."""
        self.store.state_time(ms)

    def boot_ms(self) -> int:
        """A clock that never jumps, for what passes between two readings."""
        return self.store.clock.boot_ms()

    def last_trusted(self) -> int:
        """The last time that was beyond doubt, UTC ms; 0 for none (上次可信时间)."""
        stream = self.store.stream
        device = self.store.device(stream).device
        return max(
            self.store.read(lambda conn: last_received(conn, stream)),
            self.store.read_own(lambda conn: last_sealed(conn, stream, device)),
        )

    def _refusals(self, wishes: Sequence[Wish]) -> list[Refusal | None]:
        stream, rules, at = self.store.stream, self.rules, self.now()
        return self.store.read(
            lambda conn: [_refused(wish, at, ShownView(conn, stream, rules)) for wish in wishes]
        )

    def _seal(self, wishes: Sequence[Wish]) -> list[Sealed]:
        today = self.serial_day()
        given: dict[tuple[str, int], int] = {}
        named = {w.case for w in wishes if w.case}
        named |= {other for w in wishes for other in _further(w)}
        cases = self.cases(named)
        intents = []
        for wish in wishes:
            p = dict(wish.p)
            if KINDS[wish.kind].bears is not None:
                count = given.get((PART_LETTER, today), 0)
                p["children"] = self._numbered(p["children"], today, count)
                given[PART_LETTER, today] = count + len(p["children"])
            if wish.births in BEARERS:
                key = wish.births, _fact_day(p, today)
                given[key] = given.get(key, 0) + 1
                p["serial"] = self._serial(*key, given[key])
            intents.append(self._intent(wish, p, cases))
        sealed = self.store.seal(intents)
        for key, count in given.items():
            self._given[key] += count
        self.store.town.settle()
        return sealed

    def _numbered(self, children: Sequence[Mapping[str, Any]], day: int, count: int) -> list[dict[str, Any]]:
        """The parts of a 拆分, each with its case and its number."""
        return [
            {
                **part,
                "case": self.store.new_id(),
                "serial": self._serial(PART_LETTER, day, count + n),
            }
            for n, part in enumerate(children, 1)
        ]

    def _intent(self, wish: Wish, p: dict[str, Any], cases: Mapping[str, Case]) -> Intent:
        rule = KINDS[wish.kind]
        case = cases.get(wish.case)
        further = also_of(rule, p, birth=moves_parent(rule, case))
        also = tuple((one, cases[one].base if one in cases else None) for one in further)
        return Intent(
            kind=wish.kind,
            case=_case_of(wish, self.store.stream) or self.store.new_id(),
            p=p,
            actor=wish.actor,
            base=None if rule.fact or case is None else case.base,
            also=also,
            annex=wish.annex,
            draft=wish.draft,
        )

    def _serial(self, letter: str, day: int, nth: int) -> str:
        """The nth next number of the day; counted from the store once a day."""
        stream = self.store.stream
        device = self.store.device(stream)
        text = date_of(day).strftime("%y%m%d")
        if (letter, day) not in self._given:
            self._given[letter, day] = self.store.read_own(
                lambda conn: given_on(conn, stream, device.device, letter, text)
            )
        return serial(letter, text, self.rules.home.unit, device.no, self._given[letter, day] + nth)


PART_LETTER = "S"  # parts of a 拆分 are events


def _fact_day(p: Mapping[str, Any], today: int) -> int:
    """The day in the serial: of a numbered slip that of the fact, else today (§2.2)."""
    told = p.get("occ") if p.get("paper") else None
    return min(local_day(told), today) if isinstance(told, int) else today


def _further(wish: Wish) -> tuple[str, ...]:
    return also_of(KINDS[wish.kind], wish.p, birth=True)


def _refused(wish: Wish, at: int, view: ShownView) -> Refusal | None:
    case = _case_of(wish, view.rules.home.stream)
    return refusal(wish.kind, case or None, dict(wish.p), wish.actor, at, view)


def _case_of(wish: Wish, stream: str) -> str:
    """The case a wish is about; a slip's is known by its number, so that none is entered twice."""
    if wish.kind == "paper.backfill":
        return slip_case(stream, str(wish.p.get("no", "")))
    return wish.case
