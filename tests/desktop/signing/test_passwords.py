"""A password is the county's to judge; out of its reach this PC judges by what it remembers, never by nothing."""

from collections.abc import Callable
from typing import Any

from desktop.demo.town import PASSWORD
from desktop.signing import texts
from desktop.signing.passwords import CLOSED_MS, County, Passwords
from tests.desktop.duty.counties import Away, Known


class Kept:
    """Settings in memory, a clock that is set by hand."""

    def __init__(self) -> None:
        self.settings: dict[str, str] = {}
        self.at = 1_773_646_938_000

    def now(self) -> int:
        return self.at

    async def setting(self, name: str) -> str | None:
        return self.settings.get(name)

    async def keep_setting(self, name: str, value: str) -> None:
        self.settings[name] = value

    async def run(self, work: Callable[[], Any]) -> Any:
        return work()


async def _refusal(kept: Kept, county: County, password: str) -> str:
    return await Passwords(kept, county).refusal("u", password)


async def test_what_the_county_took_signs_without_it() -> None:
    kept = Kept()
    assert await _refusal(kept, Away(), PASSWORD) == texts.PASSWORD_UNKNOWN
    assert await _refusal(kept, Known(), PASSWORD) == ""
    assert await _refusal(kept, Away(), PASSWORD) == ""
    assert await _refusal(kept, Away(), "错的") == "口令不对，还可试 4 次。"
    assert PASSWORD not in "".join(kept.settings.values())


async def test_a_wrong_one_counts_down_and_a_right_one_forgives() -> None:
    kept = Kept()
    assert await _refusal(kept, Known(), "错的") == "口令不对，还可试 4 次。"
    assert await _refusal(kept, Known(), "错的") == "口令不对，还可试 3 次。"
    assert await _refusal(kept, Known(), PASSWORD) == ""
    assert await _refusal(kept, Known(), "错的") == "口令不对，还可试 4 次。"


async def test_five_wrong_ones_close_the_way_for_a_quarter_of_an_hour_also_after_a_new_start() -> None:
    kept = Kept()
    said = [await _refusal(kept, Known(), "错的") for _ in range(5)]
    assert (
        said[-1]
        == "口令连续 5 次不对，15:57 后再试；忘记口令请县端管理员发一次性口令，在县端网页改好后再签。"
    )
    assert await _refusal(kept, Known(), PASSWORD) == said[-1]
    kept.at += CLOSED_MS
    assert await _refusal(kept, Known(), PASSWORD) == ""


async def test_a_password_that_was_changed_at_the_county_is_forgotten_here() -> None:
    class Changed:
        async def knows(self, user: str, password: str) -> bool:
            return False

    kept = Kept()
    await _refusal(kept, Known(), PASSWORD)
    assert await _refusal(kept, Changed(), PASSWORD) == "口令不对，还可试 4 次。"
    assert await _refusal(kept, Away(), PASSWORD) == texts.PASSWORD_UNKNOWN


async def test_nothing_typed_counts_as_no_try() -> None:
    kept = Kept()
    assert await _refusal(kept, Known(), "") == texts.PASSWORD_EMPTY
    assert kept.settings == {}
