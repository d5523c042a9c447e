"""P15 and P16: certificates and a handbook against plain reportlab drawing the same in the same run.

`python benchmarks/documents.py [certificates]` prints each figure with its floor; the default is 1,000.
"""

import sys
from collections.abc import Callable
from datetime import date
from io import BytesIO
from time import perf_counter

from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate

from mentordesk.documents.certificate import CertificateText, Signatory, certificates
from mentordesk.documents.certificate_classic import frame
from mentordesk.documents.handbook import HandbookText, Section, render
from mentordesk.documents.layout import Paper, page_of
from mentordesk.documents.sheet import Sheet
from mentordesk.i18n import Reader

WORDS = "Read the profile that was shared and write down two questions that it does not answer. " * 4


def text(name: str) -> CertificateText:
    return CertificateText(
        name=name,
        kind="completion",
        programme="Common Ground",
        cohort="Autumn 2026",
        language="en",
        issued_on=date(2026, 11, 28),
        number="CG-2026-0147",
        signatories=(Signatory("Ingrid Halvorsen", "Coordinator"),),
    )


def timed(work: Callable[[], bytes]) -> tuple[float, int]:
    """The best of three, in seconds, and the size of what was made."""
    best, size = float("inf"), 0
    for _ in range(3):
        begin = perf_counter()
        size = len(work())
        best = min(best, perf_counter() - begin)
    return best, size


def plain_certificates(count: int) -> bytes:
    """Reportlab's canvas with its own fonts, drawing each page whole: frame, eight lines of text."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=(842, 595), pageCompression=1)
    for number in range(count):
        for inset in (24, 28, 56, 60):
            canvas.rect(inset, inset, 842 - 2 * inset, 595 - 2 * inset)
        for strand in range(60):
            canvas.line(60 + strand * 12, 30, 66 + strand * 12, 54)
        for at, size in enumerate((10, 32, 12, 40, 11, 9, 8, 8)):
            canvas.setFont("Helvetica", size)
            canvas.drawCentredString(421, 500 - at * 50, f"Ada Lovelace number {number}")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def whole_pages(count: int) -> bytes:
    """Our own frame drawn on every page, to show what sharing it saves."""
    page = page_of(Paper.A4, landscape=True, language="en", rtl=False)
    out = BytesIO()
    sheet = Sheet(out, page.points, language="en", title="Whole pages")
    for number in range(count):
        frame(sheet, page, text(f"Ada Lovelace {number}"), Reader("en"))
        sheet.showPage()
    sheet.save()
    return out.getvalue()


def handbook(sections: int) -> bytes:
    chapters = tuple(Section(f"Chapter {n}", ("Lead.", *(WORDS,) * 6)) for n in range(sections))
    return render(
        HandbookText(
            programme="Common Ground",
            role="mentee",
            language="en",
            sections=chapters,
            issued_on=date(2026, 8, 20),
        )
    )


def plain_book(sections: int) -> bytes:
    out = BytesIO()
    style = ParagraphStyle("body", fontSize=10, leading=14)
    story = []
    for _ in range(sections):
        story += [*(Paragraph(WORDS, style) for _ in range(6)), PageBreak()]
    SimpleDocTemplate(out).build(story)
    return out.getvalue()


def main(count: int) -> None:
    ours, size = timed(lambda: certificates(text(f"Ada Lovelace {n}") for n in range(count)))
    arabic, _ = timed(lambda: certificates(text(f"ليلى المنصوري {n}") for n in range(count)))
    plain, plain_size = timed(lambda: plain_certificates(count))
    print(f"P15 Latin: {count / ours:.0f}/s, {plain / ours:.2f} x plain reportlab (floor 3)")
    print(f"P15 Arabic: {count / arabic:.0f}/s, {plain / arabic:.2f} x plain reportlab (floor 1)")
    print(f"P15 size: {size / plain_size:.2f} x plain (ceiling 0.4), {size / count:.0f} bytes a page")
    few = max(count // 50, 2)
    whole, _ = timed(lambda: whole_pages(few))
    print(f"P15 sharing: {whole / few / (ours / count):.1f} x faster than each page whole")
    book, _ = timed(lambda: handbook(60))
    base, _ = timed(lambda: plain_book(60))
    print(f"P16: 60 pages in {book * 1000:.0f} ms, {book / base:.2f} x one platypus pass (ceiling 4)")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
