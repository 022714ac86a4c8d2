"""考评 without widgets: every number opens to the cases that make it, whatever the table and the period (§7.1)."""

import pytest

from desktop.demo.stage import Staged
from desktop.evaluation import texts
from desktop.evaluation.drill import opened
from desktop.evaluation.sheet import Figure
from governance.evaluation.indicators import COUNT, INDICATORS
from governance.evaluation.people_figures import cadre_people
from governance.evaluation.rates import NONE
from tests.desktop.evaluation.at_a_seat import Place, at_a_seat

TABS = [tab for tab, _ in texts.TABS]


def figures(place: Place) -> list[Figure]:
    return [cell for row in place.shown.sheet.rows for cell in row.cells if cell.ref]


async def test_every_number_of_every_table_opens(looked_at: Staged) -> None:
    async with at_a_seat(looked_at) as place:
        shown, names = place.presenter.shown, place.presenter.names()
        assert shown is not None
        people = cadre_people(place.seat.rules)
        for tab in TABS:
            await place.presenter.choose_tab(tab)
            found = figures(place)
            assert found, tab
            for figure in found:
                assert opened(figure.ref, shown, names, people) is not None, figure.ref


async def test_a_rate_opens_to_what_counts_what_does_not_and_what_is_left_out(looked_at: Staged) -> None:
    async with at_a_seat(looked_at) as place:
        await place.presenter.open_figure("tally|close_rate|*|hits")
        figure = place.shown.figure
        assert figure is not None
        assert figure.basis == INDICATORS["close_rate"].basis
        parts = {part.key: len(part.cases) for part in figure.parts}
        assert parts["owed"] == parts["hits"] + parts["missed"]
        assert figure.aside.startswith(f"{parts['hits']} / {parts['owed']}")
        assert place.shown.part == "hits"
        assert len(place.shown.cases) == parts["hits"]
        assert place.shown.listed
        listed = place.presenter.listed()
        assert listed is not None
        assert len(listed[2].cases or ()) == parts["hits"]
        await place.presenter.open_part("out")
        assert len(place.shown.cases) == parts["out"] > 0


async def test_figures_shown_are_those_of_the_rulebook(looked_at: Staged) -> None:
    async with at_a_seat(looked_at) as place:
        now = place.presenter.now
        assert now is not None
        whole = {one.indicator: one for one in now.figures.tallies if one.who == "*"}
        for code, known in INDICATORS.items():
            text = place.row(code).cells[1].text
            tally = whole.get(code)
            if tally is None:
                assert text == NONE
            else:
                assert text == (str(tally.rate.hits) if known.form == COUNT else tally.rate.text)
        assert place.row("close_rate").cells[7].text == str(whole["close_rate"].left_out)
        assert place.shown.period is not None
        assert "本期未完" in place.shown.period.note


async def test_a_town_with_few_calls_waits(looked_at: Staged) -> None:
    async with at_a_seat(looked_at) as place:
        await place.presenter.choose_tab(texts.DEPARTMENTS)
        now = place.presenter.now
        assert now is not None
        few = [dept for dept, line in now.figures.departments if not line.counts]
        enough = [dept for dept, line in now.figures.departments if line.counts]
        titles = [one.title for one in place.shown.sheet.columns]
        score, third = titles.index(texts.BY_TOWN), titles.index(texts.THIRD)
        assert few
        for dept in few:
            cells = place.row(dept).cells
            assert (cells[0].text, cells[score].text, cells[third].text) == (NONE, NONE, NONE)
            assert "满 3 件再计" in cells[-1].text
        order = [row.key for row in place.shown.sheet.rows]
        assert max(map(order.index, enough)) < min(map(order.index, few))
        await place.presenter.open_figure(f"dept|{enough[0]}|")
        figure = place.shown.figure
        assert figure is not None
        assert sum(round(float(term.points), 2) for term in figure.terms) == pytest.approx(
            float(figure.total), abs=0.03
        )


async def test_points_of_a_grid_worker_say_where_they_come_from(looked_at: Staged) -> None:
    async with at_a_seat(looked_at) as place:
        await place.presenter.choose_tab(texts.WORKERS)
        now = place.presenter.now
        assert now is not None
        best = max(now.figures.grid_workers, key=lambda one: one.points)
        await place.presenter.open_figure(f"worker|{best.user}|checked")
        figure = place.shown.figure
        assert figure is not None
        assert sum(float(term.points) for term in figure.terms) == float(best.total)
        assert len(place.shown.cases) == len(set(best.work.checked))


@pytest.mark.parametrize("period", ["2026-Q1", "2026-03-02..2026-03-08"])
async def test_points_go_by_months(looked_at: Staged, period: str) -> None:
    async with at_a_seat(looked_at) as place:
        place.presenter.choose_period(period)
        await place.presenter.read()
        for tab in (texts.WORKERS, texts.POSTINGS, texts.CADRES):
            await place.presenter.choose_tab(tab)
            assert place.shown.sheet.blank == texts.BY_MONTH
            assert texts.MONTH_ONLY in {one.reason for one in place.shown.actions}
        assert place.shown.issued.reason == texts.MONTH_ONLY
        assert place.presenter.shown is not None
        assert place.presenter.shown.figures.period == period


async def test_the_chooser_steps_and_never_into_the_future(looked_at: Staged) -> None:
    async with at_a_seat(looked_at) as place:
        presenter = place.presenter
        presenter.step(1)
        assert presenter.name == "2026-03"
        presenter.choose_kind("quarter")
        assert presenter.name == "2026-Q1"
        presenter.step(-1)
        assert presenter.name == "2025-Q4"
        presenter.choose_kind("days")
        assert presenter.name == "2025-10-01..2025-12-31"
        assert not presenter.choose_days("2026-03-08", "2026-03-02")
        assert not presenter.choose_days("2026-04-01", "2026-04-02")
        assert presenter.choose_days("2026-03-02", "2026-03-08")
        presenter.step(-1)
        assert presenter.name == "2026-02-23..2026-03-01"


async def test_a_period_without_anything_says_so_and_divides_by_nothing(looked_at: Staged) -> None:
    async with at_a_seat(looked_at) as place:
        place.presenter.choose_period("2025-01")
        await place.presenter.read()
        assert place.row("close_rate").cells[1].text == NONE
        await place.presenter.choose_tab(texts.DEPARTMENTS)
        assert place.shown.sheet.blank == texts.NO_FIGURES
