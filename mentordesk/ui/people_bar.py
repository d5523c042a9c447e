"""The line above the list of people: views, what it is narrowed to, and a field to search in."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QWidget

from mentordesk.domain.participant import Role, Status
from mentordesk.domain.words import word
from mentordesk.i18n import _, reader
from mentordesk.operations.people_views import View
from mentordesk.ui.people_filter import CLOSED, PeopleFilter
from mentordesk.ui.theme import theme
from mentordesk.ui.widgets import button, chip, emptied, find_field


class PeopleBar(QWidget):
    """Holds the filter; `changed(filter)`, `save_asked`, `forget_asked(name)`."""

    changed: ClassVar[Signal] = Signal(object)
    save_asked: ClassVar[Signal] = Signal()
    forget_asked: ClassVar[Signal] = Signal(str)

    def __init__(self, roles: Callable[[Role], str]) -> None:
        super().__init__()
        self.filter = PeopleFilter()
        self.countries: list[str] = []
        self._views: list[View] = []
        self._roles = roles
        self.search = find_field(_("Find by name"))
        self.search.setFixedWidth(theme().px(176))
        self.search.textChanged.connect(self._typed)
        self.views_button = button(_("Views"), "bookmark", slot=self._open_views)
        self.add = button(_("Filter"), "plus", "chip", self._open_filters)
        self._chips = QHBoxLayout()
        self._chips.setSpacing(theme().px(8))
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(theme().px(8))
        for part in (self.views_button, self.search):
            self._line.addWidget(part)
        self._line.addLayout(self._chips)
        self._line.addWidget(self.add)
        self._line.addStretch(1)
        self.show_chips()

    def add_end(self, widget: QWidget) -> None:
        """Something small at the trailing end, such as the chooser of columns."""
        self._line.addWidget(widget)

    def set_views(self, views: Sequence[View]) -> None:
        self._views = list(views)

    def set_filter(self, wanted: PeopleFilter, name: str = "") -> None:
        """Narrow the list to something else and tell of it."""
        self.filter = wanted
        self.views_button.setText(name or _("Views"))
        before = self.search.blockSignals(True)
        if self.search.text() != wanted.text:
            self.search.setText(wanted.text)
        self.search.blockSignals(before)
        self.show_chips()
        self.changed.emit(wanted)

    def show_chips(self) -> None:
        """A chip for each thing the list is narrowed to; its cross takes that away."""
        emptied(self._chips)
        for words, wanted in self._chosen():
            made = chip(words, chosen=True, closable=True, slot=partial(self.set_filter, wanted))
            made.setAccessibleName(_("Take away the filter {words}").format(words=words))
            self._chips.addWidget(made)

    def filters_menu(self) -> QMenu:
        """Everything the list can be narrowed to, ticked where it is."""
        menu, now = QMenu(self), self.filter
        self._tick(
            menu, _("Everybody, in any cohort"), self._with(everyone=not now.everyone), on=now.everyone
        )
        self._tick(menu, _("Silent for too long"), self._with(silent=not now.silent), on=now.silent)
        unclosed = frozenset(Status) - CLOSED
        all_open = now.statuses == unclosed
        wanted = self._with(statuses=frozenset() if all_open else unclosed)
        self._tick(menu, _("Not closed"), wanted, on=all_open)
        groups: tuple[tuple[str, str, Sequence[tuple[Any, str]]], ...] = (
            (_("Role"), "roles", [(role, self._roles(role)) for role in Role]),
            (_("Status"), "statuses", [(status, word(status)) for status in Status]),
            (_("Country"), "countries", self._named_countries()),
        )
        for title, field, choices in groups:
            inner = menu.addMenu(title)
            for value, words in choices:
                self._tick(inner, words, now.toggled(field, value), on=value in getattr(now, field))
        return menu

    def views_menu(self) -> QMenu:
        """The views by name, and what can be done with them."""
        menu = QMenu(self)
        for view in self._views:
            action = menu.addAction(view.name)
            wanted = PeopleFilter.from_choice(view.choice)
            action.triggered.connect(partial(self._chosen_view, wanted, view.name))
        menu.addSeparator()
        menu.addAction(_("Save this view…")).triggered.connect(self._save)
        if self._views:
            inner = menu.addMenu(_("Remove a view"))
            for view in self._views:
                inner.addAction(view.name).triggered.connect(partial(self._forget, view.name))
        return menu

    def _chosen_view(self, wanted: PeopleFilter, name: str, _checked: bool = False) -> None:
        self.set_filter(wanted, name)

    def _save(self) -> None:
        self.save_asked.emit()

    def _forget(self, name: str, _checked: bool = False) -> None:
        self.forget_asked.emit(name)

    def _chosen(self) -> list[tuple[str, PeopleFilter]]:
        now, made = self.filter, []
        if now.everyone:
            made.append((_("Everybody"), self._with(everyone=False)))
        if now.silent:
            made.append((_("Silent for too long"), self._with(silent=False)))
        if now.roles:
            named = reader().listing(self._roles(role) for role in Role if role in now.roles)
            made.append((named, self._with(roles=frozenset())))
        if now.statuses:
            made.append((self._statuses(), self._with(statuses=frozenset())))
        if now.countries:
            named = reader().listing(reader().country(code) for code in sorted(now.countries))
            made.append((named, self._with(countries=frozenset())))
        return made

    def _statuses(self) -> str:
        chosen = self.filter.statuses
        if chosen == frozenset(Status) - CLOSED:
            return _("Not closed")
        return reader().listing(word(status) for status in Status if status in chosen)

    def _with(self, **values: Any) -> PeopleFilter:
        return replace(self.filter, **values)

    def _named_countries(self) -> list[tuple[str, str]]:
        now = reader()
        return sorted(
            ((code, now.country(code)) for code in self.countries), key=lambda one: now.sort_key(one[1])
        )

    def _tick(self, menu: QMenu, words: str, wanted: PeopleFilter, *, on: bool) -> None:
        action = menu.addAction(words)
        action.setCheckable(True)
        action.setChecked(on)
        action.triggered.connect(lambda _checked=False: self.set_filter(wanted))

    def _typed(self, text: str) -> None:
        self.filter = self._with(text=text)
        self.changed.emit(self.filter)

    def _open_filters(self) -> None:
        _below(self.add, self.filters_menu())

    def _open_views(self) -> None:
        _below(self.views_button, self.views_menu())


def _below(press: QPushButton, menu: QMenu) -> None:
    menu.popup(press.mapToGlobal(QPoint(0, press.height())))
