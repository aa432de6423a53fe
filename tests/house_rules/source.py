"""Reads the program's own source for the house rules."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "xpeak_desktop"


def modules(folder: Path = PACKAGE) -> Iterator[tuple[Path, ast.Module]]:
    """Every module in the folder with its syntax tree."""
    for path in sorted(folder.rglob("*.py")):
        yield path, ast.parse(path.read_text("utf-8"), str(path))


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    """Every call anywhere in the tree."""
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def where(path: Path, node: ast.expr | ast.stmt) -> str:
    """File and line, as an editor opens them."""
    shown = path.relative_to(ROOT) if path.is_relative_to(ROOT) else path
    return f"{shown}:{node.lineno}"


def dotted(node: ast.expr) -> str:
    """``a.b.c`` for a chain of names; '' for anything else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        before = dotted(node.value)
        return f"{before}.{node.attr}" if before else ""
    return ""


def imported_names(tree: ast.Module) -> dict[str, str]:
    """Local name -> full dotted name, for every import in the module."""
    names: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                local = alias.asname or alias.name.partition(".")[0]
                names[local] = alias.name if alias.asname else local
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for alias in node.names:
                names[alias.asname or alias.name] = f"{node.module}.{alias.name}"
    return names


def full_name(node: ast.expr, names: dict[str, str]) -> str:
    """The dotted name with its first part replaced by what was imported under it."""
    head, dot, rest = dotted(node).partition(".")
    return names.get(head, head) + dot + rest
