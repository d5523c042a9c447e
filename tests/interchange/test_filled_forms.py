"""Hostile and damaged PDFs: none hangs, fills the memory or stops the files after it."""

import hashlib
import io
import random
import zlib
from pathlib import Path

import pytest
from pypdf import PdfWriter

from mentordesk.documents.form import Ask, FormText, render
from mentordesk.interchange.filled_forms import LARGEST, LONGEST_VALUE, Fault, Filled, fields_of, read_forms

TOKEN = "MentorDesk paper 00"  # noqa: S105 - no secret
SOUND = render(
    FormText(
        title="Form",
        language="en",
        token=TOKEN,
        questions=(
            Ask(key="one", kind="text", text="One?"),
            Ask(key="two", kind="several choices", text="Two?", choices=("a", "b")),
        ),
    )
)
FIELDS = {"mentordesk": TOKEN, "one": "", "two_c1": "", "two_c2": ""}


def page_with(annotation: str, extra: str = "") -> bytes:
    """A small PDF whose only form field is `annotation`."""
    return (
        "%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[4 0 R]>>>>endobj\n"
        "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Annots[4 0 R]>>endobj\n"
        f"4 0 obj{annotation}endobj\n{extra}trailer<</Root 1 0 R/Size 9>>\nstartxref\n0\n%%EOF\n"
    ).encode()


def bomb() -> bytes:
    """A field whose value is a stream that unpacks to 4 GB."""
    packed = zlib.compress(bytes(64 * 1024 * 1024), 9)
    for _ in range(2):
        packed = zlib.compress(packed * 8, 9)
    head = f"5 0 obj<</Length {len(packed)}/Filter[/FlateDecode/FlateDecode/FlateDecode]>>stream\n"
    whole = page_with("<</FT/Tx/T(one)/V 5 0 R>>", "@@")
    return whole.replace(b"@@", head.encode() + packed + b"\nendstream endobj\n")


HOSTILE = {
    "a field that is its own parent": page_with("<</FT/Tx/T(one)/Parent 4 0 R/Kids[4 0 R]>>"),
    "a value that refers to itself": page_with("<</FT/Tx/T(one)/V 5 0 R>>", "5 0 obj 5 0 R endobj\n"),
    "a value ten thousand lists deep": page_with(f"<</FT/Tx/T(one)/V{'[' * 10_000}{']' * 10_000}>>"),
    "a stream that unpacks to gigabytes": bomb(),
    "a name of a million letters": page_with(f"<</FT/Tx/T({'a' * 1_000_000})/V(b)>>"),
    "a million fields": page_with("<</FT/Tx/T(one)>>").replace(
        b"[4 0 R]>>>>", b"[" + b"4 0 R " * 10**6 + b"]>>>>"
    ),
    "an xref that points at itself": SOUND[: SOUND.rindex(b"startxref")] + b"startxref\n9\n%%EOF",
    "a page tree that is a ring": SOUND.replace(b"/Kids [", b"/Kids [ 1 0 R 1 0 R "),
    "nothing": b"",
    "only a head": b"%PDF-1.7\n",
    "random bytes": b"%PDF-1.7\n" + hashlib.shake_256(b"seed").digest(50_000),
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(1_000),
    "too large": b"%PDF-1.7\n" + bytes(LARGEST),
}

READABLE = {
    "a stream that unpacks to gigabytes",
    "a name of a million letters",
    "an xref that points at itself",
    "a page tree that is a ring",
}
"""What is strange about these does not keep a form from being read; what is too long is cut off."""


def damaged(seed: int) -> bytes:
    """The sound form with a few bytes changed, cut off, or a piece of it twice."""
    chance = random.Random(seed)  # noqa: S311 - the same damage every time
    data = bytearray(SOUND)
    at = chance.randrange(len(data))
    if seed % 3 == 0:
        return bytes(data[:at])
    if seed % 3 == 1:
        piece = data[at : at + chance.randrange(2_000)]
        return bytes(data[:at] + piece + data[at:])
    for _ in range(chance.randrange(1, 30)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    return bytes(data)


def test_a_filled_form_is_read_however_many_there_are(tmp_path: Path) -> None:
    writer = PdfWriter(clone_from=io.BytesIO(SOUND))
    writer.update_page_form_field_values(writer.pages[0], {"one": "N000"}, auto_regenerate=False)
    filled = io.BytesIO()
    writer.write(filled)
    paths = [tmp_path / f"{n:03}.pdf" for n in range(500)]
    for n, path in enumerate(paths):
        path.write_bytes(filled.getvalue().replace(b"(N000)", b"(N%03d)" % n))
    found = list(read_forms(paths))
    assert [path for path, _fields in found] == paths
    assert [fields for _path, fields in found] == [Filled(FIELDS | {"one": f"N{n:03}"}) for n in range(500)]


def test_hostile_files_are_faults_and_the_next_file_is_read(tmp_path: Path) -> None:
    paths: list[Path] = []
    for n, (name, data) in enumerate(HOSTILE.items()):
        paths += [tmp_path / f"{n:02} {name}.pdf", tmp_path / f"{n:02} sound.pdf"]
        paths[-2].write_bytes(data)
        paths[-1].write_bytes(SOUND)
    found = {path.stem[3:]: fields for path, fields in read_forms(paths, seconds=4)}
    assert found.pop("sound") == Filled(FIELDS)
    assert found.pop("too large") is Fault.LARGE
    readable = {name: fields for name, fields in found.items() if isinstance(fields, Filled)}
    assert readable.keys() <= READABLE
    assert all(
        len(value) <= LONGEST_VALUE for fields in readable.values() for value in fields.values.values()
    )


def test_damaged_files_are_faults_or_forms(tmp_path: Path) -> None:
    paths = [tmp_path / f"{seed:03}.pdf" for seed in range(200)]
    for seed, path in enumerate(paths):
        path.write_bytes(damaged(seed))
    found = [fields for _path, fields in read_forms(paths, seconds=4)]
    assert len(found) == len(paths)
    assert sum(isinstance(fields, Fault) for fields in found) > 20
    assert sum(isinstance(fields, Filled) for fields in found) > 20


def test_a_file_that_takes_too_long_is_given_up(tmp_path: Path) -> None:
    path = tmp_path / "one.pdf"
    path.write_bytes(SOUND)
    assert [fields for _path, fields in read_forms([path], seconds=0)] == [Fault.SLOW]


@pytest.mark.parametrize("typed", ["/Off", "/Yes", " a \r\n b", "x" * 10])
def test_typed_text_is_text_even_where_it_looks_like_a_tick(typed: str) -> None:
    writer = PdfWriter(clone_from=io.BytesIO(SOUND))
    writer.update_page_form_field_values(writer.pages[0], {"one": typed}, auto_regenerate=False)
    filled = io.BytesIO()
    writer.write(filled)
    found = fields_of(filled.getvalue())
    assert isinstance(found, Filled)
    assert found.values["one"] == typed.replace("\r\n", "\n").strip()
