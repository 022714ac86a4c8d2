"""审核退单: clause, the unit's reason and the precedent side by side, 1 成立, 2 不成立. Free of Qt."""

from desktop.moves import texts
from desktop.moves.form import Choice, Entry, Fact, Form, Payload, Values, told
from desktop.moves.matter import Matter, with_words
from governance.events.event import Return
from governance.events.payloads import RETURN_CODES


def decide_return(matter: Matter) -> Form:
    """审核退单 (the first one of a case)."""
    slip = matter.event.returns[-1]
    return Form(
        kind="event.decide_return",
        title=texts.DECIDE_RETURN,
        verb=texts.DECIDE_RETURN_DO,
        facts=_facts(matter, slip),
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
            Entry(key="clause", label=texts.RULING_CLAUSE, kind="line", value=slip.clause),
        ),
        payload=lambda values: _payload(slip, values),
        done=lambda values: f"{texts.RETURN_REASON}{_ruled(told(values, 'ruling'))}",
    )


def _ruled(ruling: str) -> str:
    return texts.UPHOLD if ruling == "uphold" else texts.DENY


def _payload(slip: Return, values: Values) -> Payload:
    p: Payload = {"request": slip.id, "ruling": told(values, "ruling"), "reason": told(values, "reason")}
    return with_words(p, values, "clause")


def _facts(matter: Matter, slip: Return) -> tuple[Fact, ...]:
    rules = matter.rules
    reason = f"{slip.reason} {RETURN_CODES.get(slip.reason, '')}"
    found = [
        Fact(texts.RETURNED_BY, matter.names.unit(slip.unit)),
        Fact(texts.RETURN_REASON, reason + (f"：{matter.return_text}" if matter.return_text else "")),
        Fact(texts.RETURN_CLAUSE, slip.clause),
    ]
    line = rules.catalogue.clause(slip.clause)
    if line is not None:
        who = matter.names.unit(line.dept_or_role)
        found.append(Fact(texts.CLAUSE_TEXT, f"{who}：{line.text}"))
    found.append(Fact(texts.RETURN_UNIT, matter.names.unit(slip.suggested)))
    found.append(Fact(texts.PRECEDENT, texts.NO_PRECEDENT))
    return tuple(found)
