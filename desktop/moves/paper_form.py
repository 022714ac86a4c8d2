"""补录: any move as it stands on a numbered slip, with the slip's number and the time of the fact. Free of Qt.

Source: rulebook §3.11, §2.2, §6.4: with both, clocks judge by the fact time; the number's last digit is a check
digit. Whether the time can be true beside the steps before it the rules say at saving.
"""

from msgspec.structs import replace

from desktop.moves import texts
from desktop.moves.form import Entry, Form, Payload, Values, told
from desktop.moves.matter import Matter
from desktop.moves.moments import moment
from governance.places.serials import paper_ok
from governance.rulebook import Rules

PAPER, TIME, WAY = "paper", "occ", "by"
NO_STEP = frozenset(
    {"event.ack_alarm", "event.amend"}
)  # at the desk alone; the paper of an amendment is the outer one


def on_paper(form: Form) -> bool:
    """Whether a slip can hold this move."""
    return form.kind not in NO_STEP and form.kind.startswith(("event.", "call.", "supervision.", "behalf"))


def from_paper(form: Form, matter: Matter) -> Form:
    """The form with number and time on top; one that asks for them anyway asks for them at once."""
    title = texts.BACKFILL_TITLE.format(title=form.title)
    if any(entry.key == PAPER for entry in form.entries):
        by_paper = (replace(entry, value="PAPER") if entry.key == WAY else entry for entry in form.entries)
        return replace(form, title=title, entries=tuple(by_paper))
    return replace(
        form,
        title=title,
        entries=(*_entries(), *form.entries),
        payload=lambda values: form.payload(values) | _slip(values, matter.at),
        further=tuple(
            lambda values, make=make: make(values) | _slip(values, matter.at) for make in form.further
        ),
        faults=lambda values: form.faults(values) | faults(values, matter.at, matter.rules),
        done=lambda values: texts.BACKFILLED.format(paper=told(values, PAPER).upper()),
        undo="",  # it may have moved clocks back: taken back by a step of its own
    )


def faults(values: Values, at: int, rules: Rules) -> dict[str, str]:
    """What is wrong with number and time."""
    found = {}
    if why := number_fault(told(values, PAPER), rules.home.unit):
        found[PAPER] = why
    when = moment(told(values, TIME), at)
    if when is None:
        found[TIME] = texts.TIME_WRONG
    elif when > at:
        found[TIME] = texts.PAPER_FUTURE
    return found


def number_fault(typed: str, unit: str) -> str:
    """Why this is no slip of ours, or ""."""
    number = typed.strip().upper()
    if not paper_ok(number):
        return texts.PAPER_CHECK if len(number) == len("P1000001238") else texts.PAPER_SHAPE
    return "" if number[1:4] == unit else texts.PAPER_ELSEWHERE.format(unit=unit)


def _entries() -> tuple[Entry, ...]:
    return (
        Entry(key=PAPER, label=texts.SLIP_NO, kind="line", needs=texts.SLIP_NEEDED, fresh=True),
        Entry(key=TIME, label=texts.PAPER_TIME, kind="time", needs=texts.TIME_WRONG, fresh=True),
    )


def _slip(values: Values, at: int) -> Payload:
    return {PAPER: told(values, PAPER).upper(), TIME: moment(told(values, TIME), at)}
