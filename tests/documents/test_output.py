"""Files are written page by page: any number of pages takes the memory of a few; every reader opens them."""

import io
import subprocess
import sys
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from pypdf import PdfReader

from mentordesk.documents.certificate import CertificateText
from mentordesk.documents.sheet import Sheet
from mentordesk.documents.text import TextBlock, TextStyle

STYLE = TextStyle(size=12, leading=18)


class Drain(io.BytesIO):
    """A file that keeps nothing of what it is given."""

    def write(self, data: Any) -> int:
        return len(data)


def certificate(number: int) -> CertificateText:
    return CertificateText(
        name=f"Ada {number:x} Lovelace",
        kind="completion",
        programme="Common Ground",
        cohort="Autumn 2026",
        language="en",
        issued_on=date(2026, 11, 28),
        number=f"CG-2026-{number:05}",
    )


def peak(count: int) -> int:
    """The most memory that a process holds while it writes a batch, in kilobytes."""
    program = f"""
import re
from pathlib import Path
from mentordesk.documents.certificate import write_certificates
from tests.documents.test_output import Drain, certificate
write_certificates(Drain(), map(certificate, range({count})))
print(re.findall("VmHWM: *\\s*([0-9]+)", Path("/proc/self/status").read_text())[0])
"""
    done = subprocess.run((sys.executable, "-c", program), check=True, capture_output=True)
    return int(done.stdout)


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="Linux tells how much a process held")
def test_memory_does_not_grow_with_the_pages() -> None:
    assert peak(5000) - peak(1000) < 4000


def test_a_page_is_in_the_file_when_it_ends() -> None:
    out = BytesIO()
    sheet = Sheet(out, (595, 842), language="en", title="Early")
    before = len(out.getvalue())
    TextBlock("now", STYLE, language="en", rtl=False).draw_at(sheet, 50, 700, 200)
    sheet.showPage()
    assert b"endstream" in out.getvalue()[before:]


def test_many_pages_of_two_sizes_open_everywhere(tmp_path: Path) -> None:
    path = tmp_path / "many.pdf"
    with path.open("wb") as out:
        sheet = Sheet(out, (595, 842), language="en", title="Größe – 3")
        for number in range(200):
            sheet.setPageSize((595, 842) if number % 2 else (842, 595))
            sheet.setFillAlpha(0.25 + (number % 3) / 4)
            sheet.rect(10, 10, 20, 20, fill=1)
            sheet.bookmarkPage(f"p{number}")
            sheet.addOutlineEntry(f"Page {number}", f"p{number}", 0)
            sheet.linkAbsolute("", "p0", (0, 0, 50, 50))
            TextBlock(f"Number {number}", STYLE, language="en", rtl=False).draw_at(sheet, 50, 400, 200)
            sheet.showPage()
        sheet.save()
    reader = PdfReader(path, strict=True)
    assert [page.extract_text().strip() for page in reader.pages] == [f"Number {n}" for n in range(200)]
    assert [round(float(page.mediabox.width)) for page in reader.pages[:3]] == [842, 595, 842]
    assert len(reader.outline) == 200
    assert reader.metadata is not None
    assert reader.metadata.title == "Größe – 3"
    states: Any = reader.pages[5]["/Resources"]
    assert len(states["/ExtGState"]) == 3
    document = pypdfium2.PdfDocument(path)
    assert len(document) == 200
    document.close()
    done = subprocess.run(("pdfinfo", str(path)), check=True, capture_output=True)
    assert b"Tagged:          yes" in done.stdout
    assert not done.stderr


def test_a_file_of_ornament_only_is_not_called_tagged() -> None:
    out = BytesIO()
    sheet = Sheet(out, (100, 100), language="", title="Blank")
    sheet.rect(10, 10, 20, 20)
    sheet.save()
    root = PdfReader(BytesIO(out.getvalue()), strict=True).root_object
    assert "/MarkInfo" not in root
    assert "/Lang" not in root


def test_no_face_but_ours_is_named() -> None:
    out = BytesIO()
    sheet = Sheet(out, (595, 842), language="en", title="Faces")
    TextBlock("Ольга", STYLE, language="en", rtl=False).draw_at(sheet, 50, 400, 200)
    sheet.save()
    page: Any = PdfReader(BytesIO(out.getvalue())).pages[0]
    names = [font["/BaseFont"] for font in page["/Resources"]["/Font"].values()]
    assert [name.partition("+")[2] for name in names] == ["MDSans-Regular"]
