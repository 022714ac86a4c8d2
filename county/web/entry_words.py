"""Entries of the ledger in words (往来用语): what each step is called on a page, and what it says.

Source: the tables of the rules; free text without numbers that belong to a person (rulebook §1.3).
"""

from collections.abc import Mapping

from county.web.sight import told_text
from db.queries.dossier import Line as Entry
from governance.calls.payloads import GRADES, REFUSE_CODES, REJECT_REASONS, RESPONSES
from governance.calls.reverse import STEPS as _REVERSE_STEPS
from governance.calls.reverse import WORDS as _REVERSE_WORDS
from governance.events.payloads import RATINGS, REJECT_CODES, RESULTS, RETURN_CODES, VOID_CODES
from governance.responsibility.admission import RULINGS as ADMISSION_RULINGS
from governance.responsibility.drafting import BACK, PASS
from governance.responsibility.versions import WORDS as _LIST_WORDS
from governance.rulebook import Rules
from governance.rules import name_of

_NAMED: Mapping[str, Mapping[str, Mapping[str, str]]] = {
    "result": {"event": RESULTS, "call": RESULTS, "verify": {"pass": "通过", "fail": "不通过"}},
    "how": {"": RESPONSES},
    "ruling": {
        "access.review": {"take": "收件审核", "pass": "通过，送乡镇会签", "refuse": "不予准入"},
        "access.decide": ADMISSION_RULINGS,
        "": {"accept": "受理", "refuse": "不予受理", "deny": "不成立", "uphold": "成立", "approve": "批准"},
    },
    "review": {"list": {PASS: "审核通过", BACK: "退回补正"}},
    "rating": {"": RATINGS},
    "grade": {"": GRADES},
    "word": {"": {"confirm": "确认", "dispute": "有异议", **_LIST_WORDS, **_REVERSE_WORDS}},
    "step": {"": _REVERSE_STEPS},
}
_UNITS = ("unit", "suggested_unit", "assist", "depts")
_WORDS = (
    "title", "ask", "text", "digest", "plan", "reason", "person", "who", "unfinished", "told", "doc_no", "effective_from",
)  # fmt: skip
# what was done, where the name of the kind says more than one thing
_DONE: Mapping[str, str] = {"call.issue": "签发呼叫", "call.reverse": "县呼乡应"}
_STEPS: Mapping[tuple[str, str], str] = {
    ("notice.draft", "send"): "送各单位说明",
    ("list.edit", "review"): "编办审核",
    ("list.edit", "submit"): "送会签",
    ("list.edit", "drop"): "撤销草案",
}


def step_of(entry: Entry) -> str:
    """What was done: the step where a kind has several, else the kind's name."""
    for (kind, field), name in _STEPS.items():
        if entry.kind == kind and entry.p.get(field):
            return name
    return _DONE.get(entry.kind) or name_of(entry.kind)


def said_of(entry: Entry, rules: Rules) -> list[str]:
    """What an entry says beyond its name, part by part; numbers of people in free text are hidden."""
    p = entry.p
    code = str(p.get("code", ""))
    tables = (RETURN_CODES, REJECT_CODES, VOID_CODES, REFUSE_CODES)
    found = [names[code] for names in tables if code in names]
    for field in ("step", "ruling", "review", "how", "result", "rating", "word"):
        found += _named(field, str(p.get(field, "")), entry.kind)
    for field in _UNITS:
        given = p.get(field) or ()
        codes = [given] if isinstance(given, str) else list(given)
        names_ = "、".join(rules.name_of(str(one)) for one in codes)
        if names_:
            found.append({"suggested_unit": f"建议{names_}", "assist": f"配合{names_}"}.get(field, names_))
    if p.get("clause"):
        found.append(f"依据 {told_text(str(p['clause']))}")
    for field in () if step_of(entry) == _STEPS["notice.draft", "send"] else _WORDS:
        text = p.get(field)
        if isinstance(text, str) and text.strip():
            found.append(REJECT_REASONS.get(text, told_text(text.strip())))
    if isinstance(p.get("behalf"), dict):
        found.append(f"指挥室代录，答复人 {told_text(str(p['behalf'].get('person', '')))}")
    return found


def _named(field: str, code: str, kind: str) -> list[str]:
    found = (
        names[code] for key, names in _NAMED[field].items() if (not key or key in kind) and code in names
    )
    return list(found)[:1]
