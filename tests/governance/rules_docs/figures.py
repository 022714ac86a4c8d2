"""The pages of figures: what each indicator counts (口径), and how long everything may take (时限)."""

import csv
from collections.abc import Iterator

from governance.evaluation.indicators import COUNT, INDICATORS
from governance.time.limits import COUNTED_IN_MINUTES, MINUTES_PER_HOUR, Limit
from tests.governance.room import CATALOGUES, Room
from tests.governance.rules_docs import clock_names

GRADES = {
    "U1": "特急", "U2": "紧急", "U3": "一般", "C1": "特急", "C2": "紧急", "C3": "一般",
    "NORMAL": "普通", "YELLOW": "黄牌", "RED": "红牌", "": "不分等级",
}  # fmt: skip


def indicators() -> str:
    """Every indicator with its 口径."""
    return "\n".join(
        (
            "# 指标口径",
            "",
            "本页由程序按现行指标生成，勿手改（见 [目录](README.md)）。应办类按到期时刻落入本期计，次数类按发生时刻计；"
            "分母为零时显示“—”，不计入平均。",
            "",
            "| 代码 | 指标 | 分子 | 分母 | 说明 | 计分 |",
            "|---|---|---|---|---|---|",
            *(
                f"| `{one.code}` | {one.name} | {one.numerator} | {one.denominator or '–（计数）'} "
                f"| {one.note or '–'} | {'是' if one.scored and one.form != COUNT else '否'} |"
                for one in INDICATORS.values()
            ),
            "",
        )
    )


def limits() -> str:
    """Every clock's limit as the shipped data pack has it, and the handling limits of the categories."""
    return "\n".join(
        (
            "# 时限表",
            "",
            "本页由程序按随附数据包生成，勿手改（见 [目录](README.md)）；县里可以另行配置，以县台账为准。",
            "",
            "紧急工作时：昼夜连续计；工作时：只计工作日上下班时段内；工作日：第 N 个工作日下班时止；自然日：第 N 日 24:00 止。",
            "",
            "| 案件 | 计时 | 等级 | 时限 |",
            "|---|---|---|---|",
            *_clock_rows(),
            "",
            "## 小类办理时限",
            "",
            "| 小类 | 名称 | 时限 | 等级 |",
            "|---|---|---|---|",
            *_category_rows(),
            "",
        )
    )


def _clock_rows() -> Iterator[str]:
    rules = Room().rules
    for key, limit in rules.limits.items():
        case, clock, grade = key.split(".")
        named = f"{grade} {GRADES[grade]}".strip()
        name = clock_names.name_of(clock, case)
        yield f"| {clock_names.CASES.get(case, case)} | {name} `{clock}` | {named} | {told(limit)} |"


def _category_rows() -> Iterator[str]:
    rows = csv.DictReader((CATALOGUES / "event_categories.csv").read_text(encoding="utf-8").splitlines())
    known = Room().rules.catalogue.categories
    for row in rows:
        one = known[row["code"]]
        yield f"| `{one.code}` | {one.minor} | {told(one.limit)} | {one.urgency} |"


def told(limit: Limit) -> str:
    """A limit as people say it."""
    calendar = clock_names.CALENDARS[limit.cal]
    if limit.cal not in COUNTED_IN_MINUTES:
        return f"{limit.n} 个{calendar}"
    if limit.n % MINUTES_PER_HOUR:
        return f"{limit.n} 分钟（{calendar}）"
    return f"{limit.n // MINUTES_PER_HOUR} 小时（{calendar}）"
