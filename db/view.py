"""The stream as folded so far (折叠视图): what verdicts look at, and what a page or a push leaves behind.

Reads case bodies once and keeps them decoded; `put` collects changes; `flush` writes bodies, rows and the digest in
one go. One view serves one transaction; the desk hands its cache of bodies from page to page.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from sqlalchemy import Connection, Table, select

from db import bulk
from db.bulk import Row
from db.bundles import Bundles
from db.courtesy import NOBODY, Courtesy
from db.ids import is_id
from db.projections import rows as projected
from db.tables.ledger import case_state, ledger
from governance.bodies import read_body
from governance.bundle import Bundle, advanced, rules_of
from governance.events.outer_due import margin_of
from governance.ledger.action import Action
from governance.ledger.case import Case, body_bytes
from governance.ledger.chain import row_digest
from governance.ledger.entry import Verdict
from governance.ledger.stream import Stream
from governance.rulebook import Rules

FOLD = 4  # raised when the projection of old entries would change (sync.md §14)
CHUNK = 400  # ids in one IN list
MODULUS = 1 << 256


class Held(NamedTuple):
    """A case as the file has it: decoded, its canonical text ("" when it is new), its share of the digest once known."""

    case: Case | None
    text: str
    share: int | None = None


class Bodies:
    """Decoded bodies of one stream, kept from page to page by the one thread that writes them."""

    def __init__(self, limit: int = 8_000) -> None:
        self.held: dict[str, Held] = {}
        self._limit = limit

    def trim(self) -> None:
        """Forget everything when there is too much; what is needed is read again."""
        if len(self.held) > self._limit:
            self.held.clear()


class LedgerView:
    """Implements `governance.objections.View` over a connection, as the stream stands after entry `tip`.

    `tenant` is given at the county only. A `scratch` view starts from nothing and writes nothing: it folds anew.
    Not `strict`: a pin beyond what is held of the county stream counts as far as it is held, for pictures only.
    """

    def __init__(
        self,
        conn: Connection,
        stream: str,
        bundles: Bundles,
        *,
        tip: int,
        bodies: Bodies | None = None,
        tenant: str | None = None,
        states: Table = case_state,
        scratch: bool = False,
        strict: bool = True,
        courtesy: Courtesy = NOBODY,
    ) -> None:
        self.conn = conn
        self.stream = stream
        self._bundles = bundles
        self._held = bodies.held if bodies is not None else {}
        self._tenant = tenant
        self._states = states
        self._scratch = scratch
        self._strict = strict
        self._courtesy = courtesy
        self._tip = tip
        self._changed: dict[str, tuple[Case, int]] = {}
        self._seen: dict[str, bool] = {}  # action id → stored
        self._bundle: Bundle | None = None
        self._news: list[tuple[Action, Verdict, int]] = []  # county stream: entries that its own rules lack
        self._news_seq = 0
        self._rules: Rules | None = None

    # ------------------------------------------------------------ what a verdict looks at

    @property
    def rules(self) -> Rules:
        """Rules of the pinned county state, the stream's people and its duty."""
        if self._rules is None:
            home = self.home
            self._rules = rules_of(home, self._pinned(home))
        return self._rules

    @property
    def bundle(self) -> Bundle:
        """The county state these rules stand on."""
        return self._pinned(self.home)

    @property
    def home(self) -> Stream:
        """The stream's own body, empty before its first entry."""
        body = self.case(self.stream)
        return body if isinstance(body, Stream) else Stream(id=self.stream)

    def case(self, case_id: str) -> Case | None:
        """The folded body of a case; the stream's own under the stream's id."""
        if (new := self._changed.get(case_id)) is not None:
            return new[0]
        held = self._held.get(case_id)
        if held is None:
            self.prefetch((case_id,))
            held = self._held[case_id]
        return held.case

    def stored(self, action_id: str) -> bool:
        """Whether an action of this id is in the ledger already."""
        if action_id not in self._seen:
            self.prefetch_actions((action_id,))
        return self._seen[action_id]

    # ------------------------------------------------------------ what an entry leaves

    def put(self, cases: Iterable[Case], seq: int) -> None:
        """Take over what entry `seq` changed; a body that stayed as it was keeps its `seq`."""
        for case in cases:
            old = self.case(case.id)
            if old is case or old == case:
                continue
            self._changed[case.id] = (case, seq)
            if case.id == self.stream:
                self._rules = None
                if self.stream != self._bundles.county:
                    self._bundle = None

    def note(self, action: Action, verdict: Verdict, eff: int, seq: int) -> None:
        """Take over that entry `seq` is in the ledger (also when it changed nothing)."""
        self._seen[action.id] = True
        if self.stream == self._bundles.county:
            self._news.append((action, verdict, eff))
            self._news_seq = seq
            self._rules = None

    @property
    def held(self) -> Mapping[str, Held]:
        """Everything read or flushed so far."""
        return self._held

    @property
    def changed(self) -> tuple[str, ...]:
        """Cases changed since the last flush."""
        return tuple(self._changed)

    def flush(self, *, pending: Collection[str] = (), project: bool = True) -> int:
        """Write changed bodies and their rows; gives what the digest grows by, mod 2^256.

        Cases named in `pending` show own actions on top: their rows are the overlay's business, not written here.
        """
        grown = 0
        states: list[Row] = []
        shown: list[Case] = []
        between = self._courtesy.between
        for case_id, (case, seq) in between(self._changed.items()):
            body = body_bytes(case)
            text = body.decode()
            share = row_digest("case", case_id, body)
            grown += share - self._share(case_id)
            self._held[case_id] = Held(case, text, share)
            row = (self.stream, case_id, case.parent, seq, case.base, len(case.items), text)
            states.append(row if self._tenant is None else (*row, self._tenant))
            if case_id not in pending:
                shown.append(case)
        self._changed.clear()
        if self._scratch:
            return grown % MODULUS
        bulk.upsert(self.conn, self._states, states)
        if project and shown:
            rules = self.rules
            projected.write(self.conn, self.stream, between(shown), rules.calendar, {}, margin_of(rules))
        return grown % MODULUS

    def project_all(self, skip: Collection[str] = ()) -> None:
        """Make all rows of the stream again, but for cases in `skip`: another calendar moves every due."""
        table = self._states
        ids = self.conn.execute(select(table.c.case_id).where(table.c.stream_id == self.stream)).scalars()
        everything = [i for i in ids if i not in skip]
        self.prefetch(everything)
        cases = (case for i in self._courtesy.between(everything) if (case := self.case(i)) is not None)
        rules = self.rules
        projected.write(self.conn, self.stream, cases, rules.calendar, {}, margin_of(rules))

    def _share(self, case_id: str) -> int:
        """What the digest holds of a case as it was."""
        old = self._held.get(case_id)
        if old is None or not old.text:
            return 0
        return old.share if old.share is not None else row_digest("case", case_id, old.text.encode())

    # ------------------------------------------------------------ reading ahead

    def prefetch(self, case_ids: Iterable[str]) -> None:
        """Read these cases and their parents' bodies in as few statements as there are."""
        wanted = [i for i in dict.fromkeys(case_ids) if i not in self._held]
        self._held.update({i: Held(None, "") for i in wanted if self._scratch or not is_id(i)})
        wanted = [i for i in wanted if i not in self._held]
        while wanted:
            parents: list[str] = []
            for start in range(0, len(wanted), CHUNK):
                part = wanted[start : start + CHUNK]
                found = {i: Held(None, "") for i in part}
                table = self._states
                for case_id, text in self.conn.execute(
                    select(table.c.case_id, table.c.body).where(
                        table.c.stream_id == self.stream, table.c.case_id.in_(part)
                    )
                ):
                    case = read_body(text)
                    found[case_id] = Held(case, text)
                    if case.parent is not None:
                        parents.append(case.parent)
                self._held.update(found)
            wanted = [i for i in dict.fromkeys(parents) if i not in self._held]

    def prefetch_actions(self, action_ids: Iterable[str]) -> None:
        """Read which of these actions are in the ledger."""
        wanted = [i for i in action_ids if i not in self._seen]
        if self._scratch:
            self._seen.update(dict.fromkeys(wanted, False))
            wanted = []
        for start in range(0, len(wanted), CHUNK):
            part = wanted[start : start + CHUNK]
            found = self.conn.execute(
                select(ledger.c.action_id).where(
                    ledger.c.stream_id == self.stream, ledger.c.action_id.in_(part)
                )
            ).scalars()
            self._seen.update(dict.fromkeys(part, False))
            self._seen.update(dict.fromkeys(found, True))

    def _pinned(self, home: Stream) -> Bundle:
        if self.stream != self._bundles.county:
            if self._bundle is None:
                self._bundle = self._bundles.at(self.conn, home.pin_seq, strict=self._strict)
            return self._bundle
        if self._bundle is None:
            self._bundle = self._bundles.at(self.conn, self._tip, strict=self._strict)
        if self._news:
            self._bundle = advanced(self._bundle, self._news_seq, self._news)
            self._bundles.keep(self._bundle)
            self._news = []
        return self._bundle


def dues_key(rules: Rules) -> tuple[object, ...]:
    """What dues depend on: two equal keys give equal dues."""
    catalogue = rules.catalogue
    return catalogue.holidays, catalogue.overrides, catalogue.profile, margin_of(rules)
