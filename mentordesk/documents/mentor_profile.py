"""A mentor on one page: what they agreed to show, so that somebody can say whether they would suit."""

from dataclasses import dataclass, replace

from mentordesk.documents.layout import GREY, MM, NAVY, OCHRE, TRACK, WHITE, Page, Paper
from mentordesk.documents.leaves import Common, Look, Setting, draw_pieces, rendered, setting
from mentordesk.documents.parts import head
from mentordesk.documents.pictures import opened
from mentordesk.documents.pieces import (
    Column,
    Piece,
    beside,
    block_piece,
    drawn,
    name_words,
    spaced,
    stack,
    text,
)
from mentordesk.documents.sheet import Sheet
from mentordesk.documents.text import TextStyle
from mentordesk.i18n import N_, Reader

PHOTO, GUTTER = 40.0, 8.0
SMALL_PHOTO = 24.0
DOTS = 5
NAME_SIZE, ENTRY_SIZE = 22.0, 14.0
LETTERS = TextStyle(size=24, leading=28, family="Serif", style="Light", colour=NAVY)


@dataclass(frozen=True)
class Shown:
    """What a mentor shows, as words; `skills` pairs a name with its level 1 to 5, `free` says when."""

    name: str
    initials: str
    line: str = ""
    reading: str = ""
    forms: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    skills: tuple[tuple[str, int], ...] = ()
    interests: tuple[str, ...] = ()
    about: str = ""
    photo: bytes | None = None


@dataclass(frozen=True, kw_only=True)
class MentorProfileText(Common):
    """The values of one mentor's page."""

    who: Shown
    role_word: str = ""

    def file_title(self, reader: Reader) -> str:
        return self.titled(reader, self.who.name)


def render(values: MentorProfileText, *, paper: Paper = Paper.A4, large: bool = False) -> bytes:
    """The page as a PDF file."""
    return rendered(add, values, Look(paper=paper, large=large))


def add(sheet: Sheet, values: MentorProfileText, look: Look) -> None:
    """Draw the page."""
    where = setting(values.language, look)
    frame = values.frame(where.reader, values.role_word)
    draw_pieces(sheet, where, frame, profile_pieces(values.who, where))


def profile_pieces(who: Shown, where: Setting) -> list[Piece]:
    """A mentor over a whole page."""
    look, page = where.look, where.page
    photo, rest = _columns(where, PHOTO)
    name = replace(look.name, size=NAME_SIZE, leading=NAME_SIZE * 1.25)
    words = [block_piece(name_words(page, who.name, name, reading=who.reading, forms=who.forms), rest)]
    if who.reading:
        words.append(text(page, who.reading, replace(look.subtitle, style="Italic", colour=GREY), rest))
    words.append(spaced(text(page, who.line, look.subtitle, rest), 2))
    if who.about:
        words.append(spaced(text(page, who.about, look.lead, rest), 12))
    opening = _at_top(portrait(who, photo, PHOTO), stack(words))
    return [opening, *_sections(who, where, rest if not look.large else where.column)]


def _sections(who: Shown, where: Setting, column: Column) -> list[Piece]:
    say = where.reader.gettext
    look, page = where.look, where.page
    pieces: list[Piece] = []
    if who.skills:
        pieces.append(head(page, say(N_("Can help with")), look, column))
        pieces += [skill(name, level, where, column) for name, level in who.skills]
    if who.interests:
        pieces.append(head(page, say(N_("Interests")), look, column))
        pieces.append(text(page, where.reader.listing(who.interests), look.body, column))
    if who.facts:
        pieces.append(head(page, say(N_("Good to know")), look, column))
        pieces += [_fact(label, value, where, column) for label, value in who.facts]
    return pieces


