"""Every department's part in a call with its clocks (部门时限), those of ended parts too, for 全卷. Free of Qt."""

from collections.abc import Iterable, Iterator

from desktop.dossier import texts
from desktop.dossier.found import found_by_task
from desktop.dossier.sheet import DeptTimes, Watch
from desktop.dossier.watches import watch_of
from desktop.names import Names
from governance.calls.call import Call, DeptTask, dept_key
from governance.events.payloads import RATINGS
from governance.handling.doubted import open_verdict
from governance.rulebook import Rules


def dept_times(
    calls: Iterable[Call], names: Names, at: int, rules: Rules, heard: int | None = None
) -> tuple[DeptTimes, ...]:
    """A line for each department a call was given to, the calls in the order they were issued."""
    return tuple(
        line
        for call in sorted(calls, key=lambda one: one.at)
        for line in _of_call(call, names, at, rules, at if heard is None else heard)
    )  # fmt: skip


def _of_call(call: Call, names: Names, at: int, rules: Rules, heard: int) -> Iterator[DeptTimes]:
    found = found_by_task(call, at, rules, heard)
    for task in call.tasks:
        yield DeptTimes(
            case_id=call.id,
            grade=call.grade,
            serial=call.serial,
            dept=names.unit(task.dept),
            role="主" if task.lead else "配",
            state=texts.PART_STATES.get(task.state, task.state),
            sign=_watch(call, task, "SIGN", at, rules),
            respond=_watch(call, task, "RESPOND", at, rules),
            handle=_watch(call, task, "HANDLE", at, rules),
            how=texts.HOW.get(task.how, ""),
            found=found.get((task.id, task.dept), ""),
            rating=RATINGS.get(task.rating.satisfied, "") if task.rating is not None else "",
        )


def _watch(call: Call, task: DeptTask, name: str, at: int, rules: Rules) -> Watch | None:
    clock = call.clock(name, dept_key(task))
    if clock is None:
        return None
    return watch_of(clock, rules.calendar, at, doubted=open_verdict(call, clock, rules.calendar))
