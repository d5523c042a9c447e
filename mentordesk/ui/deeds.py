"""What can be done on a page, and its parts, for Ctrl+K: found by their words and by other words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton

from mentordesk.i18n import N_, _
from mentordesk.ui.palette import Find, matching

if TYPE_CHECKING:
    from mentordesk.ui.main_window import MainWindow


@dataclass(frozen=True)
class Deed:
    """A button of a page by its words, or a part of it, which `where` goes to. `also` is searched too."""

    page: str
    words: str
    icon: str
    also: str = ""
    where: Mapping[str, str] = field(default_factory=dict)


DEEDS = (
    Deed("people", N_("Import…"), "upload", N_("bring in a table, spreadsheet, CSV, Excel")),
    Deed("people", N_("Export…"), "download", N_("save as a table, spreadsheet, CSV, Excel")),
    Deed("people", N_("Add person"), "user-plus", N_("new mentor, mentee, participant")),
    Deed("matching", N_("Publish as trial"), "send", N_("publish the matching, make the pairings")),
    Deed("groups", N_("Propose groups"), "plus"),
    Deed("pairings", N_("Pair by hand"), "plus", N_("new pairing")),
    Deed("sessions", N_("Plan…"), "calendar-plus", N_("plan a session, meeting")),
    Deed("sessions", N_("Log many…"), "list", N_("log many sessions, meetings")),
    Deed("goals", N_("Add goal"), "plus", N_("new goal")),
    Deed("forms", N_("New form"), "plus", N_("survey, questionnaire")),
    Deed("forms", N_("Goal worksheet…"), "target"),
    Deed("forms", N_("Read a folder…"), "folder-open", N_("filled forms, answers")),
    Deed("sharing", N_("Give a copy…"), "share-2", N_("share, hand over, send the file to a colleague")),
    Deed("sharing", N_("Bring in a copy…"), "git-merge", N_("merge a colleague’s copy, import")),
    Deed("programme", N_("Rules"), "compass", where={"part": "rules"}),
    Deed("programme", N_("Cohorts"), "calendar-days", N_("new cohort"), {"part": "cohorts"}),
    Deed("programme", N_("Who signs"), "pencil", N_("signatures, signatories"), {"part": "signatories"}),
    Deed("programme", N_("Handbook"), "file-text", where={"part": "handbook"}),
    Deed("settings", N_("Your name"), "user", N_("coordinator"), {"field": "actor"}),
    Deed("settings", N_("Language"), "settings", where={"field": "language"}),
    Deed("settings", N_("Look"), "sun", N_("dark, light, theme, contrast"), {"field": "theme"}),
    Deed("settings", N_("Size"), "settings", N_("zoom, larger, smaller"), {"field": "zoom"}),
    Deed("settings", N_("Paper"), "file-text", N_("A4, Letter"), {"field": "paper"}),
)


def deeds(window: "MainWindow", text: str) -> list[Find]:
    """Those that hold every word of the text; none while nothing is typed."""
    return matching(text, list(_finds(window))) if text else []


def _finds(window: "MainWindow") -> Iterator[Find]:
    from mentordesk.documents import DOCUMENTS

    titles = {entry.key: _(entry.title) for entry in window.entries}
    papers = (Deed("documents", one.title, "printer", where={"kind": one.key}) for one in DOCUMENTS)
    for deed in (*DEEDS, *papers):
        if deed.page in titles:
            also = _(deed.also) if deed.also else ""
            yield Find(_(deed.words), titles[deed.page], deed.icon, partial(do, window, deed), also)


def do(window: "MainWindow", deed: Deed) -> None:
    """Go to its page, and press its button there or show its part."""
    window.go(deed.page, **deed.where)
    made = None if deed.where else button_of(window, deed)
    if made:
        made.click()


def button_of(window: "MainWindow", deed: Deed) -> QPushButton | None:
    """The button of the page that says so."""
    words = _(deed.words).replace("&", "")
    buttons = window.page(deed.page).findChildren(QPushButton)
    return next((one for one in buttons if one.accessibleName() == words), None)
