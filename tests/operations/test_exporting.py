"""What goes out as a table comes back in equal; every kind of table has rows as long as its headings."""

import string
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from mentordesk.domain.participant import Role, Status
from mentordesk.domain.person import Channel, Level, Person
from mentordesk.i18n import set_language
from mentordesk.interchange.sheets import read_sheets, read_table
from mentordesk.operations.exporting import EXPORTS, NeitherKind, NotWritten, export, people_table
from mentordesk.operations.importing import Fate, Source, apply_import, plan_import, suggested_mapping
from mentordesk.operations.people import add_person, join_cohort
from mentordesk.operations.person_rows import PersonRow, people
from mentordesk.operations.profile import DEFAULTS, Part, Profile, parts, profiles
from mentordesk.operations.programme import add_cohort, cohorts, edit_cohort, make_programme
from mentordesk.operations.sample import make_sample
from mentordesk.storage.database import Database
from tests.operations.pairing_world import END, START, TODAY, state

words = (
    st.text(string.ascii_letters + " '=-+@łżéあ漢ش,|\"", min_size=1, max_size=12).map(str.strip).filter(bool)
)
texts = st.one_of(st.just(""), words)
skills = st.dictionaries(
    st.text("abcXYZ, ()", min_size=1, max_size=6).map(str.strip).filter(bool), st.integers(1, 5)
)


def _one_spelling(found: dict[str, int]) -> bool:
    folded = {" ".join(name.split()).casefold() for name in found}
    return len(folded) == len(found) and all(" ".join(name.split()) == name for name in found)


@st.composite
def made_profiles(draw: st.DrawFn) -> Profile:
    columns = dict(DEFAULTS)
    columns |= {
        name: draw(texts) for name in ("reading", "city", "unit", "job_title", "bio", "notes", "device")
    }
    columns["name"] = draw(words)
    columns["experience_months"] = draw(st.none() | st.integers(0, 900))
    columns["week"] = draw(st.none() | st.binary(min_size=21, max_size=21))
    columns["preferred_channel"] = draw(st.none() | st.sampled_from(Channel))
    columns["channels"] = draw(st.sampled_from(["", "video", "phone,chat", "in person,e-mail"]))
    columns["country"] = draw(st.sampled_from(["", "JO", "PL", "VN"]))
    columns["zone"] = draw(st.sampled_from(["", "Asia/Amman", "Europe/Warsaw"]))
    columns["bandwidth_mbit"] = draw(st.none() | st.integers(0, 999))
    columns["has_camera"] = draw(st.none() | st.booleans())
    columns["consent_photo"] = draw(st.booleans())
    languages = draw(
        st.dictionaries(st.sampled_from(["ar", "en", "pl", "vi"]), st.none() | st.sampled_from(Level))
    )
    offered, wanted = draw(skills.filter(_one_spelling)), draw(skills.filter(_one_spelling))
    own = {
        name: draw(words) for name in draw(st.sets(st.sampled_from(["Faith", "Gender", "First to study"])))
    }
    return Profile(
        columns,
        languages,
        offered,
        {name: n for name, n in wanted.items() if name in offered},
        own=own,
        same_wanted=tuple(sorted(draw(st.sets(st.sampled_from(sorted(own))) if own else st.just(set())))),
    )


made_parts = st.builds(
    Part,
    role=st.sampled_from(Role),
    capacity=st.integers(0, 9),
    status=st.sampled_from(Status),
    paused_until=st.none() | st.dates(START, END),
    reason=texts,
    trained=st.booleans(),
    joined_on=st.dates(START, END),
)


@contextmanager
def file(folder: Path, name: str) -> Iterator[tuple[Database, bytes]]:
    with Database.create(folder / f"{name}.mentordesk") as database:
        yield database, make_programme(database, name="C", cohort="S", starts_on=START, ends_on=END)


def content(database: Database, cohort: bytes) -> dict[str, tuple[Profile, Part | None]]:
    from mentordesk.domain.participant import participant_key

    with database.read() as view:
        keys = [row.id for row in people(view, cohort=cohort, today=TODAY)]
        held = parts(view, [participant_key(cohort, key) for key in keys])
        return {
            str(found.columns["email"]): (found, held.get(participant_key(cohort, key)))
            for key, found in profiles(view, keys).items()
        }


