"""Forms of a notice (通报表单): redrafting and sending it, signing, and what the units answer. Source: rulebook §4.4, §4.8."""

from typing import Any

import msgspec

from county.web.fields import About, Field, Form, Option, Payload, Typed
from governance.appeals import RULES
from governance.calls.findings import GROUNDS
from governance.notices.notice import EXPLAINING, Line, Notice
from governance.rulebook import Rules
from governance.time import words as times

PHOTO_NOTE = "照片 jpg 或 png，每张不超过 5 兆"


def _notice(about: About) -> Notice:
    if not isinstance(about.case, Notice):
        raise TypeError(f"no notice: {about.case.id}")
    return about.case


def said_line(line: Line, now: int, rules: Rules) -> str:
    """A finding in one line: who, which case, which rule, on what ground and since when."""
    ground = f"（{GROUNDS[line.ground]}）" if line.ground in GROUNDS else ""
    rule = RULES.get(line.rule, line.rule)
    return f"{rules.name_of(line.unit)} {line.serial} {rule}{ground}，{times.short(line.since, now)}"


def draft_fields(
    title: str, text: str, lines: tuple[Line, ...], chosen: tuple[str, ...], now: int, rules: Rules
) -> tuple[Field, ...]:
    """Title, requirements and which findings go in."""
    shown = tuple(Option(line.key, said_line(line, now, rules)) for line in lines)
    return (
        Field(name="title", label="标题", needed=True, value=title, most=80),
        Field(name="text", label="整改要求和期限", kind="text", needed=True, value=text),
        Field(name="lines", label="明细", kind="many", options=shown, value=";".join(chosen), needed=True),
        Field(name="copy_to", label="抄送", most=60),
    )


def drafted(typed: Typed, lines: tuple[Line, ...]) -> Payload:
    """The notice with the chosen findings, each with the facts it rests on."""
    wanted = set(typed.all("lines"))
    chosen: list[Any] = [msgspec.to_builtins(line) for line in lines if line.key in wanted]
    p: Payload = {"title": typed.one("title"), "text": typed.one("text"), "lines": chosen}
    p |= {"copy_to": typed.one("copy_to")} if typed.one("copy_to") else {}
    return p | ({"send": True} if typed.one("send") else {})


def _draft(about: About) -> tuple[Field, ...]:
    notice = _notice(about)
    keys = tuple(line.key for line in notice.lines)
    fields = draft_fields(notice.title, notice.text, notice.lines, keys, about.at, about.rules)
    send = Field(name="send", label="送各单位说明（48 小时）", kind="check", note="不勾选只保存拟稿")
    return fields if notice.state == EXPLAINING else (*fields, send)


def _drafted(about: About, typed: Typed, fields: tuple[Field, ...]) -> Payload:
    return {"serial": _notice(about).serial} | drafted(typed, _notice(about).lines)


def _reply(about: About) -> tuple[Field, ...]:
    explains = _notice(about).state == EXPLAINING
    label = "情况说明" if explains else "整改情况"
    return (
        *_lines_left(about),
        Field(name="text", label=label, kind="text", needed=True),
        Field(name="files", label="材料", kind="photos", note=PHOTO_NOTE),
    )


def _reply_title(about: About) -> str:
    """What the unit owes where the notice stands."""
    return "说明情况" if _notice(about).state == EXPLAINING else "报整改情况"


def _lines_left(about: About) -> tuple[Field, ...]:
    """Which lines the 整改 is of, where more than one is left."""
    notice = _notice(about)
    left = tuple(line for unit in about.units for line in notice.left(unit)) if notice.signed else ()
    if len(left) < 2:
        return ()
    shown = tuple(Option(line.key, said_line(line, about.at, about.rules)) for line in left)
    keys = ";".join(line.key for line in left)
    return (Field(name="lines", label="整改哪几条", kind="many", options=shown, value=keys, needed=True),)


NOTICE_FORMS = (
    Form(kind="notice.sign", verb="签发", fields=lambda about: (), main=True, note="签发后内容不再改动"),
    Form(kind="notice.reply", verb="提交", fields=_reply, main=True, titled=_reply_title),
    Form(kind="notice.draft", verb="保存", fields=_draft, make=_drafted),
)
