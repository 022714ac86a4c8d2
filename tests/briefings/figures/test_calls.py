"""Figures of calls (§7.1): denominators hold what fell due, numerators lie inside, what does not count is told."""

from typing import Any

from briefings.figures.call_row import CallRow, Part
from briefings.figures.calls import RATES, CallFigures, Column, call_figures, of_the_day, verdict
from tests.briefings.town_day import AS_OF, DAY, HOUR, SINCE, call_rows

MORNING = SINCE + 9 * HOUR


def a_part(**more: Any) -> Part:
    given: dict[str, Any] = {"dept": "ZR", "lead": True, "at": MORNING, "respond_due": MORNING + 4 * HOUR}
    return Part(**(given | more))


def a_call(case_id: str = "c1", *parts: Part, **more: Any) -> CallRow:
    given: dict[str, Any] = {
        "case_id": case_id, "serial": f"H260310-100-0A-{case_id}", "grade": "C3", "label": "已交办", "open": True,
        "issued_at": MORNING, "parts": parts,
    }  # fmt: skip
    return CallRow(**(given | more))


def numbers(figures: CallFigures) -> dict[str, int]:
    return {column: figure.number for column, figure in figures.total.figures.items()}


def test_a_response_in_time_is_in_both_parts_of_the_rate() -> None:
    figures = call_figures([a_call("c1", a_part(responded=MORNING + HOUR))], DAY)
    assert numbers(figures) == {"今日交办": 1, "今日响应": 1, "应响应": 1, "按时响应": 1}
    assert figures.lines[0].share("响应度").text == "100.00%"


def test_a_late_response_is_a_response_but_not_in_time() -> None:
    late = a_part(responded=MORNING + 5 * HOUR)
    figures = call_figures([a_call("c1", late)], DAY)
    assert figures.total.share("响应度").text == "0.00%"
    assert verdict(a_call("c1", late), late, DAY) == "迟响应"


def test_what_is_not_yet_due_owes_nothing_even_if_it_was_answered() -> None:
    figures = call_figures([a_call("c1", a_part(respond_due=AS_OF + HOUR, responded=MORNING + 1))], DAY)
    assert numbers(figures) == {"今日交办": 1, "今日响应": 1}
    assert figures.total.share("响应度").text == "—"


def test_withdrawn_refused_and_returned_leave_the_denominator_and_are_told() -> None:
    rows = [a_call("c1", a_part(), counts=False, open=False), a_call("c2", a_part(dropped=True))]
    assert numbers(call_figures(rows, DAY)) == {"今日交办": 2, "不计": 2}


def test_exempt_and_doubtful_parts_leave_the_rate_they_concern_and_are_told_once() -> None:
    exempt = a_part(respond_out=True, handle_out=True, handle_due=MORNING + HOUR)
    doubtful = a_part(respond_out=True, handle_due=MORNING + HOUR, settled=True)
    rows = [a_call("c1", exempt), a_call("c2", doubtful)]
    assert numbers(call_figures(rows, DAY)) == {"今日交办": 2, "不计": 2, "应办结": 1, "已办结": 1}
    assert verdict(rows[0], exempt, DAY) == "不计"


def test_ratings_by_people_only_make_the_rate_of_satisfaction() -> None:
    parts = [a_part(rated_at=AS_OF - 1, satisfied=said, settled=True) for said in ("GOOD", "FAIR", "BAD")]
    silence = a_part(handle_due=MORNING)
    figures = call_figures([a_call(str(n), part) for n, part in enumerate([*parts, silence])], DAY)
    assert figures.total.share("满意率").text == "66.67%"
    assert figures.rated.number == 3


def test_each_department_of_a_call_counts_by_itself_and_the_call_once() -> None:
    call = a_call("c1", a_part(responded=MORNING + 1), a_part(dept="GA", lead=False))
    figures = call_figures([call], DAY, ("ZR", "GA", "SL"))
    assert [one.dept for one in figures.lines] == ["ZR", "GA", "SL"]
    assert [one[Column.OWED_RESPONSE].number for one in figures.lines] == [1, 1, 0]
    assert (figures.issued.number, figures.responded.number) == (1, 1)


def test_numerators_are_parts_of_their_denominators() -> None:
    figures = call_figures(call_rows(200), DAY)
    for one in (*figures.lines, figures.total):
        for numerator, denominator in RATES.values():
            assert set(one[numerator].cases) <= set(one[denominator].cases)


def test_the_days_list_holds_what_was_issued_today_or_not_ended_before() -> None:
    old = a_call("old", issued_at=SINCE - HOUR, ended_at=SINCE - 1, open=False)
    waiting = a_call("waiting", issued_at=SINCE - HOUR)
    assert [row.case_id for row in of_the_day([a_call("new"), old, waiting], DAY)] == ["waiting", "new"]


def test_the_verdict_on_a_response() -> None:
    assert [verdict(a_call(), part, DAY) for part in (
        a_part(responded=MORNING), a_part(respond_due=AS_OF - 1), a_part(respond_due=AS_OF + 1),
        a_part(respond_due=None), a_part(respond_due=None, responded=MORNING), a_part(dropped=True),
    )] == ["按时", "超时未响应", "待响应", "计时暂停", "已响应", "不计"]  # fmt: skip
