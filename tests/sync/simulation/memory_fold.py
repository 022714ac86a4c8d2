"""A stream folded in memory (内存折叠): the view that the real verdict and fold look at."""

from collections.abc import Callable, Iterable
from typing import Any

from governance.bundle import EMPTY, advanced, rules_of
from governance.folding import fold
from governance.ledger.action import Action
from governance.ledger.case import Case, body_bytes
from governance.ledger.chain import digest_sum, row_digest
from governance.ledger.entry import ACCEPTED, Verdict
from governance.ledger.stream import Stream
from governance.rulebook import Rules

Folding = tuple[Action, Verdict, int]
CountyEntries = Callable[[int, int], Iterable[Folding]]  # (after, up to) → entries of the county stream


class Folded:
    """Case bodies of one stream, and the rules at its last pin."""

    def __init__(self, stream: str, county_entries: CountyEntries | None) -> None:
        """`county_entries` is None for the county's own stream, which is judged by itself."""
        self.stream = stream
        self.county_entries = county_entries
        self.cases: dict[str, Case] = {}
        self.ids: set[str] = set()
        self.bundle = EMPTY
        self._rules: Rules | None = None

    def clone(self) -> "Folded":
        """A copy that may go its own way; bodies are frozen and shared."""
        other = Folded(self.stream, self.county_entries)
        other.cases, other.ids = dict(self.cases), set(self.ids)
        other.bundle, other._rules = self.bundle, self._rules
        return other

    @property
    def rules(self) -> Rules:
        if self._rules is None:
            home = self.cases.get(self.stream, Stream(id=self.stream))
            assert isinstance(home, Stream)
            self._rules = rules_of(home, self.bundle)
        return self._rules

    def case(self, case_id: str) -> Case | None:
        return self.cases.get(case_id)

    def stored(self, action_id: str) -> bool:
        return action_id in self.ids

    def take(
        self, action: Action, verdict: Verdict, eff: int, between: tuple[int, int] | None = None
    ) -> None:
        """Fold one entry."""
        self.absorb(action, verdict, eff, fold(action, verdict, eff, self, between))

    def absorb(self, action: Action, verdict: Verdict, eff: int, changed: Iterable[Case]) -> None:
        """Take over what an entry changed, and move the rules where it moved them."""
        self.cases.update((case.id, case) for case in changed)
        self.ids.add(action.id)
        if self.county_entries is None:
            self.bundle = advanced(self.bundle, self.bundle.seq + 1, [(action, verdict, eff)])
        elif action.kind == "sys.bundle" and verdict.vd == ACCEPTED:
            pin: Any = action.p["seq"]
            self.bundle = advanced(self.bundle, pin, self.county_entries(self.bundle.seq, pin))
        self._rules = None

    @property
    def digest(self) -> bytes:
        """`dig` over all case bodies (sync.md §2.3)."""
        return digest_sum(row_digest("case", case.id, body_bytes(case)) for case in self.cases.values())
