"""The evaluation page without widgets, on the staged desk; who signs types these passwords."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from db.outbox import Sealed
from desktop.demo.stage import Staged
from desktop.demo.town import PASSWORD
from desktop.desk import Desk
from desktop.evaluation.acting import ActionFace
from desktop.evaluation.case_faces import CaseFace
from desktop.evaluation.issuing import Issuing
from desktop.evaluation.notes import Note
from desktop.evaluation.opened import Opened
from desktop.evaluation.presenter import EvaluationPresenter, IssuedFace, PeriodFace
from desktop.evaluation.sheet import Row, Sheet
from desktop.moves.form import Value
from desktop.moves.presenter import OpenForm, Outcome
from desktop.place_names import NO_PLACES
from desktop.seat import Operator, Seat
from desktop.signing.in_person import InPerson, Signing
from desktop.signing.leader_seat import LeaderSeat
from desktop.signing.passwords import Passwords
from governance.refusal import Refusal
from tests.desktop.duty.counties import Known


class Typing:
    """A leader who types his password."""

    def __init__(self) -> None:
        self.passwords = [PASSWORD] * 9
        self.asked: list[Signing] = []

    def ask(self, signing: Signing) -> None:
        self.asked.append(signing)

    async def typed(self) -> str | None:
        return self.passwords.pop(0) if self.passwords else None

    def show_wrong(self, sentence: str) -> None:
        """He reads it."""

    def put_away(self) -> None:
        """It closes."""


@dataclass
class Shown:
    """What the presenter told its view."""

    period: PeriodFace | None = None
    sheet: Sheet = field(default_factory=lambda: Sheet(name=""))
    figure: Opened | None = None
    notes: Sequence[Note] = ()
    part: str = ""
    cases: Sequence[CaseFace] = ()
    listed: bool = False
    actions: Sequence[ActionFace] = ()
    issued: IssuedFace = field(default_factory=IssuedFace)

    def show_period(self, face: PeriodFace) -> None:
        self.period = face

    def show_sheet(self, sheet: Sheet) -> None:
        self.sheet = sheet

    def show_figure(self, figure: Opened | None, notes: Sequence[Note]) -> None:
        self.figure, self.notes = figure, notes

    def show_cases(self, part: str, rows: Sequence[CaseFace], *, listed: bool) -> None:
        self.part, self.cases, self.listed = part, rows, listed

    def show_actions(self, actions: Sequence[ActionFace]) -> None:
        self.actions = actions

    def show_issued(self, face: IssuedFace) -> None:
        self.issued = face


@dataclass
class Place:
    """Everything at the seat."""

    seat: Seat
    presenter: EvaluationPresenter
    shown: Shown
    issuing: Issuing
    typing: Typing

    def row(self, key: str) -> Row:
        return next(one for one in self.shown.sheet.rows if one.key == key)

    async def fill(self, key: str, **values: Value) -> Outcome:
        """Open the form of a button, fill it in, save it."""
        found = self.presenter.asked(key)
        assert found is not None, [one.reason for one in self.shown.actions]
        asked, signer = found
        person = InPerson(self.seat, Passwords(self.seat, Known()), self.typing)
        leader = signer if signer != self.seat.operator.id else ""
        form = OpenForm(
            LeaderSeat(self.seat, leader, person, Signing(key, asked.about, asked.form.verb)),
            asked.form,
            asked.case_id,
        )
        for entry, value in values.items():
            form.put(entry, value)
        outcome = await form.submit()
        self.faults = form.faults
        return outcome

    async def issue(self, reason: str = "") -> Sealed | Refusal:
        now, issued = self.presenter.now, self.presenter.issued
        assert now is not None
        before = issued.briefing if issued is not None else None
        signer = self.issuing.signers()[0].id
        said = await self.issuing.issue(now.figures, now.period, before, signer, reason)
        await self.presenter.read()
        return said


@asynccontextmanager
async def at_a_seat(staged: Staged, operator: str = "") -> AsyncIterator[Place]:
    loop = asyncio.get_running_loop()
    seat = Seat(Desk(staged.store), loop, Operator(operator or staged.operator, "严浩然"))
    shown, typing = Shown(), Typing()
    presenter = EvaluationPresenter(seat, shown, NO_PLACES)
    await presenter.read()
    issuing = Issuing(seat, InPerson(seat, Passwords(seat, Known()), typing))
    yield Place(seat, presenter, shown, issuing, typing)
    seat.close()
