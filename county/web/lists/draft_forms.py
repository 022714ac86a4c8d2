"""Forms of a draft of the list (草案表单): sending it out, the units' word, publishing. Source: rulebook §5.2."""

from county.web.fields import About, Field, Form, Payload, Typed, options, plain
from governance.responsibility.drafting import BACK, PASS
from governance.responsibility.versions import DRAFT, REVIEWED, WORDS, ListItem, newest
from governance.time import words as times

SEND, DROP = "submit", "drop"
_STEPS = {f"review {PASS}": "审核通过", f"review {BACK}": "退回补正", SEND: "送会签", DROP: "撤销草案"}
DAY_MS = 86_400_000


def _item(about: About) -> ListItem:
    if not isinstance(about.case, ListItem):
        raise TypeError(f"no item: {about.case.id}")
    return about.case


def _edit(about: About) -> tuple[Field, ...]:
    draft = _item(about).draft
    first = SEND if draft is not None and draft.reviewed else f"review {PASS}"
    return (
        Field(name="step", label="办什么", kind="choice", options=options(_STEPS), value=first, needed=True),
        Field(name="opinion", label="编办审核意见", kind="text", note="审核时须写明：职责、依据是否清楚"),
        Field(name="towns", label="请哪些乡镇会签", kind="many", options=about.towns, when=("step", SEND),
              note="责任部门自动列入；乡镇配合责任有变化的须选乡镇"),
        Field(name="reason", label="补充理由", kind="text"),
    )  # fmt: skip


def _edit_title(about: About) -> str:
    """What may be done with the draft where it stands."""
    return {DRAFT: "编办审核", REVIEWED: "送会签"}.get(_item(about).state, "补正或撤销草案")


def _edited(about: About, typed: Typed, fields: tuple[Field, ...]) -> Payload:
    """A step with the draft; whether it ends the item stays as it was written."""
    draft, step = _item(about).draft, typed.one("step")
    p: Payload = {"item": _item(about).code}
    if reason := typed.one("reason"):
        p["reason"] = reason
    if draft is not None and draft.ends:
        p["ends"] = True
    if step == SEND:
        p["towns"] = list(typed.all("towns"))
    if step.startswith("review "):
        return p | {"review": step.partition(" ")[2], "opinion": typed.one("opinion")}
    return p | ({step: True} if step in (SEND, DROP) else {})


def _countersign(about: About) -> tuple[Field, ...]:
    return (
        Field(name="word", label="会签意见", kind="choice", options=options(WORDS), needed=True),
        Field(name="reason", label="理由", kind="text", note="不同意须写明"),
    )


def _publish(about: About) -> tuple[Field, ...]:
    tomorrow = times.local(about.at + DAY_MS).strftime("%Y-%m-%d")
    return (
        Field(name="doc_no", label="发布文号", needed=True, most=60),
        Field(name="effective_from", label="生效日", kind="date", value=tomorrow, needed=True),
        Field(name="reason", label="未采纳意见的理由", kind="text", note="有单位不同意时须写"),
    )


def _published(about: About, typed: Typed, fields: tuple[Field, ...]) -> Payload:
    case = _item(about)
    before = newest(case, case.code, about.rules.catalogue)
    version = before[0].version + 1 if before is not None else 1
    return {"item": case.code, "version": version} | plain(typed, fields)


DRAFT_FORMS = (
    Form(kind="list.countersign", verb="提交会签", fields=_countersign, main=True),
    Form(kind="list.publish", verb="发布", fields=_publish, make=_published, main=True,
         note="发布后不可改；各镇自动取用"),
    Form(kind="list.edit", verb="提交", fields=_edit, make=_edited, titled=_edit_title),
)  # fmt: skip
