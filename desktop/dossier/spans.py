"""时限分段: where the time of a case went, piece by piece, each on the calendar of its own clock. Free of Qt."""

from collections.abc import Callable, Iterable, Iterator

from msgspec.structs import replace

from desktop.dossier import texts
from desktop.dossier.sheet import SpanFace, SpanKind
from governance.calls.call import Call, dept_key
from governance.events.event import Event
from governance.handling.extension import covered
from governance.handling.handled import Handled
from governance.ledger.case import Case
from governance.rulebook import Rules
from governance.time import clocks
from governance.time.clocks import Clock

MINUTE_MS = 60_000
_INTAKE = frozenset({"ACCEPT", "DISPATCH", "ASSIGN"})
_SHOWN = _INTAKE | {"HANDLE", "CHECK", "VERIFY"}
Piece = Callable[[int, int, SpanKind], SpanFace]


def spans(case: Case, at: int, rules: Rules) -> tuple[SpanFace, ...]:
    """Pieces in the order in which time passed; the open one ends with what is still owed."""
    found: list[SpanFace] = []
    for clock in sorted(_told(case), key=lambda c: c.start):
        found += _pieces(case, clock, at, rules)
    return tuple(found)


def _told(case: Case) -> Iterator[Clock]:
    """One strand of clocks: those of the room and those of the 主办 (协办 and SIGN run beside it)."""
    if isinstance(case, Event):
        leads = {f"{task.id}/{task.unit}" for task in case.tasks if task.lead}
    elif isinstance(case, Call):
        leads = {dept_key(task) for task in case.tasks if task.lead}
    else:
        return
    for clock in case.clocks:
        if clock.name in _SHOWN and (clock.name != "HANDLE" or clock.task in leads):
            yield clock


def _pieces(case: Case, clock: Clock, at: int, rules: Rules) -> Iterator[SpanFace]:
    due, yellow = clocks.due_and_yellow(clock, rules.calendar)
    end = at if clock.stop is None else clock.stop
    label = texts.CLOCKS.get(clock.name, clock.name)
    if (
        clock.name == "DISPATCH"
        and isinstance(case, Event)
        and any(s.at <= clock.start for s in case.returns)
    ):
        label = texts.AGAIN
    unit = rules.name_of(clock.by) if clock.by in rules.catalogue.units else ""

    def piece(a: int, b: int, kind: SpanKind) -> SpanFace:
        return SpanFace(label, _minutes(clock, a, b, rules), kind, unit=unit)

    def ran(a: int, b: int) -> Iterator[SpanFace]:
        for since, to, note in _relabelled(case, clock, a, b, rules):
            for one in _ran(piece, clock, since, to, due, yellow):
                yield replace(one, note=note) if note else one

    begin = clock.start
    for since, to in sorted(clock.pauses, key=lambda pause: pause[0]):
        yield from ran(begin, min(since, end))
        stop = end if to is None else min(to, end)
        if stop > since:
            yield piece(since, stop, "paused")
        begin = max(begin, stop)
    yield from ran(begin, end)
    if clock.stop is None and due is not None and due > at:
        yield piece(at, due, "owed")


def _relabelled(case: Case, clock: Clock, a: int, b: int, rules: Rules) -> Iterator[tuple[int, int, str]]:
    """A running piece cut where it was red until an extension was approved (延期覆盖, §3.6)."""
    begin = a
    for since, to in covered(case, clock, rules) if isinstance(case, Handled) and clock.ext else ():
        since, to = max(since, begin), min(to, b)
        if since < to:
            yield begin, since, ""
            yield since, to, texts.COVERED
            begin = to
    yield begin, b, ""


def _ran(
    piece: Piece, clock: Clock, a: int, b: int, due: int | None, yellow: int | None
) -> Iterator[SpanFace]:
    """Running time, cut where amber and red begin."""
    plain: SpanKind = "intake" if clock.name in _INTAKE and clock.stop is not None else "run"
    amber = b if yellow is None or clock.stop is not None else max(a, min(b, yellow))
    red = b if due is None else max(a, min(b, due))
    amber = min(amber, red)
    cuts: list[tuple[int, int, SpanKind]] = [(a, amber, plain), (amber, red, "soon"), (red, b, "over")]
    for since, to, kind in cuts:
        if to > since:
            yield piece(since, to, kind)


def _minutes(clock: Clock, a: int, b: int, rules: Rules) -> int:
    return rules.calendar.elapsed(clock.cal, a, b) // MINUTE_MS


def spent(pieces: Iterable[SpanFace]) -> int:
    """All base time that has passed, pauses too, ms."""
    return sum(piece.minutes for piece in pieces if piece.kind != "owed") * MINUTE_MS
