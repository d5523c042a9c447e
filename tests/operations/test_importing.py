"""Bringing in the four shapes of real tables, by exact expectation; twice is once, undo takes all back."""

from pathlib import Path

import pytest

from mentordesk.domain.participant import Role
from mentordesk.domain.person import field_key
from mentordesk.interchange.sheets import read_sheets, read_table
from mentordesk.operations.import_fields import IMPORT_FIELDS, OWN, field_names
from mentordesk.operations.import_tables import Manner, open_table, read_again
from mentordesk.operations.importing import (
    Fate,
    ImportPlan,
    Source,
    apply_import,
    plan_import,
    report_table,
    suggested_mapping,
)
from mentordesk.operations.own_fields import edit_own_field, own_fields
from mentordesk.operations.people import add_person
from mentordesk.operations.person_rows import PersonRow, people
from mentordesk.operations.profile import Part, Profile, part, profile
from mentordesk.storage.database import Database, Desk
from tests.operations.pairing_world import TODAY, state

FILES = Path(__file__).parents[1] / "files"


def plan_of(
    database: Database, cohort: bytes | None, path: str | bytes, role_default: Role | None = None
) -> ImportPlan:
    book = read_sheets(FILES / path) if isinstance(path, str) else read_table("table.csv", path)
    with database.read() as view:
        sources = [Source(sheet, suggested_mapping(view, sheet)) for sheet in book.sheets]
        return plan_import(view, sources, cohort=cohort, today=TODAY, role_default=role_default)


def bring_in(database: Database, cohort: bytes | None, path: str | bytes) -> ImportPlan:
    plan = plan_of(database, cohort, path)
    apply_import(database, plan)
    return plan


def rows_of(database: Database, cohort: bytes | None) -> dict[str, PersonRow]:
    with database.read() as view:
        return {row.email: row for row in people(view, cohort=cohort, today=TODAY)}


def profile_of(database: Database, row: PersonRow) -> Profile:
    with database.read() as view:
        found = profile(view, row.id)
    assert found is not None
    return found


def part_of(database: Database, row: PersonRow) -> Part:
    assert row.participant is not None
    with database.read() as view:
        found = part(view, row.participant)
    assert found is not None
    return found


def fates(plan: ImportPlan) -> dict[str, int]:
    return {fate.value: plan.count(fate) for fate in Fate if plan.count(fate)}


@pytest.mark.parametrize(
    ("path", "first", "again"),
    [
        ("form-export.csv", {"new": 48, "merged": 1}, {"same": 48, "merged": 1}),
        ("people-cp1250.csv", {"new": 10}, {"same": 10}),
        ("ragged.csv", {"new": 3, "refused": 3}, {"same": 3, "refused": 3}),
        ("people.xlsx", {"new": 50}, {"same": 50}),
    ],
)
def test_what_becomes_of_the_rows_the_first_and_the_second_time(
    database: Database, cohort: bytes, path: str, first: dict[str, int], again: dict[str, int]
) -> None:
    before = state(database)
    assert fates(bring_in(database, cohort, path)) == first
    after = state(database)
    assert fates(bring_in(database, cohort, path)) == again
    assert state(database) == after
    database.undo()
    assert state(database) == before
    database.redo()
    assert state(database) == after


def test_form_export(database: Database, cohort: bytes) -> None:
    plan = bring_in(database, cohort, "form-export.csv")
    about, twice = plan.remarked
    assert about.remarks == ("Years of experience: “about 7” was read as 7. Likewise in 16 other rows.",)
    assert (twice.line, twice.fate, twice.name) == (63, Fate.MERGED, "安藤 一郎")
    assert "line 7" in twice.text
    rows = rows_of(database, cohort)
    samira, anh = rows["person01@example.org"], rows["person03@example.org"]
    assert (samira.name, samira.role, samira.places, samira.country, samira.zone) == (
        *("سميرة النجار", Role.MENTOR),
        *(2, "JO", "Asia/Amman"),
    )
    assert (anh.role, anh.places) == (Role.BOTH, 3)
    known = profile_of(database, anh)
    assert set(known.wanted) == {"UX, research", "Negotiation"}
    assert (known.columns["experience_months"], known.columns["notes"]) == (84, "=1+1")
    assert part_of(database, anh).never == (rows["person07@example.org"].id,)
    assert profile_of(database, samira).columns["notes"] == "No video, please – slow line\nat home"
    assert not any({"UX", "research"} & {*found.offered, *found.wanted} for found in _all(database, rows))


def _all(database: Database, rows: dict[str, PersonRow]) -> list[Profile]:
    return [profile_of(database, row) for row in rows.values()]


