"""A shared copy holds what it should and no byte more, and coming back it blanks nothing."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from mentordesk.domain.entity import derived_key
from mentordesk.domain.mediation import Mediation
from mentordesk.domain.pairing import Pairing
from mentordesk.domain.participant import Participant, Role, participant_key
from mentordesk.domain.person import OwnField, OwnValue, Person, PersonSkill, Skill, field_key, skill_key
from mentordesk.domain.programme import Cohort
from mentordesk.domain.session import CheckIn, Session
from mentordesk.domain.sharing import LeftOut, SharedCopy
from mentordesk.operations.bringing_in import bring_in, look_at
from mentordesk.operations.letters import letter
from mentordesk.operations.programme import make_programme
from mentordesk.operations.sample import make_sample
from mentordesk.operations.sharing import (
    Contents,
    CopyOntoItself,
    NeedsItsOwnPassphrase,
    NoSuchFolder,
    ShortPassphrase,
    contents,
    keep_shared,
    recall,
    relock,
    share,
    shared_copies,
)
from mentordesk.storage import merge
from mentordesk.storage.database import Database, Desk
from mentordesk.storage.guard import checked
from mentordesk.storage.label import Label
from mentordesk.storage.refusals import AlreadyThere, CannotWrite
from mentordesk.storage.secrets import NeedsPassphrase, WrongPassphrase
from tests.operations.pairing_world import state

LABEL = Label.of("test")
TODAY = date(2026, 3, 17)
NOW = datetime(2026, 3, 17, 12, tzinfo=UTC)
WORDS, OTHER = "Lighthouse keeper 31", "other words"


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """Two cohorts with a pair each; every secret is a word of its own, some written over by later ones."""
    with Database.create(tmp_path / "ours.mentordesk") as made:
        autumn = make_programme(
            made, name="Compass", cohort="Autumn", starts_on=date(2025, 9, 1), ends_on=date(2026, 2, 1)
        )
        with made.change(LABEL) as work:
            programme = work.get_one(Cohort, autumn).programme_id
            spring = work.new_key()
            work.add(
                Cohort(
                    id=spring,
                    programme_id=programme,
                    name="Spring",
                    starts_on=date(2026, 3, 1),
                    ends_on=date(2026, 8, 1),
                )
            )
        for cohort, mark in ((autumn, "AUT"), (spring, "SPR")):
            fill(made, cohort, mark)
        yield made


def fill(database: Database, cohort: bytes, mark: str) -> None:
    with database.change(LABEL) as work:
        mentor, mentee = work.new_keys(2)
        for key, name in ((mentor, "Mentor"), (mentee, "Mentee")):
            work.add(
                Person(
                    id=key,
                    name=f"{name}-{mark}",
                    email=f"mail-{name}-{mark}@x.org",
                    notes=f"note-{name}-{mark}",
                    pronouns=f"pron-{mark}",
                )
            )
            role = Role.MENTOR if key == mentor else Role.MENTEE
            work.add(
                Participant(
                    id=participant_key(cohort, key),
                    cohort_id=cohort,
                    person_id=key,
                    role=role,
                    reason=f"reason-{mark}",
                )
            )
        work.put(Skill(id=skill_key(f"Skill-{mark}"), name=f"Skill-{mark}"))
        work.put(OwnField(id=field_key("Faith"), name="Faith", demographic=True))
        work.add(
            PersonSkill(
                id=derived_key(mentee, skill_key(f"Skill-{mark}")),
                person_id=mentee,
                skill_id=skill_key(f"Skill-{mark}"),
                wanted=3,
            )
        )
        work.add(
            OwnValue(
                id=derived_key(mentee, field_key("Faith")),
                person_id=mentee,
                field_id=field_key("Faith"),
                value=f"demo-{mark}",
            )
        )
        pairing = work.new_key()
        work.add(
            Pairing(
                id=pairing,
                cohort_id=cohort,
                mentor_id=participant_key(cohort, mentor),
                mentee_id=participant_key(cohort, mentee),
                notes=f"pairnote-{mark}",
            )
        )
        work.add(
            Session(id=work.new_key(), pairing_id=pairing, day=TODAY, notes=f"talked-{mark}", minutes=45)
        )
        work.add(CheckIn(id=work.new_key(), pairing_id=pairing, day=TODAY, notes=f"asked-{mark}"))
        work.add(Mediation(id=work.new_key(), pairing_id=pairing, opened_on=TODAY, reason=f"quarrel-{mark}"))
    with database.change(LABEL) as work:
        person = work.get_one(Person, mentee)
        person.email, person.notes, person.city = f"later-{mark}@x.org", f"second-{mark}", "Lyon"


SECRETS: dict[LeftOut, tuple[str, ...]] = {
    LeftOut.CONTACTS: ("mail-Mentor", "mail-Mentee", "later-"),
    LeftOut.NOTES: (*("note-Mentor", "note-Mentee", "second-", "reason-", "pairnote-", "talked-", "asked-"),),
    LeftOut.DEMOGRAPHICS: ("pron-", "demo-"),
    LeftOut.MEDIATION: ("quarrel-",),
}


@pytest.mark.parametrize("without", [*([kind] for kind in LeftOut), list(LeftOut)])
def test_what_is_left_out_is_in_no_byte_and_the_rest_is_there(
    database: Database, tmp_path: Path, without: list[LeftOut]
) -> None:
    copy = share(database, out=tmp_path / "copy", without=without)
    data = copy.read_bytes()
    for kind, secrets in SECRETS.items():
        for secret in secrets:
            assert (secret.encode() in data) == (kind not in without), secret
    assert b"Mentee-AUT" in data
    sound(copy)


def sound(path: Path) -> None:
    """Our own check and the one for strangers' files find nothing."""
    with Database.open(path) as theirs:
        assert theirs.problems(deep=True) == []
    checked(path).close()


