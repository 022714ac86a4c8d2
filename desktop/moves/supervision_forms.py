"""督办: a level, whom, what is wrong, what is asked; its answer and its end. Free of Qt."""

from collections.abc import Sequence

from desktop import times
from desktop.moves import texts
from desktop.moves.form import Choice, Entry, Fact, Form, Payload, Values, told
from desktop.moves.matter import Matter, departments, town_units, with_words
from governance.calls.call import Call
from governance.events.event import Event
from governance.supervision.proposals import WHY, proposal
from governance.supervision.supervision import LEVELS, Supervision
from governance.time.clocks import due_at


def supervise(matter: Matter, levels: Sequence[str]) -> Form:
    """督办 at one of the levels that are allowed now: a new one, or a raise of this one."""
    raising = isinstance(matter.case, Supervision)
    return Form(
        kind="supervise",
        title=texts.SUPERVISE,
        verb=texts.SUPERVISE_DO,
        entries=(
            Entry(
                key="level",
                label=texts.LEVEL,
                kind="choice",
                choices=tuple(Choice(kind, texts.LEVELS[kind], texts.LEVEL_NOTES[kind]) for kind in levels),
                value=_proposed(matter, levels) or (levels[0] if levels else ""),
                needs=texts.LEVEL_NEEDED,
            ),
            *(() if raising else (_target(matter),)),
            Entry(
                key="text",
                label=texts.PROBLEM,
                kind="text",
                value=_problem(matter),
                needs=texts.PROBLEM_NEEDED,
            ),
            Entry(key="ask", label=texts.ASK, kind="text", value=texts.ASK_DEFAULT, needs=texts.ASK_NEEDED),
            Entry(key="copy_to", label=texts.COPY_TO, kind="line"),
        ),
        payload=lambda values: _payload(matter, values),
        kind_of=lambda values: told(values, "level"),
        births="" if raising else "D",
    )


def _proposed(matter: Matter, levels: Sequence[str]) -> str:
    """The level that the rules propose, if this person may issue it."""
    if not isinstance(matter.case, Event):
        return ""
    wanted = proposal(matter.case, matter.at, matter.rules.calendar)
    return next((k for k in levels if wanted is not None and LEVELS[k] == wanted.level), "")


def levels_of(kinds: Sequence[str]) -> tuple[str, ...]:
    """Those of the kinds that are levels of 督办, the mildest first."""
    return tuple(kind for kind in LEVELS if kind in kinds)


def _target(matter: Matter) -> Entry:
    case = matter.case
    units: tuple[Choice, ...] = departments(matter) if isinstance(case, Call) else ()
    held = case.lead.dept if isinstance(case, Call) and case.lead is not None else ""
    if isinstance(case, Event):
        units, held = town_units(matter), case.held_by
    return Entry(
        key="unit",
        label=texts.TARGET,
        kind="pick",
        choices=units,
        value=held,
        needs=texts.TARGET_NEEDED,
    )


def _problem(matter: Matter) -> str:
    """What is wrong, as far as the clocks say it."""
    case = matter.case
    if not isinstance(case, (Event, Call)):
        return ""
    wanted = proposal(case, matter.at, matter.rules.calendar) if isinstance(case, Event) else None
    if wanted is not None:
        return WHY[wanted.why]
    live = [
        due for c in case.clocks if c.stop is None and (due := due_at(c, matter.rules.calendar)) is not None
    ]
    over = matter.at - min(live) if live else 0
    return f"{case.label}，已超期 {times.span(over)}" if over > 0 else f"{case.label}，办理进度滞后"


def _payload(matter: Matter, values: Values) -> Payload:
    case = matter.case
    p: Payload = {"text": told(values, "text"), "ask": told(values, "ask")}
    if isinstance(case, Supervision):
        p["unit"] = case.unit
    else:
        p |= {"unit": told(values, "unit"), "parent": case.id}
    return with_words(p, values, "copy_to")


def reply(matter: Matter) -> Form:
    """督办回复."""
    return Form(
        kind="supervision.reply",
        title=texts.SUPERVISION_REPLY,
        verb=texts.SUPERVISION_REPLY_DO,
        entries=(Entry(key="text", label=texts.TEXT, kind="text", needs=texts.TEXT_NEEDED),),
        payload=lambda values: {"text": told(values, "text")},
    )


def close(matter: Matter) -> Form:
    """销号: by its issuer, with the result."""
    return Form(
        kind="supervision.close",
        title=texts.SUPERVISION_CLOSE,
        verb=texts.SUPERVISION_CLOSE_DO,
        facts=(Fact(texts.ASK, matter.supervision.ask),),
        entries=(Entry(key="result", label=texts.CLOSE_RESULT, kind="text", needs=texts.RESULT_NEEDED),),
        payload=lambda values: {"result": told(values, "result")},
    )


def revoke(matter: Matter) -> Form:
    """撤销督办: by its issuer or his superior, with the reason."""
    return Form(
        kind="supervision.revoke",
        title=texts.SUPERVISION_REVOKE,
        verb=texts.SUPERVISION_REVOKE_DO,
        facts=(Fact("", texts.REVOKE_FACT, "amber"),),
        entries=(Entry(key="reason", label=texts.REASON, kind="text", needs=texts.REASON_NEEDED),),
        payload=lambda values: {"reason": told(values, "reason")},
    )
