"""What was put on record of a case (会商纪要、审定、通报明细与答复), in rows of words. Free of Qt.

Source: rulebook §4.5, §4.8.
"""

from collections.abc import Iterator

from desktop import times
from desktop.dossier import texts
from desktop.dossier.sheet import RecordFace
from desktop.names import Names
from governance.appeals import RULES as FINDINGS
from governance.calls.call import Call
from governance.calls.consultation import WAYS
from governance.calls.findings import GROUNDS
from governance.calls.records import Adjudication, Minutes
from governance.ledger.case import Case
from governance.notices.notice import EXPLAINED, Notice
from governance.people.masks import masked_text


def records(case: Case, names: Names, now: int) -> tuple[RecordFace, ...]:
    """Of a call its minutes and the ruling, the latest first; of a notice its lines, then what the units said."""
    match case:
        case Call():
            minutes = [_minutes(one, names, now) for one in reversed(case.minutes)]
            return tuple(minutes if case.ruling is None else [_ruling(case.ruling, names, now), *minutes])
        case Notice():
            return tuple(_notice(case, names, now))
    return ()


def _minutes(said: Minutes, names: Names, now: int) -> RecordFace:
    agreed = texts.AGREED.format(unit=names.unit(said.agreed)) if said.agreed else texts.NOT_AGREED
    sides = [
        (names.unit(side.unit), "：".join(part for part in (side.clause, masked_text(side.text)) if part))
        for side in said.sides
    ]
    note = f"{times.short(said.at, now)} {WAYS.get(said.way, '')}".strip()
    return RecordFace(texts.MINUTES, note, (*sides, (texts.OUTCOME, agreed)))


def _ruling(ruling: Adjudication, names: Names, now: int) -> RecordFace:
    return RecordFace(
        texts.RULING,
        f"{times.short(ruling.at, now)} {names.person(ruling.by)}",
        (
            (texts.OUTCOME, texts.AGREED.format(unit=names.unit(ruling.unit))),
            (texts.CLAUSE, ruling.clause),
            (texts.WHY, masked_text(ruling.reason)),
            (texts.FROM_DAY, texts.AS_PRECEDENT.format(day=ruling.valid_from)),
        ),
    )


def _notice(notice: Notice, names: Names, now: int) -> Iterator[RecordFace]:
    for unit in notice.units:
        lines = [line for line in notice.lines if line.unit == unit]
        rows = [
            (
                " ".join((FINDINGS.get(line.rule, line.rule), line.serial)),
                " · ".join(
                    part
                    for part in (
                        GROUNDS.get(line.ground, ""),
                        *(f"{name} {times.short(at, now)}" for name, at in line.facts),
                        masked_text(line.text),
                    )
                    if part
                ),
            )
            for line in lines
        ]
        said = [
            (
                texts.EXPLAINED if one.of == EXPLAINED else texts.RECTIFIED,
                f"{masked_text(one.text)}（{names.person(one.by)} {times.short(one.at, now)}）",
            )
            for one in notice.answers
            if one.unit == unit
        ]
        note = texts.OWES_ANSWER if unit in notice.owing else ""
        yield RecordFace(names.unit(unit), note, (*rows, *said))
