"""No grapheme of any text is lost: what the codes of a file say is what was typed, no more and no less."""

from collections import Counter

from hypothesis import example, given, settings
from hypothesis import strategies as st

from mentordesk.documents.breaks import graphemes
from mentordesk.documents.text import TextBlock, TextStyle, character_names, typed

from .codes import spoken
from .prose import PROSE
from .reading import sheet_of

_MIRRORED = str.maketrans("()[]{}<>«»‹›", ")(][}{><»«›‹")
_WORDS = [word for prose in PROSE.values() for word in prose.text.split()]
_ANYTHING = st.text(max_size=40)
_PROSE = st.lists(st.sampled_from(_WORDS), min_size=1, max_size=12).map(" ".join)


def shown(block: TextBlock) -> str:
    """The text less the blanks that ends of lines swallow."""
    return "".join(block.text[line.start : line.end] for line in block.lines)


@given(text=st.one_of(_ANYTHING, _PROSE), rtl=st.booleans())
@example(text="किंतु क्षत्रिय", rtl=False)
@example(text="لا إله (Ola)", rtl=True)
@example(text="A\u0301\u0323 \U0001f468\u200d\U0001f469 ๏\u0e33", rtl=False)
@settings(max_examples=150, deadline=None)
def test_the_file_says_all_that_was_typed(text: str, *, rtl: bool) -> None:
    block = TextBlock(text, TextStyle(size=11, leading=16), language="ar" if rtl else "en", rtl=rtl)
    data, _ = sheet_of(block)
    said = spoken(data)
    folded = Counter(said.translate(_MIRRORED)) + Counter(said)
    wanted = shown(block)
    whole = Counter(wanted.translate(_MIRRORED)) + Counter(wanted)
    assert folded == whole


@given(text=st.lists(st.sampled_from([word for word in _WORDS if word.isascii()])).map(" ".join))
@settings(max_examples=40, deadline=None)
def test_latin_is_said_in_order(text: str) -> None:
    block = TextBlock(text, TextStyle(size=11, leading=16, tracking=80), language="en", rtl=False)
    assert spoken(sheet_of(block)[0]) == shown(block)


@given(text=_ANYTHING)
@example(text="0 ำ")
@example(text="0 \u0308")
@settings(max_examples=100, deadline=None)
def test_lines_end_between_graphemes(text: str) -> None:
    block = TextBlock(text, TextStyle(size=12, leading=16), language="en", rtl=False)
    whole = typed(text)
    ends = {0, *graphemes(whole)}
    for line in block.set_in(12):
        assert line.start in ends
        assert line.end in ends or whole[line.end].isspace()


def test_what_no_face_has_is_a_box_with_a_name() -> None:
    block = TextBlock("x \U0001f600 ᚠ y", TextStyle(size=12, leading=16), language="en", rtl=False)
    data, sheet = sheet_of(block)
    assert sheet.unwritten == {"\U0001f600": 1, "ᚠ": 1}
    assert character_names(sheet.unwritten) == ["U+1F600 GRINNING FACE", "U+16A0 RUNIC LETTER FEHU FEOH FE F"]
    assert spoken(data) == "x \U0001f600 ᚠ y"
    box = next(run for run in block.paragraph.runs if "\U0001f600" in run.shape.text)
    assert box.shape.advances[box.shape.numbers.index(0)] > 400
