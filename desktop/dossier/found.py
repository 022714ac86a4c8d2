"""异常认定 in words beside a department (迟响应·说明期): what §4.4 finds, and how it stands. Free of Qt."""

from collections.abc import Mapping

from governance.calls.call import Call
from governance.calls.findings import FINAL, NAMES, STATUSES, Finding, findings
from governance.rulebook import Rules


def said(found: Finding) -> str:
    """`迟响应·说明期`; a final one by its name alone."""
    return NAMES[found.rule] + ("" if found.status == FINAL else f"·{STATUSES[found.status]}")


def found_by_task(call: Call, at: int, rules: Rules, heard: int) -> Mapping[tuple[str, str], str]:
    """What is said beside each task (id, department) that something was found against."""
    told: dict[tuple[str, str], str] = {}
    for found in findings(call, at, rules, heard):
        key = (found.task, found.dept)
        parts = (*told.get(key, "").split("、"), said(found))
        told[key] = "、".join(dict.fromkeys(part for part in parts if part))  # two grounds are said once
    return told