def test_a_cohort_alone_takes_nothing_of_the_others(database: Database, tmp_path: Path) -> None:
    copy = share(database, out=tmp_path / "copy", cohorts=[cohort(database, "Spring")])
    data = copy.read_bytes()
    assert b"-AUT" not in data
    assert b"Autumn" not in data
    assert data.count(b"Mentee-SPR") > 0
    sound(copy)
    with Database.open(copy) as theirs, theirs.read() as view:
        assert view.scalars(select(Cohort.name)).all() == ["Spring"]
        assert view.scalars(select(Skill.name)).all() == ["Skill-SPR"]
        assert count(theirs, Session) == 1


def cohort(database: Database, name: str) -> bytes:
    with database.read() as view:
        return view.scalars(select(Cohort.id).where(Cohort.name == name)).one()


def count(database: Database, kind: Any) -> int:
    with database.read() as view:
        return view.scalar(select(func.count()).select_from(kind)) or 0


@pytest.mark.parametrize("chosen", ["", "Spring"])
def test_a_copy_that_comes_back_blanks_nothing_and_brings_what_was_done(
    database: Database, tmp_path: Path, chosen: str
) -> None:
    cohorts = [cohort(database, chosen)] if chosen else []
    copy = share(database, out=tmp_path / "copy", without=list(LeftOut), cohorts=cohorts)
    was = state(database)
    assert merge.apply(database, copy).change is None
    with Database.open(copy) as theirs:
        with theirs.change(LABEL) as work:
            person = work.scalars(select(Person).where(Person.name == "Mentee-SPR")).one()
            person.city, key = "Oslo", person.id
        assert theirs.undo()
        assert theirs.redo()
    merge.apply(database, copy)
    now = state(database)
    with database.read() as view:
        person = view.get_one(Person, key)
        assert (person.city, person.notes, person.email) == ("Oslo", "second-SPR", "later-SPR@x.org")
    changed = {table for table in was if was[table] != now[table]}
    assert changed == {"person"}
    assert [k for k in was["person"] if was["person"][k] != now["person"][k]] == [key]
    assert database.problems(deep=True) == []


def test_a_full_copy_fills_a_redacted_one_again(database: Database, tmp_path: Path) -> None:
    spring = [cohort(database, "Spring")]
    copy = share(database, out=tmp_path / "copy", without=list(LeftOut), cohorts=spring)
    with Database.open(copy) as theirs:
        merge.apply(theirs, database.path)
        assert state(theirs) == state(database)
        assert theirs.problems(deep=True) == []


