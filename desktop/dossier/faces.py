"""A sheet's clocks as they are painted at an instant (时限的画面): asked anew every second. Free of Qt."""

from msgspec import Struct

from desktop import times
from desktop.dossier import texts
from desktop.dossier.sheet import Sheet, Watch
from desktop.lights import Sign, sign_of


class WatchFace(Struct, frozen=True):
    """What the clock block says now."""

    sign: Sign
    head: str
    left: str
    tail_head: str = ""
    tail: str = ""


def watch_face(sheet: Sheet, now: int) -> WatchFace | None:
    """The clock that matters and the one beside it; None when nothing is owed."""
    tail_head, tail = _aside(sheet, now)
    watch = sheet.watch
    if watch is None:
        if sheet.aside is None:
            return None
        head = texts.LIMIT.format(name=sheet.aside.name, limit=sheet.aside.limit)
        used = texts.USED.format(used=times.span(sheet.aside.used_ms), limit=sheet.aside.limit)
        return WatchFace(
            Sign.PAUSED, head, texts.PAUSED_NOW, texts.STOPPED.format(name=sheet.aside.name), used
        )
    return WatchFace(
        sign_of(watch.due, watch.yellow, now),
        _head(watch, now),
        times.left_exactly(watch.due, now),
        tail_head,
        tail,
    )


def _head(watch: Watch, now: int) -> str:
    limit = texts.LIMIT.format(name=watch.name, limit=watch.limit)
    return f"{limit} · {texts.DUE.format(at=times.short(watch.due, now))}" if watch.due is not None else limit


def _aside(sheet: Sheet, now: int) -> tuple[str, str]:
    """The other clock, or the outer system's own due."""
    other = sheet.aside
    if other is not None and other.paused:
        used = texts.USED.format(used=times.span(other.used_ms), limit=other.limit)
        return texts.STOPPED.format(name=other.name), used
    if other is not None and other.due is not None:
        due = texts.DUE.format(at=times.short(other.due, now))
        return texts.LIMIT.format(name=other.name, limit=other.limit), f"{due} · {times.left(other.due, now)}"
    if sheet.outer_due is not None:
        due = times.short(sheet.outer_due, now)
        return texts.OUTER_DUE.format(at=due), times.left(sheet.outer_due, now)
    return "", ""
