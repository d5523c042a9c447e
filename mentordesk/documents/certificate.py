"""Certificates: one page each, in four designs, as many in one file as are asked for.

What pages share (ornament, title, signatures) is drawn once a file; names are fitted as their owners write
them.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from typing import BinaryIO

from mentordesk.documents import (
    certificate_classic,
    certificate_festive,
    certificate_letter,
    certificate_modern,
)
from mentordesk.documents.certificate_words import CertificateText, Second, Signatory
from mentordesk.documents.layout import Page, Paper, page_of
from mentordesk.documents.leaves import Look
from mentordesk.documents.sheet import Sheet
from mentordesk.i18n import N_, Reader

__all__ = [
    "DESIGNS",
    "CertificateText",
    "Second",
    "Signatory",
    "add",
    "certificates",
    "render",
    "write_certificates",
]

Progress = Callable[[int], None]
Cancelled = Callable[[], bool]
Draw = Callable[[Sheet, Page, CertificateText, Reader], None]


@dataclass(frozen=True)
class Design:
    """How a certificate looks: what pages share, what a reason adds, and what is each page's own.

    `lying` and `standing` say which ways its page may be held.
    """

    key: str
    title: str
    frame: Draw
    reason: Draw
    person: Draw
    lying: bool = True
    standing: bool = False


DESIGNS = (
    Design(
        "classic",
        N_("Classic"),
        certificate_classic.frame,
        certificate_classic.reason,
        certificate_classic.person,
        standing=True,
    ),
    Design(
        "modern", N_("Modern"), certificate_modern.frame, certificate_modern.reason, certificate_modern.person
    ),
    Design(
        "letter",
        N_("Letter"),
        certificate_letter.frame,
        certificate_letter.reason,
        certificate_letter.person,
        lying=False,
        standing=True,
    ),
    Design(
        "festive",
        N_("Festive"),
        certificate_festive.frame,
        certificate_festive.reason,
        certificate_festive.person,
        standing=True,
    ),
)

_BY_KEY = {design.key: design for design in DESIGNS}


def render(text: CertificateText, *, paper: Paper = Paper.A4, large: bool = False) -> bytes:
    """One certificate as a PDF file; it has no large print: its words are large and few."""
    del large
    return certificates([text], paper=paper)


def add(sheet: Sheet, text: CertificateText, look: Look) -> None:
    """Draw one certificate on a sheet of its own; many go through `write_certificates`."""
    _Batch(look.paper).draw(sheet, text)


def certificates(
    texts: Iterable[CertificateText],
    *,
    paper: Paper = Paper.A4,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> bytes:
    """All certificates in one PDF file, in their order."""
    out = BytesIO()
    write_certificates(out, texts, paper=paper, progress=progress, cancelled=cancelled)
    return out.getvalue()


def write_certificates(
    out: BinaryIO,
    texts: Iterable[CertificateText],
    *,
    paper: Paper = Paper.A4,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> dict[str, int]:
    """Write one PDF file; answers the characters that stand as boxes, with how often.

    `progress` hears the number of finished pages; when `cancelled` answers true the file ends after the page
    before. ValueError when there is no certificate at all.
    """
    sheet: Sheet | None = None
    batch = _Batch(paper)
    for number, text in enumerate(texts, 1):
        if cancelled is not None and cancelled():
            break
        sheet = sheet or _sheet(out, text, paper)
        with sheet.tagged("Sect"):
            batch.draw(sheet, text)
        if progress is not None:
            progress(number)
    if sheet is None:
        raise ValueError("no certificates")  # noqa: TRY003 - a caller's mistake, never shown
    sheet.save()
    return sheet.unwritten


def design_of(text: CertificateText) -> Design:
    return _BY_KEY[text.design]


def _sheet(out: BinaryIO, text: CertificateText, paper: Paper) -> Sheet:
    reader = Reader(text.language)
    size = _page(text, reader, paper).points
    return Sheet(out, size, language=text.language, title=text.title(reader))


def _page(text: CertificateText, reader: Reader, paper: Paper) -> Page:
    design = design_of(text)
    standing = design.standing and (text.portrait or not design.lying)
    return page_of(paper, landscape=not standing, language=text.language, rtl=reader.rtl)


def _drawn(draw: Draw, page: Page, text: CertificateText, reader: Reader, form: Sheet) -> None:
    draw(form, page, text, reader)


class _Batch:
    """The forms that the pages of one file share, by the values they show."""

    def __init__(self, paper: Paper) -> None:
        self.paper = paper
        self.readers: dict[str, Reader] = {}

    def draw(self, sheet: Sheet, text: CertificateText) -> None:
        reader = self.readers.get(text.language) or self.readers.setdefault(
            text.language, Reader(text.language)
        )
        page = _page(text, reader, self.paper)
        design = design_of(text)
        sheet.setPageSize(page.points)
        for draw, key, at_once in ((design.frame, text.shared, True), (design.reason, text.body, False)):
            shared = partial(_drawn, draw, page, text, reader)
            sheet.form((draw, key), shared, at_once=at_once)
        design.person(sheet, page, text, reader)
        sheet.showPage()
