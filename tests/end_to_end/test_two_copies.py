"""Two coordinators, two copies, one truth: the same pairing edited in two programs, then brought together."""

import json
import subprocess
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from mentordesk.operations.pairing_facts import pairing_facts
from mentordesk.operations.pairings import note_pairing
from mentordesk.operations.programme import current_cohort
from mentordesk.operations.session_list import PairingChoice, pairing_choices
from mentordesk.storage.database import Database
from mentordesk.storage.state import state_digest
from tests.conftest import ROOT
from tests.end_to_end.conftest import Programs
from tests.end_to_end.screen import Screen

BASE, ANA, BO = "Meet in March", "Ana says: meet at the library", "Bo says: meet online"
TODAY = date.today()  # noqa: DTZ011 - the desk's own calendar


@dataclass(frozen=True)
class Desk:
    """One coordinator: the program in front of them, and the file in it."""

    screen: Screen
    file: Path


def test_two_copies_become_one(start_for: Programs, sample: Path, tmp_path: Path) -> None:
    pairing = a_pairing(sample)
    ana = at_desk(start_for("ana", sample), sample)
    copy = give(ana, tmp_path / "For Bo.mentordesk")
    bo = at_desk(start_for("bo", copy), copy)
    for desk, words in ((ana, ANA), (bo, BO)):
        note_and_log(desk, pairing, words)
    before = state(bo.file)
    assert before != state(ana.file)
    look_at(bo, give(ana, tmp_path / "From Ana.mentordesk"))
    decide(bo, f"Notes · From ana’s copy · {ANA}")
    assert state(bo.file) == before
    bring_in(bo)
    merged = state(bo.file)
    assert note_on(bo.file, pairing) == ANA
    take_back_and_do_again(bo, before, merged)
    look_at(ana, give(bo, tmp_path / "From Bo.mentordesk"))
    bring_in(ana)
    assert (ana.screen.leave(), bo.screen.leave()) == (0, 0)
    assert checked(ana.file) == checked(bo.file) == merged


def at_desk(screen: Screen, file: Path) -> Desk:
    screen.wait("frame", f"{file.stem} – MentorDesk")
    return Desk(screen, file)


def a_pairing(file: Path) -> PairingChoice:
    """One of this cohort, with a note that both copies begin with."""
    with Database.open(file) as database:
        with database.read() as view:
            cohort = current_cohort(view, today=TODAY)
            assert cohort is not None
            chosen = pairing_choices(view, cohort=cohort.id)[0]
        note_pairing(database, pairing=chosen.id, notes=BASE)
    return chosen


def go(screen: Screen, text: str, found: str) -> None:
    """Ctrl+K, a text, Enter once it is found."""
    screen.keys("ctrl+k")
    screen.wait("list", "Found")
    screen.write("Find or go to…", text)
    screen.until_names("list item", found)
    screen.keys("Return")
    screen.gone("list", "Found")


def note_and_log(desk: Desk, pairing: PairingChoice, words: str) -> None:
    """Another note on the pairing, and a session of it."""
    go(desk.screen, pairing.names, pairing.mentor.name)
    desk.screen.press("push button", "Change…")
    desk.screen.write("Notes", words)
    desk.screen.press("push button", "Save")
    desk.screen.ask("wait", role="panel", part="are saved.")
    desk.screen.press("push button", "Log session")
    desk.screen.wait("dialog", "Log session")
    desk.screen.keys("Return")
    desk.screen.gone("dialog", "Log session")
    desk.screen.ask("wait", role="panel", part="Session logged: ")


def give(desk: Desk, target: Path) -> Path:
    desk.screen.keys("ctrl+shift+s")
    desk.screen.choose_file("Save a copy", target)
    desk.screen.wait("panel", f"A whole copy is in {target.name}.")
    return target


def look_at(desk: Desk, copy: Path) -> None:
    go(desk.screen, "Sharing", "Sharing")
    desk.screen.press("push button", "Bring in a copy…")
    desk.screen.choose_file("A colleague’s copy", copy)
    desk.screen.wait("table", "What changes")


def decide(desk: Desk, choice: str) -> None:
    """The plan shows one conflict; which value is to hold."""
    desk.screen.wait("label", "changed by both")
    desk.screen.ask("wait", role="label", part="1 changed by both and 1 session")
    desk.screen.wait("filler", "still open")
    desk.screen.focus("radio button", choice)
    desk.screen.keys("space")
    desk.screen.wait("filler", "decided")


def bring_in(desk: Desk) -> None:
    desk.screen.press("push button", part="Bring in ")
    desk.screen.ask("wait", role="panel", part="brought in.")


def take_back_and_do_again(desk: Desk, before: str, after: str) -> None:
    desk.screen.keys("ctrl+z")
    desk.screen.ask("wait", role="panel", part="Taken back: Brought in a copy")
    assert state(desk.file) == before
    desk.screen.keys("ctrl+shift+z")
    desk.screen.ask("wait", role="panel", part="Done again: Brought in a copy")
    assert state(desk.file) == after


def note_on(file: Path, pairing: PairingChoice) -> str:
    with Database.open(file, readonly=True) as database, database.read() as view:
        facts = pairing_facts(view, pairing.id, today=TODAY)
    assert facts is not None
    return facts.notes


def state(file: Path) -> str:
    """A word for what a file holds, which a program may have open."""
    with Database.open(file, readonly=True) as database, database.read() as view:
        return state_digest(view)


def checked(file: Path) -> str:
    """The same word, as `check --deep` tells it."""
    command = [sys.executable, "-m", "mentordesk", "check", str(file), "--deep", "--json"]
    said = json.loads(subprocess.check_output(command, cwd=ROOT, timeout=60))
    assert said["problems"] == []
    return str(said["state"])
