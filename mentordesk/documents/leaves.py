"""Pages of a document with what repeats on each: mark or logo, header, footer, page numbers, outline."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any, BinaryIO, Protocol

from mentordesk.documents.layout import INK, MM, NAVY, OCHRE, Page, Paper, page_of
from mentordesk.documents.ornament import mark, mark_width
from mentordesk.documents.pictures import draw_fitted
from mentordesk.documents.pieces import Column, Piece, Placed, draw_placed, laid, spaced
from mentordesk.documents.sheet import Sheet
from mentordesk.documents.theme import Theme, theme
from mentordesk.i18n import Reader

FIRST, FIRST_LARGE, FOOT = 33.0, 38.0, 27.0
FEW, CLOSER = 3, (0.85, 0.7, 0.55)
LOGO_WIDTH, LOGO_HEIGHT = 24.0, 9.0
Progress = Callable[[int], None]
Cancelled = Callable[[], bool]


@dataclass(frozen=True, kw_only=True)
class Look:
    """How documents are set: on which paper, large or not."""

    paper: Paper = Paper.A4
    large: bool = False


@dataclass(frozen=True)
class Frame:
    """What a document's pages repeat: leading and trailing words of header and footer, and the logo.

    `start` is where the leading words begin, in mm from the text's edge; 0 is beside the mark, in bold.
    """

    title: str
    trailing: str = ""
    foot: str = ""
    logo: bytes | None = None
    start: float = 0.0


@dataclass(frozen=True)
class Setting:
    """Where and how one document is set."""

    page: Page
    look: Theme
    reader: Reader

    @property
    def column(self) -> Column:
        return Column(self.look.side(self.page), self.look.width)

    @property
    def first(self) -> float:
        return (FIRST_LARGE if self.look.large else FIRST) * MM

    @property
    def limit(self) -> float:
        return (self.page.height - FOOT) * MM


class Values(Protocol):
    """What every document's values have: the language of its words, and the file's title."""

    @property
    def language(self) -> str: ...

    def file_title(self, reader: Reader) -> str: ...


Add = Callable[[Sheet, Any, Look], None]


@dataclass(frozen=True, kw_only=True)
class Common:
    """What the values of every document of a programme begin with; words are in `language`."""

    language: str
    programme: str
    cohort: str = ""
    logo: bytes | None = None

    def frame(self, reader: Reader, trailing: str = "") -> Frame:
        """Header and footer of its pages."""
        foot = reader.line((self.programme, self.cohort))
        return Frame(self.programme, trailing, foot, self.logo)

    def titled(self, reader: Reader, *parts: str) -> str:
        """The file's title from what the document is and whose."""
        return reader.line((*parts, self.programme))


def setting(language: str, look: Look, *, landscape: bool = False) -> Setting:
    """A page of a paper and the styles for a language."""
    reader = Reader(language)
    page = page_of(look.paper, landscape=landscape, language=language, rtl=reader.rtl)
    chosen = theme(language, large=look.large)
    if landscape:
        chosen = replace(
            chosen,
            width=page.width
            - 2 * chosen.side(page_of(look.paper, landscape=False, language=language, rtl=False)),
        )
    return Setting(page, chosen, reader)


def rendered(add: Add, text: Values, look: Look) -> bytes:
    """One document as PDF bytes."""
    out = BytesIO()
    write_all(out, add, [text], look)
    return out.getvalue()


