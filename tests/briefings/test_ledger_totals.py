"""Counting straight from the ledger, and that workbook and ledger say the same of any day."""

from pathlib import Path

import pytest

from briefings.daily import read_totals, write_daily
from briefings.ledger_totals import TOTALS, LedgerEntry, ledger_totals
from briefings.rows import day_rows
from tests.briefings.room_day import played
from tests.briefings.town_day import AS_OF, SINCE, TO, an_issue

BEFORE, TODAY, LATER = SINCE - 1, SINCE, TO


def totals(*entries: tuple[str, str, int], verdict: str = "a") -> dict[str, int]:
    given: list[LedgerEntry] = [(kind, case, at, verdict, {}) for kind, case, at in entries]
    return {name: n for name, n in ledger_totals(given, SINCE, TO).items() if n}


def test_what_was_registered_before_and_not_left_is_carried_over() -> None:
    assert totals(("event.report", "a", BEFORE)) == {"昨日结转": 1, "在办": 1}
    assert totals(("event.report", "a", BEFORE), ("event.close", "a", BEFORE)) == {}


def test_new_closed_rejected_and_void_count_on_their_day() -> None:
    left = [
        (kind, case, TODAY)
        for kind, case in (("event.close", "a"), ("event.reject", "b"), ("event.void", "c"))
    ]
    reported = [("event.report", case, TODAY) for case in "abcd"]
    assert totals(*reported, *left) == {"今日新增": 4, "今日办结": 1, "不予受理": 1, "作废": 1, "在办": 1}


def test_what_comes_after_the_day_is_not_counted() -> None:
    assert totals(("event.report", "a", TODAY), ("event.close", "a", LATER)) == {"今日新增": 1, "在办": 1}


def test_a_conflict_or_a_rejection_moves_nothing() -> None:
    assert totals(("event.report", "a", TODAY), verdict="c") == {}


def test_voiding_what_is_closed_leaves_only_once() -> None:
    entries = [("event.report", "a", TODAY), ("event.close", "a", TODAY), ("event.void", "a", TODAY)]
    assert totals(*entries) == {"今日新增": 1, "今日办结": 1}


def test_what_is_merged_leaves_and_comes_back_with_the_undoing() -> None:
    reported = ("event.report", "a", BEFORE)
    assert totals(reported, ("event.merge", "a", TODAY)) == {"昨日结转": 1, "归并净": 1}
    assert totals(reported, ("event.merge", "a", BEFORE)) == {}
    there_and_back = (("event.merge", "a", TODAY), ("event.unmerge", "a", TODAY))
    assert totals(reported, *there_and_back) == {"昨日结转": 1, "在办": 1}
    undone_today = (("event.merge", "a", BEFORE), ("event.unmerge", "a", TODAY))
    assert totals(reported, *undone_today) == {"归并净": -1, "在办": 1}


def test_what_is_done_again_is_open_again_and_may_be_closed_again() -> None:
    closed = (("event.report", "a", BEFORE), ("event.close", "a", BEFORE))
    assert totals(*closed, ("event.rework", "a", TODAY)) == {"重办": 1, "在办": 1}
    again = (("event.rework", "a", TODAY), ("event.close", "a", TODAY))
    assert totals(*closed, *again) == {"重办": 1, "今日办结": 1}
    assert totals(closed[0], ("event.rework", "a", TODAY)) == {"昨日结转": 1, "在办": 1}, "never closed"


def test_a_split_adds_its_parts_and_takes_the_mother() -> None:
    split = ("event.split", "m", TODAY, "a", {"children": [{"case": "p"}, {"case": "q"}]})
    entries: list[LedgerEntry] = [("event.report", "m", BEFORE, "a", {}), split]

    def counted(*more: LedgerEntry) -> dict[str, int]:
        return {name: n for name, n in ledger_totals([*entries, *more], SINCE, TO).items() if n}

    void: list[LedgerEntry] = [("event.void", part, TODAY, "a", {}) for part in "pq"]
    assert counted() == {"昨日结转": 1, "拆分净增": 1, "在办": 2}
    assert counted(("event.close", "p", TODAY, "a", {})) == {
        "昨日结转": 1,
        "拆分净增": 1,
        "今日办结": 1,
        "在办": 1,
    }
    assert counted(*void) == {"昨日结转": 1, "拆分净增": 2, "作废": 2, "在办": 1}, "the mother is back"


def test_a_numbered_slip_counts_by_its_fact_time() -> None:
    slip = {"paper": "P1000001238", "occ": BEFORE}
    assert ledger_totals([("event.report", "a", TODAY, "a", slip)], SINCE, TO)["昨日结转"] == 1


def test_a_return_waits_until_it_is_decided() -> None:
    assert totals(("event.return", "a", TODAY)) == {"退单": 1}
    assert totals(("event.return", "a", TODAY), ("event.decide_return", "a", TODAY)) == {}


def test_a_call_counts_by_its_first_response_and_its_rating() -> None:
    calls = [("call.issue", "c", BEFORE), ("call.issue", "c", TODAY), ("call.respond", "c", TODAY)]
    assert totals(*calls, ("call.respond", "c", TODAY), ("call.evaluate", "c", TODAY)) == {
        "呼叫响应": 1, "呼叫评价": 1,
    }  # fmt: skip


@pytest.mark.parametrize("seed", range(12))
def test_the_workbook_and_the_ledger_agree(seed: int, tmp_path: Path) -> None:
    room = played(seed)
    events, calls = day_rows(room.events(), room.calls(), room.rules, AS_OF)
    written = write_daily(events, calls, an_issue(), tmp_path / "日报.xlsx")
    assert read_totals(tmp_path / "日报.xlsx") == written == ledger_totals(room.entries, SINCE, TO)


def test_the_played_days_reach_every_total() -> None:
    seen = {
        name for seed in range(12) for name, n in ledger_totals(played(seed).entries, SINCE, TO).items() if n
    }
    assert seen == set(TOTALS)
