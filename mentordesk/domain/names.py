"""Names as their owners' cultures order, shorten and sort them.

A name is kept exactly as its owner writes it. Its family part may be given beside it; where it is not, the
script and the shape of the name decide, which is not right for everyone: a given family part always wins.
Kanji without a space and Chinese names look alike; two or three characters are then read as Chinese.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Literal

from mentordesk.collation import fold, script_of

Culture = Literal["letters", "vietnamese", "japanese", "chinese", "korean", "first grapheme"]

_FIRST_GRAPHEME = frozenset({"Arabic", "Hebrew", "Thai", "Devanagari", "Bengali", "Indic"})
_CHINESE_PAIRS = frozenset(
    {"欧阳", "歐陽", "司马", "司馬", "诸葛", "諸葛", "上官", "夏侯", "皇甫", "尉迟", "尉遲", "公孙", "公孫"}
    | {"慕容", "令狐", "东方", "東方", "司徒", "独孤", "獨孤", "南宫", "南宮"}
)
_KOREAN_PAIRS = frozenset({"남궁", "황보", "제갈", "선우", "독고", "사공"})
_VIETNAMESE_FAMILIES = frozenset(
    {"nguyen", "pham", "huynh", "truong", "duong", "hoang", "phan", "trinh", "vuong"}
)
_VIETNAMESE_LETTERS = re.compile("[\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9]")
_PARTICLES = frozenset(
    {
        "al",
        "bin",
        "bint",
        "da",
        "das",
        "de",
        "del",
        "della",
        "den",
        "der",
        "di",
        "do",
        "dos",
        "du",
        "el",
        "ibn",
    }
    | {
        "la",
        "las",
        "le",
        "los",
        "ten",
        "ter",
        "van",
        "von",
        "y",
        "zu",
        "بن",
        "ابن",
        "بنت",
        "آل",
        "أبو",
        "ابو",
        "عبد",
        "בן",
        "בת",
    }
)
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv", "phd", "md"})
_MARKS_BETWEEN = "\u200c\u200d"
_VIRAMA = 9
_ARABIC_ARTICLE = "ال"
_LONGEST_CHINESE_NAME = 3


@lru_cache(maxsize=8192)
def initials(name: str, family: str = "") -> str:
    """One or two letters to stand for a person in an avatar; empty for an empty name."""
    parts = _parts(name)
    if not parts:
        return _first_grapheme(name.strip())
    culture = _culture(name, family)
    if culture == "first grapheme":
        return _first_grapheme(parts[0])
    if culture in {"japanese", "chinese", "korean"}:
        return _han_initials(name, family, culture)
    if culture == "vietnamese":
        return _letters(parts[-2:])
    return _letters(_two_parts(parts, family))


def short(name: str, family: str = "") -> str:
    """The name with its family part abbreviated, in its own order: "Zofia W.", "K. Eszter", "Nguyễn T. Ánh".

    Names of scripts without initials keep their first part and their family; short ones stay whole.
    """
    parts, whole = _parts(name), " ".join(name.split())
    culture = _culture(name, family)
    if not parts[1:] or culture in {"japanese", "chinese", "korean"}:
        return whole
    if culture == "vietnamese":
        return " ".join([parts[0], *(f"{_letter(part)}." for part in parts[1:-1]), parts[-1]])
    named = _family(name, family)
    given = _without(whole, named)
    if not given or not named:
        return whole
    if culture == "first grapheme":
        return f"{_parts(given)[0]} {named}"
    abbreviated = f"{_letters(_own_parts(named)[:1])}."
    return f"{abbreviated} {given}" if _family_first(whole, named) else f"{_parts(given)[0]} {abbreviated}"


def sort_parts(name: str, family: str = "") -> tuple[str, str]:
    """What a list of people is ordered by first, and then by.

    The family and the rest; for Vietnamese names the given name (the last part) and the rest. An Arabic
    article before the family does not count.
    """
    whole = " ".join(name.split())
    if _culture(name, family) == "vietnamese":
        given = whole.rpartition(" ")
        return given[2], given[0]
    named = _family(name, family)
    if not named:
        return whole, ""
    return named.removeprefix(_ARABIC_ARTICLE) or named, _without(whole, named)


def family_of(name: str) -> str:
    """The part of a name that is likely the family's; empty for a name of one part.

    A comma decides ("Kovács, Eszter"); Chinese, Japanese, Korean and Vietnamese names begin with it;
    elsewhere it is the last part with the particles before it ("van der Berg", "عبد الله").
    """
    before, comma, after = name.partition(",")
    if comma and fold(after).strip(" .") not in _SUFFIXES:
        return " ".join(before.split())
    parts, culture = _parts(name), _culture(name, "")
    if culture in {"japanese", "chinese", "korean"}:
        return _han_family("".join(parts) if len(parts) == 1 else name, culture)
    if not parts[1:]:
        return ""
    return parts[0] if culture == "vietnamese" else _last_with_particles(parts)


def _parts(name: str) -> list[str]:
    """The words of a name that hold a letter, without suffixes such as "Jr."."""
    words = [word.strip(",.;") for word in name.split() if any(c.isalpha() for c in word)]
    while len(words) > 1 and fold(words[-1]).replace(".", "") in _SUFFIXES:
        words.pop()
    return words


def _culture(name: str, family: str) -> Culture:
    script = script_of(name)
    if script in _FIRST_GRAPHEME:
        return "first grapheme"
    if script == "Hangul":
        return "korean"
    if script in {"Han", "Kana"}:
        return _han_culture(name.split(), family)
    return "vietnamese" if _is_vietnamese(name) else "letters"


def _han_culture(parts: list[str], family: str) -> Culture:
    joined = "".join(parts)
    if any(script_of(character) == "Kana" for character in joined):
        return "japanese"
    if family:
        return "japanese" if len(family) > 1 and family not in _CHINESE_PAIRS else "chinese"
    first = parts[0] if parts else ""
    if len(parts) > 1:
        return "chinese" if first in _CHINESE_PAIRS or len(first) == 1 else "japanese"
    short_enough = len(joined) <= _LONGEST_CHINESE_NAME
    return "chinese" if short_enough or joined[:2] in _CHINESE_PAIRS else "japanese"


def _is_vietnamese(name: str) -> bool:
    composed = unicodedata.normalize("NFC", name)
    first = fold(name).split()[:1]
    return bool(_VIETNAMESE_LETTERS.search(composed)) or bool(first and first[0] in _VIETNAMESE_FAMILIES)


def _family(name: str, family: str) -> str:
    """The given family part where the name holds it, else the likely one."""
    given = " ".join(family.split())
    return given if given and given in " ".join(name.split()) else family_of(name)


def _family_first(whole: str, named: str) -> bool:
    return whole.startswith(named) and len(whole) > len(named)


def _without(whole: str, named: str) -> str:
    """The name less its family part, taken from the end where it could be at either."""
    if not named:
        return whole
    before, _found, after = whole.rpartition(named)
    return " ".join(f"{before} {after}".strip(" ,").split())


def _han_family(name: str, culture: Culture) -> str:
    first, space, _rest = " ".join(name.split()).partition(" ")
    if space:
        return first
    if not first[1:]:
        return ""
    pairs = _KOREAN_PAIRS if culture == "korean" else _CHINESE_PAIRS
    two = culture == "japanese" or (first[:2] in pairs and first[2:])
    return first[:2] if two else first[:1]


def _han_initials(name: str, family: str, culture: Culture) -> str:
    named = _family(name, family)
    if culture == "japanese":
        return _first_grapheme(named or name.strip())
    given = _without("".join(name.split()), "".join(named.split()))
    return given[:2] or name.strip()[:1]


def _last_with_particles(parts: list[str]) -> str:
    start = len(parts) - 1
    while start > 1 and _is_particle(parts[start - 1]):
        start -= 1
    return " ".join(parts[start:])


def _is_particle(part: str) -> bool:
    return part in _PARTICLES


def _own_parts(text: str) -> list[str]:
    parts = _parts(text)
    return [part for part in parts if not _is_particle(part)] or parts


def _two_parts(parts: list[str], family: str) -> list[str]:
    """The given and the family part in the order of the name; one part alone where there is one."""
    named, own = _own_parts(family), _own_parts(" ".join(parts))
    if not named or named[0] not in own:
        return own if len(own) == 1 else [own[0], own[-1]]
    place = own.index(named[0])
    if place == 0:
        after = own[len(named) :]
        return [own[0], *after[:1]]
    return [own[0], own[place]]


def _letters(parts: list[str]) -> str:
    return "".join(_letter(part) for part in parts)


def _letter(part: str) -> str:
    first = next((place for place, c in enumerate(part) if c.isalpha()), 0)
    grapheme = unicodedata.normalize("NFC", _first_grapheme(part[first:]))
    titled = grapheme.title()
    return titled if len(titled) == len(grapheme) else titled[:1]


def _first_grapheme(text: str) -> str:
    """The first letter with the marks on it; consonants joined by a virama stay together."""
    end = 1
    while end < len(text) and _continues(text, end):
        end += 1
    return text[:end]


def _continues(text: str, place: int) -> bool:
    character, before = text[place], text[place - 1]
    if unicodedata.category(character).startswith("M") or character in _MARKS_BETWEEN:
        return True
    joined = before == "\u200d" or unicodedata.combining(before) == _VIRAMA
    return joined and character.isalpha() and script_of(character) in {"Devanagari", "Bengali", "Indic"}
