"""The kinds of the list's own actions (清单动作): versions, precedents, admissions; all in the county's ledger."""

from governance.kind_rule import KindRule, alone
from governance.responsibility import (
    admission_steps,
    countersigning,
    drafting,
    rulings,
)
from governance.responsibility.admission import Admission
from governance.responsibility.rulings import Kept
from governance.responsibility.versions import ListItem

LISTS = (
    KindRule(
        kind="list.edit",
        action="list_edit",
        payload=drafting.Edit,
        case_type=ListItem,
        fact=False,
        fit=alone(drafting.refusal),
        apply=drafting.apply,
        birth=True,
        effect=("item", "fields"),
        undoes=("list.publish",),
    ),
    KindRule(
        kind="list.publish",
        action="list_publish",
        payload=countersigning.Publish,
        case_type=ListItem,
        fact=False,
        fit=alone(countersigning.publish_refusal),
        apply=countersigning.publish,
        effect=("version",),
        undoes=("list.edit",),
    ),
    KindRule(
        kind="list.countersign",
        action="",
        payload=countersigning.Countersign,
        case_type=ListItem,
        fact=True,
        turn=countersigning.countersign_turn,
        fit=alone(countersigning.countersign_refusal),
        apply=countersigning.countersign,
    ),
    KindRule(
        kind="list.precedent",
        action="",
        payload=rulings.Ruling,
        case_type=Kept,
        fact=False,
        fit=alone(rulings.refusal),
        apply=rulings.apply,
        birth=True,
        effect=("precedent",),
    ),
    KindRule(
        kind="access.apply",
        action="access_apply",
        payload=admission_steps.Apply,
        case_type=Admission,
        fact=True,
        fit=alone(admission_steps.apply_refusal),
        apply=admission_steps.apply_for,
        birth=True,
    ),
    KindRule(
        kind="access.review",
        action="access_review",
        payload=admission_steps.Review,
        case_type=Admission,
        fact=False,
        fit=alone(admission_steps.review_refusal),
        apply=admission_steps.review,
        effect=("ruling",),
    ),
    KindRule(
        kind="access.countersign",
        action="access_countersign",
        payload=admission_steps.TownWord,
        case_type=Admission,
        fact=True,
        turn=admission_steps.word_turn,
        fit=alone(admission_steps.word_refusal),
        apply=admission_steps.word,
    ),
    KindRule(
        kind="access.decide",
        action="access_decide",
        payload=admission_steps.Decide,
        case_type=Admission,
        fact=False,
        fit=alone(admission_steps.decide_refusal),
        apply=admission_steps.decide,
        effect=("ruling",),
    ),
)
