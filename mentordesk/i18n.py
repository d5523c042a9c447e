"""Words, plurals, dates, numbers, lists and sorting in the reader's language: gettext and Babel, no Qt.

`_`, `N_` and `ngettext` need the standard library alone; Babel is imported by the first method that needs it.
A checkout has only `.po` files: they are compiled when asked for and kept in its build folder.
"""

import datetime as dt
import gettext as stdlib_gettext
import io
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from mentordesk import assets
from mentordesk.collation import SortKey, fold, script_of, sort_key

if TYPE_CHECKING:
    from babel import Locale

LANGUAGES = ("en", "es", "ar")
PSEUDO = "xx-pseudo"
DOMAIN = "mentordesk"

__all__ = [
    "LANGUAGES",
    "N_",
    "PSEUDO",
    "Reader",
    "SortKey",
    "_",
    "autonym",
    "filled",
    "fold",
    "isolate",
    "ngettext",
    "pseudo",
    "reader",
    "script_of",
    "set_language",
]

Style = Literal["full", "long", "medium", "short"]
Width = Literal["wide", "abbreviated", "narrow"]

_RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"})
_LOCALES = {"ar": "ar_001", "en": "en_GB", PSEUDO: "en_GB", "zh": "zh_Hans", "pt": "pt_PT"}
_TIMES = {"ko": "aaaa h:mm"}
_NEAR_DAYS = 14

_PSEUDO_LETTERS = str.maketrans("aceginorsuyACEGINORSUY", "áçéĝíñóřšúýÁÇÉĜÍÑÓŘŠÚÝ")
_LEAVE_ALONE = re.compile(r"(\{[^{}]*\}|<[^<>]*>|&\w+;)")


