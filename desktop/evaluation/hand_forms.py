"""What is added by hand and said of people (加减分、意见单). Free of Qt.

Source: rulebook §7.3 (± with attachment and 3 WD publicity), §1.4 (意见单).
"""

from desktop import times
from desktop.evaluation import texts
from desktop.evaluation.asked import About, Asked
from desktop.moves.form import Choice, Entry, Fact, Form, Payload, Values, many, told
from governance.evaluation.adjustments import MOST, PUBLICITY, adjustments_case
from governance.evaluation.opinions import OPINION_NAMES, RECOMMEND, opinions_case
from governance.evaluation.rates import decimal


def adjust(about: About) -> Asked:
    """人工加减分 of a subject's month."""
    until = times.short(about.rules.calendar.nominal_due(about.at, PUBLICITY), about.at)
    form = Form(
        kind="score.adjust",
        title=f"{about.name} · {texts.ADJUST}",
        verb=texts.DO_SAVE,
        facts=(*about.facts, Fact("", texts.PUBLIC_FACT.format(at=until), "amber")),
        entries=(
            Entry(
                key="points",
                label=texts.POINTS_FIELD,
                kind="line",
                note=texts.POINTS_NOTE,
                needs=texts.POINTS_WRONG,
            ),
            Entry(key="reason", label=texts.REASON, kind="text", needs=texts.REASON_NEEDED),
            Entry(key="files", label=texts.FILES, kind="files", value=(), needs=texts.FILES_NEEDED),
        ),
        faults=_points_fault,
        payload=lambda values: {
            "subject": about.subject,
            "points": told(values, "points").removeprefix("+"),
            "period": about.month,
            "reason": told(values, "reason"),
            "files": many(values, "files"),
        },
        done=lambda values: texts.ADJUST_DONE.format(
            name=about.name, points=told(values, "points"), at=until
        ),
    )
    case_id = adjustments_case(about.rules.home.stream, about.subject, about.month)
    return Asked(form, case_id, "score_adjust", f"{about.name} · {about.month_said}")


def _points_fault(values: Values) -> dict[str, str]:
    points = decimal(told(values, "points").removeprefix("+"))
    right = points is not None and points and abs(points) <= MOST
    return {} if right else {"points": texts.POINTS_WRONG}


# ---------------------------------------------------------------- 意见单


def opinion(about: About, unit: str, unit_name: str) -> Asked:
    """意见单 about a person of a station."""
    form = Form(
        kind="staff.appoint_opinion",
        title=f"{about.name} · {texts.OPINE}",
        verb=texts.OPINE,
        facts=(Fact(texts.ABOUT, f"{about.name} · {unit_name}"), *about.facts[2:]),
        entries=(
            Entry(
                key="opinion",
                label=texts.OPINION,
                kind="choice",
                choices=tuple(
                    Choice(key, name, texts.OPINION_NOTES[key]) for key, name in OPINION_NAMES.items()
                ),
                needs=texts.OPINION_NEEDED,
            ),
            Entry(
                key="post",
                label=texts.POST_FIELD,
                kind="line",
                needs=texts.POST_NEEDED,
                when=("opinion", (RECOMMEND,)),
            ),
            Entry(key="reason", label=texts.REASON, kind="text", needs=texts.REASON_NEEDED),
            Entry(key="files", label=texts.FILES, kind="files", value=()),
        ),
        payload=lambda values: _opinion(about.subject, unit, values),
    )
    case_id = opinions_case(about.rules.home.stream, about.subject)
    return Asked(form, case_id, "appoint_opinion", f"{about.name} · {unit_name}")


def _opinion(person: str, unit: str, values: Values) -> Payload:
    p: Payload = {
        "person": person,
        "unit": unit,
        "opinion": told(values, "opinion"),
        "reason": told(values, "reason"),
    }
    if told(values, "opinion") == RECOMMEND:
        p["post"] = told(values, "post")
    if files := many(values, "files"):
        p["files"] = files
    return p
