"""One person at a workstation (值班员): takes in what arrives, then does whatever each changed case needs next.

Plans are thrown away and made anew from the case as shown; nothing is remembered that the store does not know.
"""

import heapq
from collections.abc import Callable, Iterable, Iterator, Sequence

from msgspec import Struct

from desktop.day.arrivals import Arrival
from desktop.day.room import Habits, Planned, next_move
from desktop.day.workstation import Workstation
from desktop.desk import Wish
from governance.refusal import Refusal, ReportedError
from governance.responsibility.items import suggest_category

MINUTE_MS = 60_000
TOGETHER = 24  # moves of one tick that share a commit: half a minute of the simulated day
PATIENT_TRIES = 4


class DayError(ReportedError):
    """The day could not be lived to its end (演练日未能完成)."""


class Log(Struct):
    """What happened to the machines."""

    outages: list[tuple[int, int]] = []
    kills: list[int] = []
    worked_offline: int = 0
    suggested: list[tuple[str, str]] = []  # (true class, area of the suggested category)


class Player:
    """Plays the room at one workstation: arrivals in, then whatever each changed case needs next."""

    def __init__(self, station: Workstation, habits: Habits, log: Log, takes: Callable[[str], bool]) -> None:
        self.station = station
        self._habits = habits
        self._log = log
        self._takes = takes  # which kinds of moves this workstation does
        self._due: list[tuple[int, str, int]] = []
        self._latest: dict[str, int] = {}
        self._tries: dict[str, int] = {}
        self._parents: dict[str, str] = {}
        self._heard: dict[str, None] = {}

    def hear(self, now: int) -> None:
        """Plan anew every case that changed."""
        changed = dict.fromkeys(self.station.changes())
        self._heard |= changed
        for case_id, planned in self._plans(changed, now).items():
            self._put(case_id, planned.at)

    def look_again(self, now: int) -> None:
        """Plan every case that was heard of: what this workstation takes has changed."""
        for case_id, planned in self._plans(self._heard, now).items():
            self._put(case_id, planned.at)

    def _put(self, case_id: str, at: int) -> None:
        order = self._latest.get(case_id, 0) + 1
        self._latest[case_id] = order
        heapq.heappush(self._due, (at, case_id, order))

    def _plans(self, case_ids: Iterable[str], now: int) -> dict[str, Planned]:
        """The next move of each case that this workstation takes."""
        rules = self.station.desk.rules
        found: dict[str, Planned] = {}
        for case_id, case in self.station.desk.cases(case_ids).items():
            planned = next_move(case, self._habits, rules, now)
            if planned is not None and self._takes(planned.kind):
                found[case_id] = planned
        return found

    def work(self, now: int) -> int:
        """Do what is due, some cases in one commit; gives the number of saved actions."""
        ready: list[str] = []
        while self._due and self._due[0][0] <= now and len(ready) < TOGETHER:
            _, case_id, order = heapq.heappop(self._due)
            if self._latest.get(case_id) == order:
                ready.append(case_id)
        doing: dict[str, Planned] = {}
        touched: set[str] = set()
        for case_id, planned in self._plans(ready, now).items():
            family = {case_id, *self._family(case_id, planned)}
            if planned.at > now or touched & family:
                self._put(case_id, max(planned.at, now))
                continue
            touched |= family
            doing[case_id] = planned
        said = (
            self.station.save([_wish(case_id, planned) for case_id, planned in doing.items()])
            if doing
            else []
        )
        for case_id, done in zip(doing, said, strict=True):
            if isinstance(done, Refusal):
                self._again(case_id, now)
        return sum(not isinstance(done, Refusal) for done in said)

    def _family(self, case_id: str, planned: Planned) -> Iterator[str]:
        parent = planned.p.get("parent") or self._parents.get(case_id)
        if parent:
            self._parents[case_id] = parent
            yield parent

    def _again(self, case_id: str, now: int) -> None:
        """A refused wish is tried a few times more: the picture may have been old."""
        tries = self._tries.get(case_id, 0) + 1
        self._tries[case_id] = tries
        if tries < PATIENT_TRIES:
            self._put(case_id, now + 20 * MINUTE_MS)

    def take(self, arrivals: Sequence[Arrival]) -> None:
        """受理: what was said, where, and the suggested category."""
        said = self.station.save([self._report(arrival) for arrival in arrivals]) if arrivals else []
        for arrival, done in zip(arrivals, said, strict=True):
            if isinstance(done, Refusal):
                raise DayError(f"来件未能登记：{done.sentence}", arrival=arrival.id)

    def _report(self, arrival: Arrival) -> Wish:
        found = suggest_category(arrival.text, self.station.desk.rules.catalogue, 1)
        category = found[0].category if found else None
        if arrival.truth:
            self._log.suggested.append((arrival.truth, category.area_code if category else ""))
        p = {
            "serial": "",
            "ch": arrival.ch,
            "text": arrival.text,
            "place": {"area": arrival.area, "lon": arrival.lon, "lat": arrival.lat},
            "cat": category.code if category else "",
            "urg": category.urgency if category else "U3",
            "reply": arrival.reply,
            "anon": arrival.anon,
            "occ": arrival.at,
        }
        annex = None if arrival.anon else {"name": arrival.caller, "tel": arrival.tel}
        actor = self._habits.cast.operator(arrival.at)
        return Wish(kind="event.report", p=p, actor=actor, births="S", annex=annex)


def _wish(case_id: str, planned: Planned) -> Wish:
    return Wish(
        kind=planned.kind,
        p=planned.p,
        actor=planned.actor,
        case="" if planned.births else case_id,
        births=planned.births,
    )
