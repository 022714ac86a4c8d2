"""The three sheets of a call as they are seen (三联单的版面): rows of a form, of a call or of a draft. Free of Qt."""

from collections.abc import Mapping

from msgspec import Struct

from briefings.slips.call_slip import CallSlip, DeptSlip, call_slip
from briefings.texts import masked
from desktop import times
from desktop.calls import texts
from desktop.calls.called_down import asked_rows
from desktop.calls.done_lines import counted
from desktop.calls.draft import CallDraft
from desktop.calls.grades import latest, near
from desktop.names import Names
from governance.calls.call import DOWN, Call
from governance.calls.payloads import GRADES
from governance.catalogue.catalogue import Item
from governance.events.event import Event
from governance.rulebook import Rules

Pairs = tuple[tuple[str, str], ...]
Row = tuple[Pairs, bool]  # label and value; whether the value is grey (not known yet)


class SheetFace(Struct, frozen=True):
    """One sheet: head lines and rows of one or two labelled values."""

    title: str
    under: tuple[str, ...]
    rows: tuple[Row, ...]


class SlipFace(Struct, frozen=True):
    """The three sheets by name, and the number under which they are known."""

    serial: str
    sheets: Mapping[str, SheetFace]


def _rows(*fields: tuple[str, str]) -> list[Row]:
    return [(((label, value),), False) for label, value in fields if value]


def _paired(fields: Pairs) -> list[Row]:
    return [(tuple(fields[at : at + 2]), False) for at in range(0, len(fields), 2)]


def _sheet(kind: str, town: str, under: tuple[str, ...], rows: list[Row]) -> SheetFace:
    head = texts.SHEET_HEAD.format(town=town, kind=texts.SHEET_TITLES[kind])
    return SheetFace(head, (*under, texts.SHEET_KEPT[kind]), tuple(rows))


# ---------------------------------------------------------------- of a call that is out


def of_call(call: Call, event: Event | None, names: Names, rules: Rules, at: int) -> SlipFace:
    """The sheets of a call as it stands; of a 县呼乡应 one, for the town's own file."""
    if call.direction == DOWN:
        return _of_down(call, event, names, rules, at)
    slip = call_slip(call, event, rules, at, names.place(event.place.area) if event is not None else "")
    town = rules.home.name
    under = (texts.NUMBER.format(serial=slip.serial), texts.GRADE.format(grade=slip.grade))
    facts = _facts(slip)
    done = texts.ROWS["done"], "；".join(slip.done)
    stub = [*_rows(*facts[:3], done, *facts[3:])]
    for part in slip.parts:
        stub += _paired(_dues(part, at))
    stub += _rows((texts.ROWS["signer"], slip.issuer), (texts.ROWS["event"], slip.event))
    return SlipFace(
        slip.serial,
        {
            "stub": _sheet("stub", town, (*under, slip.state), stub),
            "dispatch": _sheet("dispatch", town, under, _dispatch(slip, facts, at)),
            "answer": _sheet("answer", town, under, _answer(slip, at)),
        },
    )


def _of_down(call: Call, event: Event | None, names: Names, rules: Rules, at: int) -> SlipFace:
    slip = call_slip(call, event, rules, at, names.place(event.place.area) if event is not None else "")
    asked = dict[str, str]()
    for label, said in asked_rows(call, names, rules):
        asked[label] = f"{asked[label]}；{said}" if label in asked else said
    rows = _rows(*asked.items(), (texts.ROWS["place"], slip.place), (texts.ROWS["text"], slip.situation))
    for part in slip.parts:
        rows += _paired(_dues(part, at))
    rows += _rows(*((texts.ROWS["event"], slip.event),) if event is not None else ())
    under = (texts.NUMBER.format(serial=slip.serial), texts.GRADE.format(grade=slip.grade), slip.state)
    head = texts.SHEET_HEAD.format(town=rules.home.name, kind=texts.DOWN_SHEET)
    return SlipFace(slip.serial, {"stub": SheetFace(head, (*under, texts.DOWN_KEPT), tuple(rows))})


def _dues(part: DeptSlip, now: int) -> Pairs:
    """What the part owes by when; 停计 while its clock stands still."""
    return tuple(
        (texts.UNTIL[name], texts.STOPPED if due is None else times.due_short(due, now))
        for name, due in part.dues
        if name in texts.UNTIL
    )


