"""How instants and spans are said on a page (时间的说法), as on the desk (ui.md §4, §9)."""

from datetime import datetime, timedelta, timezone

MINUTE_MS = 60_000
ZONE = timezone(timedelta(hours=8))
WEEKDAYS = "一二三四五六日"


def local(at: int) -> datetime:
    """An instant in local time."""
    return datetime.fromtimestamp(at / 1000, ZONE)


def clock_time(at: int) -> str:
    """`15:46`."""
    return local(at).strftime("%H:%M")


def short(at: int, now: int) -> str:
    """`15:46` today, `11-20 15:46` on another day of the year, `2025-11-20 15:46` in another year."""
    there, here = local(at), local(now)
    if there.date() == here.date():
        return there.strftime("%H:%M")
    return there.strftime("%m-%d %H:%M" if there.year == here.year else "%Y-%m-%d %H:%M")


def month_start(at: int) -> int:
    """Local midnight of the first of the month."""
    return round(local(at).replace(day=1, hour=0, minute=0, second=0, microsecond=0).timestamp() * 1000)


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


def left(due: int, now: int) -> str:
    """`剩 27 分`, `超 22 分`."""
    return f"超 {span(now - due)}" if now > due else f"剩 {span(due - now)}"
