"""One pairing on paper: where it stands, its sessions and goals, what is still to do; never private notes."""

from dataclasses import dataclass, replace

from mentordesk.documents.charts import Key, key_figures
from mentordesk.documents.layout import GREY, INK, Paper
from mentordesk.documents.leaves import Common, Look, Setting, draw_pieces, rendered, setting
from mentordesk.documents.parts import Head, facts, head, progress, table
from mentordesk.documents.pieces import Piece, block_piece, spaced, stack, text, words
from mentordesk.documents.shaping import Span
from mentordesk.documents.sheet import Sheet
from mentordesk.i18n import N_, Reader

TITLE = N_("Pairing report")


@dataclass(frozen=True)
class Met:
    """A session as words: its day, how long, where, what came of it."""

    day: str
    length: str
    where: str
    state: str


@dataclass(frozen=True)
class Aim:
    """A goal: `share` is 0 to 1, the rest words."""

    title: str
    share: float
    percent: str
    due: str = ""


@dataclass(frozen=True)
class Task:
    """What is still to do, who does it, by when."""

    words: str
    who: str = ""
    due: str = ""


@dataclass(frozen=True, kw_only=True)
class PairingReportText(Common):
    """The values of one report, all words; `day` is that of its data."""

    mentor: str
    mentee: str
    mentor_word: str
    mentee_word: str
    subtitle: str
    facts: tuple[tuple[str, str], ...]
    keys: tuple[Key, ...] = ()
    goals: tuple[Aim, ...] = ()
    sessions: tuple[Met, ...] = ()
    tasks: tuple[Task, ...] = ()

    def file_title(self, reader: Reader) -> str:
        return self.titled(reader, reader.gettext(TITLE), f"{self.mentor} – {self.mentee}")


def render(values: PairingReportText, *, paper: Paper = Paper.A4, large: bool = False) -> bytes:
    """The report as a PDF file."""
    return rendered(add, values, Look(paper=paper, large=large))


def add(sheet: Sheet, values: PairingReportText, look: Look) -> None:
    """Draw the report's pages."""
    where = setting(values.language, look)
    draw_pieces(sheet, where, values.frame(where.reader, values.cohort), _pieces(values, where))


def _pieces(values: PairingReportText, where: Setting) -> list[Piece]:
    page, look, column = where.page, where.look, where.column
    said = tuple((label, (value,)) for label, value in values.facts)
    return [
        text(page, where.reader.gettext(TITLE), look.title, column),
        _people(values, where),
        spaced(text(page, values.subtitle, look.small, column), 2),
        facts(page, look, column, said, before=14),
        *key_figures(page, look, column, values.keys),
        *_goals(values, where),
        *_sessions(values, where),
        *_tasks(values, where),
    ]


def _people(values: PairingReportText, where: Setting) -> Piece:
    spans: list[Span] = []
    for name, role in ((values.mentee, values.mentee_word), (values.mentor, values.mentor_word)):
        if spans:
            spans.append(Span("  ·  "))
        spans.append(Span(where.reader.isolated(name), style="SemiBold"))
        spans.append(Span(" " + where.reader.isolated(role), colour=GREY))
    style = replace(where.look.name, style="Regular", colour=INK)
    return spaced(block_piece(words(where.page, spans, style), where.column), 8)


def _goals(values: PairingReportText, where: Setting) -> list[Piece]:
    page, look, column = where.page, where.look, where.column
    if not values.goals:
        return []
    title = head(page, where.reader.gettext("Goals"), look, column)
    rows = [
        stack(
            [
                text(page, goal.title, look.body, column),
                progress(page, look, column, goal.share, (goal.percent, goal.due)),
            ],
            before=8 if at else 0,
        )
        for at, goal in enumerate(values.goals)
    ]
    return [title, *rows]


def _sessions(values: PairingReportText, where: Setting) -> list[Piece]:
    say = where.reader.gettext
    if not values.sessions:
        return []
    titles = ((N_("Day"), 1.4), (N_("Length"), 1), (N_("Where"), 1.4), (N_("Status"), 1))
    heads = [Head(say(title), share) for title, share in titles]
    rows = [(met.day, met.length, met.where, met.state) for met in values.sessions]
    title = head(where.page, say(N_("Sessions")), where.look, where.column)
    return [title, *table(where.page, where.look, where.column, heads, rows)]


def _tasks(values: PairingReportText, where: Setting) -> list[Piece]:
    say = where.reader.gettext
    if not values.tasks:
        return []
    titles = ((N_("What"), 3), (N_("Who"), 1.3), (N_("By"), 1))
    heads = [Head(say(title), share) for title, share in titles]
    rows = [(task.words, task.who, task.due) for task in values.tasks]
    title = head(where.page, say(N_("Still to do")), where.look, where.column)
    return [title, *table(where.page, where.look, where.column, heads, rows)]
