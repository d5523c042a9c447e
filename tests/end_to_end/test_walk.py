"""The whole job by keyboard and screen reader, from an empty machine to the file opened again."""

import shutil
from pathlib import Path
from typing import Any

from mentordesk.storage.database import Database
from tests.conftest import ROOT
from tests.documents.reading import pages
from tests.end_to_end.conftest import Start
from tests.end_to_end.screen import Screen
from tests.operations.pairing_world import state

ISOLATES = dict.fromkeys(map(ord, "\u2068\u2069"))
FEW = 12


def test_the_whole_job(start: Start, tmp_path: Path) -> None:
    file = tmp_path / "Beacon.mentordesk"
    screen = start()
    begin(screen, file)
    bring_in(screen, tmp_path)
    match_and_publish(screen)
    mentor, mentee = log_a_session(screen, "Bjorn")
    handbook(screen, tmp_path / "handbook.pdf")
    certificates(screen, tmp_path / "certificates.pdf", (mentor, mentee))
    take_everything_back_and_do_it_again(screen, file)
    assert screen.leave() == 0
    find_again(start(), mentor)


def begin(screen: Screen, file: Path) -> None:
    screen.press("push button", "New programme…")
    screen.write("Programme", file.stem)
    screen.press("push button", "Choose where to keep it…")
    screen.choose_file("Keep the programme", file)
    screen.wait("frame", f"{file.stem} – MentorDesk")


def bring_in(screen: Screen, folder: Path) -> None:
    table = Path(shutil.copy(ROOT / "tests" / "files" / "form-export.csv", folder))
    screen.keys("ctrl+2")
    screen.press("push button", "Import…")
    screen.press("push button", "Choose a file…")
    screen.choose_file("Choose the table", table)
    screen.press("push button", "Next")
    screen.wait("label", "Step 2 of 3: Say what its columns are")
    screen.press("push button", "Next")
    screen.press("push button", "Bring in")
    screen.gone("dialog", "Bring in people")
    screen.wait("label", "48 people · 20 mentors · 20 mentees · 8 both")


def match_and_publish(screen: Screen) -> None:
    screen.keys("ctrl+3")
    screen.press("push button", part="Publish 28 as trial")
    screen.wait("panel", "28 pairings published, on trial.")
    screen.keys("ctrl+4")
    screen.wait("label", "0 active, 28 on trial, 0 stuck")


def log_a_session(screen: Screen, name: str) -> tuple[str, str]:
    """Ctrl+L, a name, Enter; who met, as the list has it."""
    screen.keys("ctrl+l")
    screen.wait("dialog", "Log session")
    screen.type(name)
    found = screen.until_names("list item", "Björn")[0].translate(ISOLATES)
    screen.keys("Return")
    screen.gone("dialog", "Log session")
    screen.ask("wait", role="panel", part="Session logged: ")
    screen.keys("ctrl+5")
    assert screen.names("table cell")
    mentor, mentee = found.split(" and ")
    return mentor, mentee


def handbook(screen: Screen, target: Path) -> None:
    screen.keys("ctrl+8")
    screen.press("push button", "Save…")
    screen.choose_file("Save as PDF", target)
    screen.wait("panel", part="Saved ")
    text = "\n".join(pages(target.read_bytes()))
    assert "Beacon" in text
    assert "Contents" in text


def certificates(screen: Screen, target: Path, names: tuple[str, ...]) -> None:
    """Both who met have earned one; the numbers are this year's first two."""
    screen.click("table cell", "Certificate")
    screen.click("combo box", "Completion")
    screen.click("list item", "Participation")
    screen.ask("wait", role="label", part="2 people chosen")
    screen.press("push button", "Save…")
    screen.choose_file("Save as PDF", target)
    screen.ask("wait", role="panel", part=target.name)
    texts = pages(target.read_bytes())
    assert len(texts) == len(names)
    for name, number in zip(names, ("0001", "0002"), strict=True):
        assert any(all(part.strip(".") in text for part in name.split()) for text in texts), texts
        assert any(f"-{number}" in text for text in texts), texts


def take_everything_back_and_do_it_again(screen: Screen, file: Path) -> None:
    whole = everything(file)
    assert whole["session"]
    assert len(whole["certificate"]) == 2
    screen.keys("ctrl+2")
    press_until(screen, "ctrl+z", "There is nothing to take back.")
    screen.wait("label", "0 people · 0 mentors · 0 mentees")
    assert not any(everything(file)[kind] for kind in ("person", "pairing", "session", "certificate"))
    press_until(screen, "ctrl+shift+z", "There is nothing to do again.")
    screen.wait("label", "48 people · 20 mentors · 20 mentees · 8 both")
    assert everything(file) == whole


def press_until(screen: Screen, keys: str, said: str) -> None:
    """Press keys until the bar at the foot says so."""
    for _step in range(FEW):
        screen.keys(keys)
        if said in screen.names("panel"):
            return
    screen.wait("panel", said)


def everything(file: Path) -> dict[str, Any]:
    with Database.open(file, readonly=True) as database:
        return state(database)


def find_again(screen: Screen, name: str) -> None:
    """Ctrl+K, a name without its accents, Enter: the person stands beside the list."""
    screen.wait("frame", "Beacon – MentorDesk")
    screen.keys("ctrl+k")
    screen.wait("list", "Found")
    screen.type("Bjorn Angstrom")
    screen.until_names("list item", name)
    screen.keys("Return")
    screen.wait("label", name)
    assert screen.leave() == 0
