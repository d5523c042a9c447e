"""The sheet for one session: what is known stands on it, the rest is written by hand."""

from dataclasses import dataclass, replace
from typing import NamedTuple

from mentordesk.documents.layout import DARK_OCHRE, GREY, HAIRLINE, INK, MM, Page, Paper
from mentordesk.documents.leaves import Common, Look, Setting, draw_pages, rendered, setting
from mentordesk.documents.parts import (
    bullet,
    cell_space,
    facts,
    head,
    progress,
    square,
    ticked,
    writing_lines,
)
from mentordesk.documents.pieces import (
    Column,
    Piece,
    Placed,
    beside,
    block_piece,
    drawn,
    laid,
    spaced,
    stack,
    text,
    words,
)
from mentordesk.documents.shaping import Span
from mentordesk.documents.sheet import Sheet
from mentordesk.i18n import N_, Reader

TITLE = N_("Session sheet")
PULSES = range(1, 6)
CIRCLE, CIRCLE_STEP, NAME_GAP = 2.2, 5.0, 2.0
MINUTES = 13.0


class Room(NamedTuple):
    """How many lines are left to write on: for notes, for further steps, in the two short places."""

    notes: int
    steps: int = 2
    short: int = 2


ROOMS = (Room(7), Room(6), Room(5), Room(4), Room(3), Room(3, 1), Room(3, 1, 1), Room(2, 1, 1), Room(1, 0, 1))


@dataclass(frozen=True)
class Topic:
    """A point of the agenda; `minutes` is words, or empty."""

    words: str
    minutes: str = ""


@dataclass(frozen=True)
class GoalLine:
    """A goal in view: `share` is 0 to 1, `due` the words of its day."""

    title: str
    share: float
    percent: str
    due: str = ""


@dataclass(frozen=True)
class Step:
    """Something to do that is still open: who, by when, since when, all words."""

    words: str
    who: str = ""
    due: str = ""


@dataclass(frozen=True, kw_only=True)
class SessionSheetText(Common):
    """The values of one sheet; empty ones are left to be written by hand.

    `when` are the clock times of both places, `known` the short names of the two.
    """

    mentor: str
    mentee: str
    mentor_word: str
    mentee_word: str
    known: tuple[str, str]
    number: int = 1
    day: str = ""
    when: tuple[str, ...] = ()
    length: str = ""
    where: tuple[str, ...] = ()
    plan_b: str = ""
    access: tuple[str, ...] = ()
    agenda: tuple[Topic, ...] = ()
    goals: tuple[GoalLine, ...] = ()
    steps: tuple[Step, ...] = ()

    def file_title(self, reader: Reader) -> str:
        return self.titled(reader, reader.gettext(TITLE), f"{self.mentor} – {self.mentee}")


def render(values: SessionSheetText, *, paper: Paper = Paper.A4, large: bool = False) -> bytes:
    """The sheet as a PDF file."""
    return rendered(add, values, Look(paper=paper, large=large))


def add(sheet: Sheet, values: SessionSheetText, look: Look) -> None:
    """Draw the sheet's pages: one, or more in large print."""
    where = setting(values.language, look)
    frame = replace(values.frame(where.reader), trailing=values.cohort)
    draw_pages(sheet, where, frame, _pages(values, where))


def _pages(values: SessionSheetText, where: Setting) -> list[Placed]:
    """The sheet with as many lines to write on as let it stay on one page."""
    tries = (laid(_Sheet(values, where, room).pieces(), where.first, where.limit) for room in ROOMS)
    pages = next((pages for pages in tries if len(pages) == 1), None)
    return pages or laid(_Sheet(values, where, ROOMS[0]).pieces(), where.first, where.limit)