def carry_over(source: Database, cohort: bytes | None, target: Database, into: bytes, path: Path) -> None:
    """Export everybody and bring them into another file, as its columns are understood by themselves."""
    with source.read() as view:
        export(view, path, cohort=cohort)
    (sheet,) = read_sheets(path).sheets
    with target.read() as view:
        plan = plan_import(view, [Source(sheet, suggested_mapping(view, sheet))], cohort=into, today=TODAY)
    doubted = [report.text for report in plan.remarked if report.fate is not Fate.MERGED]
    assert doubted == []
    assert plan.count(Fate.REFUSED) == 0
    apply_import(target, plan)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.tuples(made_profiles(), made_parts), min_size=1, max_size=4), st.sampled_from(["csv", "xlsx"])
)
def test_people_come_back_equal(made: list[tuple[Profile, Part]], kind: str) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        with file(folder, "one") as (one, cohort), file(folder, "other") as (other, into):
            for number, (profile, part) in enumerate(made):
                mine = Profile(
                    {**profile.columns, "email": f"p{number}@example.org"},
                    profile.languages,
                    profile.offered,
                    profile.wanted,
                    own=profile.own,
                    same_wanted=profile.same_wanted,
                )
                add_person(one, profile=mine, cohort=cohort, part=part)
            carry_over(one, cohort, other, into, folder / f"people.{kind}")
            assert content(other, into) == content(one, cohort)


@pytest.mark.parametrize("language", ["en", "es", "ar"])
def test_the_sample_comes_back_equal_in_every_language(tmp_path: Path, language: str) -> None:
    with Database.create(tmp_path / "sample.mentordesk") as sample, file(tmp_path, "other") as (other, into):
        make_sample(sample, today=TODAY)
        set_language(language)
        with sample.read() as view:
            from mentordesk.operations.programme import current_cohort

            found = current_cohort(view, today=TODAY)
            assert found is not None
        carry_over(sample, found.id, other, into, tmp_path / "people.xlsx")
        assert content(other, into) == content(sample, found.id)


def everything(database: Database) -> dict[str, object]:
    """Every cohort's days and people by name; who is in none stands apart."""
    with database.read() as view:
        found = {one.name: (one.starts_on, one.ends_on, one.id) for one in cohorts(view)}
        keys = list(view.scalars(select(Person.id)))
        everybody = {one.columns["email"]: one for one in profiles(view, keys).values()}
    return {"": everybody} | {name: (*days, content(database, key)) for name, (*days, key) in found.items()}


def test_all_cohorts_come_back_equal_into_a_file_that_has_one_of_them(tmp_path: Path) -> None:
    with Database.create(tmp_path / "s.mentordesk") as sample, file(tmp_path, "other") as (other, into):
        make_sample(sample, today=TODAY)
        set_language("ar")
        with sample.read() as view:
            first = cohorts(view)[0]
        add_person(sample, profile=Profile({"name": "Nobody's", "email": "n@example.org"}, own={"Hat": "9"}))
        both = [one.id for one in _taking_part(sample, first.id)][:3]
        second = add_cohort(sample, programme=first.programme_id, name="Third", starts_on=START, ends_on=END)
        join_cohort(sample, people=both, cohort=second, role=Role.BOTH, today=START)
        edit_cohort(other, cohort=into, name=first.name, starts_on=first.starts_on, ends_on=first.ends_on)
        before = state(other)
        carry_over(sample, None, other, into, tmp_path / "people.csv")
        assert everything(other) == everything(sample)
        other.undo()
        assert state(other) == before


def _taking_part(database: Database, cohort: bytes) -> list[PersonRow]:
    with database.read() as view:
        return people(view, cohort=cohort, today=TODAY)


def test_of_a_row_of_a_cohort_that_is_not_here_the_reason_is_said(tmp_path: Path) -> None:
    table = b"Name,Role,Cohort of the programme,First day of the cohort\r\n"
    table += b"Ada,mentor,s,\r\nBo,mentor,Elsewhere,2026-01-05\r\nCy,,,\r\n"
    (sheet,) = read_table("t.csv", table).sheets
    with file(tmp_path, "other") as (other, into):
        with other.read() as view:
            sources = [Source(sheet, suggested_mapping(view, sheet))]
            plan = plan_import(view, sources, cohort=None, today=TODAY)
        assert [report.fate for report in plan.reports] == [Fate.NEW, Fate.REFUSED, Fate.NEW]
        assert "no cohort “Elsewhere” here" in plan.reports[1].text
        apply_import(other, plan)
        assert [row.name for row in _taking_part(other, into)] == ["Ada"]


def test_every_kind_of_table(tmp_path: Path) -> None:
    with Database.create(tmp_path / "sample.mentordesk") as sample:
        make_sample(sample, today=TODAY)
        with sample.read() as view:
            for what, table in EXPORTS.items():
                made = table(view, cohort=None)
                assert {"Cohort", "Cohort of the programme"} & set(made.headings), what
                assert made.rows, what
                assert all(len(row) == len(made.headings) for row in made.rows)
                assert export(view, tmp_path / f"{what}.csv", what=what) == len(made.rows)


def test_where_it_cannot_be_written_is_said(database: Database, tmp_path: Path) -> None:
    with database.read() as view:
        assert people_table(view, cohort=None).rows == []
        with pytest.raises(NeitherKind):
            export(view, tmp_path / "people.pdf")
        with pytest.raises(NotWritten):
            export(view, tmp_path / "nowhere" / "people.csv")
