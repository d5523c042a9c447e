"""A matching proposal for those who review it: pairs, who goes without, the terms, and what is proved."""

from dataclasses import dataclass

from mentordesk.documents.layout import Paper
from mentordesk.documents.leaves import Common, Look, Setting, draw_pieces, rendered, setting
from mentordesk.documents.parts import Head, box, bullet, facts, head, inside, labelled, table
from mentordesk.documents.pieces import Piece, spaced, text
from mentordesk.documents.sheet import Sheet
from mentordesk.i18n import N_, Reader

TITLE = N_("Matching proposal")


@dataclass(frozen=True, kw_only=True)
class MatchingProposalText(Common):
    """The values of one proposal; `figures` are a label and a value each, `pairs` mentee, mentor, fit and
    whether it was decided by hand, `without` the name and the reason, `weights` the criterion and its points.
    """

    day: str
    figures: tuple[tuple[str, str], ...]
    proof: str
    pairs: tuple[tuple[str, str, str, str], ...]
    without: tuple[tuple[str, str], ...] = ()
    rules: tuple[str, ...] = ()
    weights: tuple[tuple[str, str], ...] = ()

    def file_title(self, reader: Reader) -> str:
        return self.titled(reader, reader.gettext(TITLE), self.cohort)


def render(values: MatchingProposalText, *, paper: Paper = Paper.A4, large: bool = False) -> bytes:
    """The proposal as a PDF file."""
    return rendered(add, values, Look(paper=paper, large=large))


def add(sheet: Sheet, values: MatchingProposalText, look: Look) -> None:
    """Draw the proposal's pages."""
    where = setting(values.language, look)
    draw_pieces(sheet, where, values.frame(where.reader, values.day), _pieces(values, where))


def _pieces(values: MatchingProposalText, where: Setting) -> list[Piece]:
    page, look, column = where.page, where.look, where.column
    known = [(label, (value,)) for label, value in values.figures]
    proved = text(page, values.proof, look.strong, inside(column))
    return [
        text(page, where.reader.gettext(TITLE), look.title, column),
        spaced(text(page, values.cohort, look.subtitle, column), 2),
        facts(page, look, column, known, before=14),
        *([box(look, column, [proved])] if values.proof else []),
        *_pairs(values, where),
        *_without(values, where),
        *_terms(values, where),
    ]


def _pairs(values: MatchingProposalText, where: Setting) -> list[Piece]:
    page, look, column, say = where.page, where.look, where.column, where.reader.gettext
    if not values.pairs:
        return []
    heads = (Head(say("Mentee"), 3), Head(say("Mentor"), 3), Head(say("Fit"), 0.8, "end"), Head("", 1.4))
    return [head(page, say("Proposals"), look, column), *table(page, look, column, heads, values.pairs)]


def _without(values: MatchingProposalText, where: Setting) -> list[Piece]:
    page, look, column, say = where.page, where.look, where.column, where.reader.gettext
    if not values.without:
        return []
    heads = (Head(say("Mentee"), 1), Head(say("Why"), 2))
    return [
        head(page, say("Without a mentor"), look, column),
        *table(page, look, column, heads, values.without),
    ]


def _terms(values: MatchingProposalText, where: Setting) -> list[Piece]:
    """What must hold, and what counts how much."""
    page, look, column, say = where.page, where.look, where.column, where.reader.gettext
    rules = [bullet(page, one, look, column) for one in values.rules]
    weights = labelled(page, look, column, values.weights) if values.weights else []
    return [
        *([head(page, say("Must hold"), look, column), *rules] if rules else []),
        *([head(page, say("Weigh"), look, column), *weights] if weights else []),
    ]
