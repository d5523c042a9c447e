"""Tagged files: what each part is, in reading order, in its language, also in what pages share."""

import subprocess
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

from pypdf import PdfReader

from mentordesk.documents.certificate import DESIGNS, CertificateText, certificates
from mentordesk.documents.shaping import Span
from mentordesk.documents.sheet import Sheet
from mentordesk.documents.text import TextBlock, TextStyle, linked

BODY = TextStyle(size=12, leading=18)


def write(sheet: Sheet, words: str | list[Span], up: float, role: str = "P", language: str = "en") -> None:
    style = TextStyle(size=12, leading=18, role=role)
    TextBlock(words, style, language=language, rtl=language == "ar").draw_at(sheet, 50, up, 400)


def sheet_of(language: str = "en") -> tuple[Sheet, BytesIO]:
    out = BytesIO()
    return Sheet(out, (595, 842), language=language, title="Tagged"), out


def tree(out: BytesIO, folder: Path) -> list[str]:
    """The structure as Poppler reads it, with the words of each part."""
    path = folder / "tagged.pdf"
    path.write_bytes(out.getvalue())
    done = subprocess.run(("pdfinfo", "-struct-text", str(path)), check=True, capture_output=True)
    assert not done.stderr
    return [line for line in done.stdout.decode().splitlines() if line.strip() != '""']


def elements(out: BytesIO) -> list[Any]:
    """All elements of the tree, parents first."""
    root: Any = PdfReader(BytesIO(out.getvalue())).root_object["/StructTreeRoot"]
    found: list[Any] = []
    waiting = [root["/K"].get_object()]
    while waiting:
        one = waiting.pop(0)
        found.append(one)
        kids = one["/K"] if isinstance(one["/K"], list) else [one["/K"]]
        waiting = [kid.get_object() for kid in kids if "/S" in _entries(kid)] + waiting
    return found


def _entries(kid: Any) -> Any:
    entry = kid.get_object()
    return entry if isinstance(entry, dict) else {}


def test_headings_paragraphs_lists_and_tables(tmp_path: Path) -> None:
    sheet, out = sheet_of()
    write(sheet, "The title", 800, "H1")
    sheet.line(50, 790, 500, 790)
    with sheet.tagged("L"):
        for number, words in enumerate(("first", "second"), 1):
            with sheet.tagged("LI"):
                write(sheet, f"{number}.", 760 - number * 20, "Lbl")
                write(sheet, words, 760 - number * 20, "LBody")
    with sheet.tagged("Table"), sheet.tagged("TR"):
        write(sheet, "head", 600, "TH")
        write(sheet, "cell", 600, "TD")
    sheet.save()
    lines = [line.strip().removesuffix(" (block)") for line in tree(out, tmp_path)]
    wanted = ["Document", "H1", '"The title"', "L", "LI", "Lbl", '"1."', "LBody", '"first"']
    wanted += ["LI", "Lbl", '"2."', "LBody", '"second"', "Table", "TR", "TH", '"head"', "TD", '"cell"']
    assert [line.removesuffix(" (inline)").split(" /")[0] for line in lines] == wanted


def test_a_figure_is_said_in_words_and_ornament_is_not() -> None:
    sheet, out = sheet_of()
    write(sheet, "Text.", 800)
    with sheet.tagged("Figure", alt="Größe: 3 × 4"):
        sheet.rect(50, 500, 30, 30)
    sheet.rect(100, 500, 30, 30)
    with sheet.artifact():
        write(sheet, "Page 1", 20)
    sheet.save()
    figure = elements(out)[-1]
    assert (figure["/S"], figure["/Alt"]) == ("/Figure", "Größe: 3 × 4")
    assert [one["/S"] for one in elements(out)] == ["/Document", "/P", "/Figure"]
    content = _content(out)
    assert content.count("BDC") + content.count("BMC") == content.count("EMC") == 4
    assert "/Artifact <</Type/Pagination>> BDC\nBT" in content


def _content(out: BytesIO) -> str:
    page: Any = PdfReader(BytesIO(out.getvalue())).pages[0]
    return str(page["/Contents"].get_data().decode("latin-1"))


