"""查看脱敏信息: one field, with its reason; it leaves a trace of its own (rulebook §1.3). Free of Qt."""

from desktop.moves import texts
from desktop.moves.form import Choice, Entry, Fact, Form, told
from desktop.moves.matter import Matter

ANNEX = {"phone": "tel"}  # field of the trace → key of the private annex, where they differ


def unmask(matter: Matter) -> Form:
    """查看: which field of the caller, and why."""
    return Form(
        kind="audit.unmask",
        title=texts.UNMASK,
        verb=texts.UNMASK_DO,
        facts=(Fact("", texts.UNMASK_FACT),),
        entries=(
            Entry(
                key="field",
                label=texts.UNMASK_FIELD,
                kind="choice",
                choices=tuple(Choice(key, name) for key, name in texts.UNMASK_FIELDS.items()),
                value="phone",
            ),
            Entry(key="reason", label=texts.UNMASK_REASON, kind="line", needs=texts.UNMASK_NEEDED),
        ),
        payload=lambda values: {
            "field": told(values, "field"),
            "reason": told(values, "reason"),
            "parent": matter.case.id,
        },
        births="-",
        done=lambda values: texts.UNMASKED.format(field=texts.UNMASK_FIELDS.get(told(values, "field"), "")),
    )
