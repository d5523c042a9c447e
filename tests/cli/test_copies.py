"""Copies by the command line: given in part, brought in, decided; somebody erased."""

import errno
import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import select

from mentordesk.domain.participant import Participant
from mentordesk.domain.person import Person
from mentordesk.operations.reviews import reviews
from mentordesk.operations.sharing import shared_copies
from mentordesk.storage.database import Database
from mentordesk.storage.label import Label
from tests.cli.conftest import Run, facts
from tests.operations.pairing_world import MENTEES, make_world

NAME = MENTEES[0]
OURS, THEIRS = "p.mentordesk", "theirs.mentordesk"


@pytest.fixture
def folder(run: Run, tmp_path: Path) -> Path:
    """A folder with a small programme, open."""
    with Database.create(tmp_path / OURS) as database:
        make_world(database)
    return tmp_path


def write(file: Path, **values: str) -> None:
    """Edit the first mentee of a file."""
    with Database.open(file) as database, database.change(Label.of("test")) as work:
        person = work.scalars(select(Person).where(Person.name == NAME)).one()
        for name, value in values.items():
            setattr(person, name, value)


def read(file: Path, name: str) -> str:
    with Database.open(file, readonly=True) as database, database.read() as view:
        return str(getattr(view.scalars(select(Person).where(Person.name == NAME)).one(), name))


def state(run: Run, file: str) -> str:
    return str(facts(run("check", file, "--deep", "--json"))["state"])


def test_a_copy_in_part(run: Run, folder: Path) -> None:
    write(folder / OURS, email="secret@example.org", notes="whispered")
    given = facts(
        run(
            "share",
            OURS,
            "part",
            "--without",
            "contacts,notes",
            "--cohort",
            "Spring",
            "--to",
            "Ana",
            "--json",
        )
    )
    assert given == {"file": "part.mentordesk", "whole": False, "locked": False, "noted": True}
    held = (folder / "part.mentordesk").read_bytes()
    assert b"secret@example.org" not in held
    assert b"whispered" not in held
    assert b"whispered" in (folder / OURS).read_bytes()
    with Database.open(folder / OURS) as database, database.read() as view:
        (copy,) = shared_copies(view)
    assert (copy.given_to, copy.cohorts, sorted(copy.without)) == ("Ana", ("Spring",), ["contacts", "notes"])
    assert state(run, "part.mentordesk") != state(run, OURS)


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("out", "--cohort", "Winter"), 1, "or leave it out: Spring."),
        (("nowhere/out",), 1, "There is no folder nowhere."),
        ((OURS,), 1, "p.mentordesk is the file that is open."),
        (("folder",), 1, "folder exists already."),
        (("x" * 300,), 1, "the name is too long"),
        (("note.txt",), 1, "note.txt exists already."),
        (("out", "--without", "salary"), 2, "“salary” is none of contacts, notes, demographics, mediation"),
        (("out", "--without", "names"), 2, "--without"),
    ],
)
def test_a_copy_that_cannot_be_given(
    run: Run, folder: Path, words: tuple[str, ...], code: int, said: str
) -> None:
    (folder / "note.txt").write_text("mine")
    (folder / "folder").mkdir()
    told = run("share", OURS, *words)
    assert (folder / "note.txt").read_text() == "mine"
    assert (told[0], told[1], said in told[2]) == (code, "", True), told
    assert sorted(path.name for path in folder.glob("*.mentordesk*")) == [OURS]


@pytest.mark.usefixtures("folder")
def test_wrong_usage_is_said_in_the_readers_language(run: Run) -> None:
    code, _out, err = run("share", OURS, "out", "--without", "salary", "--speak", "es")
    assert (code, "«salary» no es ninguno de estos: contacts" in err) == (2, True)


def test_a_copy_is_noted_also_where_nobody_is_named(run: Run, folder: Path) -> None:
    assert facts(run("share", OURS, "first", "--json"))["noted"]
    assert run("share", OURS, "first")[2].startswith("first.mentordesk exists already.")
    with Database.open(folder / OURS) as database, database.read() as view:
        (copy,) = shared_copies(view)
        assert (copy.given_to, copy.file_name) == ("somebody not named", "first.mentordesk")
        code, out, err = run("share", OURS, "second")
    assert (code, err, "It was not noted among the copies given out" in out) == (0, "", True)
    assert run("share", OURS, "third", "--to", "Ana")[0] == 0


