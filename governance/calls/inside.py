"""What a department does with a call inside its own house: 单位内部指派, 附材料, 回执. No clock moves.

Source: rulebook §1.4 (单位内部指派: 仅当前承办单位), §3.3#15 and §4.6 (材料), §10 (回执: the addressed unit).
"""

from msgspec.structs import replace

from governance.calls.call import Call, set_task
from governance.calls.turns import holder
from governance.doer import Doer
from governance.events.assign_sub import AssignSub
from governance.events.payloads import Note
from governance.ledger.action import Action
from governance.people.members import member_refusal
from governance.people.roles import CENTRE_ROLES, DESK_ROLES
from governance.refusal import Refusal
from governance.rulebook import Rules


def assign_turn(call: Call, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """指派: of the department's own open task."""
    task = holder(call, doer)
    return task if isinstance(task, Refusal) else None


def assign_refusal(call: Call, p: AssignSub, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """指派: to one of the department's own people."""
    task = holder(call, doer)
    return task if isinstance(task, Refusal) else member_refusal(p.person, task.dept, rules)


def assign(call: Call, action: Action, p: AssignSub, doer: Doer, at: int, rules: Rules) -> Call:
    """指派: the task names who does it."""
    task = call.task_of(doer.units)
    return call if task is None else set_task(call, replace(task, person=p.person))


def attach_turn(call: Call, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """附材料: by whoever may act here: the town's room, the centre, a department that holds or held a task."""
    if not (DESK_ROLES | CENTRE_ROLES).isdisjoint(doer.roles) or _was_given(call, doer):
        return None
    return Refusal("not-holder", "只有指挥室、县中心和承办部门可附材料；请交其办理。")


def attach_refusal(call: Call, p: Note, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """附材料: at least one file."""
    return None if p.files else Refusal("no-file", "没有选材料；请附上照片或文件。")


def receipt_turn(call: Call, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """回执: by whom the call was given to: a department, or the town that the county called."""
    if _was_given(call, doer):
        return None
    return Refusal("not-holder", "呼叫未交办本单位，无须回执；请由承办单位回执。")


def receipt_refusal(call: Call, p: Note, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """回执: with its words or the signed slip."""
    if p.text.strip() or p.files:
        return None
    return Refusal("no-text", "回执为空；请填写内容或附上签收的单据。")


def kept(call: Call, action: Action, p: Note, doer: Doer, at: int, rules: Rules) -> Call:
    """材料、回执: evidence in the timeline, nothing moves."""
    return call


def _was_given(call: Call, doer: Doer) -> bool:
    return any(task.dept in doer.units for task in call.tasks)
