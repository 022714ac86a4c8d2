"""Forms of a town notice (通报): begun, 改拟稿 or 送说明, 签发. Free of Qt."""

from collections.abc import Collection, Sequence
from functools import partial
from typing import Any

import msgspec
from msgspec.structs import replace

from desktop import times
from desktop.moves import texts
from desktop.moves.form import Choice, Entry, Fact, Form, Payload, Values, told, yes
from desktop.moves.matter import Matter
from desktop.names import Names
from governance.appeals import RULES
from governance.notices.notice import EXPLAINED, EXPLAINING, Line, Notice

LINE, BY, SEND = "line:", "by", "send"  # keys of the entries of a notice
WEEK_MS = 7 * times.DAY_MS


def begin(lines: Sequence[Line], drafters: Sequence[Choice], names: Names, now: int) -> Form:
    """A new notice: what is to be told, the last week's ticked; `drafters` to choose from, none for the operator."""
    week = {line.key for line in lines if line.since >= now - WEEK_MS}
    first, last = (times.day(at) for at in (now - WEEK_MS, now))
    title = texts.NOTICE_ITS_TITLE.format(first=first, last=last)
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
            *_by(drafters),
        ),
        payload=partial(_made, tuple(lines)),
        done=lambda values: texts.NOTICE_KEPT,
    )


def again(
    notice: Notice, offered: Sequence[Line], drafters: Sequence[Choice], names: Names, now: int
) -> Form:
    """The same form of a notice that is there, its lines ticked: `offered` ones may join until it is sent."""
    lines = (*notice.lines, *(offered if notice.sent is None else ()))
    scope = texts.NOTICE_SCOPE if notice.sent is None else texts.NOTICE_ONLY_LESS
    return Form(
        kind="notice.draft",
        title=texts.NOTICE_AGAIN,
        verb=texts.NOTICE_DO,
        facts=(Fact("", scope), *_explained(notice, names)),
        entries=(
            *_words(notice.title, notice.text),
            *_ticks(lines, {line.key for line in notice.lines}, names, now),
            _copy_to(notice.copy_to),
            *_by(drafters),
        ),
        payload=partial(_made, lines),
        done=lambda values: texts.NOTICE_KEPT,
    )


def _by(drafters: Sequence[Choice]) -> tuple[Entry, ...]:
    """In whose name, where several may."""
    if len(drafters) < 2:
        return ()
    return (
        Entry(key=BY, label=texts.NOTICE_BY, kind="choice", choices=tuple(drafters), value=drafters[0].key),
    )


def _ticks(lines: Sequence[Line], chosen: Collection[str], names: Names, now: int) -> tuple[Entry, ...]:
    """A tick for each line, the chosen ones first."""
    first = sorted(lines, key=lambda line: (line.key not in chosen, line.unit, line.since))
    return tuple(
        Entry(key=f"{LINE}{line.key}", label=_said(line, names, now), kind="tick", value=line.key in chosen)
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


def _made(lines: Sequence[Line], values: Values) -> Payload:
    chosen: list[Any] = [msgspec.to_builtins(line) for line in lines if yes(values, f"{LINE}{line.key}")]
    p: Payload = {"title": told(values, "title"), "text": told(values, "text"), "lines": chosen}
    p |= {"copy_to": told(values, "copy_to")} if told(values, "copy_to") else {}
    return p | ({"send": True} if yes(values, SEND) else {})


def draft(matter: Matter) -> Form:
    """改拟稿 by who drafts: the same form; with it it may be sent to the units for their 说明."""
    form = again(matter.notice, (), (), matter.names, matter.at)
    if matter.notice.sent is not None:
        return form
    send = Entry(key=SEND, label=texts.NOTICE_SEND, kind="tick", value=False)
    return replace(form, entries=(*form.entries, send))


def _explained(notice: Notice, names: Names) -> tuple[Fact, ...]:
    return tuple(Fact(names.unit(a.unit), a.text) for a in notice.answers if a.of == EXPLAINED)


def reply(matter: Matter) -> Form:
    """说明 or 整改 of the command room, by who leads the shift; other units answer in the browser."""
    return answer(matter.notice, matter.names)


def answer(notice: Notice, names: Names) -> Form:
    """What a unit says: before the signature why, after it what was put right."""
    explains = notice.state == EXPLAINING
    lines = tuple(
        Fact(names.unit(line.unit), f"{line.text or RULES.get(line.rule, line.rule)} {line.serial}")
        for line in notice.lines
    )
    return Form(
        kind="notice.reply",
        title=texts.NOTICE_EXPLAIN if explains else texts.NOTICE_RECTIFY,
        verb=texts.NOTICE_REPLY_DO,
        facts=(Fact(texts.ASK, notice.text), *lines),
        entries=(
            Entry(
                key="text",
                label=texts.NOTICE_WHY if explains else texts.NOTICE_DONE,
                kind="text",
                needs=texts.NOTICE_REPLY_NEEDED,
            ),
        ),
        payload=lambda values: {"text": told(values, "text")},
    )


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
        facts=(Fact("", texts.NOTICE_FROZEN), *lines, *_explained(matter.notice, matter.names)),
    )
