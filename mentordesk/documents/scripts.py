"""Which languages are written in which script, so that a reader's voice knows what it reads."""

import re
from functools import lru_cache

LIKELY = {
    "Arab": "ar",
    "Beng": "bn",
    "Cyrl": "ru",
    "Deva": "hi",
    "Grek": "el",
    "Hang": "ko",
    "Hani": "zh",
    "Hebr": "he",
    "Hira": "ja",
    "Kana": "ja",
    "Latn": "en",
    "Thai": "th",
}
"""The likely language of a script, as CLDR's likely subtags name it for a script alone."""

_WRITTEN_IN = {
    "Arab": frozenset({"ar", "fa", "ur", "ckb", "ps", "sd", "ug"}),
    "Beng": frozenset({"bn", "as"}),
    "Cyrl": frozenset({"ru", "uk", "bg", "be", "sr", "mk", "kk", "ky", "tg", "mn"}),
    "Deva": frozenset({"hi", "mr", "ne", "sa"}),
    "Grek": frozenset({"el"}),
    "Hang": frozenset({"ko"}),
    "Hani": frozenset({"zh", "ja", "ko"}),
    "Hebr": frozenset({"he", "yi"}),
    "Hira": frozenset({"ja"}),
    "Kana": frozenset({"ja"}),
    "Thai": frozenset({"th"}),
}
_NOT_LATIN = frozenset().union(*_WRITTEN_IN.values())


@lru_cache(maxsize=256)
def language_of(script: str, home: str) -> str:
    """The likely language of words in a script, or nothing where the language around them writes it."""
    code = home.partition("-")[0]
    at_home = code not in _NOT_LATIN if script == "Latn" else code in _WRITTEN_IN.get(script, (code,))
    return "" if at_home else LIKELY[script]


_IDEOGRAPH = re.compile("[\u3400-\u9fff\uf900-\ufaff]")
_READINGS = (
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("zh-TW", re.compile("[\u3100-\u312f]")),
    ("ko", re.compile("[\uac00-\ud7a3]")),
)
_COUNTRIES = {"JP": "ja", "KR": "ko", "TW": "zh-TW", "HK": "zh-HK", "MO": "zh-HK", "CN": "zh", "SG": "zh"}


def language_of_name(name: str, reading: str, forms: str = "") -> str:
    """The language whose forms of ideographs a name takes: as its reading tells, else as `forms` does.

    Empty where there are none, or nothing tells.
    """
    if not _IDEOGRAPH.search(name):
        return ""
    return next((language for language, letters in _READINGS if letters.search(reading)), forms)


def forms_used(language: str, country: str) -> str:
    """The language whose forms of ideographs somebody uses: that of their documents, else their country's."""
    return language if language.partition("-")[0] in {"ja", "ko", "zh"} else _COUNTRIES.get(country, "")
