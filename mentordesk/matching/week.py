"""Weekly hours two people have in common, across zones, at the real dates of a cohort.

A week is 168 bits in 21 bytes, hour by hour from Monday 00:00 in the person's own zone. Hours are laid on
quarter hours, so that India and Nepal fall where they are; a quarter counts only if both are free through
it. The two weeks repeat, so only the difference of the zones' clocks matters: where it changes with summer
time, so do the hours. A difference that lasts less than a week is passed over unless there is no other: one
session is moved instead.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, product
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import numpy as np
from numpy.typing import NDArray

Hours = NDArray[np.float32]
WEEK_BYTES: Final = 21
SHORTEST_DAYS: Final = 7
_QUARTER_SECONDS: Final = 900


@dataclass(frozen=True, slots=True)
class Span:
    """From the first to the last day, how far the other's clock is ahead, in quarter hours."""

    first: dt.date
    last: dt.date
    ahead: int

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True)
class Stretch:
    """From this day on, so many hours a week in common."""

    first: dt.date
    last: dt.date
    hours: float


def known(week: bytes, zone: str) -> bool:
    """Whether hours can be told: a week with any free hour, and a zone that exists."""
    return len(week) == WEEK_BYTES and any(week) and _zone(zone) is not None


def spans(zone: str, other: str, starts: dt.date, ends: dt.date) -> tuple[Span, ...]:
    """The stretches of the cohort with one difference between the two clocks."""
    days = _days(starts, ends)
    mine, theirs = offsets(zone, starts, ends), offsets(other, starts, ends)
    found = []
    for ahead, group in groupby(range(len(days)), key=lambda day: theirs[day] - mine[day]):
        numbers = list(group)
        found.append(Span(days[numbers[0]], days[numbers[-1]], ahead))
    return tuple([span for span in found if span.days >= SHORTEST_DAYS] or found)


@lru_cache(maxsize=1024)
def offsets(zone: str, starts: dt.date, ends: dt.date) -> tuple[int, ...]:
    """Quarter hours ahead of UTC at noon of each day from starts to ends."""
    place = _zone(zone)
    if place is None:
        raise ValueError(zone)
    return tuple(_offset(place, day) for day in _days(starts, ends))


def stretches(
    week: bytes, zone: str, other_week: bytes, other_zone: str, *, starts: dt.date, ends: dt.date
) -> tuple[Stretch, ...]:
    """Hours in common through the cohort, one entry a change; empty where they are not known."""
    if not (known(week, zone) and known(other_week, other_zone)):
        return ()
    mine, theirs = quarters([week]), quarters([other_week])
    told = [
        (span, float(_overlap(mine, theirs, span.ahead)[0, 0]))
        for span in spans(zone, other_zone, starts, ends)
    ]
    found = []
    for hours, group in groupby(told, key=lambda entry: entry[1]):
        entries = list(group)
        found.append(Stretch(entries[0][0].first, entries[-1][0].last, hours))
    return tuple(found)


def quarters(weeks: Sequence[bytes]) -> Hours:
    """Weeks (n × 672) as noughts and ones."""
    packed = np.frombuffer(b"".join(weeks), np.uint8).reshape(-1, WEEK_BYTES)
    return np.repeat(np.unpackbits(packed, axis=1), 4, axis=1).astype(np.float32)


def hours_in_common(
    weeks: Sequence[bytes],
    zones: Sequence[str],
    other_weeks: Sequence[bytes],
    other_zones: Sequence[str],
    *,
    starts: dt.date,
    ends: dt.date,
) -> Hours:
    """The least hours a week of every pair (n × m) in the period; NaN where not known."""
    table = np.full((len(weeks), len(other_weeks)), np.nan, np.float32)
    mine, theirs = _by_clock(weeks, zones, starts, ends), _by_clock(other_weeks, other_zones, starts, ends)
    for (zone, rows), (other, columns) in product(mine, theirs):
        first = quarters([weeks[row] for row in rows])
        second = quarters([other_weeks[column] for column in columns])
        differences = {span.ahead for span in spans(zone, other, starts, ends)}
        least = np.minimum.reduce([_overlap(first, second, ahead) for ahead in sorted(differences)])
        table[np.ix_(rows, columns)] = least
    return table


def apart(zones: Sequence[str], others: Sequence[str], starts: dt.date, ends: dt.date) -> Hours:
    """Most hours between the clocks of every pair, the short way round the day; NaN where not known."""
    table = np.full((len(zones), len(others)), np.nan, np.float32)
    for zone, other in product(_zones(zones), _zones(others)):
        ways = [abs(span.ahead) % 96 for span in spans(zone, other, starts, ends)]
        rows = [number for number, name in enumerate(zones) if name == zone]
        columns = [number for number, name in enumerate(others) if name == other]
        table[np.ix_(rows, columns)] = max(min(way, 96 - way) for way in ways) / 4
    return table


def _overlap(mine: Hours, theirs: Hours, ahead: int) -> Hours:
    """Hours in common where the others' clocks show so many quarters more."""
    hours: Hours = mine @ np.roll(theirs, -ahead, axis=1).T / np.float32(4)
    return hours


def _by_clock(
    weeks: Sequence[bytes], zones: Sequence[str], starts: dt.date, ends: dt.date
) -> list[tuple[str, list[int]]]:
    """People whose hours are known, together where their clocks go alike: a zone of each group, and its
    people.
    """
    groups: dict[tuple[int, ...], tuple[str, list[int]]] = {}
    for number, (week, zone) in enumerate(zip(weeks, zones, strict=True)):
        if known(week, zone):
            groups.setdefault(offsets(zone, starts, ends), (zone, []))[1].append(number)
    return list(groups.values())


def _zones(names: Sequence[str]) -> list[str]:
    return sorted(name for name in set(names) if _zone(name) is not None)


def _days(starts: dt.date, ends: dt.date) -> list[dt.date]:
    return [starts + dt.timedelta(number) for number in range(max((ends - starts).days, 0) + 1)]


def _offset(place: ZoneInfo, day: dt.date) -> int:
    shift = dt.datetime.combine(day, dt.time(12), place).utcoffset() or dt.timedelta()
    return round(shift.total_seconds() / _QUARTER_SECONDS)


@lru_cache(maxsize=1024)
def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
