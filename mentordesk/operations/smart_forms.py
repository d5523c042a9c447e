"""Goal worksheets asked for by name: given out and written, so that they are known when they come back."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from mentordesk.domain.refusal import Refusal
from mentordesk.i18n import fold
from mentordesk.operations.certificate_candidates import candidates
from mentordesk.operations.documents import Written, named_characters, nobody
from mentordesk.operations.form_papers import give_papers, paper_texts, write_paper, write_papers
from mentordesk.operations.programme import current_cohort
from mentordesk.storage.database import Database

if TYPE_CHECKING:
    from mentordesk.documents.form_words import FormText

KIND = "smart-form"
"""What a goal worksheet is called among the kinds of documents."""


class FormsApart(Refusal):
    """{n} worksheets cannot stand in one file, for each comes back alone. Nothing was written. Name one
    person, or ask for one file each.
    """


def smart_forms(
    database: Database, *, today: date, name: str | None = None, language: str | None = None, apart: bool
) -> "list[FormText]":
    """Give a goal worksheet to who learns in the current cohort, or to those called `name` only.

    Who has one that has not come back keeps it. More than one must be written `apart`.
    """
    with database.read() as view:
        cohort = current_cohort(view, today=today)
        learning = [who for who in candidates(view, cohort=cohort.id) if who.role.learns] if cohort else []
        chosen = [who.id for who in learning if name is None or fold(who.name) == fold(name)]
        if name is not None and not chosen:
            raise nobody(view, None, cohort.id if cohort else b"", name)
    if len(chosen) > 1 and not apart:
        raise FormsApart(n=len(chosen))
    keys = give_papers(database, form=None, participants=chosen, today=today)
    with database.read() as view:
        return paper_texts(view, keys, language=language)


def write_smart_forms(
    texts: "Sequence[FormText]", *, out: Path, apart: bool, paper: str, large: bool
) -> Written:
    """Write worksheets, each to a file of its own in the folder `out`, or the only one as the file `out`."""
    lost: dict[str, int] = {}
    if apart:
        paths = write_papers(texts, folder=out, paper=paper, large=large, lost=lost)
    else:
        paths = [write_paper(text, file=out, paper=paper, large=large, lost=lost) for text in texts]
    return Written(tuple(paths), 0, named_characters(lost))
