"""Masked personal fields (脱敏): how names, phones, ID numbers and doors are shown until somebody unmasks them.

Source: rulebook §1.3, §2.4. Phone and ID patterns inside free text are masked the same way.
"""

import re

STARS = "**"
_ID = re.compile(r"(?<![0-9])(\d{6})\d{10}(\d[0-9Xx])(?![0-9])")
_MOBILE = re.compile(r"(?<![0-9])(1[3-9]\d)[ -]?\d{4}[ -]?(\d{4})(?![0-9])")
_LANDLINE = re.compile(r"(?<![0-9])(0\d{2,3})[ -]?\d{4,5}(\d{3})(?![0-9])")
_DWELLING = re.compile(r".*(?:村|社区|小区|花园|家园|公寓|苑)")  # the last of them that is named
_DOOR = re.compile(r"[0-9０-９A-Za-z一二三四五六七八九十百-]+[ \u3000]?(?=号|室|幢|栋|单元|弄)")


def masked_name(name: str) -> str:
    """`林**`: the surname alone, whatever the length, so that the length tells nothing."""
    return name[:1] + STARS if name.strip() else ""


def masked_phone(number: str) -> str:
    """`138****4521`; of a landline its area code and last three digits; of anything else its last two."""
    text = masked_text(number.strip())
    if text != number.strip() or not text:
        return text
    return "****" + text[-2:] if len(text) > 4 else "****"


def masked_id(number: str) -> str:
    """`330523**********21`, the first six and the last two; an ID number that is none is hidden whole."""
    return _masked_ids(number.strip()) if _ID.fullmatch(number.strip()) else "****" if number.strip() else ""


def masked_address(text: str) -> str:
    """`石桥村**`, `阳光小区**`: to the 村 or 小区; where none is named the numbers of houses and doors go."""
    found = _DWELLING.match(text)
    if found is None:
        return masked_doors(text)
    return text if found.end() == len(text) else found[0] + STARS


def masked_doors(text: str) -> str:
    """`石桥村桥头路**号`: words of a place without the numbers of houses, stairs and doors."""
    return _DOOR.sub(STARS, text)


def masked_text(text: str) -> str:
    """Free text without phone and ID numbers."""
    text = _MOBILE.sub(r"\1****\2", _masked_ids(text))
    return _LANDLINE.sub(r"\1****\2", text)


def _masked_ids(text: str) -> str:
    return _ID.sub(lambda found: f"{found[1]}{'*' * 10}{found[2]}", text)


FIELDS = {
    "name": masked_name,
    "tel": masked_phone,
    "id_no": masked_id,
    "address": masked_address,
    "remark": masked_text,
}


def masked(field: str, value: str) -> str:
    """A private field as it is shown masked; one that nobody named is hidden whole."""
    mask = FIELDS.get(field)
    return mask(value) if mask is not None else "****" if value else ""
