"""The bar at the foot: what has been proved about the proposal."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel

from mentordesk.i18n import _, reader
from mentordesk.operations.matching_view import Matching
from mentordesk.ui.icons import pixmap
from mentordesk.ui.theme import theme
from mentordesk.ui.widgets import column, label, set_kind


class ProofBar(QFrame):
    """One sentence, and how it was checked."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", "good")
        self.setStyleSheet("QFrame { border-radius: 0; }")
        self.setMinimumHeight(theme().px(56))
        self.mark = QLabel()
        self.sentence, self.checked = label("", "strong", wrap=True), label("", "quiet", elide=True)
        inner = QHBoxLayout(self)
        inner.setContentsMargins(*(theme().px(n) for n in (16, 6, 16, 6)))
        inner.setSpacing(theme().px(8))
        inner.addWidget(self.mark)
        inner.addLayout(column(self.sentence, self.checked, spacing=0), 1)

    def show_matching(self, matching: Matching) -> None:
        """Good where the proof holds; where it does not, the bar says so."""
        proposal = matching.proposal
        self.setVisible(bool(proposal.pairs))
        tone = "good" if proposal.proved else "attention"
        set_kind(self, "card", tone)
        self.mark.setPixmap(pixmap("shield-check" if proposal.proved else "triangle-alert", tone, 20))
        self.sentence.setText(proposal.proof)
        locks = sum(pair.locked for pair in proposal.pairs)
        text = (
            _("Checked a second time without the solver. Total fit {total}, locked pairs {locks}.")
            if proposal.proved
            else _("Total fit {total}, locked pairs {locks}. Match again, or look the pairs over yourself.")
        )
        self.checked.setText(text.format(total=reader().number(proposal.total), locks=reader().number(locks)))
        self.setAccessibleName(self.sentence.text())
        self.setAccessibleDescription(self.checked.text())
