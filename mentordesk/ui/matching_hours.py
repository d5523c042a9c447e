"""Hours in common of a pair: the week with both clocks, what its marks mean, and when the clocks change."""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from mentordesk.i18n import _, reader
from mentordesk.ui.icons import pixmap
from mentordesk.ui.marks import Mark
from mentordesk.ui.theme import theme
from mentordesk.ui.week_grid import PairWeek
from mentordesk.ui.widgets import label, row

if TYPE_CHECKING:
    from mentordesk.matching.pool import Candidate
    from mentordesk.matching.week import Stretch

BOTH, LOWER, UPPER = "both", "lower", "upper"


class Hours(QWidget):
    """What two people's weeks have in common today, and what changes with summer time."""

    def __init__(
        self,
        mentee: "Candidate",
        mentor: "Candidate",
        hours: "tuple[Stretch, ...]",
        *,
        names: tuple[str, str],
        places: tuple[str, str],
        today: date,
    ) -> None:
        super().__init__()
        self._inner = QVBoxLayout(self)
        self._inner.setContentsMargins(0, 0, 0, 0)
        self._inner.setSpacing(theme().px(6))
        self._inner.addLayout(
            row(label(_("Hours in common"), "strong"), None, label(_now(hours, today), "quiet"))
        )
        if not hours:
            self._inner.addWidget(label(_("Hours in common are not known."), "state", wrap=True))
            return
        self.week = PairWeek()
        shown = _shown(hours, today)
        self.week.show_pair(
            mentee.week,
            mentee.zone,
            mentor.week,
            mentor.zone,
            places,
            day=max(shown.first, min(today, shown.last)),
        )
        self.week.setFixedSize(self.week.sizeHint())
        self._inner.addWidget(self.week)
        self._legend(names)
        self._notes(hours)

    def _legend(self, names: tuple[str, str]) -> None:
        across = QHBoxLayout()
        across.setSpacing(theme().px(4))
        for kind, words in ((BOTH, _("both")), (LOWER, names[0]), (UPPER, names[1])):
            across.addWidget(_Sample(kind))
            across.addWidget(label(words, "quiet", elide=True))
            across.addSpacing(theme().px(6))
        across.addStretch(1)
        self._inner.addLayout(across)

    def _notes(self, hours: "tuple[Stretch, ...]") -> None:
        from mentordesk.matching.explain import hours_sentences

        for sentence in hours_sentences(hours):
            mark = QLabel()
            mark.setPixmap(pixmap("triangle-alert", "attention", 14))
            line = row(mark, label(sentence, "quiet", wrap=True), stretch=1)
            line.setAlignment(mark, Qt.AlignmentFlag.AlignTop)
            self._inner.addLayout(line)


def _now(hours: "tuple[Stretch, ...]", today: date) -> str:
    if not hours:
        return ""
    return _("{hours} h a week").format(hours=reader().number(_shown(hours, today).hours))


def _shown(hours: "tuple[Stretch, ...]", today: date) -> "Stretch":
    """What holds today, else from the start of the cohort."""
    return next((one for one in hours if one.first <= today <= one.last), hours[0])


class _Sample(Mark):
    """A cell of the week as the legend shows it."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.setToolTip("")
        self._kind = kind

    def sizeHint(self) -> QSize:
        return QSize(theme().px(12), theme().px(12))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, box = QPainter(self), QRectF(self.rect())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        half = box.height() / 2
        parts = {LOWER: box.adjusted(0, half, 0, 0), UPPER: box.adjusted(0, 0, 0, -half)}
        painter.setBrush(theme().colour("sunken"))
        painter.drawRoundedRect(box, 2, 2)
        painter.setBrush(theme().colour("accent"))
        painter.drawRoundedRect(parts.get(self._kind, box), 2, 2)
