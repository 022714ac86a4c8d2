"""F8: who silenced what is in the ledger, the case opens, the next one rings or nothing is left."""

from collections.abc import Callable
from typing import Any

from db.queries.alarms import Alarm, alarms
from desktop.alarms.presenter import AlarmPresenter
from desktop.demo.stage import Staged
from desktop.desk import Desk, Wish
from desktop.seat import NOBODY, Operator
from desktop.settings.comfort import Kept
from desktop.sound import Sound
from governance.events.event import Event


class Window:
    """What the operator sees and hears."""

    def __init__(self) -> None:
        self.line = self.mark = ""
        self.flashes = 0
        self.played: list[Sound] = []
        self.opened: list[str] = []
        self.said: list[str] = []

    def show_alarm(self, text: str, more: str) -> None:
        self.line = f"{text} {more}".strip()

    def show_mark(self, text: str) -> None:
        self.mark = text

    def flash(self) -> None:
        self.flashes += 1

    def play(self, sound: Sound) -> None:
        self.played.append(sound)

    def open_case(self, case_id: str) -> None:
        self.opened.append(case_id)

    def say(self, sentence: str) -> None:
        self.said.append(sentence)


class Here:
    """The staged desk, asked without threads."""

    def __init__(self, staged: Staged) -> None:
        self._desk = Desk(staged.store)
        self.stream, self.rules = staged.stream, self._desk.rules
        self.operator = Operator(staged.operator, "严浩然")
        self._settings: dict[str, str] = {}

    def now(self) -> int:
        return self._desk.now()

    async def read(self, question: Callable[[Any], Any]) -> Any:
        return self._desk.store.read(question)

    async def save(self, wish: Wish) -> Any:
        return self._desk.save(wish)

    async def setting(self, name: str) -> str | None:
        return self._settings.get(name)

    async def keep_setting(self, name: str, value: str) -> None:
        self._settings[name] = value


def _bell(here: Here, window: Window) -> AlarmPresenter:
    return AlarmPresenter(here, window, lambda action: {"ack_alarm": "F8", "handover": "Ctrl+H"}[action])


async def test_f8_keeps_who_opens_the_case_and_says_why(staged: Staged) -> None:
    here, window = Here(staged), Window()
    bell = _bell(here, window)
    await bell.read()
    first, count = bell.ringing[0], len(bell.ringing)
    assert first.kind == "U1"
    assert window.mark == "● 特急 1 · "
    assert "特急 1 件未确认：沟里的水变成红色" in window.line
    await bell.acknowledge()
    assert window.opened == [first.case_id]
    assert "至今没有派单" in window.said[0]
    assert f"还有 {count - 1} 条告警，再按 F8" in window.said[0]
    body = Desk(staged.store).case(first.case_id)
    assert isinstance(body, Event)
    assert dict(body.acked) == {"U1": here.now()}
    await bell.read()
    assert first not in bell.ringing
    assert bell.ringing[0].kind == "C1"


async def test_every_alarm_can_be_silenced_one_after_the_other(staged: Staged) -> None:
    here, window = Here(staged), Window()
    bell = _bell(here, window)
    await bell.read()
    for _ in range(len(bell.ringing)):
        await bell.acknowledge()
    assert window.said[-1].endswith("没有其他告警")
    assert (window.line, window.mark) == ("", "")
    assert staged.store.read(lambda conn: alarms(conn, staged.stream, now=here.now())) == []
    await bell.acknowledge()
    assert window.said[-1] == "没有在响的告警"


async def test_without_a_person_it_rings_on(staged: Staged) -> None:
    here, window = Here(staged), Window()
    here.operator = NOBODY
    bell = _bell(here, window)
    await bell.read()
    count = len(bell.ringing)
    await bell.acknowledge()
    assert (len(bell.ringing), window.opened) == (count, [])
    assert "先到值班页接班" in window.said[0]
    bell.tick(0, Kept(sounds=False))
    assert window.played == [Sound.URGENT]


class OnlyCall(Here):
    """A desk where one C1 rings that serves no event."""

    async def read(self, question: Callable[[Any], Any]) -> Any:
        return [Alarm("C1/x", "C1", "x", None, "H0001", 5, "请派员", "")], []


async def test_a_call_without_an_event_is_silenced_on_this_pc(staged: Staged) -> None:
    here, window = OnlyCall(staged), Window()
    bell = _bell(here, window)
    await bell.read()
    await bell.acknowledge()
    assert bell.ringing == ()
    again = _bell(here, window)  # after a new start
    await again.read()
    assert again.ringing == ()
