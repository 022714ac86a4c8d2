"""审核退单: clause, the unit's reason and the precedent side by side, 1 成立, 2 不成立. Free of Qt.

Source: rulebook §3.3 #9–10 (reason and clause), §4.5, §12 #10.
The second return of a case is the director's: an ordinary operator sends it on instead of choosing (rulebook §12 #10).
"""

from collections.abc import Sequence

from desktop.moves import texts
from desktop.moves.form import Choice, Entry, Fact, Form, Payload, Values, told
from desktop.moves.matter import Matter, with_words
from governance.events.event import Event, Return
from governance.events.payloads import RETURN_CODES
from governance.events.states import RETURN_PENDING
from governance.ledger.case import Case
from governance.moves import Move, allowed
from governance.responsibility.rulings import live_of
from governance.rulebook import Rules
from governance.time.working_time import date_of, local_day

PRECEDENTS_SHOWN = 2
_DIRECTOR = "DIRECTOR"


def decide_return(matter: Matter) -> Form:
    """审核退单 (the first one of a case)."""
    slip = matter.event.returns[-1]
    return Form(
        kind="event.decide_return",
        title=texts.DECIDE_RETURN,
        verb=texts.DECIDE_RETURN_DO,
        facts=slip_facts(matter, slip),
        entries=(
            Entry(
                key="ruling",
                label=texts.RULING,
                kind="choice",
                choices=(
                    Choice("uphold", texts.UPHOLD, texts.UPHOLD_NOTE),
                    Choice("deny", texts.DENY, texts.DENY_NOTE),
                ),
                needs=texts.RULING_NEEDED,
            ),
            Entry(key="reason", label=texts.REASON, kind="text", needs=texts.REASON_NEEDED),
            Entry(
                key="clause",
                label=texts.RULING_CLAUSE,
                kind="line",
                value=slip.clause,
                needs=texts.CLAUSE_NEEDED,
            ),
        ),
        payload=lambda values: _payload(slip, values),
        done=lambda values: f"{texts.RETURN_REASON}{_ruled(told(values, 'ruling'))}",
    )


def waits_for_director(case: Case, moves: Sequence[Move]) -> bool:
    """Whether a second return waits that this person may not decide, but may tell the director of."""
    kinds = {move.kind for move in moves}
    twice = isinstance(case, Event) and case.state == RETURN_PENDING and len(case.returns) > 1
    return twice and "event.assign_final" not in kinds and "event.note" in kinds


def deciders(case: Case, at: int, rules: Rules) -> tuple[str, ...]:
    """Names of those who may decide it now."""
    users = [user for user in rules.directory.users.values() if any(g.role == _DIRECTOR for g in user.grants)]
    may = [
        user.name
        for user in users
        if any(move.kind == "event.assign_final" for move in allowed(case, user.id, at, rules))
    ]
    return tuple(may)


def send_director(matter: Matter) -> Form:
    """送指挥长指定: a note the director finds, or the record of having rung him; the case stays as it is."""
    who = "、".join(deciders(matter.case, matter.at, matter.rules))
    said = texts.SEND_DIRECTOR.format(who=who) if who else texts.SEND_NOBODY
    return Form(
        kind="event.note",
        title=texts.SEND,
        verb=texts.SEND_DO,
        facts=(Fact("", said, "amber"), *slip_facts(matter, matter.event.returns[-1])),
        entries=(
            Entry(
                key="by",
                label=texts.SEND_BY,
                kind="choice",
                choices=(
                    Choice("note", texts.BY_NOTE, texts.BY_NOTE_NOTE),
                    Choice("phone", texts.BY_PHONE, texts.BY_PHONE_NOTE),
                ),
                value="note",
                needs=texts.SEND_BY_NEEDED,
            ),
            Entry(
                key="who",
                label=texts.PHONE_WHO,
                kind="line",
                value=who or texts.DIRECTOR,
                when=("by", ("phone",)),
            ),
            Entry(key="text", label=texts.TEXT, kind="text", value=texts.SEND_WORDS, needs=texts.TEXT_NEEDED),
        ),
        payload=lambda values: _sent(matter, values),
        kind_of=lambda values: "event.phone_log" if told(values, "by") == "phone" else "event.note",
    )


def _sent(matter: Matter, values: Values) -> Payload:
    p: Payload = {"text": told(values, "text")}
    if told(values, "by") == "phone":
        p |= {"who": told(values, "who") or texts.DIRECTOR, "at": matter.at}
    return p


def _ruled(ruling: str) -> str:
    return texts.UPHOLD if ruling == "uphold" else texts.DENY


def _payload(slip: Return, values: Values) -> Payload:
    p: Payload = {"request": slip.id, "ruling": told(values, "ruling"), "reason": told(values, "reason")}
    return with_words(p, values, "clause")


def slip_facts(matter: Matter, slip: Return) -> tuple[Fact, ...]:
    """What is read beside a 退单: reason, clause with its text, suggestion, what was decided before."""
    rules = matter.rules
    reason = f"{slip.reason} {RETURN_CODES.get(slip.reason, '')}"
    found = [
        Fact(texts.RETURNED_BY, matter.names.unit(slip.unit)),
        Fact(texts.RETURN_REASON, reason + (f"：{matter.return_text}" if matter.return_text else "")),
        Fact(texts.RETURN_CLAUSE, slip.clause),
    ]
    line = rules.catalogue.clause(slip.clause)
    if line is None:
        found.append(Fact(texts.CLAUSE_TEXT, texts.CLAUSE_UNKNOWN))
    else:
        who = matter.names.unit(line.dept_or_role)
        found.append(Fact(texts.CLAUSE_TEXT, f"{who}：{line.text}"))
    found.append(Fact(texts.RETURN_UNIT, matter.names.unit(slip.suggested)))
    return (*found, *_precedents(matter))


def _precedents(matter: Matter) -> tuple[Fact, ...]:
    """What the county decided before on this 小类 (判例, §4.5), the newest first."""
    day = date_of(local_day(matter.at)).isoformat()
    known = live_of(matter.event.cat, day, matter.rules)[:PRECEDENTS_SHOWN]
    said = (
        texts.PRECEDENT_SAID.format(
            unit=matter.names.unit(one.decided), reason=one.reason, day=one.valid_from
        )
        for one in known
    )
    return tuple(Fact(texts.PRECEDENT, text) for text in said) or (Fact(texts.PRECEDENT, texts.NO_PRECEDENT),)
