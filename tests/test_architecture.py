"""The shape of the program: lists hold their folders, words reach the catalogues, `None` does not die."""

import ast
import dataclasses
import importlib
import inspect
import re
import subprocess
import sys
from functools import cache
from pathlib import Path
from types import FunctionType
from typing import Any

import pytest

# The lists whose entries each name a module of the same folder.
LISTS = (("mentordesk.ui.pages", "PAGES"), ("mentordesk.documents", "DOCUMENTS"))

# The lists whose entries are, or hold, functions of the same module.
FUNCTIONS = (("mentordesk.matching.criteria", "CRITERIA"), ("mentordesk.matching.rules", "RULES"))

# Qt's ways to put words on screen, and the ones that set words no person reads.
SHOWING = frozenset(
    {
        "setText",
        "setWindowTitle",
        "setToolTip",
        "setPlaceholderText",
        "setStatusTip",
        "setTitle",
        "setAccessibleName",
    }
    | {
        "setAccessibleDescription",
        "setInformativeText",
        "setLabelText",
        "addAction",
        "addMenu",
        "addTab",
        "addRow",
    }
    | {"QLabel", "QPushButton", "QToolButton", "QCheckBox", "QRadioButton", "QGroupBox", "QAction"}
)

VOID_CALLS = """
from PySide6.QtCore import QObject
thing = QObject()
for _ in range(200_000):
    thing.blockSignals(False)
    thing.setObjectName("a")
print(None is None)
"""


def modules_in(package: str, root: Path) -> set[str]:
    folder = root.joinpath(*package.split("."))
    files = {path.stem for path in folder.glob("*.py") if not path.stem.startswith("_")}
    return files | {path.parent.name for path in folder.glob("*/__init__.py")}


def listed_in(module: str, name: str) -> tuple[Any, ...]:
    entries = getattr(importlib.import_module(module), name)
    assert isinstance(entries, tuple), f"{name} is a tuple, because its order is seen"
    return entries


@pytest.mark.parametrize(("package", "name"), LISTS)
def test_every_file_of_a_folder_is_listed_or_helps_one_that_is(package: str, name: str, root: Path) -> None:
    listed = [entry.module.rpartition(".")[2] for entry in listed_in(package, name)]
    files = modules_in(package, root)
    assert set(listed) <= files
    assert len(listed) == len(set(listed)), f"{name} lists a module twice"
    assert sorted(file for file in files - set(listed) if not helps(package, file, root)) == []


def helps(package: str, file: str, root: Path) -> bool:
    """Whether a module is imported by the program outside the list itself."""
    folder = root.joinpath(*package.split("."))
    others = (path for path in (root / "mentordesk").rglob("*.py") if path != folder / f"{file}.py")
    return any(f"{package}.{file}" in imported_by(path) for path in others)


