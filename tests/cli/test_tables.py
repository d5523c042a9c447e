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
