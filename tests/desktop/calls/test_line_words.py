"""A department's line keeps 截至 and the time; the state gives way first."""

from desktop.calls.cards import DeptLine
from desktop.calls.line_words import line_words, unit_words
from desktop.lights import Sign

SAID, MARK, LEFT = "已签收 · 未响应", "截至 15:31", "剩 16 时 20 分"


def measure(words: str) -> float:
    return 10.0 * len(words)


def test_all_is_said_where_there_is_room() -> None:
    assert line_words(SAID, MARK, LEFT, 1_000, measure) == (SAID, MARK, LEFT)


def test_the_last_word_of_the_state_stays_longest() -> None:
    assert line_words(SAID, "", LEFT, 160, measure) == ("未响应", "", LEFT)
    assert line_words(SAID, "", LEFT, 90, measure) == ("未响应", "", "剩 16 时")


def test_the_state_goes_before_the_age_of_what_is_known() -> None:
    assert line_words(SAID, MARK, LEFT, 190, measure) == ("未响应", MARK, "剩 16 时")
    assert line_words(SAID, MARK, LEFT, 180, measure) == ("", MARK, "剩 16 时")


def test_county_units_lose_only_their_first_character() -> None:
    assert unit_words("县自然资源和规划局", 80, measure) == "自然资源和规划局"
    assert unit_words("县自然资源和规划局", 90, measure) == "县自然资源和规划局"


def test_a_rating_is_the_towns_own_clock() -> None:
    line = DeptLine(role="主", unit="县住建局", said="待评价", sign=Sign.UNSIGNED, due=1)
    assert not line.theirs
    assert DeptLine(role="主", unit="县住建局", said="未响应", sign=Sign.NORMAL, due=1).theirs
