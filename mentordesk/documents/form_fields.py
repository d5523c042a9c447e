"""The places on a form where somebody writes or ticks, as pieces that stand one below another.

Names, options and values of fields are ASCII; every word a person reads is page text, because the fields of
a PDF know fourteen Latin fonts only. What is typed into them may be of any script.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from mentordesk.documents.form_words import Ask
from mentordesk.documents.layout import INK, MM, RULE, SLATE, Page
from mentordesk.documents.sheet import Sheet
from mentordesk.documents.text import TextBlock, TextStyle
from mentordesk.domain.form import PAPER_FIELD

LINE, LONG, TICK = 23.0, 96.0, 11.0
DOT = 14.0

DAY_WIDTH = 42.0
LABEL_START = 7.0
RIGHT = 2


@dataclass(frozen=True)
class Piece:
    """So many points of height, and what draws it with its top so many points below the page's head."""

    height: float
    draw: Callable[[Sheet, Page, float], None]


@dataclass(frozen=True)
class Measure:
    """The column that pieces stand in, in millimetres, and the style of labels beside ticks.

    `tall` is the share of their usual height that long answers have.
    """

    start: float
    width: float
    label: TextStyle
    tall: float = 1.0

    def inset(self, by: float) -> "Measure":
        return replace(self, start=self.start + by, width=self.width - by)


def text_piece(block: TextBlock, measure: Measure) -> Piece:
    """A paragraph across the column, with the space its style asks for."""
    lines = len(block.set_in(measure.width * MM))
    height = block.style.before + lines * block.style.leading + block.style.after

    def draw(sheet: Sheet, page: Page, top: float) -> None:
        baseline = page.height * MM - top - block.style.before - block.style.first_baseline
        block.draw_at(sheet, page.left(measure.start, measure.width), baseline, measure.width * MM)

    return Piece(height, draw)


def field_pieces(ask: Ask, page: Page, measure: Measure) -> list[Piece]:
    """Where the answer to a question goes."""
    return list(_KINDS[ask.kind](ask, page, measure))


def hidden(sheet: Sheet, token: str) -> None:
    """The field that nobody sees and nobody can change."""
    _fields(sheet).textfield(
        name=PAPER_FIELD,
        value=token,
        annotationFlags="hidden",
        fieldFlags="readOnly",
        maxlen=None,
        width=1,
        height=1,
    )


def _fields(sheet: Sheet) -> Any:
    """The file's form; its stubs take no parts of a point."""
    return sheet.acroForm


def _written(ask: Ask, _page: Page, measure: Measure, *, height: float, width: float = 0) -> Iterator[Piece]:
    """A frame to write in, across the column or `width` millimetres wide."""
    width = width or measure.width
    height = height if height <= LINE else height * measure.tall

    def draw(sheet: Sheet, page: Page, top: float) -> None:
        _text_field(
            sheet,
            ask,
            box=(page.left(measure.start, width), page.height * MM - top - height, width * MM, height),
            lines=height > LINE,
            rtl=page.rtl and ask.kind != "date",
            size=measure.label.size + 1,
        )

    yield Piece(height, draw)


def _text_field(
    sheet: Sheet, ask: Ask, *, box: tuple[float, float, float, float], lines: bool, rtl: bool, size: float
) -> None:
    x, y, width, height = box
    flags = [*(["multiline"] if lines else []), *(["required"] if ask.required else [])]
    _fields(sheet).textfield(
        **_look(ask),
        x=x,
        y=y,
        width=width,
        height=height,
        fieldFlags=" ".join(flags),
        maxlen=None,
        fontSize=size,
    )
    if rtl:
        _last_field(sheet)["Q"] = RIGHT


def _last_field(sheet: Sheet) -> dict[str, Any]:
    reference = _fields(sheet).fields[-1]
    field: dict[str, Any] = sheet._doc.idToObject[reference.name].dict  # noqa: SLF001 - reportlab offers no other way
    return field


