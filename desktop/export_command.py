"""`python -m desktop export KIND --period … --out FILE`: a document out of the store, without a window (导出)."""

import argparse
import json
from pathlib import Path

from platformdirs import user_data_path

from briefings.evaluation import named_cases, write_evaluation
from db.desk_stream import read_tip
from db.queries.evaluation import bodies, town_evaluation, weights_of
from db.store import Store
from desktop.store_commands import Parser, WrongUseError, refused
from governance.evaluation.figures import TownFigures
from governance.evaluation.period import Period, before, period_of, year_ago
from governance.refusal import ReportedError


def run(argv: list[str]) -> int:
    """Export one document; exit code 0, or 2 for wrong use or an unreadable store, with one line that says why."""
    parser = Parser(prog="desktop export", description="导出文书")
    parser.add_argument("kind", choices=("evaluation",), metavar="种类", help="evaluation 考评表")
    parser.add_argument("--period", required=True, help="统计期：2026-03、2026-Q1，或 2026-03-02..2026-03-08")
    parser.add_argument("--out", required=True, type=Path, metavar="文件")
    parser.add_argument(
        "--store", type=Path, default=user_data_path("huying", False), help="本机库文件夹，缺省为用户数据目录"
    )
    parser.add_argument("--json", action="store_true")
    try:
        asked = parser.parse_args(argv)
        if period_of(asked.period) is None:
            raise WrongUseError(
                f"统计期【{asked.period}】写法不对；请写作 2026-03、2026-Q1 或 2026-03-02..2026-03-08。"
            )
        with Store.open(asked.store) as store:
            told = _evaluation(store, asked)
    except ReportedError as err:
        return refused(err)
    if asked.json:
        print(json.dumps(told, ensure_ascii=False))
    else:
        print(f"考评表已导出：{asked.out.name}，指标{told['figures']}项，数字摘要 {told['digest']}")
    return 0


def _evaluation(store: Store, asked: argparse.Namespace) -> dict[str, object]:
    """The town's evaluation as of the last entry that the county sent."""
    stream, rules = store.stream, store.town.rules(store.stream)
    county = next((s for s in store.streams() if store.device(s).kind == "county"), None)
    as_of = store.read(lambda conn: read_tip(conn, stream).st)
    period: Period | None = period_of(asked.period, as_of)
    assert period is not None  # asked before the store was opened
    weights = store.read(lambda conn: weights_of(conn, county, period))

    def counted(span: Period) -> TownFigures:
        return store.read(lambda conn: town_evaluation(conn, stream, span, rules, weights))

    figures = counted(period)
    cases = store.read(lambda conn: bodies(conn, stream, named_cases(figures)))
    digest = write_evaluation(
        figures, cases, rules, asked.out, last=counted(before(period)), year_ago=counted(year_ago(period))
    )
    return {"out": str(asked.out), "period": period.name, "figures": len(figures.tallies), "digest": digest}
