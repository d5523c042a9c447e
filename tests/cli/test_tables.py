"""Tables that are wrong, or right in part: one sentence instead of one a row, and each column told."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run, facts

FILE = "p.mentordesk"
PEOPLE = "Name,E-mail,Hobby\nAda,ada@example.org,chess\nBo,bo@example.org,\n"


@pytest.fixture
def folder(run: Run, tmp_path: Path) -> Path:
    run("new", FILE)
    (tmp_path / "people.csv").write_text(PEOPLE, "utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("", "t.csv holds no rows below its headings."),
        ("Name,E-mail\n", "t.csv holds no rows below its headings."),
        ("# Read me\n\nFirst this, and that.\n\nThis is text.\n", "No column of t.csv was understood"),
        (PEOPLE, "t.csv does not say who is a mentor and who a mentee."),
    ],
)
def test_a_wrong_table_is_refused_in_one_sentence(run: Run, folder: Path, words: str, said: str) -> None:
    (folder / "t.csv").write_text(words, "utf-8")
    for dry in ((), ("--dry-run",)):
        code, out, err = run("import", FILE, "t.csv", *dry)
        assert (code, out, err.startswith(said), err.count("\n")) == (1, "", True, 1)
    assert facts(run("export", FILE, "people", "none.csv", "--json"))["rows"] == 0


def test_a_role_for_all_is_asked_for_once_and_not_of_those_known(run: Run, folder: Path) -> None:
    assert "--role mentor" in run("import", FILE, "people.csv")[2]
    assert facts(run("import", FILE, "people.csv", "--role", "mentor", "--json"))["counts"]["new"] == 2
    assert facts(run("import", FILE, "people.csv", "--json"))["counts"]["same"] == 2


def test_each_column_is_told(run: Run, folder: Path) -> None:
    asked = ("import", FILE, "people.csv", "--role", "mentee", "--dry-run")
    lines = run(*asked)[1].splitlines()[1:]
    assert lines == ["  Name → Name", "  E-mail → E-mail", "  Hobby → Left out"]
    (folder / "map.json").write_text(json.dumps({"Name": "name", "Hobby": "interests", "E-mail": "own"}))
    told = facts(run(*asked, "--mapping", "map.json", "--json"))["columns"]
    assert [one["field"] for one in told] == ["name", "own", "interests"]
    assert "  Hobby → Left out" not in run(*asked, "--mapping", "map.json")[1]


def test_a_mapping_to_no_field_is_refused(run: Run, folder: Path) -> None:
    (folder / "map.json").write_text(json.dumps({"Name": "name", "Hobby": "hobbies"}))
    code, _out, err = run("import", FILE, "people.csv", "--role", "mentor", "--mapping", "map.json")
    assert (code, err.startswith("map.json names what is no field: hobbies.")) == (1, True)
    assert "interests" in err


def test_a_damaged_file_is_said_in_the_readers_language(run: Run, folder: Path) -> None:
    data = bytearray((folder / FILE).read_bytes())
    data[4096:4200] = b"x" * 104
    (folder / FILE).write_bytes(data)
    for language, said in (("en", "its parts do not fit together"), ("es", "sus partes no encajan")):
        code, _out, err = run("check", FILE, "--speak", language)
        assert (code, said in err, "malformed" in err) == (1, True, False)


def test_a_mapping_of_a_heading_that_is_not_there_is_refused(run: Run, folder: Path) -> None:
    (folder / "map.json").write_text(json.dumps({"Name": "name", "Hobbies": "interests"}))
    code, out, err = run("import", FILE, "people.csv", "--role", "mentor", "--mapping", "map.json")
    assert (code, out) == (1, "")
    assert err.startswith("map.json names headings that people.csv does not have: Hobbies. Nothing")
    assert "Name, E-mail, Hobby." in err


def test_a_table_without_one_good_row_is_refused_with_why(run: Run, folder: Path) -> None:
    rows = "".join(f"Ada {n},nowhere,mentor\n" for n in range(7))
    (folder / "t.csv").write_text("Name,E-mail,Role\n" + rows, "utf-8")
    before = (folder / FILE).read_bytes()
    code, out, err = run("import", FILE, "t.csv")
    assert (code, out) == (1, "")
    assert err.startswith("No row of t.csv could be brought in. Nothing was changed.")
    assert "line 2: Left out. Ada 0: “nowhere” is not an e-mail address." in err
    assert err.rstrip().endswith("2 more rows were left out.")
    assert (folder / FILE).read_bytes() == before


def test_people_of_all_cohorts_come_back_by_the_command_line_alone(run: Run, folder: Path) -> None:
    run("new", "s.mentordesk", "--sample")
    for what in ("people", "pairings"):
        one = facts(run("export", "s.mentordesk", what, f"{what}.csv", "--json"))["rows"]
        every = facts(run("export", "s.mentordesk", what, f"all-{what}.csv", "--all-cohorts", "--json"))[
            "rows"
        ]
        assert every > one > 0
    assert "Cohort,Mentor," in (folder / "all-pairings.csv").read_text("utf-8")
    said = run("import", FILE, "all-people.csv")[1]
    assert "New cohorts: Autumn" in said
    run("export", FILE, "people", "again.csv", "--all-cohorts")
    assert lines(folder / "again.csv") == lines(folder / "all-people.csv")


def lines(path: Path) -> list[str]:
    return sorted(path.read_text("utf-8").splitlines())
