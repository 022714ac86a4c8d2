"""Who calls (同号码历史): the number's earlier cases in words. Free of Qt."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from db.queries.callers import CallerCase, caller_history, undelivered_of
from desktop import times
from desktop.intake import texts
from desktop.intake.faces import HistoryFace, PastFace
from desktop.intake.ports import IntakeSeat
from desktop.names import Names
from desktop.title import title
from governance.events import states
from governance.events.payloads import RATINGS
from governance.rulebook import Rules

SHOWN = 4
FULL = 11  # digits of a mobile number; a landline has ten to twelve
_BAD = "BAD"


def own_question(stream: str, tel: str) -> Callable[[Any], list[str]]:
    """Ask own.db: the number's cases that are not delivered yet."""
    return partial(undelivered_of, stream=stream, tel=tel)


def question(stream: str, tel: str, further: Sequence[str]) -> Callable[[Any], list[CallerCase]]:
    """Ask town.db."""
    return partial(caller_history, stream=stream, tel=tel, further=further)


def is_full(tel: str) -> bool:
    """Whether a number can be looked up: eleven digits, or a landline of ten."""
    return len(tel) >= FULL or (tel.startswith("0") and len(tel) >= FULL - 1)


async def cases_of(seat: IntakeSeat, tel: str, besides: str) -> list[CallerCase] | None:
    """The number's cases but for one; None while the number is not whole."""
    if not is_full(tel):
        return None
    further = await seat.read_own(own_question(seat.stream, tel))
    known: list[CallerCase] = await seat.read(question(seat.stream, tel, further))
    return [one for one in known if one.case_id != besides]


def history(
    cases: Sequence[CallerCase] | None, tel: str, anon: bool, names: Names, rules: Rules, now: int
) -> HistoryFace:
    """The list; None while the number is not looked up."""
    if anon:
        return HistoryFace(blank=texts.HISTORY_HIDDEN)
    if cases is None or not is_full(tel):
        return HistoryFace(blank=texts.HISTORY_WAITS)
    if not cases:
        return HistoryFace(blank=texts.HISTORY_NONE)
    rows = tuple(_past(one, names, rules, now) for one in cases[:SHOWN])
    rest = len(cases) - len(rows)
    return HistoryFace(rows=rows, count=len(cases), more=texts.HISTORY_MORE.format(n=rest) if rest else "")


def _past(one: CallerCase, names: Names, rules: Rules, now: int) -> PastFace:
    state = states.NAMES.get(one.state, one.state)
    category = rules.catalogue.categories.get(one.cat)
    same_day = times.day_start(one.registered_at) == times.day_start(now)
    at = times.local(one.registered_at)
    return PastFace(
        case_id=one.case_id,
        day=at.strftime("%H:%M" if same_day else "%m-%d"),
        title=category.minor if category is not None else title(one.text),
        where=" · ".join(part for part in (one.place, state) if part),
        result=RATINGS.get(one.rating, ""),
        bad=one.rating == _BAD,
        open=one.open,
    )
