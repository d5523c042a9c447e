"""P15 and P16: certificates and a handbook against plain reportlab, turn about; memory of large batches."""

import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from itertools import cycle, islice, product
from pathlib import Path
from typing import cast

from _measure import Figure, medians, quick, tell
from reportlab.graphics import renderPDF
from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.graphics.shapes import Drawing
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate

from mentordesk.documents.certificate import CertificateText, Signatory, certificates, write_certificates
from mentordesk.documents.handbook import HandbookText, Section, render
from mentordesk.documents.layout import Paper, page_of
from mentordesk.documents.ornament import frame, seal
from mentordesk.documents.sheet import Sheet

ROUNDS = 5
WORDS = "Read the profile that was shared and write down two questions that it does not answer. " * 4
LATIN = (
    "Ada Grace Ingrid Tomás Łucja Nguyễn Zoë Samuel Mirela Katarzyna Björn Aoife Chloé Luís Ana Petra",
    "Lovelace Hopper Halvorsen Ferreira Kowalska Okonkwo Müller O’Brien García Novák Brontë Silva",
    "Maria Anna Luisa Jan Erik",
)
ARABIC = (
    "ليلى سميرة هدى فاطمة عمر يوسف خالد مريم نور سلمى طارق إبراهيم زينب علي حسن رنا",
    "المنصوري النجار القاسم الحداد العلي السيد الخطيب الشامي التميمي الفارسي الزهراني العمري",
    "محمد أحمد حسين عبد سعيد",
)


def names(parts: tuple[str, ...], count: int) -> Iterator[str]:
    """So many people's names, put together from given and family names."""
    people = product(*map(str.split, parts))
    return islice((f"{one} {three} {two}" for one, two, three in cycle(people)), count)


def certificate(name: str, number: int, language: str = "en", *, code: bool = False) -> CertificateText:
    return CertificateText(
        name=name,
        kind="completion",
        programme="Common Ground",
        cohort="Autumn 2026",
        language=language,
        issued_on=date(2026, 11, 28),
        number=f"CG-2026-{number:05}",
        code="7K4M-2QXP" if code else "",
        signatories=(Signatory("Ingrid Halvorsen", "Coordinator"),),
    )


def batch(count: int, language: str = "en", *, code: bool = False) -> Iterator[CertificateText]:
    people = names(ARABIC if language == "ar" else LATIN, count)
    return (certificate(name, number, language, code=code) for number, name in enumerate(people))


def whole_certificates(count: int) -> bytes:
    """Reportlab's canvas with its own font, drawing each page whole: the same words, our frame and seal."""
    out = BytesIO()
    page = page_of(Paper.A4, landscape=True, language="en", rtl=False)
    canvas, alike = Canvas(out, pagesize=page.points, pageCompression=1), said()
    for number, name in enumerate(names(LATIN, count)):
        frame(cast("Sheet", canvas), page)
        seal(cast("Sheet", canvas), (700, 120), 35)
        words(canvas, alike, name, number)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def said() -> list[tuple[str, float, float]]:
    """What stands on all pages of a batch alike: words, their size, and how far up."""
    text = certificate("", 0)
    version, who = text.versions()[0], text.signatories[0]
    lines = (text.programme, version.title, version.awarded, version.why, version.issued, who.name, who.role)
    sizes, places = (10, 32, 12, 11, 11, 9.5, 8.5, 8), (466, 414, 371, 255, 238, 113, 100, 60)
    return list(zip((*lines, "Check with MentorDesk"), sizes, places, strict=True))


def words(canvas: Canvas, alike: list[tuple[str, float, float]], name: str, number: int) -> None:
    """All that stands on one page, with the rules beside it."""
    for line, size, up in (*alike, (name, 40, 302), (f"No. CG-2026-{number:05}", 8, 84)):
        canvas.setFont("Helvetica", size)
        canvas.drawCentredString(421, up, line)
    canvas.line(325, 285, 414, 285)
    canvas.line(428, 285, 517, 285)
    canvas.line(354, 128, 487, 128)


