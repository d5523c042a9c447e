"""The head of a pairing's page: both people with their place and clock, and the facts below."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QLabel, QMenu, QVBoxLayout

from mentordesk.domain.pairing import PairingStatus
from mentordesk.domain.words import word
from mentordesk.i18n import _, isolate, ngettext, reader
from mentordesk.operations.pairing_facts import PairingFacts, Side
from mentordesk.operations.pairing_rows import PairingRow
from mentordesk.ui.icons import icon as made_icon
from mentordesk.ui.icons import pixmap
from mentordesk.ui.marks import Avatar, Pill
from mentordesk.ui.pairing_steps import Steps, steps_for
from mentordesk.ui.pairing_words import clock, hours, icon, initials, on_day, silence, status_line, tone
from mentordesk.ui.theme import theme
from mentordesk.ui.widgets import Card, Slot, button, column, emptied, label, row, rule

DAYS_A_WEEK = 7
NARROW, TIGHT = 900, 640
"""Points from which on there is room for all words, and for buttons and facts beside the people."""


class PairingHead(Card):
    """Fill with `show_facts`; offers to log a session, to write, and every other step under “…”."""

    def __init__(self, steps: Steps, log: Slot) -> None:
        super().__init__()
        self.steps, self._log = steps, log
        self._shown: tuple[PairingFacts, tuple[str, str], date] | None = None
        self._narrow = self._tight = False
        self._people = QVBoxLayout()
        self._facts = QVBoxLayout()
        self.body.addLayout(self._people)
        self.body.addWidget(rule())
        self.body.addLayout(self._facts)

    def show_facts(self, facts: PairingFacts, roles: tuple[str, str], today: date) -> None:
        """Show one pairing; `roles` are what mentor and mentee are called here."""
        self._shown = facts, roles, today
        emptied(self._people)
        emptied(self._facts)
        between = QLabel()
        between.setPixmap(pixmap("handshake", "text2", 20))
        line = row(
            _person(facts.mentor, roles[0], self._face),
            between,
            _person(facts.mentee, roles[1], self._face),
            spacing=16,
        )
        line.setStretch(0, 1)
        line.setStretch(2, 1)
        buttons = self._buttons(facts)
        self._people.addLayout(
            column(line, buttons) if self._tight else row(line, buttons, spacing=16, stretch=0)
        )
        self._show_strip(facts, today)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = tuple(event.size().width() < theme().px(points) for points in (NARROW, TIGHT))
        if room != (self._narrow, self._tight):
            self._narrow, self._tight = room
            QTimer.singleShot(0, self, self._again)

    @property
    def _face(self) -> int:
        """Points of an avatar."""
        return 32 if self._tight else 56

    def _again(self) -> None:
        if self._shown:
            self.show_facts(*self._shown)

    def _show_strip(self, facts: PairingFacts, today: date) -> None:
        found = facts.row
        pills = [Pill(word(found.status) if self._narrow else status_line(found), tone(found), icon(found))]
        pills += [Pill(silence(found), "late", "clock-alert")] if found.stuck else []
        told = [self._fact(name, value) for name, value in facts_shown(facts, today)]
        if self._tight:
            self._facts.addLayout(row(*pills, None))
            self._facts.addLayout(_by_twos(told))
            return
        line = row(*pills, None, spacing=16)
        for at, fact in enumerate(told):
            if at:
                line.addWidget(rule(upright=True))
            line.addLayout(fact)
        self._facts.addLayout(line)

    def _fact(self, name: str, value: str) -> QBoxLayout:
        told = label(value, "strong", elide=True)
        told.setAccessibleName(f"{name}: {value}")
        named = label(name, "quiet", elide=self._narrow)
        return column(named, told, spacing=0) if self._narrow else row(named, told)

    def _buttons(self, facts: PairingFacts) -> QVBoxLayout:
        self.more = button(_("More"), "ellipsis", "plain", partial(self._menu, facts.row))
        self.write = button(_("Write to both"), "mail", "plain", partial(self.steps.write, facts.row))
        self.log = button(_("Log session"), "notebook-pen", "primary", self._log)
        for made, wordless in ((self.more, True), (self.write, self._narrow and not self._tight)):
            if wordless:
                made.setToolTip(made.text())
                made.setText("")
        self.log.setEnabled(facts.row.status is not PairingStatus.CLOSED)
        signed = label(_signed(facts), "quiet", elide=self._tight)
        return column(row(None, self.more, self.write, self.log), row(None, signed))

    def menu_for(self, found: PairingRow) -> QMenu:
        """Every step that the pairing's state allows."""
        menu = QMenu(self)
        for step in steps_for(found):
            action = menu.addAction(made_icon(step.icon, "text"), _(step.words))
            action.triggered.connect(lambda _checked=False, do=step.do: do(self.steps, found))
        return menu

    def _menu(self, found: PairingRow) -> None:
        menu = self.menu_for(found)
        below = QPoint(0, self.more.height() + theme().px(4))
        menu.popup(self.more.mapToGlobal(below))


