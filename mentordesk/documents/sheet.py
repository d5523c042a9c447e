"""The canvas of every document: our fonts only, language and title, and what could not be written."""

from collections.abc import Callable
from typing import Any, BinaryIO

from reportlab import rl_config
from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFString
from reportlab.pdfgen.canvas import Canvas

from mentordesk.documents.embedding import EmbeddedFace
from mentordesk.documents.faces import Face

AUTHOR = "MentorDesk"


class Sheet(Canvas):
    """A canvas with the text layer's state: faces embedded so far, characters that no face could write."""

    _doc: Any
    _code: list[str]
    _pagesize: tuple[float, float]

    def __init__(self, out: BinaryIO, size: tuple[float, float], *, language: str, title: str) -> None:
        super().__init__(out, pagesize=size, pageCompression=1, lang=language)
        rl_config.useA85 = 0  # streams as bytes: a fifth smaller, and much faster to write
        self.embedded: dict[str, EmbeddedFace] = {}
        self.unwritten: dict[str, int] = {}
        self.language = language
        self.setTitle(title)
        self.setAuthor(AUTHOR)
        self.setCreator(AUTHOR)
        self.setViewerPreference("DisplayDocTitle", "true")

    def face(self, face: Face) -> EmbeddedFace:
        """The face as this file embeds it, from its first use on."""
        known = self.embedded.get(face.name)
        if known is None:
            known = self.embedded[face.name] = EmbeddedFace(face, self._doc)
        return known

    def write(self, operators: str) -> None:
        """Put drawing operators on the page (or into the form being drawn)."""
        self._code.append(operators)

    def note_unwritten(self, grapheme: str) -> None:
        """Count a character that stands on the page as a box."""
        self.unwritten[grapheme] = self.unwritten.get(grapheme, 0) + 1

    def form(self, name: str, draw: Callable[["Sheet"], None]) -> None:
        """Draw something that many pages share: its operators are written once and named afterwards."""
        if not self.hasForm(name):
            width, height = self._pagesize
            self.beginForm(name, 0, 0, width, height)
            draw(self)
            self.endForm()
        self.doForm(name)

    def link(self, address: str, box: tuple[float, float, float, float]) -> None:
        """Make a rectangle of the page open an address."""
        self.linkURL(address, box, relative=1, thickness=0)

    def _make_preamble(self) -> None:
        """A page begins without a font, else reportlab names Helvetica, which no file of ours embeds."""
        self._preamble = "1 0 0 1 0 0 cm"

    def save(self) -> None:
        fonts: PDFDictionary = self._doc.idToObject["BasicFonts"]
        fonts.dict.pop("F1", None)
        if self.language:
            self._doc.Catalog.Lang = PDFString(self.language)
        super().save()
