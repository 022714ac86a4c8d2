"""派单文字: what is pasted into the unit's work group (rulebook §12 #5). Free of Qt.

No personal field is in it unless ticked for this case (§2.4): phone and ID numbers in the words are masked.
"""

from collections.abc import Mapping

from desktop import times
from desktop.names import Names
from governance.catalogue.urgencies import URGENCIES
from governance.events.event import Event, Task, task_key
from governance.people.masks import masked_text
from governance.rulebook import Rules
from governance.time.clocks import due_at


def dispatch_text(
    event: Event, names: Names, rules: Rules, now: int, caller: Mapping[str, str] | None = None
) -> str:
    """Serial, 小类, place, content, unit, due instant; "" while nobody holds it. `caller` only when ticked."""
    lead = event.lead
    if lead is None:
        return ""
    category = rules.catalogue.categories.get(event.cat)
    urgency = f"【{URGENCIES[event.urg]}】" if event.urg != "U3" else ""
    where = " ".join(part for part in (names.place(event.place.area), event.place.text) if part)
    lines = [
        f"【派单】{urgency}{event.serial}",
        f"类别：{category.minor if category is not None else '待定'}",
        f"地点：{where}",
        f"内容：{masked_text(event.text)}",
        f"主办：{names.unit(lead.unit)}",
    ]
    others = [names.unit(task.unit) for task in event.tasks if task.state == "OPEN" and not task.lead]
    lines += [f"协办：{'、'.join(others)}"] if others else []
    lines.append(f"办结时限：{_due(event, lead, rules, now)}")
    if caller:
        lines.append("反映人：" + " ".join(caller[key] for key in ("name", "tel") if caller.get(key)))
    lines.append("请收到即签收，办结后反馈。" if lead.signed is None else "请按时办结并反馈。")
    return "\n".join(lines)


def _due(event: Event, lead: Task, rules: Rules, now: int) -> str:
    clock = event.clock("HANDLE", task_key(lead))
    if clock is None:
        return "未设"
    due = due_at(clock, rules.calendar)
    return times.local(due).strftime("%m月%d日 %H:%M") if due is not None else "停计"
