"""The evaluation of a period as a workbook (考评表): frozen figures with their digest, their lists and their 口径.

Source: rulebook §7, §10: what is issued is a snapshot; its digest is that of `briefing.freeze` and of the verification.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from briefings.evaluation_sheets.names import Names
from briefings.evaluation_sheets.people import (
    cadre_sheet,
    department_sheet,
    posting_sheet,
    roster_sheet,
    worker_sheet,
)
from briefings.evaluation_sheets.rates import rate_sheets
from briefings.failures import WritingCancelled
from briefings.saving import saved
from briefings.workbook import new_workbook
from governance.archive.element import Archived
from governance.archive.register import KINDS
from governance.calls.call import Call
from governance.evaluation.figures import TownFigures
from governance.evaluation.tally import digest
from governance.events.event import Event
from governance.ledger.case import Case
from governance.places.codes import Level, level, village_of
from governance.rulebook import Rules

_ZONE = timedelta(hours=8)


def write_evaluation(
    figures: TownFigures,
    cases: Mapping[str, Case],
    rules: Rules,
    path: Path,
    *,
    last: TownFigures | None = None,
    year_ago: TownFigures | None = None,
    operator: str = "",
    wanted: Callable[[], bool] = lambda: True,
) -> str:
    """Write the workbook whole or not at all; gives the digest of the figures. Raises DocumentNotWrittenError.

    `last` and `year_ago`: the same of the period before (环比) and of last year (同比), where known. `wanted` is asked
    between the sheets; WritingCancelled when it is not.
    """

    def step() -> None:
        if not wanted():
            raise WritingCancelled

    def write(part: Path) -> None:
        book.save(part)
        step()

    names = Names(
        town=figures.name,
        units=_units(figures, rules),
        cases={case_id: _line(case) for case_id, case in cases.items()},
        as_of=local(figures.as_of),
        operator=operator,
        digest=digest(figures),
    )
    title = f"{figures.name}考评表（{figures.period}）"
    book = new_workbook()
    earlier = tuple(one.tallies if one is not None else () for one in (last, year_ago))
    rate_sheets(book, figures.tallies, names, title, (earlier[0], earlier[1]))
    step()
    for sheet in (department_sheet, worker_sheet, posting_sheet, roster_sheet, cadre_sheet):
        sheet(book, figures, names, title)
        step()
    saved(path, write)
    return names.digest


def named_cases(figures: TownFigures) -> list[str]:
    """Every case that some figure opens down to."""
    found: dict[str, None] = {}
    for tally in figures.tallies:
        left: Sequence[str] = [case for _, cases in tally.out for case in cases]
        found.update(dict.fromkeys((*tally.owed, *left)))
    return list(found)


def local(at: int) -> str:
    """An instant as it is printed."""
    return f"{datetime.fromtimestamp(at / 1000, UTC) + _ZONE:%Y-%m-%d %H:%M}"


def _line(case: Case) -> tuple[str, ...]:
    match case:
        case Event():
            return case.serial, local(case.at), case.label, case.text
        case Call():
            return case.serial, local(case.at), case.label, case.ask
        case Archived():  # without personal fields: those open on the desk alone
            visited = local(case.visits[-1].at) if case.visits else ""
            kind = case.text("kind") or case.text("residence_type")
            named = f"{KINDS[case.type].name} {kind} {case.name}".strip()
            return case.key or case.id, visited, case.label, named
        case _:
            return case.id, "", case.label, ""


def _units(figures: TownFigures, rules: Rules) -> dict[str, str]:
    """Units by their names; a person who verifies by his, a village or grid by its number."""
    found = {code: unit.name for code, unit in rules.catalogue.units.items()}
    found |= {user.id: user.name for user in rules.directory.users.values()}
    for tally in figures.tallies:
        if tally.who not in found and level(tally.who) in (Level.GRID, Level.MICRO):
            found[tally.who] = f"{village_of(tally.who)}第{int(tally.who[12:15])}网格"
    return found
