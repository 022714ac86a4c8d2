"""A question to the deadline engine in words, and its answer: the columns of deadlines_examples.csv (时限算题)."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone

from msgspec import Struct

from governance.refusal import ReportedError
from governance.time import clocks
from governance.time.calendars import Calendar
from governance.time.clocks import Clock, Reading
from governance.time.hours import DEFAULT, PROFILES, parse_date, parse_override
from governance.time.limits import CALENDARS, COUNTED_IN_MINUTES, Limit, from_catalogue, minutes
from governance.time.working_time import MINUTE_MS

SHANGHAI = timezone(timedelta(hours=8))
YEARS = range(2000, 2100)
_TIME = re.compile(r"(\d{4})-(\d\d)-(\d\d)[ T](\d\d):(\d\d)(?::(\d\d))?", re.ASCII)
_AMOUNT = re.compile(r"(\d{1,5})(m?)", re.ASCII)


class DueInputError(ReportedError):
    """What was asked cannot be read (算题写法有误); nothing was computed."""


class Question(Struct, frozen=True):
    """What to compute (算题): a clock, and the county's own days and hours it runs on."""

    id: str
    clock: Clock
    profile: str
    overrides: dict[str, str]

    def calendar(self, holidays: Mapping[str, str]) -> Calendar:
        """Give the calendar the question is asked on."""
        return Calendar(holidays, self.overrides, self.profile)


class Answer(Struct, frozen=True):
    """What the clock says, as the file says it: local times, Y or N; None where there is none."""

    id: str | None
    allowance_min: int
    nominal_due: str
    yellow_at: str | None
    due: str | None
    on_time: str | None
    overdue_min: int | None


def question(columns: Mapping[str, str]) -> Question:
    """Read a question from its columns; one that is absent counts as empty. Raises DueInputError."""
    said = {name: text.strip() for name, text in columns.items()}
    cal = said.get("calendar", "")
    if not cal:
        raise DueInputError(f"缺少日历 calendar；可用：{'、'.join(CALENDARS)}。")
    if cal not in CALENDARS:
        raise DueInputError(f"日历 calendar“{shown(cal)}”不对；可用：{'、'.join(CALENDARS)}。")
    profile = said.get("hours_profile") or DEFAULT
    if profile not in PROFILES:
        raise DueInputError(f"作息 profile“{shown(profile)}”不对；可用：{'、'.join(PROFILES)}。")
    start = instant(said.get("start", ""), "起算时间 start")
    done = instant(said["done_at"], "办结时间 done") if said.get("done_at") else None
    if done is not None and done < start:
        raise DueInputError("办结时间早于起算时间；请检查 start 与 done。")
    limit = _amount(said.get("limit", ""), cal, "时限 limit", least=1)
    extension = _amount(said.get("extension") or "0", cal, "延期 extension", least=0)
    clock = Clock(
        name="DUE",
        start=start,
        n=limit.n,
        cal=cal,
        ext=extension.n,
        pauses=tuple(_pause(part) for part in _parts(said.get("pauses", ""))),
        stop=done,
    )
    return Question(said.get("id", ""), clock, profile, _overrides(said.get("overrides", "")))


def answer(asked: Question, calendar: Calendar) -> tuple[Answer, Reading]:
    """Compute the answer, and give the reading it was written from."""
    clock = asked.clock
    said = clocks.reading(clock, calendar)
    kept = clocks.on_time(clock, calendar)
    late = None
    if kept is not None and clock.stop is not None:
        late = clocks.overdue_ms(clock, clock.stop, calendar) // MINUTE_MS
    return Answer(
        id=asked.id or None,
        allowance_min=said.allowance_ms // MINUTE_MS,
        nominal_due=local(said.nominal_due),
        yellow_at=None if said.yellow_at is None else local(said.yellow_at),
        due=None if said.due is None else local(said.due),
        on_time=None if kept is None else "Y" if kept else "N",
        overdue_min=late,
    ), said


def instant(text: str, what: str) -> int:
    """Read a local time `YYYY-MM-DD HH:MM[:SS]` as UTC ms; 24:00 is the end of the day."""
    if not text:
        raise DueInputError(f"缺少{what}；请写成 2026-03-10 09:00 这样。")
    found = _TIME.fullmatch(text)
    if found is None:
        raise DueInputError(f"{what}“{shown(text)}”看不懂；请写成 2026-03-10 09:00 这样。")
    year, month, day, hour, minute, second = (int(part or 0) for part in found.groups())
    if year not in YEARS:
        raise DueInputError(f"{what}“{text}”的年份不在 {YEARS[0]}–{YEARS[-1]} 之内。")
    ends_day = (hour, minute, second) == (24, 0, 0)
    try:
        moment = datetime(year, month, day, 0 if ends_day else hour, minute, second, tzinfo=SHANGHAI)
    except ValueError as err:
        raise DueInputError(f"{what}“{text}”不是有效的时间；请检查日期和钟点。") from err
    return round((moment + timedelta(days=ends_day)).timestamp()) * 1000


def local(at: int) -> str:
    """Write an instant as local time `YYYY-MM-DD HH:MM`, with its seconds only when it has some."""
    moment = datetime.fromtimestamp(at // 1000, UTC).astimezone(SHANGHAI)
    return moment.strftime("%Y-%m-%d %H:%M:%S" if moment.second else "%Y-%m-%d %H:%M")


def shown(text: str) -> str:
    """What the operator wrote, short and on one line, to be quoted in a sentence."""
    line = " ".join(text.split())
    return line if len(line) <= 40 else line[:39] + "…"


def _amount(text: str, cal: str, what: str, *, least: int) -> Limit:
    """Read `4` in units of the calendar, or `15m` in minutes (EH and WH only)."""
    if not text:
        raise DueInputError(f"缺少{what}；请写整数，如 4；EH、WH 也可写分钟，如 15m。")
    found = _AMOUNT.fullmatch(text)
    if found is None or int(found[1]) < least:
        raise DueInputError(
            f"{what}“{shown(text)}”不对；请写不小于 {least}、不超过五位的整数，EH、WH 也可写分钟，如 15m。"
        )
    if not found[2]:
        return from_catalogue(int(found[1]), cal)
    if cal not in COUNTED_IN_MINUTES:
        raise DueInputError(f"{what}“{text}”按分钟写，只用于 EH、WH；{cal} 请写天数。")
    return minutes(int(found[1]), cal)


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split(";") if part.strip()]


def _pause(text: str) -> tuple[int, int | None]:
    """Read `from/to`; an empty `to` is a pause still open."""
    begin, slash, end = (part.strip() for part in text.partition("/"))
    if not slash:
        raise DueInputError(f"暂停 pause“{shown(text)}”缺少“/”；请写“开始/结束”，未结束写“开始/”。")
    since = instant(begin, "暂停开始")
    to = instant(end, "暂停结束") if end else None
    if to is not None and to < since:
        raise DueInputError(f"暂停 pause“{shown(text)}”的结束早于开始；请对调。")
    return since, to


def _overrides(text: str) -> dict[str, str]:
    """Read `date=OFF;date=WORK;date=HH:MM-HH:MM`; one word a date."""
    found: dict[str, str] = {}
    for part in _parts(text):
        day, equals, what = (piece.strip() for piece in part.partition("="))
        if not equals:
            raise DueInputError(f"日历调整 override“{shown(part)}”缺少“=”；请写 2026-08-12=OFF 这样。")
        parse_date(day)
        parse_override(what)
        if found.setdefault(day, what) != what:
            raise DueInputError(f"日历调整 override 对 {day} 说了两次且不一致；请只留一个。")
    return found