def test_ragged_rows_are_left_out_with_their_line_and_why(database: Database, cohort: bytes) -> None:
    plan = bring_in(database, cohort, "ragged.csv")
    told = [(report.line, report.fate.value, " ".join(report.remarks)) for report in plan.remarked]
    assert [(line, fate) for line, fate, _why in told] == [
        *((3, "refused"), (4, "new")),
        *((7, "refused"), (8, "refused")),
    ]
    assert "8 cells, the heading has 6" in told[0][2]
    assert "not-an-address" in told[2][2]
    assert "overseer" in told[3][2]
    rows = rows_of(database, cohort)
    assert sorted(row.name for row in rows.values()) == ["Ada Park", "Cleo Roy", "Dan Wu"]
    assert profile_of(database, rows["dan@example.org"]).background == ("PhD",)
    assert set(profile_of(database, rows["dan@example.org"]).wanted) == {"Python"}
    headings, lines = report_table(plan)
    assert all(len(line) == len(headings) for line in lines)
    assert lines[1][1:3] == ["3", "Left out"]


def test_a_workbooks_sheets_say_the_role(database: Database, cohort: bytes) -> None:
    bring_in(database, cohort, "people.xlsx")
    rows = rows_of(database, cohort)
    roles = [row.role for row in rows.values()]
    assert (roles.count(Role.MENTOR), roles.count(Role.MENTEE)) == (25, 25)
    mentor, mentee = rows["mentor2@example.org"], rows["mentee2@example.org"]
    assert mentor.places == 3
    assert part_of(database, mentor).joined_on is not None
    assert set(profile_of(database, mentor).offered) >= {"Project management", "Negotiation"}
    assert profile_of(database, mentee).wanted
    assert profile_of(database, mentor).columns["phone"] == "491512345602"


def test_polish_headings_and_decimal_commas(database: Database, cohort: bytes) -> None:
    bring_in(database, cohort, "people-cp1250.csv")
    row = rows_of(database, cohort)["osoba1@example.org"]
    assert (row.name, row.role) == ("Małgorzata Wiśniewska", Role.MENTOR)
    known = profile_of(database, row)
    assert known.columns["experience_months"] == 18
    assert set(known.offered) == {"Zarządzanie", "Budżet"}
    assert list(known.languages) == ["pl", "en"]


def test_a_row_without_a_role_is_left_out_of_a_cohort(database: Database, cohort: bytes) -> None:
    table = b"Name,E-mail\r\nAda,ada@example.org\r\n"
    assert fates(plan_of(database, cohort, table)) == {"refused": 1}
    assert fates(plan_of(database, cohort, table, role_default=Role.MENTEE)) == {"new": 1}
    assert fates(plan_of(database, None, table)) == {"new": 1}


def test_known_people_get_what_is_new_and_keep_the_rest(database: Database, cohort: bytes) -> None:
    known = Profile({"name": "Ada Park", "email": "ada@example.org", "city": "Lund"}, offered={"Python": 5})
    key = add_person(database, profile=known, cohort=cohort, part=Part(Role.MENTOR, 3))
    table = (
        b"Name,E-mail,Skills offered,Phone\r\nAda Park-Lee,ADA@example.org,python; Writing,+46 8 12345\r\n"
    )
    plan = bring_in(database, cohort, table)
    assert fates(plan) == {"updated": 1}
    row = rows_of(database, cohort)["ADA@example.org"]
    assert (row.id, row.name, row.city, row.role, row.places) == (key, "Ada Park-Lee", "Lund", Role.MENTOR, 3)
    assert profile_of(database, row).offered == {"Python": 5, "Writing": 3}


def test_somebody_without_address_is_known_by_name_and_country(database: Database) -> None:
    add_person(database, profile=Profile({"name": "Suharto", "country": "ID"}))
    table = b"Name,Country,City\r\nsuharto,Indonesia,Solo\r\nSuharto,Malaysia,Melaka\r\n"
    assert fates(bring_in(database, None, table)) == {"updated": 1, "new": 1}


def test_what_is_not_understood_is_kept_in_the_notes(database: Database) -> None:
    table = b"Name,Time zone,Years of experience\r\nAda,Middle earth,many\r\n"
    plan = bring_in(database, None, table)
    assert [len(report.remarks) for report in plan.reports] == [2]
    (row,) = rows_of(database, None).values()
    notes = profile_of(database, row).columns["notes"]
    assert notes == "Time zone: Middle earth\nYears of experience: many"
    assert row.zone == ""


def test_first_and_last_names_come_together(database: Database) -> None:
    bring_in(database, None, b"First name,Last name\r\nZofia,Wilk\r\n")
    (row,) = rows_of(database, None).values()
    assert (row.name, row.family_name) == ("Zofia Wilk", "Wilk")


def test_a_column_can_become_an_own_field_and_is_remembered(database: Database) -> None:
    (sheet,) = read_table("table.csv", b"Name,T-shirt\r\nAda,M\r\n").sheets
    with database.read() as view:
        mapping = {**suggested_mapping(view, sheet), 1: OWN}
        plan = plan_import(view, [Source(sheet, mapping)], cohort=None, today=TODAY)
    apply_import(database, plan)
    (row,) = rows_of(database, None).values()
    assert profile_of(database, row).own == {"T-shirt": "M"}
    with database.read() as view:
        assert suggested_mapping(view, sheet) == mapping


