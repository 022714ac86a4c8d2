"""Words of the alarms (告警)."""

from collections.abc import Mapping, Sequence

from db.queries.alarms import Alarm
from desktop import times
from desktop.title import title

NAMES: Mapping[str, str] = {"U1": "特急", "C1": "特急呼叫", "RED": "超期", "NO_RESPONSE": "县级未响应"}
_WHY: Mapping[str, str] = {
    "U1": "{at} 登记，至今没有派单",
    "C1": "{at} 发出，本室还没有人确认",
    "RED": "{at} 到时，已超 {span}",
    "NO_RESPONSE": "{unit} 应于 {at} 前响应，已超 {span}",
}
LINE = "{name} {count} 件未确认：{what}"
LINE_MORE = "{why}。{key} 静音并打开"
MARK = "● {name} {count} · "
SILENCED = "已静音：{name} {serial}。{why}。{rest}"
REST = "还有 {count} 条告警，再按 {key}"
NO_REST = "没有其他告警"
NOTHING = "没有在响的告警"
NOBODY = "静音须记下是谁：先到值班页接班（{key}），告警继续响"


def why(one: Alarm, now: int, unit: str = "") -> str:
    """Why it rings."""
    at, late = times.short(one.since, now), times.span(now - one.since)
    return _WHY[one.kind].format(at=at, span=late, unit=unit)


def line(ringing: Sequence[Alarm], now: int, key: str, unit: str = "") -> tuple[str, str]:
    """The alarm line: what rings first, and more of it; both "" while nothing does."""
    if not ringing:
        return "", ""
    first = ringing[0]
    said = LINE.format(name=NAMES[first.kind], count=_alike(ringing), what=title(first.text))
    return said, LINE_MORE.format(why=why(first, now, unit), key=key)


def mark(ringing: Sequence[Alarm]) -> str:
    """What stands before the window's title."""
    return MARK.format(name=NAMES[ringing[0].kind], count=_alike(ringing)) if ringing else ""


def silenced(one: Alarm, left: int, now: int, key: str, unit: str = "") -> str:
    """What was silenced, why it rang, what is left."""
    rest = REST.format(count=left, key=key) if left else NO_REST
    said = why(one, now, unit)
    return SILENCED.format(name=NAMES[one.kind], serial=one.serial, why=said, rest=rest)


def _alike(ringing: Sequence[Alarm]) -> int:
    return sum(one.kind == ringing[0].kind for one in ringing)
