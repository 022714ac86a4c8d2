"""部门考评 at the county: who looks, who enters, what stands behind a score (rulebook §7.2)."""

import asyncio
from fractions import Fraction
from pathlib import Path

from county.clock import VirtualClock
from county.streams import County
from county.verify_figures import recount
from county.web.scores.reading import lines, sum_of, town_row
from governance.evaluation.rates import Rate
from governance.evaluation.scores import DeptRates, Weights, dept_score, town_line
from governance.evaluation.tally import digest
from tests.county.small import DAY, MONDAY, copied, opened
from tests.county.web.scene import assigned, browser, call_of, report, site
from tests.governance.room import Room

ENTER, WEIGHTS = "/scores/2026-03/ZF/enter", "/score-weights"


def test_the_centre_reads_the_scores_and_its_lead_enters_them(template: Path, tmp_path: Path) -> None:
    clock = VirtualClock(MONDAY)
    with opened(copied(template, tmp_path / "own"), clock) as county:
        assigned(county, "ZF")
        clock.move_to(MONDAY + 9 * DAY)
        report(county, 5)  # figures reach up to the last entry
        asyncio.run(_scene(county))


async def _scene(county: County) -> None:
    async with (
        site(county) as url,
        browser(county, url, "c1") as centre,
        browser(county, url, "cl") as lead,
        browser(county, url, "ZF-1") as dept,
        browser(county, url, "T-ZF-1") as unit,
    ):
        page = await centre.get("/scores")
        assert "综合行政执法局" in page.words
        assert "30×响应度＋20×办结率＋20×按时办结率＋0.30×满意度得分" in page.words  # 口径
        assert "录入县级考评" not in page.words
        assert (await centre.get(ENTER)).status == 404
        opened_ = await centre.get("/scores/2026-03/ZF")
        assert "不足 3 件，累计到以后各期" in opened_.words
        assert call_of(county).serial in opened_.words
        for path in ("/scores/2026-13", "/scores/2026-Q1", "/scores/2026-04", "/scores/2026-03/ZR"):
            assert (await centre.get(path)).status == 404, path
        for other in (dept, unit):
            assert (await other.get("/scores")).status == 404
            assert (await other.get("/scores/2026-03/ZF")).status == 404

        form = (await lead.get(ENTER)).form(ENTER)
        bad = await lead.post(ENTER, form | {"score": "101"})
        assert (bad.status, "须在0到100之间" in bad.words) == (422, True)
        done = await lead.post(ENTER, form | {"score": "88.40"})
        assert (done.status, "县级考评 88.40" in done.words) == (200, True)
        again = (await lead.get(ENTER)).form(ENTER)
        assert again["score"] == "88.40"
        await lead.post(ENTER, again | {"score": "90"})
        both = (await centre.get("/scores/2026-03/ZF")).words
        assert both.index("县级考评 90，县中心主任") < both.index("县级考评 88.40，县中心主任")

        form = (await lead.get(WEIGHTS)).form(WEIGHTS)
        assert (form["respond"], form["since"]) == ("30", "2026-04-01")
        off = await lead.post(WEIGHTS, form | {"respond": "40"})
        assert (off.status, "之和须为100" in off.words) == (422, True)
        past = await lead.post(WEIGHTS, form | {"since": "2026-03-01"})
        assert (past.status, "不溯及以前" in past.words) == (422, True)
        await lead.post(WEIGHTS, form | {"respond": "40", "satisfied": "20"})
        assert "响应度 40、办结率 20" in (await lead.get(WEIGHTS)).words
        assert "30×响应度" in (await lead.get("/scores")).words  # March keeps the weights of its first day

        with county.reading() as conn:
            found = recount(conn, "2026-03")
        assert found.equal
        assert digest(found.ledger) not in (await centre.get("/scores")).words
        assert digest(found.ledger) in (await centre.get("/scores/2026-03?digest=1")).words


# ---------------------------------------------------------------- the table by itself


def test_the_best_comes_first_equals_share_a_rank_and_what_is_not_whole_has_none() -> None:
    line = town_line("云溪镇", [("2026-03", DeptRates(respond=Rate(9, 10), calls=("c",)))], Weights())
    given = {"ZF": "80", "ZR": "95", "GA": "80", "SL": None}
    scores = [dept_score(code, [line], None if s is None else Fraction(s)) for code, s in given.items()]
    found = lines(scores, Room().rules)
    assert [(one.dept, one.rank) for one in found] == [("ZR", "1"), ("GA", "2"), ("ZF", "2"), ("SL", "")]
    assert (found[0].by_towns, found[0].by_county, found[0].total) == ("90.00", "95.00", "93.33")
    assert (found[-1].by_county, found[-1].total) == ("—", "—")


def test_a_score_says_how_it_comes_about_once_both_sides_have_spoken() -> None:
    line = town_line("云溪镇", [("2026-03", DeptRates(respond=Rate(9, 10), calls=("c",)))], Weights())
    assert sum_of(dept_score("ZF", [line], Fraction("88.40"))) == "2/3 × 88.40 + 1/3 × 90.00 = 88.93"
    assert sum_of(dept_score("ZF", [line], Fraction(90), Fraction(-2))).endswith(" + 加减分 -2.00 = 88.00")
    assert sum_of(dept_score("ZF", [line], None)) == ""


def test_each_town_says_whether_it_takes_part_and_since_when_its_calls_waited() -> None:
    def said(*counts: tuple[str, int, int]) -> tuple[int, str, str, str]:
        months = [(name, DeptRates(respond=Rate(hits, owed), calls=(name,))) for name, owed, hits in counts]
        row = town_row("s", town_line("云溪镇", months, Weights()), "2026-03")
        return row.owed, row.respond, row.score, row.note

    assert said(("2026-03", 10, 9)) == (10, "90.00%", "90.00", "")
    assert said(("2026-03", 2, 1)) == (2, "50.00%", "—", "不足 3 件，累计到以后各期")
    assert said(("2026-02", 2, 1), ("2026-03", 2, 2)) == (4, "75.00%", "75.00", "含 2026-02 起累计")
