"""A library in memory for the page of lists (implements `Library`): the room's rules, and what a test lays on the shelf."""

from collections.abc import Callable
from typing import Any, TypeVar

from db.queries.calls import CallRow
from desktop.lists.faces import AnswersFace, ItemFace, RowFace, VersionsFace, WaitingFace
from desktop.lists.library import Shelf
from governance.ledger.case import Case
from governance.rulebook import Rules

T = TypeVar("T")


class Shelves:
    """What a page reads."""

    def __init__(self, rules: Rules, at: int) -> None:
        self.rules, self.at = rules, at
        self.laid = Shelf()
        self.known: dict[str, Case] = {}

    def now(self) -> int:
        return self.at

    async def shelf(self) -> Shelf:
        return self.laid

    async def case(self, case_id: str) -> Case | None:
        return self.known.get(case_id)

    async def cases(self, case_ids: tuple[str, ...]) -> dict[str, Case]:
        return {key: self.known[key] for key in case_ids if key in self.known}

    async def run(self, work: Callable[[], T]) -> T:
        return work()


class Shown:
    """What a page would show (implements `ListsView`)."""

    def __init__(self) -> None:
        self.rows: list[RowFace] = []
        self.chosen = self.empty = self.said = ""
        self.count = 0
        self.item: ItemFace | None = None
        self.versions: VersionsFace | None = None
        self.answers: AnswersFace | None = None
        self.waiting: WaitingFace | None = None

    def show_rows(self, rows: Any, chosen: str, count: int, empty: str) -> None:
        self.rows, self.chosen, self.count, self.empty = list(rows), chosen, count, empty

    def show_item(self, face: ItemFace | None, said: str) -> None:
        self.item, self.said = face, said

    def show_versions(self, face: VersionsFace | None) -> None:
        self.versions = face

    def show_answers(self, face: AnswersFace) -> None:
        self.answers = face

    def show_waiting(self, face: WaitingFace) -> None:
        self.waiting = face

    @property
    def codes(self) -> list[str]:
        """The items listed."""
        return [row.key for row in self.rows if not row.area]


def call_row(case_id: str, item: str) -> CallRow:
    """An open call that rests on an item."""
    return CallRow(
        case_id, None, None, "", None, 0, None, None, "H260309-100-0A-0001", "ASSIGNED", "C2", item,
        "田里在烧秸秆", "ST", "ST", 0, None, None, 0, 0, 0, 0,
    )  # fmt: skip
