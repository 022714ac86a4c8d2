"""Reads the list for its ledger file (台账取数): one snapshot, a few hundred cases at a time. Free of Qt."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

from briefings.case_list import CaseLine, CaseList, case_line, write_case_list
from db.overlay import shown_cases
from db.queries.dossier import pending_personal
from db.queries.event_filter import EventFilter
from db.queries.event_list import RowKey, Sort, filtered_events, row_key
from db.queries.reporters import reporters
from db.store import Store
from desktop.names import Names
from governance.events.event import Event
from governance.rulebook import Rules

CHUNK = 400


class Progress:
    """How far an export is; read by the window while a worker writes."""

    def __init__(self, whole: int) -> None:
        self.whole = whole
        self.done = 0
        self.stopped = False


class _StoppedError(Exception):
    """The operator stopped it."""


def write(
    store: Store,
    path: Path,
    about: CaseList,
    wanted: EventFilter,
    sort: Sort,
    rules: Rules,
    names: Names,
    progress: Progress,
) -> int | None:
    """Write the file whole or not at all; gives how many rows, None when it was stopped."""

    def ask(conn: Any) -> int | None:
        lines = _lines(conn, store, wanted, sort, about.at, rules, names, progress)
        try:
            return write_case_list(path, about, lines)
        except _StoppedError:
            return None

    return store.read(ask)


def _lines(
    conn: Any,
    store: Store,
    wanted: EventFilter,
    sort: Sort,
    at: int,
    rules: Rules,
    names: Names,
    progress: Progress,
) -> Iterator[CaseLine]:
    stream, after = store.stream, cast(RowKey | None, None)
    while True:
        rows = filtered_events(conn, stream, wanted, now=at, sort=sort, after=after, limit=CHUNK)
        ids = [row.case_id for row in rows]
        cases = shown_cases(conn, stream, ids)
        told = reporters(conn, stream, ids)
        for row in rows:
            if row.pending:  # what its caller said may lie in the outbox still
                told[row.case_id] = told.get(row.case_id, {}) | _undelivered(store, row.case_id)
        for case_id in ids:
            event = cases.get(case_id)
            if isinstance(event, Event):
                yield case_line(event, told.get(case_id, {}), at, rules, names)
        progress.done += len(rows)
        if progress.stopped:
            raise _StoppedError
        if len(rows) < CHUNK:
            return
        after = row_key(rows[-1], sort)


def _undelivered(store: Store, case_id: str) -> dict[str, str]:
    return store.read_own(lambda own: pending_personal(own, store.stream, case_id))
