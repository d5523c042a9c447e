"""The code on every design of certificate, read by a reader of codes from a grey picture of the page."""

import pypdfium2
import pytest
import zxingcpp
from PIL import Image

from mentordesk.documents.certificate import DESIGNS, render
from mentordesk.documents.layout import Paper

from .examples import certificate

PAGES = [
    (design.key, portrait)
    for design in DESIGNS
    for portrait, possible in ((False, design.lying), (True, design.standing))
    if possible
]


def grey(data: bytes, dpi: float) -> Image.Image:
    """The first page as an office printer or a scanner without colour gives it."""
    document = pypdfium2.PdfDocument(data)
    picture: Image.Image = document[0].render(scale=dpi / 72).to_pil().convert("L")
    document.close()
    return picture


@pytest.mark.parametrize(("design", "portrait"), PAGES)
@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("paper", Paper)
def test_a_reader_finds_number_and_check_code(
    design: str, portrait: bool, language: str, paper: Paper
) -> None:
    text = certificate(language, design=design, portrait=portrait)
    found = zxingcpp.read_barcodes(grey(render(text, paper=paper), 150))
    assert [code.text for code in found] == [text.qr]
    assert text.qr == f"MD1|{text.number}|{text.code.replace('-', '')}"


@pytest.mark.parametrize("design", [design.key for design in DESIGNS])
def test_a_page_of_a_thousand_pixels_is_enough(design: str) -> None:
    text = certificate("en", design=design)
    page = grey(render(text), 72)
    small = grey(render(text), 72 * 1000 / max(page.size))
    assert [code.text for code in zxingcpp.read_barcodes(small)] == [text.qr]
    turned = small.rotate(7, expand=True, fillcolor=255)
    assert [code.text for code in zxingcpp.read_barcodes(turned)] == [text.qr]
