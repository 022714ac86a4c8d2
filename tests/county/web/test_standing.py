"""What a call counts for in a department's score is told in words, and agrees with the score (rulebook §7.1, §7.2)."""

import asyncio
from pathlib import Path

import pytest

from county.acts import act
from county.clock import VirtualClock
from county.web.scores.standing import WAITED, standing
from governance.evaluation.figures import call_facts
from governance.evaluation.period import period_of
from governance.evaluation.rates import rounded
from governance.evaluation.scores import dept_rates
from tests.county.small import DAY, HOUR, MONDAY, copied, opened, uid
from tests.county.web.scene import CALL, assigned, browser, call_of, did, new, report, site, town_of
from tests.db.busy_county import AS_OF, PERIOD, Month
from tests.governance.room import ARRIVED

MISSED = {"未按时响应", "未办结", "未按时办结", "不满意", "基本满意"}


def test_the_words_of_a_months_calls_are_what_its_rates_count() -> None:
    """Every way a call can go, lived by the rulebook: as many 按时响应 as the rate's numerator, and so on."""
    month = Month(60)
    rules, period = month.rules("s", "云溪镇"), period_of(PERIOD, AS_OF)
    assert period is not None
    said = [standing(body, "ZR", period, rules) for body in month.calls]
    rates = dept_rates(call_facts(month.calls, period, rules), period)["ZR"]

    def count(word: str) -> int:
        return sum(word in one.words for one in said)

    assert (count("按时响应"), count("未按时响应")) == (
        rates.respond.hits,
        rates.respond.owed - rates.respond.hits,
    )
    assert (count("已办结"), count("未办结")) == (rates.done.hits, rates.done.owed - rates.done.hits)
    assert count("按时办结") == rates.on_time.hits
    assert 100 * count("满意") + 80 * count("基本满意") == rates.points
    assert all(one.lost == bool(MISSED & set(one.words)) for one in said)
    assert rounded(rates.satisfaction) != "—"


def test_a_call_of_a_month_before_says_that_it_waited() -> None:
    month = Month(4)
    later = period_of("2026-05", AS_OF)
    assert later is not None
    assert standing(month.calls[0], "ZR", later, month.rules("s", "云溪镇")).words == (WAITED,)


@pytest.mark.parametrize("late", [True, False])
def test_a_departments_page_says_what_each_call_counts_for(
    template: Path, tmp_path: Path, late: bool
) -> None:
    clock = VirtualClock(MONDAY)
    with opened(copied(template, tmp_path / "own"), clock) as county:
        assigned(county, "ZF", "ZR")
        clock.move_to(MONDAY + (3 * DAY if late else HOUR))
        did(act(county, town_of(county), uid("ZF-1"), "call.respond", new(CALL), ARRIVED))
        clock.move_to(MONDAY + 9 * DAY)
        report(county, 5)

        async def scene() -> None:
            async with site(county) as url, browser(county, url, "c1") as centre:
                page = await centre.get("/scores/2026-03/ZF")
                assert call_of(county).serial in page.words
                assert "云溪镇：失分的呼叫" in page.words  # nobody fed back
                assert f"主办 · {'未' if late else ''}按时响应" in page.words
                assert "配合 · 未按时响应" in (await centre.get("/scores/2026-03/ZR")).words

        asyncio.run(scene())
