"""Scenes of forms, of a copy that comes in, and of the past."""

import tempfile
from contextlib import closing
from pathlib import Path

from sqlalchemy import select

from mentordesk.domain.form import QuestionKind
from mentordesk.domain.person import Person
from mentordesk.operations.forms import Ask, Draft, save_form
from mentordesk.operations.sharing import share
from mentordesk.storage.database import Database, Desk
from mentordesk.storage.label import Label
from mentordesk.ui.main_window import MainWindow
from mentordesk.ui.pages.forms import FormsPage
from mentordesk.ui.pages.history import HistoryPage
from mentordesk.ui.pages.sharing import SharingPage

LABEL = Label.of("programme.changed")
DRAFT = Draft(
    title="First month",
    intro="Two minutes. Thank you!",
    questions=(
        Ask(kind=QuestionKind.SCALE, text="How sure are you?", low="not at all", high="very"),
        Ask(kind=QuestionKind.CHOICE, text="How do you meet?", choices=("Video", "Phone", "In person")),
        Ask(kind=QuestionKind.LONG, text="What would help?"),
    ),
)


def database_of(window: MainWindow) -> Database:
    assert window.desk is not None
    return window.desk.database


def _write(database: Database, at: int, **values: str) -> None:
    """Change somebody, by their place in the file."""
    with database.change(LABEL) as work:
        person = work.scalars(select(Person).order_by(Person.id).offset(at).limit(1)).one()
        for name, value in values.items():
            setattr(person, name, value)


def arriving(window: MainWindow) -> None:
    """A copy in which Noor changed some people, of whom two were changed here as well."""
    database = database_of(window)
    with tempfile.TemporaryDirectory() as folder:
        copy = share(database, out=Path(folder) / "from Noor.mentordesk")
        with closing(Database.open(copy, Desk(actor="Noor"))) as other:
            for at in range(9):
                _write(other, at, city="Porto", notes="New number since Sunday; the old one ends in April.")
        for at in (2, 5):
            _write(database, at, notes="Prefers calls after 18:00 in Hà Nội.")
        window.go("sharing")
        sharing_page(window).look_at(copy)
        window.tasks.wait()


def sharing_page(window: MainWindow) -> SharingPage:
    window.go("sharing")
    page = window.page("sharing")
    assert isinstance(page, SharingPage)
    return page


def giving(window: MainWindow) -> None:
    sharing_page(window).give()


def backups(window: MainWindow) -> None:
    sharing_page(window).show_backups()


def forms_page(window: MainWindow) -> FormsPage:
    """The page with one form, chosen."""
    database = database_of(window)
    assert window.desk is not None
    assert window.desk.programme is not None
    form = save_form(database, programme=window.desk.programme, form=None, draft=DRAFT)
    window.go("forms", form=form)
    page = window.page("forms")
    assert isinstance(page, FormsPage)
    page.refresh()
    page.table.choose(form)
    return page


def form_editor(window: MainWindow) -> None:
    page = forms_page(window)
    page.change(page.table.shown()[0])


def past_step(window: MainWindow) -> None:
    """The newest step with what it wrote."""
    _write(database_of(window), 3, city="Gdańsk")
    window.go("history")
    page = window.page("history")
    assert isinstance(page, HistoryPage)
    page.refresh()
    page.table.choose(page.table.shown()[0].id)
