from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from mentordesk.documents.certificate import DESIGNS, CertificateText, Signatory, certificates, render
from mentordesk.documents.certificate_classic import NAME_SIZES
from mentordesk.documents.certificate_parts import NameBox, fitted_name
from mentordesk.documents.layout import MM, Page, Paper, page_of
from mentordesk.documents.pictures import PictureTooLarge, UnreadablePicture
from mentordesk.documents.scripts import forms_used

from .reading import pages, poppler

TEXT = CertificateText(
    name="Nguyễn Thị Ánh",
    kind="completion",
    programme="Common Ground",
    cohort="Autumn 2026",
    language="en",
    issued_on=date(2026, 11, 28),
    place="Lisbon",
    number="CG-2026-0147",
    figures=(("24", "hours of mentoring"), ("10", "sessions held")),
    signatories=(Signatory("Ingrid Halvorsen", "Programme coordinator"), Signatory("هدى القاسم", "Chair")),
)
LONG = "Maria Wilhelmina Konstantina von Hohenstein-Scharfenberg de Oliveira Vasconcelos"
PEOPLE = ("سميرة النجار", "Łódź", "Nguyễn Thị Ánh", "Ελένη", "Ольга", "O", LONG, "佐藤 美咲", "अनुराधा मेनन")


def picture(width: int = 60, height: int = 20) -> bytes:
    out = BytesIO()
    Image.new("RGBA", (width, height), (20, 40, 60, 255)).save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize("design", [design.key for design in DESIGNS])
@pytest.mark.parametrize("paper", list(Paper))
def test_a_certificate_says_all_its_values(design: str, paper: Paper, tmp_path: Path) -> None:
    words = " ".join(poppler(render(replace(TEXT, design=design), paper=paper), tmp_path).split())
    for part in ("Nguyễn Thị Ánh", "Common Ground", "CG-2026-0147", "28 November 2026", "Lisbon"):
        assert part in words
    for part in ("Ingrid Halvorsen", "Programme coordinator", "هدى القاسم", "24", "10 sessions held"):
        assert part in words


def test_every_name_stands_on_its_page(tmp_path: Path) -> None:
    data = certificates(replace(TEXT, name=name) for name in PEOPLE)
    words = poppler(data, tmp_path).split("\f")
    assert [
        name for name, page in zip(PEOPLE, words, strict=False) if name not in " ".join(page.split())
    ] == []


@pytest.mark.parametrize("name", [*PEOPLE, "W" * 50, "Ab " * 27])
def test_every_name_fits_its_box(name: str) -> None:
    page = Page(297, 210, rtl=False, language="en")
    box = NameBox(34, 103.6, 229, NAME_SIZES, "Serif", "centre")
    block = fitted_name(name, box, page)
    lines = block.set_in(229 * MM)
    assert all(line.width <= 229 * MM + 0.1 for line in lines)
    assert len(lines) <= 2
    assert len(lines) == 1 or block.style.size == NAME_SIZES[-1]


def test_names_break_at_spaces_only() -> None:
    page = Page(297, 210, rtl=False, language="en")
    block = fitted_name(LONG, NameBox(34, 103.6, 229, NAME_SIZES, "Serif", "centre"), page)
    first, second = block.set_in(229 * MM)
    assert block.text[first.end] == " "
    assert second.start == first.end + 1


def test_a_right_to_left_page_is_mirrored(tmp_path: Path) -> None:
    modern = replace(TEXT, design="modern", language="ar")
    left = _place_of(render(replace(modern, language="en")), "Common", tmp_path)
    right = _place_of(render(modern), "Common", tmp_path)
    assert left < 0.2
    assert right > 0.7


def _place_of(data: bytes, word: str, folder: Path) -> float:
    """How far from the left a word begins, as a share of the page's width."""
    for line in poppler(data, folder, "-bbox").splitlines():
        if f">{word}<" in line:
            return float(line.split('xMin="')[1].split('"')[0]) / 842
    raise AssertionError(word)


def test_a_damaged_picture_is_refused() -> None:
    for data in (b"", b"not a picture", picture()[:40], picture()[:-30]):
        with pytest.raises(UnreadablePicture):
            render(replace(TEXT, logo=data))


def test_a_giant_picture_is_refused() -> None:
    with pytest.raises(PictureTooLarge):
        render(replace(TEXT, logo=picture(9000, 9000)))


def test_logo_and_signature_are_drawn() -> None:
    signed = replace(TEXT, logo=picture(), signatories=(Signatory("Ingrid", "Coordinator", picture()),))
    assert b"/Image" in render(signed)


def test_what_pages_share_is_drawn_once() -> None:
    one, many = (len(certificates([TEXT] * count)) for count in (1, 50))
    assert (many - one) / 49 < 3000


def test_progress_and_cancelling() -> None:
    heard: list[int] = []
    data = certificates([TEXT] * 9, progress=heard.append, cancelled=lambda: len(heard) == 4)
    assert heard == [1, 2, 3, 4]
    assert len(pages(data)) == 4
    with pytest.raises(ValueError, match="no certificates"):
        certificates([])


@pytest.mark.parametrize(
    ("reading", "language", "country", "face"),
    [
        ("さとう みさき", "", "CN", "MDSansJP"),
        ("ㄗㄨㄛˇ", "", "", "MDSansTC"),
        ("", "", "", "MDSansSC"),
        ("", "ja", "FR", "MDSansJP"),
        ("", "en", "JP", "MDSansJP"),
        ("", "en", "TW", "MDSansTC"),
        ("이명", "en", "", "MDSansTC"),
    ],
)
def test_whose_ideographs_a_name_has_is_known_from_reading_language_or_country(
    reading: str, language: str, country: str, face: str
) -> None:
    page = page_of(Paper.A4, landscape=True, language="en", rtl=False)
    box = NameBox(30, 100, 200, (40.0, 22.0), "Serif")
    forms = forms_used(language, country)
    assert fitted_name("李明", box, page, reading, forms).paragraph.runs[0].face.name.startswith(face)
    latin = fitted_name("Misaki Sato", box, page, reading, forms).paragraph
    assert (latin.setting.language, latin.runs[0].face.name) == ("en", "MDSerif-Regular")
