"""A card to print and sign: what was reached, whose it is, and room for a line by hand."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from mentordesk.documents import tiles
from mentordesk.documents.bidi import is_rtl
from mentordesk.documents.layout import DARK_OCHRE, GREY, INK, MM, NAVY, OCHRE, RULE, SIGNATURE, Page, Paper
from mentordesk.documents.leaves import Common, Look, rendered
from mentordesk.documents.ornament import mark, mark_width
from mentordesk.documents.pictures import draw_fitted
from mentordesk.documents.pieces import words
from mentordesk.documents.shaping import Span
from mentordesk.documents.sheet import Sheet
from mentordesk.documents.text import TextBlock, TextStyle
from mentordesk.i18n import N_, Reader

WIDTH, HEIGHT = 148.0, 105.0
START, END = 44.0, 136.0
LABEL = TextStyle(size=9.5, leading=13, style="SemiBold", colour=DARK_OCHRE, tracking=120)
SAID = TextStyle(size=21, leading=27, family="Serif", style="Light", colour=NAVY, balanced=True)
NAMES = TextStyle(size=11.5, leading=16, style="SemiBold", balanced=True)
SIGNER = TextStyle(size=9, leading=12, colour=GREY)
FIRST, LINES = 31.0, (62.5, 70.5, 78.5)
SMALLER = (12.0, 10.0, 8.5, 7.5)
"""Sizes of the signer's name where the usual one would take two lines."""
FREE = 5.0
"""Millimetres from the names to the first line to write on."""
ROOM = 32.0
"""Millimetres from the first line of what is said to the last line of the names."""


class Type(NamedTuple):
    """How a card is set; what is said takes the largest size that leaves room for the names."""

    label: TextStyle
    names: TextStyle
    signer: TextStyle
    said: tuple[float, ...]


NORMAL = Type(LABEL, NAMES, SIGNER, (21.0, 18.0, 15.5, 13.0))
LARGE = Type(
    replace(LABEL, size=14, leading=18),
    replace(NAMES, size=16, leading=21),
    replace(SIGNER, size=14, leading=16, colour=INK),
    (21.0, 18.0, 16.0),
)


@dataclass(frozen=True, kw_only=True)
class NoteCardText(Common):
    """The values of one card: a short label, what is said, who it is for, who signs."""

    label: str
    said: str
    names: tuple[str, ...]
    signer: str = ""

    def file_title(self, reader: Reader) -> str:
        return self.titled(reader, reader.gettext(N_("Note card")), " – ".join(self.names))


def render(values: NoteCardText, *, paper: Paper = Paper.A4, large: bool = False) -> bytes:
    """The card as a PDF file."""
    return rendered(add, values, Look(paper=paper, large=large))


def add(sheet: Sheet, values: NoteCardText, look: Look) -> None:
    """Draw the card on a page of its own size, whatever the paper."""
    reader, type_ = Reader(values.language), LARGE if look.large else NORMAL
    page = Page(WIDTH, HEIGHT, reader.rtl, values.language)
    sheet.setPageSize(page.points)
    tiles.stack(sheet, page, (8, 8.5, HEIGHT - 17))
    page.write(sheet, _capitals(values.label, values.language), type_.label, (START, 17.5, END - START))
    below = _words(sheet, page, values, type_)
    for down in (line for line in LINES if line > below + FREE):
        page.rule(sheet, START, down, END - START, colour=RULE, weight=0.4)
    page.rule(sheet, START, 90, 44, colour=INK, weight=SIGNATURE)
    _signer(sheet, page, values.signer, type_.signer)
    _mark(sheet, page, values.logo)
    sheet.showPage()


def _signer(sheet: Sheet, page: Page, name: str, usual: TextStyle) -> None:
    """The name below the line, smaller where it would take two lines."""
    wide = (END - START - 28) * MM
    for size in (usual.size, *(size for size in SMALLER if size < usual.size)):
        style = replace(usual, size=size, leading=min(usual.leading, size * 1.27))
        block = TextBlock(name, style, language="und", rtl=is_rtl(name), page_rtl=page.rtl)
        if len(block.set_in(wide)) == 1:
            break
    block.draw_at(sheet, page.left(START, END - START - 28), page.up(91.2 + style.size / 3), wide)


def _words(sheet: Sheet, page: Page, values: NoteCardText, type_: Type) -> float:
    """What is said in the largest size at which the names still stand above the lines.

    Answers how far down, in mm, the last of the names stands.
    """
    wide = (END - START) * MM
    names = words(page, _joined(values.names), type_.names)
    for size in type_.said:
        said = words(page, values.said, replace(SAID, size=size, leading=size * 1.28))
        high = len(said.set_in(wide)) * said.style.leading
        below = len(names.set_in(wide)) * names.style.leading
        if high + below <= ROOM * MM:
            break
    left = page.left(START, END - START)
    said.draw_at(sheet, left, page.up(FIRST), wide)
    down = page.up(FIRST) - (len(said.lines) - 1) * said.style.leading - names.style.leading * 1.6 - 3
    lines = names.draw_at(sheet, left, down, wide)
    return page.height - (down - (lines - 1) * names.style.leading) / MM


def _joined(names: Sequence[str]) -> list[Span]:
    spans: list[Span] = []
    for name in names:
        if spans:
            spans.append(Span("  &  ", family="Serif", style="Italic"))
        spans.append(Span(name))
    return spans


def _capitals(label: str, language: str) -> str:
    return label if language in {"tr", "az", "de", "el"} else label.upper()


def _mark(sheet: Sheet, page: Page, logo: bytes | None) -> None:
    if logo is None:
        wide = mark_width(5)
        mark(sheet, (page.left(END - wide, wide), page.up(95)), 5 * MM, ring=NAVY, lens=OCHRE)
    else:
        box = (page.left(END - 24, 24), page.up(96.5), 24 * MM, 8 * MM)
        draw_fitted(sheet, logo, box, "w" if page.rtl else "e")
