"""Forms at the beginning of an event: 受理, 定性, 不予受理, 更正, 备注, 附材料, 归并, 作废. Free of Qt."""

from desktop.moves import texts
from desktop.moves.form import Choice, Entry, Fact, Form, Payload, Values, many, told
from desktop.moves.matter import Matter
from governance.catalogue.urgencies import URGENCIES
from governance.events.guards import PASSED_ON
from governance.events.payloads import REJECT_CODES, VOID_CODES
from governance.responsibility.suggestions import suggest_category


def accept(matter: Matter) -> Form:
    """受理: nothing to write."""
    return Form(
        kind="event.accept", title=texts.ACCEPT, verb=texts.ACCEPT_DO, facts=(Fact("", texts.ACCEPT_FACT),)
    )


def classify(matter: Matter) -> Form:
    """定性改类: what the text speaks for comes first."""
    return Form(
        kind="event.classify",
        title=texts.CLASSIFY,
        verb=texts.CLASSIFY_DO,
        entries=(
            category_entry(matter),
            Entry(
                key="urg",
                label=texts.URGENCY,
                kind="choice",
                choices=(
                    Choice("", texts.SAME_URGENCY),
                    *(Choice(key, name) for key, name in URGENCIES.items()),
                ),
            ),
        ),
        payload=_classified,
    )


def category_entry(matter: Matter, key: str = "category") -> Entry:
    """The 小类, the likeliest first, with what speaks for it."""
    catalogue = matter.rules.catalogue
    likely = suggest_category(matter.event.text, catalogue)
    codes = dict.fromkeys([*(one.category.code for one in likely), *catalogue.categories])
    why = {one.category.code: "、".join(one.reasons[:2]) for one in likely}
    choices = tuple(
        Choice(code, catalogue.categories[code].minor, why.get(code, catalogue.categories[code].major), code)
        for code in codes
    )
    known = matter.event.cat if matter.event.cat in catalogue.categories else ""
    first = known or (likely[0].category.code if likely else "")
    note = texts.SUGGESTED.format(reason=why[first]) if first in why and not known else ""
    return Entry(
        key=key,
        label=texts.CATEGORY,
        kind="pick",
        choices=choices,
        value=first,
        note=note,
        needs=texts.CATEGORY_NEEDED,
    )


def _classified(values: Values) -> Payload:
    p: Payload = {"category": told(values, "category")}
    if urgency := told(values, "urg"):
        p["urg"] = urgency
    return p


def reject(matter: Matter) -> Form:
    """不予受理: the code, and what the caller was told unless 匿名."""
    entries = [
        Entry(
            key="code",
            label=texts.CODE,
            kind="choice",
            choices=tuple(Choice(code, f"{code} {name}") for code, name in REJECT_CODES.items()),
            needs=texts.CODE_NEEDED,
        )
    ]
    if matter.event.anon:
        entries.append(
            Entry(
                key="told",
                label=texts.PASSED_ON,
                kind="text",
                needs=texts.PASSED_ON_NEEDED,
                when=("code", (PASSED_ON,)),
            )
        )
    else:
        entries.append(
            Entry(
                key="told",
                label=texts.TOLD,
                kind="text",
                value=texts.TOLD_DEFAULT,
                needs=texts.TOLD_NEEDED,
            )
        )

    def payload(values: Values) -> Payload:
        p: Payload = {"code": told(values, "code")}
        if words := told(values, "told"):
            p["told"] = {"text": words, "at": matter.at}
        return p

    return Form(
        kind="event.reject", title=texts.REJECT, verb=texts.REJECT_DO, entries=tuple(entries), payload=payload
    )


def note(matter: Matter) -> Form:
    """备注."""
    prefix = matter.case.__struct_config__.tag
    return Form(
        kind=f"{prefix}.note",
        title=texts.NOTE_TITLE,
        verb=texts.NOTE_DO,
        entries=(Entry(key="text", label=texts.TEXT, kind="text", needs=texts.TEXT_NEEDED),),
        payload=lambda values: {"text": told(values, "text")},
    )


def attach(matter: Matter) -> Form:
    """附材料: the names of files, with a word about them."""
    prefix = matter.case.__struct_config__.tag

    def payload(values: Values) -> Payload:
        p: Payload = {"files": many(values, "files")}
        if words := told(values, "text"):
            p["text"] = words
        return p

    return Form(
        kind=f"{prefix}.attach",
        title=texts.ATTACH,
        verb=texts.ATTACH_DO,
        entries=(
            Entry(key="files", label=texts.FILES, kind="files", value=(), needs=texts.FILES_REQUIRED),
            Entry(key="text", label=texts.TEXT, kind="line"),
        ),
        payload=payload,
    )


def void(matter: Matter) -> Form:
    """作废: V1–V4 and a reason."""
    return Form(
        kind="event.void",
        title=texts.VOID,
        verb=texts.VOID_DO,
        facts=(Fact("", texts.VOID_FACT, "amber"),),
        entries=(
            Entry(
                key="code",
                label=texts.CODE,
                kind="choice",
                choices=tuple(Choice(code, f"{code} {name}") for code, name in VOID_CODES.items()),
                needs=texts.CODE_NEEDED,
            ),
            Entry(key="reason", label=texts.REASON, kind="text", needs=texts.REASON_NEEDED),
        ),
        payload=lambda values: {"code": told(values, "code"), "reason": told(values, "reason")},
    )


def merge(matter: Matter) -> Form:
    """归并: into an open event; the likeliest stands there already."""
    return Form(
        kind="event.merge",
        title=texts.MERGE,
        verb=texts.MERGE_DO,
        facts=(Fact("", texts.MERGE_FACT),),
        entries=(
            Entry(
                key="main",
                label=texts.MAIN,
                kind="pick",
                choices=matter.mains,
                value=matter.mains[0].key if matter.mains and matter.mains[0].note else "",
                note=matter.mains[0].note if matter.mains else "",
                needs=texts.MAIN_NEEDED,
            ),
        ),
        payload=lambda values: {"main": told(values, "main")},
        done=lambda values: texts.DID["merge"].format(serial=_serial(matter, told(values, "main"))),
        undo="event.unmerge",
    )


def _serial(matter: Matter, main: str) -> str:
    return next((choice.label for choice in matter.mains if choice.key == main), "")


def unmerge(matter: Matter) -> Form:
    """撤销归并."""
    return Form(
        kind="event.unmerge",
        title=texts.UNMERGE,
        verb=texts.UNMERGE_DO,
        facts=(Fact("", texts.UNMERGE_FACT),),
        payload=lambda values: {"main": matter.event.main},
    )
