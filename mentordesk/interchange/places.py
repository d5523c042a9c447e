"""Countries, zones and languages as people write them, by the names that Babel's locale data hold."""

import re
import zoneinfo
from functools import cache

from mentordesk.interchange.folding import folded
from mentordesk.interchange.refusals import NotACountry, NotALanguage, NotAZone
from mentordesk.interchange.values import split_values

LOCALES = (
    *(
        "en",
        "es",
        "ar",
        "pl",
        "fr",
        "de",
        "it",
        "pt",
        "uk",
        "ru",
        "cs",
        "sk",
        "hu",
        "ro",
        "tr",
        "nl",
        "sv",
        "da",
    ),
    *("nb", "fi", "ja", "ko", "zh", "zh_Hant", "hi", "ta", "he", "vi", "id", "sw", "fa", "el"),
)
LEVELS = ("A1", "A2", "B1", "B2", "C1", "C2", "native")
NATIVE = re.compile(
    r"\b(native|mother tongue|nativ[oa]|materna|اللغة الأم|ojczysty|natif|maternelle|muttersprache)\b",
    re.IGNORECASE,
)
LEVEL = re.compile(r"\b([ABC][12])\b", re.IGNORECASE)
OTHER_COUNTRIES = {
    "usa": "US", "u s a": "US", "u s": "US", "uk": "GB", "u k": "GB", "great britain": "GB", "england": "GB",
    "scotland": "GB", "wales": "GB", "northern ireland": "GB", "south korea": "KR", "north korea": "KP",
    "viet nam": "VN", "vietnam": "VN", "czech republic": "CZ", "turkey": "TR", "ivory coast": "CI",
    "holland": "NL", "the netherlands": "NL", "russia": "RU", "syria": "SY", "uae": "AE", "palestine": "PS",
    "republic of korea": "KR", "korea": "KR", "burma": "MM", "swaziland": "SZ", "cape verde": "CV",
}  # fmt: skip
OTHER_LANGUAGES = {
    "chinese": "zh", "mandarin": "zh", "castilian": "es", "castellano": "es", "farsi": "fa", "persian": "fa",
    "tagalog": "fil", "filipino": "fil", "norwegian": "nb", "bokmal": "nb", "kiswahili": "sw", "twi": "tw",
    "gaelic": "ga", "flemish": "nl", "moldovan": "ro", "valenciano": "ca",
}  # fmt: skip


def parse_country(text: str) -> str:
    """The country's ISO 3166 alpha-2 code, by its code or name; empty for an empty cell."""
    word = text.strip()
    if not word:
        return ""
    if word.upper() in _territories():
        return word.upper()
    code = OTHER_COUNTRIES.get(folded(word)) or _country_names().get(folded(word))
    if not code:
        raise NotACountry(text=text)
    return code


def format_country(code: str) -> str:
    return code


def parse_zone(text: str) -> str:
    """An IANA zone, by its name or by its city where only one zone has it; empty for an empty cell."""
    word = text.strip()
    if not word:
        return ""
    if word in _zones():
        return word
    found = _zone_names().get(folded(word))
    if not found:
        raise NotAZone(text=text)
    return found


def parse_language(text: str) -> tuple[str, str]:
    """ISO 639 code and level, the level empty where none is given: "English (C1)", "polski", "ar native"."""
    level = _level(text)
    name = LEVEL.sub(" ", NATIVE.sub(" ", text))
    word = folded(name)
    code = OTHER_LANGUAGES.get(word) or _language_names().get(word)
    if not code:
        raise NotALanguage(text=text)
    return code, level


def parse_languages(text: str) -> tuple[tuple[str, str], ...]:
    """Every language of a cell in its order, each code once."""
    pairs = [parse_language(part) for part in split_values(text, (";", "\n", "|", ",", "/", "،"))]
    found: dict[str, str] = {}
    for code, level in pairs:
        found[code] = found.get(code) or level
    return tuple(found.items())


def format_languages(languages: tuple[tuple[str, str], ...]) -> str:
    """Codes with their levels, which every reader's language parses back equal."""
    return "; ".join(f"{code} {level}".strip() for code, level in languages)


def _level(text: str) -> str:
    if NATIVE.search(text):
        return "native"
    found = LEVEL.search(text)
    return found.group(1).upper() if found else ""


@cache
def _territories() -> frozenset[str]:
    return frozenset(code for code in _names("en", "territories") if len(code) == 2 and code.isalpha())  # noqa: PLR2004


@cache
def _country_names() -> dict[str, str]:
    return {
        folded(name): code
        for locale in reversed(LOCALES)
        for code, name in _names(locale, "territories").items()
        if code in _territories()
    }


@cache
def _language_names() -> dict[str, str]:
    """Names to codes; the codes themselves count as names, and win."""
    names = {
        folded(name): code
        for locale in reversed(LOCALES)
        for code, name in _names(locale, "languages").items()
        if "_" not in code
    }
    return names | {code: code for code in names.values()}


@cache
def _zones() -> frozenset[str]:
    return frozenset(zoneinfo.available_timezones())


@cache
def _zone_names() -> dict[str, str]:
    """Folded whole names, and the cities that stand in one zone only."""
    zones = sorted(zone for zone in _zones() if "/" in zone and not zone.startswith("Etc/"))
    names: dict[str, str] = {}
    for zone in zones:
        city = folded(zone.rsplit("/", 1)[1])
        names[city] = zone if city not in names else ""
    return names | {folded(zone): zone for zone in zones}


def _names(locale: str, kind: str) -> dict[str, str]:
    from babel import Locale

    return dict(getattr(Locale.parse(locale), kind))
