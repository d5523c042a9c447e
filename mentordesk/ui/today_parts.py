"""What the Today page is made of: lines that need somebody, and the sessions of the week."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from functools import partial
from itertools import groupby
from zoneinfo import ZoneInfo

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QPalette, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from mentordesk.domain.person import Channel
from mentordesk.domain.words import word
from mentordesk.i18n import N_, _, filled, isolate, ngettext, reader
from mentordesk.operations.pairings import Who
from mentordesk.operations.today import Group, Item
from mentordesk.operations.today_figures import PlacedSession
from mentordesk.ui.flow import Flow
from mentordesk.ui.icons import icon, pixmap
from mentordesk.ui.marks import Avatar, AvatarPair, Mark
from mentordesk.ui.pairing_words import initials, short
from mentordesk.ui.theme import theme
from mentordesk.ui.today_words import day_heading, lateness
from mentordesk.ui.widgets import button, chip, column, emptied, label, row

BUTTON_WIDTH = 112
LATE_WIDTH = 84
ONE_LINE = 560
"""The width from which on all of a line stands side by side."""

FEW = 5
"""So many lines of a group are shown before somebody asks for all."""

VERBS: dict[str, str] = {
    "write": N_("Write to both"),
    "check_in": N_("Log check-in"),
    "activate": N_("Make active"),
    "goal": N_("Open goal"),
    "done": N_("Mark done"),
    "match": N_("Find a mentor"),
}

CHANNEL_ICONS: dict[Channel | None, str] = {
    Channel.VIDEO: "video",
    Channel.PHONE: "phone",
    Channel.IN_PERSON: "map-pin",
    Channel.EMAIL: "mail",
    Channel.CHAT: "message-circle",
}

Do = Callable[[Item], object]


def names_of(people: Sequence[Who]) -> str:
    """One name, or two joined."""
    if len(people) == 1:
        return people[0].name
    mentor, mentee = (isolate(who.name) for who in people)
    return filled(_("{mentor} and {mentee}"), mentor=mentor, mentee=mentee)


def group_widget(
    group: Group, today: date, do: Do, show_all: Callable[[str], object], *, every: bool
) -> QWidget:
    """A head with its count, the most urgent lines, and a link to the others."""
    made = QWidget()
    inner = QVBoxLayout(made)
    inner.setContentsMargins(0, 0, 0, 0)
    inner.setSpacing(0)
    inner.addWidget(group_head(group))
    shown = group.items if every else group.items[:FEW]
    for item in shown:
        inner.addWidget(NeedLine(item, today, do, late=group.tone == "late"))
    hidden = len(group.items) - len(shown)
    if hidden:
        words = ngettext("Show {n} more", "Show {n} more", hidden).format(n=reader().number(hidden))
        link = button(words, "chevron-down", "link", lambda: show_all(group.key))
        inner.addLayout(row(link, None))
    elif group.count > len(group.items):
        more = group.count - len(group.items)
        words = ngettext("and {n} more", "and {n} more", more).format(n=reader().number(more))
        inner.addWidget(label(words, "quiet"))
    return made


def _head(height: int) -> QFrame:
    """The quiet ground that the name of a group or a day stands on."""
    made, look = QFrame(), QPalette()
    look.setColor(QPalette.ColorRole.Window, theme().colour("hover"))
    made.setAutoFillBackground(True)
    made.setPalette(look)
    made.setFixedHeight(theme().px(height))
    return made


def group_head(group: Group) -> QFrame:
    """The name of a group with its mark and count."""
    made = _head(28)
    mark, title = QLabel(), label(group.title, "group" if group.tone == "quiet" else f"group-{group.tone}")
    mark.setPixmap(pixmap(group.icon, _tint(group), 16))
    line = row(mark, title, label(reader().number(group.count), "quiet"), None)
    line.setContentsMargins(theme().px(15), 0, theme().px(15), 0)
    made.setLayout(line)
    made.setAccessibleName(group.title)
    return made


class NeedLine(QWidget):
    """Who, what, how late, and the button that does something about it; two lines where it is narrow."""

    def __init__(self, item: Item, today: date, do: Do, *, late: bool) -> None:
        super().__init__()
        self.item = item
        self.names = names = label(names_of(item.people), "strong", elide=True)
        self.what = label(item.what, "quiet", elide=True)
        self.when = label(lateness(item, today), "late" if late and item.late > 0 else "quiet", elide=True)
        self.when.setFixedWidth(theme().px(LATE_WIDTH))
        self.when.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.button = button(_(VERBS[item.action]), kind="soft" if late else "plain", slot=lambda: do(item))
        self.button.setProperty("small", True)
        self.button.setMinimumWidth(theme().px(BUTTON_WIDTH))
        self.button.setAccessibleName(f"{_(VERBS[item.action])}: {names.text()}")
        inner = QHBoxLayout(self)
        inner.setContentsMargins(theme().px(15), 0, theme().px(11), 0)
        inner.setSpacing(theme().px(8))
        self.words = QGridLayout()
        self.words.setHorizontalSpacing(theme().px(8))
        self.words.setVerticalSpacing(0)
        inner.addWidget(_avatars(item.people))
        inner.addLayout(self.words, 1)
        inner.addWidget(self.button)
        self._lay_out(narrow=False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = event.size().width() < theme().px(ONE_LINE)
        if narrow != self.narrow:
            self._lay_out(narrow=narrow)

    def _lay_out(self, *, narrow: bool) -> None:
        self.narrow = narrow
        self.setFixedHeight(theme().px(48 if narrow else 36))
        words = self.words
        words.addWidget(self.names, 0, 0, 1, 2 if narrow else 1)
        words.addWidget(self.what, int(narrow), 0 if narrow else 1)
        words.addWidget(self.when, int(narrow), 1 if narrow else 2)
        words.setColumnStretch(0, 1 if narrow else 2)
        words.setColumnStretch(1, 0 if narrow else 1)


class NeedChips(QWidget):
    """What needs somebody, in numbers; a press goes to the lines. Only the icons where it is narrow."""

    def __init__(self, go: Callable[[str], object]) -> None:
        super().__init__()
        self._go = go
        self.chips: dict[str, QPushButton] = {}
        self._titles: dict[str, str] = {}
        self._flow = Flow(gap=6)
        self.setLayout(self._flow)

    def show_groups(self, groups: Sequence[Group]) -> None:
        emptied(self._flow)
        self.chips, self._titles = {}, {}
        for group in groups:
            made = chip("", slot=partial(self._go, group.key))
            made.setCheckable(False)
            made.setIcon(icon(group.icon, _tint(group), 14, gap=4))
            made.setIconSize(QSize(theme().px(18), theme().px(14)))
            n = reader().number(group.count)
            self._titles[group.key] = _("{what} {n}").format(what=group.title, n=n)
            made.setToolTip(self._titles[group.key])
            made.setAccessibleName(self._titles[group.key])
            made.setProperty("count", n)
            self.chips[group.key] = made
            self._flow.addWidget(made)
        self.setVisible(bool(groups))
        self._name()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._name()

    def _name(self) -> None:
        short = self.width() < theme().px(ONE_LINE)
        for key, made in self.chips.items():
            made.setText(str(made.property("count")) if short else self._titles[key])


def _tint(group: Group) -> str:
    return "text2" if group.tone == "quiet" else group.tone


def _avatars(people: Sequence[Who]) -> Mark:
    letters = [(initials(who), who.person) for who in people]
    if len(letters) == 1:
        return Avatar(*letters[0], name=people[0].name)
    return AvatarPair(letters[0], letters[1])


def week_widgets(sessions: Sequence[PlacedSession], today: date, zone: str) -> list[QWidget]:
    """The heads of days and the sessions under them."""
    made: list[QWidget] = []
    for day, found in groupby(sessions, lambda session: session.row.day):
        made.append(_day_head(day_heading(day, today)))
        made += [_week_line(session, zone) for session in found]
    return made


def _day_head(words: str) -> QFrame:
    made = _head(24)
    line = row(label(words, "quiet"), None)
    line.setContentsMargins(theme().px(15), 0, theme().px(15), 0)
    made.setLayout(line)
    return made


def _week_line(session: PlacedSession, zone: str) -> QWidget:
    found, made = session.row, QWidget()
    hour = label(reader().time(found.starts_at, zone) if found.starts_at else "–", "strong")
    hour.setFixedWidth(_hour_width(zone))
    names = filled(
        _("{mentor} – {mentee}"), mentor=isolate(short(found.mentor)), mentee=isolate(short(found.mentee))
    )
    mark = QLabel()
    if found.channel:
        mark.setPixmap(pixmap(CHANNEL_ICONS[found.channel], "text2", 16))
        mark.setToolTip(word(found.channel))
        mark.setAccessibleName(word(found.channel))
    words = column(label(names, elide=True), label(_places(session), "quiet", elide=True), spacing=0)
    line = row(hour, words, mark, stretch=1)
    line.setContentsMargins(theme().px(15), theme().px(4), theme().px(15), theme().px(4))
    made.setLayout(line)
    return made


def _hour_width(zone: str) -> int:
    """Pixels that the longest hour of the reader's language takes."""
    longest = reader().time(datetime(2026, 1, 1, 22, 30, tzinfo=UTC), zone)
    face = theme().font_for(longest, 13, 600)
    return max(theme().px(48), QFontMetrics(face).horizontalAdvance(longest) + theme().px(4))


def _places(session: PlacedSession) -> str:
    """Where the two are, with their clocks where the hour is known."""
    zones, at = session.zones, session.row.starts_at
    sides = ((zones.mentor_city, zones.mentor), (zones.mentee_city, zones.mentee))
    told = [f"{city or zone.rpartition('/')[2].replace('_', ' ')}{_clock(at, zone)}" for city, zone in sides]
    return _("{one} · {other}").format(one=isolate(told[0]), other=isolate(told[1]))


def _clock(at: datetime | None, zone: str) -> str:
    return f" {reader().time(at.astimezone(UTC), ZoneInfo(zone).key)}" if at else ""
