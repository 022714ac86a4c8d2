"""What docs/rules must hold now: file → text."""

from pathlib import Path

from tests.governance.rules_docs import figures, life_cycles, refusals
from tests.governance.rules_docs.tables import state_tables

FOLDER = Path(__file__).parents[3] / "docs" / "rules"


def files() -> dict[str, str]:
    """Every file of the folder."""
    return {
        "README.md": _contents(),
        **life_cycles.pages(),
        "refusals.md": refusals.page(),
        "indicators.md": figures.indicators(),
        "limits.md": figures.limits(),
    }


def _contents() -> str:
    return "\n".join(
        (
            "# 规则说明（由程序生成）",
            "",
            "这里的每一页都由规则代码和随附数据包生成：把每类案件带到每个状态，由每个有权的岗位把每个动作做一遍，记下结果。",
            "改了规则之后重新生成；不一致时 `tests/governance/test_rules_docs.py` 不通过：",
            "",
            "```",
            ".venv/bin/python -m tests.governance.rules_docs",
            "```",
            "",
            "各类案件的状态与动作：",
            "",
            *(f"- [{table.title}]({table.file}.md)" for table in state_tables()),
            "",
            "其他：",
            "",
            "- [拒绝代码与用语](refusals.md)",
            "- [指标口径](indicators.md)",
            "- [时限表](limits.md)",
            "",
        )
    )
