"""The evaluation's workbook: figures with their lists, exclusions, 口径 and digest (rulebook §7.1, §10)."""

from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from briefings.evaluation import named_cases, write_evaluation
from db.queries.evaluation import bodies, town_evaluation
from db.readers import Readers
from governance.evaluation.figures import TownFigures
from governance.evaluation.indicators import INDICATORS
from governance.evaluation.period import period_of
from governance.evaluation.tally import ALL, digest
from tests.db.busy_county import AS_OF, PERIOD, Month, fill


@pytest.fixture(scope="module")
def issued(tmp_path_factory: pytest.TempPathFactory) -> tuple[TownFigures, Workbook, str]:
    """A small month of one town, as figures and as the saved workbook."""
    folder: Path = tmp_path_factory.mktemp("issued")
    ((stream, rules),) = fill(folder / "busy.db", Month(10), 1, 4, 20).items()
    period = period_of(PERIOD, AS_OF)
    assert period is not None
    readers = Readers(folder / "busy.db")
    figures = readers.read(lambda conn: town_evaluation(conn, stream, period, rules))
    cases = readers.read(lambda conn: bodies(conn, stream, named_cases(figures)))
    readers.close()
    said = write_evaluation(figures, cases, rules, folder / "考评.xlsx", last=figures)
    return figures, load_workbook(folder / "考评.xlsx"), said


def rows(book: Workbook, sheet: str) -> list[tuple[object, ...]]:
    return list(book[sheet].iter_rows(min_row=4, values_only=True))


def test_every_rate_stands_with_numerator_denominator_and_what_was_left_out(
    issued: tuple[TownFigures, Workbook, str],
) -> None:
    figures, book, _ = issued
    printed = {row[1]: row for row in rows(book, "指标")}
    for tally in figures.tallies:
        if tally.who == ALL:
            known = INDICATORS[tally.indicator]
            row = printed[known.name]
            assert row[2] == tally.rate.hits
            assert row[4] == (tally.rate.text if known.denominator else str(tally.rate.hits))
            assert row[8] == known.basis
            assert bool(row[7]) == bool(tally.left_out)
            assert (row[5], row[6]) == ("0.00%" if tally.rate.hits else "—", "—")
    assert len(rows(book, "分单位")) == sum(t.who != ALL for t in figures.tallies)


def test_a_figure_opens_down_to_its_cases(issued: tuple[TownFigures, Workbook, str]) -> None:
    figures, book, _ = issued
    events = next(t for t in figures.tallies if (t.indicator, t.who) == ("event_count", ALL))
    cell = next(r for r in book["指标"].iter_rows(min_row=4) if r[1].value == "事件数")[2]
    assert cell.hyperlink is not None
    first = int(str(cell.hyperlink.location).rpartition("!A")[2])
    listed = book["案件清单"]
    assert str(listed.cell(first, 1).value).endswith(f"{len(events.hits)} 件")
    assert listed.cell(first + 1, 1).value == "S260309-100-0A-0001"


def test_the_digest_is_that_of_the_figures(issued: tuple[TownFigures, Workbook, str]) -> None:
    figures, book, said = issued
    assert said == digest(figures)
    assert said in str(book["指标"]["A2"].value)


def test_departments_workers_stations_and_roster_have_their_sheets(
    issued: tuple[TownFigures, Workbook, str],
) -> None:
    figures, book, _ = issued
    assert len(rows(book, "部门")) == len(figures.departments)
    assert [row[11] for row in rows(book, "网格员")][:1] == [f"{float(figures.grid_workers[0].total):.2f}"]
    assert {row[1] for row in rows(book, "派驻名册")} == {"派出所"}
    assert len(rows(book, "派驻机构")) == 10
