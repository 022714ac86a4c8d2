"""No colour is written outside tokens.toml, and every icon that is named is there."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[3]
HEX = re.compile(r"#(?:[0-9a-fA-F]{3,4}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})(?![0-9a-zA-Z])")
ICONS = {path.stem for path in (ROOT / "resources" / "icons").glob("*.svg")}
SHEET = (ROOT / "resources" / "theme" / "desk.qss").read_text(encoding="utf-8")


def _sources() -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted((ROOT / "desktop").rglob("*.py")):
        yield path.relative_to(ROOT), ast.parse(path.read_text(encoding="utf-8"))


def _written_colour(node: ast.AST) -> bool:
    """`QColor("red")`, `QColor(255, 0, 0)`, and a hex colour in any text; docstrings may explain one."""
    match node:
        case ast.Call(func=ast.Name(id="QColor"), args=[ast.Constant(), *_]):
            return True
        case ast.Expr(value=ast.Constant(value=str())):
            return False
        case ast.Constant(value=str(text)):
            return bool(
                HEX.fullmatch(text.strip())
                or re.search(r"(?:color|background)\s*:\s*#", text)
                or "rgb(" in text
            )
    return False


def test_colours_are_named_not_written() -> None:
    found = [
        f"{path}:{node.lineno}"
        for path, tree in _sources()
        for node in ast.walk(tree)
        if _written_colour(node) and hasattr(node, "lineno")
    ]
    assert found == []


def test_the_stylesheet_names_its_colours() -> None:
    assert not HEX.search(SHEET)
    assert "rgb" not in SHEET


def test_icons_of_the_stylesheet_are_there() -> None:
    assert {name for name, _ in re.findall(r"icon\(([a-z0-9-]+), ([a-z0-9-]+)\)", SHEET)} <= ICONS


def test_icons_that_pages_name_are_there() -> None:
    named = {
        (str(path), name) for path, tree in _sources() for node in ast.walk(tree) for name in _icons(node)
    }
    assert {(path, name) for path, name in named if name not in ICONS} == set()


def _icons(node: ast.AST) -> list[str]:
    match node:
        case (
            ast.Call(
                func=ast.Name(id="icon" | "pixmap") | ast.Attribute(attr="icon" | "pixmap" | "set_icon")
            ) as call
        ):
            return [
                one.value
                for one in call.args[:1]
                if isinstance(one, ast.Constant) and isinstance(one.value, str)
            ]
        case ast.keyword(arg="icon", value=ast.Constant(value=str(name))) if name:
            return [name]
        case ast.Assign(targets=[ast.Name(id="icon")], value=ast.Constant(value=str(name))) if name:
            return [name]
    return []
