"""Scenes of erasing somebody: what goes, the proof, and who is due."""

import tempfile
from pathlib import Path

from mentordesk.operations.erasing import Gone
from mentordesk.operations.person_rows import people
from mentordesk.operations.programme import edit_programme
from mentordesk.operations.sharing import share
from mentordesk.ui.main_window import MainWindow
from mentordesk.ui.pages.people import PeoplePage
from mentordesk.ui.person_privacy import ProofDialog
from mentordesk.ui.retention_dialog import DueDialog
from tests.scenes_sharing import database_of

GONE = Gone(
    kinds={"person": 1, "person_skill": 3, "participant": 1, "wish": 2},
    closed=1,
    backups=4,
    removed=0,
    searched=6,
    searched_bytes=4_718_592,
    left=(),
    places=(),
    size_before=811_008,
    size_after=794_624,
)


def erasing(window: MainWindow) -> None:
    """Somebody who is in a copy that a colleague has."""
    database = database_of(window)
    with tempfile.TemporaryDirectory() as folder:
        share(database, out=Path(folder) / "copy", to="Noor", note="")
    assert window.desk is not None
    with database.read() as view:
        found = people(view, cohort=window.desk.cohort, today=window.desk.today())
    window.go("people", person=found[0].id)
    page = window.page("people")
    assert isinstance(page, PeoplePage)
    window.tasks.wait()
    page.erase()


def proof(window: MainWindow) -> None:
    window.go("people")
    ProofDialog(window, GONE).open()


def due(window: MainWindow) -> None:
    """The rule is a month, and some left a cohort long ago."""
    with_rule(window)
    window.go("today")
    DueDialog(window, window.desk).open()  # type: ignore[arg-type]


def with_rule(window: MainWindow) -> None:
    """Today says who is due."""
    assert window.desk is not None
    assert window.desk.programme is not None
    edit_programme(database_of(window), programme=window.desk.programme, values={"retention_months": 1})
    window.go("today")


SCENES = (
    ("erase", erasing),
    ("erased", proof),
    ("due-to-be-erased", due),
    ("today-due", with_rule),
)
