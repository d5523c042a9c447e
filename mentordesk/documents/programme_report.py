"""The programme report: figures with their targets, charts, what they mean, and a table by group."""

from dataclasses import dataclass

from mentordesk.documents.charts import PLOT, Bars, Key, Lines, bars, key_figures, lines
from mentordesk.documents.layout import Paper
from mentordesk.documents.leaves import Common, Look, Setting, draw_pages, fitted, rendered, setting
from mentordesk.documents.parts import Head, head, table
from mentordesk.documents.pieces import Column, Piece, beside, rule, spaced, stack, text
from mentordesk.documents.sheet import Sheet
from mentordesk.i18n import N_, Reader

TITLE = N_("Programme report")
LABEL = 44.0
LOW_PLOT = 26.0
"""How high a chart of lines is, in mm, where that saves a page."""


@dataclass(frozen=True)
class GroupTable:
    """Rows of words by group, the first column its name; the last row is all together."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class ProgrammeReportText(Common):
    """The values of one report; `subtitle` says of whom and up to which day."""

    subtitle: str
    keys: tuple[Key, ...]
    reader_of: str = ""
    bars: Bars | None = None
    lines: Lines | None = None
    meaning: tuple[str, ...] = ()
    tables: tuple[GroupTable, ...] = ()

    def file_title(self, reader: Reader) -> str:
        return self.titled(reader, reader.gettext(TITLE), self.cohort)


def render(values: ProgrammeReportText, *, paper: Paper = Paper.A4, large: bool = False) -> bytes:
    """The report as a PDF file."""
    return rendered(add, values, Look(paper=paper, large=large))


def add(sheet: Sheet, values: ProgrammeReportText, look: Look) -> None:
    """Draw the report's pages."""
    where = setting(values.language, look)
    frame = values.frame(where.reader, values.reader_of)
    wide, low = (fitted(_pieces(values, where, high), where) for high in (PLOT, LOW_PLOT))
    draw_pages(sheet, where, frame, low if len(low) < len(wide) else wide)


def _pieces(values: ProgrammeReportText, where: Setting, high: float) -> list[Piece]:
    page, look, column = where.page, where.look, where.column
    return [
        text(page, where.reader.gettext(TITLE), look.title, column),
        spaced(text(page, values.subtitle, look.subtitle, column), 2),
        *key_figures(page, look, column, values.keys),
        *_charts(values, where, high),
        *_meaning(values, where),
        *(piece for one in values.tables for piece in _table(one, where)),
    ]


def _charts(values: ProgrammeReportText, where: Setting, high: float) -> list[Piece]:
    """Two charts beside each other; in large print, or alone, over the whole width."""
    page, look, column = where.page, where.look, where.column
    both = values.bars is not None and values.lines is not None and not look.large
    left, right = column.shared(1, 1) if both else [column, column]
    made: list[list[Piece]] = []
    if values.bars is not None:
        made.append(bars(page, look, left, values.bars))
    if values.lines is not None:
        made.append(lines(page, look, right, values.lines, high=high))
    if both:
        return [beside(*(stack(one) for one in made), before=26)]
    return [stack(one, before=26) for one in made]


def _meaning(values: ProgrammeReportText, where: Setting) -> list[Piece]:
    """What the figures mean, beside its heading."""
    if not values.meaning:
        return []
    page, look, column = where.page, where.look, where.column
    title = where.reader.gettext("What this means")
    if look.large:
        return [
            head(page, title, look, column),
            *(text(page, one, look.serif, column) for one in values.meaning),
        ]
    rest = Column(column.start + LABEL, column.width - LABEL)
    said = stack([text(page, one, look.serif, rest) for one in values.meaning])
    heading = text(page, title, look.head, Column(column.start, LABEL - 4))
    line = rule(column, look.line, look.hairline)
    return [stack([line, spaced(beside(heading, said), 8)], before=20)]


def _table(one: GroupTable, where: Setting) -> list[Piece]:
    page, look, column = where.page, where.look, where.column
    heads = [
        Head(words, 2.2 if not at else 1, "end" if at and not look.large else "start")
        for at, words in enumerate(one.heads)
    ]
    rows = table(page, look, column, heads, one.rows, total=True)
    note = [spaced(text(page, one.note, look.small, column), 6)] if one.note else []
    return [head(page, one.title, look, column), *rows, *note]
