"""The letter: a standing page on letterhead, the facts in the margin, thanks in whole sentences."""

from dataclasses import replace

from mentordesk.documents.certificate_parts import (
    QR_SIZE,
    NameBox,
    draw_code,
    draw_name,
    draw_signatory,
    styled,
    title_style,
)
from mentordesk.documents.certificate_words import CHECKED, CertificateText, Version
from mentordesk.documents.layout import GREY, MM, OCHRE, PINE, RULE, Page
from mentordesk.documents.ornament import mark
from mentordesk.documents.pictures import draw_fitted
from mentordesk.documents.sheet import Sheet
from mentordesk.documents.text import TextStyle
from mentordesk.i18n import Reader

MARGIN, TEXT, END = 22.0, 62.0, 22.0
MARGIN_WIDTH = 34.0
NAME_SIZES = (24.0, 22.0, 20.0, 18.0, 16.0)
STRIPES = ((14.0, 1.6), (16.2, 1.2), (17.6, 0.9), (18.7, 0.6), (19.6, 0.4))
TITLE, SECOND, AWARDED_AT, NAME, REASON_AT = 84.5, 97.5, 108.0, 127.5, 146.0

ORGANISATION = TextStyle(size=10.5, leading=14, style="SemiBold")
SMALL = TextStyle(size=8.5, leading=12, colour=GREY)
HEADLINE = TextStyle(size=34, leading=40, family="Serif", style="Light", colour=PINE, role="H1")
UNDER = TextStyle(size=20, leading=26, family="Serif", style="Light", colour=PINE)
AWARDED = TextStyle(size=12, leading=16, family="Serif", style="Italic", colour=GREY)
REASON = TextStyle(size=11, leading=17, family="Serif")
LABEL = TextStyle(size=8.5, leading=12, colour=GREY)
VALUE = TextStyle(size=9, leading=12, style="SemiBold")


def frame(sheet: Sheet, page: Page, text: CertificateText, reader: Reader) -> None:
    """What all pages of an issue share."""
    wide = page.width - MARGIN - END
    for down, weight in STRIPES:
        page.rule(sheet, MARGIN, down, wide, colour=PINE, weight=weight)
    _letterhead(sheet, page, text)
    first = text.versions()[0]
    for version, style, down in zip(text.versions(), (HEADLINE, UNDER), (TITLE, SECOND), strict=False):
        fitted = title_style(page, version, style, page.width - TEXT - END)
        _line(sheet, page, version, version.title, fitted, down=down)
    _line(sheet, page, first, first.awarded, AWARDED, down=AWARDED_AT)
    page.rule(sheet, TEXT, 134, page.width - TEXT - END, colour=OCHRE, weight=1.0)
    _signatures(sheet, page, text)
    page.rule(sheet, MARGIN, page.height - 20, wide, colour=RULE, weight=0.4)
    page.write(sheet, reader.gettext(CHECKED), replace(SMALL, size=8), (MARGIN, page.height - 14.4, wide))


def _letterhead(sheet: Sheet, page: Page, text: CertificateText) -> None:
    if text.logo is None:
        height = 11.0
        mark(sheet, (page.left(MARGIN, height * 1.5), page.up(43)), height * MM, ring=PINE, lens=OCHRE)
    else:
        box = (page.left(MARGIN, 30), page.up(43), 30 * MM, 11 * MM)
        draw_fitted(sheet, text.logo, box, "e" if page.rtl else "w")
    wide = page.width - TEXT - END
    page.write(sheet, text.organisation or text.programme, ORGANISATION, (TEXT, 36, wide))
    page.write(sheet, text.programme if text.organisation else text.cohort, SMALL, (TEXT, 41.2, wide))


def _line(sheet: Sheet, page: Page, version: Version, said: str, style: TextStyle, *, down: float) -> None:
    wide = page.width - TEXT - END
    styled(page, version, said, style, "start").draw_at(
        sheet, page.left(TEXT, wide), page.up(down), wide * MM
    )


def _signatures(sheet: Sheet, page: Page, text: CertificateText) -> None:
    """One below the text, or up to three beside each other."""
    signing = text.signatories[:3]
    widths = {1: 60.0, 2: 56.0, 3: 39.0}
    width = widths.get(len(signing), 60.0)
    for at, who in enumerate(signing):
        place = (TEXT + at * (width + 4.5), page.height - 68, width)
        draw_signatory(sheet, page, who, place, "start")


def reason(sheet: Sheet, page: Page, text: CertificateText, reader: Reader) -> None:
    """Why it is given, a paragraph a language; day and figures stand in the margin."""
    wide = page.width - TEXT - END
    down = REASON_AT
    for version in text.versions():
        block = styled(page, version, _sentence(version.why), REASON, "start")
        lines = block.draw_at(sheet, page.left(TEXT, wide), page.up(down), wide * MM)
        down += (lines * block.style.leading + 9) / MM
    facts = [(reader.gettext("Date"), reader.date(text.issued_on, style="long"))]
    facts += [(reader.gettext("Place"), text.place)] if text.place else []
    facts += [(reader.gettext("Counted"), text.versions()[0].counted)] if text.figures else []
    down = REASON_AT
    for label, value in facts:
        page.write(sheet, label, LABEL, (MARGIN, down, MARGIN_WIDTH))
        lines = page.write(sheet, value, VALUE, (MARGIN, down + 5, MARGIN_WIDTH))
        down += 13 + (lines - 1) * VALUE.leading / MM


def _sentence(reason: str) -> str:
    """A reason that goes on from the line above, as a paragraph of its own."""
    return reason[:1].upper() + reason[1:]


def person(sheet: Sheet, page: Page, text: CertificateText, reader: Reader) -> None:
    """The name, the number and its code."""
    box = NameBox(TEXT, NAME, page.width - TEXT - END, NAME_SIZES, "Serif", style="Medium")
    draw_name(sheet, page, text, box)
    draw_code(sheet, page, text, reader, (MARGIN, page.height - 78, QR_SIZE), align="start")
