"""The bell (铃): which sound is due at which second, and what counts as ringing. Free of Qt and of any clock.

Source: ui.md §7. A (U1, C1) repeats until a person acknowledges. B (overdue, 县级未响应) sounds once and again every ten
minutes, three times in all; then it keeps to the lights. C (a new arrival) sounds at most once a minute.
"""

from collections.abc import Sequence

from msgspec import Struct

from db.queries.alarms import Alarm
from desktop import times
from desktop.settings.comfort import Kept
from desktop.sound import Sound

SECOND = 1_000
URGENT_EVERY = 20 * SECOND
RED_EVERY, RED_AT_MOST = 600 * SECOND, 3
ARRIVED_EVERY = 60 * SECOND
GAP = 2 * SECOND  # a sound lasts 1.2 s; the next one would be swallowed
URGENT_KINDS = frozenset({"U1", "C1"})
NIGHT_FROM, NIGHT_TO = 20, 7  # hours

Ring = tuple[str, str, int]  # one alarm: its key, its case, since when


class _Rung(Struct):
    """How often a B alarm has sounded."""

    times: int = 0
    last: int = 0


def ring_of(one: Alarm) -> Ring:
    """What names an alarm; a later due of the same case is another one."""
    return one.key, one.case_id, one.since


class Bell:
    """Hears what rings; says second by second which sound is due. `at` is ms of a clock that only goes forward."""

    def __init__(self) -> None:
        self._alarms: tuple[Alarm, ...] = ()
        self._hushed: set[Ring] = set()
        self._rung: dict[Ring, _Rung] = {}
        self._known: set[Ring] = set()
        self._urgent_at: int | None = None
        self._arrival = False
        self._arrived_at: int | None = None
        self._sounded_at: int | None = None

    # ------------------------------------------------------------ what rings

    def hear(self, alarms: Sequence[Alarm]) -> bool:
        """Take what is not acknowledged now, the most urgent first; says whether something new is among it."""
        rings = {ring_of(one) for one in alarms}
        new = not rings <= self._known
        if any(one.kind in URGENT_KINDS and ring_of(one) not in self._known for one in alarms):
            self._urgent_at = None  # a new one is heard at once
        self._alarms, self._known = tuple(alarms), rings
        self._hushed &= rings
        self._rung = {ring: self._rung.get(ring, _Rung()) for ring in rings}
        return new

    def arrive(self) -> None:
        """Something new came in."""
        self._arrival = True

    @property
    def ringing(self) -> tuple[Alarm, ...]:
        """What rings: neither silenced nor, of B, at the end of its three times."""
        return tuple(one for one in self._alarms if self._rings(one))

    def hush(self, one: Alarm) -> None:
        """Keep silent about this one."""
        self._hushed.add(ring_of(one))

    def unhush(self, one: Alarm) -> None:
        """The acknowledgement was not taken: it rings on."""
        self._hushed.discard(ring_of(one))

    def _rings(self, one: Alarm) -> bool:
        ring = ring_of(one)
        spent = one.kind not in URGENT_KINDS and self._rung[ring].times >= RED_AT_MOST
        return ring not in self._hushed and not spent

    # ------------------------------------------------------------ what is heard

    def sound(self, at: int) -> Sound | None:
        """The sound that is due; asking is playing it."""
        if self._sounded_at is not None and at - self._sounded_at < GAP:
            return None
        found = self._urgent(at) or self._red(at) or self._arrived(at)
        if found is not None:
            self._sounded_at = at
        return found

    def _urgent(self, at: int) -> Sound | None:
        if not any(one.kind in URGENT_KINDS for one in self.ringing):
            return None
        if self._urgent_at is not None and at - self._urgent_at < URGENT_EVERY:
            return None
        self._urgent_at = at
        return Sound.URGENT

    def _red(self, at: int) -> Sound | None:
        due = [self._rung[ring_of(one)] for one in self.ringing if one.kind not in URGENT_KINDS]
        due = [one for one in due if not one.times or at - one.last >= RED_EVERY]
        for one in due:
            one.times, one.last = one.times + 1, at
        return Sound.TURNED_RED if due else None

    def _arrived(self, at: int) -> Sound | None:
        if not self._arrival or (self._arrived_at is not None and at - self._arrived_at < ARRIVED_EVERY):
            return None
        self._arrival, self._arrived_at = False, at
        return Sound.ARRIVED


def audible(sound: Sound, kept: Kept, now: int) -> bool:
    """Whether this PC plays it: A always, B and C unless turned off, C not at night where nights are quiet."""
    if sound is Sound.URGENT:
        return True
    hour = times.local(now).hour
    night = hour >= NIGHT_FROM or hour < NIGHT_TO
    return kept.sounds and not (sound is Sound.ARRIVED and night and kept.quiet_nights)
