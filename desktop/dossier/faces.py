"""A sheet's clocks as they are painted at an instant (时限的画面): asked anew every second. Free of Qt."""

from msgspec import Struct

from desktop import times
from desktop.dossier import texts
from desktop.dossier.sheet import Sheet, Watch
from desktop.lights import Sign, sign_of

_GRAVER = (Sign.PAUSED, Sign.NORMAL, Sign.SOON, Sign.OVERDUE)


class WatchFace(Struct, frozen=True):
    """What the clock block says now."""

    sign: Sign
    head: str
    left: str
    tail_head: str = ""
    tail: str = ""
    own: Sign | None = None  # of the clock itself, where the outer due drives the light


def watch_face(sheet: Sheet, now: int) -> WatchFace | None:
    """The clock that matters and the one beside it; None when nothing is owed.

    Where the outer due asks for more haste than our own limit, it drives the light (§3.1): the queue shows the same.
    """
    watch = sheet.watch
    if watch is None and sheet.aside is None:
        return None
    own = sign_of(watch.due, watch.yellow, now) if watch is not None else Sign.PAUSED
    driven = _driven(sheet, own, now)
    tail_head, tail = _outer(sheet, now) if driven is not None else _aside(sheet, now)
    shown = own if driven is not None else None
    if watch is not None:
        left = times.left_exactly(watch.due, now)
        return WatchFace(driven or own, _head(watch, now), left, tail_head, tail, shown)
    assert sheet.aside is not None
    head = texts.LIMIT.format(name=sheet.aside.name, limit=sheet.aside.limit)
    return WatchFace(driven or own, head, texts.PAUSED_NOW, tail_head, tail, shown)


def _driven(sheet: Sheet, own: Sign, now: int) -> Sign | None:
    """The light of the outer due where it is the graver one."""
    if sheet.outer is None:
        return None
    sign = sign_of(sheet.outer.due_at, sheet.outer.yellow_at, now)
    return sign if _GRAVER.index(sign) > _GRAVER.index(own) else None


def _outer(sheet: Sheet, now: int) -> tuple[str, str]:
    """The outer due, and by when our answer must be there to meet it."""
    if sheet.outer is None or sheet.outer_due is None:
        return "", ""
    by, left = times.due_short(sheet.outer.due_at, now), times.left(sheet.outer.due_at, now)
    head = texts.OUTER_DUE.format(at=times.due_short(sheet.outer_due, now))
    return head, texts.OUTER_BY.format(at=by, left=left)


def _head(watch: Watch, now: int) -> str:
    limit = texts.LIMIT.format(name=watch.name, limit=watch.limit)
    return (
        f"{limit} · {texts.DUE.format(at=times.due_short(watch.due, now))}"
        if watch.due is not None
        else limit
    )


def _aside(sheet: Sheet, now: int) -> tuple[str, str]:
    """The other clock, or the outer system's own due."""
    other = sheet.aside
    if other is not None and other.paused:
        used = texts.USED.format(used=times.span(other.used_ms), limit=other.limit)
        return texts.STOPPED.format(name=other.name), used
    if other is not None and other.due is not None:
        due = texts.DUE.format(at=times.due_short(other.due, now))
        return texts.LIMIT.format(name=other.name, limit=other.limit), f"{due} · {times.left(other.due, now)}"
    if sheet.outer_due is not None:
        due = times.due_short(sheet.outer_due, now)
        return texts.OUTER_DUE.format(at=due), times.left(sheet.outer_due, now)
    return "", ""
