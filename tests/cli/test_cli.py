"""The whole job on the command line: import, match, publish, print, hand over, take back."""

import json
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from pypdf import PdfReader

from mentordesk.assets import root
from tests.cli.conftest import FILES, Run, facts


def test_the_main_job_from_an_empty_folder(run: Run, tmp_path: Path) -> None:
    assert run("new", "p.mentordesk", "--name", "Compass")[0] == 0
    tried = facts(run("import", "p.mentordesk", FILES / "form-export.csv", "--dry-run", "--json"))
    assert facts(run("export", "p.mentordesk", "people", "none.csv", "--json"))["rows"] == 0
    done = facts(run("import", "p.mentordesk", FILES / "form-export.csv", "--json"))
    assert done == tried
    matched = facts(run("match", "p.mentordesk", "--out", "pairs.csv", "--publish", "--json"))
    pairs = matched["pairs"]
    assert isinstance(pairs, list)
    assert pairs
    assert len((tmp_path / "pairs.csv").read_text("utf-8-sig").splitlines()) == len(pairs) + 1
    assert facts(run("export", "p.mentordesk", "pairings", "made.xlsx", "--json"))["rows"] == len(pairs)
    assert facts(run("match", "p.mentordesk", "--json"))["pairs"] == []


def test_paper_in_the_language_asked_for(run: Run, tmp_path: Path) -> None:
    run("new", "p.mentordesk")
    run("import", "p.mentordesk", FILES / "form-export.csv")
    handbook = run("document", "p.mentordesk", "handbook", "--out", "h.pdf", "--language", "es")
    assert handbook[0] == 0
    assert len(PdfReader(tmp_path / "h.pdf").pages) > 4
    name = "Łukasz Żółć"
    assert run("document", "p.mentordesk", "person-data", "--out", "c.pdf", "--for", name)[0] == 0
    assert name in PdfReader(tmp_path / "c.pdf").pages[0].extract_text()
    code, _out, err = run("document", "p.mentordesk", "certificate", "--out", "d.pdf", "--for", "Nobody")
    assert (code, (tmp_path / "d.pdf").exists()) == (1, False)
    assert "Nobody" in err
    code, _out, err = run(
        "document", "p.mentordesk", "introduction", "--out", "d.pdf", "--for", name, "--language", "es"
    )
    assert (code, (tmp_path / "d.pdf").exists()) == (2, False)
    assert "--language" in err
    code, _out, err = run("document", "p.mentordesk", "certificate", "--out", "d.pdf")
    assert (code, "earned" in err) == (1, True)


def test_a_file_for_each_and_a_certificate_checked(run: Run, tmp_path: Path) -> None:
    assert run("new", "p.mentordesk", "--sample")[0] == 0
    sheets = (
        "document",
        "p.mentordesk",
        "session-sheet",
        "--out",
        "sheets",
        "--one-file-each",
        "--large-print",
    )
    written = facts(run(*sheets, "--paper", "letter", "--json"))["files"]
    assert isinstance(written, list)
    assert len(written) == len(list((tmp_path / "sheets").glob("*.pdf"))) > 1
    assert run("document", "p.mentordesk", "programme-report", "--out", "r.pdf")[0] == 0
    code, out, _err = run("certificate", "check", "p.mentordesk", "2026-0001-AAA", "ZZZZ-ZZZZ", "--json")
    assert (code, json.loads(out)["verdict"]) == (1, "unknown")


def test_history_undo_redo_share_check(run: Run) -> None:
    run("new", "p.mentordesk", "--sample")
    assert "Made the sample programme" in run("history", "p.mentordesk")[1]
    assert facts(run("undo", "p.mentordesk", "--json"))["key"] == "sample.made"
    code, _out, err = run("undo", "p.mentordesk")
    assert (code, "no step left" in err) == (1, True)
    code, _out, err = run("export", "p.mentordesk", "people", "none.csv")
    assert (code, "has no programme yet" in err) == (1, True)
    assert run("redo", "p.mentordesk")[0] == 0
    assert run("share", "p.mentordesk", "copy.mentordesk")[0] == 0
    assert facts(run("check", "copy.mentordesk", "--json")) == {"problems": []}
    assert facts(run("export", "copy.mentordesk", "people", "people.csv", "--json"))["rows"] == 72


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_people_go_out_and_come_in_equal(run: Run, tmp_path: Path, kind: str) -> None:
    """Of the cohort of today, with their roles and places, as the commands are written without more words."""
    run("new", "p.mentordesk", "--sample")
    run("new", "q.mentordesk")
    assert run("export", "p.mentordesk", "people", f"people.{kind}")[0] == 0
    assert facts(run("import", "q.mentordesk", f"people.{kind}", "--json"))["counts"]["refused"] == 0
    for file in "pq":
        assert run("export", f"{file}.mentordesk", "people", f"{file}.csv")[0] == 0
    assert (tmp_path / "p.csv").read_bytes() == (tmp_path / "q.csv").read_bytes()
    assert b",Role,Capacity,Status," in (tmp_path / "q.csv").read_bytes()


