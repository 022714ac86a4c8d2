"""A leader acts at the operator's desk with his own password; the operator himself is not asked."""

from collections.abc import Sequence

from db.outbox import Sealed
from desktop.calls.leaders import signing
from desktop.desk import Wish
from desktop.seat import Operator
from desktop.signing.in_person import NOT_SIGNED, InPerson, Signing
from governance.refusal import Refusal
from tests.governance.room import an_action

SIGN = Signing("许志远签发呼叫", "C2 紧急", "签发")


class FakeSeat:
    def __init__(self, refused: Refusal | None = None) -> None:
        self.operator = Operator("op", "严浩然", ("ROOM_OP",))
        self.saved: list[Wish] = []
        self._refused = refused

    async def refusal(self, wish: Wish) -> Refusal | None:
        return self._refused

    async def save_all(self, wishes: Sequence[Wish]) -> list[Sealed | Refusal]:
        self.saved += wishes
        return [Sealed(an_action(one.kind, one.case, dict(one.p), one.actor), b"", b"") for one in wishes]


class FakePasswords:
    async def refusal(self, user: str, password: str) -> str:
        return "" if (user, password) == ("leader", "right") else "口令不对，还可试 4 次。"


class FakeAsker:
    """Types these in turn, then puts the question away."""

    def __init__(self, typed: Sequence[str] = ()) -> None:
        self._typed = list(typed)
        self.asked: list[Signing] = []
        self.wrong: list[str] = []
        self.open = False

    def ask(self, signing: Signing) -> None:
        self.asked.append(signing)
        self.open = True

    async def typed(self) -> str | None:
        return self._typed.pop(0) if self._typed else None

    def show_wrong(self, sentence: str) -> None:
        self.wrong.append(sentence)

    def put_away(self) -> None:
        self.open = False


def a_wish(actor: str) -> Wish:
    return Wish(kind="call.issue", p={}, actor=actor, case="c")


async def test_the_operator_signs_his_own_without_being_asked() -> None:
    seat, asker = FakeSeat(), FakeAsker()
    said = await InPerson(seat, FakePasswords(), asker).save(a_wish("op"), SIGN)
    assert isinstance(said, Sealed)
    assert asker.asked == []


async def test_a_leader_signs_with_his_password() -> None:
    seat, asker = FakeSeat(), FakeAsker(["right"])
    said = await InPerson(seat, FakePasswords(), asker).save(a_wish("leader"), SIGN)
    assert isinstance(said, Sealed)
    assert [wish.actor for wish in seat.saved] == ["leader"]
    assert asker.asked == [SIGN]
    assert not asker.open


async def test_a_wrong_password_is_told_and_may_be_tried_again() -> None:
    seat, asker = FakeSeat(), FakeAsker(["wrong", "right"])
    await InPerson(seat, FakePasswords(), asker).save(a_wish("leader"), SIGN)
    assert asker.wrong == ["口令不对，还可试 4 次。"]
    assert len(seat.saved) == 1


async def test_a_question_put_away_saves_nothing() -> None:
    seat, asker = FakeSeat(), FakeAsker(["wrong"])
    said = await InPerson(seat, FakePasswords(), asker).save(a_wish("leader"), SIGN)
    assert said == NOT_SIGNED
    assert seat.saved == []
    assert not asker.open


async def test_nobody_types_a_password_for_what_the_rules_refuse() -> None:
    refused = Refusal("bad-lines", "强制项未做，须写理由。")
    seat, asker = FakeSeat(refused), FakeAsker(["right"])
    said = await InPerson(seat, FakePasswords(), asker).save(a_wish("leader"), SIGN)
    assert said == refused
    assert asker.asked == []


def test_the_leader_reads_what_he_signs() -> None:
    said = signing("issue", "许志远", "C2 紧急", "", "河道漂浮死鱼")
    assert said.title == "许志远签发呼叫"
    assert said.about == "C2 紧急 · 河道漂浮死鱼"
