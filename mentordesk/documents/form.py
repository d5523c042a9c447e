"""A form as a PDF that is filled in with any common reader, or printed and filled in by hand."""

from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO
from typing import BinaryIO

from mentordesk.documents.form_fields import Measure, Piece, field_pieces, hidden, pages_of, text_piece
from mentordesk.documents.form_words import Ask, AskKind, FormText
from mentordesk.documents.layout import GREY, HAIRLINE, INK, MM, NAVY, RULE, Page, Paper, page_of
from mentordesk.documents.sheet import Sheet
from mentordesk.documents.text import TextStyle
from mentordesk.i18n import Reader

__all__ = ["Ask", "AskKind", "FormText", "render", "write_form"]

TITLE = TextStyle(size=22, leading=27, family="Serif", style="Light", colour=NAVY, after=6, balanced=True)
NAME = TextStyle(size=12, leading=17, style="SemiBold", after=4)
INTRO = TextStyle(size=10, leading=14.5, after=6)
QUESTION = TextStyle(size=10.5, leading=14.5, style="SemiBold", before=13, after=3)
HELP = TextStyle(size=9, leading=12.5, colour=GREY, after=4)
LABEL = TextStyle(size=10, leading=14)
SMALL = TextStyle(size=8, leading=11, colour=GREY)
NUMBER = replace(SMALL, colour=INK)
LARGER = 1.35
FIRST, FOOT = 32.0, 24.0


def render(text: FormText, *, paper: Paper = Paper.A4, large: bool = False) -> bytes:
    """The form as a PDF file."""
    out = BytesIO()
    write_form(out, text, paper=paper, large=large)
    return out.getvalue()


def write_form(
    out: BinaryIO, text: FormText, *, paper: Paper = Paper.A4, large: bool = False
) -> dict[str, int]:
    """Write the form; answers the characters that stand as boxes, with how often."""
    reader = Reader(text.language)
    page = page_of(paper, landscape=False, language=text.language, rtl=reader.rtl)
    sheet = Sheet(out, page.points, language=text.language, title=text.title)
    groups = _groups(text, page, reader, LARGER if large else 1.0)
    pages = pages_of(groups, FIRST * MM, (page.height - FOOT) * MM)
    for number, pieces in enumerate(pages, 1):
        if number == 1:
            hidden(sheet, text.token)
        _furniture(
            sheet, page, text, reader.gettext("{page} / {pages}").format(page=number, pages=len(pages))
        )
        for top, piece in pieces:
            piece.draw(sheet, page, top)
        sheet.showPage()
    sheet.save()
    return sheet.unwritten


def _groups(text: FormText, page: Page, reader: Reader, factor: float) -> list[Sequence[Piece]]:
    """The head of the form, then each question with the place for its answer."""
    measure = Measure(20.0, page.width - 40.0, _scaled(LABEL, factor))
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
    parts = (ask.help, reader.gettext("Write the day like 2026-05-31.") if ask.kind == "date" else "")
    return " ".join(part for part in parts if part)


def _furniture(sheet: Sheet, page: Page, text: FormText, number: str) -> None:
    wide = page.width - 40
    page.write(sheet, text.programme, SMALL, (20, 18, wide / 2))
    page.write(sheet, text.cohort, SMALL, (20 + wide / 2, 18, wide / 2), align="end")
    page.rule(sheet, 20, 22, wide, colour=RULE, weight=HAIRLINE)
    page.write(sheet, number, NUMBER, (20, page.height - 12, wide), align="end")
