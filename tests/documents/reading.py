"""How these tests read a PDF back."""

import subprocess
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from pypdf import PdfReader

from mentordesk.documents.sheet import Sheet
from mentordesk.documents.text import TextBlock, TextStyle

STYLE = TextStyle(size=12, leading=18)
CONTROLS = dict.fromkeys(map(ord, "\u200e\u200f\u202a\u202b\u202c\u202d\u202e"))
MARKS = CONTROLS | dict.fromkeys(map(ord, "\u2066\u2067\u2068\u2069"))


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


class Word(NamedTuple):
    """A word and its box; the middle of its height, where letters have their ink."""

    page: int
    left: float
    top: float
    right: float
    bottom: float
    text: str


def words_of(data: bytes, folder: Path) -> tuple[list[tuple[float, float]], list[Word]]:
    path = folder / "boxes.pdf"
    path.write_bytes(data)
    done = subprocess.run(("pdftotext", "-bbox", str(path), "-"), check=True, capture_output=True)
    sizes: list[tuple[float, float]] = []
    found: list[Word] = []
    for line in done.stdout.decode().splitlines():
        parts = line.split('"')
        if "<page" in line:
            sizes.append((float(parts[1]), float(parts[3])))
        elif "<word" in line:
            left, top, right, bottom = (float(part) for part in parts[1:8:2])
            third = (bottom - top) / 3
            text = parts[8].removeprefix(">").removesuffix("</word>")
            if not text.translate(MARKS):
                continue
            found.append(Word(len(sizes) - 1, left, top + third, right, bottom - third, text))
    return sizes, found
