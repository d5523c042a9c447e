"""A week of free hours as people write it: "Fri morning; Tue morning", "Mo 9-12, We 18-20".

A week is 21 bytes: bit `weekday * 24 + hour`, Monday first, highest bit of the first byte first.
"""

import re
from functools import cache
from itertools import groupby

from mentordesk.interchange.folding import folded
from mentordesk.interchange.refusals import NotAnHour
from mentordesk.interchange.values import split_values
from mentordesk.interchange.words import PARTS

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
LOCALES = ("de", "fr", "pl", "ar", "es", "en")
WEEKDAYS = range(5)
WEEKEND = range(5, 7)
DAY_HOURS = 24
WEEK_BYTES = 21
SPAN = re.compile(r"(\d{1,2})(?:[:.]00)?\s*[-–—]\s*(\d{1,2})(?:[:.]00)?(?=\D|$)")
WHOLE_DAY = (8, 21)


def parse_week(text: str) -> bytes | None:
    """The free hours, or None for an empty cell; NotAnHour names the part that cannot be read.

    Morning is 8 to 12, afternoon 12 to 17, evening 17 to 21; a day alone is 8 to 21.
    """
    parts = split_values(text, (";", "\n", "|", ",", "،"))
    bits = 0
    for part in parts:
        for day in _days(part):
            first, end = _span(part)
            bits |= sum(_bit(day, hour) for hour in range(first, end))
    return bits.to_bytes(WEEK_BYTES, "big") if parts else None


def format_week(week: bytes | None) -> str:
    """Like Mo 9-12, We 18-20: spans of whole hours, the end not included; read back equal."""
    if week is None:
        return ""
    bits = int.from_bytes(week, "big")
    spans = [f"{DAYS[day]} {a}-{b}" for day in range(7) for a, b in _spans(bits, day)]
    return ", ".join(spans) or "-"


def _spans(bits: int, day: int) -> list[tuple[int, int]]:
    runs = groupby(range(DAY_HOURS), key=lambda hour: bool(bits & _bit(day, hour)))
    kept = [list(hours) for free, hours in runs if free]
    return [(hours[0], hours[-1] + 1) for hours in kept]


def _bit(day: int, hour: int) -> int:
    return 1 << (WEEK_BYTES * 8 - 1 - (day * DAY_HOURS + hour))


def _days(part: str) -> list[int]:
    """The weekdays a part names; none for the dash that stands for a week without a free hour."""
    if part.strip() == "-":
        return []
    known = _day_names()
    days = [day for word in folded(part).split() for day in known.get(word, ())]
    if not days:
        raise NotAnHour(text=part)
    return days


def _span(part: str) -> tuple[int, int]:
    found = SPAN.search(part)
    if found:
        first, end = int(found[1]), int(found[2])
        if not first < end <= DAY_HOURS:
            raise NotAnHour(text=part)
        return first, end
    rest = [word for word in folded(part).split() if word not in _day_names()]
    return _part_of_day(part, rest)


def _part_of_day(part: str, words: list[str]) -> tuple[int, int]:
    if not words:
        return WHOLE_DAY
    spans = [PARTS[word] for word in words if word in PARTS]
    if not spans:
        raise NotAnHour(text=part)
    return spans[-1]


@cache
def _day_names() -> dict[str, tuple[int, ...]]:
    names = {"weekdays": tuple(WEEKDAYS), "weekday": tuple(WEEKDAYS), "weekend": tuple(WEEKEND)}
    names |= {"weekends": tuple(WEEKEND), "daily": tuple(range(7))}
    for locale in LOCALES:
        names |= _names_in(locale)
    return names | {folded(name): (day,) for day, name in enumerate(DAYS)}


def _names_in(locale: str) -> dict[str, tuple[int, ...]]:
    from babel import Locale

    widths = Locale.parse(locale).days["format"]
    kept = [widths[width] for width in ("short", "abbreviated", "wide")]
    return {folded(name): (day,) for names in kept for day, name in names.items() if len(name) > 1}