def _by_twos(facts: Sequence[QBoxLayout]) -> QGridLayout:
    made = QGridLayout()
    for at, fact in enumerate(facts):
        made.addLayout(fact, at // 2, at % 2)
        made.setColumnStretch(at % 2, 1)
    return made


def facts_shown(facts: PairingFacts, today: date) -> list[tuple[str, str]]:
    """The facts of the strip, as name and value."""
    found = facts.row
    shown = [(_("Next session"), _next(facts)), (_("Last"), _last(facts))]
    if found.status is PairingStatus.CLOSED:
        return [*shown[1:], (_("Sessions"), reader().number(found.held))]
    used = _("{used} of {agreed}").format(used=hours(found.month_used), agreed=hours(found.month_agreed))
    return [*shown, (_("Hours this month"), used), (_("Ends"), _ends(facts, today))]


def _next(facts: PairingFacts) -> str:
    if facts.row.next_day is None:
        return _("none planned")
    if facts.next_at is None:
        return on_day(facts.row.next_day)
    return reader().instant(facts.next_at, facts.mentor.zone)


def _last(facts: PairingFacts) -> str:
    if facts.row.last_day is None:
        return _("never")
    day = on_day(facts.row.last_day)
    return _("{day}, {n} min").format(day=day, n=reader().number(facts.last_minutes or 0))


def _ends(facts: PairingFacts, today: date) -> str:
    day, weeks = on_day(facts.ends_on), (facts.ends_on - today).days // DAYS_A_WEEK
    words = ngettext("{day}, in {n} week", "{day}, in {n} weeks", weeks)
    return words.format(day=day, n=reader().number(weeks)) if weeks > 1 else day


def _signed(facts: PairingFacts) -> str:
    if facts.agreement_signed_on is None:
        return _("Agreement not signed")
    return _("Agreement signed {day}").format(day=on_day(facts.agreement_signed_on))


def _person(side: Side, role: str, face: int) -> QHBoxLayout:
    who = side.who
    name = label(who.name, "title", elide=True)
    place = side.city or (reader().country(side.country) if side.country else "")
    there = _("{role}, {place} {time}") if place else _("{role}, {time}")
    line = there.format(role=role, place=isolate(place), time=clock(side.zone))
    words = column(
        name, label(line, "quiet", elide=True), label(_languages(side), "quiet", elide=True), spacing=0
    )
    made = row(Avatar(initials(who), who.person, face, who.name), words, spacing=12)
    made.setStretch(1, 1)
    return made


def _languages(side: Side) -> str:
    spoken = [
        _("{language} {level}").format(language=reader().language(code), level=word(level))
        if level
        else reader().language(code)
        for code, level in side.languages
    ]
    return reader().listing(spoken)
