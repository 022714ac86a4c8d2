"""How instants and spans are said (时间的说法): local time of the county, short words, the same in window and browser.

Source: ui.md §4 and §9. All instants are UTC ms; the zone is fixed at UTC+8 (rulebook §6.1).
"""

import re
from datetime import datetime, timedelta, timezone

SECOND_MS, MINUTE_MS, HOUR_MS, DAY_MS = 1_000, 60_000, 3_600_000, 86_400_000
ZONE = timezone(timedelta(hours=8))
ZONE_MS = 8 * HOUR_MS
WEEKDAYS = "一二三四五六日"
MIDNIGHT = "24:00"  # how a day that ends is written
CALENDARS = {"EH": "紧急工作时", "WH": "工作时", "WD": "工作日", "ND": "自然日"}
UNITS = {"EH": "小时", "WH": "工作小时", "WD": "工作日", "ND": "自然日"}  # what a person asks for more of
CLOCKS = {
    "ACCEPT": "受理",
    "DISPATCH": "派遣",
    "ASSIGN": "交办",
    "SIGN": "签收",
    "CONTACT": "先行联系",
    "RESPOND": "响应",
    "HANDLE": "办理",
    "RETURN_DECIDE": "退单审核",
    "CONSULT": "会商",
    "ADJUDICATE": "审定",
    "CHECK": "派核查",
    "VERIFY": "核查",
    "REVISIT": "回访",
    "EVALUATE": "评价",
    "RULE": "裁定",
    "APPEAL": "申诉裁定",
    "COUNTERSIGN": "补签",
    "REPLY": "督办回复",
    "EXPLAIN": "说明",
    "RECTIFY": "整改",
    "REVIEW": "审核",
}  # 时限名称
LIST_CLOCKS = CLOCKS | {"COUNTERSIGN": "会签"}  # of the list and of admissions (§5.2, §5.4)
_LIMIT = re.compile(r"(\d+)(EH|WH|WD|ND)")


def local(at: int) -> datetime:
    """An instant in local time."""
    return datetime.fromtimestamp(at / 1000, ZONE)


def clock_time(at: int) -> str:
    """`15:46`."""
    there = local(at)
    return f"{there.hour:02}:{there.minute:02}"  # strftime imports a module at each call


def clock_second(at: int) -> str:
    """`15:46:08`."""
    return local(at).strftime("%H:%M:%S")


def day(at: int) -> str:
    """`11月20日`."""
    there = local(at)
    return f"{there.month}月{there.day}日"


def weekday(at: int) -> str:
    """`星期五`."""
    return f"星期{WEEKDAYS[local(at).weekday()]}"


def day_start(at: int) -> int:
    """Local midnight before an instant."""
    return at - (at + ZONE_MS) % DAY_MS


def month_start(at: int) -> int:
    """Local midnight of the first of the month."""
    return round(local(at).replace(day=1, hour=0, minute=0, second=0, microsecond=0).timestamp() * 1000)


def short(at: int, now: int) -> str:
    """`15:46` today, `11-20 15:46` on another day of the year, `2025-11-20 15:46` in another year."""
    if day_start(at) == day_start(now):
        return clock_time(at)
    there, here = local(at), local(now)
    year = "" if there.year == here.year else f"{there.year:04}-"
    return f"{year}{there.month:02}-{there.day:02} {clock_time(at)}"


def due_short(due: int, now: int) -> str:
    """The same of a due: at midnight it is 24:00 of the day that ends (§6.1), `11-20 24:00`."""
    ends = due == day_start(due)
    return short(due - 1, now).replace("23:59", MIDNIGHT) if ends else short(due, now)


def stamp(at: int) -> str:
    """`2026-11-20 15:46`, as papers say it."""
    return local(at).strftime("%Y-%m-%d %H:%M")


def span(ms: int) -> str:
    """`27 分`, `1 时 39 分`, `2 天 3 时`; below a minute `不到 1 分`."""
    minutes = abs(ms) // MINUTE_MS
    if minutes < 1:
        return "不到 1 分"
    if minutes < 60:
        return f"{minutes} 分"
    hours, minutes = divmod(minutes, 60)
    if hours < 24:
        return f"{hours} 时 {minutes} 分" if minutes else f"{hours} 时"
    days, hours = divmod(hours, 24)
    return f"{days} 天 {hours} 时" if hours else f"{days} 天"


def limit_words(text: str) -> str:
    """A limit of the list as people say it: `4WH` → `4 工作时`."""
    return _LIMIT.sub(lambda found: f" {found[1]} {CALENDARS[found[2]]}", text).strip()


def taken(ms: int) -> str:
    """`用时 27 分`, `用时不到 1 分`."""
    words = span(ms)
    return f"用时 {words}" if words[0].isdigit() else f"用时{words}"


def told(word: str, ms: int) -> str:
    """A span after a word: `共 27 分`, `已等不到 1 分`."""
    return f"{word}{'' if abs(ms) < MINUTE_MS else ' '}{span(ms)}"


def left(due: int | None, now: int) -> str:
    """`剩 27 分`, `超 22 分`, `停计` while no due runs."""
    if due is None:
        return "停计"
    gap = "" if abs(due - now) < MINUTE_MS else " "  # 剩不到 1 分
    return f"超{gap}{span(now - due)}" if now > due else f"剩{gap}{span(due - now)}"


def left_exactly(due: int | None, now: int) -> str:
    """The same with seconds below five minutes (the dossier only): `剩 3 分 42 秒`."""
    if due is None or abs(due - now) >= 5 * MINUTE_MS:
        return left(due, now)
    minutes, seconds = divmod(abs(due - now) // SECOND_MS, 60)
    said = f"{minutes} 分 {seconds:02} 秒" if minutes else f"{seconds} 秒"
    return f"超 {said}" if now > due else f"剩 {said}"
