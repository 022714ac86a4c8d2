"""A department's own month (本单位考评): counts of its own parts with the sentence that says how they are counted."""

from collections.abc import Iterable

from msgspec import Struct

from county.web import times
from governance.calls.call import Call, DeptTask, dept_key
from governance.calls.payloads import POINTS
from governance.rulebook import Rules
from governance.time.clocks import due_at


class Rate(Struct, frozen=True):
    """One rate: so many of so many (比率); nothing to count shows a dash and enters no average."""

    name: str
    hits: int
    of: int
    rule: str  # 口径

    @property
    def said(self) -> str:
        """`96.00%`, or `—`."""
        return f"{100 * self.hits / self.of:.2f}%" if self.of else "—"


def rates(parts: Iterable[tuple[Call, DeptTask, Rules]], at: int) -> tuple[Rate, ...]:
    """Response, completion, punctuality and satisfaction of the parts given since the first of the month."""
    since = times.month_start(at)
    mine = [
        (call, task, rules)
        for call, task, rules in parts
        if task.at >= since and task.state in ("OPEN", "FED")
    ]
    due = [found for found in mine if _respond_over(*found, at)]
    answered = [found for found in due if found[1].responded is not None]
    handled = [found for found in mine if found[1].fed is not None or _over(*found, at)]
    fed = [found for found in handled if found[1].fed is not None]
    kept = [found for found in fed if _kept(*found)]
    rated = [task.rating for _, task, _ in mine if task.rating is not None]
    points = sum(POINTS.get(rating.satisfied, 0) for rating in rated)
    return (
        Rate("响应度", len(answered), len(due), "已响应 / 已响应或响应到期"),
        Rate("办结率", len(fed), len(handled), "已反馈 / 已反馈或办理到期"),
        Rate("按时办结率", len(kept), len(handled), "到期前反馈 / 已反馈或办理到期"),
        Rate("满意分", points, 100 * len(rated), "乡镇评价得分 / 满分；系统默认不计"),
    )


def _due(call: Call, task: DeptTask, rules: Rules, name: str) -> int | None:
    clock = call.clock(name, dept_key(task))
    return due_at(clock, rules.calendar) if clock is not None else None


def _respond_over(call: Call, task: DeptTask, rules: Rules, at: int) -> bool:
    due = _due(call, task, rules, "RESPOND")
    return task.responded is not None or (due is not None and at > due)


def _over(call: Call, task: DeptTask, rules: Rules, at: int) -> bool:
    due = _due(call, task, rules, "HANDLE")
    return due is not None and at > due


def _kept(call: Call, task: DeptTask, rules: Rules) -> bool:
    due = _due(call, task, rules, "HANDLE")
    return task.fed is not None and due is not None and task.fed <= due
