"""What a certificate says, and the parts that its designs set alike: names and signatures."""

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from mentordesk.documents.bidi import is_rtl
from mentordesk.documents.layout import GREY, INK, MM, SIGNATURE, Page
from mentordesk.documents.pictures import draw_fitted
from mentordesk.documents.sheet import Sheet
from mentordesk.documents.text import Align, TextBlock, TextStyle
from mentordesk.i18n import N_, Reader

TITLES = {
    "completion": N_("Certificate of completion"),
    "thanks": N_("Certificate of thanks"),
    "participation": N_("Certificate of participation"),
    "hours": N_("Certificate of mentoring hours"),
}
REASONS = {
    "completion": N_("for completing {programme}, {cohort}."),
    "thanks": N_("with thanks for the time and care given to {programme}, {cohort}."),
    "participation": N_("for taking part in {programme}, {cohort}."),
    "hours": N_("for the hours of mentoring given to {programme}, {cohort}."),
}
SIGNATORY = TextStyle(size=9.5, leading=12, style="SemiBold")
ROLE = TextStyle(size=8.5, leading=11, colour=GREY)
SMALL_NAME_LEADING = 1.2


@dataclass(frozen=True)
class Signatory:
    """Who signs: the name, what they are, and a picture of the signature when they gave one."""

    name: str
    role: str
    signature: bytes | None = None


@dataclass(frozen=True, kw_only=True)
class CertificateText:
    """The values of one certificate; `figures` are pairs of a value and its label, both already words."""

    name: str
    kind: str
    programme: str
    language: str
    issued_on: date
    cohort: str = ""
    reason: str = ""
    figures: tuple[tuple[str, str], ...] = ()
    place: str = ""
    number: str = ""
    signatories: tuple[Signatory, ...] = ()
    logo: bytes | None = None
    design: str = "classic"

    @cached_property
    def shared(self) -> "CertificateText":
        """What all certificates of one issue have in common."""
        return replace(self, name="", number="", reason="", figures=())

    @property
    def body(self) -> tuple[str, ...]:
        """What a certificate's reason is drawn from."""
        words = (part for figure in self.figures for part in figure)
        return (self.design, self.language, self.kind, self.programme, self.cohort, self.reason, *words)

    def title(self, reader: Reader) -> str:
        return reader.gettext(TITLES[self.kind])

    def reason_words(self, reader: Reader) -> str:
        """The reason as given, else the sentence of its kind."""
        if self.reason:
            return self.reason
        sentence = reader.gettext(REASONS[self.kind])
        return sentence.format(programme=reader.isolated(self.programme), cohort=reader.isolated(self.cohort))

    def place_and_date(self, reader: Reader) -> str:
        day = reader.date(self.issued_on, style="long")
        return (
            reader.gettext("{place}, {day}").format(place=reader.isolated(self.place), day=day)
            if self.place
            else day
        )

    def number_words(self, reader: Reader) -> str:
        return reader.gettext("No. {number}").format(number=reader.code(self.number)) if self.number else ""


@dataclass(frozen=True)
class NameBox:
    """Where a name stands: start, baseline of its last line and width in mm; sizes, the largest first."""

    start: float
    baseline: float
    width: float
    sizes: tuple[float, ...]
    family: str
    align: Align = "start"


def fitted_name(name: str, box: NameBox, page: Page) -> TextBlock:
    """The name in the largest size that holds it on one line, else balanced on lines at the smallest."""
    widest = box.width * MM
    largest = _name_block(name, box, page, box.sizes[0])
    share = widest / max(largest.natural_width, 0.01)
    size = next((size for size in box.sizes if size <= box.sizes[0] * share), 0)
    if size == box.sizes[0]:
        return largest
    return _name_block(name, box, page, size or box.sizes[-1])


def _name_block(name: str, box: NameBox, page: Page, size: float) -> TextBlock:
    style = TextStyle(size=size, leading=size * SMALL_NAME_LEADING, family=box.family, balanced=True)
    rtl = is_rtl(name)
    language = page.language if rtl == page.rtl else "und"
    return TextBlock(
        " ".join(name.split()),
        style,
        language=language,
        rtl=rtl,
        align=box.align,
        at_spaces=True,
        page_rtl=page.rtl,
    )


def draw_name(sheet: Sheet, page: Page, name: str, box: NameBox) -> None:
    """Draw a name so that its last line stands on the box's baseline: it grows upwards."""
    block = fitted_name(name, box, page)
    lines = block.set_in(box.width * MM)
    first = page.up(box.baseline) + (len(lines) - 1) * block.style.leading
    block.draw_at(sheet, page.left(box.start, box.width), first, box.width * MM)


def draw_signatory(
    sheet: Sheet, page: Page, who: Signatory, place: tuple[float, float, float], align: Align
) -> None:
    """A line to sign on, from (start, down) and so wide in mm, the name and the role under it."""
    start, down, width = place
    if who.signature is not None:
        box = (page.left(start, width), page.up(down - 0.5), width * MM, 14 * MM)
        draw_fitted(sheet, who.signature, box)
    page.rule(sheet, start, down, width, colour=INK, weight=SIGNATURE)
    lines = page.write(sheet, who.name, SIGNATORY, (start, down + 5.2, width), align=align)
    role = down + 5.2 + 4.6 + (lines - 1) * SIGNATORY.leading / MM
    page.write(sheet, who.role, ROLE, (start, role, width), align=align)
