"""Call bodies as rows (呼叫投影)."""

from db.bulk import Row
from db.projections.dues import due_of, due_or_never, first_due, latest
from db.projections.handled import handled_columns, to_come
from governance.calls import states
from governance.calls.call import Call, DeptTask, dept_key
from governance.time.calendars import Calendar

ASK_CHARS = 80


def call_row(stream: str, call: Call, calendar: Calendar, pending: int) -> Row:
    """The row of table `call`."""
    lead = call.lead
    first = first_due(to_come(call, calendar).clocks, calendar)
    assigned = tuple(t.dept for t in sorted(call.active, key=lambda t: not t.lead))
    depts = tuple(dict.fromkeys(assigned)) or call.named
    return (
        stream,
        call.id,
        call.parent,
        call.serial[:24],
        call.state,
        int(call.state in states.OPEN),
        call.grade[:2],
        call.item[:32],
        call.item_version,
        call.issuer,
        call.ask[:ASK_CHARS],
        (lead.dept if lead else (call.named[0] if call.named else ""))[:32],
        ";".join(depts)[:200],
        call.at,
        call.moved,
        min((t.responded for t in call.tasks if t.responded is not None), default=None),
        lead.fed if lead else None,
        call.moved if call.final else None,
        *first,
        call.urged,
        len(call.returns),
        call.rejections,
        len(call.items),
        pending,
        *handled_columns(call, dept_key(lead) if lead else "", calendar),
    )


def dept_rows(stream: str, call: Call, calendar: Calendar) -> list[Row]:
    """The rows of table `call_task`."""
    later = to_come(call, calendar)
    return [_dept_row(stream, later, task, calendar) for task in call.tasks]


def _dept_row(stream: str, call: Call, task: DeptTask, calendar: Calendar) -> Row:
    key = dept_key(task)
    rating = task.rating
    return (
        stream,
        call.id,
        task.id,
        task.dept[:32],
        int(task.lead),
        task.state,
        task.at,
        task.signed,
        task.responded,
        task.how[:8],
        task.fed,
        task.result[:12],
        rating.satisfied[:8] if rating else "",
        rating.at if rating else None,
        due_of(latest(call.clocks, "SIGN", key), calendar),
        due_or_never(latest(call.clocks, "RESPOND", key), calendar),
        due_of(latest(call.clocks, "HANDLE", key), calendar),
        int(not call.final and task.state == "OPEN" and task.responded is None),
        int(call.is_exempt(key)),
    )
