"""The overlay (未送达叠加): what the screen shows = confirmed bodies, own pending actions folded on top (I15).

Source: sync.md §3.4. A family is closed over parent, child and `also`. Whenever a page or a save touches a member,
the family's overlay is dropped and its pending actions are folded again, in the order they were sealed, by the same
verdict and fold as at the county: delivery counts nothing twice.
"""

from collections.abc import Iterable, Sequence

from msgspec import Struct
from sqlalchemy import Connection, delete, select

from db import bulk
from db.pending import PendingAction, PendingActions, touched_by
from db.projections import rows as projected
from db.tables.ledger import case_state, ledger, overlay
from db.view import CHUNK, LedgerView
from governance.archive.element import Batch
from governance.bodies import read_body
from governance.bundle import rules_of
from governance.events.outer_due import margin_of
from governance.folding import fold
from governance.handling.timed import FOR_EVER
from governance.ledger.case import Case, body_bytes
from governance.ledger.stream import Stream
from governance.rulebook import Rules
from governance.verdicts import judge


class Shown(Struct, frozen=True):
    """A case as the screen shows it, with the number of own undelivered actions in it."""

    case: Case
    pending: int


class Layer:
    """A view above the confirmed one: reads through, keeps its own changes (implements `View`)."""

    def __init__(self, below: LedgerView, home: Stream | None) -> None:
        self._below = below
        self._cases: dict[str, Case] = {}
        self._ids: set[str] = set()
        self._rules: Rules | None = None
        if home is not None:
            self._cases[home.id] = home

    @property
    def rules(self) -> Rules:
        if self._rules is None:
            home = self._cases.get(self._below.stream)
            self._rules = (
                rules_of(home, self._below.bundle) if isinstance(home, Stream) else self._below.rules
            )
        return self._rules

    def case(self, case_id: str) -> Case | None:
        return self._cases.get(case_id) or self._below.case(case_id)

    def stored(self, action_id: str) -> bool:
        return action_id in self._ids or self._below.stored(action_id)

    def add(self, one: PendingAction, lo: int) -> tuple[str, ...]:
        """Fold one pending action; gives the cases it shows in."""
        action = one.action
        at = max(lo, action.t)
        changed = fold(action, judge(action, one.ah, at, self), at, self, (lo, FOR_EVER))
        self._ids.add(action.id)
        for case in changed:
            self._cases[case.id] = case
            if case.id == self._below.stream:
                self._rules = None
        shown = dict.fromkeys(case.id for case in changed)
        if action.case is not None:
            shown[action.case] = None
        return tuple(shown)


def family(view: LedgerView, pending: PendingActions, touched: Iterable[str]) -> set[str]:
    """Everything that belongs together with the touched cases: parents, children, `also`, pending births."""
    found: set[str] = set()
    edge = set(touched)
    while edge:
        found |= edge
        view.prefetch(edge)
        further: set[str] = set()
        for case_id in edge:
            for one in pending.of(case_id):
                further.update(touched_by(one.action))
            case = view.case(case_id)
            if case is not None:
                further.update(kid.child for kid in case.kids)
                further.update((case.parent,) if case.parent is not None else ())
                further.update(case.rows if isinstance(case, Batch) else ())
        edge = further - found
    return found


class Refolded(Struct, frozen=True):
    """What folding families anew gave: all their members, and those that show pending actions."""

    members: frozenset[str]
    shown: dict[str, int]
    home: Stream | None  # the stream's own body, when it is a member that shows pending actions


def refold(
    view: LedgerView, pending: PendingActions, touched: Iterable[str], *, lo: int, home: Stream | None
) -> Refolded:
    """Drop and make again the overlay of the families of these cases; `lo` = last confirmed time of this device."""
    done, layer = fold_families(view, pending, touched, lo=lo, home=home)
    _write(view, layer, done)
    return done


