"""On every page of every document: no word outside the printable page, none upon another."""

from dataclasses import replace
from io import BytesIO
from itertools import combinations, cycle, product
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from mentordesk.documents import DOCUMENTS
from mentordesk.documents.certificate import DESIGNS
from mentordesk.documents.certificate import render as render_certificate
from mentordesk.documents.layout import MM, Paper
from mentordesk.documents.leaves import Look, fitted, setting
from mentordesk.documents.pieces import laid, name_words, space
from mentordesk.documents.qr import QUIET, draw_qr, matrix
from mentordesk.documents.sheet import Sheet
from mentordesk.documents.theme import theme
from mentordesk.i18n import LANGUAGES

from .examples import NAMES, certificate, examples
from .reading import Word, words_of

EDGE = 6.5 * 72 / 25.4
"""No office printer reaches nearer to the edge, in points."""


LONGEST_TITLES = ("hours", "thanks")


def faults(data: bytes, folder: Path) -> list[str]:
    """Words too near to the edge, and words upon each other."""
    sizes, words = words_of(data, folder)
    wrong = [
        f"edge: {word}"
        for word in words
        if word.left < EDGE
        or word.right > sizes[word.page][0] - EDGE
        or word.top < EDGE
        or word.bottom > sizes[word.page][1] - EDGE
    ]
    for number in range(len(sizes)):
        there = [word for word in words if word.page == number and word.right - word.left > 1]
        wrong += [f"upon: {one} {other}" for one, other in combinations(there, 2) if _meet(one, other)]
    return wrong


def _meet(one: Word, other: Word) -> bool:
    across = min(one.right, other.right) - max(one.left, other.left)
    down = min(one.bottom, other.bottom) - max(one.top, other.top)
    return across > 1.5 and down > 0.5


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", [document.key for document in DOCUMENTS])
@pytest.mark.parametrize(("paper", "large"), [(Paper.A4, False), (Paper.LETTER, True)])
def test_nothing_is_clipped_or_covered(
    kind: str, language: str, paper: Paper, large: bool, tmp_path: Path
) -> None:
    document = next(one for one in DOCUMENTS if one.key == kind)
    data = document.render(examples(language)[kind], paper=paper, large=large)
    assert faults(data, tmp_path) == []


@pytest.mark.parametrize("design", [design.key for design in DESIGNS])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("portrait", [False, True])
def test_no_certificate_is_clipped_or_covered(
    design: str, language: str, portrait: bool, tmp_path: Path
) -> None:
    for name in NAMES:
        for paper in Paper:
            text = certificate(language, design=design, portrait=portrait, name=name)
            assert faults(render_certificate(text, paper=paper), tmp_path) == []


@pytest.mark.parametrize("design", [design.key for design in DESIGNS])
@pytest.mark.parametrize("portrait", [False, True])
def test_certificates_of_long_titles_with_signatures_and_logo_stand_free(
    design: str, portrait: bool, tmp_path: Path
) -> None:
    """Titles of any length, in one language and in two; nothing is written over a signature or the logo."""
    picture = drawn_picture()
    signing = cycle((3, 1, 2, 3, 2))
    for language, kind, two, paper in product(LANGUAGES, LONGEST_TITLES, (False, True), Paper):
        count = next(signing)
        text = certificate(language, kind=kind, design=design, portrait=portrait, logo=picture)
        signed = tuple(replace(who, signature=picture) for who in text.signatories[:count])
        text = replace(text, signatories=signed, second=text.second if two else None)
        data = render_certificate(text, paper=paper)
        assert faults(data, tmp_path) == []
        assert covered(data, tmp_path, count + 1) == []


def drawn_picture() -> bytes:
    out = BytesIO()
    Image.new("RGB", (300, 100), "#446688").save(out, "PNG")
    return out.getvalue()


