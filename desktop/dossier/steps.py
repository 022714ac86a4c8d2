"""The public steps (公开七步; of a call the five of 乡呼县应): which is current, when the earlier ones ended. Free of Qt.

Source: rulebook §3.2 (table of the seven steps), §4.
"""

from collections.abc import Sequence

from msgspec.structs import replace

from desktop import times
from desktop.dossier.sheet import StepFace
from governance.calls import states as call_states
from governance.calls.call import DOWN, Call
from governance.events import states
from governance.events.event import Event
from governance.events.public_steps import current
from governance.events.public_steps import ended as ended_at

_CALL_STEPS = ("发现问题", "乡镇呼叫", "平台受理", "部门响应", "评价反馈")
_DOWN_STEPS = ("县级呼叫", "乡镇签收", "乡镇响应", "办理反馈", "县级认可")  # 县呼乡应, §4.7
_DOWN_NOTES = ("", "待签收", "待响应", "办理中", "待认可", "")
_SELF = "自办"
_SHORT = {states.FEEDBACK: "待核查", states.CALLED_UP: "县级办理", states.REJECTED: "不予受理"}
_CALL_AT = {
    call_states.DRAFT: 1,
    call_states.ISSUED: 2,
    call_states.REFUSED: 2,
    call_states.PLATFORM_ACCEPTED: 3,
    call_states.FEEDBACK: 4,
    call_states.EVALUATED: 5,
}


def event_steps(event: Event, now: int, standing: str = "") -> tuple[StepFace, ...]:
    """The seven steps; `standing` is said under the current one in place of the state's name."""
    at, ended = current(event), ended_at(event)
    note = standing or (f"第 {event.rounds} 次" if event.rounds > 1 else _SHORT.get(event.state, event.label))
    if event.state == states.SELF_DONE:  # steps 2–6 read 自办
        return tuple(
            replace(step, note=_SELF if 0 < n < at - 1 else step.note)
            for n, step in enumerate(_faces(states.STEPS, at, ended, note, now))
        )
    return _faces(states.STEPS, at, ended, note, now)


def call_steps(call: Call, now: int) -> tuple[StepFace, ...]:
    """The five steps of a call; of a 县呼乡应 its own five."""
    lead = call.lead
    if call.direction == DOWN:
        return _down_steps(call, now)
    assign = call.clock("ASSIGN")
    ended = [
        call.at,
        call.at if call.state != call_states.DRAFT else None,
        assign.start if assign is not None else None,
        lead.responded if lead is not None else None,
        call.moved if call.state == call_states.EVALUATED else None,
    ]
    at = _CALL_AT.get(call.state, 4 if lead is not None and lead.responded is not None else 3)
    return _faces(_CALL_STEPS, at, ended, call.label, now)


def _down_steps(call: Call, now: int) -> tuple[StepFace, ...]:
    task = next((one for one in reversed(call.tasks) if one.town), None)
    done = (task.signed, task.responded, task.fed) if task is not None else (None, None, None)
    ended = [call.at, *done, call.moved if call.state == call_states.EVALUATED else None]
    at = next((n for n, when in enumerate(ended) if when is None), len(ended))
    note = call.label if call.final else _DOWN_NOTES[at]
    return _faces(_DOWN_STEPS, at, ended, note, now)


def _faces(
    names: tuple[str, ...], at: int, ended: Sequence[int | None], note: str, now: int
) -> tuple[StepFace, ...]:
    found = []
    for n, name in enumerate(names):
        when = ended[n]
        if n < at:
            found.append(StepFace(name, "done", _when(when, now) if when is not None else ""))
        else:
            found.append(StepFace(name, "current" if n == at else "rest", note if n == at else ""))
    return tuple(found)


def _when(at: int, now: int) -> str:
    """The time today, else the day alone: there is little room under a ring."""
    return (
        times.short(at, now).split(" ")[0] if times.local(at).year == times.local(now).year else times.day(at)
    )
