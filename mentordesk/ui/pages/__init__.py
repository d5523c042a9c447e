"""The screens, in the order of the sidebar."""

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, cast

from mentordesk.i18n import N_
from mentordesk.ui.plain_imports import plain_imports

if TYPE_CHECKING:
    from mentordesk.ui.page import Page

RUN, SUPPORT, LEARN, HAND_OVER, FOOT = N_("Run"), N_("Support"), N_("Learn"), N_("Hand over"), ""


@dataclass(frozen=True)
class PageEntry:
    """A page's line in the sidebar; its module is imported when it is first shown."""

    key: str
    title: str
    icon: str
    group: str
    module: str
    shortcut: str = ""

    def page_class(self) -> "type[Page]":
        with plain_imports():
            module = import_module(f"mentordesk.ui.pages.{self.module}")
        return cast("type[Page]", module.page_class)


PAGES: tuple[PageEntry, ...] = (
    PageEntry("today", N_("Today"), "sun", RUN, "today", "Ctrl+1"),
    PageEntry("people", N_("People"), "users", RUN, "people", "Ctrl+2"),
    PageEntry("matching", N_("Matching"), "shuffle", RUN, "matching", "Ctrl+3"),
    PageEntry("groups", N_("Groups"), "layout-grid", RUN, "groups", "Ctrl+G"),
    PageEntry("pairings", N_("Pairings"), "handshake", RUN, "pairings", "Ctrl+4"),
    PageEntry("sessions", N_("Sessions"), "calendar-days", RUN, "sessions", "Ctrl+5"),
    PageEntry("goals", N_("Goals"), "target", RUN, "goals", "Ctrl+6"),
    PageEntry("programme", N_("Programme"), "compass", SUPPORT, "programme", "Ctrl+7"),
    PageEntry("forms", N_("Forms"), "square-check", LEARN, "forms", "Ctrl+Shift+F"),
    PageEntry("documents", N_("Documents"), "file-text", HAND_OVER, "documents", "Ctrl+8"),
    PageEntry("sharing", N_("Sharing"), "share-2", HAND_OVER, "sharing", "Ctrl+9"),
    PageEntry("history", N_("History"), "history", HAND_OVER, "history", "Ctrl+H"),
    PageEntry("settings", N_("Settings"), "settings", FOOT, "settings", "Ctrl+,"),
)