def test_own_fields_of_our_tables_are_known_again_and_those_of_others_are_not(database: Database) -> None:
    headings = b"Name,Own field: City,Own field that tells identity: Faith,Campo propio: Talla,Hobby"
    (sheet,) = read_table("table.csv", headings + b"\r\nAda,,x,M,y\r\n").sheets
    with database.read() as view:
        mapping = suggested_mapping(view, sheet)
        plan = plan_import(view, [Source(sheet, mapping)], cohort=None, today=TODAY)
    assert mapping == {0: "name", 1: OWN, 2: OWN, 3: OWN}
    assert plan.beside == ("New own fields: City, Faith and Talla.",)
    apply_import(database, plan)
    (row,) = rows_of(database, None).values()
    assert profile_of(database, row).own == {"Faith": "x", "Talla": "M"}
    with database.read() as view:
        assert {one.name: one.demographic for one in own_fields(view)} == {
            "City": False,
            "Faith": True,
            "Talla": False,
        }


def test_a_renamed_own_field_is_found_by_the_name_a_table_was_made_with(database: Database) -> None:
    (sheet,) = read_table("table.csv", b"Name,T-shirt\r\nAda,M\r\n").sheets
    for fate in (Fate.NEW, Fate.SAME):
        with database.read() as view:
            plan = plan_import(view, [Source(sheet, {0: "name", 1: OWN})], cohort=None, today=TODAY)
        assert [report.fate for report in plan.reports] == [fate]
        apply_import(database, plan)
        edit_own_field(database, field=field_key("T-shirt"), name="Size", demographic=False)
    (row,) = rows_of(database, None).values()
    assert profile_of(database, row).own == {"Size": "M"}


def test_every_field_has_names_and_no_two_share_a_title() -> None:
    titles = [field.title for field in IMPORT_FIELDS]
    assert len(set(titles)) == len(titles)
    assert all(field_names()[field.key] for field in IMPORT_FIELDS)


def test_progress_rises_to_the_whole_and_can_stop_everything(database: Database, cohort: bytes) -> None:
    rows = b"".join(b"Person %d,p%d@example.org,mentor\r\n" % (n, n) for n in range(2_500))
    sheets = read_table("table.csv", b"Name,E-mail,Role\r\n" + rows).sheets
    shares: list[float] = []
    with database.read() as view:
        sources = [Source(sheet, suggested_mapping(view, sheet)) for sheet in sheets]
        plan = plan_import(
            view, sources, cohort=cohort, today=TODAY, progress=lambda share, _: shares.append(share)
        )
    assert shares == sorted(shares)
    assert len(shares) == 7
    before = state(database)

    def stop(share: float, _words: str) -> None:
        if share == 1:
            raise EnoughError

    with pytest.raises(EnoughError):
        apply_import(database, plan, progress=stop)
    assert state(database) == before


class EnoughError(Exception):
    pass


def test_a_backup_is_made_before(tmp_path: Path) -> None:
    with Database.create(tmp_path / "a.mentordesk", Desk(backups=tmp_path / "backups")) as database:
        bring_in(database, None, b"Name\r\nAda\r\n")
        (copy,) = (tmp_path / "backups").iterdir()
        with Database.open(copy, readonly=True) as before:
            assert rows_of(before, None) == {}
        assert len(rows_of(database, None)) == 1


def test_a_manner_is_remembered_with_its_columns(database: Database, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"Spring list\r\nName;City\r\nAda;Lund\r\n")
    manner = Manner(encoding="cp1252", delimiter=";", heading_rows={0: 2}, left_out=("b",))
    with database.read() as view:
        table = read_again(open_table(view, path), manner)
        sources = [Source(sheet, suggested_mapping(view, sheet)) for sheet in table.sheets]
        plan = plan_import(view, sources, cohort=None, today=TODAY)
    apply_import(database, plan, table=table)
    with database.read() as view:
        assert open_table(view, path).manner == manner
    assert Manner.from_json(Manner().to_json()) == Manner()


def test_what_was_read_out_of_words_is_said_and_many_odd_numbers_once(
    database: Database, cohort: bytes
) -> None:
    rows = [f"P{n},mentor,4915123456{n:02},{n} years" for n in range(5)]
    table = "\n".join(["Name,Role,Phone,Years of experience", *rows, "Q,mentor,48 601-234-567,about 7"])
    plan = plan_of(database, cohort, table.encode())
    assert [(one.line, one.remarks) for one in plan.remarked] == [
        (2, ("Phone: “491512345600” was kept as typed. Likewise in 4 other rows.",)),
        (7, ("Years of experience: “about 7” was read as 7.",)),
    ]
    few = "Name,Role,Phone\nA,mentor,ext. 12\nB,mentor,ext. 13"
    assert [one.remarks for one in plan_of(database, cohort, few.encode()).remarked] == [
        (f"Phone: “ext. {n}” was kept as typed.",) for n in (12, 13)
    ]