def plain_certificates(count: int, *, code: bool = False) -> bytes:
    """The same words with four rectangles and sixty strokes for a frame, five circles for mark and seal."""
    out = BytesIO()
    canvas, alike = Canvas(out, pagesize=(842, 595), pageCompression=1), said()
    for number, name in enumerate(names(LATIN, count)):
        for inset in (24, 28, 56, 60):
            canvas.rect(inset, inset, 842 - 2 * inset, 595 - 2 * inset)
        for strand in range(60):
            canvas.line(60 + strand * 12, 30, 66 + strand * 12, 54)
        for x, y, radius in ((414, 495, 12), (428, 495, 12), (700, 120, 35), (700, 120, 22), (700, 120, 12)):
            canvas.circle(x, y, radius)
        words(canvas, alike, name, number)
        if code:
            drawing = Drawing(62, 62, QrCodeWidget(f"MD1|CG-2026-{number:05}|7K4M-2QXP", barLevel="M"))
            renderPDF.draw(drawing, canvas, 60, 60)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def handbook(chapters: int) -> bytes:
    sections = tuple(Section(f"Chapter {n}", ("Lead.", *(WORDS,) * 6)) for n in range(chapters))
    return render(
        HandbookText(
            programme="Common Ground",
            role="mentee",
            language="en",
            sections=sections,
            issued_on=date(2026, 8, 20),
        )
    )


def plain_book(chapters: int) -> bytes:
    """One platypus pass over the same paragraphs."""
    out = BytesIO()
    style = ParagraphStyle("body", fontSize=10, leading=14)
    story = []
    for _ in range(chapters):
        story += [*(Paragraph(WORDS, style) for _ in range(6)), PageBreak()]
    SimpleDocTemplate(out).build(story)
    return out.getvalue()


def memory(count: int) -> float:
    """Megabytes that a process of its own holds at most while it writes so many certificates."""
    done = subprocess.run((sys.executable, __file__, f"--write={count}"), check=True, capture_output=True)
    return int(done.stdout) / 1024


def write(count: int) -> None:
    with Path("/dev/null").open("wb") as out:
        write_certificates(out, batch(count))
    status = Path("/proc/self/status").read_text(encoding="ascii")
    print(re.findall(r"VmHWM:\s+(\d+)", status)[0])


def main() -> int:
    few = quick()
    count, coded, pages = (50, 5, 6) if few else (1000, 100, 60)
    share = count // 25
    taken = medians(
        3 if few else ROUNDS,
        {
            "whole": lambda: whole_certificates(share),
            "plain": lambda: plain_certificates(count),
            "latin": lambda: certificates(batch(count)),
            "arabic": lambda: certificates(batch(count, "ar")),
            "plain coded": lambda: plain_certificates(coded, code=True),
            "coded": lambda: certificates(batch(coded, code=True)),
            "plain book": lambda: plain_book(pages),
            "book": lambda: handbook(pages),
        },
    )
    whole = taken["whole"] * count / share
    size = len(certificates(batch(count))) / count
    sizes = [len(whole_certificates(share)) / share, len(plain_certificates(count)) / count]
    return tell(
        f"Documents: {count} certificates, a handbook of {pages} pages",
        Figure("P15 Latin, the same page drawn whole", taken["latin"], whole, "ms", 1 / 3),
        Figure("P15 Arabic, the same page drawn whole", taken["arabic"], whole, "ms", 1),
        Figure("P15 bytes, the same page drawn whole", size, sizes[0], "B", 0.4),
        Figure("P15 Latin, a light page drawn whole", taken["latin"], taken["plain"], "ms", 1 / 3),
        Figure("P15 Arabic, a light page drawn whole", taken["arabic"], taken["plain"], "ms", 1),
        Figure("P15 bytes, a light page drawn whole", size, sizes[1], "B", 0.4),
        Figure(
            "P15 with QR code, a light page drawn whole", taken["coded"], taken["plain coded"], "ms", 1 / 3
        ),
        Figure("P15 memory, 10,000 against 100", memory(count * 10), memory(count // 10), "MB", 1.1),
        Figure("P16 handbook", taken["book"], taken["plain book"], "ms", 4),
    )


if __name__ == "__main__":
    if sys.argv[1:] and sys.argv[1].startswith("--write="):
        write(int(sys.argv[1].partition("=")[2]))
    else:
        sys.exit(main())
