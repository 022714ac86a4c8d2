"""Forms of the town on what goes both ways: 拟呼叫, 签发拟稿, 补正, 标记推回, 乡应. Free of Qt."""

from typing import Any

from desktop.moves import texts
from desktop.moves.call_forms import countersign
from desktop.moves.form import Choice, Entry, Fact, Form, Payload, Values, many, told
from desktop.moves.matter import Matter, departments, with_words
from governance.calls import states
from governance.calls.call import BOTH, Call
from governance.calls.payloads import GRADES, LINE_STATES, RESPONSES
from governance.calls.reverse import STEPS, must_arrive, next_steps, own_task
from governance.calls.rulings import pushable
from governance.events.payloads import RESULTS

DIGEST_CHARS = 60


def issue(matter: Matter) -> Form:
    """签发 of a draft, 补正 of an incomplete call, 补签 of a C1 that went out before; an event's begins on its page."""
    if not isinstance(matter.case, Call):
        return countersign(matter)
    if matter.call.state == states.DRAFT:
        return _sign_draft(matter)
    return _repair(matter) if matter.call.repair is not None else countersign(matter)


def draft(matter: Matter) -> Form:
    """改拟稿: what is asked, how urgently, of whom."""
    call = matter.call
    return Form(
        kind="call.draft",
        title=texts.DRAFT,
        verb=texts.DRAFT_DO,
        facts=(Fact("", texts.DRAFT_FACT), *_lines(matter)),
        entries=(
            Entry(
                key="grade",
                label=texts.GRADE,
                kind="choice",
                choices=tuple(Choice(code, f"{code} {name}") for code, name in GRADES.items()),
                value=call.grade,
                needs=texts.GRADE_NEEDED,
            ),
            Entry(
                key="depts",
                label=texts.CALLED_DEPTS,
                kind="picks",
                choices=departments(matter),
                value=call.named,
                needs=texts.CALLED_DEPTS_NEEDED,
            ),
            Entry(key="ask", label=texts.CALL_ASK, kind="text", value=call.ask, needs=texts.CALL_ASK_NEEDED),
        ),
        payload=lambda values: _redrafted(call, values),
    )


def contents(call: Call) -> dict[str, Any]:
    """What a drafted call says, as its signature carries it on."""
    p: dict[str, Any] = {"grade": call.grade, "ask": call.ask, "depts": list(call.named)}
    if call.parent is not None:
        p["parent"] = call.parent
    if call.item:
        p |= {"item": call.item, "item_version": call.item_version}
    if call.lines:
        p["lines"] = [
            {"no": line.no, "state": line.state, **({"note": line.note} if line.note else {})}
            for line in call.lines
        ]
    free = {"reason": call.reason, "contact": call.contact, "category": call.category}
    p |= {key: value for key, value in free.items() if value}
    return p | ({"both": True} if call.direction == BOTH else {})


def _redrafted(call: Call, values: Values) -> Payload:
    said = {"grade": told(values, "grade"), "depts": many(values, "depts"), "ask": told(values, "ask")}
    p = contents(call) | said
    return p | {"digest": f"{said['grade']} {said['ask']}"[:DIGEST_CHARS]}


def _sign_draft(matter: Matter) -> Form:
    call = matter.call
    return Form(
        kind="call.issue",
        title=texts.SIGN_DRAFT,
        verb=texts.SIGN_DRAFT_DO,
        facts=(
            Fact(texts.GRADE, f"{call.grade} {GRADES.get(call.grade, '')}".strip()),
            Fact(texts.CALLED_DEPTS, "、".join(matter.names.unit(dept) for dept in call.named)),
            Fact(texts.CALL_ASK, call.ask),
            *_lines(matter),
        ),
        payload=lambda values: contents(call),
    )


def _lines(matter: Matter) -> tuple[Fact, ...]:
    """What the town did of its 配合责任, as drafted."""
    said = {line.no: line for line in matter.call.lines}
    own = [
        line
        for line in matter.rules.catalogue.lines_of(matter.call.item, matter.call.item_version)
        if line.side == "TOWN"
    ]
    found = []
    for line in own:
        mine = said.get(line.line_no)
        word = LINE_STATES.get(mine.state, "") if mine is not None else texts.LINE_UNSAID
        tone = "" if mine is not None and mine.state == "DONE" else "amber"
        found.append(
            Fact(line.clause, f"{line.text}：{word} {mine.note if mine is not None else ''}".strip(), tone)
        )
    return tuple(found)


