"""Cells of an archive (单元格): is what was written one of what the field takes, and what is wrong with a row.

Source: rulebook §2.2 (grid codes), §2.4 (required fields); GB 11643 (身份证号), GB 32100 (统一社会信用代码).
"""

import re
from collections.abc import Callable, Mapping
from datetime import date

from governance.archive.register import KINDS, Field, Kind
from governance.places.codes import fault, is_grid_code

MOST_CHARS = 400
MOST_POINTS = 60_000  # characters: a boundary fits one action
NO_PHONE = "无"
_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII).fullmatch
_PHONE = re.compile(r"1[3-9]\d{9}|0\d{2,3}-?\d{7,8}|\d{5,8}", re.ASCII).fullmatch
_ID = re.compile(r"\d{17}[\dX]", re.ASCII).fullmatch
_PASSPORT = re.compile(r"[A-Z0-9]{5,18}", re.ASCII).fullmatch
_POINTS = re.compile(
    r"-?\d{1,9},-?\d{1,9}( -?\d{1,9},-?\d{1,9})*(;-?\d{1,9},-?\d{1,9}( -?\d{1,9},-?\d{1,9})*)*"
).fullmatch
_CREDIT = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def is_date(text: str) -> bool:
    """A day, YYYY-MM-DD."""
    found = _DATE(text)
    if found is None:
        return False
    try:
        date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return False
    return True


def is_id_no(text: str) -> bool:
    """身份证号: eighteen characters, a day of birth that was, and the check character."""
    if _ID(text) is None or not is_date(f"{text[6:10]}-{text[10:12]}-{text[12:14]}"):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(text, _ID_WEIGHTS, strict=False))
    return "10X98765432"[total % 11] == text[17]


def birth_of(id_no: str) -> str:
    """The day of birth that an ID number tells; empty when it is none."""
    return f"{id_no[6:10]}-{id_no[10:12]}-{id_no[12:14]}" if is_id_no(id_no) else ""


def sex_of(id_no: str) -> str:
    """男 or 女, as an ID number tells; empty when it is none."""
    return ("女", "男")[int(id_no[16]) % 2] if is_id_no(id_no) else ""


def is_credit_code(text: str) -> bool:
    """统一社会信用代码: eighteen characters of its alphabet with the right check character."""
    if len(text) != 18 or any(c not in _CREDIT for c in text):
        return False
    total = sum(_CREDIT.index(c) * 3**n % 31 for n, c in enumerate(text[:17]))
    return _CREDIT[(31 - total % 31) % 31] == text[17]


def _id_no(text: str) -> str:
    if is_id_no(text) or (len(text) != 18 and _PASSPORT(text)):
        return ""
    return "证件号码不对（身份证号18位，末位为校验位；境外人员填护照号）；请核对证件。"


def _grid(text: str) -> str:
    return "" if is_grid_code(text) else (fault(text) or f"编码“{text}”不是网格码；请填17位网格编码。")


def _plain(test: Callable[[str], object], sentence: str) -> Callable[[str], str]:
    return lambda text: "" if test(text) else sentence


_FORMS: Mapping[str, Callable[[str], str]] = {
    "text": lambda text: "",
    "date": _plain(is_date, "日期不对；请按 2026-03-09 的样子填写。"),
    "count": _plain(
        lambda text: text.isascii() and text.isdigit() and len(text) < 7, "应为整数；请改填数字。"
    ),
    "id_no": _id_no,
    "phone": _plain(
        lambda text: text == NO_PHONE or _PHONE(text), "电话号码不对；请核对，确无电话的填“无”。"
    ),
    "credit": _plain(is_credit_code, "统一社会信用代码不对（18位，末位为校验位）；请核对执照。"),
    "grid": _grid,
    "points": _plain(lambda text: _POINTS(text), "坐标不对；应为“经度,纬度”，以百万分之一度计；请重新选点。"),
    "person": _plain(lambda text: len(text) == 36, "任职人员不在人员名册中；请从名册选择。"),
}


def cell_fault(field: Field, text: str) -> str:
    """What is wrong with a value, in one sentence; empty when it is right. An empty value is right here."""
    if not text:
        return ""
    if len(text) > (MOST_POINTS if field.form == "points" else MOST_CHARS):
        return f"超过{MOST_CHARS}字；请缩短。"
    if field.words:
        wrong = next((w for w in (text.split(";") if field.several else [text]) if w not in field.words), "")
        return f"“{wrong}”不在可填的词内；可填：{'、'.join(field.words)}。" if wrong else ""
    return _FORMS[field.form](text)


def row_faults(kind: Kind, cells: Mapping[str, str], *, born: bool) -> dict[str, str]:
    """What is wrong with a row, field → sentence; `born` = it is new, so that nothing needed may be missing."""
    found: dict[str, str] = {}
    for field in kind.fields:
        text = cells.get(field.key)
        if field.needed and (not text if text is not None or born else False):
            found[field.key] = f"没有填{field.name}；请补填。"
        elif text and (sentence := cell_fault(field, text)):
            found[field.key] = sentence
    return found


def kind_named(name: str) -> Kind | None:
    """A kind by its code or its Chinese name."""
    return KINDS.get(name) or next((kind for kind in KINDS.values() if kind.name == name), None)
