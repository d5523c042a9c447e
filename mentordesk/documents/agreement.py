"""The agreement of a mentor and a mentee: in one language, or two side by side, with lines to sign on.

A language that runs the other way has its column mirrored; sections and rules begin on one baseline across.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from mentordesk.documents.layout import HAIRLINE, INK, MM, RULE, Page, Paper
from mentordesk.documents.leaves import Common, Look, Setting, draw_pieces, rendered, setting
from mentordesk.documents.parts import head, numbered, to_sign
from mentordesk.documents.pieces import (
    Column,
    Piece,
    beside,
    block_piece,
    drawn,
    name_words,
    rule,
    space,
    spaced,
    stack,
    text,
)
from mentordesk.documents.sheet import Sheet
from mentordesk.documents.text import Align
from mentordesk.i18n import N_, Reader

TITLE = N_("Mentoring agreement")
GUTTER = 8.0
BAND_SIDE, BAND_ABOVE, BAND_BELOW = 4.0, 9.0, 9.0
BETWEEN, AFTER_HEAD = 10.0, 4.0
SMALLER = (24.0, 21.0, 18.0)
SIGN_ABOVE, SIGN_ABOVE_LARGE = 17.0, 18.0


@dataclass(frozen=True)
class Clause:
    """A section of the agreement: paragraphs, or numbered rules."""

    title: str
    lines: tuple[str, ...]
    is_rules: bool = False


@dataclass(frozen=True)
class Version:
    """The agreement in one language; clauses of two versions stand beside each other in their order."""

    language: str
    mentor_word: str
    mentee_word: str
    clauses: tuple[Clause, ...]


@dataclass(frozen=True, kw_only=True)
class AgreementText(Common):
    """The values of one agreement; the first version is in the language of the page."""

    mentor: str
    mentee: str
    versions: tuple[Version, ...]
    organisation: str = ""
    coordinator: str = ""
    number: str = ""

    def file_title(self, reader: Reader) -> str:
        return self.titled(reader, reader.gettext(TITLE), f"{self.mentor} – {self.mentee}")


def render(values: AgreementText, *, paper: Paper = Paper.A4, large: bool = False) -> bytes:
    """The agreement as a PDF file."""
    return rendered(add, values, Look(paper=paper, large=large))


def add(sheet: Sheet, values: AgreementText, look: Look) -> None:
    """Draw the agreement's pages."""
    where = setting(values.language, look)
    number = where.reader.gettext("Agreement {number}").format(number=where.reader.code(values.number))
    frame = values.frame(where.reader, values.organisation)
    frame = replace(frame, foot=where.reader.line((frame.foot, number if values.number else "")))
    draw_pieces(sheet, where, frame, _pieces(values, where))


def _pieces(values: AgreementText, where: Setting) -> list[Piece]:
    sides = _sides(values.versions, where)
    pieces = [_titles(sides), _people(values, where)]
    pieces += _one_after_another(sides) if where.look.large else _side_by_side(sides, where)
    pieces[-1] = replace(pieces[-1], keep=True)  # nobody signs a page without words
    return [*pieces, *_signing(values, where, sides)]


@dataclass(frozen=True)
class _Side:
    """One version, the page as its readers turn it, and its column there."""

    version: Version
    where: Setting
    column: Column
    mirrored: bool

    def own(self, piece: Piece) -> Piece:
        """The piece drawn on the page as this side's readers turn it."""
        page = self.where.page
        return replace(piece, draw=lambda sheet, _page, top: piece.draw(sheet, page, top), split=None)

    def say(self, message: str) -> str:
        return self.where.reader.gettext(message)


def _sides(versions: Sequence[Version], where: Setting) -> list[_Side]:
    alone = len(versions) == 1 or where.look.large
    columns = [where.column] * len(versions) if alone else where.column.shared(1, 1, gutter=GUTTER)
    return [_side(version, where, column) for version, column in zip(versions, columns, strict=False)]


def _side(version: Version, where: Setting, column: Column) -> _Side:
    own = setting(version.language, Look(paper=_paper_of(where.page), large=where.look.large))
    mirrored = own.page.rtl != where.page.rtl
    if mirrored:
        column = Column(where.page.width - column.start - column.width, column.width)
    return _Side(version, own, column, mirrored)


def _paper_of(page: Page) -> Paper:
    return Paper.A4 if page.width < page.height / 1.35 else Paper.LETTER


def _titles(sides: Sequence[_Side]) -> Piece:
    titles = [side.own(_title(side)) for side in sides]
    return titles[0] if sides[0].where.look.large else beside(*titles)


def _title(side: _Side) -> Piece:
    """The title in the largest size that stands on one line."""
    look, page, words = side.where.look, side.where.page, side.say(TITLE)
    for size in (look.title.size, *SMALLER):
        style = replace(look.title, size=size)
        piece = text(page, words, style, side.column)
        if piece.height < 2 * style.leading:
            break
    return piece


