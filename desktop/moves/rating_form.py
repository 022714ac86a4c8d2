"""评价 of a department (§4.6): three marks; 不满意 asks for its reason and its evidence. Free of Qt."""

from functools import partial

from desktop.moves import texts
from desktop.moves.form import Choice, Entry, Fact, Form, Payload, Values, many, told
from desktop.moves.matter import Matter, with_words
from governance.calls.call import BAD
from governance.calls.rating import given, open_to, rated

MARKS = ("unit", "rating", "respond", "done")


def evaluate(matter: Matter) -> Form:
    """评价: one department at a time, three marks; one rated within the day may be corrected."""
    depts = _depts(matter)
    return Form(
        kind="call.evaluate",
        title=texts.EVALUATE,
        verb=texts.EVALUATE_DO,
        facts=(Fact("", texts.SILENCE),),
        entries=(
            Entry(
                key="unit",
                label=texts.DEPT,
                kind="choice",
                choices=depts,
                value=depts[0].key if depts else "",
                needs=texts.DEPT_NEEDED,
            ),
            _marks("respond", texts.RESPONDED, texts.RESPONSES),
            _marks("done", texts.DONE, texts.OUTCOMES),
            _marks("rating", texts.SATISFIED, texts.POINTS),
            *_grounds(mends=any(given(task) for task in matter.call.rateable)),
        ),
        payload=_evaluated,
        faults=partial(_faults, matter),
    )


def _depts(matter: Matter) -> tuple[Choice, ...]:
    call = matter.call
    found: dict[str, Choice] = {}
    for task in open_to(call, matter.at, matter.rules):
        part = texts.LEADS if task.lead else texts.ASSISTS
        note = part if task.rating is None else texts.CORRECTS.format(part=part)
        found.setdefault(task.dept, Choice(task.dept, matter.names.unit(task.dept), note))
    return tuple(found.values())


def _marks(key: str, label: str, names: dict[str, str]) -> Entry:
    choices = tuple(Choice(code, name) for code, name in names.items())
    return Entry(key=key, label=label, kind="choice", choices=choices, value=choices[0].key)


def _grounds(*, mends: bool) -> tuple[Entry, Entry]:
    """The reason and the evidence, shown while one of the marks is 不满意."""
    as_a_whole, of_response = ("rating", (BAD,)), ("respond", (BAD,))
    return (
        Entry(
            key="reason",
            label=texts.BAD_REASON,
            kind="text",
            needs=texts.BAD_NEEDED,
            when=as_a_whole,
            or_when=of_response,
        ),
        Entry(
            key="files",
            label=texts.EVIDENCE,
            kind="files",
            value=(),
            note=texts.EVIDENCE_KEPT if mends else texts.EVIDENCE_NOTE,
            when=as_a_whole,
            or_when=of_response,
        ),
    )


def _unhappy(values: Values) -> bool:
    return BAD in (told(values, "rating"), told(values, "respond"))


def _faults(matter: Matter, values: Values) -> dict[str, str]:
    """不满意 rests on evidence: chosen here, or given with the 不满意 that is corrected."""
    if not _unhappy(values) or many(values, "files") or given(rated(matter.call, told(values, "unit"))):
        return {}
    return {"files": texts.EVIDENCE_NEEDED}


def _evaluated(values: Values) -> Payload:
    p: Payload = {key: told(values, key) for key in MARKS}
    if not _unhappy(values):
        return p
    files = many(values, "files")
    return with_words(p | ({"files": files} if files else {}), values, "reason")
