"""Files that mean harm or are broken: a sentence, never a crash, never a shifted row."""

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentordesk.domain.refusal import Refusal
from mentordesk.interchange.refusals import SheetTooLarge, UnreadableSheet
from mentordesk.interchange.sheets import read_sheets, read_table
from mentordesk.interchange.write import write_xlsx

FILES = Path(__file__).parents[1] / "files"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET = "xl/worksheets/sheet1.xml"


def rebuilt(replaced: dict[str, bytes]) -> bytes:
    """A workbook of one row with some parts replaced or added."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(write_xlsx(("name",), [("Ada",)]))) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        parts = {name: old.read(name) for name in old.namelist()} | replaced
        for name, content in parts.items():
            new.writestr(name, content)
    return out.getvalue()


def read_or_refused(name: str, data: bytes) -> bool:
    """Whether the answer is whole rows or a sentence that names the file; anything else raises."""
    try:
        sheets = read_table(name, data).sheets
    except Refusal as refusal:
        return name in str(refusal)
    return all(len(row.cells) == len(sheet.headings) for sheet in sheets for row in sheet.rows)


def test_a_bomb_is_refused_by_the_archives_directory() -> None:
    with pytest.raises(SheetTooLarge, match="Unpacked"):
        read_table("bomb.xlsx", rebuilt({SHEET: b" " * 60_000_000}))
    with pytest.raises(SheetTooLarge, match="Unpacked"):
        read_table("bomb.xlsx", rebuilt({"xl/media/image.png": b"\0" * 20_000_000}))


def test_a_directory_that_lies_is_refused() -> None:
    data = bytearray(rebuilt({"xl/media/image.png": b"x" * 500_000}))
    size = (500_000).to_bytes(4, "little")
    assert data.count(size) == 2
    with pytest.raises(UnreadableSheet):
        read_table("lie.xlsx", bytes(data).replace(size, (10).to_bytes(4, "little")))


@pytest.mark.parametrize("cell", ["XFD1", "A1048576", "OK1", "B200000"])
def test_a_cell_far_away_does_not_reserve_the_memory_up_to_it(cell: str) -> None:
    row = f'<row><c r="{cell}"><v>1</v></c></row>'
    xml = f'<worksheet xmlns="{MAIN}"><sheetData>{row}</sheetData></worksheet>'
    with pytest.raises(SheetTooLarge, match="200"):
        read_table("far.xlsx", rebuilt({SHEET: xml.encode()}))


def test_archives_that_are_no_workbooks() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("letter.txt", "Dear Ada")
    with pytest.raises(UnreadableSheet, match="not a workbook"):
        read_table("letter.xlsx", out.getvalue())
    with pytest.raises(UnreadableSheet, match="old kind"):
        read_table("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 9_189), st.binary(min_size=1, max_size=8))
def test_a_damaged_workbook_is_read_or_refused(at: int, noise: bytes) -> None:
    data = bytearray((FILES / "people.xlsx").read_bytes())
    data[at : at + len(noise)] = noise
    assert read_or_refused("damaged.xlsx", bytes(data))


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    assert read_or_refused("noise.csv", data)


def test_a_quotation_mark_never_closed_costs_one_row() -> None:
    sheet = read_table("a.csv", b'name,role\nAda,"mentor\nBen,mentee\nCleo,both\n').sheets[0]
    assert [row.cells[0] for row in sheet.rows] == ["Ben", "Cleo"]
    assert [problem.line for problem in sheet.problems] == [2]


def test_a_quotation_mark_not_doubled_names_every_line_it_costs() -> None:
    sheet = read_table("a.csv", b'name,role\n"Ada "A" Park",mentor\nBen,"x\n"y",z\nDan,both\n').sheets[0]
    assert [row.line for row in sheet.rows] == [5]
    assert [problem.line for problem in sheet.problems] == [2, 3, 4]


def test_quotation_marks_broken_throughout_are_refused() -> None:
    with pytest.raises(UnreadableSheet, match="quotation marks"):
        read_table("a.csv", b"name,role\n" + b'"a"b,c\n' * 200)


def test_too_many_rows_or_columns() -> None:
    with pytest.raises(SheetTooLarge):
        read_table("long.csv", b"a,b\n" * 200_002)
    with pytest.raises(SheetTooLarge):
        read_table("wide.csv", b",".join([b"a"] * 401) + b"\n")


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UnreadableSheet, match=r"gone\.csv"):
        read_sheets(tmp_path / "gone.csv")


def test_an_empty_file_is_a_sheet_without_headings() -> None:
    sheet = read_table("empty.csv", b"").sheets[0]
    assert (sheet.headings, sheet.rows, sheet.problems) == ((), (), ())