class Reader:
    """Text for someone who reads one language: the window's user, or the person a document is for.

    A language without a catalogue gets English sentences with its own dates, numbers and order.
    Digits are always ASCII.
    """

    def __init__(self, language: str) -> None:
        self.language_code = language
        self.rtl = language.partition("-")[0] in _RIGHT_TO_LEFT
        self._catalogue = catalogue(language)

    @property
    def locale_name(self) -> str:
        """The name of the locale that words and writes dates and numbers, such as en_GB."""
        return _LOCALES.get(self.language_code, self.language_code).replace("-", "_")

    @cached_property
    def locale(self) -> "Locale":
        return _locale(self.locale_name)

    def gettext(self, message: str) -> str:
        return self._catalogue.gettext(message) if message else ""

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        return self._catalogue.ngettext(singular, plural, n)

    def filled(self, message: str, **values: object) -> str:
        """The message with its values, as this language writes them together.

        After "Smith Jr." comes no second full stop, in Spanish "e" for "y" before the sound of i.
        """
        if self.language_code == "es":
            message = _AND.sub(lambda found: _and_before(str(values.get(found[1], ""))), message)
        return _STOPPED_TWICE.sub(r".\1", message.format(**values))

    def date(self, day: dt.date, style: Style = "medium") -> str:
        from babel.dates import format_date

        return format_date(day, style, locale=self.locale)

    def near_date(self, day: dt.date) -> str:
        """A day of the months around now, without its year: "14 Feb"."""
        from babel.dates import format_skeleton

        return str(format_skeleton("MMMd", day, locale=self.locale))

    def month(self, day: dt.date) -> str:
        """The month and year that `day` lies in, as a heading."""
        from babel.dates import format_skeleton

        return str(format_skeleton("yMMMM", day, locale=self.locale))

    def weekday(self, index: int, width: Width = "wide") -> str:
        """The name of a day of the week standing alone; Monday is 0."""
        from babel.dates import get_day_names

        return str(get_day_names(width, "stand-alone", self.locale)[index])

    @property
    def first_weekday(self) -> int:
        """The day that a week begins with here; Monday is 0."""
        return self.locale.first_week_day

    def time(self, moment: dt.datetime, zone: str) -> str:
        """The clock time of an instant in an IANA zone."""
        from zoneinfo import ZoneInfo  # reads the build's settings: 3 ms of the start

        from babel.dates import format_time

        pattern = _TIMES.get(self.language_code, "short")
        return format_time(moment.astimezone(ZoneInfo(zone)), pattern, locale=self.locale)

    def instant(self, moment: dt.datetime, zone: str) -> str:
        """The day and clock time of an instant in an IANA zone."""
        from zoneinfo import ZoneInfo

        from babel.dates import get_datetime_format

        day = self.date(moment.astimezone(ZoneInfo(zone)).date())
        pattern = str(get_datetime_format("medium", self.locale)).replace("'", "")
        return pattern.replace("{1}", day).replace("{0}", self.time(moment, zone))

    def number(self, value: float, decimals: int | None = None) -> str:
        """A number with this language's separators; `decimals` fixes how many digits follow the mark."""
        return _number(self.locale_name, value + 0, decimals)  # nought is written without a sign

    def percent(self, share: float) -> str:
        """A share between 0 and 1 as a whole percentage."""
        from babel.numbers import format_percent

        return format_percent(share, locale=self.locale)

    def isolated(self, text: str) -> str:
        """A name or a word of another language in a sentence: kept apart where sentences run leftwards."""
        return isolate(text) if self.rtl else text

    def code(self, text: str) -> str:
        """A number or a code that reads from left to right in a sentence of any direction."""
        return f"\u2066{text}\u2069" if self.rtl else text

    def line(self, parts: Iterable[str]) -> str:
        """Several short things on one line, the empty ones left out: "Meridian · Lisboa"."""
        return self.gettext(" · ").join(self.isolated(part) for part in parts if part)

    def listing(self, items: Iterable[str]) -> str:
        """The items as one phrase: "Ana, Bo and Chen"."""
        from babel.lists import format_list

        shown = [self.isolated(item) for item in items]
        made = format_list(shown, locale=self.locale)
        if self.locale.language == "es" and shown[1:]:
            made = made.removesuffix(f"y {shown[-1]}") + _and_before(shown[-1]) + shown[-1]
        return made

    def relative_day(self, day: dt.date, today: dt.date) -> str:
        """How far `day` is from `today`, in days up to two weeks either way; a date beyond."""
        away = (day - today).days
        if abs(away) > _NEAR_DAYS:
            return self.date(day)
        if abs(away) <= 1:
            near = {0: N_("today"), 1: N_("tomorrow"), -1: N_("yesterday")}
            return self.gettext(near[away])
        if away > 0:
            return self.ngettext("in {n} day", "in {n} days", away).format(n=away)
        return self.ngettext("{n} day ago", "{n} days ago", -away).format(n=-away)

    def country(self, code: str) -> str:
        """The country of an ISO 3166 code; the code itself when it names none."""
        return str(self.locale.territories.get(code.upper(), code))

    def language(self, code: str) -> str:
        """The language of an ISO 639 code; the code itself when it names none."""
        return str(self.locale.languages.get(code.replace("-", "_"), code))

    def sort_key(self, text: str) -> SortKey:
        """The place of `text` among others in this language's order; see `collation`."""
        return sort_key(text, self.language_code)


@lru_cache(maxsize=8192)
def _number(locale: str, value: float, decimals: int | None) -> str:
    """Kept, as lists draw the same few numbers over and over."""
    from babel.numbers import format_decimal

    pattern = None if decimals is None else "#,##0" + ("." + "0" * decimals if decimals else "")
    return format_decimal(value, pattern, locale=_locale(locale))


@cache
def _locale(name: str) -> "Locale":
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(name)
    except (UnknownLocaleError, ValueError):
        return Locale.parse("en_GB")


_AS_I = re.compile("[\u2066-\u2068]*h?[ií](?![aeoáéó])", re.IGNORECASE)
"""Words that begin with the sound of i, before which Spanish says "e" for "and"; "hielo" does not."""

_AND = re.compile(r"\by (?=\{(\w+)\})")
_STOPPED_TWICE = re.compile("(?<=\\w)\\.(\u2069?)\\.(?=\\s|$)")
"""The full stop of "Kwame B." and that of the sentence."""