@dataclass(frozen=True)
class _Sheet:
    values: SessionSheetText
    where: Setting
    room: Room

    def say(self, message: str) -> str:
        return self.where.reader.gettext(message)

    @property
    def page(self) -> Page:
        return self.where.page

    def pieces(self) -> list[Piece]:
        look, column = self.where.look, self.where.column
        left, right = [column, column] if look.large else column.shared(1, 1)
        agenda, goals = self._agenda(left), self._goals(right)
        way = [self._head(N_("What stood in the way"), left), writing_lines(look, left, self.room.short)]
        keep = [self._head(N_("One thing to keep, one to change"), right)]
        keep.append(writing_lines(look, right, self.room.short))
        return [
            self._title(column),
            self._people(column),
            self._facts(column),
            *self._access(column),
            *self._pair(agenda, goals),
            head(
                self.page,
                self.say(N_("Notes")),
                look,
                column,
                trailing=self.say(N_("for the two of you; they are not collected")),
            ),
            writing_lines(look, column, self.room.notes),
            *self._steps(column),
            *self._pair(way, keep),
            *self._pair(self._pulse(left), self._went(right)),
        ]

    def _pair(self, one: list[Piece], other: list[Piece]) -> list[Piece]:
        """Two blocks beside each other; in large print below each other."""
        if self.where.look.large:
            return [*one, *other]
        left, right = stack(one), stack(other)
        return [beside(left, right, before=self.where.look.head.before)] if one or other else []

    def _head(self, message: str, column: Column) -> Piece:
        return head(self.page, self.say(message), self.where.look, column)

    def _title(self, column: Column) -> Piece:
        look = self.where.look
        number = self.say(N_("No. {number}")).format(number=self.values.number)
        quiet = replace(look.title, colour=DARK_OCHRE)
        return beside(
            text(self.page, self.say(TITLE), look.title, column.shared(2, 1)[0]),
            text(self.page, number, quiet, column.shared(2, 1)[1], align="end"),
        )

    def _people(self, column: Column) -> Piece:
        look, values = self.where.look, self.values
        spans: list[Span] = []
        for name, role in ((values.mentee, values.mentee_word), (values.mentor, values.mentor_word)):
            if spans:
                spans.append(Span("  ·  "))
            spans += [
                Span(self.where.reader.isolated(name), style="SemiBold"),
                Span(" " + self.where.reader.isolated(role), colour=GREY),
            ]
        style = replace(look.name, style="Regular", colour=INK)
        return spaced(block_piece(words(self.page, spans, style), column), 8)

    def _facts(self, column: Column) -> Piece:
        values = self.values
        places = [*values.where, *([values.plan_b] if values.plan_b else [])]
        return facts(
            self.page,
            self.where.look,
            column,
            (
                (self.say(N_("Day")), (values.day,)),
                (self.say(N_("Time")), values.when or ("",)),
                (self.say(N_("Length")), (values.length,)),
                (self.say(N_("Where")), tuple(places) or ("",)),
            ),
        )

    def _access(self, column: Column) -> list[Piece]:
        if not self.values.access:
            return []
        title = self._head(N_("So that both can take part"), column)
        return [title, *(bullet(self.page, one, self.where.look, column) for one in self.values.access)]

    def _agenda(self, column: Column) -> list[Piece]:
        look = self.where.look
        pieces = [self._head(N_("Agenda"), column)]
        timed = any(topic.minutes for topic in self.values.agenda)
        wide = MINUTES * (2 if look.large else 1) if timed else -2.0
        for topic in self.values.agenda:
            time = text(self.page, topic.minutes, look.small, Column(column.start, max(wide, 1)))
            said = text(self.page, topic.words, look.body, column.inset(wide + 2))
            pieces.append(beside(time, said, before=look.item.before if len(pieces) > 1 else 0))
        if not self.values.agenda:
            pieces.append(writing_lines(look, column, self.room.short + 1))
        return pieces

    def _goals(self, column: Column) -> list[Piece]:
        look = self.where.look
        pieces = [self._head(N_("Goals in view"), column)]
        for goal in self.values.goals:
            title = text(self.page, goal.title, look.body, column)
            bar = progress(self.page, look, column, goal.share, (goal.percent, goal.due))
            pieces.append(stack([title, bar], before=8 if len(pieces) > 1 else 0))
        if not self.values.goals:
            pieces.append(writing_lines(look, column, self.room.short + 1))
        return pieces

    def _steps(self, column: Column) -> list[Piece]:
        look = self.where.look
        columns = (
            column.shared(2.2, 1.2, 1.2, gutter=4) if look.large else column.shared(3, 1.3, 0.7, gutter=4)
        )
        titles = (N_("What"), N_("Who"), N_("By"))
        heads = [
            text(self.page, self.say(title), look.cell_head, place)
            for title, place in zip(titles, columns, strict=True)
        ]
        rows: list[Step] = [*self.values.steps, *[Step("")] * self.room.steps]
        top = _ruled([*heads], column, self.where, strong=True)
        return [
            self._head(N_("Next steps"), column),
            top,
            *(replace(self._step(row, columns, column), again=top) for row in rows),
        ]

    def _step(self, step: Step, columns: list[Column], column: Column) -> Piece:
        look = self.where.look
        size = 3.0 * (1.5 if look.large else 1)
        cells = [
            text(self.page, step.words, look.cell, columns[0].inset(size + 2)),
            text(self.page, step.who, look.cell, columns[1]),
            text(self.page, step.due, look.cell, columns[2]),
        ]
        row = _ruled(cells, column, self.where)

        def draw(sheet: Sheet, page: Page, top: float) -> None:
            baseline = top + cell_space(page, look) + (row.baseline or 0)
            square(sheet, page, column.start, baseline, size)
            row.draw(sheet, page, top)

        return replace(row, draw=draw)

    def _pulse(self, column: Column) -> list[Piece]:
        look = self.where.look
        note = self.say(N_("1 hard going – 5 full of energy"))
        pieces = [head(self.page, self.say(N_("Pulse")), look, column, trailing=note)]
        places = [column, column] if look.large else column.shared(1, 1, gutter=4)
        rows = [self._circles(name, place) for name, place in zip(self.values.known, places, strict=True)]
        if look.large or max(row.height for row in rows) > look.cell.leading * 1.5:
            rows = [self._circles(name, column) for name in self.values.known]
            return [*pieces, stack([rows[0], spaced(rows[1], 6)])]
        return [*pieces, beside(*rows)]

    def _circles(self, name: str, column: Column) -> Piece:
        """The name and circles from 1 to 5 behind it."""
        look = self.where.look
        scale = 1.7 if look.large else 1.0
        step, radius = CIRCLE_STEP * scale, CIRCLE * scale
        wide = max(column.width - len(PULSES) * step, 8)
        label = text(self.page, name, look.cell, Column(column.start, wide - NAME_GAP))
        digit = replace(look.small, size=look.small.size * 0.9)

        def draw(sheet: Sheet, page: Page, top: float) -> None:
            label.draw(sheet, page, top)
            line = top + (label.baseline or 0)
            for at, pulse in enumerate(PULSES):
                middle = column.start + wide + step * at + radius
                sheet.setStrokeColor(INK)
                sheet.setLineWidth(HAIRLINE * 1.25)
                up = page.height * MM - line + look.cell.size * 0.34
                sheet.circle(page.left(middle), up, radius * MM)
                box = (middle - radius, (line - look.cell.size * 0.34 + digit.size * 0.35) / MM, 2 * radius)
                page.write(sheet, str(pulse), digit, box, align="centre")

        return drawn(max(label.height, 2 * radius * MM + 2), draw)

    def _went(self, column: Column) -> list[Piece]:
        look = self.where.look
        messages = (N_("Held"), N_("Moved"), N_("Plan B used"), N_("Bad line"))
        columns = column.shared(1, 1) if look.large else column.shared(1, 1.1, 1.6, 1.4, gutter=2)
        pieces = [self._head(N_("How it went"), column)]
        for at in range(0, len(messages), len(columns)):
            some = messages[at : at + len(columns)]
            cells = [
                ticked(self.page, look, place, self.say(one))
                for one, place in zip(some, columns, strict=True)
            ]
            pieces.append(beside(*cells, before=6 if at else 0))
        return pieces


def _ruled(cells: list[Piece], column: Column, where: Setting, *, strong: bool = False) -> Piece:
    """A row of the list of steps with its line."""
    inner = beside(*cells)
    space = cell_space(where.page, where.look)
    above = 0.0 if strong else space
    height = above + max(inner.height, where.look.cell.leading) + space

    def draw(sheet: Sheet, page: Page, top: float) -> None:
        inner.draw(sheet, page, top + above)
        weight, colour = (1.0, "#1E3A5C") if strong else (where.look.hairline, where.look.line)
        page.rule(sheet, column.start, (top + height) / MM, column.width, colour=colour, weight=weight)

    return replace(drawn(height, draw, keep=strong), baseline=inner.baseline)
