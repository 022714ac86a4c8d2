"""Forms of a town notice (通报): begun, 改拟稿 or 送说明, 签发. Free of Qt."""

from collections.abc import Collection, Sequence
from functools import partial
from typing import Any

import msgspec

from desktop import times
from desktop.dossier.names import Names
from desktop.moves import texts
from desktop.moves.form import Choice, Entry, Fact, Form, Payload, Values, many, told, yes
from desktop.moves.matter import Matter
from governance.appeals import RULES
from governance.notices.notice import EXPLAINED, Line, Notice

LINE, BY = "line:", "by"  # keys of the entries of a new notice
WEEK_MS = 7 * times.DAY_MS


def begin(lines: Sequence[Line], drafters: Sequence[Choice], names: Names, now: int) -> Form:
    """A new notice: what is to be told, the last week's ticked; `drafters` to choose from, none for the operator."""
    week = {line.key for line in lines if line.since >= now - WEEK_MS}
    first, last = (times.local(at).strftime("%m月%d日") for at in (now - WEEK_MS, now))
    title = texts.NOTICE_ITS_TITLE.format(first=first, last=last)
    by = (
        Entry(key=BY, label=texts.NOTICE_BY, kind="choice", choices=tuple(drafters), value=drafters[0].key),
    )
    return Form(
        kind="notice.draft",
        title=texts.NOTICE,
        verb=texts.NOTICE_DO,
        births="B",
        facts=(Fact("", texts.NOTICE_SCOPE),),
        entries=(
            *_words(title, texts.NOTICE_ITS_TEXT),
            *_ticks(lines, week, names, now),
            _copy_to(""),
            *(by if len(drafters) > 1 else ()),
        ),
        payload=partial(_begun, tuple(lines)),
        done=lambda values: texts.NOTICE_KEPT,
    )


def _ticks(lines: Sequence[Line], week: Collection[str], names: Names, now: int) -> tuple[Entry, ...]:
    """A tick for each line, this week's first."""
    first = sorted(lines, key=lambda line: (line.key not in week, line.unit, line.since))
    return tuple(
        Entry(key=f"{LINE}{line.key}", label=_said(line, names, now), kind="tick", value=line.key in week)
        for line in first
    )


def _said(line: Line, names: Names, now: int) -> str:
    facts = "，".join(f"{name} {times.short(at, now)}" for name, at in line.facts)
    what = line.text or RULES.get(line.rule, line.rule)
    return texts.NOTICE_LINE.format(unit=names.unit(line.unit), what=what, serial=line.serial, facts=facts)


def _words(title: str, text: str) -> tuple[Entry, Entry]:
    return (
        Entry(
            key="title", label=texts.NOTICE_TITLE, kind="line", value=title, needs=texts.NOTICE_TITLE_NEEDED
        ),
        Entry(key="text", label=texts.ASK, kind="text", value=text, needs=texts.ASK_NEEDED),
    )


def _copy_to(value: str) -> Entry:
    return Entry(key="copy_to", label=texts.NOTICE_COPY, kind="line", value=value)


def _begun(lines: Sequence[Line], values: Values) -> Payload:
    chosen = [line for line in lines if yes(values, f"{LINE}{line.key}")]
    return _payload(values, chosen)


def _payload(values: Values, lines: Sequence[Line]) -> Payload:
    told_lines: list[Any] = [msgspec.to_builtins(line) for line in lines]
    p: Payload = {"title": told(values, "title"), "text": told(values, "text"), "lines": told_lines}
    return p | ({"copy_to": told(values, "copy_to")} if told(values, "copy_to") else {})


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
            *_words(notice.title, notice.text),
            Entry(
                key="lines",
                label=texts.NOTICE_LINES,
                kind="picks",
                choices=tuple(_choice(line, matter) for line in notice.lines),
                value=keys,
                needs=texts.NOTICE_LINES_NEEDED,
            ),
            _copy_to(notice.copy_to),
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
    p = _payload(values, [line for line in notice.lines if line.key in wanted])
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
