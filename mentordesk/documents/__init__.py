"""PDF documents: values in, bytes out. reportlab is imported when a document is first drawn."""

from collections.abc import Iterable
from dataclasses import dataclass
from importlib import import_module
from typing import Any, BinaryIO, cast

from mentordesk.i18n import N_


@dataclass(frozen=True)
class Document:
    """A kind of document: its key, its title in menus, and the module that draws it from its values."""

    key: str
    title: str

    @property
    def module(self) -> str:
        return self.key.replace("-", "_")

    def render(self, values: Any, **options: Any) -> bytes:
        """The document as PDF bytes; `values` is the values class of its module, such as HandbookText.

        Options are `paper` and `large`.
        """
        return cast("bytes", self._drawn_by.render(values, **options))

    def write(self, out: BinaryIO, texts: Iterable[Any], *, paper: str, large: bool, **hooks: Any) -> Any:
        """Write many into one file; `hooks` are `progress(number)` and `cancelled()`."""
        from mentordesk.documents.layout import Paper
        from mentordesk.documents.leaves import Look, write_all

        if self.key == CERTIFICATE:
            return self._drawn_by.write_certificates(out, texts, paper=Paper(paper), **hooks)
        return write_all(out, self._drawn_by.add, texts, Look(paper=Paper(paper), large=large), **hooks)

    @property
    def _drawn_by(self) -> Any:
        return import_module(f"{__name__}.{self.module}")


CERTIFICATE = "certificate"
"""The one whose pages share what they have in common."""

DOCUMENTS = (
    Document("handbook", N_("Handbook")),
    Document(CERTIFICATE, N_("Certificate")),
    Document("agreement", N_("Agreement")),
    Document("session-sheet", N_("Session sheet")),
    Document("introduction", N_("Introduction letter")),
    Document("note-card", N_("Note card")),
    Document("mentor-profile", N_("Mentor profile")),
    Document("mentor-booklet", N_("Booklet of mentors")),
    Document("matching-proposal", N_("Matching proposal")),
    Document("pairing-report", N_("Pairing report")),
    Document("programme-report", N_("Programme report")),
    Document("attendance-list", N_("Attendance list")),
    Document("person-data", N_("A person’s data")),
)
"""In menu order."""
