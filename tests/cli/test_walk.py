"""The walk of the window by the command line: every command opens the file anew."""

import csv
from datetime import date
from pathlib import Path

from pypdf import PdfReader

from mentordesk.storage.database import Database
from tests.cli.conftest import FILES, Run, facts
from tests.operations.pairing_world import state

FEW = 12


def test_the_whole_job(run: Run, tmp_path: Path) -> None:
    file = "Beacon.mentordesk"
    assert run("new", file, "--name", "Beacon")[0] == 0
    counts = facts(run("import", file, FILES / "form-export.csv", "--json"))["counts"]
    assert counts["new"] == 48
    assert len(facts(run("match", file, "--publish", "--json"))["pairs"]) == 28
    met = facts(run("session", "log", file, "bjorn c.", "--notes", "First steps", "--json"))
    assert met["day"] == str(date.today())  # noqa: DTZ011 - the desk's own calendar
    print_papers(run, tmp_path, met["mentee"])
    take_everything_back_and_do_it_again(run, tmp_path / file)
    assert facts(run("export", file, "sessions", "sessions.csv", "--json"))["rows"] == 1
    with (tmp_path / "sessions.csv").open(encoding="utf-8-sig", newline="") as table:
        heading, row = csv.reader(table)
    said = dict(zip(heading, row, strict=True))
    assert {met["mentor"], met["mentee"], "First steps"} <= set(said.values())
    assert facts(run("check", file, "--deep", "--json"))["problems"] == []


def print_papers(run: Run, folder: Path, mentee: str) -> None:
    assert run("document", "Beacon.mentordesk", "handbook", "--out", "handbook.pdf")[0] == 0
    text = "\n".join(page.extract_text() for page in PdfReader(folder / "handbook.pdf").pages)
    assert "Beacon" in text
    assert "Contents" in text
    asked = ("--certificate", "participation", "--for", mentee, "--out", "certificate.pdf")
    assert run("document", "Beacon.mentordesk", "certificate", *asked)[0] == 0
    (page,) = PdfReader(folder / "certificate.pdf").pages
    assert mentee in page.extract_text()


def take_everything_back_and_do_it_again(run: Run, file: Path) -> None:
    whole = everything(file)
    assert whole["session"]
    press_until_refused(run, "undo", file)
    assert not any(everything(file)[kind] for kind in ("person", "pairing", "session", "programme"))
    press_until_refused(run, "redo", file)
    assert everything(file) == whole


def press_until_refused(run: Run, way: str, file: Path) -> None:
    for _step in range(FEW):
        code, _out, err = run(way, file)
        if code:
            assert "There is no step left to" in err
            return
    raise AssertionError(way)


def everything(file: Path) -> dict[str, object]:
    with Database.open(file, readonly=True) as database:
        return dict(state(database))
