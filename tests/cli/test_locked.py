"""Locked files by the command line: a passphrase in a file or typed on a terminal, never among the words."""

import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path

import pytest

from mentordesk.cli import COMMANDS, _parser
from tests.cli.conftest import Run, facts
from tests.terminal import on_a_terminal

WORDS, OTHER = "Lighthouse keeper 31", "Paper boats at 7"
PROGRAM = (sys.executable, "-m", "mentordesk")


@pytest.fixture
def keys(tmp_path: Path) -> None:
    """`key` and `other` hold passphrases as people write them, `none` holds none."""
    (tmp_path / "key").write_text(f"{WORDS}\r\n", "utf-8-sig")
    (tmp_path / "other").write_text(f"{OTHER}\nnot this line\n", "utf-8")
    (tmp_path / "none").write_text("\nsecond line\n", "utf-8")


KEY = ("--passphrase-file", "key")
NEW = ("--new-passphrase-file", "other")


@pytest.mark.usefixtures("keys")
def test_a_file_is_made_locked_and_every_command_opens_it(run: Run, tmp_path: Path) -> None:
    assert run("new", "p.mentordesk", "--sample", *KEY)[0] == 0
    assert b"SQLite" not in (tmp_path / "p.mentordesk").read_bytes()
    assert facts(run("export", "p.mentordesk", "people", "people.csv", *KEY, "--json"))["rows"] == 72
    assert facts(run("check", "p.mentordesk", "--deep", *KEY, "--json"))["problems"] == []
    assert facts(run("undo", "p.mentordesk", *KEY, "--json"))["key"] == "sample.made"


@pytest.mark.usefixtures("keys")
def test_what_is_refused_says_what_to_do(run: Run, tmp_path: Path) -> None:
    run("new", "p.mentordesk", *KEY)
    assert run("check", "p.mentordesk") == (
        1,
        "",
        "p.mentordesk is locked with a passphrase. Nothing was changed. Write the passphrase into a file and "
        "name that file by --passphrase-file.\n",
    )
    wrong = run("check", "p.mentordesk", "--passphrase-file", "other")
    assert (wrong[0], wrong[2].startswith("The passphrase does not open p.mentordesk.")) == (1, True)
    for named in ("none", "missing", "."):
        empty = run("check", "p.mentordesk", "--passphrase-file", named)
        assert (empty[0], "holds no passphrase that can be read" in empty[2]) == (1, True)
    (tmp_path / "short").write_text("abc")
    short = run("new", "q.mentordesk", "--passphrase-file", "short")
    assert (short[0], "shorter than 8 characters" in short[2]) == (1, True)
    assert not (tmp_path / "q.mentordesk").exists()


@pytest.mark.usefixtures("keys")
def test_a_passphrase_is_set_changed_and_removed(run: Run) -> None:
    run("new", "p.mentordesk")
    run("backup", "p.mentordesk")
    command = ("passphrase", "p.mentordesk")
    assert facts(run(*command, "set", "--new-passphrase-file", "key", "--json")) == {"backups": 1, "left": []}
    assert run("check", "p.mentordesk")[0] == 1
    assert run("check", "p.mentordesk", *KEY)[0] == 0
    assert "has a passphrase already" in run(*command, "set", *NEW)[2]
    changed = run(*command, "change", *KEY, *NEW)
    assert (changed[0], "Whoever forgets the passphrase cannot open it." in changed[1]) == (0, True)
    assert run("check", "p.mentordesk", *KEY)[0] == 1
    assert run(*command, "remove", *KEY)[0] == 1
    assert run(*command, "remove", "--passphrase-file", "other")[0] == 0
    assert run("check", "p.mentordesk")[0] == 0


@pytest.mark.usefixtures("keys")
def test_a_passphrase_that_cannot_be_set_is_refused(run: Run) -> None:
    run("new", "p.mentordesk")
    command = ("passphrase", "p.mentordesk")
    for what in ("change", "remove"):
        assert run(*command, what, *NEW) == (1, "", "p.mentordesk has no passphrase. Nothing was changed.\n")
    none = run(*command, "set")
    assert (none[0], none[2].startswith("No new passphrase was given.")) == (1, True)
    assert run(*command, "forget")[0] == 2
    run(*command, "set", "--new-passphrase-file", "key")
    assert "locked with a passphrase" in run(*command, "change", *NEW)[2]
    assert run("check", "p.mentordesk", *KEY)[0] == 0


@pytest.mark.usefixtures("keys")
def test_a_locked_copy_is_read_by_every_command_and_changed_by_none(run: Run, tmp_path: Path) -> None:
    run("new", "p.mentordesk", "--sample")
    shared = facts(run("share", "p.mentordesk", "given", *KEY, "--json"))
    whole = facts(run("check", "p.mentordesk", "--deep", "--json"))["state"]
    assert (shared["file"], shared["locked"], shared["noted"]) == ("given.mentordesk.age", True, True)
    assert facts(run("check", "given.mentordesk.age", "--deep", *KEY, "--json"))["state"] == whole
    assert "Made the sample programme" in run("history", "given.mentordesk.age", *KEY)[1]
    before = (tmp_path / "given.mentordesk.age").read_bytes()
    refused = run("undo", "given.mentordesk.age", *KEY)
    assert (refused[0], "can be read but not changed" in refused[2]) == (1, True)
    assert (tmp_path / "given.mentordesk.age").read_bytes() == before
    assert "locked with a passphrase" in run("check", "given.mentordesk.age")[2]
    assert run("share", "given.mentordesk.age", "mine.mentordesk", "--open-with", "key")[0] == 0
    assert run("undo", "mine.mentordesk", *KEY)[0] == 0


def test_every_command_takes_a_passphrase_file_and_none_a_passphrase() -> None:
    found = list(options(_parser()))
    assert len(found) == len(COMMANDS)
    assert all("--passphrase-file" in its for its in found)
    assert not {one for its in found for one in its if "passphrase" in one and not one.endswith("-file")}


def options(parser: ArgumentParser) -> Iterator[set[str]]:
    """What each command may be told, group by group."""
    groups = [action.choices for action in parser._actions if isinstance(action.choices, dict)]
    for below in (one for group in groups for one in group.values()):
        yield from options(below)
    if not groups:
        yield {one for action in parser._actions for one in action.option_strings}


@pytest.mark.usefixtures("keys")
def test_a_terminal_is_asked(run: Run, tmp_path: Path) -> None:
    run("new", "p.mentordesk")
    twice = [("New passphrase: ", WORDS), ("The same once more: ", WORDS)]
    code, said = on_a_terminal((*PROGRAM, "passphrase", "p.mentordesk", "set"), twice, folder=tmp_path)
    assert (code, "is locked" in said, WORDS in said) == (0, True, False)
    asked = [("Passphrase of p.mentordesk: ", WORDS)]
    code, said = on_a_terminal((*PROGRAM, "check", "p.mentordesk"), asked, folder=tmp_path)
    assert (code, "is sound" in said) == (0, True)
    answers = [*asked, ("New passphrase: ", OTHER), ("The same once more: ", WORDS)]
    code, said = on_a_terminal((*PROGRAM, "passphrase", "p.mentordesk", "change"), answers, folder=tmp_path)
    assert (code, "not the same" in said) == (1, True)
    assert run("check", "p.mentordesk", *KEY)[0] == 0
