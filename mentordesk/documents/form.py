"""A form as a PDF that is filled in with any common reader, or printed and filled in by hand."""

from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO
from typing import BinaryIO

from mentordesk.documents.form_fields import Measure, Piece, field_pieces, hidden, pages_of, text_piece
from mentordesk.documents.form_words import Ask, AskKind, FormText
from mentordesk.documents.layout import GREY, NAVY, Paper
from mentordesk.documents.leaves import Frame, Look, Setting, furniture, setting
from mentordesk.documents.sheet import Sheet
from mentordesk.documents.text import TextStyle
from mentordesk.i18n import Reader

__all__ = ["Ask", "AskKind", "FormText", "render", "write_form"]

TITLE = TextStyle(
    size=22, leading=27, family="Serif", style="Light", colour=NAVY, after=6, balanced=True, role="H1"
)
NAME = TextStyle(size=12, leading=17, style="SemiBold", after=4)
INTRO = TextStyle(size=10, leading=14.5, after=6)
QUESTION = TextStyle(size=10.5, leading=14.5, style="SemiBold", before=13, after=3, role="H2")
HELP = TextStyle(size=9, leading=12.5, colour=GREY, after=4)
LABEL = TextStyle(size=10, leading=14)
LARGER = 1.35
DAY = "2026-05-31"
ROOMS = (1.0, 0.85, 0.7)
"""Shares of the usual height of a long answer, the most wanted first."""


def render(text: FormText, *, paper: Paper = Paper.A4, large: bool = False) -> bytes:
    """The form as a PDF file."""
    out = BytesIO()
    write_form(out, text, paper=paper, large=large)
    return out.getvalue()


def write_form(
    out: BinaryIO, text: FormText, *, paper: Paper = Paper.A4, large: bool = False
) -> dict[str, int]:
    """Write the form; answers the characters that stand as boxes, with how often."""
    where = setting(text.language, Look(paper=paper, large=large))
    sheet = Sheet(out, where.page.points, language=text.language, title=text.title)
    pages = _pages(text, where)
    foot = where.reader.line((text.programme, text.cohort))
    for number, pieces in enumerate(pages, 1):
        if number == 1:
            hidden(sheet, text.token)
        furniture(sheet, where, Frame(text.programme, text.cohort, foot), (number, len(pages)))
        for top, piece in pieces:
            piece.draw(sheet, where.page, top)
        sheet.showPage()
    sheet.save()
    return sheet.unwritten


def _pages(text: FormText, where: Setting) -> list[list[tuple[float, Piece]]]:
    """What stands on each page, with so much room for long answers that the fewest pages are needed."""
    tries = [pages_of(_groups(text, where, tall), where.first, where.limit) for tall in ROOMS]
    return min(tries, key=len)


def _groups(text: FormText, where: Setting, tall: float) -> list[Sequence[Piece]]:
    """The head of the form, then each question with the place for its answer."""
    page, reader = where.page, where.reader
    factor = LARGER if where.look.large else 1.0
    measure = Measure(*where.column, _scaled(LABEL, factor), tall)
    head = [(text.title, TITLE), (text.for_name, NAME), *((part, INTRO) for part in text.intro.split("\n"))]
    groups: list[Sequence[Piece]] = [
        [text_piece(page.block(words, _scaled(style, factor)), measure) for words, style in head if words]
    ]
    for number, ask in enumerate(text.questions, 1):
        lines = [(_numbered(reader, number, ask), QUESTION), (_help(reader, ask), HELP)]
        words = [
            text_piece(page.block(line, _scaled(style, factor)), measure) for line, style in lines if line
        ]
        groups.append([*words, *field_pieces(ask, page, measure)])
    return groups


def _scaled(style: TextStyle, factor: float) -> TextStyle:
    return replace(style, size=style.size * factor, leading=style.leading * factor)


def _numbered(reader: Reader, number: int, ask: Ask) -> str:
    words = reader.gettext("{number}. {question}").format(number=number, question=ask.text)
    return f"{words} *" if ask.required else words


def _help(reader: Reader, ask: Ask) -> str:
    if ask.kind != "date":
        return ask.help
    day = reader.gettext("Write the day like 2026-05-31.").replace(DAY, reader.code(DAY))
    return " ".join(part for part in (ask.help, day) if part)
