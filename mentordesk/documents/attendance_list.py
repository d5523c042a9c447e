"""A list of people for a meeting, each with a line to sign on."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from mentordesk.documents.layout import MM, NAVY, Page, Paper
from mentordesk.documents.leaves import Common, Look, Setting, draw_pieces, rendered, setting
from mentordesk.documents.parts import facts
from mentordesk.documents.pieces import Column, Piece, beside, block_piece, drawn, name_words, spaced, text
from mentordesk.documents.sheet import Sheet
from mentordesk.i18n import N_, Reader

TITLE = N_("Attendance list")
ROW, ROW_LARGE = 10.5, 17.0
EMPTY_ROWS = 3
SHARES = (0.5, 4.2, 2.2, 3.6)


@dataclass(frozen=True)
class Attendee:
    """Somebody who may come: the name, what they are as words, and whose forms of ideographs the name has."""

    name: str
    role: str = ""
    forms: str = ""


@dataclass(frozen=True, kw_only=True)
class AttendanceListText(Common):
    """The values of one list; what is empty is left to be written by hand."""

    people: tuple[Attendee, ...]
    occasion: str = ""
    day: str = ""
    place: str = ""

    def file_title(self, reader: Reader) -> str:
        return self.titled(reader, reader.gettext(TITLE), self.occasion)


def render(values: AttendanceListText, *, paper: Paper = Paper.A4, large: bool = False) -> bytes:
    """The list as a PDF file."""
    return rendered(add, values, Look(paper=paper, large=large))


def add(sheet: Sheet, values: AttendanceListText, look: Look) -> None:
    """Draw the list's pages."""
    where = setting(values.language, look)
    draw_pieces(sheet, where, values.frame(where.reader, values.cohort), _pieces(values, where))


def _pieces(values: AttendanceListText, where: Setting) -> list[Piece]:
    page, look, column = where.page, where.look, where.column
    say = where.reader.gettext
    known = (
        (say(N_("Occasion")), (values.occasion,)),
        (say(N_("Day")), (values.day,)),
        (say(N_("Place")), (values.place,)),
    )
    columns = column.shared(*SHARES, gutter=4)
    rows = [_row(number, one, where, columns) for number, one in enumerate(values.people, 1)]
    empty = [_row(len(rows) + at, Attendee(""), where, columns) for at in range(1, EMPTY_ROWS + 1)]
    heads = _heads(where, columns)
    return [
        text(page, say(TITLE), look.title, column),
        facts(page, look, column, known, before=14),
        heads,
        *(replace(one, again=heads) for one in (*rows, *empty)),
    ]


def _heads(where: Setting, columns: Sequence[Column]) -> Piece:
    titles = ("", N_("Name"), N_("Role"), N_("Signature"))
    cells = [
        text(where.page, where.reader.gettext(title), where.look.cell_head, place)
        for title, place in zip(titles, columns, strict=True)
    ]
    inner = beside(*cells)

    def draw(sheet: Sheet, page: Page, top: float) -> None:
        inner.draw(sheet, page, top)
        down = (top + inner.height + 5) / MM
        page.rule(sheet, where.column.start, down, where.column.width, colour=NAVY, weight=1.0)

    return drawn(inner.height + 5, draw, before=18, keep=True)


def _row(number: int, who: Attendee, where: Setting, columns: Sequence[Column]) -> Piece:
    look, page = where.look, where.page
    cells = beside(
        text(page, str(number), look.small, columns[0], align="end"),
        spaced(block_piece(name_words(page, who.name, look.strong, forms=who.forms), columns[1]), 0),
        text(page, who.role, look.cell, columns[2]),
    )
    height = max((ROW_LARGE if look.large else ROW) * MM, cells.height + 8)

    def draw(sheet: Sheet, at: Page, top: float) -> None:
        cells.draw(sheet, at, top + height - cells.height - 4)
        at.rule(
            sheet,
            where.column.start,
            (top + height) / MM,
            where.column.width,
            colour=look.line,
            weight=look.hairline,
        )

    return drawn(height, draw)
