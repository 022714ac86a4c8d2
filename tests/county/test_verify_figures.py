"""`python -m county verify --period`: the ledger counted anew beside what is kept (rulebook §7, §13-6)."""

import json
from fractions import Fraction
from typing import Any

import pytest
from sqlalchemy import Connection, func, select, update

from county.acts import Answer, act
from county.clock import VirtualClock
from county.command_line import main
from county.failures import WrongUseError
from county.figure_differences import Names, differences
from county.figures_told import as_json, as_text
from county.streams import County
from county.verify_figures import Recounted, recount
from db import server_ledger
from db.county_store import view_of
from db.queries.evaluation import town_evaluation
from db.tables.county import case_state, ledger
from governance.briefing.issue import briefing_case
from governance.evaluation.adjustments import adjustments_case
from governance.evaluation.figures import CountyFigures, TownFigures
from governance.evaluation.opinions import opinions_case
from governance.evaluation.parameters import COUNTY_SCORE, DEPARTMENT, given_key, parameter_case
from governance.evaluation.period import period_of
from governance.evaluation.rates import Rate
from governance.evaluation.scores import DeptRates, Weights, dept_score, town_line
from governance.evaluation.tally import digest
from governance.events.event import Event
from tests.county.small import GRID, HOUR, uid
from tests.county.test_acts import new, report, town_of


def counted(county: County, period: str = "2026-03") -> Recounted:
    with county.reading() as conn:
        return recount(conn, period)


def here(found: Recounted) -> TownFigures:
    return next(town for town in found.ledger.towns if town.name == "云溪镇")


def told(found: Recounted, code: str) -> tuple[str, dict[str, int]]:
    town = next(t for t in as_json(found)["towns"] if t["name"] == "云溪镇")
    line = next(one for one in town["indicators"] if (one["code"], one["who"]) == (code, "*"))
    return line["value"], line["excluded"]


def test_a_month_is_the_same_from_the_ledger_and_from_the_rows(county: County) -> None:
    for n in (1, 2, 3):
        assert isinstance(report(county, n), Answer)
    found = counted(county)
    assert (found.equal, found.differences) == (True, ())
    assert told(found, "appeal_count") == ("3", {})
    assert told(found, "repeat_rate")[0] == "66.67%"
    assert told(found, "self_found_rate")[0] == "100.00%"
    assert any(line.startswith("与库中数字一致：共核对") for line in as_text(found))
    assert told(counted(county, "2026-03-09..2026-03-09"), "event_count")[0] == "3"
    assert all(not town.tallies for town in counted(county, "2026-02").ledger.towns)
    (town,) = (one for one in as_json(found)["towns"] if one["name"] == "云溪镇")
    listed = {(one["code"], one["who"]): one["cases"] for one in town["indicators"]}
    assert listed["repeat_rate", "*"]["numerator"] == [f"S260309-100-00-000{n}" for n in (2, 3)]
    assert len(listed["repeat_rate", "*"]["denominator"]) == 3


def test_a_kept_body_that_was_touched_is_named(county: County) -> None:
    report(county)
    touched = update(case_state).where(case_state.c.case_id == new(1))
    body = func.replace(case_state.c.body, '"ch":"GRID"', '"ch":"PHONE"')
    county.store.write(lambda conn: conn.execute(touched.values(body=body)))
    found = counted(county)
    assert not found.equal
    (serial,) = (case.serial for case in found.names.cases.values() if isinstance(case, Event))
    said = [one.text for one in found.differences]
    assert (
        f"云溪镇 巡查自发现率 全镇：台账 1/1 = 100.00%，库中 0/1 = 0.00%；台账有而库中没有：{serial}" in said
    )
    assert not any("结案率" in one for one in said)
    assert found.altered == (serial,)
    assert told(found, "self_found_rate")[0] == "100.00%"  # the ledger's figure is told
    assert "井盖缺失" not in "".join(as_text(found))  # who runs the server does not read what a case says


def test_an_altered_case_is_named_even_when_no_figure_shows_it(county: County) -> None:
    report(county)
    touched = update(case_state).where(case_state.c.case_id == new(1))
    body = func.replace(case_state.c.body, "井盖缺失", "井盖完好")
    county.store.write(lambda conn: conn.execute(touched.values(body=body)))
    found = counted(county)
    assert (found.differences, found.equal) == ((), False)
    assert any("本期数字与库中一致" in line for line in as_text(found))
    assert any("库中有1件案件与台账重算不同" in line for line in as_text(found))


