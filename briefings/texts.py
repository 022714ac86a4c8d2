"""Text as a document may carry it (文书用字): times of Shanghai, personal numbers masked, no character a file can't hold.

Source: rulebook §1.3 and §2.4: phone and identity numbers inside free text are masked in every document.
"""

import datetime as dt
import re

ZONE = dt.timezone(dt.timedelta(hours=8))
WEEKDAYS = "一二三四五六日"

_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069]")
_IDENTITY = re.compile(r"(?<![0-9])([0-9]{6})[0-9]{10}([0-9][0-9Xx])(?![0-9A-Za-z])")
_MOBILE = re.compile(r"(?<![0-9])(1[3-9][0-9])[- ]?[0-9]{4}[- ]?([0-9]{4})(?![0-9])")
_LANDLINE = re.compile(r"(?<![0-9])(0[0-9]{2,3}[- ]?)[0-9]{3,4}([0-9]{4})(?![0-9])")


def local(at: int) -> dt.datetime:
    """The instant (UTC ms) in Shanghai."""
    return dt.datetime.fromtimestamp(at / 1000, ZONE)


def stamp(at: int | None) -> str:
    """`2026-03-15 09:12`, or nothing."""
    return "" if at is None else f"{local(at):%Y-%m-%d %H:%M}"


def due_stamp(due: int | None) -> str:
    """The same of a due: at midnight it is 24:00 of the day that ends (§6.1), `2026-03-15 24:00`."""
    if due is None or local(due).time() != dt.time.min:
        return stamp(due)
    return f"{local(due - 1):%Y-%m-%d} 24:00"


def clock_time(at: int) -> str:
    """`09:12`."""
    return f"{local(at):%H:%M}"


def day_name(at: int) -> str:
    """`2026年3月15日（星期日）`."""
    day = local(at)
    return f"{day.year}年{day.month}月{day.day}日（星期{WEEKDAYS[day.weekday()]}）"


def span(since: int, to: int | None) -> str:
    """`10:00—12:00`, with the dates where the two differ; `10:00 起` while it lasts."""
    if to is None:
        return f"{stamp(since)} 起，未恢复"
    same = local(since).date() == local(to).date()
    return f"{clock_time(since)}—{clock_time(to)}" if same else f"{stamp(since)} 至 {stamp(to)}"


def period(since: int, to: int) -> str:
    """A half-open period as people write it: a midnight end is 24:00 of the day before."""
    return f"{stamp(since)} 至 {due_stamp(to)}"


def clean(text: str) -> str:
    """The text without control and direction characters, which would break the file or turn its lines around."""
    return _UNPRINTABLE.sub("", text)


def masked(text: str) -> str:
    """The text with phone and identity numbers masked (脱敏): 138****0011, first six and last two of an identity number."""
    text = _IDENTITY.sub(r"\1**********\2", text)
    text = _MOBILE.sub(r"\1****\2", text)
    return _LANDLINE.sub(r"\1****\2", text)
