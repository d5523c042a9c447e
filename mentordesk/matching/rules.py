"""What rules a pair out, whatever its fit: one function a rule from a pool to the pairs it forbids.

A rule forbids only on what is known: a missing zone, language or unit never rules anybody out. Capacity is
no rule of this list: it holds always, by hand as well.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Final, Protocol

import numpy as np

from mentordesk.i18n import N_, _, ngettext, reader
from mentordesk.matching.market import require
from mentordesk.matching.pool import EVERYBODY, LEVELS, Booleans, Pool, named_pairs


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule and its value: a number from lowest to highest, or None for off. forbids gives mentees ×
    mentors.

    label holds {value}; a rule that is only on or off has the one value 1. explain says what it does in a
    sentence.
    """

    key: str
    label: str
    default: int | None
    lowest: int
    highest: int
    forbids: Forbids
    explain: Callable[[int], str]

    @property
    def switch(self) -> bool:
        """Whether it is only on or off."""
        return self.lowest == self.highest

    def shown(self, value: int) -> str:
        """The label with its value, in the reader's language."""
        text = LEVELS[value - 1] if self.key == "language" else reader().number(value)
        return _(self.label).format(value=text)


class Forbids(Protocol):
    """The pairs of a slice of the mentees, of all if none is named, that a rule of this value forbids."""

    def __call__(self, pool: Pool, value: int, rows: slice = EVERYBODY, /) -> Booleans: ...


def own_manager(pool: Pool, _value: int, rows: slice = EVERYBODY) -> Booleans:
    """The mentor is the mentee's line manager, or the mentee the mentor's."""
    boss = pool.equal("manager", lambda one: one.manager, lambda one: one.person or None, rows)
    reverse = pool.equal("managed", lambda one: one.person or None, lambda one: one.manager, rows)
    return boss | reverse


def own_unit(pool: Pool, _value: int, rows: slice = EVERYBODY) -> Booleans:
    """Both work in the same unit."""
    return pool.equal("unit", lambda one: one.unit.strip().casefold(), rows=rows)


def never_with(pool: Pool, _value: int, rows: slice = EVERYBODY) -> Booleans:
    """One is on the other's never-with list."""
    return named_pairs(pool, "never", lambda one: one.never, rows)


def declined(pool: Pool, _value: int, rows: slice = EVERYBODY) -> Booleans:
    """One declined the other before."""
    return named_pairs(pool, "declined", lambda one: one.declined, rows)


def common_language(pool: Pool, value: int, rows: slice = EVERYBODY) -> Booleans:
    """No language that both have at this level, 1–7."""
    level = pool.language(rows)
    below: Booleans = (level >= 0) & (level < value)
    return below


def common_hours(pool: Pool, value: int, rows: slice = EVERYBODY) -> Booleans:
    """Fewer hours a week in common."""
    fewer: Booleans = pool.hours(rows) < value
    return fewer


def zone_distance(pool: Pool, value: int, rows: slice = EVERYBODY) -> Booleans:
    """More hours between their clocks."""
    further: Booleans = pool.apart(rows) > value
    return further


def training(pool: Pool, _value: int, rows: slice = EVERYBODY) -> Booleans:
    """The mentor's training is not done."""
    untrained = np.array([not one.trained for one in pool.mentors], np.bool_)
    return np.broadcast_to(untrained, (len(pool.mentees[rows]), len(untrained)))


def same_person(pool: Pool, rows: slice = EVERYBODY) -> Booleans:
    """Nobody mentors themselves; always on."""
    return pool.equal("person", lambda one: one.person or None, rows=rows)


