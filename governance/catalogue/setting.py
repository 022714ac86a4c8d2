"""A setting of the county (县级配置): a part of the catalogue, an override, a limit table.

Source: rulebook §1.3 (县级数据在县台账), kinds.csv `config.put`. The value stays in the ledger line; the case
remembers which action holds, so that two edits of one key meet as a conflict.
"""

from hashlib import sha256
from typing import Any

from governance.archive import cycles
from governance.doer import Doer
from governance.duty import shift_hours
from governance.ledger.action import Action
from governance.ledger.case import Case
from governance.ledger.chain import uuid8
from governance.ledger.payload import Payload
from governance.places import called
from governance.refusal import Refusal
from governance.responsibility import emergencies
from governance.rulebook import Rules

LIST_SHEETS = ("catalogue.responsibility_items.", "catalogue.responsibility_lines.")


class Put(Payload, frozen=True, kw_only=True, omit_defaults=True):
    """改配置: key and the whole new value."""

    key: str
    value: Any


class Setting(Case, tag="setting", frozen=True, kw_only=True, omit_defaults=True):
    """What the ledger says of a setting."""

    key: str
    action: str  # id of the action whose value holds
    at: int

    @property
    def label(self) -> str:
        """A setting has one state."""
        return "生效"


def setting_case(key: str) -> str:
    """The case id of a key: the same everywhere, so that two edits meet."""
    return uuid8(sha256(b"setting\0" + key.encode()).digest())


def refusal(setting: Setting | None, p: Put, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """改配置: a key, and a value that says something; a founded county's list is changed by publishing alone (§5.2)."""
    if not p.key.strip() or p.value is None:
        return Refusal("no-text", "配置项或值为空；请填写完整。")
    if p.key == shift_hours.KEY and shift_hours.hours_of(p.value) is None:
        return Refusal("bad-hours", "班次时间不对，须写白班、夜班起点且白班在前，如 08:00、18:00；请改正。")
    if p.key == cycles.KEY and cycles.cycles_of(p.value) is None:
        return Refusal(
            "bad-cycles", "采集周期不对，须写A、B、C、普通各几天且由短到长，如 7、30、90、365；请改正。"
        )
    if p.key == called.KEY and called.names_of(p.value) is None:
        return Refusal(
            "bad-names", "层级、岗位名称不对，须一词对一词、不为空、不重名，且是规则中的层级或岗位；请改正。"
        )
    if p.key == emergencies.KEY and emergencies.declared(p.value) is None:
        return Refusal("bad-emergency", "应急响应缺名称或日期不对，止日不能早于起日；请改正。")
    if p.key.startswith(LIST_SHEETS) and rules.catalogue.items:
        return Refusal("by-publishing", "清单事项已发布，不能按配置改；请起草修订，经会签后发布。")
    return None


def apply(setting: Setting | None, action: Action, p: Put, doer: Doer, at: int, rules: Rules) -> Setting:
    """改配置: the new value holds."""
    return Setting(id=action.case or setting_case(p.key), key=p.key, action=action.id, at=at)
