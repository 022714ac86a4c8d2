"""The plain report of a run."""

from pathlib import Path

import pytest

from briefings.failures import DocumentNotWrittenError
from briefings.report import write_report


def written(tmp_path: Path, facts: dict[str, object]) -> str:
    write_report(tmp_path / "报告.md", facts)
    return (tmp_path / "报告.md").read_text(encoding="utf-8")


def test_known_keys_are_put_into_chinese(tmp_path: Path) -> None:
    said = written(
        tmp_path, {"events": 1000, "suggest_agree": None, "placed_kind": "synthetic", "seconds": 33.5}
    )
    for line in ("- 登记事件：1000", "- 类别建议相符率：—", "- 地点来源：按种子生成", "- 用时（秒）：33.5"):
        assert line in said.splitlines()


def test_workbook_and_ledger_stand_side_by_side_and_a_difference_is_marked(tmp_path: Path) -> None:
    check = {"今日新增": {"workbook": 3, "ledger": 3}, "在办": {"workbook": 3, "ledger": 4}}
    said = written(tmp_path, {"check": check})
    assert "| 今日新增 | 3 | 3 | 相符 |" in said
    assert "| 在办 | 3 | 4 | **不符** |" in said


def test_a_list_and_a_section(tmp_path: Path) -> None:
    said = written(
        tmp_path, {"断网": ["10:00—12:00", "13:00—13:10"], "空": [], "文件": {"日报": "日报.xlsx"}}
    )
    assert "- 断网：10:00—12:00、13:00—13:10" in said
    assert "- 空：无" in said
    assert "## 文件\n\n- 日报：日报.xlsx" in said


def test_a_text_can_break_neither_line_nor_table(tmp_path: Path) -> None:
    said = written(tmp_path, {"镇": "云溪镇\n# 假标题", "表": {"甲|乙": {"a": "x|y"}}})
    assert "- 镇：云溪镇 # 假标题" in said
    assert "| 甲｜乙 | x｜y |" in said


def test_a_report_that_cannot_be_written_says_why(tmp_path: Path) -> None:
    (tmp_path / "报告.md").mkdir()
    (tmp_path / "报告.md" / "x").touch()
    with pytest.raises(DocumentNotWrittenError, match="请"):
        write_report(tmp_path / "报告.md", {})
