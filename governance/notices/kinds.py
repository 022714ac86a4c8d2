"""The kinds of a notice's actions (通报动作登记)."""

from governance.kind_rule import KindRule, alone
from governance.notices import rules
from governance.notices.notice import Draft, Notice, Reply, Sign

NOTICES = (
    KindRule(
        kind="notice.draft",
        action="notice_draft",
        payload=Draft,
        case_type=Notice,
        fact=False,
        fit=alone(rules.draft_refusal),
        apply=rules.draft,
        birth=True,
        effect=("text",),
    ),
    KindRule(
        kind="notice.sign",
        action="notice_sign",
        payload=Sign,
        case_type=Notice,
        fact=False,
        turn=rules.sign_turn,
        fit=alone(rules.sign_refusal),
        apply=rules.sign,
        undoes=("notice.draft",),
    ),
    KindRule(
        kind="notice.reply",
        action="",
        payload=Reply,
        case_type=Notice,
        fact=True,
        turn=rules.reply_turn,
        fit=alone(rules.reply_refusal),
        apply=rules.reply,
    ),
)