@cache
def imported_by(path: Path) -> set[str]:
    """Modules that a file imports, `from a import b` as both `a` and `a.b`."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


@pytest.mark.parametrize(("module", "name"), FUNCTIONS)
def test_every_function_of_a_kind_is_listed(module: str, name: str) -> None:
    """Public functions that take what the listed ones take are listed as well."""
    listed = [function for entry in listed_in(module, name) for function in functions_of(entry, module)]
    shapes = {tuple(inspect.signature(function).parameters) for function in listed}
    alike = {
        function.__name__
        for function in vars(importlib.import_module(module)).values()
        if is_own(function, module) and tuple(inspect.signature(function).parameters) in shapes
    }
    assert listed
    assert len(listed) == len(set(listed))
    assert alike == {function.__name__ for function in listed if not function.__name__.startswith("_")}


def functions_of(entry: Any, module: str) -> list[FunctionType]:
    """The functions of the module that an entry is or holds."""
    held = [entry]
    if dataclasses.is_dataclass(entry):
        held += [getattr(entry, field.name) for field in dataclasses.fields(entry)]
    own = [value for value in held if isinstance(value, FunctionType) and value.__module__ == module]
    return [function for function in own if function.__name__ != "<lambda>"]


def is_own(value: object, module: str) -> bool:
    return (
        isinstance(value, FunctionType) and value.__module__ == module and not value.__name__.startswith("_")
    )


def test_every_package_has_tests_of_its_own(root: Path) -> None:
    packages = [path.parent.name for path in (root / "mentordesk").glob("*/__init__.py")]
    untested = [name for name in packages if not list((root / "tests" / name).glob("test_*.py"))]
    assert untested == []


def test_every_module_is_used_by_a_test(root: Path) -> None:
    """A module is reached from some test, by itself or through what the test imports."""
    modules = {module_name(path, root): path for path in (root / "mentordesk").rglob("*.py")}
    waiting = set[str]().union(*(imported_by(path) for path in (root / "tests").rglob("test_*.py")))
    waiting |= {"mentordesk.cli", "mentordesk.__main__"}
    waiting |= {name for package, _list in LISTS for name in strings_of(package, root)}
    reached: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name in modules and name not in reached:
            reached.add(name)
            waiting |= imported_by(modules[name]) | {name.rpartition(".")[0]}
    assert sorted(set(modules) - reached) == []


def strings_of(package: str, root: Path) -> set[str]:
    """The modules of a package that its list names as strings."""
    tree = ast.parse(root.joinpath(*package.split("."), "__init__.py").read_text("utf-8"))
    texts = {str(node.value).rpartition(".")[2] for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    return {f"{package}.{file}" for file in modules_in(package, root) & texts}


def module_name(path: Path, root: Path) -> str:
    return ".".join(path.relative_to(root).with_suffix("").parts).removesuffix(".__init__")


def test_files_and_functions_stay_small(root: Path) -> None:
    long = []
    for path in sorted((root / "mentordesk").rglob("*.py")):
        text = path.read_text("utf-8")
        long += [path.name] if len(text.splitlines()) > 450 else []
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno >= 50:
                long.append(f"{path.name}:{node.lineno} {node.name}")
    assert long == []


def test_only_the_starter_of_python_itself_stands_alone(root: Path) -> None:
    """`run.py` starts on a bare Python, so it imports nothing that has to be installed."""
    tops = {name.partition(".")[0] for name in imported_by(root / "run.py")}
    assert tops <= set(sys.stdlib_module_names)


def test_no_words_are_shown_untranslated(root: Path) -> None:
    bare = [
        f"{path.name}:{call.lineno} {text!r}"
        for path in sorted((root / "mentordesk" / "ui").rglob("*.py"))
        for call in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(call, ast.Call) and name_of(call.func) in SHOWING
        for text in words_in(call)
    ]
    assert bare == []


def name_of(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def words_in(call: ast.Call) -> list[str]:
    """Literal arguments with two letters or more in a row, formatted ones included."""
    literals = [
        part for arg in call.args for part in (arg.values if isinstance(arg, ast.JoinedStr) else [arg])
    ]
    texts = [
        part.value for part in literals if isinstance(part, ast.Constant) and isinstance(part.value, str)
    ]
    return [text for text in texts if any(word.isalpha() and word[1:] for word in text.split())]


def test_void_calls_of_qt_leave_none_alive() -> None:
    """PySide6 6.12.0 takes a reference from `None` at each such call and ends Python 3.11 soon."""
    said = subprocess.run([sys.executable, "-c", VOID_CALLS], capture_output=True, text=True, check=False)
    assert (said.returncode, said.stdout.strip()) == (0, "True"), said.stderr[-500:]


def test_layers(root: Path) -> None:
    """The contracts of import-linter, exhaustive over the package."""
    linter = Path(sys.executable).parent / "lint-imports"
    said = subprocess.run([linter], cwd=root, capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stdout[-2000:]


def test_counts_have_their_plurals(root: Path) -> None:
    """“{n} days” is never one sentence for all numbers; units such as h and % are."""
    counting = re.compile(r"\{(n|m|all|count|days|weeks|months|hours|minutes|agreed|total)\} [a-z]+s\b")
    wrong = [
        f"{path.name}:{call.lineno} {text!r}"
        for path in sorted((root / "mentordesk").rglob("*.py"))
        for call in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(call, ast.Call) and name_of(call.func) in {"_", "N_"}
        for text in words_in(call)
        if counting.search(text)
    ]
    assert wrong == []
