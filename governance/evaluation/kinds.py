"""The kinds of evaluation (考评动作): parameters, points by hand, 意见单."""

from governance.evaluation import adjustments, opinions, parameters
from governance.kind_rule import KindRule, alone

EVALUATION = (
    KindRule(
        kind="score.config",
        action="score_config",
        payload=parameters.ScoreConfig,
        case_type=parameters.Parameter,
        fact=False,
        fit=alone(parameters.refusal),
        apply=parameters.apply,
        birth=True,
        effect=("key", "value"),
    ),
    KindRule(
        kind="score.adjust",
        action="score_adjust",
        payload=adjustments.ScoreAdjust,
        case_type=adjustments.Adjustments,
        fact=False,
        fit=alone(adjustments.refusal),
        apply=adjustments.apply,
        birth=True,
        effect=("subject", "points"),
    ),
    KindRule(
        kind="staff.appoint_opinion",
        action="appoint_opinion",
        payload=opinions.AppointOpinion,
        case_type=opinions.Opinions,
        fact=False,
        fit=alone(opinions.refusal),
        apply=opinions.apply,
        birth=True,
        effect=("person", "opinion"),
    ),
)
NAMES = {
    "score.config": "考评参数设置",
    "score.adjust": "考评人工加减分",
    "staff.appoint_opinion": "派驻机构人事意见",
}
