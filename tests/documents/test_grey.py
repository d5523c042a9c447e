"""Every page as an office printer without colour gives it: all words stand out from what is behind them."""

from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from mentordesk.documents import DOCUMENTS
from mentordesk.documents.certificate import DESIGNS
from mentordesk.documents.certificate import render as render_certificate
from mentordesk.documents.layout import GREY, INK, OCHRE, RULE, SAND
from mentordesk.documents.sheet import Sheet
from mentordesk.documents.text import TextBlock, TextStyle

from .examples import certificate, examples
from .reading import Word, words_of

DPI = 220
LEAST, LEAST_LARGE = 4.5, 3.0
"""Contrast of text, and of large text, by WCAG 2.1, 1.4.3 (AA)."""
LARGE = 18.0
"""Points from which text counts as large; a word's box is 1.2 of its size or more."""
BLURRED = 0.4
"""Thin strokes do not fill a picture's dot: so much of the contrast may be lost to that."""


def grey_pages(data: bytes) -> list[Image.Image]:
    document = pypdfium2.PdfDocument(data)
    pictures = [page.render(scale=DPI / 72).to_pil().convert("L") for page in document]
    document.close()
    return pictures


def luminance(value: int) -> float:
    """Of a grey from 0 to 255, as WCAG defines it."""
    share = value / 255
    return float(share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4)


def contrast(one: int, other: int) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def weak(data: bytes, folder: Path) -> list[tuple[str, float]]:
    """Words whose letters stand out too little from what is behind them."""
    pages = grey_pages(data)
    _sizes, words = words_of(data, folder)
    found = [(word, _stands_out(pages[word.page], word)) for word in words if word.right - word.left > 2]
    return [(word.text, round(share, 2)) for word, share in found if share < _least(word) - BLURRED]


def _least(word: Word) -> float:
    return LEAST_LARGE if (word.bottom - word.top) * 3 > LARGE * 1.2 else LEAST


def _stands_out(page: Image.Image, word: Word) -> float:
    """The contrast of what is most of a word's box with what is farthest from that."""
    k = DPI / 72
    box = page.crop(
        (int(word.left * k), int(word.top * k), int(word.right * k) + 1, int(word.bottom * k) + 1)
    )
    counts = box.histogram()
    ground = counts.index(max(counts))
    return max(contrast(ground, value) for value, count in enumerate(counts) if count)


@pytest.mark.parametrize("kind", [document.key for document in DOCUMENTS])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_all_words_can_be_read_without_colour(kind: str, language: str, tmp_path: Path) -> None:
    document = next(one for one in DOCUMENTS if one.key == kind)
    assert weak(document.render(examples(language)[kind]), tmp_path) == []


@pytest.mark.parametrize("design", [design.key for design in DESIGNS])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_certificates_can_be_read_without_colour(design: str, language: str, tmp_path: Path) -> None:
    assert weak(render_certificate(certificate(language, design=design)), tmp_path) == []


@pytest.mark.parametrize(
    ("colour", "ground", "enough"),
    [(INK, SAND, True), (GREY, SAND, True), (OCHRE, SAND, False), (RULE, "#FFFFFF", False)],
)
def test_a_pale_word_would_be_found(colour: str, ground: str, enough: bool, tmp_path: Path) -> None:
    out = BytesIO()
    sheet = Sheet(out, (200, 100), language="en", title="Pale")
    sheet.setFillColor(ground)
    sheet.rect(0, 0, 200, 100, stroke=0, fill=1)
    TextBlock("Pale", TextStyle(size=11, leading=15, colour=colour), language="en", rtl=False).draw_at(
        sheet, 50, 50, 100
    )
    sheet.save()
    assert (weak(out.getvalue(), tmp_path) == []) is enough
