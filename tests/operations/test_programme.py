"""The programme and its cohorts: each change is one step that undo takes back, nonsense is refused."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from mentordesk.operations.labels import sentence
from mentordesk.operations.programme import (
    CohortInUse,
    EndsBeforeItStarts,
    NameMissing,
    NumberTooSmall,
    Signer,
    add_cohort,
    cohorts,
    current_cohort,
    edit_cohort,
    edit_programme,
    make_programme,
    programme_of,
    remove_cohort,
    sign_with,
    signatories,
)
from mentordesk.operations.sample import make_sample
from mentordesk.storage.database import Database

START, END = date(2026, 1, 5), date(2026, 7, 10)


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Database]:
    with Database.create(tmp_path / "file.mentordesk") as database:
        make_programme(database, name="Compass", cohort="Spring", starts_on=START, ends_on=END)
        yield database


def key_of(database: Database) -> bytes:
    with database.read() as view:
        programme = programme_of(view)
    assert programme is not None
    return programme.id


def names(database: Database) -> list[str]:
    with database.read() as view:
        return [cohort.name for cohort in cohorts(view)]


def test_a_programme_begins_with_a_cohort(made: Database) -> None:
    with made.read() as view:
        cohort = current_cohort(view, today=date(2026, 3, 1))
        assert cohort is not None
        assert cohort.name == "Spring"
    made.undo()
    with made.read() as view:
        assert programme_of(view) is None
        assert current_cohort(view, today=START) is None


def test_cohorts_come_and_go(made: Database) -> None:
    autumn = add_cohort(
        made, programme=key_of(made), name=" Autumn ", starts_on=date(2026, 9, 1), ends_on=date(2027, 2, 1)
    )
    assert names(made) == ["Autumn", "Spring"]
    edit_cohort(made, cohort=autumn, name="Winter", starts_on=date(2026, 11, 1), ends_on=date(2027, 2, 1))
    with made.read() as view:
        label = made.undo_label()
        assert label is not None
        assert "Winter" in sentence(view, label)
    remove_cohort(made, cohort=autumn)
    assert names(made) == ["Spring"]
    made.undo()
    made.undo()
    assert names(made) == ["Autumn", "Spring"]


def test_nonsense_is_refused_and_nothing_saved(made: Database) -> None:
    programme = key_of(made)
    with pytest.raises(EndsBeforeItStarts):
        add_cohort(made, programme=programme, name="X", starts_on=END, ends_on=START)
    with pytest.raises(NameMissing):
        add_cohort(made, programme=programme, name=" ", starts_on=START, ends_on=END)
    with pytest.raises(NumberTooSmall):
        edit_programme(made, programme=programme, values={"name": "New", "stuck_days": 0})
    with made.read() as view:
        kept = programme_of(view)
        assert kept is not None
        assert kept.name == "Compass"
    assert names(made) == ["Spring"]


def test_editing_is_one_step(made: Database) -> None:
    edit_programme(
        made, programme=key_of(made), values={"name": "بوصلة", "trial_days": 14, "logo": b"\x89PNG"}
    )
    made.undo()
    with made.read() as view:
        kept = programme_of(view)
        assert kept is not None
        assert (kept.name, kept.trial_days, kept.logo) == ("Compass", 30, None)


def test_who_signs(made: Database) -> None:
    programme = key_of(made)
    three = [Signer("A", "Chair"), Signer("B", signature=b"x"), Signer("C")]
    sign_with(made, programme=programme, signers=three)
    sign_with(made, programme=programme, signers=[Signer("C"), Signer("A")])
    with made.read() as view:
        assert [row.name for row in signatories(view)] == ["C", "A"]
    made.undo()
    with made.read() as view:
        assert [(row.name, row.role, row.signature) for row in signatories(view)] == [
            ("A", "Chair", None),
            ("B", "", b"x"),
            ("C", "", None),
        ]


def test_a_cohort_with_people_stays(tmp_path: Path) -> None:
    with Database.create(tmp_path / "sample.mentordesk") as database:
        make_sample(database, today=date(2026, 3, 17))
        with database.read() as view:
            cohort = cohorts(view)[0].id
        with pytest.raises(CohortInUse):
            remove_cohort(database, cohort=cohort)
