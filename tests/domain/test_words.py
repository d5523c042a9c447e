"""Every word the file keeps can be read by a coordinator."""

import inspect
from enum import StrEnum

from mentordesk.domain import words
from mentordesk.domain.pairing import PairingStatus
from mentordesk.domain.words import TONES, WORDS, icon_of, tone_of, word


def test_every_member_of_every_enumeration_has_words() -> None:
    classes = {kind for _name, kind in inspect.getmembers(words, inspect.isclass) if kind is not StrEnum}
    enumerations = {kind for kind in classes if issubclass(kind, StrEnum)}
    assert {(kind, member) for kind in enumerations for member in kind} == set(WORDS)


def test_states_have_a_tone_and_an_icon() -> None:
    assert (tone_of(PairingStatus.ACTIVE), icon_of(PairingStatus.ACTIVE)) == ("good", "circle-check")
    assert {tone for tone, _icon in TONES.values()} <= {"good", "attention", "late", "quiet"}
    assert word(PairingStatus.TRIAL) == "Trial"
