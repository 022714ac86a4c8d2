"""What is done with ticked cases (批量办理) and with the whole list (导出): asked, confirmed, saved, told."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtGui import QGuiApplication

from desktop.events import bulk, texts
from desktop.events.bulk import Offer, Outcome, Run
from desktop.events.export import Export
from desktop.events.papers import slips
from desktop.events.presenter import EventsPresenter
from desktop.events.view import EventsView
from desktop.names import Names
from desktop.printing.preview import open_preview
from desktop.printing.printed import foot_of
from desktop.shell.page import PageContext
from governance.events.event import Event
from governance.ledger.case import Case

KEYS = {  # key of the keymap → what it means for ticked cases
    "urge": (bulk.URGE, bulk.PHONE),
    "supervise": (bulk.SUPERVISE,),
    "merge": (bulk.MERGE,),
    "copy_dispatch": (bulk.COPY,),
    "print": (bulk.PRINT,),
}
PRINT_AT_MOST = 50


class Handling:
    """Joins the selection bar with the desk."""

    def __init__(self, context: PageContext, presenter: EventsPresenter, view: EventsView) -> None:
        self._context, self._presenter, self._view = context, presenter, view
        self._bar = view.list.selection
        self._cases: Mapping[str, Case] = {}
        self._offers: tuple[Offer, ...] = ()
        self._run: Run | None = None
        self._export = Export(context, presenter, view)
        view.table.ticked_changed.connect(self._on_ticks)
        view.head.export.clicked.connect(self.export)
        self._bar.asked.connect(self._on_asked)
        self._bar.confirmed.connect(self._on_confirmed)
        self._bar.stopped.connect(self._on_stopped)
        self._bar.dropped.connect(view.table.clear_ticks)

    # ------------------------------------------------------------ what is ticked

    def _on_ticks(self) -> None:
        self._context.tasks.start(self.read_ticked(), name="events.ticked")

    async def read_ticked(self) -> None:
        """Judge what is ticked anew: in a worker, by the rules of now."""
        wanted = [row.case_id for row in self._view.table.ticked()]
        if not wanted:
            self._cases, self._offers = {}, ()
            self._bar.show_summary(None)
            return
        cases = await self._context.seat.cases(wanted)
        found = await self._context.seat.run(partial(bulk.summary, cases, self._desk()))
        if [row.case_id for row in self._view.table.ticked()] == wanted:
            self._cases, self._offers = cases, found.offers
            self._bar.show_summary(found)

    def _desk(self) -> bulk.Desk:
        seat, link = self._context.seat, self._context.link()
        return bulk.Desk(
            actor=seat.operator.id,
            at=seat.now(),
            rules=seat.rules,
            names=Names(seat.rules, self._context.places),
            offline=link is not None and not link.connected,
        )

    # ------------------------------------------------------------ acting

    def means(self, action: str) -> bool:
        """Whether a key is meant for the ticked cases: then it is asked for here."""
        offer = next((one for one in self._offers if one.key in KEYS.get(action, ())), None)
        if offer is None:
            return False
        if offer.cases:
            self._on_asked(offer)
        else:
            self._bar.show_result(offer.why_not, good=False)
        return True

    def _on_asked(self, offer: Offer) -> None:
        desk = self._desk()
        match offer.key:
            case bulk.COPY:
                _to_clipboard(bulk.dispatch_texts(offer, self._cases, desk))
                self._context.notices.toast(texts.COPIED.format(n=len(offer.cases)))
            case bulk.PHONE:
                _to_clipboard(bulk.phone_list(offer, self._cases, desk))
                self._bar.show_result(texts.PHONES.format(n=len(offer.cases)), good=True)
            case bulk.PRINT:
                self._print(bulk.events_of({one: self._cases[one] for one in offer.cases}))
            case _:
                self._bar.ask_confirm(offer, self._consequence(offer))

    def print_case(self, case_id: str) -> None:
        """派发单 of one case, where nothing is ticked."""
        self._context.tasks.start(self._print_case(case_id), name=f"events.print {case_id}")

    async def _print_case(self, case_id: str) -> None:
        case = await self._context.seat.case(case_id) if case_id else None
        if isinstance(case, Event) and case.lead is not None:
            self._print([case])
        else:
            said = texts.NOTHING_TO_PRINT if case is None else texts.NOT_PRINT
            self._bar.show_result(said, good=False)

    def _print(self, events: list[Event]) -> None:
        if len(events) > PRINT_AT_MOST:
            self._bar.show_result(texts.PRINT_AT_MOST.format(n=PRINT_AT_MOST), good=False)
            return
        context = self._context
        made = slips(events, context.seat.rules, foot_of(context), context.places)
        open_preview(self._view, made, context)

    def _consequence(self, offer: Offer) -> str:
        main = ""
        if offer.key == bulk.MERGE:
            main = bulk.main_of(bulk.events_of(self._cases)).serial
        return texts.CONFIRM[offer.key].format(n=len(offer.cases), main=main)

    def _on_confirmed(self, offer: Offer, words: str) -> None:
        if self._run is None:
            self._context.tasks.start(self._save(offer, words), name=f"events.{offer.key} {len(offer.cases)}")

    def _on_stopped(self) -> None:
        if self._run is not None:
            self._run.stop()
        self._export.stop()

    async def _save(self, offer: Offer, words: str) -> None:
        desk, cases = self._desk(), dict(self._cases)
        run = self._run = Run(bulk.wishes(offer, cases, desk, words), partial(self._progress, offer))
        self._progress(offer, 0, run.all)
        try:
            outcome = await run.save(self._context.seat)
        finally:
            self._run = None
            self._bar.end_progress()
        if offer.key == bulk.URGE and outcome.done:
            _to_clipboard(bulk.urge_text(offer, cases, desk))
            self._context.notices.toast(texts.URGED)
        self._bar.show_result(self._told(offer, outcome, cases), good=not outcome.refused)

    def _progress(self, offer: Offer, done: int, whole: int) -> None:
        self._bar.show_progress(texts.RUNNING.format(name=offer.name, done=done, n=whole), done, whole)

    def _told(self, offer: Offer, outcome: Outcome, cases: Mapping[str, Case]) -> str:
        name, done = offer.name, outcome.done
        if outcome.refused:
            case_id, why = outcome.refused[0]
            serial = getattr(cases.get(case_id), "serial", "")
            said = texts.DONE_SOME if done else texts.NONE_DONE
            return said.format(name=name, n=done, left=len(outcome.refused), serial=serial, why=why)
        if outcome.untouched:
            return texts.STOPPED.format(name=name, n=done, left=outcome.untouched)
        return texts.DONE.format(name=name, n=done)

    # ------------------------------------------------------------ the list as a file

    def judge_export(self) -> None:
        """The button is there for those who may export; the key says why it may not."""
        self._context.tasks.start(self._judge_export(), name="events.may_export")

    async def _judge_export(self) -> None:
        self._view.head.export.setVisible(not await self._export.refusal())

    def export(self) -> None:
        """台账 of what is ticked, or of the whole list."""
        self._export.ask([row.case_id for row in self._view.table.ticked()])


def _to_clipboard(text: str) -> None:
    QGuiApplication.clipboard().setText(text)
