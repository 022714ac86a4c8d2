"""签发: a leader freezes the day with his own password; what was frozen is printed word by word whatever comes later."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

from briefings.day_tables import day_tables
from briefings.figures.daily import TOTAL, Column
from db.outbox import Sealed
from db.snapshots import snapshot_of
from db.tables.own import briefing_snapshot
from desktop.briefings.changes import changes, places
from desktop.briefings.counting import Daily, made
from desktop.briefings.figures import GROUPS, Opened, ref_of
from desktop.briefings.frozen import snapshot, thawed
from desktop.briefings.issued import CHANGES, IssuedDaily
from desktop.briefings.issuing import Issuing, issued_form
from desktop.briefings.presenter import BriefingsPresenter, DayFace
from desktop.demo.stage import Staged
from desktop.demo.town import PASSWORD
from desktop.desk import Desk, Wish
from desktop.seat import NOBODY, Operator, Seat
from desktop.signing.in_person import InPerson, Signing
from desktop.signing.passwords import Passwords
from governance.refusal import Refusal
from tests.desktop.duty.counties import Known


class Shown:
    """What the presenter told its view."""

    days: Sequence[DayFace] = ()
    figure: Opened | None = None
    issued: IssuedDaily | None = None
    note = ""

    def show_days(self, days: Sequence[DayFace], chosen: int) -> None:
        self.days = days

    def show_daily(self, daily: Daily, title: str, note: str) -> None:
        self.note = note

    def show_issued(self, issued: IssuedDaily | None) -> None:
        self.issued = issued

    def show_figure(self, figure: Opened | None) -> None:
        self.figure = figure

    def show_nothing(self, sentence: str) -> None:
        raise AssertionError(sentence)


class Typing:
    """A leader who types these."""

    def __init__(self) -> None:
        self.passwords: list[str] = []
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
class Room:
    """The page without widgets, and who signs."""

    seat: Seat
    presenter: BriefingsPresenter
    shown: Shown
    issuing: Issuing
    typing: Typing

    async def issue(self, reason: str = "", password: str = PASSWORD) -> Sealed | Refusal:
        self.typing.passwords = [password] if password else []
        daily = await self.presenter.fresh()
        assert daily is not None
        signer = self.issuing.signers()[0].id
        said = await self.issuing.issue(daily, self.presenter.briefing, signer, reason)
        await self.presenter.read()
        return said


@asynccontextmanager
async def a_day(staged: Staged) -> AsyncIterator[Room]:
    seat = Seat(Desk(staged.store), asyncio.get_running_loop(), Operator(staged.operator, "严浩然"))
    shown, typing = Shown(), Typing()
    presenter = BriefingsPresenter(seat, shown, "云溪镇", {}, lambda rules: "许志远")
    await presenter.read()
    yield Room(
        seat, presenter, shown, Issuing(seat, InPerson(seat, Passwords(seat, Known()), typing)), typing
    )
    seat.close()


async def test_an_operator_lets_the_duty_leader_sign_with_his_password(staged: Staged) -> None:
    async with a_day(staged) as room:
        assert room.shown.days[0].tag == "草稿"
        said = await room.issue()
        assert isinstance(said, Sealed)
        assert said.action.p["no"] == "〔2026〕日 75 号"
        assert said.action.actor != staged.operator
        assert "许志远签发3月16日日报" in room.typing.asked[0].title
        issued, daily = room.shown.issued, room.presenter.daily
        assert issued is not None
        assert daily is issued.daily
        assert daily is not None
        assert not daily.paper.draft
        assert (daily.issue.signer, daily.paper.serial) == ("许志远", "RB20260316")
        assert issued.changes == ()
        assert room.shown.days[0].tag == "已发布"


async def test_without_the_password_nothing_is_issued(staged: Staged) -> None:
    async with a_day(staged) as room:
        said = await room.issue(password="")
        assert isinstance(said, Refusal)
        assert room.shown.issued is None


async def test_the_rules_refuse_before_anybody_types(staged: Staged) -> None:
    async with a_day(staged) as room:
        await room.issue()
        again = await room.issue()
        assert isinstance(again, Refusal)
        assert (again.code, len(room.typing.asked)) == ("no-reason", 1)


async def test_a_correction_gives_its_reason_and_a_number_of_its_own(staged: Staged) -> None:
    async with a_day(staged) as room:
        first = await room.issue()
        said = await room.issue("补录纸单 2 份")
        assert isinstance(first, Sealed)
        assert isinstance(said, Sealed)
        assert said.action.p["no"] == "〔2026〕日 75 号（更正 1）"
        assert room.presenter.paper() is not None
        assert room.shown.days[0].tag == "已更正"
        kept = await room.seat.read_own(lambda own: snapshot_of(own, first.action.p["digest"]))
        assert kept is not None
        assert thawed(kept).issue.number == "〔2026〕日 75 号"  # the one before stays as it was printed


async def test_a_copy_printed_later_says_the_same_under_the_same_code(staged: Staged) -> None:
    async with a_day(staged) as room:
        await room.issue()
        first = room.presenter.paper()
        room.seat.sit(NOBODY)
        staged.clock.move_to(staged.now + 3_600_000)
        await room.presenter.read()
        later = room.presenter.paper()
        assert first is not None
        assert later is not None
        assert (first.blocks, first.code, first.as_of) == (later.blocks, later.code, later.as_of)
        assert later.printed_at == first.printed_at + 3_600_000


async def test_yesterday_is_issued_as_it_stood_at_midnight(staged: Staged) -> None:
    async with a_day(staged) as room:
        room.presenter.step(-1)
        await room.presenter.read()
        await room.issue()
        assert room.shown.issued is not None
        assert room.shown.issued.changes == ()
        assert room.presenter.daily is not None
        assert room.presenter.daily.issue.day.as_of == room.presenter.daily.issue.day.to


async def test_what_comes_later_is_listed_beside_the_frozen_figures(staged: Staged) -> None:
    """The frozen day lacks two events, as if their slips had been entered after it was issued."""
    async with a_day(staged) as room:
        room.presenter.step(-1)
        await room.presenter.read()
        daily = await room.presenter.fresh()
        assert daily is not None
        late = [row.case_id for row in daily.tables.events if row.open][:2]
        rows = [row for row in daily.tables.events if row.case_id not in late]
        short = made(day_tables(rows, daily.tables.calls, daily.issue), daily.issue, daily.fortnight)
        room.typing.passwords = [PASSWORD]
        said = await room.issuing.issue(short, None, room.issuing.signers()[0].id)
        assert isinstance(said, Sealed)
        await room.presenter.read()
        issued = room.shown.issued
        assert issued is not None
        total = ref_of(GROUPS, TOTAL, Column.OPEN)
        change = issued.change(total)
        assert change is not None
        assert (change.after - change.before, set(change.came)) == (2, set(late))
        assert all(one.ref.startswith(GROUPS) for one in issued.places)
        room.presenter.open_figure(total)
        figure = room.shown.figure
        assert figure is not None
        assert figure.number == change.before  # the page still says what was printed
        assert figure.changed[0] == f"发布时 {change.before}　→　现在 {change.after}"
        assert len(figure.changed) == 3
        room.presenter.open_figure(CHANGES)
        assert room.shown.figure is not None
        assert {face.case_id for face in room.shown.figure.cases} == set(late)


async def test_own_work_on_its_way_is_no_change_yet(staged: Staged) -> None:
    async with a_day(staged) as room:
        await room.issue()
        (case, *_), p = await _open_cases(room), {"text": "电话核对"}
        said = await room.seat.save(Wish(kind="event.note", p=p, actor=staged.operator, case=case))
        assert isinstance(said, Sealed)
        await room.presenter.read()
        assert room.shown.issued is not None
        assert room.shown.issued.changes == ()


async def _open_cases(room: Room) -> list[str]:
    daily = room.presenter.daily
    assert daily is not None
    return [row.case_id for row in daily.tables.events if row.open]


async def test_a_snapshot_that_was_touched_is_none(staged: Staged) -> None:
    async with a_day(staged) as room:
        said = await room.issue()
        assert isinstance(said, Sealed)
        own = staged.store.own
        own.run(
            lambda conn: conn.execute(
                briefing_snapshot.update().values(body=b"x\x9c\x03\x00\x00\x00\x00\x01")
            )
        )
        await room.presenter.read()
        assert room.shown.issued is not None
        assert room.shown.issued.daily is None
        assert "原件在签发的那台电脑上" in room.shown.note


async def test_a_daily_comes_back_from_its_bytes(staged: Staged) -> None:
    async with a_day(staged) as room:
        daily = room.presenter.daily
        assert daily is not None
        final = issued_form(daily, None, "许志远")
        again = thawed(snapshot(final))
        assert again == final
        assert changes(final.tables, again.tables, final.issue, frozenset()) == ()
        assert places(()) == ()


async def test_nobody_may_issue_who_has_not_the_role(staged: Staged) -> None:
    async with a_day(staged) as room:
        daily = await room.presenter.fresh()
        assert daily is not None
        said = await room.issuing.issue(daily, None, staged.operator)
        assert isinstance(said, Refusal)
        assert said.code == "no-role"
