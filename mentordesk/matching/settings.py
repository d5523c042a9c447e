"""What a coordinator may set about the criteria besides their weights: whole numbers by key.

A way says what is made of a field: nothing, alike is good, or different is good. The programme's own fields
have keys of their own: own_key(name) for a way, diversity_key(name) for a field of identity.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from mentordesk.i18n import N_
from mentordesk.matching.market import require

OWN: Final = "own "
DIVERSITY: Final = "diversity "


class Way(IntEnum):
    """What is made of a field that both filled in."""

    IGNORE = 0
    SIMILAR = 1
    DIFFERENT = 2


class Diversity(IntEnum):
    """What is made of a field of identity; the same only where the mentee asked for it."""

    IGNORE = 0
    MIX = 1
    AS_ASKED = 2


WAY_WORDS: Final = {
    Way.IGNORE: N_("Does not matter"),
    Way.SIMILAR: N_("Alike is better"),
    Way.DIFFERENT: N_("Different is better"),
}
DIVERSITY_WORDS: Final = {
    Diversity.IGNORE: N_("Does not matter"),
    Diversity.MIX: N_("Mixed is better"),
    Diversity.AS_ASKED: N_("The same, where the mentee asks for it"),
}


@dataclass(frozen=True, slots=True)
class Setting:
    """One number of a criterion, from lowest to highest; ways says whether it is a Way."""

    key: str
    criterion: str
    label: str
    default: int
    lowest: int
    highest: int
    ways: bool = False


def _way(key: str, criterion: str, label: str) -> Setting:
    return Setting(key, criterion, label, Way.SIMILAR, Way.IGNORE, Way.DIFFERENT, ways=True)


SETTINGS: Final = (
    Setting("hours enough", "hours", N_("Hours a week that are enough"), 6, 1, 40),
    _way("industry", "field", N_("Industry")),
    _way("role", "field", N_("Role")),
    Setting("gap least", "experience", N_("Years between them: at least"), 0, 0, 40),
    Setting("gap best from", "experience", N_("Years between them: best from"), 3, 0, 40),
    Setting("gap best to", "experience", N_("Years between them: best to"), 15, 0, 60),
    Setting("gap most", "experience", N_("Years between them: at most"), 30, 0, 80),
    _way("work style", "style", N_("Work style")),
    _way("background", "style", N_("Background")),
)


def own_key(name: str) -> str:
    """The setting that says which way an own field counts."""
    return OWN + name


def diversity_key(name: str) -> str:
    """The setting that says how a field of identity counts."""
    return DIVERSITY + name


def default_settings() -> dict[str, int]:
    """Each setting's key with the value it starts with; own fields do not matter until they are chosen."""
    return {setting.key: setting.default for setting in SETTINGS}


def complete(chosen: Mapping[str, int]) -> dict[str, int]:
    """The chosen values over the defaults; unknown keys and values out of range are refused."""
    known = {setting.key: (setting.lowest, setting.highest) for setting in SETTINGS}
    for key, value in chosen.items():
        own = key.startswith((OWN, DIVERSITY))
        require(own or key in known, f"There is no setting {key}.")
        lowest, highest = known.get(key, (Way.IGNORE, Way.DIFFERENT))
        require(lowest <= value <= highest, f"{key} is {value}; it goes from {lowest} to {highest}.")
    values = {**default_settings(), **chosen}
    gaps = [values[key] for key in ("gap least", "gap best from", "gap best to", "gap most")]
    require(gaps == sorted(gaps), "The years between them must go up from least to most.")
    return values
