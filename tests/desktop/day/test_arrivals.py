"""Messages become arrivals: all of them, inside the town, in order, the same on every run."""

from pathlib import Path

import pytest

from desktop.day.arrivals import (
    HOUR_MS,
    MessagesError,
    arrivals,
    class_areas,
    county_rows,
    demo_messages,
    read_csv,
    real_messages,
)
from gis.town_map import load

DEMO = Path(__file__).parents[3] / "resources" / "demo"
TOWN = load(DEMO)


def test_every_message_arrives_once_in_its_grid_and_in_opening_hours() -> None:
    messages = demo_messages(DEMO)
    found = arrivals(messages, TOWN, 0, 9 * HOUR_MS, seed=7)
    assert sorted(a.id for a in found) == sorted(m.id for m in messages)
    assert [a.at for a in found] == sorted(a.at for a in found)
    for a in found:
        assert 0 <= a.at < 9 * HOUR_MS
        assert TOWN.locate(a.lon / 1e6, a.lat / 1e6) == a.area


def test_the_same_seed_gives_the_same_day() -> None:
    messages = demo_messages(DEMO)
    assert arrivals(messages, TOWN, 0, HOUR_MS, 3) == arrivals(messages, TOWN, 0, HOUR_MS, 3)
    assert arrivals(messages, TOWN, 0, HOUR_MS, 3) != arrivals(messages, TOWN, 0, HOUR_MS, 4)


def test_desk_and_county_share_the_arrivals_between_them() -> None:
    found = arrivals(demo_messages(DEMO), TOWN, 0, HOUR_MS, 3)
    sent = {row["id"] for row in county_rows(found)}
    assert sent == {a.id for a in found if not a.by_desk}
    assert 0 < len(sent) < len(found)


def test_real_messages_keep_their_true_class(shared: Path) -> None:
    messages = real_messages(shared / "data" / "messages")
    assert len(messages) >= 1_000
    assert {m.truth for m in messages if m.truth} == set(class_areas(DEMO))
    assert all(m.text for m in messages)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "读不到文件"),
        (b"", "是空的"),
        (b"id,subject\n", "是空的"),
        (b"id,name\n1,x\n", "缺少列“text”"),
        ("id,text\n1,中文\n".encode("gb18030"), "不是UTF-8编码"),
    ],
)
def test_a_bad_file_is_named_with_its_cause(tmp_path: Path, content: bytes | None, said: str) -> None:
    path = tmp_path / "messages.csv"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(MessagesError, match=said) as no:
        read_csv(path, ("id", "text"))
    assert "messages.csv" in no.value.sentence
