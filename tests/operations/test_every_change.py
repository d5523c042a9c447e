"""Every operation that changes a file stands in a test that takes it back."""

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path


def test_every_change_is_taken_back_by_a_test(root: Path) -> None:
    undone = {name for path in files_of_tests(root) for name in names_undone(path)}
    assert sorted(changes(root) - undone) == []


def changes(root: Path) -> set[str]:
    """Public functions of the operations that take a database and open a change, themselves or by another."""
    functions = {
        node.name: node
        for path in sorted((root / "mentordesk" / "operations").glob("*.py"))
        for node in ast.parse(path.read_text("utf-8")).body
        if isinstance(node, ast.FunctionDef)
    }
    opening = {name for name, node in functions.items() if opens_a_change(node)}
    while more := {
        name for name, node in functions.items() if name not in opening and opening & set(names_in(node))
    }:
        opening |= more
    return {name for name in opening if not name.startswith("_") and takes_a_database(functions[name])}


def opens_a_change(node: ast.FunctionDef) -> bool:
    return any(
        isinstance(part, ast.Attribute) and part.attr == "change" and ast.unparse(part.value) == "database"
        for part in ast.walk(node)
    )


def takes_a_database(node: ast.FunctionDef) -> bool:
    return bool(node.args.args) and node.args.args[0].arg == "database"


def files_of_tests(root: Path) -> list[Path]:
    return sorted((root / "tests").rglob("test_*.py"))


def names_undone(path: Path) -> Iterator[str]:
    """What the tests that undo name, in themselves, their helpers and their tables."""
    parts = {name: node for node in ast.parse(path.read_text("utf-8")).body for name in defined(node)}
    for name, node in parts.items():
        if name.startswith("test_") and any(called(part) == "undo" for part in ast.walk(node)):
            yield from reached(name, parts)


def defined(node: ast.stmt) -> list[str]:
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return [node.name]
    targets = node.targets if isinstance(node, ast.Assign) else []
    targets = [node.target] if isinstance(node, ast.AnnAssign) else targets
    return [target.id for target in targets if isinstance(target, ast.Name)]


def called(node: ast.AST) -> str:
    return node.func.attr if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) else ""


def reached(start: str, parts: Mapping[str, ast.stmt]) -> set[str]:
    """Names used by a definition and by those of its module that it uses."""
    waiting, seen = [start], set[str]()
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting += names_in(parts[name]) if name in parts else []
    return seen


def names_in(node: ast.AST) -> list[str]:
    """The names that a definition uses; of attributes their last part."""
    return [
        part.id if isinstance(part, ast.Name) else part.attr
        for part in ast.walk(node)
        if isinstance(part, ast.Name | ast.Attribute)
    ]
