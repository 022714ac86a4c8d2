"""The page of refusals (拒绝语): every code with its sentences, read from where the rules say them."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from msgspec import Struct

GOVERNANCE = Path(__file__).parents[3] / "governance"
VERDICTS = GOVERNANCE / "verdicts.py"
LEFT_OPEN = "…"  # in the place of what a sentence says of the case
ELSEWHERE = "（随填写的内容而定，指出哪一栏不对、应怎样填）"


class Said(Struct, frozen=True, order=True):
    """One sentence of one code, and the file that says it."""

    code: str
    sentence: str
    file: str


def page() -> str:
    """The page."""
    lines = [
        "# 拒绝代码与用语",
        "",
        "本页由程序从规则代码中读出，勿手改（见 [目录](README.md)）。每句先说原因，后说出路；“…”处填入当时的案件、单位或时间。",
        "",
        "| 代码 | 用语 | 出处 |",
        "|---|---|---|",
        *(f"| `{one.code}` | {one.sentence} | {one.file} |" for one in said()),
        "",
        "## 裁定时才有的代码",
        "",
        "动作入账时由县端裁定，不带用语；界面按代码显示。",
        "",
        *(f"- `{code}`" for code in verdict_codes()),
        "",
    ]
    return "\n".join(lines)


@cache
def said() -> tuple[Said, ...]:
    """Every refusal there is, by code."""
    found = {one for path in sorted(GOVERNANCE.rglob("*.py")) for one in _of_file(path)}
    return tuple(sorted(found))


def _of_file(path: Path) -> Iterator[Said]:
    file = path.relative_to(GOVERNANCE).as_posix()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.Call(func=ast.Name("Refusal"), args=[code, sentence]):
                for one in _texts(code):
                    for words in _texts(sentence):
                        yield Said(one, words.replace("|", "｜"), file)


def _texts(node: ast.expr) -> list[str]:
    """What an expression can say; what it fills in is left open."""
    match node:
        case ast.Constant(str(text)):
            return [text]
        case ast.JoinedStr(parts):
            return ["".join(str(p.value) if isinstance(p, ast.Constant) else LEFT_OPEN for p in parts)]
        case ast.IfExp(body=body, orelse=orelse):
            return _texts(body) + _texts(orelse)
    return [ELSEWHERE]


def verdict_codes() -> list[str]:
    """Codes that only the verdict gives: no sentence stands beside them."""
    known = {one.code for one in said()}
    tree = ast.parse(VERDICTS.read_text(encoding="utf-8"))
    found: set[str] = set()
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name("Verdict"), args=[_, ast.Constant(str(code)), *_]):
                found.add(code)
            case ast.FunctionDef(name="_fact_code", body=body):
                found |= {text for line in body for text in _hyphenated(line)}
    return sorted(found - known - {""})


def _hyphenated(node: ast.AST) -> Iterator[str]:
    for inner in ast.walk(node):
        match inner:
            case ast.Constant(str(text)) if "-" in text:
                yield text
