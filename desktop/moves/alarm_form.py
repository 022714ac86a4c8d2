"""事呼双应: an alarm's proposal, confirmed as it stands or changed; the operator drafts it, a leader issues. Free of Qt."""

from desktop.moves import texts
from desktop.moves.form import Entry, Fact, Form, Payload, Values, many, told
from desktop.moves.matter import Matter, departments
from governance.calls.alarms import Alarm, alarm, contents
from governance.calls.turns import ISSUERS
from governance.events.event import Event
from governance.ledger.case import Case
from governance.moves import Move
from governance.rulebook import Rules

DIGEST_CHARS = 60


def proposed(case: Case, moves: tuple[Move, ...], at: int, rules: Rules) -> bool:
    """Whether the event proposes a 事呼 that this person may draft or issue."""
    may = {"call.issue", "call.draft"} & {move.kind for move in moves}
    return bool(may) and _found(case, at, rules) is not None


def both_sides(matter: Matter) -> Form:
    """事呼双应: who studies the alarm, and what is asked; the town goes there at the same time."""
    found = _found(matter.case, matter.at, matter.rules)
    if found is None:
        raise TypeError(f"no alarm: {matter.case.id}")
    issues = _issues(matter)

    def payload(values: Values) -> Payload:
        p = contents(matter.event, found, tuple(many(values, "depts")), told(values, "ask"))
        return p if issues else p | {"digest": p["ask"][:DIGEST_CHARS]}

    return Form(
        kind="call.issue" if issues else "call.draft",
        title=texts.BOTH,
        verb=texts.BOTH_ISSUE if issues else texts.BOTH_DRAFT,
        facts=(Fact("", texts.BOTH_FACT), *_rests_on(found, matter)),
        entries=(
            Entry(
                key="depts",
                label=texts.STUDYING,
                kind="picks",
                choices=departments(matter),
                value=found.depts,
                needs=texts.CALLED_DEPTS_NEEDED,
            ),
            Entry(key="ask", label=texts.CALL_ASK, kind="text", value=found.ask, needs=texts.CALL_ASK_NEEDED),
        ),
        payload=payload,
        births="H",
    )


def _found(case: Case, at: int, rules: Rules) -> Alarm | None:
    return alarm(case, at, rules) if isinstance(case, Event) else None


def _issues(matter: Matter) -> bool:
    user = matter.rules.directory.users.get(matter.actor)
    roles = {grant.role for grant in user.grants} if user is not None else set()
    return not ISSUERS.isdisjoint(roles)


def _rests_on(found: Alarm, matter: Matter) -> tuple[Fact, ...]:
    """The item it rests on, and what the town owes in it."""
    item = matter.rules.catalogue.version(found.item, found.item_version) if found.item else None
    if item is None:
        return (Fact("", texts.BOTH_OUTSIDE),)
    lines = matter.rules.catalogue.lines_of(item.code, item.version)
    owed = (line for line in lines if line.line_no in found.lines)
    return (Fact(item.code, item.name), *(Fact(line.clause, line.text) for line in owed))
