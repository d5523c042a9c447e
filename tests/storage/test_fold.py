"""The law of a row: a pure function of a set of edits, whatever their order and repetition."""

import random

from hypothesis import given
from hypothesis import strategies as st

from mentordesk.storage.catalogue import BIRTH, DELETED, by_name
from mentordesk.storage.fold import ERASED, FULL, REDACTED, Edit, fold, scrubbed
from mentordesk.storage.packing import pack

SKILL = by_name()["skill"]
PERSON_SKILL = by_name()["person_skill"]
IDS = st.integers(1, 9).map(lambda n: bytes([n]) * 16)
TEXTS = st.sampled_from(["", "a", "b"])
BIRTHS = st.builds(
    lambda change, name: Edit(change, BIRTH, FULL, pack({1: name} if name else {})), IDS, TEXTS
)
NAMES = st.builds(lambda change, name: Edit(change, 1, FULL, name), IDS, TEXTS)
STONES = st.builds(lambda change, dead: Edit(change, DELETED, FULL, dead), IDS, st.sampled_from([0, 1]))
EDITS = st.lists(NAMES | STONES, max_size=8, unique_by=lambda edit: (edit.change, edit.column))


@given(BIRTHS, EDITS, st.randoms())
def test_order_and_repetition_do_not_matter(born: Edit, edits: list[Edit], chance: random.Random) -> None:
    once = fold(SKILL, [born, *edits])
    again = [*edits, born, *edits]
    chance.shuffle(again)
    assert fold(SKILL, again) == once


@given(BIRTHS, EDITS)
def test_a_row_is_dead_when_nobody_wrote_after_its_newest_tombstone(born: Edit, edits: list[Edit]) -> None:
    stones = [edit for edit in edits if edit.column == DELETED] or [Edit(born.change, DELETED, FULL, 0)]
    newest = max(stones, key=lambda edit: edit.change)
    if born.change > newest.change:
        newest = Edit(born.change, DELETED, FULL, 0)
    later = any(edit.column != DELETED and edit.change > newest.change for edit in edits)
    assert fold(SKILL, [born, *edits])[DELETED] == int(newest.value == 1 and not later)


def test_what_this_copy_was_given_without_does_not_compete() -> None:
    first = Edit(b"1" * 16, BIRTH, FULL, pack({1: "known"}))
    assert fold(SKILL, [first, Edit(b"2" * 16, 1, REDACTED, None)])[1] == "known"


def test_an_erased_row_keeps_nothing_but_what_it_must_refer_to() -> None:
    packed = pack({1: b"p" * 16, 2: b"s" * 16, 3: 4})
    left = scrubbed(PERSON_SKILL, BIRTH, packed)
    assert left == pack({1: b"p" * 16, 2: b"s" * 16})
    cells = fold(PERSON_SKILL, [Edit(b"1" * 16, BIRTH, ERASED, left)], erased=True)
    assert cells == {DELETED: 1, 1: b"p" * 16, 2: b"s" * 16, 3: None, 4: None}
