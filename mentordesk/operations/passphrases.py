"""How hard a passphrase is to guess, honestly: as one guesses who knows how people choose."""

import math
import re
import secrets
from dataclasses import dataclass

from mentordesk.domain.refusal import Refusal
from mentordesk.i18n import N_, _

SHORTEST = 8
"""Letters below which no passphrase is taken."""

WORD_BITS = 13.0
"""A word of a language: one of 8,000."""

LONG_WORD = 8
YEAR_BITS, SIGN_BITS, REPEAT_BITS = 7.0, 4.0, 1.0

LEVELS = (30, 45, 60, 75)
"""Bits from which a passphrase is weak, fair, good, strong; 2^60 guesses at age's price take ages."""

WORDS = (N_("Very weak"), N_("Weak"), N_("Fair"), N_("Good"), N_("Strong"))

_PARTS = re.compile(r"(?P<year>(?:19|20)\d\d)|(?P<digits>\d+)|(?P<letters>[^\W\d_]+)|(?P<sign>.)", re.DOTALL)

CONSONANTS, VOWELS = "bdfghjklmnprstvwz", "aeiou"
GROUPS = 6


class TypedOtherwise(Refusal):
    """What was typed the second time is not the same. Nothing was changed. Try once more."""


class NotConfirmed(Refusal):
    """Nothing was changed. Tick this first: nobody can open the file for you when the passphrase is lost."""


@dataclass(frozen=True)
class Strength:
    """An estimate in bits, and from 0, very weak, to 4, strong."""

    bits: int
    level: int
    long_enough: bool

    @property
    def words(self) -> str:
        return _(WORDS[self.level])


def strength(passphrase: str) -> Strength:
    """The cost of guessing by words, years, digits and signs; what is repeated adds next to nothing."""
    bits = int(sum(_costs(passphrase)))
    return Strength(bits, sum(bits >= level for level in LEVELS), len(passphrase) >= SHORTEST)


def proposed_passphrase() -> str:
    """Six random groups of two syllables, such as `ruvo-kemi`: some 76 bits, and easy to read aloud."""
    return "-".join(
        "".join(secrets.choice(kind) for kind in (CONSONANTS, VOWELS) * 2) for _group in range(GROUPS)
    )


def _costs(passphrase: str) -> list[float]:
    seen: set[str] = set()
    costs = []
    for found in _PARTS.finditer(passphrase):
        part = found.group().casefold()
        repeated = part in seen or len(set(part)) == 1 < len(part) or _is_run(part)
        costs.append(REPEAT_BITS if repeated else _cost(str(found.lastgroup), found.group()))
        seen.add(part)
    return costs


def _cost(kind: str, part: str) -> float:
    if kind == "year":
        return YEAR_BITS
    if kind == "digits":
        return len(part) * math.log2(10)
    if kind == "sign":
        return SIGN_BITS
    letters = len(part) * math.log2(26)
    capitals = 1.0 if part != part.lower() else 0.0
    return min(letters, WORD_BITS + 2 * max(0, len(part) - LONG_WORD)) + capitals


def _is_run(part: str) -> bool:
    """Neighbours in the alphabet or on the keyboard, either way."""
    rows = ("abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm")
    return len(part) > 2 and any(part in row or part in row[::-1] for row in rows)  # noqa: PLR2004 - two are no run