def test_undo_in_a_redacted_copy_writes_nothing_it_cannot_know(database: Database, tmp_path: Path) -> None:
    copy = share(database, out=tmp_path / "copy", without=[LeftOut.NOTES])
    with Database.open(copy) as theirs:
        with theirs.change(LABEL) as work:
            person = work.scalars(select(Person).where(Person.name == "Mentor-SPR")).one()
            person.notes, person.city, key = "mine", "Oslo", person.id
        theirs.undo()
        with theirs.read() as view:
            assert view.get_one(Person, key).city == ""
    merge.apply(database, copy)
    with database.read() as view:
        assert view.get_one(Person, key).notes in {"mine", "note-Mentor-SPR"}


def test_a_locked_share_opens_with_its_words_only(database: Database, tmp_path: Path) -> None:
    copy = share(database, out=tmp_path / "copy", passphrase=WORDS)
    assert copy.name == "copy.mentordesk.age"
    assert copy.read_bytes().startswith(b"age-encryption.org/v1\n")
    with pytest.raises(NeedsPassphrase):
        checked(copy)
    with pytest.raises(WrongPassphrase):
        checked(copy, "something else")
    with closing(checked(copy, WORDS)) as open_copy:
        assert merge.plan(database, open_copy).nothing


def test_a_locked_share_is_kept_locked(database: Database, tmp_path: Path) -> None:
    copy = share(database, out=tmp_path / "copy", passphrase=WORDS)
    kept = keep_shared(copy, tmp_path / "kept.mentordesk", passphrase=WORDS)
    assert b"Mentee" not in kept.read_bytes()
    with Database.open(kept, passphrase=WORDS) as theirs:
        assert state(theirs) == state(database)
        assert theirs.problems(deep=True) == []
    with pytest.raises(AlreadyThere):
        keep_shared(copy, kept, passphrase=WORDS)
    assert sorted(path.suffix for path in tmp_path.iterdir() if path.suffix == ".part") == []


def test_the_list_of_copies(database: Database, tmp_path: Path) -> None:
    spring, before = cohort(database, "Spring"), state(database)
    share(
        database,
        out=tmp_path / "for Noor",
        without=[LeftOut.NOTES, LeftOut.CONTACTS],
        cohorts=[spring],
        passphrase=WORDS,
        to="Noor",
        note="for the summer",
        now=NOW,
    )
    with database.read() as view:
        (row,) = shared_copies(view)
    assert (row.given_to, row.given_at, row.file_name) == ("Noor", NOW, "for Noor.mentordesk.age")
    assert (row.without, row.cohorts, row.locked) == ((LeftOut.CONTACTS, LeftOut.NOTES), ("Spring",), True)
    assert WORDS.encode() not in database.path.read_bytes()
    after = state(database)
    recall(database, copy=row.id, today=TODAY)
    with database.read() as view:
        assert shared_copies(view)[0].recalled_on == TODAY
    database.undo()
    assert state(database) == after
    database.undo()
    assert state(database) == before
    assert count(database, SharedCopy) == 0


def letter_in(copy: Path, device: str) -> str:
    with Database.open(copy, readonly=True) as theirs, theirs.read() as view:
        return letter(view, device=device)


NOTE = "Bitte bis Freitag durchsehen"


@pytest.mark.parametrize("without", [[], [LeftOut.NOTES]])
def test_a_note_travels_with_its_copy_and_no_other_note_where_notes_are_left_out(
    database: Database, tmp_path: Path, without: list[LeftOut]
) -> None:
    database.sign("Amina")
    share(database, out=tmp_path / "first", to="Chen", note="only for Chen")
    copy = share(database, out=tmp_path / "copy", without=without, to="Bo", note=NOTE)
    said = letter_in(copy, "bo")
    assert "Amina" in said
    assert NOTE in said
    with database.read() as view:
        assert letter(view, device=database.desk.device) == ""
    assert (b"only for Chen" in copy.read_bytes()) == (not without)
    with Database.open(copy, Desk("Bo", "bo")) as theirs:
        assert theirs.problems(deep=True) == []
        with theirs.change(LABEL) as work:
            work.scalars(select(Person)).first().city = "Lima"  # type: ignore[union-attr]  # there are people
    assert letter_in(copy, "bo") == ""


def test_a_note_is_shown_before_its_copy_is_brought_in(database: Database, tmp_path: Path) -> None:
    database.sign("Amina")
    mine = share(database, out=tmp_path / "mine")
    copy = share(database, out=tmp_path / "copy", passphrase=WORDS, note=NOTE)
    with Database.open(mine, Desk("Bo", "bo")) as ours:
        arriving = look_at(ours, copy, passphrase=WORDS)
        assert NOTE in arriving.letter
        bring_in(ours, arriving)
        with ours.read() as view:
            assert NOTE in [row.note for row in shared_copies(view)]


