"""The workbook of what the page shows (导出考评表): name and content. Free of Qt.

Source: rulebook §7.1, §10: the figures, their lists, and the digest that the issue carries.
"""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from briefings.evaluation import named_cases, write_evaluation
from db.queries.evaluation import bodies
from desktop.evaluation import texts
from desktop.evaluation.counting import Evaluation, past
from desktop.seat import Seat
from governance.ledger.case import Case


def workbook_name(seat: Seat, shown: Evaluation) -> str:
    """What the file is called."""
    return texts.FILE.format(town=seat.rules.home.name, period=shown.period.name)


async def written(seat: Seat, shown: Evaluation, path: Path, wanted: Callable[[], bool]) -> str:
    """Write it; raises DocumentNotWrittenError, WritingCancelled. Gives its digest."""
    before = shown.past
    if before.last is None:  # still being counted for the screen
        before = await seat.read(
            partial(past, stream=seat.stream, period=shown.period, rules=seat.rules, weights=shown.weights)
        )
    figures = shown.figures
    cases: Mapping[str, Case] = await seat.read(lambda conn: bodies(conn, seat.stream, named_cases(figures)))
    return await seat.run(
        lambda: write_evaluation(
            figures,
            cases,
            seat.rules,
            path,
            last=before.last,
            year_ago=before.year_ago,
            operator=seat.operator.name,
            wanted=wanted,
        )
    )
