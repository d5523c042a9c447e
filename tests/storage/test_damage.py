"""A damaged file is refused, or found out when it is checked, or holds just what it held; never a crash."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy.exc import DatabaseError

from mentordesk.domain.person import Person
from mentordesk.domain.refusal import Refusal
from mentordesk.storage.database import Database
from mentordesk.storage.label import Label
from tests.storage.copies import State
from tests.storage.world import everything

COUNT = 1000

Damage = Callable[[random.Random, bytearray], None]


def flip(chance: random.Random, data: bytearray) -> None:
    data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def flip_in_the_head(chance: random.Random, data: bytearray) -> None:
    data[chance.randrange(2000)] ^= 1 << chance.randrange(8)


def cut(chance: random.Random, data: bytearray) -> None:
    del data[chance.randrange(len(data)) :]


def cut_pages(chance: random.Random, data: bytearray) -> None:
    del data[chance.randrange(1, len(data) // 4096) * 4096 :]


def blank(chance: random.Random, data: bytearray) -> None:
    start = chance.randrange(len(data))
    length = min(chance.choice((16, 512, 4096)), len(data) - start)
    data[start : start + length] = bytes(length)


def noise(chance: random.Random, data: bytearray) -> None:
    start = chance.randrange(len(data))
    length = min(chance.choice((4, 64, 1024)), len(data) - start)
    data[start : start + length] = chance.randbytes(length)


def swap_pages(chance: random.Random, data: bytearray) -> None:
    one, two = (chance.randrange(len(data) // 4096) * 4096 for _ in range(2))
    data[one : one + 4096], data[two : two + 4096] = data[two : two + 4096], data[one : one + 4096]


def change_a_letter(chance: random.Random, data: bytearray) -> None:
    """The damage that only the journal can find: text stays text."""
    letters = [at for at in range(len(data)) if 97 <= data[at] < 122]
    data[chance.choice(letters)] += 1


DAMAGES: tuple[Damage, ...] = (
    flip,
    flip_in_the_head,
    cut,
    cut_pages,
    blank,
    noise,
    swap_pages,
    change_a_letter,
)


Sound = tuple[bytes, dict[str, State]]


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Sound:
    return sample_file(tmp_path_factory.mktemp("sound") / "sound.mentordesk")


def sample_file(path: Path) -> Sound:
    """A small file with edits and an undo, and all that it holds."""
    with Database.create(path) as database:
        for number in range(12):
            with database.change(Label.of("test")) as work:
                keys = work.new_keys(4)
                for key in keys:
                    work.add(Person(id=key, name=f"Person {number}", week=bytes([number] * 21)))
            with database.change(Label.of("test")) as work:
                work.get_one(Person, keys[0]).notes = "noted " * number
        database.undo()
        held = everything(database)
        assert database.problems(deep=True) == []
    return path.read_bytes(), held


@pytest.mark.parametrize("damage", DAMAGES)
def test_damage_is_refused_found_or_harmless(damage: Damage, sound: Sound, tmp_path: Path) -> None:
    assert silent_damages(damage, sound, tmp_path, COUNT // len(DAMAGES)) == []


def silent_damages(damage: Damage, sound: Sound, folder: Path, count: int) -> list[int]:
    """Which of `count` damages were neither refused nor found, though the content differs."""
    data, held = sound
    silent = []
    for number in range(count):
        broken = bytearray(data)
        damage(random.Random(f"{damage.__name__} {number}"), broken)  # noqa: S311 - the same damage each time
        path = folder / f"{number}.mentordesk"
        path.write_bytes(broken)
        if not told(path) and not same(path, held):
            silent.append(number)
        path.unlink()
    return silent


def told(path: Path) -> bool:
    """Whether MentorDesk says that something is wrong."""
    try:
        with Database.open(path, readonly=True) as database:
            return database.problems(deep=True) != []
    except Refusal as refusal:
        return path.name in str(refusal)


def same(path: Path, held: dict[str, State]) -> bool:
    try:
        with Database.open(path, readonly=True) as database:
            return everything(database) == held
    except DatabaseError:
        return False
