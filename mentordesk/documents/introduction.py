"""The letter that introduces one of a pairing to the other, in the reader's language, with a first agenda."""

from dataclasses import dataclass, replace

from mentordesk.documents.layout import MM, NAVY, OCHRE, Page, Paper
from mentordesk.documents.leaves import Common, Look, Setting, draw_pieces, rendered, setting
from mentordesk.documents.parts import box, bullet, head, inside, labelled
from mentordesk.documents.pieces import (
    Column,
    Piece,
    block_piece,
    code_piece,
    drawn,
    name_words,
    space,
    spaced,
    stack,
    text,
)
from mentordesk.documents.sheet import Sheet
from mentordesk.i18n import N_, Reader

TITLE = N_("May we introduce")
TEXT_WIDTH, MARGIN_WIDTH = 122.0, 40.0
RULE_ABOVE = 5.0


@dataclass(frozen=True)
class Reach:
    """A way to reach somebody: its label, and the address or number."""

    label: str
    value: str


@dataclass(frozen=True, kw_only=True)
class IntroductionText(Common):
    """The values of one letter: to whom, about whom, why they suit, how they begin; all words.

    `facts` are pairs of a label and its value about the other, `reach` how the other may be reached.
    """

    to: str
    about: str
    role_line: str
    opening: str
    reasons: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    reach: tuple[Reach, ...] = ()
    agenda: tuple[str, ...] = ()
    next_step: str = ""
    signer: str = ""
    signer_role: str = ""
    day: str = ""

    def file_title(self, reader: Reader) -> str:
        return self.titled(reader, reader.gettext(TITLE), self.about)


def render(values: IntroductionText, *, paper: Paper = Paper.A4, large: bool = False) -> bytes:
    """The letter as a PDF file."""
    return rendered(add, values, Look(paper=paper, large=large))


def add(sheet: Sheet, values: IntroductionText, look: Look) -> None:
    """Draw the letter."""
    where = setting(values.language, look)
    frame = values.frame(where.reader, values.day)
    draw_pieces(sheet, where, frame, _pieces(values, where))


def _pieces(values: IntroductionText, where: Setting) -> list[Piece]:
    whole, large = where.column, where.look.large
    column = whole if large else whole.inset(whole.width - TEXT_WIDTH)
    body = _body(values, where, column)
    if large:
        return [*body, *_below(values, where)]
    margin = stack(_margin(values, where, Column(whole.start, MARGIN_WIDTH)))
    return [_in_margin(margin, where, whole), *body]


def _in_margin(margin: Piece, where: Setting, whole: Column) -> Piece:
    """The facts beside the letter; they take no height of it."""
    down = where.look.title.leading + 30

    def draw(sheet: Sheet, page: Page, top: float) -> None:
        page.rule(sheet, whole.start, (top + down) / MM, MARGIN_WIDTH, colour=OCHRE, weight=1.2)
        margin.draw(sheet, page, top + down + 8)

    return drawn(0, draw)


def _body(values: IntroductionText, where: Setting, column: Column) -> list[Piece]:
    page, look, reader = where.page, where.look, where.reader
    greeting = reader.gettext("For {name}").format(name=reader.isolated(values.to))
    pieces = [
        text(page, greeting, look.label, column),
        spaced(text(page, reader.gettext(TITLE), look.title, column), 4),
        spaced(
            block_piece(name_words(page, values.about, replace(look.name, size=17, leading=23)), column), 8
        ),
        text(page, values.role_line, look.subtitle, column),
        spaced(text(page, values.opening, look.lead, column), 14),
    ]
    for title, lines in (
        (N_("Why the two of you"), values.reasons),
        (N_("For your first meeting"), values.agenda),
    ):
        if lines:
            pieces.append(head(page, reader.gettext(title), look, column))
            pieces += [bullet(page, line, look, column) for line in lines]
    if values.next_step:
        pieces.append(_next(values.next_step, where, column))
    if values.signer:
        name = block_piece(name_words(page, values.signer, look.strong), column)
        pieces.append(stack([space(20), name, text(page, values.signer_role, look.small, column)]))
    return pieces


def _next(words: str, where: Setting, column: Column) -> Piece:
    page, look = where.page, where.look
    title = where.reader.gettext("The next step")
    inner = inside(column)
    lines = [text(page, title, look.strong, inner), text(page, words, look.body, inner)]
    return box(look, column, [lines[0], spaced(lines[1], 2)], before=18)


def _margin(values: IntroductionText, where: Setting, column: Column) -> list[Piece]:
    """What the reader may want to know of the other at once."""
    page, look = where.page, where.look
    strong = replace(look.cell_head, colour=NAVY)
    small = replace(look.cell, size=min(look.cell.size, 9), leading=look.small.leading)
    pieces = []
    for label, value in values.facts:
        pieces.append(spaced(text(page, label, look.small, column), 7))
        pieces.append(text(page, value, small, column))
    if values.reach:
        pieces.append(spaced(text(page, where.reader.gettext("How to reach"), strong, column), 12))
    pieces += [code_piece(page, one.value, small, column) for one in values.reach]
    return pieces


def _below(values: IntroductionText, where: Setting) -> list[Piece]:
    """In large print the same below the letter: the addresses, then a row for each fact."""
    page, look, column = where.page, where.look, where.column
    pieces: list[Piece] = []
    if values.reach:
        pieces.append(head(page, where.reader.gettext("How to reach"), look, column))
        pieces += [code_piece(page, one.value, look.cell, column) for one in values.reach]
    rows = labelled(page, look, column, values.facts)
    return [*pieces, *(spaced(row, 0 if at else 20) for at, row in enumerate(rows))]


__all__ = ["IntroductionText", "Reach", "add", "render"]
