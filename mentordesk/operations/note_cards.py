"""Cards to print and sign when there is something to be glad of."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mentordesk.domain.goal import GoalStatus
from mentordesk.domain.session import SessionStatus
from mentordesk.i18n import N_, Reader
from mentordesk.operations.document_pairs import Pair
from mentordesk.operations.goal_list import goals_of
from mentordesk.operations.session_list import sessions_of
from mentordesk.storage.work import Work

if TYPE_CHECKING:
    from mentordesk.documents.note_card import NoteCardText

Said = tuple[str, str]


@dataclass(frozen=True)
class Occasion:
    """What a card is for: its words in a menu, and what it says; None where there is nothing to say."""

    key: str
    title: str
    say: Callable[[Work, Pair, Reader], Said | None]


def note_card_text(
    view: Work, pair: Pair, *, occasion: str, language: str | None = None
) -> "NoteCardText | None":
    """The card of a pairing for an occasion; None where it has not come."""
    from mentordesk.documents.note_card import NoteCardText

    reader = Reader(language or pair.languages[0])
    said = next(one for one in OCCASIONS if one.key == occasion).say(view, pair, reader)
    if said is None:
        return None
    return NoteCardText(
        language=reader.language_code,
        programme=pair.programme.name,
        cohort=pair.cohort.name,
        logo=pair.programme.logo,
        label=said[0],
        said=said[1],
        names=(pair.mentee.name, pair.mentor.name),
        signer=pair.programme.contact_name,
    )


def _sessions(view: Work, pair: Pair, reader: Reader) -> Said | None:
    held = sum(row.status is SessionStatus.HELD for row in sessions_of(view, pair.pairing.id))
    if not held:
        return None
    count = reader.ngettext("{n} session", "{n} sessions", held).format(n=held)
    words = reader.ngettext(
        "Your first session is behind you. A good beginning.",
        "{n} sessions held, and you both came.",
        held,
    )
    return count, words.format(n=held)


def _goal(view: Work, pair: Pair, reader: Reader) -> Said | None:
    reached = [row for row in goals_of(view, pair.pairing.id) if row.status is GoalStatus.REACHED]
    if not reached:
        return None
    newest = max(reached, key=lambda row: (row.reached_on is not None, row.reached_on, row.id))
    words = reader.gettext("You reached it: {goal}").format(goal=reader.isolated(newest.title))
    return reader.gettext("A goal reached"), words


def _thanks(_view: Work, pair: Pair, reader: Reader) -> Said:
    words = reader.gettext("Thank you for the time and care you give to {programme}.")
    return reader.gettext("Thank you"), words.format(programme=reader.isolated(pair.programme.name))


def _welcome(_view: Work, _pair: Pair, reader: Reader) -> Said:
    return reader.gettext("A new pairing"), reader.gettext("We wish you good conversations.")


OCCASIONS = (
    Occasion("sessions", N_("Sessions held"), _sessions),
    Occasion("goal", N_("A goal reached"), _goal),
    Occasion("thanks", N_("Thanks"), _thanks),
    Occasion("welcome", N_("A new pairing"), _welcome),
)
"""In menu order."""
