"""上次所见: what the queue showed is there at the next start, dressed for that moment; a picture, never a source."""

from pathlib import Path

import pytest

from desktop import glance
from desktop.glance import MOST, Seen
from desktop.lights import Sign
from desktop.widgets.card import Card

HOUR = 3_600_000
AT = 1_773_646_938_000


def seen(name: str = "S1", due: int | None = AT + HOUR) -> Seen:
    card = Card(
        name,
        Sign.NORMAL,
        "路灯不亮",
        "剩 1 时",
        "石桥村",
        "处置 16:42 到",
        0.4,
        (("特急", "red"),),
        "S260316-100-0A-0007",
    )
    return Seen(card, due, None if due is None else due - 1_000, AT - HOUR)


def test_a_look_comes_back_as_it_was_kept(tmp_path: Path) -> None:
    glance.keep(tmp_path, AT, AT, [seen(), seen("S2", None)])
    found = glance.last(tmp_path)
    assert found is not None
    assert (found.at, found.ahead) == (AT, 0)
    assert found.seen == (seen(), seen("S2", None))
    assert found.seen[0].card.sign is Sign.NORMAL


def test_its_words_about_time_are_of_the_moment_it_is_shown(tmp_path: Path) -> None:
    glance.keep(tmp_path, AT, AT, [seen()])
    found = glance.last(tmp_path)
    assert found is not None
    (card,) = found.cards(AT + 2 * HOUR)
    assert (card.sign, card.left, card.progress) == (Sign.OVERDUE, "超 1 时", 1.0)


def test_the_countys_time_counts(tmp_path: Path) -> None:
    glance.keep(tmp_path, AT, AT - 2 * HOUR, [seen()])
    found = glance.last(tmp_path)
    assert found is not None
    (card,) = found.cards(AT - 2 * HOUR)
    assert card.left == "剩 1 时", "the PC's clock is two hours behind"


def test_a_case_at_rest_stays_at_rest(tmp_path: Path) -> None:
    glance.keep(tmp_path, AT, AT, [seen(due=None)])
    found = glance.last(tmp_path)
    assert found is not None
    assert found.cards(AT + HOUR)[0].left == "停计"


def test_no_more_than_a_screen_is_kept(tmp_path: Path) -> None:
    glance.keep(tmp_path, AT, AT, [seen(f"S{at}") for at in range(2 * MOST)])
    found = glance.last(tmp_path)
    assert found is not None
    assert len(found.seen) == MOST


@pytest.mark.parametrize("text", ["", "{", "[]", "[1, 2]", "null", '[1, 1, 1, [["x"]]]', "[2, 1, 1, []]"])
def test_one_that_can_not_be_read_counts_as_none(tmp_path: Path, text: str) -> None:
    (tmp_path / glance.FILE).write_text(text, "utf-8")
    assert glance.last(tmp_path) is None


def test_where_nothing_can_be_written_nothing_happens(tmp_path: Path) -> None:
    glance.keep(tmp_path / "missing", AT, AT, [seen()])
    assert glance.last(tmp_path / "missing") is None
