"""Messages of the program: gathered from the source, written to `translations/`, checked and compiled.

Babel reads and writes the catalogues; the messages are found by Python's own parser, because the docstring of
a `Refusal` is a message too. Locations carry no line numbers, so a moved line changes no catalogue.
"""

import argparse
import ast
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "mentordesk"
TRANSLATIONS = ROOT / "translations"
TEMPLATE = TRANSLATIONS / "mentordesk.pot"

SINGULAR = frozenset({"_", "N_", "gettext"})
PLURAL = frozenset({"ngettext"})
PLACEHOLDER = re.compile(r"\{(\w*)[^{}]*\}")
COUNT = "n"
HEADING = "# Messages of MentorDesk, written by `python3 run.py translations`."
UNKEPT = tuple(
    f'"{field}'
    for field in (
        "POT-Creation",
        "PO-Revision",
        "Report-",
        "Last-Tr",
        "Language-Team",
        "Generated-By",
        "Project-Id",
    )
)

MessageId = str | tuple[str, str]


@dataclass(frozen=True)
class Found:
    """One message in one file of the source."""

    key: MessageId
    file: str


def gather(source: Path = SOURCE) -> list[Found]:
    """Every message of the package, in the order of its files and lines."""
    trees = {path: ast.parse(path.read_text("utf-8"), str(path)) for path in sorted(source.rglob("*.py"))}
    refusals = refusal_names(trees.values())
    return [
        Found(key, path.relative_to(source.parent).as_posix())
        for path, tree in trees.items()
        for key in messages_of(tree, refusals)
    ]


def refusal_names(trees: Iterable[ast.Module]) -> frozenset[str]:
    """The names of all classes that derive from `Refusal`, however far."""
    bases = {
        node.name: {_name(base) for base in node.bases}
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
    }
    known = {"Refusal"}
    while more := {name for name, above in bases.items() if above & known} - known:
        known |= more
    return frozenset(known)


def messages_of(tree: ast.Module, refusals: frozenset[str]) -> Iterator[MessageId]:
    nodes = (node for node in ast.walk(tree) if isinstance(node, ast.Call | ast.ClassDef))
    for node in sorted(nodes, key=lambda node: (node.lineno, node.col_offset)):
        key = _of_call(node) if isinstance(node, ast.Call) else _of_class(node, refusals)
        if key:
            yield key


def _of_class(node: ast.ClassDef, refusals: frozenset[str]) -> MessageId | None:
    return " ".join((ast.get_docstring(node) or "").split()) if node.name in refusals else None


def _of_call(node: ast.Call) -> MessageId | None:
    name = _name(node.func)
    texts = [arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
    if name in PLURAL and texts[1:]:
        return texts[0], texts[1]
    return texts[0] if name in SINGULAR and texts else None


def _name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def template(found: Iterable[Found]) -> Catalog:
    catalogue = Catalog(header_comment=HEADING, charset="utf-8")
    for message in found:
        catalogue.add(message.key, locations=[(message.file, 1)])
    return catalogue


def updated(catalogue: Catalog, wanted: Catalog) -> Catalog:
    """The wanted messages with the translations that a catalogue already has; the others stay empty."""
    fresh = Catalog(locale=catalogue.locale, header_comment=HEADING, charset="utf-8", fuzzy=False)
    for message in wanted:
        if message.id:
            old = catalogue.get(_first(message))
            kept = old.string if old and _same_shape(old, message) else ""
            fresh.add(message.id, kept, locations=message.locations)
    return fresh


def faults(catalogue: Catalog, wanted: Catalog, name: str) -> Iterator[str]:
    """What keeps a catalogue from being complete and right, a line each."""
    for message in wanted:
        if message.id:
            mine = catalogue.get(_first(message))
            yield from (f"{name}: {fault}: {_first(message)!r}" for fault in _faults_of(mine, message))


def _faults_of(mine: Message | None, wanted: Message) -> Iterator[str]:
    if mine is None or not _same_shape(mine, wanted):
        yield "missing"
        return
    if mine.fuzzy:
        yield "fuzzy"
    forms = [
        str(form or "") for form in (mine.string if isinstance(mine.string, tuple | list) else [mine.string])
    ]
    if not all(forms):
        yield "untranslated"
        return
    if any(not _same_placeholders(_ids(wanted), form) for form in forms):
        yield "other placeholders"


def _same_placeholders(ids: tuple[str, ...], form: str) -> bool:
    """A form of a plural may leave the count out ("one person"); nothing else may be lost or invented."""
    wanted, used = set(PLACEHOLDER.findall(ids[-1])), set(PLACEHOLDER.findall(form))
    optional = {COUNT} if len(ids) > 1 else set()
    return wanted - optional <= used <= wanted


def _ids(message: Message) -> tuple[str, ...]:
    return tuple(message.id) if isinstance(message.id, tuple | list) else (message.id,)


def _first(message: Message) -> str:
    return _ids(message)[0]


def _same_shape(one: Message, other: Message) -> bool:
    return _ids(one) == _ids(other)


def languages(folder: Path = TRANSLATIONS) -> dict[str, Path]:
    return {path.parent.parent.name: path for path in sorted(folder.glob("*/LC_MESSAGES/mentordesk.po"))}


def read(path: Path, language: str | None = None) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=language)


def write(catalogue: Catalog, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalogue, width=110, sort_by_file=False, include_lineno=False, omit_header=False)
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if not line.startswith(UNKEPT)), "utf-8")


def compile_all(target: Path) -> list[Path]:
    """Compile every language into `target`/xx/LC_MESSAGES/mentordesk.mo; the files made."""
    made = []
    for language, source in languages().items():
        path = target / language / "LC_MESSAGES" / "mentordesk.mo"
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            write_mo(file, read(source, language))
        made.append(path)
    return made


def update() -> int:
    wanted = template(gather())
    write(wanted, TEMPLATE)
    for language, path in languages().items():
        write(updated(read(path, language), wanted), path)
    return 0


def check() -> int:
    wanted = template(gather())
    known = read(TEMPLATE) if TEMPLATE.exists() else Catalog()
    problems = [
        f"mentordesk.pot is not up to date: {key!r}" for key in sorted(_keys(known) ^ _keys(wanted), key=str)
    ]
    for language, path in languages().items():
        problems += faults(read(path, language), wanted, language)
    print("\n".join(problems) or f"{len(_keys(wanted))} messages, {len(languages())} languages: complete")
    return 1 if problems else 0


def _keys(catalogue: Catalog) -> set[tuple[str, ...]]:
    return {_ids(message) for message in catalogue if message.id}


def add(language: str) -> int:
    path = TRANSLATIONS / language / "LC_MESSAGES" / "mentordesk.po"
    if not path.exists():
        write(updated(Catalog(locale=language), template(gather())), path)
    return 0


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description="Gather, check and compile the messages of the program.")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("update", help="write the template and bring every language up to it")
    commands.add_parser("check", help="fail where something is missing, fuzzy or has other placeholders")
    commands.add_parser("add", help="begin a language").add_argument("language")
    commands.add_parser("compile", help="make the .mo files").add_argument("target", type=Path)
    chosen = parser.parse_args(arguments)
    if chosen.command == "add":
        return add(chosen.language)
    if chosen.command == "compile":
        return 0 if compile_all(chosen.target) else 1
    return update() if chosen.command == "update" else check()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
