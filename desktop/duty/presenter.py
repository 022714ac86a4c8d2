"""What the duty page decides (值班): the live sheet, who has signed what, when a shift may change hands. Free of Qt.

Source: rulebook §1.2, §9.2; ui_notes 值班. Passwords are checked one after the other at one desk; only when both people
have signed and all nine sections are ticked are `shift.handover` and the successor's `shift.open` saved.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from db.queries.event_filter import EventFilter
from db.queries.handover import Handover, handover_groups
from db.queries.papers import last_paper, papers_waiting
from desktop import times
from desktop.desk import Wish
from desktop.duty import people, texts
from desktop.duty.beside import Beside
from desktop.duty.faces import FigureFace, OnPaper, Signing, TakingOver
from desktop.duty.figures import behind, figures
from desktop.duty.filled import FilledSheet
from desktop.duty.heading import heading, late_banner, next_slot, own_slot
from desktop.duty.paper_numbers import unexplained
from desktop.duty.ports import Checker, Place, View
from desktop.duty.sheet import Section, Sources, counts, sections
from desktop.duty.signatures import IN, LEADER, OUT, Signature, Signatures
from desktop.names import Names
from desktop.place_names import PlaceNames
from desktop.seat import Operator
from governance.refusal import Refusal
from governance.rulebook import Span

PAPERS_BACK_MS = 31 * times.DAY_MS
SERIAL_MARKS = {"白": "D", "夜": "N"}


class DutyPresenter:
    """Holds the sheet of the open shift."""

    def __init__(
        self,
        seat: Place,
        passwords: Checker,
        view: View,
        login: Callable[[str, str], None],
        items: Sequence[str],
        places: PlaceNames,
    ) -> None:
        """`login` opens a person's session at the county; `items` are the 物资 to be counted; `places` of the town."""
        self._seat, self._passwords, self._view, self._login = seat, passwords, view, login
        self._places = places
        self.beside = Beside(seat, view, places)
        self._items = tuple(items)
        self._filled = FilledSheet(seat, items)
        self._signatures = Signatures()
        self._figures: list[FigureFace] = []
        self._sections: tuple[Section, ...] = ()
        self._last_paper = ("", "")  # shift, the highest slip before it
        self._absent = False  # the one who should hand over is not here

    # ------------------------------------------------------------ reading

    @property
    def shift(self) -> Span | None:
        """The open shift."""
        return people.running(self._seat.rules)

    async def read(self) -> None:
        """Read everything again."""
        span, now = self.shift, self._seat.now()
        await self._recall(span)
        if span is not None:
            until = next_slot(span, now, self._seat.rules).to
            groups, waiting = await self._groups(span, now, until)
            sources = Sources(
                groups=groups,
                waiting=waiting,
                last_paper=await self._paper_before(span),
                items=len(self._items),
                now=now,
                next_until=until,
            )
            self._sections = sections(sources, self._names.unit)
            self._filled.untick_changed(self._sections)
            self._figures = figures(groups)
            self._view.show_figures(self._figures)
            self._view.show_sections(self._sections)
        await self.beside.read()
        self.show()

    def show(self) -> None:
        """Show what does not come out of the store; the minute does it too."""
        self.beside.show()
        self._view.show_taking_over(self._taking_over())
        self._show_signing()
        self.tick()

    def tick(self) -> None:
        """Every second: how long there is."""
        span, now = self.shift, self._seat.now()
        if span is None:
            self._view.show_banner(texts.NO_SHIFT_BANNER, "amber")
            self._view.show_badge(0, False)
            return
        head, late = heading(span, now, self._seat.rules), late_banner(span, now, self._seat.rules)
        self._view.show_head(head)
        self._view.show_banner(late, "red")
        self._view.show_badge(int(bool(head.tone)), bool(late))

    async def _groups(self, span: Span, now: int, until: int) -> tuple[Handover, tuple[Any, ...]]:
        stream = self._seat.stream
        groups = await self._seat.read(
            lambda conn: handover_groups(conn, stream, now=now, shift_from=span.since, next_until=until)
        )
        return groups, tuple(await self._seat.read_own(lambda own: papers_waiting(own, stream)))

    async def _paper_before(self, span: Span) -> str:
        """The highest slip of the month before the shift: read once a shift, nothing before it changes."""
        if self._last_paper[0] != span.shift:
            stream, since = self._seat.stream, span.since - PAPERS_BACK_MS
            found = await self._seat.read(lambda conn: last_paper(conn, stream, span.since, since))
            self._last_paper = (span.shift, found)
        return self._last_paper[1]

    @property
    def _names(self) -> Names:
        return Names(self._seat.rules, self._places)

    # ------------------------------------------------------------ ticks and words

    async def tick_section(self, key: str, ticked: bool) -> None:
        """The receiver has gone through a section."""
        self._filled.tick(self._section(key), ticked)
        if key == "items":
            self._view.show_items(frozenset(self._filled.sheet.items))
        self._show_signing()
        await self._filled.keep()

    async def tick_item(self, name: str, ticked: bool) -> None:
        """One thing was counted; when all are, the section is ticked by itself."""
        self._filled.count(name, ticked)
        self._show_signing()
        await self._filled.keep()

    async def write_points(self, text: str) -> None:
        """交班要点, kept as they are typed."""
        self._filled.sheet.points = text
        self._show_signing()
        await self._filled.keep()

    async def _recall(self, span: Span | None) -> None:
        """What was typed for this shift; another shift begins with an empty sheet."""
        if not await self._filled.recall(span.shift if span is not None else ""):
            return
        self._signatures, self._absent = Signatures(), False
        self._view.show_points(self._filled.sheet.points)
        self._view.show_items(frozenset(self._filled.sheet.items))

    def _section(self, key: str) -> Section:
        return next((one for one in self._sections if one.key == key), Section(key=key, count=0))

    # ------------------------------------------------------------ signing

    def choose(self, who: str, user: str) -> None:
        """Another person is to sign; a signature of somebody else is taken back."""
        self._signatures.choose(who, user)
        self._show_signing()

    async def sign(self, who: str, password: str) -> None:
        """交班, 接班 or 带班: by one's own password."""
        user, shift = self._signatures.signer(who, self._seat.rules).chosen, self._filled.shift
        why = await self._passwords.refusal(user, password)
        if not why and who == LEADER:
            why = await self._countersign(user)
        if shift != self._filled.shift:
            return  # handed over meanwhile, on another desk
        self._view.show_refusal(who, why)
        if not why:
            self._signatures.add(who, Signature(user, self._seat.now(), password if who == IN else ""))
            self._show_signing()
            self._view.signed(who)

    async def _countersign(self, user: str) -> str:
        said = await self._seat.save(Wish(kind="shift.sign", p={}, actor=user, case=self._filled.shift))
        if isinstance(said, Refusal):
            return said.sentence
        self._view.say(texts.LEADER_DONE.format(name=self._names.person(user)))
        return ""

    async def finish(self) -> None:
        """签字接班: the old shift is handed over, the new one opened, and who sits here changes."""
        span = self.shift
        if span is None or not self._signing().ready:
            return
        out, taker = self._signatures[OUT], self._signatures[IN]
        said = await self._seat.save(
            Wish(kind="shift.handover", p=self._handover(taker.user), actor=out.user, case=span.shift)
        )
        if isinstance(said, Refusal):
            self._view.show_refusal("", said.sentence)
            return
        await self._open(taker, after=span.shift, reason="")

    def _handover(self, to: str) -> Mapping[str, Any]:
        return {
            "to": to,
            "signed": self._signatures.users,
            "text": self._filled.sheet.points.strip(),
            "counts": [list(one) for one in counts(self._sections)],
        }

    async def _open(self, taker: Signature, *, after: str, reason: str) -> None:
        p: dict[str, Any] = {"operator": taker.user, "parent": self._seat.stream}
        p |= {name: value for name, value in (("after", after), ("reason", reason)) if value}
        said = await self._seat.save(Wish(kind="shift.open", p=p, actor=taker.user, births="-"))
        if isinstance(said, Refusal):
            self._view.show_refusal("", said.sentence)
            return
        user = self._seat.rules.directory.users[taker.user]
        self._seat.sit(Operator(user.id, user.name, tuple(grant.role for grant in user.grants)))
        self._login(taker.user, taker.password)
        self._signatures, self._absent = Signatures(), False
        done = texts.DONE if after and not reason else texts.TAKEN
        self._view.say(done.format(name=user.name))
        await self.read()
        self._view.begin()

    # ------------------------------------------------------------ taking over alone

    def go_without(self, absent: bool) -> None:
        """The one who should hand over is not here."""
        self._absent = absent
        self.show()

    async def take_over(self, user: str, password: str, reason: str) -> None:
        """接班 where nobody hands over."""
        span = self.shift
        why = await self._passwords.refusal(user, password)
        if why:
            self._view.show_refusal("take", why)
            return
        self._view.show_refusal("take", "")
        taker = Signature(user, self._seat.now(), password)
        await self._open(taker, after=span.shift if span is not None else "", reason=reason.strip())

    def _taking_over(self) -> TakingOver | None:
        rules, span = self._seat.rules, self.shift
        if span is not None and not self._absent:
            return None
        found = people.takers(rules)
        if span is None:
            return TakingOver(texts.NO_SHIFT, texts.NO_SHIFT_WHY, found, people.likely(rules, found), False)
        others = tuple(one for one in found if one[0] != span.operator)
        why = texts.WITHOUT_WHY.format(who=self._names.person(span.operator))
        return TakingOver(texts.WITHOUT, why, others, people.likely(rules, others), True)

    # ------------------------------------------------------------ how far it is

    def _show_signing(self) -> None:
        if self.shift is not None:
            self._view.show_signing(self._signing())

    def _signing(self) -> Signing:
        sheet = self._filled.sheet
        owed = unexplained(self._section("papers").left_out, sheet.points)
        return self._signatures.state(sheet.ticked, self._seat.rules, owed)

    # ------------------------------------------------------------ figures, paper

    def figure(self, name: str) -> tuple[str, str, EventFilter] | None:
        """Title, 口径 and condition of the cases behind a figure or the rest of a section."""
        span = self.shift
        section = next((one for one in self._sections if one.key == name), None)
        if section is not None and section.wanted is not None:
            return texts.SECTIONS[name], texts.EXPLAINED.get(name, ""), section.wanted
        wanted = behind(name, span.since, self._seat.now()) if span is not None else None
        label = next((label for one, label in texts.FIGURES if one == name), "")
        return (label, texts.EXPLAINED[name], wanted) if wanted is not None else None

    def on_paper(self) -> OnPaper | None:
        """The sheet to be printed; None while no shift is open."""
        span = self.shift
        if span is None:
            return None
        slot = own_slot(span, self._seat.rules)
        day = times.local(slot.since).strftime("%y%m%d")
        return OnPaper(
            head=heading(span, self._seat.now(), self._seat.rules),
            figures=tuple(self._figures),
            sections=self._sections,
            points=self._filled.sheet.points,
            items=tuple(self._filled.sheet.items),
            serial=texts.PAPER_SERIAL.format(day=day, mark=SERIAL_MARKS[slot.mark]),
        )
