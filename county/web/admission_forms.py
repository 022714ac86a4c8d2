"""Forms of the admission of matters outside the list (准入表单). Source: rulebook §5.4."""

from county.web.fields import About, Field, Form, Option, Payload, Typed, options, plain
from governance.responsibility.admission import RULINGS, Admission
from governance.responsibility.versions import WORDS
from governance.rulebook import Rules
from governance.time import words as times

DAY_MS = 86_400_000
_REVIEW = (Option("take", "收件审核"), Option("pass", "通过，送乡镇会签"), Option("refuse", "不予准入"))


def _admission(about: About) -> Admission:
    if not isinstance(about.case, Admission):
        raise TypeError(f"no admission: {about.case.id}")
    return about.case


def apply_fields(
    depts: tuple[str, ...], towns: tuple[Option, ...], at: int, rules: Rules, waiting: tuple[Option, ...] = ()
) -> tuple[Field, ...]:
    """What a department has to say to be admitted; `waiting` = its emergency calls that owe an admission."""
    own = tuple(Option(dept, rules.name_of(dept)) for dept in depts)
    today, later = (times.local(at + days * DAY_MS).strftime("%Y-%m-%d") for days in (1, 31))
    return (
        Field(name="dept", label="申请部门", kind="select", options=own, value=depts[0], needed=True),
        Field(name="matter", label="事项", needed=True, most=80),
        Field(name="basis", label="依据", kind="text", needed=True),
        Field(name="why", label="为何需镇办", kind="text", needed=True),
        Field(name="support", label="人财物保障", kind="text", needed=True),
        Field(name="since", label="自", kind="date", value=today, needed=True),
        Field(name="until", label="至（不含）", kind="date", value=later, needed=True),
        Field(name="towns", label="请哪些乡镇承担", kind="many", options=towns, needed=True,
              value=towns[0].value if len(towns) == 1 else ""),
        Field(name="duties", label="乡镇做什么", kind="text", needed=True, note="每行一条"),
        *_filed_for(waiting),
    )  # fmt: skip


def _filed_for(waiting: tuple[Option, ...]) -> tuple[Field, ...]:
    """Which emergency call it is filed for afterwards; not asked when there is none."""
    if not waiting:
        return ()
    chosen = waiting[0].value if len(waiting) == 1 else ""
    choices = (Option("", "不是应急补报"), *waiting)
    return (
        Field(
            name="task",
            label="补报哪次应急呼叫",
            kind="select",
            options=choices,
            value=chosen,
            note="先办后报的，3 个工作日内补报",
        ),
    )


def applied(typed: Typed, fields: tuple[Field, ...]) -> Payload:
    """The application; duties are lines of their own."""
    found = plain(typed, fields)
    lines = str(found.get("duties", "")).splitlines()
    return found | {"duties": [line.strip() for line in lines if line.strip()]}


def _review(about: About) -> tuple[Field, ...]:
    return (
        Field(name="ruling", label="审核意见", kind="choice", options=_REVIEW, needed=True),
        Field(name="reason", label="理由", kind="text", note="不予准入须写明"),
    )


def _decide(about: About) -> tuple[Field, ...]:
    case = _admission(about)
    rulings = tuple(Option(code, name) for code, name in RULINGS.items())
    return (
        Field(name="ruling", label="决定", kind="choice", options=rulings, needed=True),
        Field(name="reason", label="理由", kind="text", needed=True),
        Field(name="since", label="自", kind="date", value=case.since),
        Field(name="until", label="至（不含）", kind="date", value=case.until),
        Field(name="support", label="保障", kind="text", value=case.support),
    )


def _countersign(about: About) -> tuple[Field, ...]:
    return (
        Field(name="word", label="会签意见", kind="choice", options=options(WORDS), needed=True),
        Field(name="reason", label="理由", kind="text", note="不同意须写明"),
    )


ADMISSION_FORMS = (
    Form(kind="access.countersign", verb="提交会签", fields=_countersign, main=True),
    Form(kind="access.review", verb="提交审核", fields=_review, main=True),
    Form(kind="access.decide", verb="提交决定", fields=_decide, main=True),
)