def test_a_copy_that_could_not_be_written_is_not_noted(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_target: Path) -> None:
        raise CannotWrite(file="copy", why="the disk is full")

    before = state(database)
    monkeypatch.setattr(database, "save_copy", full)
    with pytest.raises(CannotWrite):
        share(database, out=tmp_path / "copy", to="Bo")
    assert state(database) == before


def test_how_much_goes_in(database: Database) -> None:
    with database.read() as view:
        assert contents(view) == Contents(4, 2, 2, 0)
        assert contents(view, cohorts=[cohort(database, "Spring")]) == Contents(2, 1, 1, 2)


def test_a_copy_is_whole_and_its_own(tmp_path: Path) -> None:
    with Database.create(tmp_path / "ours.mentordesk") as database:
        make_sample(database, today=TODAY)
        copy = share(database, out=tmp_path / "for Amira")
        with Database.open(copy) as theirs:
            assert count(theirs, Person) == count(database, Person) == 100
            theirs.undo()
            assert count(theirs, Person) == 0
        assert count(database, Person) == 100


def test_what_a_share_refuses(database: Database, tmp_path: Path) -> None:
    with pytest.raises(CopyOntoItself, match=r"ours\.mentordesk is the file that is open"):
        share(database, out=tmp_path / "ours.mentordesk")
    with pytest.raises(NoSuchFolder, match="nowhere"):
        share(database, out=tmp_path / "nowhere" / "copy.mentordesk")
    with pytest.raises(ShortPassphrase, match="shorter than 8 characters"):
        share(database, out=tmp_path / "copy", passphrase=WORDS[:7])
    assert not (tmp_path / "copy.mentordesk.age").exists()


def test_only_what_was_said_to_be_replaced_is(database: Database, tmp_path: Path) -> None:
    """A person who confirms `copy` has not confirmed `copy.mentordesk`."""
    there = tmp_path / "copy.mentordesk"
    there.write_text("somebody else's")
    for out, replace in ((there, False), (tmp_path / "copy", True)):
        with pytest.raises(AlreadyThere, match="exists already"):
            share(database, out=out, replace=replace)
    assert there.read_text() == "somebody else's"
    share(database, out=there, replace=True)
    with Database.open(there) as copy:
        assert count(copy, Person) == count(database, Person)


def test_a_programme_is_locked_locked_otherwise_and_unlocked_with_its_backups(tmp_path: Path) -> None:
    path, desk = tmp_path / "ours.mentordesk", Desk(backups=tmp_path / "backups")
    with Database.create(path, desk) as database:
        make_sample(database, today=TODAY)
        backup = database.back_up()
        assert backup is not None
        was = state(database)
    relocks: tuple[tuple[str | None, str | None], ...] = (
        (None, "first words"),
        ("first words", "second words"),
        ("second words", None),
    )
    for old, new in relocks:
        assert relock(path, desk=desk, old=old, new=new).backups == 1
        for file in (path, backup):
            assert (b"SQLite format" in file.read_bytes()) == (new is None)
            with Database.open(file, passphrase=new) as database:
                assert state(database) == was
                assert database.locked == (new is not None)
                assert database.problems(deep=True) == []
    with pytest.raises(ShortPassphrase):
        relock(path, desk=desk, old=None, new="1234")


def test_a_locked_programme_gives_no_open_copy(tmp_path: Path) -> None:
    with Database.create(tmp_path / "ours.mentordesk", passphrase=WORDS) as database:
        make_sample(database, today=TODAY)
        whole = share(database, out=tmp_path / "whole")
        assert b"SQLite format" not in whole.read_bytes()
        with pytest.raises(NeedsItsOwnPassphrase, match=r"ours\.mentordesk is locked"):
            share(database, out=tmp_path / "part", without=[LeftOut.NOTES])
        part = share(database, out=tmp_path / "part", without=[LeftOut.NOTES], passphrase=OTHER)
        checked(part, OTHER).close()
        was = state(database)
    with Database.open(whole, passphrase=WORDS) as theirs:
        assert state(theirs) == was
