"""The type of a document: one set of styles for everybody, one for readers who need it large."""

from dataclasses import dataclass, fields, replace
from functools import lru_cache
from typing import Any

from mentordesk.documents.layout import DARK_OCHRE, GREY, INK, NAVY, RULE, SAND, SLATE, WHITE, Page
from mentordesk.documents.text import TextStyle

UNIT = 14.0
"""Points from baseline to baseline of the body."""

TALL = frozenset({"hi", "mr", "ne", "bn", "th", "zh", "ja", "ko"})
"""Languages whose letters need more room between lines; none of them is ever tracked."""
TALL_LEADING = 1.6
UPRIGHT = TALL | frozenset({"ar", "fa", "ur", "he"})


@dataclass(frozen=True, kw_only=True)
class Theme:
    """Styles by what they are for; `width` of the text and `step` of lines to write on in mm."""

    large: bool
    width: float
    step: float
    hairline: float
    line: str
    box: str
    title: TextStyle
    subtitle: TextStyle
    label: TextStyle
    lead: TextStyle
    head: TextStyle
    body: TextStyle
    item: TextStyle
    serif: TextStyle
    name: TextStyle
    strong: TextStyle
    cell: TextStyle
    cell_head: TextStyle
    small: TextStyle
    figure: TextStyle
    running: TextStyle
    number: TextStyle

    def side(self, page: Page) -> float:
        """From the page's edge to the text, in mm."""
        return (page.width - self.width) / 2


NORMAL = Theme(
    large=False,
    width=170.0,
    step=8.0,
    hairline=0.4,
    line=RULE,
    box=SAND,
    title=TextStyle(
        size=27, leading=32, family="Serif", style="Light", colour=NAVY, balanced=True, role="H1"
    ),
    subtitle=TextStyle(size=12, leading=17, colour=GREY),
    label=TextStyle(size=9.5, leading=14, style="SemiBold", colour=DARK_OCHRE),
    lead=TextStyle(size=12, leading=17.5, family="Serif", colour=NAVY, after=7),
    head=TextStyle(
        size=12,
        leading=14,
        style="SemiBold",
        colour=NAVY,
        before=17.5,
        after=3.5,
        keep_with_next=True,
        role="H2",
    ),
    body=TextStyle(size=10, leading=14, before=7),
    item=TextStyle(size=10, leading=14, before=4.2),
    serif=TextStyle(size=11, leading=16.5, family="Serif", before=8),
    name=TextStyle(size=12, leading=16, style="SemiBold"),
    strong=TextStyle(size=10, leading=14, style="SemiBold"),
    cell=TextStyle(size=9.5, leading=13),
    cell_head=TextStyle(size=8.5, leading=11, style="SemiBold", colour=GREY),
    small=TextStyle(size=8.5, leading=12, colour=GREY),
    figure=TextStyle(size=34, leading=40, family="Serif", style="Light", colour=NAVY),
    running=TextStyle(size=8, leading=11, colour=GREY, role="Artifact"),
    number=TextStyle(size=8, leading=11, role="Artifact"),
)

LARGE = Theme(
    large=True,
    width=166.0,
    step=12.0,
    hairline=0.8,
    line=INK,
    box=WHITE,
    title=TextStyle(size=32, leading=38, family="Serif", colour=NAVY, balanced=True, role="H1"),
    subtitle=TextStyle(size=16, leading=24, colour=NAVY),
    label=TextStyle(size=16, leading=22, style="SemiBold", colour=DARK_OCHRE),
    lead=TextStyle(size=18, leading=26, family="Serif", colour=NAVY, after=10),
    head=TextStyle(
        size=20, leading=26, style="SemiBold", colour=NAVY, before=20, after=4, keep_with_next=True, role="H2"
    ),
    body=TextStyle(size=16, leading=24, before=9),
    item=TextStyle(size=16, leading=24, before=5),
    serif=TextStyle(size=16, leading=24, family="Serif", before=10),
    name=TextStyle(size=18, leading=25, style="SemiBold"),
    strong=TextStyle(size=16, leading=24, style="SemiBold"),
    cell=TextStyle(size=16, leading=23),
    cell_head=TextStyle(size=14, leading=20, style="SemiBold"),
    small=TextStyle(size=14, leading=20),
    figure=TextStyle(size=40, leading=48, family="Serif", colour=NAVY),
    running=TextStyle(size=14, leading=18, role="Artifact"),
    number=TextStyle(size=14, leading=18, style="SemiBold", role="Artifact"),
)

BAR_BELOW = SLATE
"""What a bar that stays below its target is filled with; one that meets it is navy."""


@lru_cache(maxsize=32)
def theme(language: str, *, large: bool = False) -> Theme:
    """The styles for a language, normal or large."""
    chosen = LARGE if large else NORMAL
    styles: dict[str, Any] = {
        one.name: fitting(value, language)
        for one in fields(chosen)
        if isinstance(value := getattr(chosen, one.name), TextStyle)
    }
    return replace(chosen, **styles)


def fitting(style: TextStyle, language: str) -> TextStyle:
    """A style as a language's letters bear it: never tracked nor slanted where they are joined or broad."""
    code = language.partition("-")[0]
    if code not in UPRIGHT:
        return style
    upright = "Regular" if style.style == "Italic" else style.style
    leading = max(style.leading, style.size * TALL_LEADING) if code in TALL else style.leading
    return replace(style, style=upright, tracking=0, leading=leading)
