"""Local times as tests write them."""

from datetime import UTC, datetime, timedelta, timezone

ZONE = timezone(timedelta(hours=8))


def at(text: str) -> int:
    """UTC ms of a local time `YYYY-MM-DD HH:MM`."""
    return round(datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=ZONE).timestamp() * 1000)


def show(ms: int) -> str:
    """Local time of UTC ms."""
    return datetime.fromtimestamp(ms / 1000, UTC).astimezone(ZONE).strftime("%Y-%m-%d %H:%M")