def _look(ask: Ask) -> dict[str, Any]:
    return {
        "name": ask.key,
        "tooltip": ask.text,
        "borderWidth": 0.6,
        "borderColor": sheet_colour(RULE),
        "fillColor": sheet_colour("#FBFCFD"),
        "textColor": sheet_colour(INK),
    }


def sheet_colour(colour: str) -> Any:
    from reportlab.lib.colors import HexColor

    return HexColor(colour)


def _ticked(ask: Ask, page: Page, measure: Measure) -> Iterator[Piece]:
    """One line for each choice: a tick, or a dot where only one may be chosen."""
    beside = measure.inset(LABEL_START)
    for number, choice in enumerate(ask.choices, 1):
        block = page.block(choice, measure.label)
        label = text_piece(block, beside)
        middle = block.style.first_baseline - 0.36 * block.style.size
        draw = partial(
            _tick_line, ask=ask, value=f"c{number}", start=measure.start, middle=middle, label=label
        )
        yield Piece(label.height + 3, draw)


def _tick_line(
    sheet: Sheet, page: Page, top: float, *, ask: Ask, value: str, start: float, middle: float, label: Piece
) -> None:
    _tick(sheet, ask, value, (page.left(start, TICK / MM), page.height * MM - top - middle))
    label.draw(sheet, page, top)


def _tick(sheet: Sheet, ask: Ask, value: str, place: tuple[float, float]) -> None:
    """A box or dot whose left edge and middle are at `place`."""
    left, middle = place
    size = TICK if ask.kind == "several choices" else DOT
    look = _look(ask) | {"x": left + (TICK - size) / 2, "y": middle - size / 2, "size": size}
    look["borderColor"] = sheet_colour(SLATE)
    if ask.kind == "several choices":
        look["name"] = f"{ask.key}_{value}"
        _fields(sheet).checkbox(**look, buttonStyle="check", fieldFlags="")
        return
    flags = "required radio" if ask.required else "radio"
    _fields(sheet).radio(**look, value=value, fieldFlags=flags)


def _scaled(ask: Ask, page: Page, measure: Measure) -> Iterator[Piece]:
    """Dots from 1 to `steps` in a row, a number under each and words at both ends."""
    step = min(16.0, measure.width / ask.steps)

    def dots(sheet: Sheet, page: Page, top: float) -> None:
        for n in range(ask.steps):
            start = measure.start + n * step
            _tick(
                sheet, ask, str(n + 1), (page.left(start, TICK / MM), page.height * MM - top - TICK / 2 - 1)
            )
            under = (
                start + TICK / MM / 2 - step / 2,
                (top + TICK + 4 + 0.85 * measure.label.size) / MM,
                step,
            )
            page.write(sheet, str(n + 1), measure.label, under, align="centre")

    yield Piece(TICK + 6 + measure.label.size, dots)
    ends = page.block(_ends(ask), measure.label)
    if ask.low or ask.high:
        yield text_piece(ends, measure)


def _ends(ask: Ask) -> str:
    parts = ((1, ask.low), (ask.steps, ask.high))
    return " · ".join(f"{n} = {words}" for n, words in parts if words)


_KINDS: dict[str, Callable[[Ask, Page, Measure], Iterator[Piece]]] = {
    "text": partial(_written, height=LINE),
    "long text": partial(_written, height=LONG),
    "date": partial(_written, height=LINE, width=DAY_WIDTH),
    "choice": _ticked,
    "several choices": _ticked,
    "scale": _scaled,
}


def pages_of(
    groups: Sequence[Sequence[Piece]], first: float, limit: float
) -> list[list[tuple[float, Piece]]]:
    """Which piece stands where on which page: a group stays whole where a page can hold it."""
    pages: list[list[tuple[float, Piece]]] = [[]]
    at = first
    for group in groups:
        whole = sum(piece.height for piece in group)
        if at > first and at + whole > limit and whole <= limit - first:
            pages.append([])
            at = first
        for piece in group:
            if at > first and at + piece.height > limit:
                pages.append([])
                at = first
            pages[-1].append((at, piece))
            at += piece.height
    return pages
