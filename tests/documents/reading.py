"""How these tests read a PDF back."""

import subprocess
from io import BytesIO
from pathlib import Path

from pypdf import PdfReader

from mentordesk.documents.sheet import Sheet
from mentordesk.documents.text import TextBlock, TextStyle

STYLE = TextStyle(size=12, leading=18)
CONTROLS = dict.fromkeys(map(ord, "\u200e\u200f\u202a\u202b\u202c\u202d\u202e"))


def poppler(data: bytes, folder: Path, *options: str) -> str:
    """The text as Poppler reads it, without the direction marks that it adds."""
    path = folder / "read.pdf"
    path.write_bytes(data)
    done = subprocess.run(("pdftotext", *options, str(path), "-"), check=True, capture_output=True)
    return done.stdout.decode().translate(CONTROLS)


def pages(data: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(BytesIO(data)).pages]


def sheet_of(*blocks: TextBlock) -> tuple[bytes, Sheet]:
    """Blocks set one under the other on one page."""
    out = BytesIO()
    sheet = Sheet(out, (595, 842), language="en", title="Test")
    up = 800.0
    for block in blocks:
        lines = block.draw_at(sheet, 50, up, 495)
        up -= lines * block.style.leading + 10
    sheet.showPage()
    sheet.save()
    return out.getvalue(), sheet


def block(text: str, language: str = "en", *, rtl: bool = False) -> TextBlock:
    return TextBlock(text, STYLE, language=language, rtl=rtl)
