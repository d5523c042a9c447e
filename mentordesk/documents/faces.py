"""The bundled faces, and which of them writes which character."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

import uharfbuzz as hb

from mentordesk.assets import resource

FALLBACKS = ("Naskh", "Hebrew", "Devanagari", "Bengali", "Thai")
CJK = ("SansSC", "SansJP", "SansTC", "SansKR")
CJK_KOREAN = ("SansKR", "SansTC", "SansJP", "SansSC")
"""Hanja that the Korean face leaves to others have the forms of traditional Chinese."""
CJK_FIRST = {"ja": "SansJP", "ko": "SansKR", "zh-Hant": "SansTC", "zh-TW": "SansTC", "zh-HK": "SansTC"}
JOINED = frozenset({"ar", "fa", "ur", "ckb", "ps", "sd", "ug"})
NASKH_BESIDE_LATIN = 1.16
LATIN_BESIDE_NASKH = 0.84

_FIRST_PRINTABLE = 0x20
_LINE_END = 0x0A
_IGNORABLE = re.compile(r"[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]")
_IDEOGRAPHS = re.compile(r"[\u2e80-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff]")
_KANA = re.compile(r"[\u3040-\u30ff]")
_WEIGHT_FALLBACK = {"Light": "Bold", "Medium": "Bold", "SemiBold": "Bold", "Bold": "SemiBold"}


@dataclass(frozen=True, eq=False)
class Face:
    """One font file, opened once a process; widths are in thousandths of the size."""

    name: str

    @cached_property
    def shaper(self) -> hb.Font:
        return hb.Font(self.source)

    @cached_property
    def source(self) -> hb.Face:
        return hb.Face(resource(f"fonts/{self.name}.ttf").read_bytes())

    @cached_property
    def characters(self) -> frozenset[int]:
        """What the face writes; control characters are left out, so that they stand as boxes."""
        return frozenset(code for code in self.source.unicodes if code >= _FIRST_PRINTABLE) | {_LINE_END}

    @cached_property
    def scale(self) -> float:
        """Thousandths of the size in one font unit."""
        return 1000 / float(self.source.upem)

    @cached_property
    def _widths(self) -> dict[int, float]:
        return {}

    def width(self, glyph: int) -> float:
        """The glyph's own advance, as a viewer knows it."""
        known = self._widths.get(glyph)
        if known is None:
            known = self._widths[glyph] = self.shaper.get_glyph_h_advance(glyph) * self.scale
        return known

    def writes_all(self, text: str) -> bool:
        """Whether every single character has a glyph here."""
        return self.characters.issuperset(map(ord, text))

    def writes(self, grapheme: str) -> bool:
        """Whether every character that leaves a trace has a glyph here."""
        return self.characters.issuperset(map(ord, _IGNORABLE.sub("", grapheme)))

    @cached_property
    def is_naskh(self) -> bool:
        return self.name.startswith("MDNaskh")


@cache
def face(family: str, style: str) -> Face:
    """The face of a family nearest to a style: families without it have Regular and perhaps Bold."""
    for wanted in (style, _WEIGHT_FALLBACK.get(style, "Regular"), "Regular"):
        name = f"MD{family}-{wanted}"
        if _exists(name):
            return Face(name)
    raise LookupError(family)


def _exists(name: str) -> bool:
    try:
        resource(f"fonts/{name}.ttf")
    except FileNotFoundError:
        return False
    return True


@dataclass(frozen=True, eq=False)
class Stack:
    """Faces in the order of choice for one text; the first also draws the box for what none can write."""

    faces: tuple[Face, ...]
    joined: bool

    def plain(self, text: str) -> bool:
        """Whether the first face writes the whole text in its usual size."""
        return not self.joined and ((text.isascii() and text.isprintable()) or self.faces[0].writes_all(text))

    def pick(self, grapheme: str, before: Face | None) -> Face:
        """The face for a grapheme: punctuation stays in the face before it, the rest takes the first."""
        if before is not None and _is_neutral(grapheme) and before.writes(grapheme):
            return before
        return next((one for one in self.faces if one.writes(grapheme)), self.faces[0])

    def factor(self, one: Face) -> float:
        """How much larger or smaller this face is set, to look equal beside the text's main script."""
        if self.joined:
            return 1.0 if one.is_naskh else LATIN_BESIDE_NASKH
        return NASKH_BESIDE_LATIN if one.is_naskh else 1.0

    @property
    def leading_face(self) -> Face:
        """The face of neutral characters that nothing stands before."""
        return next(one for one in self.faces if one.is_naskh) if self.joined else self.faces[0]


def _is_neutral(grapheme: str) -> bool:
    return not grapheme.isalnum() and not any(character.isalnum() for character in grapheme)


@lru_cache(maxsize=256)
def _stack(family: str, style: str, language: str, cjk: tuple[str, ...]) -> Stack:
    chain = (family, *FALLBACKS, *cjk)
    return Stack(tuple(face(name, style) for name in chain), language.partition("-")[0] in JOINED)


def stack(family: str, style: str, language: str, text: str) -> Stack:
    """The faces for a text: the page language's CJK face first, unless another writes all its ideographs."""
    if text.isascii():
        return _stack(family, style, language, CJK)
    return _stack(family, style, language, cjk_order(language, "".join(_IDEOGRAPHS.findall(text))))


@lru_cache(maxsize=1024)
def cjk_order(language: str, ideographs: str) -> tuple[str, ...]:
    first = CJK_FIRST.get(language) or CJK_FIRST.get(language.partition("-")[0])
    usual = CJK_KOREAN if first == CJK_KOREAN[0] else CJK
    if first is None and _KANA.search(ideographs):
        first = "SansJP"
    order = (first, *(name for name in usual if name != first)) if first else usual
    whole = [name for name in order if ideographs and face(name, "Regular").writes(ideographs)]
    return tuple(dict.fromkeys((*whole, *order)))


def missing(text: str, graphemes: Iterable[str], faces: Sequence[Face]) -> tuple[str, ...]:
    """The graphemes of `text` that none of the faces can write, each once, in order."""
    if text.isascii() and text.isprintable():
        return ()
    lost = (one for one in graphemes if not one.isspace() and not any(each.writes(one) for each in faces))
    return tuple(dict.fromkeys(lost))