def _people(values: AgreementText, where: Setting) -> Piece:
    """The band that says who agrees."""
    look, page = where.look, where.page
    pairs = (
        (_both([one.mentor_word for one in values.versions]), values.mentor),
        (_both([one.mentee_word for one in values.versions]), values.mentee),
    )
    inner = where.column.inset(BAND_SIDE, BAND_SIDE)
    places = [inner, inner] if look.large else inner.shared(1, 1, gutter=GUTTER)
    align: Align = "end" if len(values.versions) > 1 and not look.large and _opposed(values) else "start"
    cells = [
        stack(
            [
                text(page, label, look.small, place, align=side),
                spaced(block_piece(name_words(page, name, look.name, align=side), place), 3),
            ]
        )
        for (label, name), place, side in zip(pairs, places, ("start", align), strict=True)
    ]
    held = stack([cells[0], spaced(cells[1], 8)]) if look.large else beside(*cells)
    height = BAND_ABOVE + held.height + BAND_BELOW

    def draw(sheet: Sheet, at: Page, top: float) -> None:
        at.area(sheet, (where.column.start, top / MM, where.column.width, height / MM), look.box)
        if look.large:
            sheet.setStrokeColor(INK)
            sheet.setLineWidth(1)
            left = at.left(*where.column)
            sheet.rect(left, at.height * MM - top - height, where.column.width * MM, height)
        held.draw(sheet, at, top + BAND_ABOVE)

    return drawn(height, draw, before=14, after=10)


def _opposed(values: AgreementText) -> bool:
    """Whether the two languages run towards each other."""
    one, other = (Reader(version.language).rtl for version in values.versions[:2])
    return one != other


def _both(labels: Sequence[str]) -> str:
    """One label in both languages, as one paragraph; a word that is the same stands once."""
    return " · ".join(dict.fromkeys(label for label in labels if label))


def _one_after_another(sides: Sequence[_Side]) -> list[Piece]:
    """Large print: each version over the whole width."""
    pieces: list[Piece] = []
    for at, side in enumerate(sides):
        if at:
            pieces.append(replace(side.own(_title(side)), before=30, keep=True))
        for clause in side.version.clauses:
            pieces += [side.own(piece) for piece in _clause(side, clause)]
    return pieces


def _side_by_side(sides: Sequence[_Side], where: Setting) -> list[Piece]:
    pieces: list[Piece] = []
    for clauses in zip(*(side.version.clauses for side in sides), strict=True):
        columns = [_clause(side, clause) for side, clause in zip(sides, clauses, strict=True)]
        rows = list(zip_longest(*columns))
        for at, row in enumerate(rows):
            pieces.append(_across(sides, row, where, first=at == 0, last=at == len(rows) - 1))
    return pieces


def _clause(side: _Side, clause: Clause) -> list[Piece]:
    page, look = side.where.page, side.where.look
    pieces = [head(page, clause.title, look, side.column)]
    for number, line in enumerate(clause.lines, 1):
        pieces.append(
            numbered(page, number, line, look, side.column)
            if clause.is_rules
            else text(page, line, look.body, side.column)
        )
    return pieces


def _across(
    sides: Sequence[_Side], row: Sequence[Piece | None], where: Setting, *, first: bool, last: bool
) -> Piece:
    """One row of both columns with a part of the hairline between them, as high as its longer side."""
    cells = [side.own(piece) for side, piece in zip(sides, row, strict=True) if piece is not None]
    above = BETWEEN if first else 0.0
    inner = beside(*cells)
    height = above + inner.height + (BETWEEN if last else AFTER_HEAD)
    middle = where.page.width / 2

    def draw(sheet: Sheet, page: Page, top: float) -> None:
        if len(cells) > 1:
            sheet.setStrokeColor(RULE)
            sheet.setLineWidth(HAIRLINE)
            up = page.height * MM - top
            sheet.line(middle * MM, up, middle * MM, up - height)
        inner.draw(sheet, page, top + above)

    return drawn(height, draw, keep=first)


def _signing(values: AgreementText, where: Setting, sides: Sequence[_Side]) -> list[Piece]:
    """What holds where versions differ, and the lines to sign on, which stay together with it."""
    look = where.look
    note = N_("Both language versions say the same. If they should differ, we ask the coordinator.")
    pieces = [space(6)]
    if len(sides) > 1:
        notes = [
            side.own(text(side.where.page, side.say(note), side.where.look.small, side.column))
            for side in sides
        ]
        above = rule(where.column, look.line, look.hairline, before=4, after=8)
        pieces = [stack([above, stack(notes) if look.large else beside(*notes)], before=4)]
    pieces[-1] = replace(pieces[-1], keep=True)
    return [*pieces, _lines(values, where, sides)]


def _lines(values: AgreementText, where: Setting, sides: Sequence[_Side]) -> Piece:
    look = where.look
    coordinator = _both([side.say(N_("Coordinator")) for side in sides])
    dated = _both([side.say(N_("Date")) for side in sides])
    who = [
        (values.mentor, _both([one.mentor_word for one in values.versions])),
        (values.mentee, _both([one.mentee_word for one in values.versions])),
        *([(values.coordinator, coordinator)] if values.coordinator else []),
    ]
    above = SIGN_ABOVE_LARGE if look.large else SIGN_ABOVE
    if look.large:
        places = [where.column] * len(who)
    else:
        places = where.column.shared(*[1] * max(3, len(who)), gutter=10)[: len(who)]
    blocks = [
        to_sign(where.page, look, place, name, role, dated=dated, above=above)
        for place, (name, role) in zip(places, who, strict=True)
    ]
    return stack(blocks) if look.large else beside(*blocks)
