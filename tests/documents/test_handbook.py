import tracemalloc
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from pypdf.generic import Destination

from mentordesk.documents.handbook import Contact, HandbookText, Section, add, render
from mentordesk.documents.layout import Paper
from mentordesk.documents.leaves import Look, write_all
from mentordesk.documents.standard_texts import standard_sections, standard_texts

from .reading import pages, poppler

CONTACTS = (
    Contact("Ingrid Halvorsen", "Programme coordinator", "ingrid@meridian.example", "+351 21 555 01 47"),
    Contact("هدى القاسم", "Mediation", "huda@meridian.example", "+971 4 555 0133"),
)
TEXT = HandbookText(
    programme="Common Ground",
    cohort="Autumn 2026",
    role="mentee",
    language="en",
    sections=standard_sections("en", "mentee"),
    contacts=CONTACTS,
    facts=(("Length", "Six months"), ("Sessions", "Every two weeks")),
    issued_on=date(2026, 8, 20),
)


def outline(data: bytes) -> list[tuple[str, int]]:
    reader = PdfReader(BytesIO(data))
    entries = [entry for entry in reader.outline if isinstance(entry, Destination)]
    return [(str(entry.title), (reader.get_destination_page_number(entry) or 0) + 1) for entry in entries]


@pytest.mark.parametrize("paper", list(Paper))
def test_the_contents_name_the_right_pages(paper: Paper, tmp_path: Path) -> None:
    long = Section("Long chapter", ("Lead.", *("A sentence of some length that fills the page. " * 8,) * 20))
    data = render(replace(TEXT, sections=(*TEXT.sections[:2], long, *TEXT.sections[2:])), paper=paper)
    contents = " ".join(poppler(data, tmp_path, "-f", "2", "-l", "2", "-layout").split())
    found = outline(data)
    assert len(found) == len(TEXT.sections) + 2
    words = pages(data)
    for title, page in found:
        assert f"{title} {page}" in contents
        assert title in " ".join(words[page - 1].split())
        assert f"{page} / {len(words)}" in " ".join(words[page - 1].split())


def test_each_of_two_books_in_a_file_has_places_of_its_own() -> None:
    """Outline and contents of the second lead to its own pages, not to the first's."""
    one, other = (
        render(TEXT),
        render(replace(TEXT, language="es", sections=standard_sections("es", "mentee"))),
    )
    out, before = BytesIO(), len(pages(one))
    texts = [TEXT, replace(TEXT, language="es", sections=standard_sections("es", "mentee"))]
    write_all(out, add, texts, Look())
    both = out.getvalue()
    assert outline(both) == [*outline(one), *((title, page + before) for title, page in outline(other))]
    assert led_to(both) == [*led_to(one), *(page + before for page in led_to(other))]


def led_to(data: bytes) -> list[int]:
    """The pages that links within a file lead to, in their order."""
    reader = PdfReader(BytesIO(data))
    links = [link.get_object() for page in reader.pages for link in page.get("/Annots", [])]
    numbers = {page.indirect_reference: number for number, page in enumerate(reader.pages, 1)}
    return [numbers[link["/Dest"][0].indirect_reference] for link in links if "/Dest" in link]


def test_the_file_carries_title_language_and_author() -> None:
    reader = PdfReader(BytesIO(render(TEXT)))
    assert reader.metadata is not None
    assert reader.metadata.title == "Handbook for mentees · Common Ground"
    assert reader.metadata.author == "MentorDesk"
    assert str(reader.root_object["/Lang"]) == "en"


def test_no_line_of_any_section_is_lost() -> None:
    for language in ("en", "es"):
        words = " ".join(
            " ".join(
                pages(
                    render(replace(TEXT, language=language, sections=standard_sections(language, "mentor")))
                )
            ).split()
        )
        for section in standard_sections(language, "mentor"):
            for line in filter(None, section.lines):
                assert line.removeprefix("## ").removeprefix("- ").split()[0] in words


def test_user_text_is_never_markup(tmp_path: Path) -> None:
    nasty = Section("<b>Title</b>", ("a & b <img src=/etc/passwd>", "- <para>", "## &amp;"))
    words = poppler(render(replace(TEXT, sections=(nasty,))), tmp_path)
    for part in ("<b>Title</b>", "a & b <img src=/etc/passwd>", "<para>", "&amp;"):
        assert part in words


def test_an_arabic_handbook_is_mirrored(tmp_path: Path) -> None:
    arabic = replace(TEXT, language="ar", sections=standard_sections("ar", "mentee"))
    words = poppler(render(arabic), tmp_path)
    assert "الجلسات الثلاث الأولى" in words
    english = _left_of(render(TEXT), "ingrid@meridian.example", tmp_path)
    mirrored = _left_of(render(arabic), "ingrid@meridian.example", tmp_path)
    assert english < 100
    assert mirrored > 420


def _left_of(data: bytes, word: str, folder: Path) -> float:
    for line in poppler(data, folder, "-bbox").splitlines():
        if f">{word}<" in line:
            return float(line.split('xMin="')[1].split('"')[0])
    raise AssertionError(word)


def test_no_ink_of_text_outside_the_page(tmp_path: Path) -> None:
    for paper, width, height in ((Paper.A4, 595, 842), (Paper.LETTER, 612, 791)):
        for line in poppler(render(TEXT, paper=paper), tmp_path, "-bbox").splitlines():
            if "<word" in line:
                edges = [float(part) for part in line.split('"')[1:8:2]]
                assert edges[0] > 18
                assert edges[2] < width - 18
                assert edges[3] < height - 18


def test_a_book_of_200_pages_stays_small() -> None:
    sections = tuple(
        Section(f"Chapter {n}", ("Lead.", *("Plain words on a line. " * 30,) * 8)) for n in range(200)
    )
    tracemalloc.start()
    data = render(replace(TEXT, sections=sections))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(PdfReader(BytesIO(data)).pages) >= 200
    assert peak < 120_000_000


def test_each_language_has_the_same_sections() -> None:
    keys = [(text.key, text.roles) for text in standard_texts("en")]
    for language in ("es", "ar"):
        assert [(text.key, text.roles) for text in standard_texts(language)] == keys
    assert standard_sections("xx", "mentor") == standard_sections("en", "mentor")
    assert len(standard_sections("en", "mentor")) == len(standard_sections("en", "mentee")) == 8
