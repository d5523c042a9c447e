"""A face inside one PDF file: the glyphs used, what text each stands for, and the objects that carry them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import uharfbuzz as hb
from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFDictionary,
    PDFName,
    PDFStream,
    PDFString,
    PDFZCompress,
)

from mentordesk.documents.faces import Face

_BLOCK = 100  # the most entries that one section of a character map may hold
_UNUSED_TABLES = ("GSUB", "GPOS", "GDEF", "name", "post", "DSIG", "STAT", "meta")
_MAP_HEAD = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
"""
_MAP_TAIL = """endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""


class EmbeddedFace:
    """What reportlab's document asks of a font when it is saved: `addObjects` writes the subset once.

    Each pair of a glyph and the text it stands for gets a code of its own, so that a shape shared by several
    letters, as in Arabic, still copies out as the letter that was typed.
    """

    def __init__(self, face: Face, document: Any) -> None:
        self.face = face
        self.codes: dict[tuple[int, str], str] = {}
        self.name = f"M{len(document.delayedFonts) + 1}"
        document.fontMapping[face.name] = f"/{self.name}"
        document.delayedFonts.append(self)

    def code(self, glyph: int, text: str) -> str:
        """The operand that shows a glyph standing for a text."""
        known = self.codes.get((glyph, text))
        if known is None:
            known = self.codes[glyph, text] = f"<{len(self.codes) + 1:04X}>"
        return known

    def addObjects(self, document: Any) -> None:  # noqa: N802 - reportlab's name
        """Put the font under its name into the document's resources."""
        name = f"{_tag(glyph for glyph, _ in self.codes)}+{self.face.name}"
        program = PDFStream(content=self._program(), filters=[PDFZCompress])
        descriptor = self._descriptor(name, document.Reference(program, f"file.{self.name}"))
        descendant = self._descendant(
            document, name, document.Reference(descriptor, f"descriptor.{self.name}")
        )
        meanings = PDFStream(content=_map(self.codes), filters=[PDFZCompress])
        font = _dictionary(
            Type="/Font",
            Subtype="/Type0",
            BaseFont=f"/{name}",
            Encoding="/Identity-H",
            DescendantFonts=PDFArray([document.Reference(descendant, f"descendant.{self.name}")]),
            ToUnicode=document.Reference(meanings, f"meanings.{self.name}"),
        )
        document.idToObject["BasicFonts"].dict[self.name] = document.Reference(font, self.name)

    def _program(self) -> bytes:
        wanted = hb.SubsetInput()
        wanted.glyph_set.update({0, *(glyph for glyph, _ in self.codes)})
        wanted.flags = (
            hb.SubsetFlags.RETAIN_GIDS
            | hb.SubsetFlags.NO_HINTING
            | hb.SubsetFlags.NO_LAYOUT_CLOSURE
            | hb.SubsetFlags.NOTDEF_OUTLINE
        )
        wanted.drop_table_tag_set.update([int.from_bytes(tag.encode(), "big") for tag in _UNUSED_TABLES])
        return bytes(wanted.subset(self.face.source).blob.data)

    def _places(self) -> bytes:
        """From code to glyph, two bytes each; code 0 is the missing glyph."""
        return b"".join(glyph.to_bytes(2, "big") for glyph in (0, *(glyph for glyph, _ in self.codes)))

    def _descriptor(self, name: str, program: Any) -> PDFDictionary:
        extents = self.face.shaper.get_font_extents("ltr")
        ascent, descent = (round(one * self.face.scale) for one in (extents.ascender, extents.descender))
        italic = "Italic" in name
        return _dictionary(
            Type="/FontDescriptor",
            FontName=f"/{name}",
            Flags=4 | 64 * italic,
            FontBBox=PDFArray([-600, descent, 2400, ascent]),
            ItalicAngle=-12 * italic,
            Ascent=ascent,
            Descent=descent,
            CapHeight=714,
            StemV=80,
            FontFile2=program,
        )

    def _descendant(self, document: Any, name: str, descriptor: Any) -> PDFDictionary:
        widths = PDFArray([round(self.face.width(glyph), 2) for glyph, _ in self.codes])
        places = PDFStream(content=self._places(), filters=[PDFZCompress])
        system = _dictionary(Registry=PDFString("Adobe"), Ordering=PDFString("Identity"), Supplement=0)
        return _dictionary(
            Type="/Font",
            Subtype="/CIDFontType2",
            BaseFont=f"/{name}",
            CIDSystemInfo=system,
            FontDescriptor=descriptor,
            W=PDFArray([1, widths]),
            DW=1000,
            CIDToGIDMap=document.Reference(places, f"places.{self.name}"),
        )


def _dictionary(**entries: Any) -> PDFDictionary:
    return PDFDictionary(
        {
            key: PDFName(value[1:]) if isinstance(value, str) and value.startswith("/") else value
            for key, value in entries.items()
        }
    )


def _tag(glyphs: Iterable[int]) -> str:
    """Six capitals that differ between subsets, as the format asks."""
    rest = hash(tuple(sorted(glyphs))) % 26**6
    letters = ""
    for _ in range(6):
        rest, digit = divmod(rest, 26)
        letters += chr(ord("A") + digit)
    return letters


def _map(codes: Mapping[tuple[int, str], str]) -> bytes:
    """The character map from code to text, for copying and searching."""
    lines = [f"{code} <{utf16(text)}>" for (_, text), code in codes.items()]
    blocks = [lines[at : at + _BLOCK] for at in range(0, len(lines), _BLOCK)]
    return (_MAP_HEAD + "".join(map(_section, blocks)) + _MAP_TAIL).encode("ascii")


def _section(lines: Sequence[str]) -> str:
    return f"{len(lines)} beginbfchar\n" + "\n".join(lines) + "\nendbfchar\n"


def utf16(text: str) -> str:
    """Text as the hexadecimal digits of UTF-16, for strings in the PDF."""
    return text.encode("utf-16-be", "replace").hex().upper()
