"""自存视图: kept with what they ask, in their order; names are told apart."""

from db.queries.event_filter import EventFilter
from db.queries.event_list import SOONEST
from desktop.events.conditions import Asked
from desktop.events.saved_views import (
    Views,
    added,
    dropped,
    name_fault,
    read_views,
    renamed,
    replaced,
    shifted,
    written,
)

WATER = Asked(EventFilter(units=("T-SLZ",), open_only=True), "d30")


def two() -> Views:
    return added(added((), "水源地与河道", WATER, SOONEST), "夜班要盯的", Asked(), SOONEST)


def test_views_come_back_as_they_were_kept() -> None:
    assert read_views(written(two())) == two()


def test_what_another_version_kept_is_passed_over() -> None:
    assert read_views('[{"name": 3}]') == read_views("{") == read_views(None) == ()


def test_a_key_is_never_given_twice_while_it_is_used() -> None:
    left = dropped(two(), "1")
    assert [view.key for view in added(left, "周一例会", Asked(), SOONEST)] == ["2", "3"]


def test_views_are_renamed_changed_and_moved() -> None:
    assert [view.name for view in renamed(two(), "2", " 夜班 ")] == ["水源地与河道", "夜班"]
    assert replaced(two(), "2", WATER, SOONEST)[1].asked == WATER
    assert [view.key for view in shifted(two(), "2", -1)] == ["2", "1"]
    assert shifted(two(), "2", 1) == two()


def test_a_name_is_needed_and_told_apart() -> None:
    assert name_fault(two(), "  ")
    assert "夜班要盯的" in name_fault(two(), "夜班要盯的")
    assert not name_fault(two(), "夜班要盯的", but="2")
