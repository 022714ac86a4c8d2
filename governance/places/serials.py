"""Numbers people read (案件号、纸单号、设备号): serials of cases, device pairs, numbers of printed slips.

Source: rulebook §2.2. A serial is for eyes and telephones only; a case's identity is its UUID. The letter, the day,
the unit and the device each count for themselves, so no two desks ever need to ask each other for a number.
"""

import datetime as dt
import re

from msgspec import Struct

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # without I L O U
SERVER_DEVICE = "00"  # the web desk and imports at the county
LETTERS = {
    "S": "事件",
    "H": "呼叫",
    "D": "督办",
    "M": "矛盾",
    "J": "交办",
    "T": "突发",
    "B": "通报",
    "Z": "一件事",
}
MAX_N = 99_999  # four digits; above 9999 the number grows to five
MAX_PAPER = 999_999
PAIRS = len(CROCKFORD) ** 2

_SERIAL = re.compile(
    rf"([{''.join(LETTERS)}])([0-9]{{6}})-([0-9]{{3}})-([{CROCKFORD}]{{2}})-([0-9]{{4}}|[1-9][0-9]{{4}})"
).fullmatch
_SHORT = re.compile(rf"(?:([{CROCKFORD}]{{2}})-)?([0-9]{{1,5}})").fullmatch
_PAPER = re.compile(r"P[0-9]{10}").fullmatch


class Serial(Struct, frozen=True):
    """A case number taken apart (案件号)."""

    letter: str  # class of case, see LETTERS
    day: str  # yyMMdd, local date of the registration's fact time
    unit: str  # three digits of the town
    device: str  # two Crockford characters
    n: int  # running number of the day

    def __str__(self) -> str:
        return f"{self.letter}{self.day}-{self.unit}-{self.device}-{self.n:04}"


class Short(Struct, frozen=True):
    """What the operator types for a case of today (短号): `0A-0007`, or `7` for any device."""

    device: str | None
    n: int


def serial(letter: str, day: str, unit: str, device: str, n: int) -> str:
    """The case number, e.g. `S260315-100-0A-0007`. Raises ValueError for a part that cannot stand in one."""
    text = str(Serial(letter, day, unit, device, n))
    if parse(text) != Serial(letter, day, unit, device, n):
        raise ValueError(f"no serial: {text}")
    return text


def parse(text: str) -> Serial | None:
    """Take a case number apart; None if it is not one, or its day is in no calendar."""
    found = _SERIAL(text)
    if found is None:
        return None
    letter, day, unit, device, digits = found.groups()
    n = int(digits)
    return Serial(letter, day, unit, device, n) if n and _is_day(day) else None


def short(text: str) -> Short | None:
    """Read a short number as typed, in either case of letters; None if it is none."""
    found = _SHORT(text.strip().upper())
    if found is None or not int(found[2]):
        return None
    return Short(found[1], int(found[2]))


def device_pair(number: int) -> str:
    """The device's two characters: 0 → `00` (the server), 1..1023 the desks. Raises ValueError outside 0..1023."""
    if not 0 <= number < PAIRS:
        raise ValueError(f"no device number {number}")
    high, low = divmod(number, len(CROCKFORD))
    return CROCKFORD[high] + CROCKFORD[low]


def pair_number(pair: str) -> int | None:
    """The number of a device's two characters; None if they are not a pair."""
    if len(pair) != 2 or any(character not in CROCKFORD for character in pair):
        return None
    return CROCKFORD.index(pair[0]) * len(CROCKFORD) + CROCKFORD.index(pair[1])


def paper_number(unit: str, n: int) -> str:
    """The number printed on a slip (纸单号): `P` + unit 3 + running number 6 + Luhn digit, e.g. `P1000001238`.

    Raises ValueError unless `unit` is three digits and `n` in 1..999999.
    """
    if not re.fullmatch(r"[0-9]{3}", unit) or not 1 <= n <= MAX_PAPER:
        raise ValueError(f"no slip {unit} {n}")
    digits = f"{unit}{n:06}"
    return f"P{digits}{luhn(digits)}"


def paper_ok(text: str) -> bool:
    """Is it a slip's number, its check digit right and its running number not 0?"""
    return bool(_PAPER(text)) and int(text[4:10]) > 0 and luhn(text[1:10]) == int(text[10])


def luhn(digits: str) -> int:
    """The Luhn check digit (校验位) that follows these digits."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        worth = int(digit) * (1 if place % 2 else 2)
        total += worth - 9 if worth > 9 else worth
    return -total % 10


def _is_day(day: str) -> bool:
    try:
        dt.date(2000 + int(day[:2]), int(day[2:4]), int(day[4:]))
    except ValueError:
        return False
    return True
