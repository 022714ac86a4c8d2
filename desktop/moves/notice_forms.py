"""Forms of a town notice (通报): 改拟稿 or 送说明, 签发. Free of Qt."""

from typing import Any

import msgspec

from desktop import times
from desktop.moves import texts
from desktop.moves.form import Choice, Entry, Fact, Form, Payload, Values, many, told, yes
from desktop.moves.matter import Matter
from governance.appeals import RULES
from governance.notices.notice import EXPLAINED, Line, Notice


def draft(matter: Matter) -> Form:
    """拟通报: title, requirement, which lines stay; then sent to the units for their 说明."""
    notice = matter.notice
    keys = tuple(line.key for line in notice.lines)
    sent = notice.sent is not None
    send = () if sent else (Entry(key="send", label=texts.NOTICE_SEND, kind="tick", value=False),)
    return Form(
        kind="notice.draft",
        title=texts.NOTICE,
        verb=texts.NOTICE_DO,
        facts=_explained(matter),
        entries=(
            Entry(
                key="title",
                label=texts.NOTICE_TITLE,
                kind="line",
                value=notice.title,
                needs=texts.NOTICE_TITLE_NEEDED,
            ),
            Entry(key="text", label=texts.ASK, kind="text", value=notice.text, needs=texts.ASK_NEEDED),
            Entry(
                key="lines",
                label=texts.NOTICE_LINES,
                kind="picks",
                choices=tuple(_choice(line, matter) for line in notice.lines),
                value=keys,
                needs=texts.NOTICE_LINES_NEEDED,
            ),
            *send,
        ),
        payload=lambda values: _drafted(notice, values),
    )


def _choice(line: Line, matter: Matter) -> Choice:
    said = f"{matter.names.unit(line.unit)} {RULES.get(line.rule, line.rule)}"
    return Choice(line.key, said, f"{line.serial} {times.short(line.since, matter.at)}")


def _explained(matter: Matter) -> tuple[Fact, ...]:
    names = matter.names
    return tuple(Fact(names.unit(a.unit), a.text) for a in matter.notice.answers if a.of == EXPLAINED)


def _drafted(notice: Notice, values: Values) -> Payload:
    wanted = set(many(values, "lines"))
    lines: list[Any] = [msgspec.to_builtins(line) for line in notice.lines if line.key in wanted]
    p: Payload = {"title": told(values, "title"), "text": told(values, "text"), "lines": lines}
    return p | ({"send": True} if yes(values, "send") else {})


def sign(matter: Matter) -> Form:
    """签发: what the units explained stands beside it; afterwards nothing changes."""
    lines = tuple(
        Fact(matter.names.unit(line.unit), f"{RULES.get(line.rule, line.rule)} {line.serial}")
        for line in matter.notice.lines
    )
    return Form(
        kind="notice.sign",
        title=texts.NOTICE_SIGN,
        verb=texts.NOTICE_SIGN_DO,
        facts=(Fact("", texts.NOTICE_FROZEN), *lines, *_explained(matter)),
    )
