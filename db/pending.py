"""Own actions that were not read back yet (未送达动作), kept in mind by case, so that a page finds its families."""

from collections.abc import Iterable

from msgspec import Struct

from governance.ledger.action import Action


class PendingAction(Struct, frozen=True):
    """A sealed action on its way, decoded."""

    dseq: int
    action: Action
    ah: bytes


def touched_by(action: Action) -> tuple[str, ...]:
    """The cases an action names: its own, further ones, the parent it is born to, the rows of an imported file."""
    parent = action.p.get("parent")
    named = (action.case, *(case for case, _ in action.also), parent if isinstance(parent, str) else None)
    return tuple(case for case in (*named, *rows_named(action)) if case is not None)


def rows_named(action: Action) -> tuple[str, ...]:
    """The archives that an `archive.put` writes."""
    rows = action.p.get("rows") if action.kind == "archive.put" else None
    ids = [row.get("id") for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
    return tuple([one for one in ids if isinstance(one, str)])


class PendingActions:
    """The undelivered actions of one stream."""

    def __init__(self, actions: Iterable[PendingAction] = ()) -> None:
        self._by_dseq: dict[int, PendingAction] = {}
        self._by_case: dict[str, set[int]] = {}
        for one in actions:
            self.add(one)

    def __len__(self) -> int:
        return len(self._by_dseq)

    def add(self, one: PendingAction) -> None:
        """Take in a sealed action; one that is known already changes nothing."""
        self._by_dseq[one.dseq] = one
        for case in touched_by(one.action):
            self._by_case.setdefault(case, set()).add(one.dseq)

    def get(self, dseq: int) -> PendingAction | None:
        """The action of this number, or None once it is delivered."""
        return self._by_dseq.get(dseq)

    def drop(self, dseqs: Iterable[int]) -> None:
        """Forget delivered actions."""
        for dseq in dseqs:
            one = self._by_dseq.pop(dseq, None)
            for case in touched_by(one.action) if one is not None else ():
                left = self._by_case.get(case, set())
                left.discard(dseq)
                if not left:
                    self._by_case.pop(case, None)

    def of(self, case: str) -> list[PendingAction]:
        """The actions that name a case."""
        return [self._by_dseq[dseq] for dseq in sorted(self._by_case.get(case, ()))]

    def names(self, case: str) -> bool:
        """Whether some pending action names the case."""
        return case in self._by_case

    def above(self, dseq: int) -> list[PendingAction]:
        """The actions sealed after this number."""
        return [self._by_dseq[number] for number in sorted(self._by_dseq) if number > dseq]

    def cases(self) -> set[str]:
        """All cases that some pending action names."""
        return set(self._by_case)
