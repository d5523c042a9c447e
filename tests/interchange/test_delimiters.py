import pytest

from mentordesk.interchange.delimited import likeliest_delimiter
from mentordesk.interchange.sheets import read_table


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("a;b\n1,5;2,5\n3,5;4,5\n", ";"),
        ("a,b\nx;y,2\nz,3\n", ","),
        ("a\tb\n1,5\t2,5\n", "\t"),
        ("a|b\n1,5|2\n", "|"),
        ("email\na@example.org\n", ","),
        ('"Which, of these; suit?",b\n"x; y",2\n', ","),
        ("", ","),
    ],
)
def test_likeliest(text: str, sign: str) -> None:
    assert likeliest_delimiter(text) == sign


def test_a_declared_delimiter_wins_and_counts_as_a_line() -> None:
    sheet = read_table("a.csv", b"sep=|\nname|role\nAda, Leeds|mentor\n").sheets[0]
    assert (sheet.headings, sheet.rows[0].line) == (("name", "role"), 3)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_are_the_files(end: str) -> None:
    text = end.join(["name,note", "", 'Ada,"a', 'b"', ",", "Ben,c", ""])
    sheet = read_table("a.csv", text.encode()).sheets[0]
    assert [(row.line, row.cells[0]) for row in sheet.rows] == [(3, "Ada"), (6, "Ben")]


def test_a_title_line_above_the_headings_of_a_csv() -> None:
    sheet = read_table("a.csv", b"Mentors 2026,,\n\nname,role,city\nAda,mentor,Leeds\n").sheets[0]
    assert (sheet.heading_line, sheet.headings) == (3, ("name", "role", "city"))
    assert [row.line for row in sheet.top] == [1, 3, 4]
