"""纸单号 at the hand-over (rulebook §2.2): numbers left out are named, and must be explained before anybody takes over."""

import pytest

from db.queries.papers import Slip
from desktop.duty.paper_numbers import ranges, skipped, unexplained
from desktop.duty.sheet import KEYS, _papers
from desktop.duty.signatures import IN, OUT, Signature, Signatures
from governance.places.serials import paper_number
from tests.governance.room import Room, uid


def numbers(*running: int) -> list[str]:
    return [paper_number("100", n) for n in running]


def test_numbers_between_the_first_and_the_last_that_nobody_used() -> None:
    assert skipped(numbers(213, 214, 217)) == ["215", "216"]
    assert ranges(numbers(213, 214, 217)) == "213–214、217"


@pytest.mark.parametrize(
    ("last", "left"),
    [
        (212, []),
        (210, ["211", "212"]),  # lost between two shifts
        (215, []),  # entered before, out of turn
        (199, []),  # of the book before
    ],
)
def test_a_gap_between_two_shifts_is_one_too(last: int, left: list[str]) -> None:
    (before,) = numbers(last)
    assert skipped(numbers(213, 214), before) == left


@pytest.mark.parametrize(
    ("points", "left"),
    [
        ("", ["215", "216"]),
        ("215 写坏撕毁", ["216"]),
        ("215、216 两张留给夜班备用", []),
        ("来电 12158 已回", ["215", "216"]),  # a longer number is another one
    ],
)
def test_each_is_explained_by_its_number(points: str, left: list[str]) -> None:
    assert unexplained(["215", "216"], points) == left


def test_one_entered_as_spoilt_is_not_left_out() -> None:
    used = [Slip(paper, None, "event.report", None, 0) for paper in numbers(213, 215)]
    spoilt = Slip(paper_number("100", 214), None, "paper.backfill", None, 0)
    assert _papers(used, []).left_out == ("214",)
    assert _papers([*used, spoilt], []).left_out == ()


def test_nobody_takes_over_before_it_is_said() -> None:
    room = Room()
    signing = Signatures()
    signing.add(OUT, Signature(uid("op"), 0, ""))
    signing.add(IN, Signature(uid("sup"), 0, ""))
    ticked = dict.fromkeys(KEYS)
    waits = signing.state(ticked, room.rules, ["215"])
    assert (waits.ready, waits.lacking) == (False, "还差：跳号 215 未说明")
    assert signing.state(ticked, room.rules).ready
