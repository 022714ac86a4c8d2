"""A plain report of a run (运行报告): what was done, in words and numbers, as a text anybody can open (Markdown)."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from briefings.saving import saved
from briefings.texts import clean

LABELS = {
    "events": "登记事件",
    "placed": "已落网格",
    "dispatched": "已派遣",
    "signed": "已签收",
    "called": "签发呼叫",
    "answered": "部门响应",
    "rated": "乡镇评价",
    "closed": "已结案",
    "open": "期末在办",
    "conflicts": "冲突事项",
    "lost": "丢失动作",
    "pending": "未送达动作",
    "seconds": "用时（秒）",
    "suggest_agree": "类别建议相符率",
    "placed_kind": "地点来源",
    "check": "日报与台账核对",
    "actions": "台账条目",
    "saved_by_desks": "工作站保存的动作",
    "saved_offline": "断网期间保存的动作",
    "county_killed": "县端进程被杀次数",
    "refused_before_saving": "保存前被规则拒绝",
    "verified": "县端重算核对相符",
    "town": "乡镇",
    "date": "日期",
    "seed": "种子",
    "workbook": "日报",
    "ledger": "台账",
}
VALUES = {"synthetic": "按种子生成", "given": "随来件给出", True: "是", False: "否", None: "—"}
TITLE = "指挥室一日运行报告"


def write_report(path: Path, facts: Mapping[str, object], title: str = TITLE) -> None:
    """Write the report whole or not at all; raises DocumentNotWrittenError.

    Keys of `--json` are put into Chinese, other keys stand as they are. A mapping becomes a section, one of mappings a
    table; a comparison of workbook and ledger says whether they agree.
    """
    text = clean("\n".join(_lines(facts, title))) + "\n"
    saved(path, lambda part: _write(part, text))


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def _lines(facts: Mapping[str, object], title: str) -> Iterator[str]:
    yield f"# {_flat(title)}"
    yield ""
    plain = {key: value for key, value in facts.items() if not isinstance(value, Mapping)}
    for key, value in plain.items():
        yield f"- {_label(key)}：{_value(value)}"
    for key, value in facts.items():
        if isinstance(value, Mapping):
            yield from ("", f"## {_label(key)}", "")
            yield from _section(value)


def _section(value: Mapping[str, object]) -> Iterator[str]:
    inner = [v for v in value.values() if isinstance(v, Mapping)]
    if not inner or len(inner) != len(value):
        yield from (f"- {_label(key)}：{_value(said)}" for key, said in value.items())
        return
    columns = list(dict.fromkeys(str(name) for said in inner for name in said))
    compared = set(columns) == {"workbook", "ledger"}
    yield _row(["项目", *(_label(name) for name in columns), *(["核对"] if compared else [])])
    yield _row(["---"] * (len(columns) + 1 + compared))
    for key, said in zip(value, inner, strict=True):
        cells = [_value(said.get(name)) for name in columns]
        agree = "相符" if said.get("workbook") == said.get("ledger") else "**不符**"
        yield _row([_label(key), *cells, *([agree] if compared else [])])


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cell.replace('|', '｜') for cell in cells)} |"


def _label(key: object) -> str:
    return LABELS.get(str(key), _flat(str(key)))


def _value(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.4f}".rstrip("0").rstrip(".")
    if isinstance(value, list | tuple):
        return "、".join(_value(each) for each in value) or "无"
    if isinstance(value, str | bool) or value is None:
        return VALUES.get(value, _flat(str(value)))
    return _flat(str(value))


def _flat(text: str) -> str:
    return " ".join(text.split())
