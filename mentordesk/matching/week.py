"""Weekly hours two people have in common, across zones, at the real dates of a cohort.

A week is 168 bits in 21 bytes, hour by hour from Monday 00:00 in the person's own zone. Clocks are compared
by the quarter hour, so that India and Nepal fall where they are; a quarter counts only if both are free
through it. The two weeks repeat, so only the difference of the zones' clocks matters: where it changes with
summer time, so do the hours. A difference that lasts less than a week is passed over unless there is no
other: one session is moved instead.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

Hours = NDArray[np.float32]
WEEK_BYTES: Final = 21
WEEK_HOURS: Final = 168
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


@lru_cache(maxsize=4096)
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


class Calendar:
    """The weeks of mentees and mentors, and how their clocks stand to each other through a period.

    Tables have a row for each mentee of a slice and a column for each mentor; NaN is what is not known.
    """

    def __init__(
        self,
        weeks: Sequence[bytes],
        zones: Sequence[str],
        other_weeks: Sequence[bytes],
        other_zones: Sequence[str],
        *,
        starts: dt.date,
        ends: dt.date,
    ) -> None:
        clocks = _Clocks([*zones, *other_zones], starts, ends)
        self.zones, self.other_zones = clocks.numbers(zones), clocks.numbers(other_zones)
        self._differences, self._apart = clocks.differences(), clocks.apart()
        free, other_free = _hours(weeks), _hours(other_weeks)
        self.known = free.any(axis=1) & (self.zones >= 0)
        self.other_known = other_free.any(axis=1) & (self.other_zones >= 0)
        self._turns = sliding_window_view(np.concatenate([free, free[:, :-1]], axis=1), WEEK_HOURS, axis=1)
        self._order = np.argsort(self.other_zones, kind="stable")
        self._back = np.argsort(self._order, kind="stable")
        self._free = np.ascontiguousarray(other_free[self._order].T)
        self._stretches = _alike(self.other_zones[self._order])

    def hours(self, rows: slice) -> Hours:
        """The least hours a week of every pair in the period."""
        numbers = np.arange(len(self.zones))[rows]
        table = np.empty((len(numbers), len(self._order)), np.float32)
        for zone, here in self._stretches:
            self._least(numbers, zone, self._free[:, here].astype(np.float32), table[:, here])
        table = table[:, self._back]
        table[~self.known[rows]] = np.nan
        table[:, ~self.other_known] = np.nan
        return table

    def apart(self, rows: slice) -> Hours:
        """Most hours between the clocks of every pair, the short way round the day."""
        apart: Hours = self._apart[self.zones[rows]][:, self.other_zones]
        return apart

    def _least(self, numbers: NDArray[np.int64], zone: int, free: Hours, into: Hours) -> None:
        """Write the least hours of these mentees with the mentors of one zone."""
        ways = self._differences[self.zones[numbers], zone]
        into[:] = self._turned(numbers, ways[:, 0]) @ free
        for number in range(1, ways.shape[1]):
            if (ways[:, number] != ways[:, number - 1]).any():
                np.minimum(into, self._turned(numbers, ways[:, number]) @ free, out=into)

    def _turned(self, numbers: NDArray[np.int64], ahead: NDArray[np.int64]) -> Hours:
        """Mentees' weeks on clocks so many quarter hours ahead: a free hour that falls across two counts in
        part in each.
        """
        whole, part = np.divmod(ahead, 4)
        turned: Hours = self._turns[numbers, -whole % WEEK_HOURS].astype(np.float32)
        if part.any():
            share = (part / 4).astype(np.float32)[:, None]
            turned = turned * (1 - share) + self._turns[numbers, (-whole - 1) % WEEK_HOURS] * share
        return turned


class _Clocks:
    """The zones of a period, those whose clocks go alike under one number."""

    def __init__(self, names: Sequence[str], starts: dt.date, ends: dt.date) -> None:
        self.starts, self.ends = starts, ends
        self._numbers: dict[tuple[int, ...], int] = {}
        self._names: list[str] = []
        self._by_name = {name: self._number(name) for name in sorted(set(names))}

    def _number(self, name: str) -> int:
        if _zone(name) is None:
            return -1
        clock = offsets(name, self.starts, self.ends)
        if clock not in self._numbers:
            self._numbers[clock] = len(self._names)
            self._names.append(name)
        return self._numbers[clock]

    def numbers(self, names: Sequence[str]) -> NDArray[np.int64]:
        """The number of each zone; -1 for one that is not known."""
        return np.array([self._by_name[name] for name in names], np.int64)

    def differences(self) -> NDArray[np.int64]:
        """How far each clock is ahead of each, in quarters: zone × zone × ways, the last way repeated.

        Noughts in the last row and column, of zones that are not known.
        """
        ways = [[self._ways(one, other) for other in self._names] for one in self._names]
        most = max((len(way) for row in ways for way in row), default=1)
        count = len(self._names)
        table = np.zeros((count + 1, count + 1, most), np.int64)
        for row, column in np.ndindex(count, count):
            way = ways[row][column]
            table[row, column] = way + way[-1:] * (most - len(way))
        return table

    def _ways(self, one: str, other: str) -> list[int]:
        return sorted({span.ahead for span in spans(one, other, self.starts, self.ends)})

    def apart(self) -> Hours:
        """Most hours between each two clocks; NaN in the last row and column, of zones not known."""
        count = len(self._names)
        ways = np.abs(self.differences()) % 96
        table: Hours = (np.minimum(ways, 96 - ways).max(axis=2) / 4).astype(np.float32)
        table[count] = table[:, count] = np.nan
        return table


def _alike(ascending: NDArray[np.int64]) -> list[tuple[int, slice]]:
    """Each number that is there, and where it stands."""
    ends = [*(np.flatnonzero(np.diff(ascending)) + 1).tolist(), len(ascending)]
    starts = [0, *ends[:-1]] if len(ascending) else []
    return [(int(ascending[first]), slice(first, last)) for first, last in zip(starts, ends, strict=False)]


def _overlap(mine: Hours, theirs: Hours, ahead: int) -> Hours:
    """Hours in common where the others' clocks show so many quarters more."""
    hours: Hours = mine @ np.roll(theirs, -ahead, axis=1).T / np.float32(4)
    return hours


def _hours(weeks: Sequence[bytes]) -> NDArray[np.uint8]:
    """Weeks (n × 168) as noughts and ones; one that is not told is all noughts."""
    told = [week if len(week) == WEEK_BYTES else bytes(WEEK_BYTES) for week in weeks]
    packed = np.frombuffer(b"".join(told), np.uint8).reshape(-1, WEEK_BYTES)
    return np.unpackbits(packed, axis=1)


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