def entry(who: Shown, where: Setting) -> Piece:
    """A mentor as one of several on a page; never cut."""
    look, page = where.look, where.page
    photo, rest = _columns(where, SMALL_PHOTO)
    name = replace(look.name, size=ENTRY_SIZE, leading=ENTRY_SIZE * 1.3) if not look.large else look.name
    pieces = [block_piece(name_words(page, who.name, name, reading=who.reading, forms=who.forms), rest)]
    pieces.append(text(page, who.line, replace(look.small, size=max(9, look.small.size)), rest))
    if who.about:
        pieces.append(spaced(text(page, who.about, look.body, rest), 4))
    if who.skills:
        skills = where.reader.listing([name for name, _level in who.skills])
        pieces.append(spaced(_fact(where.reader.gettext("Can help with"), skills, where, rest), 4))
    pieces += [_fact(label, value, where, rest) for label, value in who.facts]
    return replace(_at_top(portrait(who, photo, SMALL_PHOTO), stack(pieces)), before=22)


def _columns(where: Setting, photo: float) -> tuple[Column, Column]:
    if where.look.large:
        photo = min(photo, 30.0)
    column = where.column
    return Column(column.start, photo), column.inset(photo + GUTTER)


def _at_top(one: Piece, other: Piece) -> Piece:
    """Two pieces from one top, whatever their first lines."""
    return beside(replace(one, baseline=None), replace(other, baseline=None))


def _fact(label: str, value: str, where: Setting, column: Column) -> Piece:
    look, page = where.look, where.page
    wide = column.width * 0.38 if look.large else min(40.0, column.width / 3)
    return beside(
        text(page, label, look.small, Column(column.start, wide)),
        text(page, value, look.cell, column.inset(wide + 3)),
        before=2,
    )


def skill(name: str, level: int, where: Setting, column: Column) -> Piece:
    """A skill with its level as dots, filled to the level, and the same as words for the ear."""
    look = where.look
    scale = 1.6 if look.large else 1.0
    dots = Column(column.start + column.width - DOTS * 4 * scale, DOTS * 4 * scale)
    label = text(where.page, name, look.body, column.inset(0, dots.width + 4))
    radius = 1.15 * scale

    def draw(sheet: Sheet, page: Page, top: float) -> None:
        label.draw(sheet, page, top)
        up = page.height * MM - top - (label.baseline or 0) + look.body.size * 0.3
        for at in range(DOTS):
            sheet.setFillColor(NAVY if at < level else WHITE)
            sheet.setStrokeColor(NAVY)
            sheet.setLineWidth(0.7)
            x = page.left(dots.start + (at * 4 + 2) * scale)
            sheet.circle(x, up, radius * MM, stroke=1, fill=1)

    return drawn(label.height, draw, before=3)


def portrait(who: Shown, column: Column, size: float) -> Piece:
    """The photo cut to a square, or the initials on a tinted one."""
    side = min(size, column.width)
    letters = replace(LETTERS, size=side * 0.9, leading=side)

    def draw(sheet: Sheet, page: Page, top: float) -> None:
        down = top / MM
        page.area(sheet, (column.start, down, side, side), TRACK)
        if who.photo is None:
            base = down + side / 2 + side * 0.9 * 0.35 / MM
            page.write(sheet, who.initials, letters, (column.start, base, side), align="centre")
        else:
            _photo(sheet, who.photo, (page.left(column.start, side), page.up(down + side), side * MM))
        page.rule(sheet, column.start, down + side, side, colour=OCHRE, weight=1.2)

    return drawn(side * MM, draw)


def _photo(sheet: Sheet, data: bytes, box: tuple[float, float, float]) -> None:
    """As large as it fills the square, the rest clipped; a face is sooner in the upper half."""
    left, foot, side = box
    picture = opened(data)
    width, height = picture.getSize()
    scale = side / min(width, height)
    sheet.saveState()
    path = sheet.beginPath()
    path.rect(left, foot, side, side)
    sheet.clipPath(path, stroke=0, fill=0)
    x = left - (width * scale - side) / 2
    y = foot - (height * scale - side) * 0.65
    sheet.drawImage(picture, x, y, width * scale, height * scale, mask="auto")
    sheet.restoreState()
