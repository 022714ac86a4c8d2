"""The kinds of the room's own books (值班、断网、校时、演练): payload, guards and fold of each."""

from governance.duty import drill, outage, shift, stated_time
from governance.duty.drill import Drill
from governance.duty.outage import Outage
from governance.duty.shift import Shift
from governance.duty.stated_time import StatedTime
from governance.kind_rule import KindRule, alone
from governance.ledger.stream import Stream

NAMES = {
    "shift.open": "接班开班",
    "outage.declare": "断网与恢复",
    "clock.confirm": "校时确认",
    "drill.mark": "演练登记",
}
DUTY = (
    KindRule(
        kind="shift.open",
        action="shift_open",
        payload=shift.Open,
        case_type=Shift,
        fact=True,
        fit=alone(shift.open_refusal),
        apply=shift.open_shift,
        birth=True,
        parents=(Stream,),
    ),
    KindRule(
        kind="shift.handover",
        action="shift_handover",
        payload=shift.Handover,
        case_type=Shift,
        fact=True,
        fit=alone(shift.handover_refusal),
        apply=shift.hand_over,
    ),
    KindRule(
        kind="shift.sign",
        action="shift_sign",
        payload=shift.Sign,
        case_type=Shift,
        fact=True,
        turn=shift.sign_turn,
        fit=alone(shift.sign_refusal),
        apply=shift.sign,
    ),
    KindRule(
        kind="outage.declare",
        action="outage_declare",
        payload=outage.Declare,
        case_type=Outage,
        fact=True,
        fit=alone(outage.refusal),
        apply=outage.declare,
        birth=True,
    ),
    KindRule(
        kind="clock.confirm",
        action="",
        payload=stated_time.Confirm,
        case_type=StatedTime,
        fact=True,
        fit=alone(stated_time.refusal),
        apply=stated_time.apply,
        birth=True,
    ),
    KindRule(
        kind="drill.mark",
        action="",
        payload=drill.Mark,
        case_type=Drill,
        fact=True,
        fit=alone(drill.refusal),
        apply=drill.mark,
        birth=True,
    ),
)