def covered(data: bytes, folder: Path, expected: int) -> list[Word]:
    """Words that stand upon one of the first page's pictures."""
    page = pypdfium2.PdfDocument(data)[0]
    pictures = [one.get_bounds() for one in page.get_objects([pypdfium2.raw.FPDF_PAGEOBJ_IMAGE])]
    assert len(pictures) == expected
    high = page.get_height()
    boxes = [Word(0, left, high - top, right, high - foot, "") for left, foot, right, top in pictures]
    return [word for word in words_of(data, folder)[1] if any(_meet(word, box) for box in boxes)]


@pytest.mark.parametrize(("kind", "pages"), [("session-sheet", 1), ("introduction", 1), ("note-card", 1)])
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_to_fit_one_page_does(kind: str, pages: int, language: str, tmp_path: Path) -> None:
    document = next(one for one in DOCUMENTS if one.key == kind)
    values = examples(language)[kind]
    if kind == "session-sheet":
        values = replace(values, mentor="Ana", access=())
    sizes, _words = words_of(document.render(values), tmp_path)
    assert len(sizes) == pages


def words_by_page(kind: str, values: object, paper: Paper, folder: Path, *, large: bool = False) -> list[str]:
    """The words of each page of a document."""
    document = next(one for one in DOCUMENTS if one.key == kind)
    sizes, words = words_of(document.render(values, paper=paper, large=large), folder)
    return [" ".join(word.text for word in words if word.page == page) for page in range(len(sizes))]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("rows", [2, 6])
def test_a_table_of_a_report_stands_on_one_page(
    language: str, paper: Paper, rows: int, tmp_path: Path
) -> None:
    """However much stands above it, and its total has the table's heads in large print too."""
    values = examples(language)["programme-report"]
    groups = (*((f"Unit{at}", "9", "4.1") for at in range(rows)), ("Everybody", "99", "4.2"))
    for meaning in range(0, 12, 3):
        table = replace(values.tables[0], rows=groups)
        filled = replace(values, tables=(table,), meaning=values.meaning * meaning)
        pages = words_by_page("programme-report", filled, paper, tmp_path)
        assert sum("Unit0" in page and "Everybody" in page for page in pages) == 1
    large = " ".join(words_by_page("programme-report", filled, paper, tmp_path, large=True))
    assert large.count("Pairings") == rows + 1


def test_pieces_stand_closer_only_where_that_saves_a_page() -> None:
    where = setting("en", Look())
    saved = []
    for count in range(1, 40):
        pieces = [replace(space(58), before=20)] * count
        usual, closer = laid(pieces, where.first, where.limit), fitted(pieces, where)
        assert [piece.height for page in closer for _top, piece in page] == [58] * count
        assert max(top + piece.height for page in closer for top, piece in page) <= where.limit + 0.01
        if len(closer) < len(usual):
            saved.append(count)
        else:
            assert closer == usual
    assert saved == [9, 17, 18]


def test_a_latin_name_is_as_large_on_an_arabic_page_as_on_an_english_one() -> None:
    wide = {
        language: name_words(setting(language, Look()).page, "Noor Haddad", theme("en").strong).natural_width
        for language in ("en", "ar")
    }
    assert wide["ar"] == wide["en"]


def test_a_qr_code_is_on_the_paper_module_by_module() -> None:
    """Rasterised, every module is dark or light as the code has it, and its quiet zone is free."""
    text = certificate("en")
    wanted = matrix(text.qr)
    assert len(wanted) == 25
    out, module = BytesIO(), 4.0
    size = len(wanted) * module / MM
    sheet = Sheet(out, (132, 132), language="en", title="Code")
    draw_qr(sheet, text.qr, QUIET * module, 132 - QUIET * module, size)
    sheet.showPage()
    sheet.save()
    shown = pypdfium2.PdfDocument(out.getvalue())[0].render(scale=4).to_pil().convert("L")
    read = [[shown.getpixel((x * 16 + 8, y * 16 + 8)) < 128 for x in range(33)] for y in range(33)]
    assert [row[QUIET:-QUIET] for row in read[QUIET:-QUIET]] == [list(row) for row in wanted]
    assert sum(map(sum, read)) == sum(map(sum, wanted))
