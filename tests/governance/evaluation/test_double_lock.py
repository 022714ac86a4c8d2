"""双锁定: a locked person moved without the town's 意见单 is red in the 派驻名册 (rulebook §1.4)."""

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.evaluation.double_lock import RosterLine, Said, roster, said_of
from governance.evaluation.opinions import Slip
from tests.governance.local_time import at
from tests.governance.room import TOWN, uid

POLICE, MARKET, BUREAU = "T-PCS", "T-SCS", "GA"
ELSEWHERE = "990101101000"
FOUNDED, MOVED, LATER = at("2026-01-05 09:00"), at("2026-03-12 10:00"), at("2026-03-20 10:00")


def said(unit: str = "", when: int = FOUNDED, *, area: str = TOWN, **more: Any) -> Said:
    """What a `sys.user` entry says of 张警官; without a unit he has no post, GA is the county's bureau."""
    held = {"role": "STATION_STAFF", "unit": unit, "area": area}
    if unit == BUREAU:
        held |= {"role": "DEPT_CLERK", "area": "990101000000"}
    return said_of({"user": uid("zhang"), "name": "张警官", "grants": [held] if unit else [], **more}, when)


def slip(opinion: str, when: int, unit: str = POLICE) -> Slip:
    return Slip(
        id=f"{opinion} {when}",
        person=uid("zhang"),
        unit=unit,
        opinion=opinion,
        reason="工作需要",
        by="d",
        at=when,
    )


def only(entries: list[Said], *slips: Slip) -> RosterLine:
    (line,) = roster(entries, slips, TOWN)
    return line


def test_who_is_posted_stands_in_the_roster_and_is_locked() -> None:
    staff = only([said(POLICE)]).staff
    assert (staff.name, staff.unit, staff.locked_post, staff.locked_person) == ("张警官", POLICE, True, True)
    assert (staff.moved, staff.moved_at, staff.moved_to) == (False, 0, "")
    assert roster([said(POLICE, area=ELSEWHERE)], [], TOWN) == []  # another town's station of the same code
    assert roster([said("")], [], TOWN) == []


def test_a_second_version_without_his_post_is_a_move_that_is_seen() -> None:
    line = only([said(POLICE), said(BUREAU, MOVED)])
    assert line.red
    assert (line.staff.unit, line.staff.moved_at, line.staff.moved_to) == (POLICE, MOVED, BUREAU)


@pytest.mark.parametrize(
    "after",
    [said(POLICE, MOVED, active=False), said("", MOVED), said(POLICE, MOVED, area=ELSEWHERE)],
    ids=["account closed", "post taken away", "same station of another town"],
)
def test_every_way_to_take_him_away_is_red(after: Said) -> None:
    assert only([said(POLICE), after]).red


def test_moved_to_another_station_of_the_town_without_consent_is_red_too() -> None:
    line = only([said(POLICE), said(MARKET, MOVED)])
    assert (line.staff.unit, line.staff.moved_to, line.red) == (POLICE, MARKET, True)
    agreed = only([said(POLICE), said(MARKET, MOVED)], slip("CONSENT", MOVED - 1))
    assert (agreed.staff.unit, agreed.staff.moved, agreed.red) == (MARKET, False, False)


def test_a_change_that_leaves_him_there_is_no_move() -> None:
    lead = said_of(
        {
            "user": uid("zhang"),
            "name": "张所长",
            "grants": [{"role": "STATION_LEAD", "unit": POLICE, "area": TOWN}],
        },
        MOVED,
    )
    line = only([said(POLICE), lead])
    assert (line.red, line.staff.moved, line.staff.moved_at, line.opinions) == (False, False, 0, ())
    early = slip("CONSENT", MOVED - 10)  # of the same posting: he only became its lead meanwhile
    assert not only([said(POLICE), lead, said(BUREAU, LATER)], early).red


def test_the_towns_last_word_decides() -> None:
    moved = [said(POLICE), said(BUREAU, MOVED)]
    consent, dissent = slip("CONSENT", MOVED - 10), slip("DISSENT", MOVED - 5)
    assert not only(moved, consent).red
    assert only(moved, consent, dissent).red
    assert only(moved, dissent, consent).red  # by time, not by the order of reading
    assert not only(moved, slip("DISSENT", MOVED - 10), slip("CONSENT", LATER)).red  # agreed afterwards
    assert only(moved, consent, dissent).opinions == (consent.id, dissent.id)


