"""What an answer other than the wanted one means (应答异常): the error table, row by row.

Source: sync.md §16, I25: none of these changes the queue.
"""

import msgspec

from sync import status
from sync.backoff import HOLD_MS
from sync.messages import Problem
from sync.ports import Answer
from sync.turn import Turn

_UNKNOWN = Problem(type="urn:tcr:", t=0)
_SERVER = {429: "rate", 507: "storage-full"}


def from_county(answer: Answer) -> bool:
    """Whether the county itself answered: a portal or a proxy knows no `TCR-Time`."""
    return "tcr-time" in answer.headers


def problem(answer: Answer) -> Problem:
    """The problem in an answer's body; one without a name when there is none."""
    try:
        return msgspec.json.decode(answer.body, type=Problem)
    except (msgspec.DecodeError, ValueError):
        return _UNKNOWN


def floor_ms(answer: Answer) -> int:
    """`Retry-After`, in ms; 0 when the county names none."""
    text = answer.headers.get("retry-after", "")
    return int(text) * 1_000 if text.isdecimal() else 0


def meet(turn: Turn, answer: Answer, feed: int | None = None) -> None:
    """Do what the table says for an answer that its call has no rule of its own for."""
    if not from_county(answer):
        turn.offline("portal")
    elif answer.status == 401:
        turn.become(token="")
        turn.offline("token-expired", floor_ms(answer))
    elif answer.status == 403:
        hold(turn, "device-revoked")
    elif answer.status in (400, 404) and feed is not None:
        why = "no-stream" if answer.status == 404 else "bad-request"
        turn.feed(feed, halted=why)
        turn.alarm(why)
        turn.timer("hold", HOLD_MS)
    else:
        turn.offline(_SERVER.get(answer.status, "server"), floor_ms(answer))


def hold(turn: Turn, why: str) -> None:
    """HOLD: a person is needed; saving and export go on, hello again every ten minutes."""
    turn.hang_up()
    turn.unset("backoff")
    turn.timer("hold", HOLD_MS)
    turn.become(mode=status.HOLD, why=why)
