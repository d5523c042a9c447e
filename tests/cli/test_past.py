"""Backups, going back, the way back from a damaged file, and what was done, by the command line."""

from pathlib import Path

import pytest
from sqlalchemy import select

from mentordesk.domain.person import Person
from mentordesk.storage.database import Database
from mentordesk.storage.label import Label
from mentordesk.storage.secrets import PAGE
from tests.cli.conftest import FILES, Run, facts
from tests.operations.pairing_world import MENTEES, make_world

FILE = "p.mentordesk"


@pytest.fixture
def folder(run: Run, tmp_path: Path) -> Path:
    with Database.create(tmp_path / FILE) as database:
        make_world(database)
    return tmp_path


def state(run: Run, file: str = FILE) -> str:
    return str(facts(run("check", file, "--deep", "--json"))["state"])


def test_a_backup_is_made_listed_and_gone_back_to(run: Run, folder: Path) -> None:
    assert facts(run("backup", FILE, "--list", "--json")) == {"backups": []}
    made = Path(facts(run("backup", FILE, "--json"))["file"])
    before = state(run)
    run("match", FILE, "--cohort", "Spring", "--publish")
    after = state(run)
    (listed,) = facts(run("backup", FILE, "--list", "--json"))["backups"]
    assert (listed["path"], listed["changes_since"], listed["changes_lost"]) == (str(made), 1, 0)
    assert f"{made.name}  6 people  1 step since" in run("backup", FILE, "--list")[1]
    assert run("restore", FILE, made.name)[0] == 0
    assert state(run) == before
    assert run("undo", FILE)[0] == 0
    assert state(run) == after


def test_a_backup_is_written_out(run: Run, folder: Path) -> None:
    made = facts(run("backup", FILE, "--json"))["file"]
    before = state(run)
    run("match", FILE, "--cohort", "Spring", "--publish")
    assert run("restore", FILE, made, "--out", "then.mentordesk")[0] == 0
    assert state(run, "then.mentordesk") == before != state(run)


def test_a_backup_is_brought_in(run: Run, folder: Path) -> None:
    made = Path(facts(run("backup", FILE, "--json"))["file"])
    run("restore", FILE, made.name, "--out", "then.mentordesk")
    table = FILES / "form-export.csv"
    run("import", FILE, table)
    newer = Path(facts(run("backup", FILE, "--json"))["file"])
    full = state(run)
    (folder / FILE).write_bytes((folder / "then.mentordesk").read_bytes())
    assert facts(run("restore", FILE, newer.name, "--merge", "--json"))["steps"] == 1
    assert state(run) == full


def test_a_damaged_file_is_mended_beside_it(run: Run, folder: Path) -> None:
    run("backup", FILE)
    run("import", FILE, FILES / "form-export.csv")
    full, data = state(run), bytearray((folder / FILE).read_bytes())
    data[:100] = b"x" * 100
    (folder / FILE).write_bytes(data)
    assert run("check", FILE)[0] == 1
    mended = facts(run("restore", FILE, "--out", "mended.mentordesk", "--json"))
    assert (mended["saved"], mended["broken"], mended["legible"]) == (1, 0, True)
    assert state(run, "mended.mentordesk") == full
    assert (folder / FILE).read_bytes() == data
    again = run("restore", FILE, "--out", "mended.mentordesk")
    assert (again[0], again[2].startswith("mended.mentordesk exists already.")) == (1, True)


def test_what_a_backup_alone_could_not_save_is_said(run: Run, folder: Path) -> None:
    run("backup", FILE)
    run("import", FILE, FILES / "form-export.csv")
    data = bytearray((folder / FILE).read_bytes())
    data[PAGE : PAGE * 40] = b"x" * PAGE * 39
    (folder / FILE).write_bytes(data)
    said = run("restore", FILE, "--out", "mended.mentordesk")[1]
    assert f"Nothing of {FILE} itself could be read, so what was done after the backup is missing." in said


def test_what_cannot_be_gone_back_to(run: Run, folder: Path) -> None:
    made = facts(run("backup", FILE, "--json"))["file"]
    unknown = run("restore", FILE, "p 2001.mentordesk")
    assert (unknown[0], unknown[2].startswith("There is no backup p 2001.mentordesk of p.mentordesk.")) == (
        1,
        True,
    )
    there = run("restore", FILE, made, "--out", FILE)
    assert (there[0], "exists already" in there[2]) == (1, True)
    code, _out, err = run("restore", FILE)
    assert (code, "name a BACKUP, or a file to write by --out" in err) == (2, True)
    assert run("restore", FILE, made, "--replace", "--merge")[0] == 2
    (folder / "empty.mentordesk").write_bytes(bytes(40 * 4096))
    nothing = run("restore", "empty.mentordesk", "--out", "mended.mentordesk")
    assert (nothing[0], "Neither empty.mentordesk nor a backup of it" in nothing[2]) == (1, True)


