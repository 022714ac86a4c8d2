"""What comes next with a notice of the town (通报办理), and who does it at this desk. Free of Qt.

Source: rulebook §4.8: drafted by the supervisor, explained by the units in 48 h, signed by another person, then frozen.
"""

from collections.abc import Iterable

from msgspec import Struct

from desktop.calls import texts
from desktop.calls.grades import near
from desktop.names import Names
from desktop.seat import Operator
from desktop.signing.signers import Signer, holders, nobody, signers
from governance.calls.consultation import room_of
from governance.notices.notice import DRAFT, EXPLAINING, Notice
from governance.notices.rules import ROOM_REPLIER
from governance.rulebook import Rules
from governance.time.clocks import due_at

SEND, SIGN, EDIT, REPLY = "send", "sign", "edit", "reply"
DRAFTS, SIGNS = "notice_draft", "notice_sign"  # actions of the matrix


class StepFace(Struct, frozen=True, kw_only=True):
    """The step, with a button for each who may do it; none: `refusal` says why."""

    case_id: str
    what: str  # send or sign
    about: str
    buttons: tuple[tuple[str, str, str], ...]  # person, words, role
    refusal: str = ""
    replies: tuple[tuple[str, str, str], ...] = ()  # who answers for the room, which is told of itself
    edit: str = ""  # on the button that opens its form; "" where nobody drafts here


def step_face(notice: Notice, operator: Operator, names: Names, now: int, rules: Rules) -> StepFace | None:
    """The next step of a notice; once it is signed what follows is the units', so None unless the room is one of them."""
    drafts = drafters(operator, rules)
    match notice.state:
        case "DRAFT":
            words, edit = texts.NOTICE_SEND_BY, texts.NOTICE_EDIT
            who, about = drafts, texts.NOTICE_TO_SEND
        case "EXPLAINING":
            words, edit = texts.NOTICE_SIGN_DO, texts.NOTICE_LESSEN
            about = _waits(notice, names, now, rules)
            who = tuple(one for one in signers(SIGNS, rules, operator.id) if one.id not in notice.drafters)
        case _:
            return _owes(notice, operator, rules)
    return StepFace(
        case_id=notice.id,
        what=SEND if notice.state == DRAFT else SIGN,
        about=about,
        buttons=tuple(_buttons(who, words, operator)),
        replies=_replies(notice, operator, rules),
        edit=edit if drafts else "",
        refusal="" if who else nobody(DRAFTS if notice.state == DRAFT else SIGNS, rules),
    )


def _owes(notice: Notice, operator: Operator, rules: Rules) -> StepFace | None:
    """What the room itself has to put right."""
    if room_of(rules) not in notice.owing:
        return None
    who = _replies(notice, operator, rules)
    about = texts.NOTICE_ROOM_OWES.format(what=texts.NOTICE_RECTIFIED)
    refused = "" if who else texts.NOTICE_NO_LEADER
    return StepFace(case_id=notice.id, what=REPLY, about=about, buttons=(), replies=who, refusal=refused)


def _replies(notice: Notice, operator: Operator, rules: Rules) -> tuple[tuple[str, str, str], ...]:
    if room_of(rules) not in notice.owing:
        return ()
    who = holders((ROOM_REPLIER,), rules, operator.id)
    return tuple(
        (
            one.id,
            texts.NOTICE_REPLY_DO if one.id == operator.id else texts.NOTICE_REPLY_BY.format(name=one.name),
            one.role,
        )
        for one in who
    )


def drafters(operator: Operator, rules: Rules) -> tuple[Signer, ...]:
    """Who drafts: the operator alone where he may, else everybody of this town who may."""
    found = signers(DRAFTS, rules, operator.id)
    return tuple(one for one in found if one.id == operator.id) or found


def _buttons(who: Iterable[Signer], words: str, operator: Operator) -> Iterable[tuple[str, str, str]]:
    for one in who:
        own = one.id == operator.id and words == texts.NOTICE_SEND_BY
        yield one.id, texts.NOTICE_SEND_DO if own else words.format(name=one.name), one.role


def _waits(notice: Notice, names: Names, now: int, rules: Rules) -> str:
    clock = notice.clock("EXPLAIN") if notice.state == EXPLAINING else None
    until = due_at(clock, rules.calendar) if clock is not None else None
    if not notice.owing or until is None or until <= now:
        return texts.NOTICE_READY
    units = "、".join(names.unit(unit) for unit in notice.owing)
    return texts.NOTICE_TO_SIGN.format(at=near(until, now), units=units)