def test_a_reader_that_has_seen_enough_is_no_fault(tmp_path: Path) -> None:
    command, file = (sys.executable, "-m", "mentordesk"), str(tmp_path / "p.mentordesk")
    subprocess.run([*command, "new", file, "--sample"], check=True, capture_output=True)
    history = [*command, "history", file, "--json"]
    with subprocess.Popen(history, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as job:
        assert job.stdout
        assert job.stderr
        job.stdout.close()
        assert job.stderr.read() == b""
    assert job.returncode == 0


def test_without_a_programme_nobody_is_brought_in(run: Run, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("Name\nAda\n", "utf-8")
    run("new", "p.mentordesk")
    run("undo", "p.mentordesk")
    code, _out, err = run("import", "p.mentordesk", "t.csv", "--role", "mentor")
    assert (code, "has no programme yet" in err) == (1, True)


def test_what_is_refused_and_what_is_wrong(run: Run, tmp_path: Path) -> None:
    assert run("check", "missing.mentordesk")[0] == 1
    (tmp_path / "note.mentordesk").write_text("not ours")
    assert "not a MentorDesk" in run("check", "note.mentordesk")[2]
    run("new", "p.mentordesk")
    assert run("new", "p.mentordesk")[0] == 1
    assert run("match", "p.mentordesk", "--cohort", "None such")[0] == 1
    assert run("match", "p.mentordesk", "--publish")[0] == 1
    for strange in ("[1]", "[" * 20_000):
        (tmp_path / "map.json").write_text(strange)
        wrong = run("import", "p.mentordesk", FILES / "ragged.csv", "--mapping", "map.json")
        assert (wrong[0], "map.json" in wrong[2]) == (1, True)
    assert "no file of this name" in run("import", "p.mentordesk", "missing.csv")[2]
    assert run("document", "p.mentordesk", "handbook", "--out", "h.pdf", "--language", "xx")[0] == 2
    assert run("paint", "p.mentordesk")[0] == 2
    assert run("--paint")[0] == 2
    code, _out, err = run("document", "p.mentordesk", "handbook", "--out", "p.mentordesk", "--one-file-each")
    assert (code, err.startswith("p.mentordesk cannot be written: a file of this name is there.")) == (
        1,
        True,
    )
    assert run("export", "p.mentordesk", "cats", "x.csv")[0] == 2
    before = (tmp_path / "p.mentordesk").read_bytes()
    code, _out, err = run("document", "p.mentordesk", "handbook", "--out", "p.mentordesk")
    assert (code, err.startswith("p.mentordesk exists already.")) == (1, True)
    assert (tmp_path / "p.mentordesk").read_bytes() == before


def test_a_table_is_read_as_it_is_said(run: Run, tmp_path: Path) -> None:
    run("new", "p.mentordesk")
    only = facts(run("import", "p.mentordesk", FILES / "people.xlsx", "--sheet", "Mentors", "--json"))
    assert only["counts"] == {"new": 25, "updated": 0, "same": 0, "merged": 0, "refused": 0}
    code, _out, err = run("import", "p.mentordesk", FILES / "people.xlsx", "--sheet", "Tutors")
    assert (code, "Tutors" in err) == (1, True)
    (tmp_path / "odd.csv").write_text("a;b;c\nName|E-mail\nAda|ada@example.org\n", "utf-8")
    said = ("--heading-row", "2", "--delimiter", "|", "--role", "mentor", "--json")
    assert facts(run("import", "p.mentordesk", "odd.csv", *said))["counts"] == {
        **dict.fromkeys(("updated", "same", "merged", "refused"), 0),
        "new": 1,
    }


def test_stopping_changes_nothing(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_of: object) -> None:
        raise KeyboardInterrupt

    run("new", "p.mentordesk")
    monkeypatch.setattr("mentordesk.operations.importing.write_words", stop)
    assert run("import", "p.mentordesk", FILES / "people.xlsx") == (1, "", "Stopped. Nothing was changed.\n")
    assert facts(run("export", "p.mentordesk", "people", "none.csv", "--json"))["rows"] == 0


def test_a_terminal_is_told_how_far_it_is(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    run("new", "p.mentordesk")
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    code, _out, err = run("import", "p.mentordesk", FILES / "people.xlsx")
    assert code == 0
    assert "Reading the table" in err
    assert "100% Writing people" in err
    assert err.endswith("\r\x1b[K")


def test_each_language_speaks(run: Run) -> None:
    run("new", "p.mentordesk")
    english = run("check", "p.mentordesk")[1]
    assert run("check", "p.mentordesk", "--speak", "es")[1] != english


def test_the_version_is_that_of_the_package(run: Run) -> None:
    project = tomllib.loads((root() / "pyproject.toml").read_text("utf-8"))["project"]
    assert run("--version") == (0, f"MentorDesk {project['version']}\n", "")


def test_a_language_that_is_not_there_is_refused(run: Run) -> None:
    run("new", "p.mentordesk")
    code, _out, err = run("check", "p.mentordesk", "--speak", "de")
    assert (code, "“de” is none of these: en, es, ar." in err) == (2, True)


@pytest.mark.parametrize(
    ("language", "why"), [("en", "its folder is not there"), ("es", "su carpeta no está")]
)
def test_a_folder_that_is_not_there_is_said(run: Run, language: str, why: str) -> None:
    code, _out, err = run("new", "nowhere/p.mentordesk", "--speak", language)
    assert (code, why in err, "space" in err) == (1, True, False)


def test_it_is_a_program(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "mentordesk", "new", tmp_path / "p.mentordesk", "--json"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(done.stdout)["file"].endswith("p.mentordesk")