def fold_families(
    view: LedgerView, pending: PendingActions, touched: Iterable[str], *, lo: int, home: Stream | None
) -> tuple[Refolded, Layer]:
    """Fold the pending actions of these families over the confirmed bodies; writes nothing."""
    members = family(view, pending, touched)
    layer = Layer(view, None if view.stream in members else home)
    waiting = {one.dseq: one for case in members for one in pending.of(case)}
    view.prefetch_actions([one.action.id for one in waiting.values()])
    shown: dict[str, int] = {}
    for dseq in sorted(waiting):
        for case_id in layer.add(waiting[dseq], lo):
            shown[case_id] = shown.get(case_id, 0) + 1
    here = {case_id: count for case_id, count in shown.items() if layer.case(case_id) is not None}
    body = layer.case(view.stream) if view.stream in here else None
    return Refolded(frozenset(members), here, body if isinstance(body, Stream) else None), layer


def overlay_rows(stream: str, done: Refolded, layer: Layer) -> list[bulk.Row]:
    """The rows of table `overlay` of these families."""
    cases = ((case_id, layer.case(case_id), count) for case_id, count in done.shown.items())
    return [
        (stream, case_id, body_bytes(case).decode(), count)
        for case_id, case, count in cases
        if case is not None
    ]


def _write(view: LedgerView, layer: Layer, done: Refolded) -> None:
    bulk.delete_cases(view.conn, overlay, view.stream, done.members)
    bulk.insert(view.conn, overlay, overlay_rows(view.stream, done, layer))
    cases = {case_id: case for case_id in done.members if (case := layer.case(case_id)) is not None}
    projected.remove(view.conn, view.stream, done.members)
    rules = layer.rules
    projected.write(view.conn, view.stream, cases.values(), rules.calendar, done.shown, margin_of(rules))


def shown_case(conn: Connection, stream: str, case_id: str) -> Shown | None:
    """A case as the screen shows it: overlay first, then confirmed; None when nobody knows it."""
    for table, count in ((overlay, overlay.c.npend), (case_state, None)):
        columns = (table.c.body,) if count is None else (table.c.body, count)
        row = conn.execute(
            select(*columns).where(table.c.stream_id == stream, table.c.case_id == case_id)
        ).first()
        if row is not None:
            return Shown(read_body(row[0]), 0 if count is None else row[1])
    return None


def read_shown(conn: Connection, stream: str, cases: Sequence[str]) -> list[Case]:
    """The bodies of many cases as the screen shows them, in the order given; unknown ones are left out."""
    bodies: dict[str, str] = {}
    for start in range(0, len(cases), CHUNK):
        part = cases[start : start + CHUNK]
        for table in (case_state, overlay):
            query = select(table.c.case_id, table.c.body)
            rows = conn.execute(query.where(table.c.stream_id == stream, table.c.case_id.in_(part)))
            bodies.update((row.case_id, row.body) for row in rows)
    return [read_body(bodies[case_id]) for case_id in cases if case_id in bodies]


def shown_cases(conn: Connection, stream: str, case_ids: Iterable[str]) -> dict[str, Case]:
    """Cases as the screen shows them, by id; unknown ones are left out."""
    found = ((case_id, shown_case(conn, stream, case_id)) for case_id in case_ids)
    return {case_id: shown.case for case_id, shown in found if shown is not None}


class ShownView:
    """The view a desk asks before it saves (implements `View`): cases as shown, rules as the writer last had them."""

    def __init__(self, conn: Connection, stream: str, rules: Rules) -> None:
        self._conn = conn
        self._stream = stream
        self._rules = rules

    @property
    def rules(self) -> Rules:
        return self._rules

    def case(self, case_id: str) -> Case | None:
        found = shown_case(self._conn, self._stream, case_id)
        return None if found is None else found.case

    def stored(self, action_id: str) -> bool:
        query = select(ledger.c.seq).where(
            ledger.c.stream_id == self._stream, ledger.c.action_id == action_id
        )
        return self._conn.execute(query.limit(1)).first() is not None


def clear(conn: Connection, stream: str) -> None:
    """Take the whole overlay of a stream away."""
    conn.execute(delete(overlay).where(overlay.c.stream_id == stream))
