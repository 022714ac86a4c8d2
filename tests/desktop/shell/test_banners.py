"""One banner at a time: the highest wins, the others are counted."""

from desktop.shell.banners import AMBER, RED, Banners


def test_red_wins_over_amber_and_the_rest_is_counted() -> None:
    banners = Banners()
    banners.raise_("offline", "离线", AMBER)
    banners.raise_("handover", "未双签", RED)
    banners.raise_("clock", "时钟", AMBER)
    shown = banners.shown
    assert shown is not None
    assert (shown.key, shown.others) == ("handover", ("离线", "时钟"))


def test_an_empty_sentence_takes_a_banner_away() -> None:
    banners = Banners()
    banners.raise_("offline", "离线")
    banners.raise_("offline", "")
    assert banners.shown is None
    banners.raise_("never raised", "")
    assert banners.shown is None


def test_changing_the_words_keeps_the_place() -> None:
    banners = Banners()
    banners.raise_("first", "一")
    banners.raise_("second", "二")
    banners.raise_("first", "一，仍在")
    assert banners.shown is not None
    assert banners.shown.sentence == "一，仍在"