def write_all(
    out: BinaryIO,
    add: Add,
    texts: Iterable[Values],
    look: Look,
    *,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> dict[str, int]:
    """Write documents into one file, in order; answers the characters that stand as boxes, with how often.

    `progress` hears the number of finished ones; when `cancelled` answers true the file ends after the one
    before. ValueError when there is none at all.
    """
    sheet: Sheet | None = None
    for number, text in enumerate(texts, 1):
        if cancelled is not None and cancelled():
            break
        sheet = sheet or _sheet(out, text, look)
        with sheet.tagged("Sect"):
            add(sheet, text, look)
        if progress is not None:
            progress(number)
    if sheet is None:
        raise ValueError("no documents")  # noqa: TRY003 - a caller's mistake, never shown
    sheet.save()
    return sheet.unwritten


def _sheet(out: BinaryIO, text: Values, look: Look) -> Sheet:
    reader = Reader(text.language)
    page = page_of(look.paper, landscape=False, language=text.language, rtl=reader.rtl)
    return Sheet(out, page.points, language=text.language, title=text.file_title(reader))


def draw_pieces(sheet: Sheet, where: Setting, frame: Frame, pieces: Sequence[Piece]) -> int:
    """Lay the pieces on pages with header and footer, draw them; answers how many pages it took."""
    pages = fitted(pieces, where)
    draw_pages(sheet, where, frame, pages)
    return len(pages)


def fitted(pieces: Sequence[Piece], where: Setting) -> list[Placed]:
    """The pieces on pages, a little closer to each other where that saves the last of a few pages."""
    pages = laid(pieces, where.first, where.limit)
    if not 1 < len(pages) <= FEW:
        return pages
    for share in CLOSER:
        closer = [spaced(piece, piece.before * share) for piece in pieces]
        fewer = laid(closer, where.first, where.limit)
        if len(fewer) < len(pages):
            return fewer
    return pages


def draw_pages(
    sheet: Sheet,
    where: Setting,
    frame: Frame,
    pages: Sequence[Placed],
    *,
    before: int = 0,
    total: int | None = None,
) -> None:
    """Draw pages that are laid already; `before` pages precede them, `total` is the document's."""
    for number, placed in enumerate(pages, before + 1):
        sheet.setPageSize(where.page.points)
        furniture(sheet, where, frame, (number, total or len(pages)))
        draw_placed(sheet, where.page, placed)
        sheet.showPage()


def furniture(sheet: Sheet, where: Setting, frame: Frame, number: tuple[int, int]) -> None:
    """The mark, the header and the footer of one page."""
    with sheet.artifact():
        _header(sheet, where, frame)
        _footer(sheet, where, frame, number)


def _header(sheet: Sheet, where: Setting, frame: Frame) -> None:
    page, look = where.page, where.look
    side, wide = where.column
    down = 28.0 if look.large else 26.0
    used = draw_mark(sheet, page, side, frame.logo)
    title = replace(look.running, size=look.running.size + 2, style="SemiBold", colour=INK)
    begin = used + 4
    if frame.start and not look.large:
        begin, title = frame.start, look.running
    trailing = frame.trailing if not look.large else ""
    room = (wide * 0.58 if trailing else wide) - begin
    page.write(sheet, frame.title, title, (side + begin, 20.6, room))
    if trailing:
        page.write(sheet, trailing, look.running, (side + wide * 0.6, 20.6, wide * 0.4), align="end")
    page.rule(sheet, side, down, wide, colour=look.line, weight=look.hairline)


def draw_mark(
    sheet: Sheet, page: Page, side: float, logo: bytes | None, height: float = 7.0, *, foot: float = 22.2
) -> float:
    """The mark, or an organisation's own, at the leading edge, its foot so far down; answers its width."""
    if logo is None:
        wide = mark_width(height)
        mark(sheet, (page.left(side, wide), page.up(foot)), height * MM, ring=NAVY, lens=OCHRE)
        return wide
    down = foot + (LOGO_HEIGHT - height) / 2
    box = (page.left(side, LOGO_WIDTH), page.up(down), LOGO_WIDTH * MM, LOGO_HEIGHT * MM)
    draw_fitted(sheet, logo, box, "e" if page.rtl else "w")
    return LOGO_WIDTH


def _footer(sheet: Sheet, where: Setting, frame: Frame, number: tuple[int, int]) -> None:
    page, look = where.page, where.look
    side, wide = where.column
    page.rule(sheet, side, page.height - 20, wide, colour=look.line, weight=look.hairline)
    base = page.height - (13.4 if look.large else 14.4)
    page.write(sheet, frame.foot, look.running, (side, base, wide * 0.72))
    said = where.reader.gettext("{page} / {pages}").format(page=number[0], pages=number[1])
    page.write(sheet, said, look.number, (side + wide * 0.75, base, wide * 0.25), align="end")
