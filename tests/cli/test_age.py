"""Locked copies are age's own: its program opens ours, and we open what it made."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.conftest import Run, facts
from tests.terminal import on_a_terminal

WORDS = "Lighthouse keeper 31"
ENTER, CONFIRM = "Enter passphrase", "Confirm passphrase"

pytestmark = pytest.mark.skipif(not shutil.which("age"), reason="age is not installed; .ci/run installs it")


@pytest.fixture
def state(run: Run, tmp_path: Path) -> str:
    """The state of `p.mentordesk`, which is a sample programme; `key` holds the passphrase."""
    (tmp_path / "key").write_text(WORDS)
    assert run("new", "p.mentordesk", "--sample")[0] == 0
    return str(facts(run("check", "p.mentordesk", "--deep", "--json"))["state"])


@pytest.mark.usefixtures("state")
def test_age_opens_our_copy(run: Run, tmp_path: Path) -> None:
    assert run("share", "p.mentordesk", "given.mentordesk.age", "--passphrase-file", "key")[0] == 0
    command = ("age", "-d", "-o", "opened.mentordesk", "given.mentordesk.age")
    code, said = on_a_terminal(command, [(ENTER, WORDS)], folder=tmp_path)
    assert code == 0, said
    with closing(sqlite3.connect(tmp_path / "opened.mentordesk")) as opened:
        assert opened.execute("SELECT count(*) FROM person").fetchone() == (100,)
    both = [run("check", file, "--deep", "--json") for file in ("opened.mentordesk", "p.mentordesk")]
    assert facts(both[0])["state"] == facts(both[1])["state"]


def test_age_does_not_open_it_with_other_words(run: Run, tmp_path: Path, state: str) -> None:
    run("share", "p.mentordesk", "given.mentordesk.age", "--passphrase-file", "key")
    command = ("age", "-d", "-o", "opened.mentordesk", "given.mentordesk.age")
    code, said = on_a_terminal(command, [(ENTER, "Lighthouse keeper 32")], folder=tmp_path)
    assert (code, "incorrect passphrase" in said) == (1, True)


def test_we_open_what_age_locked(run: Run, tmp_path: Path, state: str) -> None:
    command = ("age", "-p", "-o", "theirs.mentordesk.age", "p.mentordesk")
    code, said = on_a_terminal(command, [(ENTER, WORDS), (CONFIRM, WORDS)], folder=tmp_path)
    assert code == 0, said
    checked = run("check", "theirs.mentordesk.age", "--deep", "--passphrase-file", "key", "--json")
    assert facts(checked)["state"] == state
    undone = run("undo", "p.mentordesk")
    assert undone[0] == 0
    assert run("merge", "p.mentordesk", "theirs.mentordesk.age", "--passphrase-file", "key")[0] == 0


def test_what_age_locked_for_a_key_is_refused(run: Run, tmp_path: Path, state: str) -> None:
    """A file for an age identity, where we only know passphrases."""
    made = on_a_terminal(("age-keygen", "-o", "identity"), [], folder=tmp_path)
    public = next(word for word in made[1].split() if word.startswith("age1"))
    locked = ("age", "-r", public, "-o", "theirs.mentordesk.age", "p.mentordesk")
    assert on_a_terminal(locked, [], folder=tmp_path)[0] == 0
    code, _out, err = run("check", "theirs.mentordesk.age", "--passphrase-file", "key")
    assert (code, "in a way that a passphrase does not open" in err) == (1, True)
