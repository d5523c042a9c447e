"""Certificates by the command line: issued as the window issues them, refused where nobody earned one."""

from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader
from sqlalchemy import select, update

from mentordesk.domain.certificate import Certificate
from mentordesk.domain.participant import Participant, Status
from mentordesk.domain.person import Person
from mentordesk.storage.database import Database
from mentordesk.storage.label import Label
from tests.cli.conftest import Run, facts
from tests.operations.pairing_world import MENTEES, make_world

FILE = "p.mentordesk"
ASKED = ("document", FILE, "certificate", "--out", "c.pdf")


@pytest.fixture
def folder(run: Run, tmp_path: Path) -> Path:
    with Database.create(tmp_path / FILE) as database:
        make_world(database)
    return tmp_path


def complete(file: Path, name: str) -> None:
    with Database.open(file) as database, database.change(Label.of("test")) as work:
        person = work.scalars(select(Person.id).where(Person.name == name)).one()
        work.execute(
            update(Participant).where(Participant.person_id == person).values(status=Status.COMPLETED)
        )


def numbers(file: Path) -> list[str]:
    with Database.open(file, readonly=True) as database, database.read() as view:
        return list(view.scalars(select(Certificate.number).order_by(Certificate.number)))


def test_nobody_gets_what_nobody_earned(run: Run, folder: Path) -> None:
    code, out, err = run(*ASKED)
    assert (code, out, err.startswith("Nobody in this cohort has earned this certificate yet")) == (
        1,
        "",
        True,
    )
    code, out, err = run(*ASKED, "--for", MENTEES[0])
    said = f"{MENTEES[0]} has not earned this certificate yet: Not completed yet."
    assert (code, out, err.startswith(said)) == (1, "", True)
    assert (numbers(folder / FILE), (folder / "c.pdf").exists()) == ([], False)


def test_a_certificate_is_issued_once_and_found_genuine(run: Run, folder: Path) -> None:
    complete(folder / FILE, MENTEES[0])
    assert run(*ASKED)[0] == 0
    (number,) = numbers(folder / FILE)
    assert number.startswith(str(date.today().year))  # noqa: DTZ011 - the desk's own calendar
    (page,) = PdfReader(folder / "c.pdf").pages
    words = page.extract_text()
    assert MENTEES[0] in words
    assert number in words
    assert run(*ASKED, "--for", MENTEES[0])[0] == 0
    assert run(*ASKED, "--for", number)[0] == 0
    assert numbers(folder / FILE) == [number]
    with Database.open(folder / FILE, readonly=True) as database, database.read() as view:
        code = view.scalars(select(Certificate.check_code)).one()
    check = ("certificate", "check", FILE, number)
    assert facts(run(*check, code, "--json"))["verdict"] == "genuine"
    wrong, out, _err = run(*check, "ZZZZ-ZZZZ")
    assert (wrong, out.startswith(f"{number}: ")) == (1, True)
    assert run("certificate", "check", FILE, "1999-0001-AAA", code)[0] == 1
    assert facts(run("undo", FILE, "--json"))["key"] == "certificates.issued"
    assert numbers(folder / FILE) == []


def test_the_data_of_one_is_never_that_of_everybody(run: Run, folder: Path) -> None:
    asked = ("document", FILE, "person-data", "--out", "data.pdf")
    code, _out, err = run(*asked)
    assert (code, "--for is missing: whose data?" in err) == (2, True)
    with Database.open(folder / FILE) as database, database.change(Label.of("test")) as work:
        work.scalars(select(Person).where(Person.name == MENTEES[2])).one().name = MENTEES[0]
    code, _out, err = run(*asked, "--for", MENTEES[0])
    assert (code, "is the name of more than one person" in err) == (1, True)
    assert not (folder / "data.pdf").exists()
    assert run(*asked, "--for", MENTEES[1])[0] == 0
