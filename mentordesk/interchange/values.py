"""One cell's text to one plain value and back: lists, numbers, days, roles, yes and no.

Every `parse_*` takes the text as typed, returns None (or an empty tuple) for an empty cell, and raises a
CellProblem that says what is wrong. Every `format_*` writes what its parser reads back equal.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache

from mentordesk.interchange.folding import folded
from mentordesk.interchange.refusals import (
    BelowZero,
    NotADay,
    NotANumber,
    NotARole,
    NotWhole,
    NotYesOrNo,
    OutOfRange,
)
from mentordesk.interchange.words import BOTH, COUNTING, MENTEE, MENTOR, NO, YES

SEPARATORS = (";", "\n", "|", ",")
NUMBER = re.compile(r"\d+(?:[.,٫]\d+)?")
ISO_DAY = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?")
WRITTEN_DAY = re.compile(r"(\d{1,2})([./-])\s?(\d{1,2})[./-]\s?(\d{4})(?:[T ].*)?")
MINUS = ("-", "−")
MONTHS_PER_YEAR = 12
MOST_YEARS = 80
MOST_CAPACITY = 100
TWELVE = 12


def split_values(
    text: str, separators: Sequence[str] = SEPARATORS, known: Sequence[str] = ()
) -> tuple[str, ...]:
    """The values of a cell, divided by the first of the separators that occurs in it, without repetitions.

    So "UX, research; Writing" is two values, since semicolons come before commas. Values of `known` that hold
    the separator themselves stay whole: "Python, UX, research" is two where "UX, research" is known.
    """
    sign = next((sign for sign in separators if sign in text), "")
    parts = [part.strip() for part in (text.split(sign) if sign else [text])]
    whole = {_pieces(value, sign): value for value in known if sign and sign in value}
    return tuple(dict.fromkeys(part for part in _rejoined(parts, whole) if part))


def _pieces(value: str, sign: str) -> tuple[str, ...]:
    return tuple(folded(piece) for piece in value.split(sign))


def _rejoined(parts: list[str], whole: dict[tuple[str, ...], str]) -> Iterator[str]:
    """The parts, with runs of them that make a known value as that value, longest first."""
    lengths = sorted({len(pieces) for pieces in whole}, reverse=True)
    words = [folded(part) for part in parts]
    at = 0
    while at < len(parts):
        length = next((n for n in lengths if tuple(words[at : at + n]) in whole), 0)
        yield whole[tuple(words[at : at + length])] if length else parts[at]
        at += length or 1


def format_values(values: Sequence[str]) -> str:
    """The values by semicolons; one single value with a comma keeps a semicolon behind it to stay whole."""
    text = "; ".join(values)
    divides = any(sign in text for sign in SEPARATORS[1:])
    return text + ";" if len(values) == 1 and divides else text


def parse_number(text: str) -> float | None:
    """A number in digits of any script with point or comma, or a word up to twelve; "about 7" is 7."""
    if not text.strip():
        return None
    digits = _european_digits(text)
    found = NUMBER.findall(digits)
    before, after = digits.split(found[0], 1) if len(found) == 1 else (digits, "")
    if before.strip() in MINUS and not after.strip():
        raise BelowZero(text=text)
    if len(found) == 1 and not set(MINUS) & set(before):
        return float(found[0].replace(",", ".").replace("٫", "."))
    counted = [COUNTING[word] for word in folded(text).split() if word in COUNTING]
    if found or len(counted) != 1:
        raise NotANumber(text=text)
    return float(counted[0])


@lru_cache
def stands_among_words(text: str) -> bool:
    """Whether a number is only part of what a cell says, as in "about 7" or "10+", but not in "7 years"."""
    digits = _european_digits(text).strip()
    whole = NUMBER.match(digits)
    rest = digits[whole.end() :] if whole else digits
    return not (whole and all(c.isalpha() or c in " ." for c in rest)) and folded(text) not in COUNTING


def parse_whole(text: str, low: int = 0, high: int = 1_000_000) -> int | None:
    """A whole number within the bounds; "2.0" is one, "2,5" is not."""
    number = parse_number(text)
    if number is None:
        return None
    if not number.is_integer():
        raise NotWhole(text=text)
    if not low <= number <= high:
        raise OutOfRange(text=text, low=low, high=high)
    return int(number)


def parse_capacity(text: str) -> int | None:
    return parse_whole(text, 0, MOST_CAPACITY)


def parse_years(text: str) -> int | None:
    """Years, halves and all, as whole months."""
    years = parse_number(text)
    if years is None:
        return None
    if years > MOST_YEARS:
        raise OutOfRange(text=text, low=0, high=MOST_YEARS)
    return round(years * MONTHS_PER_YEAR)


def format_whole(value: int | None) -> str:
    return "" if value is None else str(value)


def format_years(months: int | None, decimal: str = ".") -> str:
    """The fewest decimals that read back as the same months, with the reader's decimal sign."""
    if months is None:
        return ""
    years = months / MONTHS_PER_YEAR
    text = next(
        t for t in (f"{years:.{n}f}" for n in range(4)) if round(float(t) * MONTHS_PER_YEAR) == months
    )
    return text.replace(".", decimal)


