"""All that is kept about one person, on paper for them: chapter by chapter, every value with its name."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from mentordesk.documents.layout import MM, Page, Paper
from mentordesk.documents.leaves import Common, Look, Setting, draw_pieces, rendered, setting
from mentordesk.documents.parts import head, labelled
from mentordesk.documents.pictures import draw_fitted
from mentordesk.documents.pieces import (
    Column,
    Piece,
    block_piece,
    drawn,
    name_words,
    outlined,
    spaced,
    text,
)
from mentordesk.documents.sheet import Sheet
from mentordesk.i18n import N_, Reader

TITLE = N_("Your data")
INDENT = 6.0
PHOTO = 32.0
LONG = 300
"""Text with more characters stands below its label, so that it may go over to the next page."""


@dataclass(frozen=True)
class Record:
    """One record: what it is called, its fields as words, and how far below another it belongs."""

    title: str
    fields: tuple[tuple[str, str], ...]
    depth: int = 0


@dataclass(frozen=True)
class Chapter:
    """The records of one kind."""

    title: str
    records: tuple[Record, ...]


@dataclass(frozen=True, kw_only=True)
class PersonDataText(Common):
    """The values of one document; `photo` is a PNG or JPEG."""

    name: str
    subtitle: str
    lead: str
    chapters: tuple[Chapter, ...]
    photo: bytes | None = None

    def file_title(self, reader: Reader) -> str:
        return self.titled(reader, reader.gettext(TITLE), self.name)


def render(values: PersonDataText, *, paper: Paper = Paper.A4, large: bool = False) -> bytes:
    """The document as a PDF file."""
    return rendered(add, values, Look(paper=paper, large=large))


def add(sheet: Sheet, values: PersonDataText, look: Look) -> None:
    """Draw its pages."""
    where = setting(values.language, look)
    draw_pieces(sheet, where, values.frame(where.reader, values.name), _pieces(values, where))


def _pieces(values: PersonDataText, where: Setting) -> list[Piece]:
    page, look, column = where.page, where.look, where.column
    return [
        text(page, where.reader.gettext(TITLE), look.title, column),
        outlined(spaced(block_piece(name_words(page, values.name, look.name), column), 6), values.name),
        spaced(text(page, values.subtitle, look.small, column), 2),
        spaced(text(page, values.lead, look.body, column), 10),
        *([_photo(values.photo, column, values.name)] if values.photo else []),
        *(piece for chapter in values.chapters for piece in _chapter(chapter, where)),
    ]


def _chapter(chapter: Chapter, where: Setting) -> list[Piece]:
    made = [outlined(head(where.page, chapter.title, where.look, where.column), chapter.title, 1)]
    for record in chapter.records:
        made += _record(record, where, alone=record.title == chapter.title)
    return made


def _record(record: Record, where: Setting, *, alone: bool) -> list[Piece]:
    """The record's name, its short fields as a table, its long texts below them."""
    page, look = where.page, where.look
    column = where.column.inset(INDENT * min(record.depth, 3))
    short = [(label, value) for label, value in record.fields if len(value) <= LONG]
    title = replace(text(page, record.title, look.strong, column), before=10, keep=bool(record.fields))
    return [
        *([] if alone else [title]),
        *labelled(page, look, column, short),
        *(piece for field in record.fields if len(field[1]) > LONG for piece in _long(field, where, column)),
    ]


def _long(field: Sequence[str], where: Setting, column: Column) -> list[Piece]:
    label, value = field
    page, look = where.page, where.look
    return [
        replace(text(page, label, look.small, column), before=8, keep=True),
        text(page, value, look.body, column),
    ]


def _photo(image: bytes, column: Column, name: str) -> Piece:
    """The picture at the leading edge, its name said to who cannot see it."""

    def draw(sheet: Sheet, page: Page, top: float) -> None:
        box = (page.left(column.start, PHOTO), page.up(top / MM + PHOTO), PHOTO * MM, PHOTO * MM)
        with sheet.tagged("Figure", alt=name):
            draw_fitted(sheet, image, box, "e" if page.rtl else "w")

    return drawn(PHOTO * MM, draw, before=10, after=4)
