"""判责 in the browser: a 小类, a day, a kind of place and words → whose business it is, with clause and reason.

Source: rulebook §5.3. Nothing is added to what the rules answer: the same question gives the same answer at every desk.
"""

from datetime import date

from msgspec import Struct

from county.web.admission_view import towns_of
from county.web.asked import Asked, Outcome, Shown
from county.web.call_forms import today
from county.web.fields import Option
from county.web.frame import frame, rules_of
from county.web.workplace import Workplace
from governance.catalogue.catalogue import Catalogue, Category
from governance.catalogue.duties import Line
from governance.responsibility.items import Answer, outside_list, responsible
from governance.rulebook import Rules

MOST_CHARS = 200
NO_CATEGORY = "没有这个小类；请填编码，或从提示中选小类名称。"
SEVERAL = "“{word}”有几个小类：{names}；请填编码。"
BAD_DAY = "日期看不懂；请写成 2026-03-09。"
OUTSIDE = "清单外：小类“{minor}”没有关联的有效事项。"
BY_TOWN, BY_COUNTY = "由乡镇{unit}办理。", "须呼叫{unit}，并写明清单外理由。"
NAMED = 5


class Side(Struct, frozen=True):
    """What one department bears of an item."""

    unit: str
    lead: bool
    lines: tuple[Line, ...]


class Face(Struct, frozen=True, kw_only=True):
    """One answer in words."""

    code: str
    name: str
    lead: str
    clause: str
    reason: str
    ruled: str  # what the precedent says, ""
    sides: tuple[Side, ...]
    town: tuple[Line, ...]
    laws: tuple[tuple[str, str], ...]


class Question(Struct, frozen=True, kw_only=True):
    """What is asked."""

    word: str = ""  # 小类, by code or name
    day: str = ""
    town: str = ""  # area code
    place_kind: str = ""
    text: str = ""


def asking_page(place: Workplace, asked: Asked) -> Outcome:
    """`/whose`: the question stays in the address, so that an answer can be sent on."""
    with place.look() as snapshot:
        rules = rules_of(asked.person, snapshot)
        question = _question(asked, today(snapshot.at))
        known = category_of(question.word, rules.catalogue)
        answers, said = answered(question, known, rules)
        values = frame(asked, snapshot, "lists") | {
            "question": question,
            "towns": tuple(Option(r.home.area, r.home.name) for r in towns_of(snapshot)),
            "categories": tuple(rules.catalogue.categories.values()),
            "category": known if isinstance(known, Category) else None,
            "answers": answers,
            "said": said,
        }
    return Shown(page="whose.html", values=values)


def _question(asked: Asked, day: str) -> Question:
    typed = {name: asked.query.get(name, "").strip()[:MOST_CHARS] for name in Question.__struct_fields__}
    return Question(**typed | {"day": typed["day"] or day})


def category_of(word: str, catalogue: Catalogue) -> Category | str:
    """The 小类 that a code or a name means, or the sentence that says why it means none."""
    if not word:
        return ""
    if (known := catalogue.categories.get(word.split()[0])) is not None:
        return known
    same = [one for one in catalogue.categories.values() if word == one.minor]
    found = same or [one for one in catalogue.categories.values() if word in one.minor]
    if len(found) == 1:
        return found[0]
    names = "、".join(f"{one.code} {one.minor}" for one in found[:NAMED])
    return SEVERAL.format(word=word, names=names) if found else NO_CATEGORY


def answered(question: Question, known: Category | str, rules: Rules) -> tuple[tuple[Face, ...], str]:
    """The answers in their order, or why there is none; neither before anything is asked."""
    if isinstance(known, str):
        return (), known
    if not _is_day(question.day):
        return (), BAD_DAY
    found = responsible(known.code, question.day, question.town, question.place_kind, question.text, rules)
    if found:
        return tuple(_face(answer, rules) for answer in found), ""
    outside = outside_list(known, rules.catalogue)
    who = (BY_TOWN if outside.by_town else BY_COUNTY).format(unit=rules.name_of(outside.unit))
    return (), OUTSIDE.format(minor=known.minor) + who


def _face(answer: Answer, rules: Rules) -> Face:
    item, ruled = answer.item, answer.precedent
    return Face(
        code=item.code,
        name=item.name,
        lead=rules.name_of(answer.lead),
        clause=answer.clause,
        reason=answer.reason,
        ruled=f"{ruled.valid_from} 判例：{rules.name_of(ruled.decided)}承办" if ruled is not None else "",
        sides=tuple(_sides(answer, rules)),
        town=answer.town_lines,
        laws=item.laws,
    )


def _sides(answer: Answer, rules: Rules) -> list[Side]:
    depts = dict.fromkeys(line.dept_or_role for line in answer.county_lines)
    return [
        Side(
            rules.name_of(dept),
            dept == answer.lead,
            tuple(line for line in answer.county_lines if line.dept_or_role == dept),
        )
        for dept in depts
    ]


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