RULES: Final = (
    Rule(
        "manager",
        N_("Not their own line manager"),
        1,
        1,
        1,
        own_manager,
        lambda _value: _("One is the other's line manager."),
    ),
    Rule(
        "unit",
        N_("Not from the same unit"),
        None,
        1,
        1,
        own_unit,
        lambda _value: _("Both work in the same unit."),
    ),
    Rule(
        "never",
        N_("Not on a never-with list"),
        1,
        1,
        1,
        never_with,
        lambda _value: _("One of them asked not to be matched with the other."),
    ),
    Rule(
        "declined",
        N_("Not after one declined the other"),
        1,
        1,
        1,
        declined,
        lambda _value: _("One of them declined the other before."),
    ),
    Rule(
        "language",
        N_("A language at {value} or more"),
        LEVELS.index("B1") + 1,
        1,
        len(LEVELS),
        common_language,
        lambda value: _("No language in common at {level} or more.").format(level=LEVELS[value - 1]),
    ),
    Rule(
        "hours",
        N_("{value} h a week in common"),
        2,
        1,
        20,
        common_hours,
        lambda value: _("Fewer than {hours} h a week in common.").format(hours=reader().number(value)),
    ),
    Rule(
        "zone",
        N_("At most {value} h apart"),
        None,
        1,
        12,
        zone_distance,
        lambda value: _("More than {hours} h apart.").format(hours=reader().number(value)),
    ),
    Rule(
        "training",
        N_("Mentor training done"),
        None,
        1,
        1,
        training,
        lambda _value: _("The mentor's training is not done."),
    ),
)


def default_rules() -> dict[str, int | None]:
    """Each rule's key with the value it starts with."""
    return {rule.key: rule.default for rule in RULES}


def active(values: Mapping[str, int | None]) -> list[tuple[Rule, int]]:
    """The rules that are on, with their values; a rule not named has its default. Unknown keys are
    refused.
    """
    unknown = set(values) - {rule.key for rule in RULES}
    require(not unknown, f"There is no rule {', '.join(sorted(unknown))}.")
    chosen = []
    for rule in RULES:
        value = values.get(rule.key, rule.default)
        if value is None:
            continue
        fits = rule.lowest <= value <= rule.highest
        require(fits, f"{rule.key} is {value}; it goes from {rule.lowest} to {rule.highest}.")
        chosen.append((rule, value))
    return chosen


def forbidden(
    pool: Pool,
    values: Mapping[str, int | None],
    banned: Collection[tuple[bytes, bytes]] = (),
    rows: slice = EVERYBODY,
    known: Mapping[tuple[str, int], Booleans] | None = None,
) -> dict[str, Booleans]:
    """Which pairs each rule that is on rules out, with "banned" for bans by hand and "self" for one person
    twice.

    banned pairs are the keys of a mentee and a mentor; those of people who are not there are passed over.
    known are tables by rule and value that need not be worked out again.
    """
    known = known or {}
    tables = {
        rule.key: known[rule.key, value] if (rule.key, value) in known else rule.forbids(pool, value, rows)
        for rule, value in active(values)
    }
    by_hand = np.zeros((len(pool.mentees[rows]), len(pool.mentors)), np.bool_)
    at = {one.key: number for number, one in enumerate(pool.mentees[rows])}
    columns = {one.key: number for number, one in enumerate(pool.mentors)}
    for mentee, mentor in banned:
        if mentee in at and mentor in columns:
            by_hand[at[mentee], columns[mentor]] = True
    return {**tables, "banned": by_hand, "self": same_person(pool, rows)}


def in_short(key: str, count: int) -> str:
    """So many mentors that a rule rules out for one mentee, in a few words: "8 no language"."""
    texts = {
        "full": ngettext("{n} is full", "{n} are full", count),
        "manager": ngettext("{n} in the line of management", "{n} in the line of management", count),
        "unit": ngettext("{n} in the same unit", "{n} in the same unit", count),
        "never": ngettext("{n} on a never-with list", "{n} on never-with lists", count),
        "declined": ngettext("{n} declined before", "{n} declined before", count),
        "language": ngettext("{n} without a common language", "{n} without a common language", count),
        "hours": ngettext("{n} with too few hours in common", "{n} with too few hours in common", count),
        "zone": ngettext("{n} too far away by the clock", "{n} too far away by the clock", count),
        "training": ngettext("{n} not trained yet", "{n} not trained yet", count),
        "banned": ngettext("{n} banned by hand", "{n} banned by hand", count),
        "self": ngettext("{n} is the same person", "{n} are the same person", count),
        "placed": ngettext("{n} is in another group", "{n} are in other groups", count),
        "spare": ngettext("{n} is left as well", "{n} are left as well", count),
        "leads": ngettext("{n} leads another group", "{n} lead other groups", count),
        "idle": ngettext("{n} leads no group", "{n} lead no group", count),
        "lowers": ngettext("{n} would lower the total", "{n} would lower the total", count),
    }
    return texts[key].format(n=reader().number(count))
