"""Our levels, line ends and graphemes against Unicode's own test data (Debian's `unicode-data`)."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from uniseg.graphemecluster import grapheme_cluster_boundaries

from mentordesk.documents.bidi import levels
from mentordesk.documents.breaks import graphemes, line_ends, space_ends, tied
from mentordesk.documents.text import TextBlock

from .reading import STYLE

DATA = Path("/usr/share/unicode")
NEWER = re.compile(r"^× 002D |(002C|002E) (× 0308 )?÷ 00?3\d|0022|00AB|05D0 × 002D × 05D0")
"""Where the breaker follows later rules than Debian's data of 15.0: a hyphen that begins a word stays with it
(LB20a), a sign before a digit too (LB25), a line may end after a Hebrew hyphen (LB21a), and quotation marks
bind more loosely (LB15)."""


def lines(name: str) -> Iterator[str]:
    path = DATA / name
    if not path.exists():
        pytest.skip("the package unicode-data is not installed")
    for line in path.read_text(encoding="utf-8").splitlines():
        if body := line.partition("#")[0].strip():
            yield body


def cut(line: str) -> tuple[str, tuple[int, ...]]:
    """The text of a break test's line, and where its parts end."""
    text, ends = "", []
    for sign in line.split():
        if sign == "÷":
            ends.append(len(text))
        elif sign != "×":
            text += chr(int(sign, 16))
    return text, tuple(end for end in ends if end)


def test_levels_are_those_of_unicode() -> None:
    count, wrong = 0, []
    for line in lines("BidiCharacterTest.txt"):
        codes, _, paragraph, wanted, _ = line.split(";")
        text = "".join(chr(int(code, 16)) for code in codes.split())
        found = levels(text, rtl=paragraph == "1")
        count += 1
        pairs = zip(wanted.split(), found, strict=True)
        if any(level not in ("x", str(ours)) for level, ours in pairs):
            wrong.append(line)
    assert wrong == []
    assert count > 90_000


def test_graphemes_are_those_of_unicode() -> None:
    tests = [cut(line) for line in lines("auxiliary/GraphemeBreakTest.txt")]
    assert [text for text, ends in tests if graphemes(text) != ends] == []
    assert len(tests) > 600


def test_lines_end_where_unicode_lets_them() -> None:
    wrong, later, count = [], 0, 0
    for line in lines("auxiliary/LineBreakTest.txt"):
        text, ends = cut(line)
        count += 1
        if line_ends(text) == ends:
            continue
        later += 1
        if not NEWER.search(line):
            wrong.append(line)
    assert wrong == []
    assert later <= 31
    assert count > 7_600


def test_thai_is_cut_between_words() -> None:
    text = "ทุกคนมีสิทธิ์ที่จะเรียนรู้ คำถามเล็กๆ เปิดทาง"
    words = [text[start:end] for start, end in zip((0, *line_ends(text)), line_ends(text), strict=False)]
    assert words[:4] == ["ทุก", "คน", "มี", "สิทธิ์"]
    assert any(word.startswith("เล็กๆ") for word in words)


def test_a_name_is_cut_at_spaces_only() -> None:
    assert space_ends("Anna-Maria von Hohen-Stein") == (11, 15, 26)
    assert line_ends("a – b") == (4, 5)


def test_numbers_stay_with_what_they_count() -> None:
    assert tied("27 July 2026 to 22 February", "en") == {3, 19}
    assert tied("in 10 sessions, 2026 years", "en") == {6}
    assert tied("z domu i w pracy", "pl") == {2, 9, 11}
    assert tied("a day", "en") == frozenset()
    assert tied("먼저 듣고", "ko") == {1, 4}
    block = TextBlock("Autumn 2026, 27 July 2026 to 22 February 2027", STYLE, language="en", rtl=False)
    for measure in range(70, 260, 5):
        shown = [block.text[line.start : line.end] for line in block.set_in(measure)]
        assert not any(line.split()[-1] in {"27", "22"} for line in shown)


@given(
    st.text(
        st.sampled_from(
            "aé \u00adБ中אבـعل،١\u0301\u05b8\u064e\u0670\u200c\u200d\u200e\u2066\u2069\u0600\n–…©"
        ),
        max_size=12,
    )
)
def test_the_short_way_to_graphemes_leads_to_the_same(text: str) -> None:
    assert graphemes(text) == tuple(end for end in grapheme_cluster_boundaries(text) if end)
