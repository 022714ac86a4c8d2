"""The desk (工作台): what every page saves and asks through, whatever the network does.

One way for every save: the rules are asked first, then the action is sealed in own.db, then its picture is made; only
then the page says 已存本机. A refusal is a value and leaves nothing behind.
"""

import threading
from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from db.outbox import Intent, Sealed
from db.overlay import ShownView, shown_case
from db.serials import BEARERS, given_since
from db.store import Store
from governance.ledger.case import Case
from governance.places.serials import serial
from governance.refusal import Refusal
from governance.rulebook import Rules
from governance.rules import KINDS
from governance.time.working_time import date_of, local_day, midnight
from governance.verdicts import refusal


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
        self._lock = threading.Lock()

    @property
    def rules(self) -> Rules:
        """The rules as pinned now."""
        return self.store.town.rules(self.store.stream)

    def now(self) -> int:
        """The corrected time, UTC ms."""
        return self.store.clock.now().t

    def case(self, case_id: str) -> Case | None:
        """A case as the screen shows it, own pending actions included."""
        stream = self.store.stream
        found = self.store.read(lambda conn: shown_case(conn, stream, case_id))
        return None if found is None else found.case

    def refusal(self, wish: Wish) -> Refusal | None:
        """Say why a wish may not be done now, or None."""
        stream, rules, at = self.store.stream, self.rules, self.now()
        return self.store.read(
            lambda conn: refusal(
                wish.kind, wish.case or None, dict(wish.p), wish.actor, at, ShownView(conn, stream, rules)
            )
        )

    def save(self, wish: Wish) -> Sealed | Refusal:
        """Save one action: 已存本机 when this returns a `Sealed`; the picture shows it already."""
        with self._lock:
            no = self.refusal(wish)
            if no is not None:
                return no
            now = self.now()
            p = dict(wish.p)
            if wish.births in BEARERS:
                p["serial"] = self._serial(wish.births, now)
            sealed = self.store.seal([self._intent(wish, p)])[0]
            if wish.births in BEARERS:
                key = (wish.births, local_day(now))
                self._given[key] = self._given[key] + 1
            self.store.town.settle()
            return sealed

    def _intent(self, wish: Wish, p: dict[str, Any]) -> Intent:
        rule = KINDS[wish.kind]
        case = self.case(wish.case) if wish.case else None
        also: tuple[tuple[str, str | None], ...] = ()
        if rule.moves_parent and case is None and p.get("parent"):
            parent = self.case(p["parent"])
            also = ((p["parent"], parent.base if parent is not None else None),)
        return Intent(
            kind=wish.kind,
            case=wish.case or self.store.new_id(),
            p=p,
            actor=wish.actor,
            base=None if rule.fact or case is None else case.base,
            also=also,
            annex=wish.annex,
            draft=wish.draft,
        )

    def _serial(self, letter: str, now: int) -> str:
        """The next number of today; counted from the store once a day."""
        day, stream = local_day(now), self.store.stream
        device = self.store.device(stream)
        if (letter, day) not in self._given:
            since = midnight(day)
            self._given[letter, day] = self.store.read_own(
                lambda conn: given_since(conn, stream, device.device, letter, since)
            )
        text = date_of(day).strftime("%y%m%d")
        return serial(letter, text, self.rules.home.unit, device.no, self._given[letter, day] + 1)
