"""派单文字含反映人: the tick for one case, with its reason; each field leaves a trace of its own (rulebook §1.3, §12 #5). Free of Qt."""

from desktop.moves import texts
from desktop.moves.form import Entry, Fact, Form, Payload, Values, told
from desktop.moves.matter import Matter

FIELDS = ("name", "phone")  # what the text says of the caller


def with_caller(matter: Matter) -> Form:
    """Copy the text with the caller's name and phone: never ticked beforehand, not by a draft either."""
    first, *rest = [lambda values, field=field: _payload(matter, values, field) for field in FIELDS]
    return Form(
        kind="audit.unmask",
        title=texts.COPY_CALLER,
        verb=texts.COPY_CALLER_DO,
        facts=(Fact("", texts.COPY_CALLER_FACT),),
        entries=(
            Entry(
                key="ticked",
                label=texts.WITH_CALLER,
                kind="tick",
                value=False,
                needs=texts.TICK_NEEDED,
                fresh=True,
            ),
            Entry(
                key="reason",
                label=texts.UNMASK_REASON,
                kind="line",
                value=texts.COPY_CALLER_REASON,
                needs=texts.UNMASK_NEEDED,
                fresh=True,
            ),
        ),
        payload=first,
        further=tuple(rest),
        births="-",
    )


def _payload(matter: Matter, values: Values, field: str) -> Payload:
    return {"field": field, "reason": told(values, "reason"), "parent": matter.case.id}
