"""简报: the day's figures open to their cases and 口径, rows add up, yesterday is counted as it stood at midnight."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from briefings.daily import read_totals
from briefings.failures import DocumentNotWrittenError, WritingCancelled
from briefings.figures.daily import PRINTED, TOTAL, Column
from desktop import times
from desktop.briefings import texts
from desktop.briefings.counting import Daily
from desktop.briefings.figures import CALLS, GROUPS, UNITS, Opened, opened, ref_of
from desktop.briefings.issued import IssuedDaily
from desktop.briefings.presenter import BriefingsPresenter, DayFace
from desktop.demo.stage import Staged
from desktop.desk import Desk
from desktop.printing.paper import Beside, Cell, Grid
from desktop.seat import Operator, Seat


class Shown:
    """What the presenter told its view."""

    def __init__(self) -> None:
        self.days: Sequence[DayFace] = ()
        self.chosen = 0
        self.title = self.note = self.nothing = ""
        self.figure: Opened | None = None

    def show_days(self, days: Sequence[DayFace], chosen: int) -> None:
        self.days, self.chosen = days, chosen

    def show_daily(self, daily: Daily, title: str, note: str) -> None:
        self.title, self.note = title, note

    def show_issued(self, issued: IssuedDaily | None) -> None:
        assert issued is None

    def show_figure(self, figure: Opened | None) -> None:
        self.figure = figure

    def show_nothing(self, sentence: str) -> None:
        self.nothing = sentence


@asynccontextmanager
async def looking(staged: Staged) -> AsyncIterator[tuple[BriefingsPresenter, Shown]]:
    seat = Seat(Desk(staged.store), asyncio.get_running_loop(), Operator(staged.operator, "严浩然"))
    shown = Shown()
    presenter = BriefingsPresenter(seat, shown, "云溪镇", {}, lambda rules: "许志远")
    await presenter.read()
    yield presenter, shown
    seat.close()


def counted(presenter: BriefingsPresenter) -> Daily:
    assert presenter.daily is not None
    return presenter.daily


async def test_the_draft_of_today_adds_up_and_says_how_far_its_data_reach(staged: Staged) -> None:
    async with looking(staged) as (presenter, shown):
        daily = counted(presenter)
        assert (shown.title, shown.note) == ("3月16日　星期一", "数据截至 15:42")
        assert daily.failing == ()
        assert daily.tables.groups.total.number(Column.OPEN) > 40
        assert daily.paper.draft
        assert daily.issue.leader == "许志远"


async def test_the_days_are_listed_from_today_back_with_what_they_brought(staged: Staged) -> None:
    async with looking(staged) as (presenter, shown):
        assert [day.tag for day in shown.days[:2]] == [texts.TODAY, ""]
        total = counted(presenter).tables.groups.total
        assert shown.days[0].note == texts.DAY_NOTE.format(
            added=total.number(Column.NEW), closed=total.number(Column.CLOSED)
        )
        assert len(shown.days) > 10


async def test_yesterday_leaves_open_what_today_carries_over(staged: Staged) -> None:
    async with looking(staged) as (presenter, shown):
        carried = counted(presenter).tables.units.total[Column.CARRIED]
        presenter.step(-1)
        await presenter.read()
        yesterday = counted(presenter)
        assert not presenter.today
        assert shown.note == texts.AS_OF_DAY
        assert yesterday.failing == ()
        assert set(yesterday.tables.units.total[Column.OPEN].cases) == set(carried.cases)
        presenter.step(+1)
        assert presenter.today


async def test_a_figure_opens_to_its_cases_its_rule_and_the_check_of_its_row(staged: Staged) -> None:
    async with looking(staged) as (presenter, shown):
        line = counted(presenter).tables.groups.lines[1]
        presenter.open_figure(ref_of(GROUPS, line.key, Column.OPEN))
        figure = shown.figure
        assert figure is not None
        assert figure.title == f"{line.key} · 在办"
        assert figure.number == len(figure.cases) == line.number(Column.OPEN)
        assert "03-16 15:42" in figure.explained
        assert (figure.terms[0].name, figure.terms[-1].number) == ("结转", figure.number)
        assert figure.terms[-1].here
        assert figure.holds
        listed = presenter.listed()
        assert listed is not None
        assert listed[2].cases == figure.events
        presenter.open_figure("")
        assert shown.figure is None


async def test_closed_figures_say_what_is_not_counted(staged: Staged) -> None:
    async with looking(staged) as (presenter, shown):
        daily = counted(presenter)
        total = daily.tables.groups.total
        presenter.open_figure(ref_of(GROUPS, TOTAL, Column.CLOSED))
        assert shown.figure is not None
        left_out = sum(total.number(c) for c in (Column.REJECTED, Column.VOIDED, Column.MERGED))
        assert ("不计" in shown.figure.aside) == bool(left_out)


async def test_every_printed_number_opens_as_many_cases_as_it_says(staged: Staged) -> None:
    async with looking(staged) as (presenter, _):
        daily = counted(presenter)
        cells = [cell for cell in cells_of(daily.paper.blocks) if cell.ref]
        assert len(cells) > len(PRINTED) * len(daily.tables.groups.lines)
        for cell in cells:
            figure = opened(cell.ref, daily.tables, daily.issue)
            assert figure is not None
            assert str(figure.number) == cell.text


def cells_of(blocks: Sequence[object]) -> list[Cell]:
    found: list[Cell] = []
    for block in blocks:
        if isinstance(block, Grid):
            found += [cell for row in block.rows for cell in row]
        elif isinstance(block, Beside):
            found += [cell for _, inner in block.columns for cell in cells_of(inner)]
    return found


async def test_a_call_figure_lists_calls_and_offers_no_list_of_events(staged: Staged) -> None:
    async with looking(staged) as (presenter, shown):
        presenter.open_figure(ref_of(CALLS, TOTAL, "今日交办"))
        assert shown.figure is not None
        assert shown.figure.cases
        assert presenter.listed() is None


async def test_a_line_that_is_gone_opens_nothing(staged: Staged) -> None:
    async with looking(staged) as (presenter, shown):
        presenter.open_figure(ref_of(UNITS, "T-GONE", Column.OPEN))
        assert shown.figure is None


# ---------------------------------------------------------------- the workbook


async def test_page_and_workbook_say_the_same(staged: Staged, tmp_path: Path) -> None:
    async with looking(staged) as (presenter, _):
        assert presenter.file_name() == "云溪镇综合信息指挥室日报 2026-03-16.xlsx"
        await presenter.export(tmp_path / "日报.xlsx", lambda: True)
        assert read_totals(tmp_path / "日报.xlsx") == counted(presenter).tables.totals


def left_in(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


async def test_a_workbook_called_off_leaves_no_file(staged: Staged, tmp_path: Path) -> None:
    asked: list[bool] = []

    def once() -> bool:
        asked.append(True)
        return len(asked) < 3  # until the file itself is written

    async with looking(staged) as (presenter, _):
        with pytest.raises(WritingCancelled):
            await presenter.export(tmp_path / "out" / "日报.xlsx", once)
    assert left_in(tmp_path / "out") == []


async def test_a_file_that_cannot_be_written_says_so(staged: Staged, tmp_path: Path) -> None:
    (tmp_path / "日报.xlsx").mkdir()
    async with looking(staged) as (presenter, _):
        with pytest.raises(DocumentNotWrittenError):
            await presenter.export(tmp_path / "日报.xlsx", lambda: True)


async def test_a_day_of_another_month_is_reached_by_its_midnight(staged: Staged) -> None:
    async with looking(staged) as (presenter, shown):
        oldest = shown.days[-1].since
        presenter.choose_day(oldest)
        await presenter.read()
        assert shown.chosen == oldest
        assert counted(presenter).issue.day.to == oldest + times.DAY_MS
        assert counted(presenter).failing == ()
