"""裁定申诉: the director decides on a unit's appeal against lateness (超时申诉, §4.4). Free of Qt."""

from desktop.moves import texts
from desktop.moves.form import Choice, Entry, Fact, Form, told
from desktop.moves.matter import Matter
from governance import appeals


def decide_appeal(matter: Matter) -> Form:
    """申诉成立 or not, with the reason."""
    waiting = tuple(Choice(a.id, matter.names.unit(a.unit)) for a in appeals.pending(matter.event))
    return Form(
        kind="event.decide_appeal",
        title=texts.APPEAL,
        verb=texts.APPEAL_DO,
        facts=(Fact("", texts.APPEAL_FACT),),
        entries=(
            Entry(
                key="appeal",
                label=texts.APPEAL_BY,
                kind="choice",
                choices=waiting,
                value=waiting[0].key if waiting else "",
                needs=texts.APPEAL_NEEDED,
            ),
            Entry(
                key="ruling",
                label=texts.RULING,
                kind="choice",
                choices=tuple(Choice(code, name) for code, name in appeals.RULINGS.items()),
                needs=texts.APPEAL_RULING_NEEDED,
            ),
            Entry(key="reason", label=texts.REASON, kind="text", needs=texts.REASON_NEEDED),
        ),
        payload=lambda values: {key: told(values, key) for key in ("appeal", "ruling", "reason")},
    )
