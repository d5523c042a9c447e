"""Everything there is to see: each page, and the main dialogs over the page they are opened from."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from mentordesk.domain.refusal import Refusal
from mentordesk.i18n import _, reader, set_language
from mentordesk.operations.own_fields import add_own_field
from mentordesk.operations.pairing_rows import pairings
from mentordesk.operations.person_rows import people
from mentordesk.operations.programme import cohorts, current_cohort, programme_of
from mentordesk.storage.database import Database
from mentordesk.storage.refusals import HeldElsewhere
from mentordesk.ui.file_notice import FileNotice, Notice
from mentordesk.ui.file_questions import ask_held, ask_name, ask_new
from mentordesk.ui.goal_form import add_goal
from mentordesk.ui.help import show_help
from mentordesk.ui.import_wizard import ImportWizard
from mentordesk.ui.main_window import MainWindow
from mentordesk.ui.matching_studio import Studio
from mentordesk.ui.page import Desk
from mentordesk.ui.pages import PAGES
from mentordesk.ui.pages.groups import GroupsPage
from mentordesk.ui.pages.matching import MatchingPage
from mentordesk.ui.pages.programme import ProgrammePage
from mentordesk.ui.person_dialog import person_dialog
from mentordesk.ui.session_dialog import log_session, plan_session
from mentordesk.ui.theme import apply_theme
from mentordesk.ui.welcome import Welcome
from tests import scenes_files, scenes_privacy, scenes_sharing
from tests.conftest import ROOT

TODAY = date(2026, 3, 17)
TABLE = ROOT / "tests" / "files" / "form-export.csv"
REST = 90
"""Milliseconds; twice of it is more than the rest before a preview is drawn."""

Scene = Callable[[MainWindow], object]


def dressed(application: QApplication, language: str, theme: str = "light") -> None:
    """The whole application in a language, its direction and a theme."""
    set_language(language)
    QLocale.setDefault(QLocale(reader().locale_name))
    rtl = reader().rtl
    application.setLayoutDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
    apply_theme(application, theme)


def window_on(database: Database) -> MainWindow:
    """The window at work on a file, on the day TODAY."""
    window = MainWindow()
    with database.read() as view:
        programme, cohort = programme_of(view), current_cohort(view, today=TODAY)
        window.cohorts = [(one.id, one.name) for one in cohorts(view)]
    assert programme is not None
    assert cohort is not None
    window.names = (programme.name, cohort.name)
    desk = window.make_desk(database, zone=programme.zone, programme=programme.id, cohort=cohort.id)
    desk.today = lambda: TODAY  # type: ignore[method-assign]
    window.counts = lambda: desk.facts().badges
    window.attach(desk)
    return window


@contextmanager
def shown(database: Database, size: tuple[int, int]) -> Iterator[MainWindow]:
    """The window on the screen, gone afterwards with all that stands over it."""
    window = window_on(database)
    window.resize(*size)
    window.show()
    try:
        yield window
    finally:
        tidied(window)
        window.close()
        window.deleteLater()
        QApplication.processEvents()


def settled(window: MainWindow) -> None:
    """All work in the background is done, also what its results began, and the layouts follow."""
    for _round in range(2):
        QTest.qWait(REST)
        while window.tasks.running:
            window.tasks.wait()
            QApplication.processEvents()
    QTest.qWait(REST)
    QApplication.sendPostedEvents()


def at_work(window: MainWindow) -> Desk:
    assert window.desk is not None
    return window.desk


def welcome(window: MainWindow) -> None:
    made = Welcome(lambda _key: None, [Path("Compass.mentordesk")], lambda _path: None)
    window.stack.addWidget(made)
    window.stack.setCurrentWidget(made)


def one_pairing(window: MainWindow) -> None:
    with at_work(window).database.read() as view:
        found = pairings(view, cohort=at_work(window).cohort, today=TODAY)
    window.go("pairings", pairing=found[0].id)


def one_person(window: MainWindow) -> None:
    with at_work(window).database.read() as view:
        found = people(view, cohort=at_work(window).cohort, today=TODAY)
    window.go("people", person=found[0].id)


def certificate(window: MainWindow) -> None:
    window.go("documents", kind="certificate")


def handbook_start(window: MainWindow) -> QDialog:
    window.go("programme", part="handbook")
    page = window.page("programme")
    assert isinstance(page, ProgrammePage)
    page.sections.ask_start()
    return page.sections.dialog


def person_form(window: MainWindow) -> QDialog:
    window.go("people")
    with at_work(window).database.read() as view:
        found = people(view, cohort=at_work(window).cohort, today=TODAY)
    made = person_dialog(window, at_work(window), found[0].id)
    made.open()
    return made


def importing(step: int) -> Scene:
    """The wizard at one of its steps."""

    def scene(window: MainWindow) -> QDialog:
        window.go("people")
        made = ImportWizard(window, at_work(window))
        made.read(TABLE)
        settled(window)
        made.open()
        for at in range(step + 1):
            made.go(at)
            settled(window)
        return made

    return scene


def session(window: MainWindow) -> QDialog:
    made = log_session(at_work(window))
    made.finder.line.setText("a")
    made.unfold()
    return made


def held(window: MainWindow) -> None:
    refusal: Refusal = HeldElsewhere(file="Compass.mentordesk", holder="Amina, office-2")
    ask_held(window, refusal, lambda: None, lambda: None)


def own_fields(window: MainWindow) -> None:
    """With one that is being renamed."""
    add_own_field(at_work(window).database, name="First in the family to study", demographic=True)
    window.go("programme", part="own fields")
    page = window.page("programme")
    assert isinstance(page, ProgrammePage)
    page.own_fields.edit(page.own_fields.table.shown()[0])


def name_asked(window: MainWindow) -> None:
    """The bar of somebody who has not said yet who works here, and its question."""
    words = _("Who works here? Your name stands beside what you do, in the history.")
    FileNotice(window, lambda: Notice(words, _("Say your name…"), lambda: None, "user"))
    ask_name(window, "amina", lambda _name: None)


def went_to(key: str) -> Scene:
    return lambda window: window.go(key)


def heat_map(window: MainWindow) -> None:
    matching_page(window).show_map(on=True)


def studio(opens: Callable[[Studio], object]) -> Scene:
    """A dialog of the Matching page."""

    def scene(window: MainWindow) -> None:
        made = matching_page(window).studio()
        assert made is not None
        opens(made)

    return scene


def matching_page(window: MainWindow) -> MatchingPage:
    window.go("matching")
    settled(window)
    page = window.page("matching")
    assert isinstance(page, MatchingPage)
    return page


def propose_groups(window: MainWindow) -> None:
    window.go("groups")
    page = window.page("groups")
    assert isinstance(page, GroupsPage)
    dialog = page.ask()
    assert dialog is not None
    dialog.propose()


SCENES: tuple[tuple[str, Scene], ...] = (
    *((entry.key, went_to(entry.key)) for entry in PAGES),
    ("welcome", welcome),
    ("one-person", one_person),
    ("one-pairing", one_pairing),
    ("heat-map", heat_map),
    ("set-aside", studio(Studio.set_aside)),
    ("drafts", studio(Studio.drafts)),
    ("fairness", studio(Studio.fairness)),
    ("matching-details", studio(Studio.details)),
    ("stand-ins", studio(Studio.stand_ins)),
    ("propose-groups", propose_groups),
    ("certificate", certificate),
    ("bring-in", scenes_sharing.arriving),
    ("give-a-copy", scenes_sharing.giving),
    ("backups", scenes_sharing.backups),
    ("one-form", scenes_sharing.forms_page),
    ("form-editor", scenes_sharing.form_editor),
    ("handbook-start", handbook_start),
    ("past-step", scenes_sharing.past_step),
    ("person-form", person_form),
    ("import-1", importing(0)),
    ("import-2", importing(1)),
    ("import-3", importing(2)),
    ("log-session", session),
    ("plan-session", lambda window: plan_session(at_work(window))),
    ("add-goal", lambda window: add_goal(at_work(window))),
    ("new", lambda window: ask_new(window, TODAY, lambda _values: None)),
    ("new-people", lambda window: ask_new(window, TODAY, lambda _values: None, "Mentors 2026.xlsx")),
    ("help", lambda window: show_help(window, window.shown)),
    ("palette", lambda window: window.open_palette()),
    ("own-fields", own_fields),
    ("name-asked", name_asked),
    ("held", held),
    *scenes_files.SCENES,
    *scenes_privacy.SCENES,
)
"""By the name of its picture."""


def dialogs_of(window: MainWindow) -> list[QWidget]:
    """What stands over the page, the topmost last."""
    return [one for one in window.findChildren(QDialog) if one.isVisible()]


def tidied(window: MainWindow) -> None:
    for dialog in dialogs_of(window):
        dialog.close()
        dialog.deleteLater()
    settled(window)
