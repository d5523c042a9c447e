"""All mentors who agreed to be shown, in one booklet: a cover, then several to a page."""

from dataclasses import dataclass, replace
from datetime import date

from mentordesk.documents.cover import COVER_PAGES, Cover, draw_cover
from mentordesk.documents.layout import Paper
from mentordesk.documents.leaves import Common, Look, draw_pages, rendered, setting
from mentordesk.documents.mentor_profile import Shown, entry
from mentordesk.documents.pieces import laid, outlined, spaced, text
from mentordesk.documents.sheet import Sheet
from mentordesk.i18n import N_, Reader

TITLE = N_("Our mentors")


@dataclass(frozen=True, kw_only=True)
class MentorBookletText(Common):
    """The values of one booklet; mentors in the order shown."""

    mentors: tuple[Shown, ...]
    issued_on: date
    lead: str = ""

    def file_title(self, reader: Reader) -> str:
        return self.titled(reader, reader.gettext(TITLE))


def render(values: MentorBookletText, *, paper: Paper = Paper.A4, large: bool = False) -> bytes:
    """The booklet as a PDF file."""
    return rendered(add, values, Look(paper=paper, large=large))


def add(sheet: Sheet, values: MentorBookletText, look: Look) -> None:
    """Draw the cover and the pages."""
    where = setting(values.language, look)
    reader, page, style, column = where.reader, where.page, where.look, where.column
    edition = reader.gettext("Edition of {day}").format(day=reader.date(values.issued_on, style="long"))
    cover = Cover(reader.gettext(TITLE), values.cohort, values.programme, edition, logo=values.logo)
    sheet.setPageSize(page.points)
    draw_cover(sheet, page, cover, large=look.large)
    sheet.showPage()
    pieces = [text(page, reader.gettext(TITLE), style.title, column)]
    if values.lead:
        pieces.append(spaced(text(page, values.lead, style.lead, column), 8))
    pieces += [outlined(replace(entry(who, where), before=24), who.name) for who in values.mentors]
    frame = replace(values.frame(reader), trailing=reader.gettext(TITLE))
    pages = laid(pieces, where.first, where.limit)
    draw_pages(sheet, where, frame, pages, before=COVER_PAGES, total=COVER_PAGES + len(pages))
