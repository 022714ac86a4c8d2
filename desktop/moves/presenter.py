"""Decides about the form that is open (办理): values, what is wrong, draft, saving. Free of Qt."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Protocol, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from db.drafts import Draft
from db.outbox import Sealed
from desktop.desk import Wish
from desktop.moves import texts
from desktop.moves.file_copies import Copying, FileCopies
from desktop.moves.form import Form, Value, defaults, kept, taken_up, wrong
from desktop.moves.form import shown as shown_of
from desktop.moves.spelling import spellings
from desktop.seat import Operator
from governance.ledger.chain import tagged, uuid8
from governance.refusal import Refusal

T = TypeVar("T")
KIND = "move"  # of the drafts


class MoveSeat(Protocol):
    """What a form asks of the seat."""

    @property
    def operator(self) -> Operator: ...
    async def save(self, wish: Wish) -> Sealed | Refusal: ...
    async def save_all(self, wishes: Sequence[Wish]) -> list[Sealed | Refusal]: ...
    async def keep_draft(self, draft_id: str, kind: str, body: str) -> None: ...
    async def drop_draft(self, draft_id: str) -> None: ...
    async def draft(self, draft_id: str) -> Draft | None: ...
    async def run(self, work: Callable[[], T]) -> T: ...


class Outcome(Struct, frozen=True):
    """What came of a wish to save."""

    sealed: Sealed | None = None
    refusal: str = ""  # the sentence beside the button
    faults: bool = False  # something in the form is wrong
    toast: str = ""
    undo: Wish | None = None


class OpenForm:
    """One form about one case, while it is open."""

    def __init__(self, seat: MoveSeat, form: Form, case_id: str, files: FileCopies | None = None) -> None:
        """`files`: where chosen material is copied to; without it names alone are kept."""
        self.form = form
        self._files = files
        self.case_id = case_id
        self._seat = seat
        self.values: dict[str, Value] = defaults(form)
        self.touched = False
        self.busy = False
        self.faults: dict[str, str] = {}
        self._tried = False

    @property
    def draft_id(self) -> str:
        """One draft for a person, a case and a kind of move."""
        about = f"{self._seat.operator.id}/{self.case_id}/{self.form.kind}"
        return uuid8(tagged("draft", about.encode()))

    def put(self, key: str, value: Value) -> None:
        """A person changed an entry; after a first try what is wrong is told at once."""
        self.values[key] = value
        self.touched = True
        if self._tried:
            self.faults = wrong(self.form, self.values)

    @property
    def shown(self) -> tuple[str, ...]:
        """Keys of the entries that are shown now."""
        return tuple(entry.key for entry in shown_of(self.form, self.values))

    async def take_up(self) -> bool:
        """Go on with the draft of last time, unless something was typed meanwhile."""
        found = await self._seat.draft(self.draft_id)
        if found is None or found.binned_ms is not None or self.touched:
            return False
        self.values = taken_up(self.form, found.body)
        return self.values != defaults(self.form)

    async def keep(self) -> None:
        """Keep what is typed."""
        await self._seat.keep_draft(self.draft_id, KIND, kept(self.form, self.values))

    async def start_over(self) -> None:
        """Throw the draft away and begin with what the form proposes."""
        self.values = defaults(self.form)
        self.faults, self._tried, self.touched = {}, False, False
        await self._seat.drop_draft(self.draft_id)

    async def take_in(self, copying: Copying) -> str:
        """Copy a file of material into the store; gives the name it has in the form."""
        if self._files is None:
            return copying.source.name
        return await self._files.take_in(self.case_id, copying)

    async def spell(self, names: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """How these names may be typed by their initials; the first time takes a moment."""
        return await self._seat.run(partial(spellings, tuple(names)))

    def wish(self) -> Wish:
        """What is to be saved."""
        form = self.form
        return Wish(
            kind=form.chosen(self.values),
            p=form.payload(self.values),
            actor=self._seat.operator.id,
            case="" if form.births else self.case_id,
            births=form.births,
            annex=form.annex(self.values),
            draft=self.draft_id if self.touched else None,
        )

    async def submit(self) -> Outcome:
        """Save, or say what is wrong; a second wish while the first is on its way does nothing."""
        self._tried = True
        self.faults = wrong(self.form, self.values)
        if self.faults or self.busy:
            return Outcome(faults=bool(self.faults))
        self.busy = True
        try:
            said = await self._save()
        finally:
            self.busy = False
        if isinstance(said, Refusal):
            return Outcome(refusal=said.sentence)
        return Outcome(sealed=said, toast=self._toast(), undo=self._undo())

    async def _save(self) -> Sealed | Refusal:
        """One action, or several in one commit: of those the first refusal."""
        wish = self.wish()
        if not self.form.further:
            return await self._seat.save(wish)
        more = [replace(wish, p=make(self.values), draft=None) for make in self.form.further]
        said = await self._seat.save_all([wish, *more])
        return next((one for one in said if isinstance(one, Refusal)), said[0])

    def _toast(self) -> str:
        did = self.form.done(self.values) or f"已{self.form.verb}"
        return texts.SAVED.format(what=did)

    def _undo(self) -> Wish | None:
        if not self.form.undo:
            return None
        p = self.form.payload(self.values)
        return Wish(kind=self.form.undo, p=p, actor=self._seat.operator.id, case=self.case_id)