def month_first(texts: Iterable[str]) -> bool:
    """Whether a column's days written with slashes put the month first, as 10/21/2026 does."""
    found = [WRITTEN_DAY.fullmatch(_european_digits(text.strip())) for text in texts]
    pairs = [(int(m[1]), int(m[3])) for m in found if m and m[2] == "/"]
    return any(second > TWELVE for _, second in pairs) and all(first <= TWELVE for first, _ in pairs)


def parse_day(text: str, *, month_first: bool = False) -> date | None:
    """ISO, 21.10.2026, or with slashes: month first where said so, and where only that can be."""
    text = _european_digits(text.strip())
    if not text:
        return None
    iso, written = ISO_DAY.fullmatch(text), WRITTEN_DAY.fullmatch(text)
    if not iso and not written:
        raise NotADay(text=text)
    year, month, day = map(int, iso.groups()) if iso else _in_order(written, month_first)
    try:
        return date(year, month, day)
    except ValueError as error:
        raise NotADay(text=text) from error


def _in_order(written: re.Match[str] | None, month_first: bool) -> tuple[int, int, int]:
    first, sign, second, year = written.groups() if written else ("0", "", "0", "0")
    month, day = (first, second) if month_first and sign == "/" else (second, first)
    if int(month) > TWELVE and sign == "/":
        month, day = day, month
    return int(year), int(month), int(day)


def format_day(day: date | None) -> str:
    return day.isoformat() if day else ""


def parse_role(text: str) -> frozenset[str]:
    """{"mentor"}, {"mentee"}, or both; empty for an empty cell."""
    if not text.strip():
        return frozenset()
    words = folded(text)
    if words in BOTH:
        return frozenset({"mentor", "mentee"})
    found = {role for role, known in (("mentor", MENTOR), ("mentee", MENTEE)) if _says(words, known)}
    if not found:
        raise NotARole(text=text)
    return frozenset(found)


def _says(words: str, known: frozenset[str]) -> bool:
    return words in known or any(part in known for part in words.split())


def format_role(roles: frozenset[str]) -> str:
    return "both" if len(roles) > 1 else "".join(roles)


def parse_yes(text: str) -> bool | None:
    """Yes and no in several languages, X and ticks, TRUE and 1."""
    words = folded(text)
    if not text.strip():
        return None
    if words in YES or text.strip() in {"✓", "✔", "☑"}:
        return True
    if words in NO or text.strip() in {"✗", "☐", "-", "–"}:
        return False
    raise NotYesOrNo(text=text)


def format_yes(value: bool | None) -> str:
    return "" if value is None else ("yes" if value else "no")


def _european_digits(text: str) -> str:
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)