def _and_before(word: str) -> str:
    return "e " if _AS_I.match(word) else "y "


class _PseudoTranslations(stdlib_gettext.NullTranslations):
    def gettext(self, message: str) -> str:
        return pseudo(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return pseudo(msgid1 if n == 1 else msgid2)


class _Chosen:
    """The reader that `_` speaks to; the window has one language at a time."""

    def __init__(self) -> None:
        self.reader = Reader("en")


def catalogue(language: str) -> stdlib_gettext.NullTranslations:
    """The sentences of a language; English ones where it has no catalogue."""
    if language == PSEUDO:
        return _PseudoTranslations()
    compiled = _compiled(assets.translations() / language / "LC_MESSAGES", assets.cache())
    return (
        stdlib_gettext.GNUTranslations(io.BytesIO(compiled))
        if compiled
        else stdlib_gettext.NullTranslations()
    )


def _compiled(folder: Path, build: Path | None) -> bytes | None:
    built, source = folder / f"{DOMAIN}.mo", folder / f"{DOMAIN}.po"
    if build is None or not source.exists():
        return built.read_bytes() if built.exists() else None
    kept = build / "translations" / f"{folder.parent.name}.mo"
    if kept.exists() and kept.stat().st_mtime_ns >= source.stat().st_mtime_ns:
        return kept.read_bytes()
    return _compile(source, kept)


def _compile(source: Path, kept: Path) -> bytes:
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    out = io.BytesIO()
    with source.open("rb") as file:
        write_mo(out, read_po(file))
    _keep(out.getvalue(), kept)
    return out.getvalue()


def _keep(content: bytes, path: Path) -> None:
    """Put a file in place whole; a folder that cannot be written only costs time at the next start."""
    aside = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        aside.write_bytes(content)
        aside.replace(path)
    except OSError:
        return


def N_(message: str) -> str:  # noqa: N802 - gettext's own word for a message translated later
    """Mark a message for translation where it is only shown later."""
    return message


def pseudo(message: str) -> str:
    """The message accented, bracketed and two fifths longer, its placeholders untouched."""
    pieces = _LEAVE_ALONE.split(message)
    accented = [
        piece if _LEAVE_ALONE.fullmatch(piece) else piece.translate(_PSEUDO_LETTERS) for piece in pieces
    ]
    return f"[{''.join(accented)}{'~' * (len(message) * 2 // 5)}]"


def isolate(text: str) -> str:
    """Text that keeps its own direction inside a sentence that runs the other way."""
    return f"\u2068{text}\u2069"


def autonym(language: str) -> str:
    """What a language calls itself, as in the language menu."""
    if language == PSEUDO:
        return "[Ƥšéúðó]"
    from babel import Locale

    name = Locale.parse(language.replace("-", "_")).get_display_name() or language
    return name[:1].upper() + name[1:]


_chosen = _Chosen()


_spoken: ContextVar[Reader | None] = ContextVar("_spoken", default=None)
"""Whom one thread speaks to, where that is not the window's reader."""


@contextmanager
def speaking(reader: Reader) -> Iterator[None]:
    """Everything said within, and in this thread alone, is in the reader's language."""
    before = _spoken.set(reader)
    try:
        yield
    finally:
        _spoken.reset(before)


def reader() -> Reader:
    """The reader of the window's language, or whom `speaking` speaks to."""
    return _spoken.get() or _chosen.reader


def set_language(language: str) -> None:
    """Let everything shown from now on be in another language."""
    _chosen.reader = Reader(language)


def _(message: str) -> str:
    """The message in the window's language."""
    return reader().gettext(message)


def filled(message: str, **values: object) -> str:
    """The message with its values, as the window's language writes them together."""
    return reader().filled(message, **values)


def ngettext(singular: str, plural: str, n: int) -> str:
    """The form of a message that the window's language uses for `n` things."""
    return reader().ngettext(singular, plural, n)
