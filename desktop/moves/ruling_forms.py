"""Forms about what is in doubt: the unit's word on a 代录, and the ruling of the DUTY_LEADER. Free of Qt."""

from desktop import times
from desktop.moves import texts
from desktop.moves.form import Choice, Entry, Fact, Form, Payload, Values, told
from desktop.moves.matter import Matter, with_words
from desktop.moves.moments import moment, written
from governance.events.recorded import open_steps
from governance.ledger.clocked import Clocked
from governance.ledger.unsure import Unsure
from governance.papers.slip import USED, USES
from governance.rules import name_of
from governance.rulings.ruling import DENY, UPHOLD, doubts


def behalf_answer(matter: Matter) -> Form:
    """代录确认/异议: which step, and whether it is so."""
    user = matter.rules.directory.users[matter.actor]
    units = tuple(grant.unit for grant in user.grants)
    mine = open_steps(matter.event, units, matter.at, matter.rules)
    choices = tuple(
        Choice(one.step.action, name_of(one.step.kind), matter.names.person(one.step.by)) for one in mine
    )
    return Form(
        kind="event.behalf_answer",
        title=texts.BEHALF_ANSWER,
        verb=texts.BEHALF_ANSWER_DO,
        facts=(Fact("", texts.BEHALF_ANSWER_FACT),),
        entries=(
            Entry(
                key="step",
                label=texts.WHICH_FACT,
                kind="choice",
                choices=choices,
                value=choices[0].key if choices else "",
                needs=texts.STEP_NEEDED,
            ),
            Entry(
                key="answer",
                label=texts.BEHALF_IS_SO,
                kind="choice",
                choices=(Choice("confirm", texts.BEHALF_CONFIRM), Choice("dispute", texts.DISPUTE)),
                needs=texts.ARRIVAL_NEEDED,
            ),
            Entry(
                key="text",
                label=texts.REASON,
                kind="text",
                needs=texts.DISPUTE_NEEDED,
                when=("answer", ("dispute",)),
            ),
        ),
        payload=lambda values: with_words(
            {"step": told(values, "step"), "answer": told(values, "answer")}, values, "text"
        ),
    )


def rule(matter: Matter) -> Form:
    """待核裁定: what is in doubt, whether it holds, and why."""
    choices = _doubted(matter)
    return Form(
        kind="clock.rule",
        title=texts.RULE,
        verb=texts.RULE_DO,
        facts=(Fact("", texts.RULE_FACT),),
        entries=(
            Entry(
                key="subject",
                label=texts.RULE_WHAT,
                kind="choice",
                choices=choices,
                value=choices[0].key if choices else "",
                needs=texts.STEP_NEEDED,
            ),
            Entry(
                key="ruling",
                label=texts.RULING,
                kind="choice",
                choices=(
                    Choice(UPHOLD, texts.UPHOLD, texts.RULE_UPHOLD_NOTE),
                    Choice(DENY, texts.DENY, texts.RULE_DENY_NOTE),
                ),
                needs=texts.RULING_NEEDED,
            ),
            Entry(key="reason", label=texts.REASON, kind="text", needs=texts.REASON_NEEDED),
        ),
        payload=lambda values: {
            "subject": told(values, "subject"),
            "ruling": told(values, "ruling"),
            "reason": told(values, "reason"),
            "parent": matter.case.id,
        },
        births="-",
    )


def _doubted(matter: Matter) -> tuple[Choice, ...]:
    """What is in doubt; of a step whose time is, which step and between which instants it lies."""
    case = matter.case
    if not isinstance(case, Clocked):
        return ()
    steps = {step.action: step for step in case.unsure}
    found = []
    for action, what in doubts(case).items():
        step = steps.get(action)
        label = f"{what} · {name_of(step.kind)}" if step is not None else what
        found.append(Choice(action, label, _between(step, matter.at) if step is not None else ""))
    return tuple(found)


def _between(step: Unsure, at: int) -> str:
    if step.hi > at:  # the county has not received it yet
        return texts.RULE_TIME_AFTER.format(lo=times.short(step.lo, at))
    return texts.RULE_TIME_BETWEEN.format(lo=times.short(step.lo, at), hi=times.short(step.hi, at))


def backfill(matter: Matter) -> Form:
    """补录纸单: its number and time; what was on it, or why it is spoilt."""
    return Form(
        kind="paper.backfill",
        title=texts.BACKFILL,
        verb=texts.BACKFILL_DO,
        facts=(Fact("", texts.BACKFILL_FACT),),
        entries=(
            Entry(key="paper", label=texts.PAPER_SLIP, kind="line", needs=texts.PAPER_SLIP_NEEDED),
            Entry(
                key="use",
                label=texts.PAPER_USE,
                kind="choice",
                choices=tuple(Choice(code, name) for code, name in USES.items()),
                value=USED,
            ),
            Entry(
                key="occ",
                label=texts.PAPER_TIME,
                kind="time",
                value=written(matter.at),
                when=("use", (USED,)),
            ),
            Entry(key="text", label=texts.PAPER_TEXT, kind="text", needs=texts.TEXT_NEEDED),
        ),
        faults=lambda values: _times(matter, values),
        payload=lambda values: _slip(matter, values),
        births="-",
    )


def _times(matter: Matter, values: Values) -> dict[str, str]:
    wrong = told(values, "use") == USED and moment(told(values, "occ"), matter.at) is None
    return {"occ": texts.TIME_WRONG} if wrong else {}


def _slip(matter: Matter, values: Values) -> Payload:
    p: Payload = {
        "no": told(values, "paper"),
        "use": told(values, "use"),
        "text": told(values, "text"),
        "parent": matter.case.id,
    }
    at = moment(told(values, "occ"), matter.at)
    if at is not None and p["use"] == USED:
        p["written"] = at
    return p


def confirm_slip(matter: Matter) -> Form:
    """确认补录: by the director, of a slip that came more than 24 hours late."""
    return Form(
        kind="paper.confirm",
        title=texts.CONFIRM_SLIP,
        verb=texts.CONFIRM_SLIP_DO,
        entries=(
            Entry(
                key="ruling",
                label=texts.RULING,
                kind="choice",
                choices=(Choice(UPHOLD, texts.CONFIRM_SLIP_YES), Choice(DENY, texts.CONFIRM_SLIP_NO)),
                needs=texts.RULING_NEEDED,
            ),
            Entry(key="reason", label=texts.REASON, kind="text", needs=texts.REASON_NEEDED),
        ),
        payload=lambda values: {"ruling": told(values, "ruling"), "reason": told(values, "reason")},
    )