def _facts(slip: CallSlip) -> Pairs:
    lead, *assist = slip.named or (texts.NOBODY,)
    return (
        (texts.ROWS["item"], slip.item),
        (texts.ROWS["place"], slip.place),
        (texts.ROWS["text"], slip.situation),
        (texts.ROWS["ask"], slip.ask),
        (texts.ROWS["lead"], lead),
        (texts.ROWS["assist"], "、".join(assist)),
    )


def _dispatch(slip: CallSlip, facts: Pairs, at: int) -> list[Row]:
    rows = _rows(*facts)
    for part in slip.parts:
        rows += _paired(_dues(part, at))
        rows += _paired(
            ((texts.SIGNED_BY, ""), (texts.SIGNED_AT, times.short(part.signed, at) if part.signed else ""))
        )
    return rows


def _answer(slip: CallSlip, at: int) -> list[Row]:
    rows = _rows((texts.ROWS["item"], slip.item))
    for part in slip.parts or (DeptSlip(name=texts.NOBODY, lead=True, dues=()),):
        said = {
            "how": part.how,
            "responded": times.short(part.responded, at) if part.responded else "",
            "result": part.result,
            "fed": times.short(part.fed, at) if part.fed else "",
        }
        rows.append((((texts.ROWS["lead" if part.lead else "assist"], part.name),), False))
        rows += _paired(tuple((label, said[key]) for key, label in texts.ANSWER_ROWS))
        rows += _paired(((texts.RATED, part.rating), (texts.HEAD_SIGNS, "")))
    return rows


# ---------------------------------------------------------------- of a draft


def of_draft(
    draft: CallDraft, event: Event | None, item: Item | None, signer: str, names: Names, rules: Rules, at: int
) -> SlipFace:
    """The sheets as they would be if the draft were issued now; the number comes with the signature."""
    town, grade = rules.home.name, GRADES.get(draft.grade, "")
    under = (
        texts.NUMBER.format(serial=texts.NO_NUMBER),
        texts.GRADE.format(grade=f"{draft.grade} {grade}"),
    )
    facts = _draft_facts(draft, event, item, names)
    due = latest(draft.grade, at, rules, both=draft.both)
    dues = tuple(
        (texts.UNTIL[name], near(when, at)) for name in texts.UNTIL if (when := due.get(name)) is not None
    )
    stub = _rows(*facts[:3], (texts.ROWS["done"], counted(draft.lines)), *facts[3:]) + _paired(dues)
    stub.append((((texts.ROWS["signer"], texts.WAITS_FOR.format(name=signer)),), True))
    stub += _rows((texts.ROWS["contact"], masked(draft.contact)))
    empty = tuple((label, "") for label in (*(label for _, label in texts.ANSWER_ROWS), texts.HEAD_SIGNS))
    answer = _rows(facts[0], facts[4]) + _paired(empty)
    signed = ((texts.SIGNED_BY, ""), (texts.SIGNED_AT, ""))
    return SlipFace(
        "",
        {
            "stub": _sheet("stub", town, under, stub),
            "dispatch": _sheet("dispatch", town, under, _rows(*facts) + _paired(dues) + _paired(signed)),
            "answer": _sheet("answer", town, under, answer),
        },
    )


def _draft_facts(draft: CallDraft, event: Event | None, item: Item | None, names: Names) -> Pairs:
    said = f"{item.code} {item.name}（第 {item.version} 版）" if item is not None else ""
    outside = f"{texts.OUTSIDE}：{draft.reason}" if draft.outside or not draft.event else ""
    place = event.place if event is not None else None
    where = (
        " ".join(part for part in (names.place(place.area), place.text) if part) if place is not None else ""
    )
    lead, *assist = draft.depts or ("",)
    return (
        (texts.ROWS["item"], said or masked(outside)),
        (texts.ROWS["place"], masked(where)),
        (texts.ROWS["text"], masked(event.text if event is not None else draft.reason)),
        (texts.ROWS["ask"], masked(draft.ask)),
        (texts.ROWS["lead"], names.unit(lead) if lead else ""),
        (texts.ROWS["assist"], "、".join(names.unit(dept) for dept in assist)),
    )
