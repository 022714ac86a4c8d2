"""催办, 通话, 确认告警: what the room says and hears; no clock moves. Free of Qt."""

from desktop import times
from desktop.moves import texts
from desktop.moves.form import Choice, Entry, Fact, Form, Payload, Values, told
from desktop.moves.matter import Matter, with_words
from desktop.moves.moments import moment, written
from desktop.title import title
from governance.calls.call import CENTRE, Call
from governance.events.event import Event
from governance.events.payloads import ALARMS
from governance.ledger.case import Case
from governance.ledger.clocked import Clocked
from governance.rulebook import Rules
from governance.time.clocks import due_at


def urge(matter: Matter) -> Form:
    """催办: whom, and the words that are sent and copied."""
    owing = dict.fromkeys(matter.case.owing) if isinstance(matter.case, Clocked) else {}
    whom = tuple(Choice(one, called(matter, one)) for one in owing)
    return Form(
        kind=f"{_type(matter.case)}.urge",
        title=texts.URGE,
        verb=texts.URGE_DO,
        facts=(Fact("", texts.URGE_NOTE),),
        entries=(
            Entry(
                key="unit",
                label=texts.URGE_WHOM,
                kind="choice",
                choices=whom,
                value=whom[0].key if whom else "",
                needs=texts.URGE_NEEDED,
            ),
            Entry(
                key="text",
                label=texts.URGE_TEXT,
                kind="text",
                value=urge_words(matter.case, matter.at, matter.rules),
            ),
        ),
        payload=lambda values: with_words({"unit": told(values, "unit")}, values, "text"),
    )


def called(matter: Matter, one: str) -> str:
    """A unit, the county centre or a person, as people call them."""
    if one == CENTRE:
        return texts.CENTRE
    return matter.names.person(one) if one in matter.rules.directory.users else matter.names.unit(one)


def urge_words(case: Case, at: int, rules: Rules) -> str:
    """The text of a 催办, ready for the work group: no personal field in it."""
    if not isinstance(case, (Event, Call)):
        return ""
    live = [due for clock in case.clocks if clock.stop is None and (due := due_at(clock, rules.calendar))]
    what = f"{times.short(min(live), at)} 到时" if live else case.label
    if live and min(live) < at:
        what = f"已超 {times.span(at - min(live))}"
    about = case.text if isinstance(case, Event) else case.ask
    return texts.URGE_WORDS.format(serial=case.serial, title=title(about), what=what)


def phone_log(matter: Matter) -> Form:
    """记通话: an office, not a resident: a resident's data belong into the annex."""
    return Form(
        kind=f"{_type(matter.case)}.phone_log",
        title=texts.PHONE_LOG,
        verb=texts.PHONE_LOG_DO,
        entries=(
            Entry(key="who", label=texts.PHONE_WHO, kind="line", needs=texts.PHONE_WHO_NEEDED),
            Entry(key="text", label=texts.PHONE_TEXT, kind="text", needs=texts.TEXT_NEEDED),
            Entry(key="number", label=texts.PHONE_NUMBER, kind="line"),
            Entry(key="at", label=texts.PHONE_AT, kind="time", value=written(matter.at)),
        ),
        payload=lambda values: _phoned(matter, values),
        faults=lambda values: {} if moment(told(values, "at"), matter.at) else {"at": texts.TIME_WRONG},
    )


def _phoned(matter: Matter, values: Values) -> Payload:
    p: Payload = {"who": told(values, "who"), "text": told(values, "text")}
    at = moment(told(values, "at"), matter.at)
    if at is not None:
        p["at"] = min(at, matter.at)
    return with_words(p, values, "number")


def ringing(event: Event, at: int, rules: Rules) -> tuple[Choice, ...]:
    """Alarms that the event rings now and nobody has silenced."""
    keys = []
    if event.urg == "U1" and event.open:
        keys.append("U1")
    for clock in event.clocks:
        due = due_at(clock, rules.calendar) if clock.stop is None else None
        if due is not None and due < at:
            keys.append("UNSIGNED" if clock.name == "SIGN" else "RED")
    silent = {alarm for alarm, _ in event.acked}
    return tuple(Choice(key, ALARMS[key]) for key in dict.fromkeys(keys) if key not in silent)


def ack_alarm(matter: Matter) -> Form:
    """确认告警: which one."""
    alarms = ringing(matter.event, matter.at, matter.rules)
    return Form(
        kind="event.ack_alarm",
        title=texts.ACK,
        verb=texts.ACK_DO,
        entries=(
            Entry(
                key="alarm",
                label=texts.ACK_WHICH,
                kind="choice",
                choices=alarms,
                value=alarms[0].key if alarms else "",
                needs=texts.ACK_NEEDED,
            ),
        ),
        payload=lambda values: {"alarm": told(values, "alarm")},
    )


def _type(case: Case) -> str:
    return str(case.__struct_config__.tag)