def _repair(matter: Matter) -> Form:
    call = matter.call
    return Form(
        kind="call.issue",
        title=texts.REPAIR,
        verb=texts.REPAIR_DO,
        facts=(Fact("", texts.REPAIR_FACT, "amber"),),
        entries=(
            Entry(key="ask", label=texts.CALL_ASK, kind="text", value=call.ask, needs=texts.CALL_ASK_NEEDED),
            Entry(key="contact", label=texts.ON_SITE, kind="line", value=call.contact),
        ),
        payload=lambda values: with_words({}, values, "ask", "contact"),
    )


def push_back(matter: Matter) -> Form:
    """标记推回: a department handed its 主体责任 back to the town; the centre confirms."""
    found = tuple(Choice(dept, matter.names.unit(dept)) for dept in pushable(matter.call, matter.rules))
    return Form(
        kind="call.push_back",
        title=texts.PUSH_BACK,
        verb=texts.PUSH_BACK_DO,
        facts=(Fact("", texts.PUSH_BACK_FACT),),
        entries=(
            Entry(
                key="unit",
                label=texts.ARRIVAL_DEPT,
                kind="choice",
                choices=found,
                value=found[0].key if found else "",
                needs=texts.ARRIVAL_DEPT_NEEDED,
            ),
            Entry(key="text", label=texts.PUSHED, kind="text", needs=texts.PUSHED_NEEDED),
        ),
        payload=lambda values: {"unit": told(values, "unit"), "text": told(values, "text")},
    )


def reverse_respond(matter: Matter) -> Form:
    """乡应: the town's next step in what the county called it for."""
    task = own_task(matter.call)
    steps = next_steps(task) if task is not None else ()
    ways = ("ARRIVE",) if must_arrive(matter.call) else tuple(reversed(RESPONSES))
    how = tuple(Choice(code, RESPONSES[code]) for code in ways)
    return Form(
        kind="call.reverse_respond",
        title=texts.REVERSE,
        verb=texts.REVERSE_DO,
        facts=(Fact(texts.CALL_ASK, matter.call.ask), *_asked_lines(matter)),
        entries=(
            Entry(
                key="step",
                label=texts.REVERSE_STEP,
                kind="choice",
                choices=tuple(Choice(step, STEPS[step]) for step in steps),
                value=steps[-1] if steps else "",
                needs=texts.REVERSE_STEP_NEEDED,
            ),
            Entry(
                key="how",
                label=texts.REVERSE_HOW,
                kind="choice",
                choices=how,
                value="ARRIVE",
                when=("step", ("respond",)),
            ),
            Entry(
                key="person",
                label=texts.REVERSE_WHO,
                kind="line",
                needs=texts.REVERSE_WHO_NEEDED,
                when=("step", ("respond",)),
            ),
            Entry(
                key="phone",
                label=texts.REVERSE_PHONE,
                kind="line",
                needs=texts.REVERSE_PHONE_NEEDED,
                when=("how", ("CONTACT",)),
            ),
            Entry(
                key="result",
                label=texts.RESULT,
                kind="choice",
                choices=tuple(Choice(code, name) for code, name in RESULTS.items()),
                needs=texts.RESULT_NEEDED,
                when=("step", ("feedback",)),
            ),
            Entry(
                key="text",
                label=texts.TEXT,
                kind="text",
                needs=texts.TEXT_NEEDED,
                when=("step", ("progress", "feedback")),
            ),
            Entry(key="files", label=texts.FILES, kind="files", when=("step", ("feedback",))),
        ),
        payload=_answered,
    )


def _asked_lines(matter: Matter) -> tuple[Fact, ...]:
    lines = matter.rules.catalogue.lines_of(matter.call.item, matter.call.item_version)
    return tuple(Fact(line.clause, line.text) for line in lines if line.line_no in matter.call.town_lines)


def _answered(values: Values) -> Payload:
    step = told(values, "step")
    p: Payload = {"step": step}
    if step == "respond":
        p |= {"how": told(values, "how"), "person": told(values, "person")}
        return with_words(p, values, "phone") if p["how"] == "CONTACT" else p
    if step == "feedback":
        p |= {"result": told(values, "result"), "files": many(values, "files")}
    return with_words(p, values, "text") if step in ("progress", "feedback") else p