def test_a_recommendation_a_veto_and_words_on_others_are_no_consent() -> None:
    moved = [said(POLICE), said(BUREAU, MOVED)]
    assert only(moved, slip("RECOMMEND", MOVED - 5)).red
    assert only(moved, slip("VETO", MOVED - 5)).red
    assert only(moved, slip("CONSENT", MOVED - 5, unit=MARKET)).red
    other = Slip(id="o", person=uid("li"), unit=POLICE, opinion="CONSENT", reason="", by="d", at=MOVED - 5)
    line = only(moved, other)
    assert (line.red, line.opinions) == (True, ())


def test_a_word_on_an_earlier_posting_covers_no_later_one() -> None:
    back = at("2026-03-15 09:00")
    twice = [said(POLICE), said(BUREAU, MOVED), said(POLICE, back), said(BUREAU, LATER)]
    consent = slip("CONSENT", MOVED - 5)
    assert not only(twice[:3], consent).staff.moved
    line = only(twice, consent)
    assert (line.red, line.staff.moved_at) == (True, LATER)
    assert not only(twice, consent, slip("CONSENT", back)).red


def test_who_came_back_stays_red_for_the_move_nobody_agreed_to() -> None:
    line = only([said(POLICE), said("", MOVED), said(POLICE, LATER)])
    assert (line.red, line.staff.moved_at) == (True, MOVED)


@given(st.lists(st.sampled_from(["", POLICE, MARKET, BUREAU]), min_size=1, max_size=8))
def test_a_line_is_red_only_after_a_move_and_never_with_a_consent_to_each(units: list[str]) -> None:
    entries = [said(unit, FOUNDED + n * 1000) for n, unit in enumerate(units)]
    lines = roster(entries, [], TOWN)
    stations = [unit if unit in (POLICE, MARKET) else "" for unit in units]
    left = any(was and was != now for was, now in pairwise(stations))
    assert [line.red for line in lines] == ([left] if any(stations) else [])
    consents = [slip("CONSENT", FOUNDED + n * 1000, unit=unit) for n in range(9) for unit in (POLICE, MARKET)]
    assert not any(line.red for line in roster(entries, consents, TOWN))


# ---------------------------------------------------------------- 锁编制


def of(who: str, unit: str, when: int) -> Said:
    held = {"role": "STATION_STAFF", "unit": unit, "area": TOWN}
    return said_of({"user": uid(who), "name": who, "grants": [held] if unit else []}, when)


def vacant(*entries: Said) -> dict[str, tuple[str, int]]:
    lines = roster(entries, [], TOWN)
    return {line.staff.name: (line.vacant, line.vacant_since) for line in lines if line.vacant}


def test_a_post_stays_with_the_town_and_is_vacant_until_somebody_is_posted_there() -> None:
    gone = (of("a", POLICE, FOUNDED), of("b", POLICE, FOUNDED), of("a", "", MOVED))
    assert vacant(*gone) == {"a": (POLICE, MOVED)}
    assert vacant(*gone, of("c", MARKET, LATER)) == {"a": (POLICE, MOVED)}  # another station's
    assert vacant(*gone, of("c", POLICE, LATER)) == {}


def test_a_consent_lets_the_person_go_and_not_the_post() -> None:
    entries = [said(POLICE), said(BUREAU, MOVED)]
    line = only(entries, slip("CONSENT", at("2026-03-10 10:00")))
    assert (line.red, line.vacant, line.vacant_since) == (False, POLICE, MOVED)


def test_who_went_to_another_station_of_the_town_left_a_post_too() -> None:
    line = only([said(POLICE), said(MARKET, MOVED)], slip("CONSENT", at("2026-03-10 10:00")))
    assert (line.staff.unit, line.staff.moved, line.vacant) == (MARKET, False, POLICE)


def test_the_post_that_is_vacant_longest_is_filled_first() -> None:
    entries = (
        of("a", POLICE, FOUNDED),
        of("b", POLICE, FOUNDED),
        of("a", "", MOVED),
        of("b", "", MOVED + 1),
        of("c", POLICE, LATER),
    )
    assert vacant(*entries) == {"b": (POLICE, MOVED + 1)}
    assert vacant(*entries, of("a", POLICE, LATER + 1)) == {}
