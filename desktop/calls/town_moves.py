"""What the town does from the panels at the right (镇方办理): opinion, countersign, confirmation, rating, rejection."""

from collections.abc import Coroutine
from typing import Any

from desktop.calls import texts
from desktop.calls.presenter import CallsPresenter
from desktop.calls.waiting import ArrivalFace, RatingFace
from desktop.calls.waiting_column import WaitingColumn
from desktop.moves.call_answer_forms import contents
from desktop.moves.call_forms import reject_feedback
from desktop.moves.file_copies import Copying, FileCopies
from desktop.moves.matter import Matter
from desktop.moves.presenter import OpenForm, Outcome
from desktop.shell.page import PageContext
from desktop.signing.in_person import InPerson
from desktop.signing.leader_seat import LeaderSeat
from governance.calls import states
from governance.refusal import Refusal


class TownMoves:
    """Joins the panels' wishes with the presenter."""

    def __init__(
        self, context: PageContext, presenter: CallsPresenter, waiting: WaitingColumn, in_person: InPerson
    ) -> None:
        self._context, self.presenter, self.waiting = context, presenter, waiting
        self._in_person = in_person
        self._files = FileCopies(context.seat.desk.store.folder, context.seat)
        waiting.returned.opinion.connect(
            lambda case, text: self._start(self._opine(case, text), f"opinion {case}")
        )
        waiting.unsigned.signed.connect(
            lambda case, who: self._start(self._countersign(case, who), f"sign {case}")
        )
        waiting.arrived.answered.connect(
            lambda face, word, text: self._start(self._confirm(face, word, text), f"confirm {face.case_id}")
        )
        waiting.rating.rated.connect(
            lambda face, p, who: self._start(self._rate(face, p, who), f"rate {face.case_id}")
        )
        material = waiting.rating.grounds.material
        material.chosen.connect(lambda: self._start(material.copy(self._take_in), "evidence"))
        waiting.rating.rejected.connect(self._open_rejection)
        waiting.down.signed.connect(lambda case: self._start(self._sign(case), f"sign {case}"))
        waiting.rating.rejection_saved.connect(self._rejection_saved)

    async def _opine(self, case_id: str, text: str) -> None:
        said = await self.presenter.save("call.note", case_id, {"text": texts.OPINION_SAID.format(text=text)})
        self.waiting.returned.say(said.sentence if isinstance(said, Refusal) else "")
        if not isinstance(said, Refusal):
            self._context.notices.toast(texts.OPINION_DONE)

    async def _countersign(self, case_id: str, who: str) -> None:
        call = self.presenter.call(case_id)
        if call is not None and call.state == states.DRAFT:
            said = await self.presenter.save("call.issue", case_id, contents(call), who, "issue")
            done = texts.DRAFT_SIGNED
        else:
            said = await self.presenter.save("call.issue", case_id, {}, who, "countersign")
            done = texts.SIGNED_LATER
        self.waiting.unsigned.say(said.sentence if isinstance(said, Refusal) else "")
        if not isinstance(said, Refusal):
            name = self.presenter.names().person(who)
            self._context.notices.toast(done.format(name=name))

    async def _confirm(self, face: ArrivalFace, word: str, text: str) -> None:
        p = {"unit": face.dept, "word": word, **({"text": text} if text else {})}
        said = await self.presenter.save("call.confirm_arrival", face.case_id, p)
        self.waiting.arrived.say(said.sentence if isinstance(said, Refusal) else "")
        if not isinstance(said, Refusal):
            done = texts.CONFIRMED if word == "confirm" else texts.DISPUTE_SAVED
            self._context.notices.toast(done.format(unit=face.unit))

    async def _sign(self, case_id: str) -> None:
        """The town signs what the county called it for; what it answers has a form."""
        said = await self.presenter.save("call.reverse_respond", case_id, {"step": "sign"})
        self.waiting.down.say(said.sentence if isinstance(said, Refusal) else "")
        if not isinstance(said, Refusal):
            self._context.notices.toast(texts.DOWN_SIGNED)

    async def _rate(self, face: RatingFace, p: dict[str, Any], who: str) -> None:
        said = await self.presenter.save("call.evaluate", face.case_id, p, who, "rate")
        self.waiting.rating.say(said.sentence if isinstance(said, Refusal) else "")
        if not isinstance(said, Refusal):
            self._context.notices.toast(texts.RATED_DONE.format(unit=face.unit))

    async def _take_in(self, copying: Copying) -> str:
        """Copy a file of evidence for the rating that is shown; "" when another one stands there by then."""
        face = self.waiting.rating.face
        if face is None:
            return ""
        name = await self._files.take_in(face.case_id, copying)
        now = self.waiting.rating.face
        return name if now is not None and (now.case_id, now.dept) == (face.case_id, face.dept) else ""

    def _open_rejection(self, face: RatingFace, who: str) -> None:
        call, seat = self.presenter.call(face.case_id), self._context.seat
        if call is None:
            return
        matter = Matter(
            case=call,
            actor=who or seat.operator.id,
            at=seat.now(),
            rules=seat.rules,
            names=self.presenter.names(),
        )
        signing = self.presenter.signing("reject", matter.actor, face.case_id)
        signed = LeaderSeat(seat, who, self._in_person, signing)
        self.waiting.rating.open_form(OpenForm(signed, reject_feedback(matter), face.case_id))

    def _rejection_saved(self, outcome: Outcome) -> None:
        self._context.notices.toast(outcome.toast)

    def _start(self, work: Coroutine[Any, Any, Any], verb: str) -> None:
        self._context.tasks.start(work, name=f"calls.{verb}")
