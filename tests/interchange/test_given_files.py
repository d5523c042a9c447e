"""The four shapes of real tables, read by exact expectation."""

from pathlib import Path

import pytest

from mentordesk.interchange.hours import parse_week
from mentordesk.interchange.mapping import guess
from mentordesk.interchange.places import parse_country, parse_languages, parse_zone
from mentordesk.interchange.sheets import Row, Sheet, read_sheets
from mentordesk.interchange.synonyms import person_names
from mentordesk.interchange.values import parse_role, parse_years

FILES = Path(__file__).parents[1] / "files"


def fields(sheet: Sheet) -> dict[int, str]:
    return guess(sheet.headings, person_names(), [row.cells for row in sheet.rows])


def test_form_export() -> None:
    book = read_sheets(FILES / "form-export.csv")
    assert (book.encoding, book.delimiter) == ("utf-8-sig", ",")
    (sheet,) = book.sheets
    assert (sheet.name, len(sheet.headings), sheet.headings[-1]) == ("form-export", 18, "")
    assert sheet.headings[5] == "What is your full name? (as it should appear on your certificate)"
    assert (len(sheet.rows), sheet.problems) == (49, ())
    assert [row.line for row in sheet.rows[:3]] == [3, 5, 6]
    assert sheet.rows[0].cells[16] == "No video, please – slow line\nat home"
    assert sheet.rows[2].cells[16] == "=1+1"
    assert all(len(row.cells) == 18 for row in sheet.rows)


def test_form_exports_fields_follow_the_content() -> None:
    (sheet,) = read_sheets(FILES / "form-export.csv").sheets
    assert fields(sheet) == {
        3: "email",
        5: "name",
        6: "role",
        7: "country",
        8: "zone",
        9: "languages",
        10: "experience",
        11: "skills_offered",
        12: "skills_wanted",
        13: "capacity",
        14: "availability",
        15: "never_with",
        16: "notes",
    }


def test_every_cell_of_the_form_export_can_be_understood() -> None:
    (sheet,) = read_sheets(FILES / "form-export.csv").sheets
    assert {parse_country(cell) for cell in sheet.column(7)} >= {"JO", "PL", "VN", "KR", "GH"}
    assert [parse_zone(cell) for cell in sheet.column(8)] == list(sheet.column(8))
    assert parse_languages(sheet.rows[4].cells[9]) == (("en", ""), ("tw", ""))
    assert {code for cell in sheet.column(9) for code, _level in parse_languages(cell)} >= {"ga", "sw", "ta"}
    assert {parse_years(cell) for cell in sheet.column(10)} >= {None, 84, 42, 0}
    assert all(parse_role(cell) for cell in sheet.column(6))
    assert all(parse_week(cell) for cell in sheet.column(14))


def test_polish_file_in_cp1250() -> None:
    book = read_sheets(FILES / "people-cp1250.csv")
    assert (book.encoding, book.delimiter) == ("cp1250", ";")
    (sheet,) = book.sheets
    assert sheet.headings[0] == "Imię i nazwisko"
    assert [row.line for row in sheet.rows] == list(range(2, 12))
    assert sheet.column(0) == (
        "Jan Kowalski",
        "Małgorzata Wiśniewska",
        "Zdeněk Dvořák",
        "Žofie Nováková",
        "Łukasz Źrebiec",
        "István Őri",
        "Ágnes Kovács",
        "Matej Kováč",
        "Ľubica Šťastná",
        "Bożena Gżegżółka",
    )
    assert [parse_years(cell) for cell in sheet.column(4)] == [6 + 12 * n for n in range(10)]
    assert {parse_languages(cell) for cell in sheet.column(3)} == {(("pl", ""), ("en", ""))}
    assert list(fields(sheet).values()) == [
        "name",
        "role",
        "email",
        "languages",
        "experience",
        "skills_offered",
        "skills_wanted",
        "capacity",
    ]


def test_ragged_rows_are_named_and_never_shifted() -> None:
    (sheet,) = read_sheets(FILES / "ragged.csv").sheets
    assert sheet.rows == (
        Row(2, ("Ada Park", "ada@example.org", "mentor", "BSc", "Python", "2")),
        Row(4, ("Cleo Roy", "cleo@example.org", "mentor", "MA", "", "")),
        Row(6, ("Dan Wu", "dan@example.org", "mentee", "PhD", "Python", "")),
        Row(7, ("Eve Sol", "not-an-address", "mentee", "MSc", "Leading people", "")),
        Row(8, ("Fay Lim", "fay@example.org", "overseer", "MSc", "Leading people", "1")),
    )
    assert [(problem.line, problem.refused) for problem in sheet.problems] == [(3, True), (4, False)]
    assert "8 cells, the heading has 6" in sheet.problems[0].why
    assert fields(sheet) == dict(enumerate(("name", "email", "role", "background", "skills", "capacity")))


def test_workbook_of_two_sheets_under_title_lines() -> None:
    mentors, mentees = read_sheets(FILES / "people.xlsx").sheets
    assert (mentors.name, mentees.name) == ("Mentors", "Mentees")
    assert (mentors.heading_line, len(mentors.rows), mentors.rows[0].line) == (3, 25, 4)
    assert mentors.rows[0].cells == (
        "سميرة النجار",
        "mentor0@example.org",
        "2026-01-01",
        "Jordan",
        "Arabic, English",
        "Public speaking, Leading people, Writing",
        "1",
        "491512345600",
    )
    assert mentees.headings[6] == "Goal"
    assert fields(mentors)[6] == "capacity"


@pytest.mark.parametrize("line", [1, 4])
def test_the_heading_row_can_be_chosen(line: int) -> None:
    sheet = read_sheets(FILES / "people.xlsx", heading_rows={0: line}).sheets[0]
    assert sheet.heading_line == line
    assert sheet.rows[0].line == (3 if line == 1 else 5)
