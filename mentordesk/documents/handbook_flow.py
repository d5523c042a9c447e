"""A handbook's chapters as pieces: plain lines become heads, lists, boxes and tables."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from mentordesk.documents.handbook_words import Contact, Section
from mentordesk.documents.layout import GREY, MM, NAVY, OCHRE, Page
from mentordesk.documents.leaves import Setting
from mentordesk.documents.parts import Head, box, bullet, head, inside, labelled, numbered, table
from mentordesk.documents.pieces import (
    Column,
    Piece,
    block_piece,
    code_piece,
    drawn,
    name_words,
    spaced,
    stack,
    text,
)
from mentordesk.documents.sheet import Sheet
from mentordesk.documents.text import TextStyle
from mentordesk.i18n import N_

TEXT_WIDTH, MARGIN_WIDTH = 122.0, 40.0
HEAD, ITEM, BOX, ROW, NUMBER = "## ", "- ", "> ", "|", "1. "
MIN_SHARE, AFTER_TABLE = 3.5, 12.0
MARGIN_DOWN = 47.0
"""Points from a chapter's label to the rule over the contacts beside it."""


def text_column(where: Setting) -> Column:
    """Where a handbook's text stands: beside the margin, or over the whole width in large print."""
    whole = where.column
    return whole if where.look.large else whole.inset(whole.width - TEXT_WIDTH)


@dataclass(frozen=True)
class Chapters:
    """Sets chapters; the contacts stand beside each, in large print below where there is room."""

    where: Setting
    contacts: Sequence[Contact]

    @property
    def column(self) -> Column:
        return text_column(self.where)

    def say(self, message: str) -> str:
        return self.where.reader.gettext(message)

    def chapter(self, number: int, section: Section) -> list[Piece]:
        """One section behind its number and title."""
        label = self.say(N_("Chapter {number}")).format(number=number)
        lines = [line.strip() for line in section.lines if line.strip()]
        return [*self._opening(section.title, label), *self._body(lines)]

    def glance(self, title: str, facts: Sequence[tuple[str, str]]) -> list[Piece]:
        """A chapter of labelled values."""
        rows = labelled(self.where.page, self.where.look, self.column, facts)
        rows[0] = spaced(rows[0], 10)
        return [*self._opening(title, ""), *rows]

    def _opening(self, title: str, label: str) -> list[Piece]:
        page, look = self.where.page, self.where.look
        pieces = [text(page, label, look.label, self.column)] if label else []
        if self.contacts and not look.large:
            pieces.insert(0, self._margin())
        return [*pieces, text(page, title, look.title, self.column)]

    def _body(self, lines: Sequence[str]) -> Iterator[Piece]:
        first = True
        for kind, group in groupby(lines, key=_kind):
            members = list(group)
            if kind == BOX:
                yield self._box([line.removeprefix(">").strip() for line in members])
            elif kind == ROW:
                yield from self._table(members)
            elif kind == NUMBER:
                for at, line in enumerate(members, 1):
                    words = line.partition(". ")[2]
                    yield numbered(self.where.page, at, words, self.where.look, self.column)
            else:
                for line in members:
                    yield self._line(line, kind, lead=first and not kind)
                    first = False
            first = False

    def _line(self, line: str, kind: str, *, lead: bool) -> Piece:
        page, look = self.where.page, self.where.look
        if kind == HEAD:
            return head(page, line.removeprefix(HEAD), look, self.column)
        if kind == ITEM:
            return bullet(page, line.removeprefix(ITEM), look, self.column)
        return text(page, line, replace(look.lead, before=10) if lead else look.body, self.column)

    def _box(self, lines: Sequence[str]) -> Piece:
        """The first line in bold, the others below it."""
        page, look = self.where.page, self.where.look
        inner = inside(self.column)
        title = text(page, lines[0], look.strong, inner)
        return box(look, self.column, [title, *(text(page, line, look.body, inner) for line in lines[1:])])

    def _table(self, lines: Sequence[str]) -> list[Piece]:
        """The first row is the head; short rows are filled up."""
        rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
        rows = [row for row in rows if not all(set(cell) <= set("-: ") for cell in row)]
        if not rows:
            return []
        count = max(map(len, rows))
        full = [row + [""] * (count - len(row)) for row in rows]
        shares = [max(MIN_SHARE, max(map(len, cells)) ** 0.5) for cells in zip(*full, strict=True)]
        heads = [
            Head(title, share, strong=not at)
            for at, (title, share) in enumerate(zip(full[0], shares, strict=True))
        ]
        pieces = table(self.where.page, self.where.look, self.column, heads, full[1:])
        pieces[0] = spaced(pieces[0], 10)
        pieces[-1] = replace(pieces[-1], after=AFTER_TABLE)
        return pieces

    def _margin(self) -> Piece:
        """The contacts beside a chapter's opening; they take no height of the text."""
        start = self.where.column.start
        column = Column(start, MARGIN_WIDTH)
        inner = stack(self._contact_lines(column))

        def draw(sheet: Sheet, page: Page, top: float) -> None:
            page.rule(sheet, start, (top + MARGIN_DOWN) / MM, MARGIN_WIDTH, colour=OCHRE, weight=1.2)
            inner.draw(sheet, page, top + MARGIN_DOWN + 6)

        return drawn(0, draw)

    def contacts_below(self) -> list[Piece]:
        """The contacts as a box, in large print; else they stand in the margin."""
        look, column = self.where.look, self.column
        if not self.contacts or not look.large:
            return []
        return [box(look, column, self._contact_lines(inside(column)), before=24)]

    def _contact_lines(self, column: Column) -> list[Piece]:
        page, look = self.where.page, self.where.look
        strong = look.strong if look.large else TextStyle(size=9, leading=12, style="SemiBold")
        small = look.cell if look.large else TextStyle(size=8.2, leading=12)
        lines = [text(page, self.say(N_("Your contacts")), replace(strong, colour=NAVY), column)]
        for contact in self.contacts:
            lines.append(spaced(block_piece(name_words(page, contact.name, strong), column), 4))
            if contact.role:
                role = small if look.large else replace(small, colour=GREY)
                lines.append(text(page, contact.role, role, column))
            codes = (contact.email, contact.phone)
            lines += [code_piece(page, code, small, column) for code in codes if code]
        return lines


def _kind(line: str) -> str:
    if line[:1].isdigit() and line.lstrip("0123456789").startswith(". "):
        return NUMBER
    return next((sign for sign in (HEAD, ITEM, BOX, ROW) if line.startswith(sign)), "")
