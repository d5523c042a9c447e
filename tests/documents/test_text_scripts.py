"""Prose of every script: all of it has glyphs, keeps to its measure, and reads back as it was written.

Exceptions, named: Poppler turns a blank round with the sign before it in right-to-left lines; PDFium puts two
marks on one letter in Unicode's canonical order; blanks at the ends of lines are not compared, nor any blanks
in scripts that write none.
"""

import re
import unicodedata
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from pypdf import PdfReader

from mentordesk.documents.sheet import Sheet
from mentordesk.documents.text import TextBlock, TextStyle, emphasis, linked, strong, unwritable

from .prose import PROSE, Prose
from .reading import poppler, sheet_of

STYLE = TextStyle(size=12, leading=20)
SIGN_AND_BLANK = re.compile(r" ([.,;:!?،؛؟۔])")


def set_alone(prose: Prose) -> tuple[bytes, Sheet, TextBlock]:
    block = TextBlock(prose.text, STYLE, language=prose.language, rtl=prose.rtl)
    return *sheet_of(block), block


def pdfium(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    try:
        page = document[0]
        text = page.get_textpage()
        words = str(text.get_text_range())
        text.close()
        page.close()
    finally:
        document.close()
    return words


def plain(text: str, prose: Prose) -> str:
    """Words with single blanks between them; without any where the script writes none."""
    joiner = "" if prose.language.partition("-")[0] in {"zh", "ja", "th"} else " "
    words = joiner.join(unicodedata.normalize("NFC", text.replace("\ufffe", "")).split())
    return SIGN_AND_BLANK.sub(r"\1 ", words) if prose.rtl else words


@pytest.mark.parametrize("script", PROSE)
def test_prose_reads_back_as_it_was_written(script: str, tmp_path: Path) -> None:
    prose = PROSE[script]
    data, sheet, block = set_alone(prose)
    assert sheet.unwritten == {}
    assert len(block.lines) > 1
    assert all(0 < line.width <= 495.1 for line in block.lines)
    wanted = unicodedata.normalize("NFC", plain(prose.text, prose))
    assert plain(pdfium(data), prose) == wanted
    found = plain(poppler(data, tmp_path), prose)
    assert " ".join(found.split()) == " ".join(wanted.split())


@pytest.mark.parametrize("script", PROSE)
def test_prose_puts_ink_on_every_line(script: str) -> None:
    data, _, block = set_alone(PROSE[script])
    for line, (left, right) in zip(block.lines, inked(data, len(block.lines)), strict=True):
        assert abs((right - left) - line.width) < 12  # a full stop of CJK is half blank


def inked(data: bytes, lines: int) -> list[tuple[int, int]]:
    """Where the ink of each line of the first page begins and ends, in points."""
    document = pypdfium2.PdfDocument(data)
    page = document[0]
    picture = page.render(scale=1).to_pil().convert("L").point(lambda value: 255 * (value < 160))
    page.close()
    document.close()
    edges = []
    for number in range(lines):
        foot = 842 - 800 + number * STYLE.leading
        box = picture.crop((0, int(foot - 12), 595, int(foot + 5))).getbbox()
        assert box is not None
        edges.append((box[0], box[2]))
    return edges


@pytest.mark.parametrize(
    ("language", "text"),
    [("ar", "مُحَمَّد بن عليّ"), ("he", "שָׁלוֹם"), ("fa", "می‌خواهم"), ("vi", "Trần Thị Bưởi"), ("hi", "श्री क्षितिज")],
)
def test_marks_stay_with_their_letters(language: str, text: str, tmp_path: Path) -> None:
    rtl = language in {"ar", "he", "fa"}
    data, _, _ = set_alone(Prose(language, rtl, text))
    assert poppler(data, tmp_path).strip() == text
    assert unicodedata.normalize("NFC", pdfium(data).strip()) == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize(
    "text",
    [
        *("<b>bold</b>", "a & b &amp; &lt;", "<img src=/etc/passwd>", "<para>x</font>", "%s {0} {name}"),
        *("(unbalanced", "back\\slash", ") Tj ET", "'; DROP TABLE person;--", "<<>> endstream"),
    ],
)
def test_what_looks_like_code_prints_as_typed(text: str, tmp_path: Path) -> None:
    data, sheet, _ = set_alone(Prose("en", rtl=False, text=text))
    assert poppler(data, tmp_path).strip() == text
    assert not sheet.unwritten


def test_links_cover_their_words_and_nothing_else() -> None:
    out = BytesIO()
    sheet = Sheet(out, (595, 842), language="en", title="Links")
    address = "https://example.org/a(b)?q=ä"
    content = [strong("Read "), linked("the page", address), emphasis(" soon")]
    TextBlock(content, STYLE, language="en", rtl=False).draw_at(sheet, 50, 700, 400)
    sheet.save()
    document = pypdfium2.PdfDocument(out.getvalue())
    words = document[0].get_textpage()
    annotation = next(iter(_annotations(out.getvalue())))
    left, bottom, right, top = (float(edge) for edge in annotation["/Rect"])
    assert words.get_text_bounded(left, bottom, right, top).strip() == "the page"
    assert annotation["/A"]["/URI"] == "https://example.org/a%28b%29?q=%C3%A4"
    words.close()
    document.close()


def _annotations(data: bytes) -> list[Any]:
    page: Any = PdfReader(BytesIO(data)).pages[0]
    return [one.get_object() for one in page["/Annots"]]


def test_justified_lines_reach_both_edges() -> None:
    for script in ("Latin", "Hebrew", "Devanagari", "Korean", "Japanese", "Chinese"):
        prose = PROSE[script]
        style = TextStyle(size=12, leading=20, align="justify")
        block = TextBlock(prose.text, style, language=prose.language, rtl=prose.rtl)
        data, _ = sheet_of(block)
        for line, (left, right) in list(zip(block.lines, inked(data, len(block.lines)), strict=True))[:-1]:
            half = 7 if block.text[line.end - 1] in "。、，" else 0  # these fill half of their square
            assert abs(left - 50) < 3
            assert abs(right + half - 545) < 3


def test_hanja_of_korean_names_are_written() -> None:
    """The Korean face has what its own character set knows and the Chinese and Japanese ones do not."""
    assert unwritable("金民秀와 李喆洙, 朴乭伊, 崔玧碩, 尹媤宅, 敎育") == ()
    hanja = [bytes((row, cell)).decode("euc_kr") for row in range(0xCA, 0xFE) for cell in range(0xA1, 0xFF)]
    assert len(hanja) == 4888
    assert unwritable("".join(hanja)) == ("\uf95f", "\uf9aa")  # Noto has 寧 but not these doubles of it
