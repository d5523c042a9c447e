"""The bundled typefaces: the interface face at once, the others when a text needs them or time allows."""

from functools import cache, lru_cache

from PySide6.QtCore import QLoggingCategory
from PySide6.QtGui import QFontDatabase

from mentordesk.assets import resources

QUIET = "qt.text.font.db=false"  # one harmless line for each family before the right one
TEXT = ("MDSans-Regular", "MDSans-SemiBold")
FIRST = (*TEXT, "MDSans-Medium")
FAMILY = "MD Sans"
SCRIPTS: tuple[tuple[str, str, tuple[tuple[int, int], ...]], ...] = (
    ("MD Naskh", "MDNaskh", ((0x600, 0x77F), (0x8A0, 0x8FF), (0xFB50, 0xFDFF), (0xFE70, 0xFEFC))),
    ("MD Hebrew", "MDHebrew", ((0x590, 0x5FF), (0xFB1D, 0xFB4F))),
    ("MD Devanagari", "MDDevanagari", ((0x900, 0x97F), (0xA8E0, 0xA8FF))),
    ("MD Bengali", "MDBengali", ((0x980, 0x9FF),)),
    ("MD Thai", "MDThai", ((0xE00, 0xE7F),)),
    ("MD Sans KR", "MDSansKR", ((0x1100, 0x11FF), (0x3130, 0x318F), (0xAC00, 0xD7AF))),
    ("MD Sans JP", "MDSansJP", ((0x3040, 0x30FF), (0x31F0, 0x31FF))),
    ("MD Sans SC", "MDSansSC", ((0x2E80, 0x2FDF), (0x3400, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x323AF))),
)
HAN = "MD Sans SC"
EAST_ASIAN = ("MD Sans KR", "MD Sans JP", HAN)
ALL_FAMILIES = (FAMILY, *(family for family, _, _ in SCRIPTS))
HAN_LANGUAGES = {"ja": "MD Sans JP", "ko": "MD Sans KR", "zh": HAN}


def load_text() -> None:
    """The faces of the first frame; a face that is not packed is left to the system."""
    QLoggingCategory.setFilterRules(QUIET)
    for name in TEXT:
        _load(name)


def load_first() -> None:
    """The faces that every page needs."""
    for name in FIRST:
        _load(name)


def load_rest() -> None:
    """Every face a name on screen may need; called when the window is up."""
    for _, stem, _ in SCRIPTS:
        _load_script(stem)


@lru_cache(maxsize=4096)
def families(text: str, language: str = "") -> tuple[str, ...]:
    """Families to draw a text with, that of its East Asian script first, their faces loaded.

    Han alone says nothing of its country: `language` ("ja", "ko", "zh") does, and Chinese is assumed.
    """
    if text.isascii():
        return ALL_FAMILIES
    found = [entry for entry in SCRIPTS if _uses(text, entry[2])]
    for _, stem, _ in found:
        _load_script(stem)
    leading = next((family for family, _, _ in found if family in EAST_ASIAN), "")
    if leading == HAN:
        leading = HAN_LANGUAGES.get(language[:2], HAN)
    return (leading, *(name for name in ALL_FAMILIES if name != leading)) if leading else ALL_FAMILIES


def _uses(text: str, ranges: tuple[tuple[int, int], ...]) -> bool:
    return any(low <= ord(letter) <= high for letter in text for low, high in ranges)


def _load_script(stem: str) -> None:
    for weight in ("Regular", "Bold"):
        _load(f"{stem}-{weight}")


def count() -> int:
    """How many faces were asked for so far; what was measured with fewer may be wrong."""
    return _load.cache_info().misses


@cache
def _load(name: str) -> bool:
    path = resources() / "fonts" / f"{name}.ttf"
    return path.is_file() and QFontDatabase.addApplicationFont(str(path)) >= 0
