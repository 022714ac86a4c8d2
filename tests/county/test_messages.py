"""A messages file is read strictly: what is wrong is told at its row, and nothing of it is played."""

from pathlib import Path

import pytest

from county.failures import MessagesError
from county.simulator.messages import read_messages
from tests.county.small import GRID, MONDAY

HEADER = "id,at,ch,text,area,lon,lat,cat,reply,anon,caller,tel"
GOOD = f"m2,{MONDAY + 5},12345,路灯不亮,{GRID},120.586643,30.511477,030101,Y,N,王某,13800000001"


def written(folder: Path, *lines: str) -> Path:
    path = folder / "messages.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_messages_are_read_in_the_order_of_their_time(tmp_path: Path) -> None:
    early = f"m1,{MONDAY},GRID,井盖缺失,{GRID},120586643,30511477,,,,,"
    one, two = read_messages(written(tmp_path, HEADER, GOOD, early))
    assert (one.id, one.lon, one.reply) == ("m1", 120_586_643, False)
    assert (two.id, two.lon, two.lat, two.reply, two.cat) == ("m2", 120_586_643, 30_511_477, True, "030101")


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ((), "空文件"),
        ((HEADER,), "只有表头"),
        (("id,at,ch,text", "m1,1,GRID,x"), "缺少“area”列"),
        ((HEADER + ",weather", GOOD + ",晴"), "第13列“weather”不认识"),
        ((HEADER, GOOD, GOOD), "第3行的id【m2】与前面重复"),
        ((HEADER, GOOD.replace("12345", "FAX", 1)), "“ch”列【FAX】"),
        ((HEADER, GOOD.replace(str(MONDAY + 5), "2026-03-09")), "“at”列"),
        ((HEADER, GOOD.replace(GRID, "330110")), "“area”列"),
        ((HEADER, GOOD.replace("120.586643", "东经120度")), "“lon”列"),
        ((HEADER, GOOD.replace(",30.511477", ",")), "“lon”列"),
        ((HEADER, GOOD.replace(",Y,", ",maybe,")), "“reply”列"),
        ((HEADER, GOOD + ",,"), "第2行有14列"),
        ((HEADER, GOOD.replace("路灯不亮", '"路灯不亮')), "引号"),
    ],
)
def test_a_fault_is_told_at_its_place(tmp_path: Path, lines: tuple[str, ...], said: str) -> None:
    with pytest.raises(MessagesError) as told:
        read_messages(written(tmp_path, *lines) if lines else _empty(tmp_path))
    assert said in told.value.sentence


def _empty(folder: Path) -> Path:
    path = folder / "messages.csv"
    path.touch()
    return path


def test_another_encoding_is_named(tmp_path: Path) -> None:
    path = tmp_path / "messages.csv"
    path.write_bytes("\n".join((HEADER, GOOD)).encode("gb18030"))
    with pytest.raises(MessagesError, match="UTF-8"):
        read_messages(path)
    with pytest.raises(MessagesError, match="打不开"):
        read_messages(tmp_path / "missing.csv")
