"""What a call says by itself is read by rule, and what it denies is not."""

import pytest

from desktop.intake.questions import questions
from desktop.intake.recognised import HURT, UNHURT, recognise


def test_name_number_and_wishes_are_read() -> None:
    read = recognise("我叫王小明，电话139 1234 7706，请保密，处理好了给我回个电话")
    assert (read.name, read.tel, read.secret, read.reply) == ("王小明", "13912347706", True, True)


def test_no_answer_wanted_is_read_as_such() -> None:
    assert recognise("不用给我回电话").reply is False
    assert recognise("路灯不亮").reply is None


@pytest.mark.parametrize(
    ("text", "urgency"),
    [
        ("长埭村一间平房着火了，烟很大", "U1"),
        ("有人落水", "U1"),
        ("我爸骑电瓶车滑倒了，人没事", "U2"),
        ("脚手架歪了，竹片差点砸到人", "U2"),
        ("没有着火，就是有点味道", ""),
        ("路灯不亮", ""),
    ],
)
def test_danger_words_raise_the_urgency_unless_denied(text: str, urgency: str) -> None:
    assert recognise(text).urg == urgency


def test_who_is_hurt() -> None:
    assert recognise("人没事").hurt == UNHURT
    assert recognise("没有人受伤").hurt == UNHURT
    assert recognise("腿骨折了").hurt == HURT
    assert recognise("路灯不亮").hurt == ""


def test_marks_lie_on_the_words() -> None:
    text = "昨天下午三点着火了，请保密"
    assert [text[m.start : m.start + m.length] for m in recognise(text).marks] == ["昨天下午", "着火", "保密"]


def test_there_is_always_something_to_ask() -> None:
    assert 3 <= len(questions("")) <= 5
    assert questions("060305")[0] == "伤者是否需要送医"
    assert all(3 <= len(questions(f"{area:02}0101")) <= 5 for area in range(1, 15))