def test_a_case_that_both_sides_count_is_named_where_it_makes_the_difference() -> None:
    def county_of(points: int) -> CountyFigures:
        rates = DeptRates(respond=Rate(3, 3), points=points, rated=3, calls=("c", "d"))
        line = town_line("云溪镇", [("2026-03", rates)], Weights())
        return CountyFigures(
            period="2026-03", as_of=0, towns=(), departments=(dept_score("ZF", [line], Fraction(90)),)
        )

    names = Names({"ZF": "综合执法局"}, {})
    (said,) = differences(county_of(280), county_of(300), names, frozenset({"c"}))
    assert (said.figure, said.who, said.missing, said.extra) == ("部门综合分", "综合执法局", (), ())
    assert said.altered == ("c",)
    assert said.text.endswith("库中与台账不同：c")
    (unknown,) = differences(county_of(280), county_of(300), names, frozenset({"e"}))
    assert unknown.altered == ()


def test_an_entry_that_was_touched_is_named_with_its_case(
    county: County, capsys: pytest.CaptureFixture[str]
) -> None:
    report(county, 1)
    report(county, 2)
    where = (ledger.c.action_id == new(1_001), ledger.c.kind == "event.report")

    def touch(conn: Connection) -> None:
        core = conn.execute(select(ledger.c.core).where(*where)).scalar_one()
        forged = core.replace(b'"ch":"GRID"', b'"ch":"TOWN"')
        assert forged != core
        conn.execute(update(ledger).where(*where).values(core=forged))

    county.store.write(touch)
    found = counted(county)
    assert not found.equal
    serial = next(
        case.serial for case in found.names.cases.values() if isinstance(case, Event) and case.id == new(1)
    )
    (seq,) = {one.partition("条")[0] for one in found.broken if "设备链不符" in one}
    assert f"{seq}条设备链不符（event.report {serial}）" in found.broken
    assert seq.startswith("云溪镇台账第")
    (said,) = (one for one in found.differences if (one.figure, one.who) == ("巡查自发现率", "全镇"))
    assert (said.ledger, said.kept) == ("1/2 = 50.00%", "2/2 = 100.00%")
    assert said.extra == (serial,)  # the rows still have it as it was signed
    assert main(["verify", "--db", f"sqlite:///{county.store.path}", "--period", "2026-03"]) == 1
    printed = capsys.readouterr().out
    assert serial in printed
    assert "台账有" in printed
    assert main(["verify", "--db", f"sqlite:///{county.store.path}"]) == 1


def test_parameters_and_points_by_hand_are_counted_alike(county: County) -> None:
    town = town_of(county)
    weights = {"respond": "40", "done": "20", "on_time": "20", "satisfied": "20"}
    wishes: tuple[tuple[str, str, str, str, dict[str, Any]], ...] = (
        (county.stream, "cl", "score.config", parameter_case(county.stream, DEPARTMENT),
         {"key": DEPARTMENT, "value": weights, "since": "2026-04-01"}),
        (county.stream, "cl", "score.config", parameter_case(county.stream, given_key(COUNTY_SCORE, "ZF", "2026-03")),
         {"key": given_key(COUNTY_SCORE, "ZF", "2026-03"), "value": {"score": "88.40"}}),
        (town, "dir", "score.adjust", adjustments_case(town, uid("gw"), "2026-03"),
         {"subject": uid("gw"), "points": "2", "period": "2026-03", "reason": "抢险有功", "files": ["a.jpg"]}),
    )  # fmt: skip
    for n, (stream, who, kind, case, p) in enumerate(wishes, 1):
        assert isinstance(act(county, stream, uid(who), kind, case, p, id=new(2_000 + n)), Answer), kind
    found = counted(county)
    assert found.equal
    worker = next(g for town in found.ledger.towns for g in town.grid_workers if g.user == uid("gw"))
    assert (str(worker.points), str(worker.adjusted)) == ("80", "0")  # its publicity runs until Thursday


def move(county: County, ms: int) -> None:
    assert isinstance(county.clock, VirtualClock)
    county.clock.move_to(county.clock.now() + ms)


def freeze(county: County, n: int, digest_: str, as_of: int, **more: str) -> None:
    town = town_of(county)
    p = {
        "kind": "EVALUATION",
        "period": "2026-03",
        "no": f"〔2026〕考 {n} 号",
        "digest": digest_,
        "as_of": as_of,
    }
    case = briefing_case(town, "EVALUATION", "2026-03")
    answer = act(county, town, uid("dir"), "briefing.freeze", case, p | more, id=new(3_000 + n))
    assert isinstance(answer, Answer), answer
    assert answer.verdict.vd == "a"


