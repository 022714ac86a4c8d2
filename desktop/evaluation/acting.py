"""What may be done over a table (办理): its buttons, why one is off, the form behind it and who signs it. Free of Qt.

Source: rulebook §1.4, §7.2, §7.3: the 指挥长's acts; a button without anybody who may says so.
"""

from collections.abc import Mapping

from msgspec import Struct

from desktop.evaluation import hand_forms, score_forms, texts, weight_forms
from desktop.evaluation.asked import About, Asked
from desktop.evaluation.counting import Evaluation
from desktop.evaluation.people_sheets import work_of
from desktop.evaluation.periods import is_month, said
from desktop.evaluation.sheet import Tallies
from desktop.names import Names
from desktop.place_names import PlaceNames
from desktop.seat import Seat
from desktop.signing.signers import nobody, signers
from governance.evaluation import four_dimensions
from governance.evaluation.indicators import INDICATORS
from governance.evaluation.parameters import SAMPLED
from governance.evaluation.people_figures import cadre_people

CONFIG, ADJUST, OPINE = "score_config", "score_adjust", "appoint_opinion"
_SCORED = ((texts.GIVE, CONFIG), (texts.ADJUST, ADJUST), (texts.WEIGHTS, CONFIG))
ACTIONS: Mapping[str, tuple[tuple[str, str], ...]] = {
    texts.INDICATORS: ((texts.SAMPLE, CONFIG),),
    texts.POSTINGS: _SCORED,
    texts.ROSTER: ((texts.OPINE, OPINE),),
    texts.WORKERS: ((texts.ADJUST, ADJUST),),
    texts.CADRES: _SCORED,
}


class ActionFace(Struct, frozen=True):
    """A button over the table; off with its reason."""

    key: str
    text: str
    reason: str = ""


class Acting:
    """The acts of the page at one seat."""

    def __init__(self, seat: Seat, places: PlaceNames) -> None:
        self._seat, self._places = seat, places

    def actions(self, tab: str, period: str, row: str) -> tuple[ActionFace, ...]:
        """The buttons of a tab."""
        if tab == texts.DEPARTMENTS:
            return (ActionFace(texts.WEIGHTS, texts.WEIGHTS, texts.COUNTY_SETS),)
        return tuple(
            ActionFace(key, key, self._reason(key, action, period, row))
            for key, action in ACTIONS.get(tab, ())
        )

    def _reason(self, key: str, action: str, period: str, row: str) -> str:
        rules = self._seat.rules
        if not signers(action, rules, self._seat.operator.id):
            return nobody(action, rules)
        if key == texts.WEIGHTS:
            return ""
        if action != OPINE and not is_month(period):
            return texts.MONTH_ONLY
        if key == texts.SAMPLE:
            return "" if row in SAMPLED else texts.SAMPLE_ROWS
        return "" if row else texts.CHOOSE_ROW

    def asked(self, key: str, tab: str, row: str, shown: Evaluation) -> tuple[Asked, str]:
        """The form behind a button that is on, and who signs it."""
        signer = signers(dict(ACTIONS[tab])[key], self._seat.rules, self._seat.operator.id)[0]
        own = signer.id == self._seat.operator.id
        about = self._about("" if own else signer.said, shown, "" if key == texts.WEIGHTS else row)
        return self._form(key, tab, about, shown), signer.id

    def _about(self, signer: str, shown: Evaluation, row: str) -> About:
        seat = self._seat
        return About(
            subject=row,
            name=self._name(row),
            month=shown.period.name,
            month_said=said(shown.period),
            at=seat.now(),
            rules=seat.rules,
            signer=signer,
        )

    def _name(self, row: str) -> str:
        user, known = self._seat.rules.directory.users.get(row), INDICATORS.get(row)
        if user is not None:
            return user.name
        return known.name if known is not None else Names(self._seat.rules, self._places).unit(row)

    def _form(self, key: str, tab: str, about: About, shown: Evaluation) -> Asked:
        if key == texts.ADJUST:
            return hand_forms.adjust(about)
        if key == texts.SAMPLE:
            tally = Tallies(shown.figures.tallies).of(about.subject)
            return score_forms.register_sample(about, about.subject, next(iter(tally.samples), None))
        if key == texts.OPINE:
            line = next(one for one in shown.figures.roster if one.staff.user == about.subject)
            unit = line.staff.unit
            return hand_forms.opinion(about, unit, Names(about.rules, self._places).unit(unit))
        if key == texts.WEIGHTS and tab == texts.POSTINGS:
            return weight_forms.posting_weight(about, shown.posting_weight, shown.grid_share)
        if key == texts.WEIGHTS:
            return weight_forms.dimension_weights(about, shown.dimensions)
        if tab == texts.POSTINGS:
            posting = next(one for one in shown.figures.postings if one.unit == about.subject)
            return score_forms.posting_scores(about, posting.town, posting.line)
        return self._cadre(about, shown)

    def _cadre(self, about: About, shown: Evaluation) -> Asked:
        """What was entered; a computed 履职业绩 stays empty, so that it goes on following the figures."""
        cadre = next((one for one in shown.figures.cadres if one.user == about.subject), None)
        unit = cadre_people(about.rules)[about.subject][1]
        given, computed = dict(cadre.scores) if cadre is not None else {}, work_of(unit, shown)
        if given.get(four_dimensions.WORK) == computed:
            given.pop(four_dimensions.WORK, None)
        return score_forms.dimension_scores(about, shown.dimensions, given, computed)
