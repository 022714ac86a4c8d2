"""Forms of the town on a call: 补签, 驳回反馈, 撤回, 确认到场. Free of Qt."""

from desktop.moves import texts
from desktop.moves.form import Choice, Entry, Fact, Form, Payload, Values, told
from desktop.moves.matter import Matter, with_words
from governance.calls.arrival import WAITING, arrival
from governance.calls.call import Call
from governance.calls.payloads import REJECT_REASONS


def countersign(matter: Matter) -> Form:
    """补签 of a C1 that is out already: nothing to write."""
    return Form(
        kind="call.issue",
        title=texts.COUNTERSIGN,
        verb=texts.COUNTERSIGN_DO,
        facts=(Fact("", texts.COUNTERSIGN_FACT),),
    )


def _cards(names: dict[str, str]) -> tuple[Choice, ...]:
    return tuple(Choice(code, name) for code, name in names.items())


def reject_feedback(matter: Matter) -> Form:
    """驳回反馈: one of three reasons."""
    times = matter.call.rejections
    return Form(
        kind="call.reject_feedback",
        title=texts.REJECT_FEEDBACK,
        verb=texts.REJECT_FEEDBACK_DO,
        facts=(Fact("", texts.REJECTED_BEFORE.format(n=times), "amber"),) if times else (),
        entries=(
            Entry(
                key="reason",
                label=texts.REJECT_WHY,
                kind="choice",
                choices=_cards(REJECT_REASONS),
                needs=texts.CODE_NEEDED,
            ),
            Entry(key="text", label=texts.REJECT_TEXT, kind="text"),
        ),
        payload=lambda values: with_words(
            {"feedback": _fed(matter.call), "reason": told(values, "reason")}, values, "text"
        ),
    )


def _fed(call: Call) -> str:
    """What is rejected: the lead's feedback, named by its task (the call keeps no id of the feedback itself)."""
    return call.lead.id if call.lead is not None else call.id


def withdraw(matter: Matter) -> Form:
    """撤回: before the signature, with a reason."""
    return Form(
        kind="call.withdraw",
        title=texts.WITHDRAW,
        verb=texts.WITHDRAW_DO,
        facts=(Fact("", texts.WITHDRAW_FACT),),
        entries=(Entry(key="reason", label=texts.REASON, kind="text", needs=texts.REASON_NEEDED),),
        payload=lambda values: {"reason": told(values, "reason")},
    )


def confirm_arrival(matter: Matter) -> Form:
    """确认到场: one department's response, confirmed or disputed; silence confirms."""
    call, at, rules = matter.call, matter.at, matter.rules
    waiting = [task.dept for task in call.active if arrival(call, task, at, rules) == WAITING]
    depts = tuple(Choice(dept, matter.names.unit(dept)) for dept in dict.fromkeys(waiting))
    return Form(
        kind="call.confirm_arrival",
        title=texts.ARRIVAL,
        verb=texts.ARRIVAL_DO,
        facts=(Fact("", texts.ARRIVAL_NOTE),),
        entries=(
            Entry(
                key="unit",
                label=texts.ARRIVAL_DEPT,
                kind="choice",
                choices=depts,
                value=depts[0].key if depts else "",
                needs=texts.ARRIVAL_DEPT_NEEDED,
            ),
            Entry(
                key="word",
                label=texts.ARRIVAL_LABEL,
                kind="choice",
                choices=(Choice("confirm", texts.CONFIRM), Choice("dispute", texts.DISPUTE)),
                value="confirm",
                needs=texts.ARRIVAL_NEEDED,
            ),
            Entry(
                key="text",
                label=texts.ARRIVAL_TEXT,
                kind="text",
                needs=texts.DISPUTE_NEEDED,
                when=("word", ("dispute",)),
            ),
        ),
        payload=_arrived,
    )


def _arrived(values: Values) -> Payload:
    p: Payload = {"unit": told(values, "unit"), "word": told(values, "word")}
    return with_words(p, values, "text") if p["word"] == "dispute" else p
