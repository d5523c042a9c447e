"""The order and the search keys of text in many scripts, where the system's own collation cannot be had."""

import unicodedata
from functools import cache

_FOLDED = str.maketrans(
    {
        "ł": "l",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "ı": "i",
        "ħ": "h",
        "ŧ": "t",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
        "ŋ": "n",
        "ĸ": "k",
        "ə": "e",
        "ς": "σ",
        "ة": "ه",
        "ى": "ي",
        "ـ": None,
        "’": "'",
        "ʼ": "'",
        "‐": "-",
        "\u00ad": None,
        "\u200b": None,
        "\u200c": None,
        "\u200d": None,
        "\u200e": None,
        "\u200f": None,
        "\u2068": None,
        "\u2069": None,
    }
)
# Canonical classes of marks that a searcher leaves out: nukta, Hebrew and Arabic points, Thai and Lao tones,
# accents. Vowel signs, viramas and the kana voicing marks make another letter, so they stay.
_POINTS = frozenset({7, 107, 122, *range(10, 36), *range(200, 241)})

# Letters that an alphabet counts apart, after the letter they stand behind.
_ALPHABETS = {
    "cs": {"c": "č", "r": "ř", "s": "š", "z": "ž"},
    "da": {"z": "æøå"},
    "es": {"n": "ñ"},
    "et": {"s": "š", "w": "õäöü"},
    "fi": {"z": "åäö"},
    "hr": {"c": "čć", "d": "đ", "s": "š", "z": "ž"},
    "hu": {"o": "ö", "u": "ü"},
    "is": {"a": "á", "d": "ð", "e": "é", "i": "í", "o": "ó", "u": "ú", "y": "ý", "z": "þæö"},
    "lt": {"c": "č", "s": "š", "z": "ž"},
    "nb": {"z": "æøå"},
    "pl": {"a": "ą", "c": "ć", "e": "ę", "l": "ł", "n": "ń", "o": "ó", "s": "ś", "z": "źż"},
    "ro": {"a": "ăâ", "i": "î", "s": "ș", "t": "ț"},
    "sk": {"a": "ä", "c": "č", "o": "ô", "s": "š", "z": "ž"},
    "sl": {"c": "č", "s": "š", "z": "ž"},
    "sv": {"z": "åäö"},
    "tr": {"c": "ç", "g": "ğ", "h": "ı", "o": "ö", "s": "ş", "u": "ü"},
    "vi": {"a": "ăâ", "d": "đ", "e": "ê", "o": "ôơ", "u": "ư"},
}
_LAST = "\U0010fffd"

# First code points of the scripts names are written in; a reader finds his own script first.
_SCRIPTS = (
    (0x0000, "Latin"),
    (0x0370, "Greek"),
    (0x0400, "Cyrillic"),
    (0x0530, "Armenian"),
    (0x0590, "Hebrew"),
    (0x0600, "Arabic"),
    (0x0900, "Devanagari"),
    (0x0980, "Bengali"),
    (0x0A00, "Indic"),
    (0x0E00, "Thai"),
    (0x0E80, "Other"),
    (0x10A0, "Georgian"),
    (0x1100, "Hangul"),
    (0x1200, "Other"),
    (0x1E00, "Latin"),
    (0x1F00, "Greek"),
    (0x2000, "Other"),
    (0x3040, "Kana"),
    (0x3130, "Hangul"),
    (0x31F0, "Kana"),
    (0x3400, "Han"),
    (0xAC00, "Hangul"),
    (0xD7B0, "Other"),
    (0xF900, "Han"),
    (0xFB00, "Latin"),
    (0xFB1D, "Hebrew"),
    (0xFB50, "Arabic"),
    (0xFF00, "Latin"),
    (0xFF66, "Kana"),
    (0x20000, "Han"),
)
_HOME_SCRIPTS = {
    "ar": ("Arabic",),
    "bg": ("Cyrillic",),
    "bn": ("Bengali",),
    "el": ("Greek",),
    "fa": ("Arabic",),
    "he": ("Hebrew",),
    "hi": ("Devanagari",),
    "hy": ("Armenian",),
    "ja": ("Kana", "Han"),
    "ka": ("Georgian",),
    "ko": ("Hangul", "Han"),
    "mr": ("Devanagari",),
    "ne": ("Devanagari",),
    "ru": ("Cyrillic",),
    "sr": ("Cyrillic",),
    "th": ("Thai",),
    "uk": ("Cyrillic",),
    "ur": ("Arabic",),
    "zh": ("Han",),
}

SortKey = tuple[int, str, str]


@cache
def _apart(language: str) -> dict[int, str]:
    return {
        ord(letter): f"{base}{_LAST}{place}"
        for base, letters in _ALPHABETS.get(language, {}).items()
        for place, letter in enumerate(letters)
    }


@cache
def _order_of_scripts() -> tuple[str, ...]:
    return tuple(dict.fromkeys(script for _start, script in _SCRIPTS))


def script_of(text: str) -> str:
    """The script of the first letter, by name ("Latin", "Han", ...); "Other" when there is none we know."""
    letter = next((character for character in text if character.isalpha()), None)
    if letter is None:
        return "Other"
    return next(script for start, script in reversed(_SCRIPTS) if ord(letter) >= start)


def fold(text: str) -> str:
    """The key that text is searched by: case, accents, width and invisible characters aside."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(c for c in apart if unicodedata.combining(c) not in _POINTS)
    return kept.casefold().translate(_FOLDED)


def sort_key(text: str, language: str) -> SortKey:
    """Put the language's own script first, accents aside but for letters that its alphabet counts apart.

    Texts that differ only by accents or case follow each other in a fixed order.
    """
    script = script_of(text)
    home = _HOME_SCRIPTS.get(language, ("Latin",))
    place = 0 if script in home else 1 + _order_of_scripts().index(script)
    composed = unicodedata.normalize("NFC", text.casefold())
    return place, fold(composed.translate(_apart(language))), text
