"""What waits for a decision in the whole file, apart from people and pairings: for the top of Today."""

from dataclasses import dataclass
from datetime import date

from mentordesk.i18n import _, ngettext, reader
from mentordesk.operations.retention import due_for_erasure
from mentordesk.operations.reviews import reviews
from mentordesk.storage.conflicts import open_conflicts
from mentordesk.storage.work import Work

CONFLICTS, REVIEWS, DUE = "conflicts", "reviews", "due"


@dataclass(frozen=True)
class Notice:
    """So many things of a kind wait."""

    key: str
    icon: str
    count: int

    @property
    def words(self) -> str:
        n = self.count
        words = {
            CONFLICTS: ngettext(
                "{n} difference between copies waits", "{n} differences between copies wait", n
            ),
            REVIEWS: ngettext(
                "{n} rule is broken since copies met", "{n} rules are broken since copies met", n
            ),
            DUE: ngettext("{n} person is due to be erased", "{n} people are due to be erased", n),
        }
        return words[self.key].format(n=reader().number(n))

    @property
    def verb(self) -> str:
        return {CONFLICTS: _("Decide"), REVIEWS: _("Look"), DUE: _("See who")}[self.key]


def notices(view: Work, *, today: date) -> list[Notice]:
    """What waits, most pressing first; nothing that is none."""
    found = (
        Notice(CONFLICTS, "git-merge", len(open_conflicts(view))),
        Notice(REVIEWS, "triangle-alert", len(reviews(view))),
        Notice(DUE, "eraser", len(due_for_erasure(view, today=today))),
    )
    return [notice for notice in found if notice.count]