def test_every_run_tells_its_language() -> None:
    sheet, out = sheet_of()
    mixed = [Span("Read "), Span("Bonjour", language="fr"), Span(" or שלום.")]
    write(sheet, mixed, 800)
    write(sheet, "مرحبا", 760, language="ar")
    sheet.save()
    content = _content(out)
    assert "/Lang(fr)" in content
    assert "/Lang(he)" in content
    assert [str(one.get("/Lang", "")) for one in elements(out)] == ["", "", "ar"]
    assert str(PdfReader(BytesIO(out.getvalue())).root_object["/Lang"]) == "en"


def test_what_pages_share_is_read_on_each(tmp_path: Path) -> None:
    def draw(form: Sheet) -> None:
        form.rect(10, 10, 50, 50)
        write(form, "Certificate", 700, "H1")
        with form.tagged("Figure", alt="Seal"):
            form.circle(100, 100, 20)

    sheet, out = sheet_of()
    for name in ("Ada", "Grace"):
        with sheet.tagged("Sect"):
            sheet.form(("shared", 1), draw)
            write(sheet, name, 600)
        sheet.showPage()
    sheet.save()
    assert [one["/S"][1:] for one in elements(out)] == ["Document", *["Sect", "H1", "Figure", "P"] * 2]
    words = [line.strip() for line in tree(out, tmp_path)]
    said = [line.strip('"') for line in words if line.startswith('"')]
    assert said == ["Certificate", "Ada", "Certificate", "Grace"]
    assert out.getvalue().count(b"/Subtype/Form") == 3


def test_each_certificate_has_its_title_and_its_code_as_a_figure() -> None:
    text = CertificateText(
        name="Ада",
        kind="thanks",
        programme="Common Ground",
        language="en",
        issued_on=date(2026, 11, 28),
        number="CG-1",
        code="7K4M-2QXP",
    )
    for design in DESIGNS:
        data = certificates([replace(text, design=design.key)] * 2)
        roles = [one["/S"][1:] for one in elements(BytesIO(data))]
        assert roles.count("Sect") == roles.count("H1") == roles.count("Figure") == 2
        figure = next(one for one in elements(BytesIO(data)) if one["/S"] == "/Figure")
        assert figure["/Alt"] == "CG-1 7K4M-2QXP"


def test_a_form_within_a_form_and_a_link_in_it() -> None:
    def inner(form: Sheet) -> None:
        write(form, [linked("home", "https://example.org")], 500)

    def outer(form: Sheet) -> None:
        form.form("inner", inner)
        write(form, "outer", 400)

    sheet, out = sheet_of()
    for _ in range(2):
        sheet.form("outer", outer)
        sheet.showPage()
    sheet.save()
    for page in PdfReader(BytesIO(out.getvalue())).pages:
        read: Any = page
        assert len(read["/Annots"]) == 1
        assert read.extract_text().split() == ["home", "outer"]


def test_a_paragraph_over_two_pages_is_one_part() -> None:
    sheet, out = sheet_of()
    block = TextBlock("word " * 100, BODY, language="en", rtl=False)
    first, second = block.split(200, 90)
    for part in (first, second):
        assert isinstance(part, TextBlock)
        part.draw_at(sheet, 50, 700, 200)
        sheet.showPage()
    sheet.save()
    assert [one["/S"] for one in elements(out)] == ["/Document", "/P"]
    assert len(elements(out)[1]["/K"]) == 2


def test_content_points_back_to_its_parts() -> None:
    sheet, out = sheet_of()
    for number in range(150):
        write(sheet, [Span(f"Page {number} "), linked("x", "https://example.org")], 700)
        sheet.showPage()
    sheet.save()
    reader = PdfReader(BytesIO(out.getvalue()))
    root: Any = reader.root_object["/StructTreeRoot"]
    rows: dict[int, Any] = {}
    for leaf in root["/ParentTree"]["/Kids"]:
        numbers = leaf.get_object()["/Nums"]
        rows |= dict(zip(numbers[::2], numbers[1::2], strict=True))
        assert leaf.get_object()["/Limits"] == [numbers[0], numbers[-2]]
    for one in reader.pages:
        page: Any = one
        parts = rows[page["/StructParents"]].get_object()
        assert {part.get_object()["/S"] for part in parts} == {"/P"}
        link = page["/Annots"][0].get_object()
        assert rows[link["/StructParent"]].get_object() == parts[0].get_object()
