"""One look at the county (快照): every town's view and rules as of one instant, for drawing one page."""

import threading
from collections.abc import Iterable, Mapping

from sqlalchemy import Connection

from db import server_ledger
from db.bundles import Bundles
from db.server_ledger import county_view
from db.view import LedgerView
from governance.ledger.case import Case
from governance.objections import state_at
from governance.rulebook import Rules


class BundleShelf:
    """The county's rule bundles, shared by the threads that draw pages: made once, not for every page."""

    def __init__(self, county: str) -> None:
        self.county = county
        self._bundles = Bundles(county)
        self._lock = threading.Lock()

    def view(self, conn: Connection, stream: str) -> LedgerView | None:
        """A stream's view whose rules are read already; None when there is no such stream."""
        tip = server_ledger.head(conn, stream)
        if tip is None:
            return None
        with self._lock:
            view = county_view(conn, tip, self._bundles)
            if not view.rules.home.stream:
                raise AssertionError(f"stream {stream} has no home")
        return view


class Snapshot:
    """One connection's picture, `at` = the county's time."""

    def __init__(
        self,
        conn: Connection,
        shelf: BundleShelf,
        at: int,
        towns: tuple[str, ...] = (),
        names: Mapping[str, str] | None = None,
    ) -> None:
        self.conn = conn
        self.at = at
        self.towns = towns  # every town's stream
        self.names = names or {}  # what areas are called
        self._shelf = shelf
        self._views: dict[str, LedgerView] = {}

    @property
    def county(self) -> str:
        """The county's own stream."""
        return self._shelf.county

    def view(self, stream: str) -> LedgerView:
        """A stream that is certainly there."""
        known = self._views.get(stream)
        if known is None:
            known = self._shelf.view(self.conn, stream)
            if known is None:
                raise LookupError(f"no stream {stream}")
            self._views[stream] = known
        return known

    def rules(self, stream: str) -> Rules:
        """The rules of a stream, with everybody's grants as they are in force at this instant."""
        return self.view(stream).rules.as_of(self.at)

    def case(self, stream: str, case_id: str | None) -> Case | None:
        """A case as it stands now."""
        if case_id is None:
            return None
        view = self.view(stream)
        return state_at(view.case(case_id), self.at, view.rules)

    def cases(self, stream: str, ids: Iterable[str]) -> list[Case]:
        """Several cases, read in as few statements as there are."""
        wanted = list(ids)
        self.view(stream).prefetch(wanted)
        found = (self.case(stream, one) for one in wanted)
        return [case for case in found if case is not None]
