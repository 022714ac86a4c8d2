"""When what would be due (时限预告): the clocks of a case that is taken and dispatched this very minute. Free of Qt."""

from collections.abc import Iterator

from msgspec import Struct

from desktop import times
from desktop.dossier.texts import CLOCKS
from desktop.intake import texts
from desktop.intake.sheet import FROM_OUTSIDE, Sheet
from desktop.limits import limit_words
from governance.events.outer_due import before, margin_of
from governance.rulebook import Rules
from governance.time.clocks import due_at, started
from governance.time.limits import Limit
from governance.time.working_time import MINUTE_MS


class Foreseen(Struct, frozen=True):
    """One limit: what it is called, how long, until when."""

    name: str
    limit: str
    until: str
    leads: bool = False  # the one that drives the light
    warn: bool = False


def foreseen(sheet: Sheet, rules: Rules, now: int) -> tuple[Foreseen, ...]:
    """受理, 派遣, 签收, 先行联系 where an answer is wanted, 处置, and the outer system's own due."""
    return tuple(_limits(sheet, rules, now))


def _limits(sheet: Sheet, rules: Rules, now: int) -> Iterator[Foreseen]:
    for clock in ("ACCEPT", "DISPATCH", "SIGN", "CONTACT"):
        limit = rules.find_limit("event", clock, sheet.urg)
        if limit is not None and (clock != "CONTACT" or (sheet.reply and not sheet.anon)):
            yield _one(CLOCKS[clock], limit, rules, now)
    category = rules.catalogue.categories.get(sheet.cat)
    if category is None:
        yield Foreseen(CLOCKS["HANDLE"], texts.NO_LIMIT, texts.AFTER_CATEGORY)
    else:
        handle = _one(CLOCKS["HANDLE"], category.limit, rules, now)
        yield Foreseen(handle.name, handle.limit, handle.until, leads=True)
    if sheet.ch in FROM_OUTSIDE:
        yield _outer(sheet, rules, now)


def _one(name: str, limit: Limit, rules: Rules, now: int) -> Foreseen:
    due = due_at(started("", now, limit), rules.calendar)
    return Foreseen(
        name, limit_words(limit.n, limit.cal), times.due_short(due, now) if due is not None else ""
    )


def _outer(sheet: Sheet, rules: Rules, now: int) -> Foreseen:
    if sheet.outer_due is None:
        return Foreseen(texts.OUTER, texts.OUTER_UNKNOWN, texts.OUTER_LATER)
    return Foreseen(
        texts.OUTER, times.due_short(sheet.outer_due, now), outer_note(sheet.outer_due, rules, now), warn=True
    )


def outer_note(outer_due: int, rules: Rules, now: int) -> str:
    """From when the outer due drives the light."""
    driven = before(outer_due, margin_of(rules).n * MINUTE_MS, rules.calendar)
    return texts.OUTER_NOTE.format(at=times.short(driven, now))