def test_what_a_town_issued_comes_out_again_whatever_came_later(county: County) -> None:
    """§13 (6): the digest on the town's workbook is that of the ledger as far as it reached."""
    report(county)
    with county.reading() as conn:
        head = next(one for one in server_ledger.heads(conn) if one.stream == town_of(county))
        period = period_of("2026-03", head.st)
        view = view_of(conn, head.stream)
        assert period is not None
        assert view is not None
        frozen = digest(town_evaluation(conn, head.stream, period, view.rules))
    report(county, 3)  # in the same millisecond: the desk had not heard of it
    move(county, HOUR)
    freeze(county, 1, frozen, head.st)
    report(county, 2)
    found = counted(county)
    assert [(one.no, one.equal) for one in found.issued] == [("〔2026〕考 1 号", True)]
    assert digest(here(found)) != frozen  # the month went on
    assert any("与台账重算一致" in line for line in as_text(found))
    freeze(county, 2, "0" * 64, head.st, reason="补录到达")
    found = counted(county)
    assert [one["equal"] for one in as_json(found)["issued"]] == [True, False]
    assert any(f"签发摘要 {'0' * 64}，重算 " in line for line in as_text(found))


def test_a_person_moved_from_a_station_is_seen_by_both(county: County) -> None:
    town, gone = town_of(county), uid("T-PCS-2")

    def move(grants: list[dict[str, str]]) -> None:
        p = {"user": gone, "name": "T-PCS2", "grants": grants, "active": True}
        county.write(lambda work: work.sure(town).record("sys.user", p))

    before = counted(county)
    assert {line.staff.unit: line.red for line in here(before).roster} == {
        "T-PCS": False,
        "T-SCS": False,
    }
    move([{"role": "DEPT_CLERK", "unit": "GA", "area": "990101000000"}])
    found = counted(county)
    assert found.equal
    assert [(line.staff.user, line.staff.moved_to) for line in here(found).roster if line.red] == [
        (gone, "GA")
    ]
    p = {"person": gone, "unit": "T-PCS", "opinion": "CONSENT", "reason": "工作需要"}
    assert isinstance(
        act(county, town, uid("dir"), "staff.appoint_opinion", opinions_case(town, gone), p), Answer
    )
    after = counted(county)
    assert after.equal
    assert not any(line.red for line in here(after).roster)


def test_visits_and_posts_of_the_archives_are_counted_alike(county: County) -> None:
    town, grid = town_of(county), GRID

    def put(n: int, type: str, **cells: str) -> None:
        fields = {"grid_code": grid} | cells
        row = {"id": new(n), "type": type, "set": {key: ["", value] for key, value in fields.items()}}
        said = act(county, town, uid("vl"), "archive.put", new(n), {"rows": [row]}, id=new(3_000 + n))
        assert isinstance(said, Answer), said

    lamp = {"kind": "路灯", "state": "完好", "keeper_unit": "城管办", "source": "走访采集", "care_level": "A"}
    put(501, "ASSET", code="LD-1", **lamp)
    put(502, "ASSET", code="LD-2", **lamp)
    put(503, "POST", holder=uid("vl"), posts="网格长")
    put(504, "POST", holder=uid("gw"), posts="网格员;巡查员")
    ten_days = 10 * 86_400_000
    assert isinstance(county.clock, VirtualClock)
    county.clock.move_to(county.clock.now() + ten_days)
    report(county)  # so that the county knows that the visits fell due
    found = counted(county)
    assert found.equal, [one.text for one in found.differences]
    assert told(found, "freshness_rate") == ("0.00%", {})
    (fresh,) = (t for t in here(found).tallies if (t.indicator, t.who) == ("freshness_rate", "*"))
    assert fresh.owed == (new(501), new(502))
    leader = next(line for line in here(found).grid_workers if line.user == uid("vl"))
    assert [[name for name, _ in one.mates] for one in leader.leads] == [[uid("gw")]]


def test_the_command_prints_figures_and_refuses_what_is_no_period(
    county: County, capsys: pytest.CaptureFixture[str]
) -> None:
    report(county)
    url = f"sqlite:///{county.store.path}"
    assert main(["verify", "--db", url, "--period", "2026-03", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["equal"], said["period"], len(said["digest"])) == (True, "2026-03", 64)
    assert main(["verify", "--db", url, "--period", "三月"]) == 2
    assert "2026-03" in capsys.readouterr().err
    with county.reading() as conn, pytest.raises(WrongUseError):
        recount(conn, "2026-13")
