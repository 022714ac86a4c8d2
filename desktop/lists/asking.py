"""Whose business is it? (判责): a 小类, a day, a kind of place and words → answers in order, with clause and reason. Free of Qt.

Source: rulebook §5.3. The page adds nothing to what the rules answer.
"""

from datetime import date

from msgspec import Struct

from desktop.lists import texts
from desktop.lists.faces import AnswerFace, AnswersFace
from desktop.lists.item_sheet import short
from governance.responsibility.items import Answer, outside_list, responsible
from governance.rulebook import Rules


class Question(Struct, frozen=True, kw_only=True):
    """What is asked."""

    category: str = ""  # 小类 code
    day: str = ""  # YYYY-MM-DD
    place_kind: str = ""
    text: str = ""


def answered(asked: Question, area: str, rules: Rules) -> AnswersFace:
    """The answers, or why there are none; `area` = the town that asks."""
    known = rules.catalogue.categories.get(asked.category)
    if known is None:
        return AnswersFace("", refused=texts.NO_CATEGORY)
    if not _is_day(asked.day):
        return AnswersFace("", refused=texts.BAD_DAY)
    place_kind = asked.place_kind.strip()
    found = responsible(asked.category, asked.day, area, place_kind, asked.text, rules)
    if not found:
        outside = outside_list(known, rules.catalogue)
        words = texts.OUTSIDE_TOWN if outside.by_town else texts.OUTSIDE_COUNTY
        said = words.format(minor=known.minor, unit=rules.name_of(outside.unit))
        lapsed = texts.NOT_ON_DAY if known.related_items else ""
        return AnswersFace(texts.OUTSIDE, said=f"{lapsed}{said}")
    answers = tuple(_face(n, answer, rules) for n, answer in enumerate(found, 1))
    return AnswersFace(texts.ANSWERS.format(n=len(answers)), answers)


def _face(n: int, answer: Answer, rules: Rules) -> AnswerFace:
    item, ruled = answer.item, answer.precedent
    more = []
    if ruled is not None:
        more.append(texts.BY_PRECEDENT.format(no=short(ruled), unit=rules.name_of(ruled.decided)))
    if answer.town_lines:
        must = sum(1 for line in answer.town_lines if line.mandatory)
        more.append(texts.CHECKLIST.format(n=len(answer.town_lines), must=must))
    laws = (f"《{law}》{article if n == 1 else ''}" for law, article in item.laws)
    return AnswerFace(
        code=item.code,
        title=texts.ANSWER.format(n=n, code=item.code, name=item.name),
        note=texts.ANSWER_NOTE.format(
            unit=rules.name_of(answer.lead), clause=answer.clause, reason=answer.reason
        ),
        more="　".join(more),
        laws=tuple(texts.BY_LAW.format(law=law) for law in laws),
        first=n == 1,
    )


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
