"""Typesetting a handbook's chapters into pages: what stands where, before anything is drawn."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from math import ceil
from typing import cast

from mentordesk.documents.handbook_words import Contact, Section
from mentordesk.documents.layout import DARK_OCHRE, GREY, HAIRLINE, MM, NAVY, OCHRE, RULE, Page
from mentordesk.documents.sheet import Sheet
from mentordesk.documents.text import TextBlock, TextStyle
from mentordesk.i18n import Reader

Draw = Callable[[Sheet, Page], None]
UNIT = 14.0  # points from baseline to baseline
TEXT_WIDTH, MARGIN_WIDTH, GUTTER = 122.0, 40.0, 8.0
FIRST_BASELINE, LABEL, TITLE_LINE, LEAD, AFTER_TITLE = 41.0, 39.5, 50.0, 63.0, 16.0
FOOT = 27.0
INDENT = 5.6
MARGIN_TOP = 56.5

CHAPTER = TextStyle(size=9.5, leading=14, style="SemiBold", colour=DARK_OCHRE)
TITLE = TextStyle(size=27, leading=32, family="Serif", style="Light", colour=NAVY, balanced=True)
LEADING = TextStyle(size=12, leading=17.5, family="Serif", colour=NAVY, after=7)
SUBHEAD = TextStyle(
    size=12, leading=14, style="SemiBold", colour=NAVY, before=17.5, after=3.5, keep_with_next=True
)
BODY = TextStyle(size=10, leading=14, before=7)
ITEM = TextStyle(size=10, leading=14, before=4.2)
FACT = TextStyle(size=9.5, leading=13)
FACT_LABEL = TextStyle(size=9.5, leading=13, style="SemiBold")
MARGIN_HEAD = TextStyle(size=9, leading=12, style="SemiBold", colour=NAVY)
MARGIN_NAME = TextStyle(size=9, leading=12, style="SemiBold")
MARGIN_FACT = TextStyle(size=8.2, leading=12)
MARGIN_ROLE = TextStyle(size=8.2, leading=12, colour=GREY)


@dataclass
class Leaf:
    """One page of a chapter: its running title and what is drawn on it."""

    title: str
    draws: list[Draw] = field(default_factory=list)


class Flow:
    """Sets chapters down the text column, page after page; lengths down the page are in points."""

    def __init__(self, page: Page, reader: Reader, contacts: Sequence[Contact]) -> None:
        self.page = page
        self.reader = reader
        self.contacts = contacts
        self.side = (page.width - MARGIN_WIDTH - GUTTER - TEXT_WIDTH) / 2
        self.start = self.side + MARGIN_WIDTH + GUTTER
        self.limit = (page.height - FOOT) * MM
        self.leaves: list[Leaf] = []
        self.at = 0.0

    def chapter(self, number: int, section: Section) -> list[Leaf]:
        """The pages of one section."""
        label = self.reader.gettext("Chapter {number}").format(number=number)
        self._open(section.title, label)
        lines = [line.strip() for line in section.lines if line.strip()]
        self._place([self._block(line, BODY if at else LEADING) for at, line in enumerate(lines)])
        return self.leaves

    def glance(self, title: str, facts: Sequence[tuple[str, str]]) -> list[Leaf]:
        """A chapter of labelled values."""
        self._open(title, "")
        for label, value in facts:
            self._fact(label, value)
        return self.leaves

    def _open(self, title: str, label: str) -> None:
        self.leaves = [Leaf(title)]
        if label:
            self._text(self.page.block(label, CHAPTER), LABEL * MM)
        block = self.page.block(title, TITLE)
        lines = self._text(block, TITLE_LINE * MM)
        self.at = (LEAD - TITLE_LINE) * MM + TITLE_LINE * MM + (lines - 1) * block.style.leading
        self.at -= block.style.leading / 2
        self._margin()

    def _block(self, line: str, style: TextStyle) -> tuple[TextBlock, bool]:
        """A line of the section as a block, and whether it is a list item."""
        for sign, its_style in (("## ", SUBHEAD), ("- ", ITEM)):
            if line.startswith(sign):
                return self.page.block(line[len(sign) :], its_style), its_style is ITEM
        return self.page.block(line, style), False

    def _place(self, blocks: Sequence[tuple[TextBlock, bool]]) -> None:
        for at, (block, is_item) in enumerate(blocks):
            following = blocks[at + 1][0] if at + 1 < len(blocks) else None
            if block.style.keep_with_next and following is not None:
                self._keep(block, following)
            after_head = at > 0 and blocks[at - 1][0].style.keep_with_next
            self._put(block, is_item=is_item, close=after_head)

    def _keep(self, block: TextBlock, following: TextBlock) -> None:
        """A heading goes to the next page rather than stand without two lines below it."""
        needed = block.style.before + block.style.leading + block.style.after
        if self.at + needed + following.style.before + 2 * following.style.leading > self.limit:
            self._turn()

    def _put(self, block: TextBlock, *, is_item: bool, close: bool = False) -> None:
        inset = INDENT if is_item else 0
        width = (TEXT_WIDTH - inset) * MM
        top = self.at + (block.style.before if self.leaves[-1].draws and not close else 0)
        first = self._snapped(top + block.style.first_baseline, block)
        top = first - block.style.first_baseline
        _, height = block.wrap(width, self.limit - top)
        if top + height <= self.limit + block.style.leading / 2:
            self._set(block, first, inset, bullet=is_item)
            self.at = top + height + block.style.after
            return
        parts = block.split(width, self.limit - top)
        if not parts and len(block.set_in(width)) * block.style.leading > self._room:
            parts = block.split(width, self._room)
        if parts:
            head, rest = cast("list[TextBlock]", parts)
            self._set(head, first, inset, bullet=is_item)
            self._turn()
            self._put_rest(rest, inset)
            return
        self._turn()
        self._put(block, is_item=is_item)

    def _put_rest(self, block: TextBlock, inset: float) -> None:
        width = (TEXT_WIDTH - inset) * MM
        _, height = block.wrap(width, self._room)
        parts = [block] if self.at + height <= self.limit else block.split(width, self._room)
        head = cast("TextBlock", parts[0])
        self._set(head, self.at + head.style.first_baseline, inset, bullet=False)
        self.at += len(head.set_in(width)) * head.style.leading + head.style.after
        if len(parts) > 1:
            self._turn()
            self._put_rest(cast("TextBlock", parts[1]), inset)

    @property
    def _room(self) -> float:
        return self.limit - FIRST_BASELINE * MM + UNIT

    def _snapped(self, baseline: float, block: TextBlock) -> float:
        """The next half unit, for text that sits on the grid."""
        if block.style.leading != UNIT:
            return baseline
        origin = FIRST_BASELINE * MM
        return origin + ceil((baseline - origin) / (UNIT / 2) - 0.01) * UNIT / 2

    def _turn(self) -> None:
        self.leaves.append(Leaf(self.leaves[-1].title))
        self.at = FIRST_BASELINE * MM - BODY.first_baseline

    def _set(self, block: TextBlock, baseline: float, inset: float, *, bullet: bool) -> None:
        start = self.start

        def draw(sheet: Sheet, page: Page) -> None:
            width = TEXT_WIDTH - inset
            left, up = page.left(start + inset, width), page.height * MM - baseline
            block.draw_at(sheet, left, up, width * MM)
            if bullet:
                sheet.setFillColor(OCHRE)
                sheet.circle(page.left(start + 1.6), up + block.style.size * 0.27, 1.7, stroke=0, fill=1)

        self.leaves[-1].draws.append(draw)

    def _text(self, block: TextBlock, baseline: float) -> int:
        lines = len(block.set_in(TEXT_WIDTH * MM))
        self._set(block, baseline, 0, bullet=False)
        return lines

    def _fact(self, label: str, value: str) -> None:
        """One row of a table; it never breaks."""
        left, right = self.page.block(label, FACT_LABEL), self.page.block(value, FACT)
        lines = max(len(left.set_in(42 * MM)), len(right.set_in(76 * MM)))
        height = lines * right.style.leading + 11
        if self.at + height > self.limit:
            self._turn()
        down = self.at / MM
        baseline = down + right.style.first_baseline / MM + 1.8
        start = self.start

        def draw(sheet: Sheet, page: Page) -> None:
            for block, begin, width in ((left, start, 42.0), (right, start + 46, 76.0)):
                block.draw_at(sheet, page.left(begin, width), page.up(baseline), width * MM)
            page.rule(sheet, start, down + height / MM - 0.2, TEXT_WIDTH, colour=RULE, weight=HAIRLINE)

        self.leaves[-1].draws.append(draw)
        self.at += height

    def _margin(self) -> None:
        """The contacts beside a chapter's opening."""
        if not self.contacts:
            return
        rows: list[tuple[TextBlock, float]] = []
        rows.append((self.page.block(self.reader.gettext("Your contacts"), MARGIN_HEAD), 0))
        for contact in self.contacts:
            rows.extend(self._contact(contact))
        side = self.side

        def draw(sheet: Sheet, page: Page) -> None:
            page.rule(sheet, side, MARGIN_TOP, MARGIN_WIDTH, colour=OCHRE, weight=1.2)
            up = page.up(MARGIN_TOP + 5)
            for block, before in rows:
                up -= before
                lines = block.draw_at(sheet, page.left(side, MARGIN_WIDTH), up, MARGIN_WIDTH * MM)
                up -= lines * block.style.leading

        self.leaves[-1].draws.append(draw)

    def _contact(self, contact: Contact) -> list[tuple[TextBlock, float]]:
        rows = [(self.page.block(contact.name, MARGIN_NAME), 4.0)]
        if contact.role:
            rows.append((self.page.block(contact.role, MARGIN_ROLE), 0.0))
        rows.extend((self._code(code), 0.0) for code in (contact.email, contact.phone) if code)
        return rows

    def _code(self, code: str) -> TextBlock:
        """An address or number: left to right in every page, on the page's leading edge."""
        return TextBlock(code, replace(MARGIN_FACT), language="en", rtl=False, page_rtl=self.page.rtl)
