"""The figures strip in words (要情条): number, label, note, and a colour only where it means something. Free of Qt."""

from collections.abc import Callable

from msgspec import Struct

from db.queries.strip import Strip
from desktop import times
from desktop.lights import Sign
from desktop.situation import texts


class FigureFace(Struct, frozen=True):
    """One figure of the strip."""

    name: str
    value: str
    label: str
    note: str
    token: str
    sign: Sign | None = None
    brief: str = ""


_SHAPES = {"yellow": (Sign.SOON, "amber-d"), "red": (Sign.OVERDUE, "red")}

_TONES = {"unsigned": "amber-d", "unanswered": "red"}


def figures(counted: Strip, unit: Callable[[str], str]) -> list[FigureFace]:
    """The strip in words; a rate without a denominator is "—" (rulebook §7.1)."""
    said = {
        "callers": counted.callers,
        "paused": counted.paused,
        "unsigned": times.span(counted.unsigned_ms),
        "worst": unit(counted.worst_dept) if counted.worst_dept else "",
        "closed_late": counted.closed_late,
        "due": counted.due,
        "due_closed": counted.due_closed,
        "revisited": counted.revisited,
    }
    rates = {
        "rate": rate(counted.due_closed, counted.due),
        "solved": rate(counted.solved, counted.revisited),
    }
    faces = []
    for name, label, brief, note in texts.FIGURES:
        value = rates.get(name) or str(getattr(counted, name))
        sign, token = _SHAPES.get(name, (None, _TONES.get(name, "ink")))
        if value == "0":
            sign, token = None, "ink"
        told = "" if value == "0" else note.format(**said)
        faces.append(FigureFace(name, value, label, told, token, sign, brief))
    return faces


def rate(part: int, whole: int) -> str:
    """`96.40%`, half up at two decimals; "—" without a denominator."""
    if not whole:
        return texts.NO_RATE
    hundredths = (part * 20_000 + whole) // (2 * whole)
    return f"{hundredths // 100}.{hundredths % 100:02}%"