def test_two_copies_come_together(run: Run, folder: Path) -> None:
    """A plan that changes nothing, a merge left open, taken back, done again; then the other way."""
    assert run("share", OURS, THEIRS)[0] == 0
    write(folder / OURS, phone="+34 1", notes="ours")
    write(folder / THEIRS, phone="+34 2", pronouns="they")
    before = state(run, OURS)
    plan = facts(run("merge", OURS, THEIRS, "--plan", "--json"))
    assert (plan["counts"]["conflicts"], plan["steps"], plan["ahead"]) == (1, 1, None)
    (conflict,) = plan["conflicts"]
    assert (conflict["about"], conflict["mine"]["value"], conflict["theirs"]["value"]) == (
        NAME,
        "+34 1",
        "+34 2",
    )
    assert [line["names"] for line in plan["subjects"]] == [[NAME]]
    said = run("merge", OURS, THEIRS, "--plan")[1]
    assert f"{NAME}: 1 changed by both" in said
    assert "Phone: +34 1 ≠ +34 2\n" in said
    assert state(run, OURS) == before
    assert facts(run("merge", OURS, THEIRS, "--json"))["open"] == 1
    assert "To be decided: 1." in run("merge", OURS, THEIRS)[1]
    merged = state(run, OURS)
    assert facts(run("undo", OURS, "--json"))["key"] == "merge.done"
    assert state(run, OURS) == before
    run("redo", OURS)
    assert state(run, OURS) == merged
    assert run("merge", THEIRS, OURS)[0] == 0
    assert state(run, THEIRS) == merged
    assert "nothing that is not here already" in run("merge", THEIRS, OURS, "--plan")[1]


@pytest.mark.parametrize(("prefer", "phone"), [("mine", "+34 1"), ("theirs", "+34 2"), ("newest", "+34 1")])
def test_what_is_preferred_holds(run: Run, folder: Path, prefer: str, phone: str) -> None:
    run("share", OURS, THEIRS)
    write(folder / THEIRS, phone="+34 2")
    write(folder / OURS, phone="+34 1")
    assert facts(run("merge", OURS, THEIRS, "--prefer", prefer, "--json"))["open"] == 0
    assert read(folder / OURS, "phone") == phone


def test_what_both_copies_broke_together_is_said(run: Run, folder: Path) -> None:
    """Each published alone is within the rules; what somebody erased is counted as well."""
    run("share", OURS, THEIRS)
    for file in (OURS, THEIRS):
        assert run("match", file, "--cohort", "Spring", "--publish")[0] == 0
    run("erase", THEIRS, MENTEES[1])
    with Database.open(folder / OURS) as database, database.change(Label.of("test")) as work:
        for part in work.scalars(select(Participant)):
            part.capacity = 1
    code, out, _err = run("merge", OURS, THEIRS)
    assert (code, "Records erased there, and so here for ever: " in out) == (0, True)
    with Database.open(folder / OURS) as database, database.read() as view:
        found = reviews(view)
    assert {"capacity", "twice"} <= {one.kind for one in found}
    assert [line for line in out.splitlines() if " – " in line] == [
        f"{one.title}: {one.name} – {one.words}" for one in found
    ]
    again = facts(run("merge", OURS, THEIRS, "--json"))["reviews"]
    assert [(one["kind"], one["words"]) for one in again] == [(one.kind, one.words) for one in found]


def test_a_copy_that_cannot_be_brought_in(run: Run, folder: Path) -> None:
    run("new", "strange.mentordesk")
    refusals = {
        OURS: "p.mentordesk is the file that is open.",
        "strange.mentordesk": "strange.mentordesk belongs to another programme",
        "missing.mentordesk": "There is no file missing.mentordesk.",
    }
    for other, said in refusals.items():
        for plan in ((), ("--plan",)):
            code, out, err = run("merge", OURS, other, *plan)
            assert (code, out, err.startswith(said)) == (1, "", True), err
    assert run("merge", OURS, THEIRS, "--prefer", "both")[0] == 2


