"""The figures over the sheet, and the cases behind each (交接单的数字). Free of Qt."""

from db.queries.event_filter import EventFilter
from db.queries.handover import Handover
from desktop.duty import texts
from desktop.duty.faces import FigureFace
from desktop.duty.sheet import WANTED
from desktop.lights import Sign

LIGHTS = {"red": Sign.OVERDUE, "yellow": Sign.SOON, "green": Sign.NORMAL, "grey": Sign.PAUSED}
TONES = {"red": "red", "yellow": "amber-d", "unsigned": "amber-d", "decisions": "amber-d"}


def figures(groups: Handover) -> list[FigureFace]:
    """What the shift brought and leaves."""
    counted = groups.figures
    values = {
        "added": counted.added,
        "closed": counted.closed,
        "open": counted.open,
        **{name: getattr(counted.lights, name) for name in LIGHTS},
        "unsigned": len({one.case_id for one in groups.unsigned}),
        "decisions": len(groups.returns) + len(groups.conflicts),
        "outages": len(groups.outages),
    }
    return [
        FigureFace(
            name,
            label,
            str(values[name]),
            TONES.get(name, "ink") if values[name] else "ink",
            LIGHTS.get(name),
        )
        for name, label in texts.FIGURES
    ]


def behind(name: str, since: int, now: int) -> EventFilter | None:
    """The cases of a figure, of a shift that began at `since`; None where no case is counted."""
    if name in LIGHTS:
        return EventFilter(open_only=True, lights=(name,))
    return {
        "added": EventFilter(since=since, until=now + 1),
        "closed": EventFilter(closed_since=since),
        "open": EventFilter(open_only=True),
        "unsigned": WANTED["unsigned"],
    }.get(name)