def test_a_locked_backup_is_written_out_with_its_passphrase(run: Run, folder: Path) -> None:
    (folder / "key").write_text("Lighthouse keeper 31")
    key = ("--passphrase-file", "key")
    run("passphrase", FILE, "set", "--new-passphrase-file", "key")
    made = Path(facts(run("backup", FILE, *key, "--json"))["file"])
    assert "locked with a passphrase" in run("restore", FILE, made.name, "--out", "then.mentordesk")[2]
    assert run("restore", FILE, made.name, "--out", "then.mentordesk", *key)[0] == 0
    assert facts(run("check", "then.mentordesk", *key, "--json"))["problems"] == []


def test_the_history_of_one(run: Run, folder: Path) -> None:
    run("match", FILE, "--cohort", "Spring", "--publish")
    everything = facts(run("history", FILE, "--json"))["changes"]
    assert [one["kind"] for one in everything] == ["do", "do"]
    run("session", "log", FILE, MENTEES[2], "--day", "2026-03-19", "--minutes", "45")
    its = facts(run("history", FILE, "--of", MENTEES[2], "--json"))["changes"]
    assert len(its) == 3
    assert "session" in its[0]["words"]
    assert len(facts(run("history", FILE, "--of", MENTEES[1], "--json"))["changes"]) == 2
    run("undo", FILE)
    newest, before = facts(run("history", FILE, "--json"))["changes"][:2]
    assert (newest["kind"], before["taken_back"]) == ("undo", True)
    unknown = run("history", FILE, "--of", "Nobody Such")
    assert (unknown[0], unknown[2].startswith("There is nobody called “Nobody Such”")) == (1, True)


def test_a_session_that_cannot_be_logged(run: Run, folder: Path) -> None:
    log = ("session", "log", FILE)
    assert run(*log, MENTEES[0])[2].startswith("There is no open pairing of “Zofia Wiśniewska”")
    run("match", FILE, "--cohort", "Spring", "--publish")
    assert facts(run(*log, "ZOFIA wisniewska", "--json"))["minutes"] == 60
    several = run(*log, "tamar")
    assert (several[0], several[2].startswith("“tamar” is in more than one pairing (Tamar Levi – ")) == (
        1,
        True,
    )
    assert run(*log, "zofia", "--minutes", "0")[0] == 1
    assert run(*log, "zofia", "--day", "2999-01-01")[0] == 1
    for minutes, said in (
        ("2.5", "is not a whole number."),
        ("-5", "is below 0."),
        ("long", "is not a number."),
    ):
        code, _out, err = run(*log, "zofia", "--minutes", minutes)
        assert (code, said in err) == (2, True)
    code, _out, err = run(*log, "zofia", "--day", "tomorrow")
    assert (code, "“tomorrow” is not a day. Write it as YYYY-MM-DD." in err) == (2, True)


def test_a_whole_name_wins_over_part_of_another(run: Run, folder: Path) -> None:
    """Also the two names as a sentence prints them."""
    run("match", FILE, "--cohort", "Spring", "--publish")
    with Database.open(folder / FILE) as database, database.change(Label.of("test")) as work:
        people = work.scalars(select(Person).where(Person.name.in_(MENTEES)).order_by(Person.name)).all()
        people[0].name, people[1].name = "Suharto C.", "Suharto C. Wijaya"
    log = ("session", "log", FILE)
    met = facts(run(*log, "suharto c.", "--json"))
    assert met["mentee"] == "Suharto C."
    assert run(*log, f"{met['mentor']} – {met['mentee']}")[:2] == (
        0,
        f"Session logged: {met['mentor']} – Suharto C.\n",
    )
    assert "is in more than one pairing (" in run(*log, "suharto")[2]


def test_the_history_tells_steps_apart_in_the_order_of_time(run: Run, folder: Path) -> None:
    run("share", FILE, "theirs.mentordesk")
    run("match", FILE, "--cohort", "Spring", "--publish")
    for way in ("undo", "redo", "undo"):
        run(way, FILE)
    run("import", "theirs.mentordesk", FILES / "form-export.csv")
    run("match", FILE, "--cohort", "Spring", "--publish")
    run("merge", FILE, "theirs.mentordesk")
    lines = [line.split("  ")[2] for line in run("history", FILE)[1].splitlines()]
    published = "Published pairings as trials: 3"
    assert lines[1:7] == [
        published,
        "Imported people: 48",
        f"Undo: {published}",
        f"Done again: {published} (Taken back)",
        f"Undo: {published}",
        f"{published} (Taken back)",
    ]
    days = [one["at"] for one in facts(run("history", FILE, "--json"))["changes"]]
    assert days == sorted(days, reverse=True)


def test_only_deep_checking_reads_every_value(run: Run, folder: Path) -> None:
    """A name written into the file behind the program's back."""
    data = (folder / FILE).read_bytes()
    assert run("check", FILE) == (0, f"{FILE} is sound.\n", "")
    table = data.index(b"Tamar Levi")
    (folder / FILE).write_bytes(data[:table] + b"Tamar Lavi" + data[table + 10 :])
    assert run("check", FILE)[0] == 0
    code, out, err = run("check", FILE, "--deep")
    assert (code, out, err.startswith(f"{FILE} is not sound: ")) == (1, "", True)
    assert f"mentordesk restore {FILE} --out OUT" in err