def test_copies_locked_alike_and_otherwise(run: Run, folder: Path) -> None:
    (folder / "key").write_text("Lighthouse keeper 31")
    (folder / "other").write_text("Paper boats at 7")
    run("share", OURS, "copy", "--passphrase-file", "key")
    write(folder / OURS, notes="later")
    merge = ("merge", OURS, "copy.mentordesk.age")
    assert "locked with a passphrase" in run(*merge)[2]
    assert "locked with a passphrase" in run(*merge, "--plan")[2]
    assert run(*merge, "--passphrase-file", "key")[0] == 0
    run("passphrase", OURS, "set", "--new-passphrase-file", "other")
    assert run(*merge, "--passphrase-file", "other")[0] == 1
    both = ("--passphrase-file", "other", "--other-passphrase-file", "key")
    assert run(*merge, *both)[0] == 0


def test_somebody_is_erased(run: Run, folder: Path) -> None:
    run("backup", OURS)
    refused = run("erase", OURS, "Nobody Such")
    assert (refused[0], refused[2].startswith("There is nobody called “Nobody Such”")) == (1, True)
    gone = facts(run("erase", OURS, NAME, "--json"))
    assert gone["records"] > 1
    assert (gone["left"], gone["proved"], gone["backups"], gone["removed"]) == ([], True, 1, 0)
    for file in (folder / OURS, *(folder / "home").rglob("*.mentordesk")):
        assert NAME.encode() not in file.read_bytes()
    with closing(sqlite3.connect(folder / OURS)) as connection:
        assert connection.execute("SELECT count(*) FROM journal_erased").fetchone()[0] > 1
    run("undo", OURS)
    assert run("history", OURS, "--of", NAME)[0] == 1


def test_what_is_left_of_the_erased_is_said(run: Run, folder: Path) -> None:
    with Database.open(folder / OURS) as database, database.change(Label.of("test")) as work:
        other = work.scalars(select(Person).where(Person.name == MENTEES[2])).one()
        other.notes = f"A friend of {NAME}"
    code, out, _err = run("erase", OURS, NAME)
    assert code == 0
    assert f"Still in somebody else's record: {NAME}" in out
    assert "No byte" not in out


def test_who_has_a_copy_of_the_erased_is_said(run: Run, folder: Path) -> None:
    run("share", OURS, "whole", "--to", "Ana")
    code, out, _err = run("erase", OURS, NAME)
    assert (code, "holds them: whole.mentordesk, given to Ana\n" in out) == (0, True)


def test_nobody_is_erased_of_two_with_one_name(run: Run, folder: Path) -> None:
    with Database.open(folder / OURS) as database, database.change(Label.of("test")) as work:
        work.scalars(select(Person).where(Person.name == MENTEES[2])).one().name = NAME
    before = state(run, OURS)
    code, _out, err = run("erase", OURS, NAME)
    assert (code, "is the name of more than one person" in err) == (1, True)
    assert state(run, OURS) == before


def test_of_a_locked_file_it_is_proved_as_well(run: Run, folder: Path) -> None:
    (folder / "key").write_text("Lighthouse keeper 31")
    run("passphrase", OURS, "set", "--new-passphrase-file", "key")
    gone = facts(run("erase", OURS, NAME, "--passphrase-file", "key", "--json"))
    assert (gone["records"] > 1, gone["searched"] > 0, gone["proved"]) == (True, True, True)


def test_a_copy_that_may_not_be_read_is_no_missing_one(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Copies are for their owner's eyes, so that a colleague may see one in a folder and not read it."""
    (folder / THEIRS).write_bytes(b"")

    def refused(path: str, flags: int, opens: Callable[..., int] = os.open, **more: int) -> int:
        if Path(path).name == THEIRS:
            raise PermissionError(errno.EACCES, "Permission denied")
        return opens(path, flags, **more)

    monkeypatch.setattr(os, "open", refused)
    for words in (("check", THEIRS), ("merge", OURS, THEIRS, "--plan")):
        assert run(*words)[2].startswith("You may not read theirs.mentordesk. It was left as it is.")
