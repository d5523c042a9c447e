"""What a stranger's file may be: every kind of it meets a sentence of its own, soon and in little memory."""

import resource
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from mentordesk.domain.person import Person, Skill, skill_key
from mentordesk.domain.saved import SavedView
from mentordesk.storage import guard
from mentordesk.storage.database import Database, Desk
from mentordesk.storage.guard import FINGERPRINTS, Altered, TooSlow, checked, shape_of
from mentordesk.storage.guard_values import is_label, is_object
from mentordesk.storage.label import Label
from mentordesk.storage.refusals import MissingFile
from tests.storage.hostile import HOSTILE, Hostile

LABEL = Label.of("test")
SECONDS, MEMORY = 5.0, 1 << 30


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small file with edits and an undo."""
    path = tmp_path_factory.mktemp("sound") / "sound.mentordesk"
    with Database.create(path, Desk(actor="Noor")) as database:
        with database.change(LABEL) as work:
            keys = work.new_keys(30)
            for number, key in enumerate(keys):
                work.add(Person(id=key, name=f"Person {number}", notes="words " * number))
            work.put(Skill(id=skill_key("Python"), name="Python"))
        with database.change(LABEL) as work:
            work.get_one(Person, keys[0]).name = "Amira"
        database.undo()
    return path


def test_a_sound_file_is_taken_as_it_is(sound: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.mentordesk"
    link.symlink_to(sound)
    for path in (sound, link):
        taken = checked(path)
        assert taken.execute("SELECT count(*) FROM person").fetchone() == (30,)
        taken.close()


@pytest.mark.parametrize("version", FINGERPRINTS)
def test_an_older_file_is_taken_with_todays_tables(version: int, root: Path) -> None:
    taken = checked(root / "tests" / "files" / f"schema_{version}.mentordesk")
    assert taken.execute("SELECT count(*) FROM mediation").fetchone() == (0,)
    taken.close()


def test_every_older_format_has_its_fingerprint(root: Path) -> None:
    from mentordesk.storage.catalogue import SCHEMA
    from mentordesk.storage.connection import plain

    assert set(FINGERPRINTS) == set(range(1, SCHEMA))
    for version, fingerprint in FINGERPRINTS.items():
        old = plain(root / "tests" / "files" / f"schema_{version}.mentordesk", readonly=True)
        assert shape_of(old) == fingerprint
        old.close()


@pytest.mark.parametrize("hostile", HOSTILE, ids=lambda hostile: hostile.name)
def test_every_hostile_file_is_refused_by_name_and_soon(
    hostile: Hostile, sound: Path, tmp_path: Path
) -> None:
    path = tmp_path / "theirs.mentordesk"
    hostile.make(path, sound.read_bytes())
    begun = time.process_time()
    with pytest.raises(hostile.refusal) as refused:
        checked(path, hostile.passphrase)
    assert type(refused.value) is hostile.refusal
    assert time.process_time() - begun < SECONDS
    assert "theirs.mentordesk" in str(refused.value)


def test_there_are_enough_of_them_and_each_is_another() -> None:
    assert len(HOSTILE) >= 60
    assert len({hostile.name for hostile in HOSTILE}) == len(HOSTILE)


PROGRAM = """
import resource, sys
from pathlib import Path
resource.setrlimit(resource.RLIMIT_AS, (int(sys.argv[3]), -1))
from mentordesk.domain.refusal import Refusal
from mentordesk.storage.guard import FINGERPRINTS, Altered, TooSlow, checked, shape_of
from tests.storage.hostile import HOSTILE
folder, sound = Path(sys.argv[1]), Path(sys.argv[2]).read_bytes()
for number, hostile in enumerate(HOSTILE):
    if "passphrase" in hostile.name or hostile.passphrase:
        continue
    path = folder / f"{number}.mentordesk"
    hostile.make(path, sound)
    try:
        checked(path, hostile.passphrase)
    except Refusal:
        continue
    sys.exit(hostile.name)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="memory is limited as Linux does")
def test_a_gigabyte_is_enough_for_all_of_them(sound: Path, tmp_path: Path, root: Path) -> None:
    assert resource.getrlimit(resource.RLIMIT_AS)[1] in {resource.RLIM_INFINITY, MEMORY}
    command = [sys.executable, "-c", PROGRAM, str(tmp_path), str(sound), str(2 * MEMORY)]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr[-2000:]) == (0, "")


def test_what_takes_too_long_is_given_up(
    sound: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "slow.mentordesk"
    shutil.copy(sound, path)
    monkeypatch.setattr(guard, "SECONDS", -1.0)
    monkeypatch.setattr(guard, "SECONDS_A_MEGABYTE", 0.0)
    with pytest.raises(TooSlow, match="took too long"):
        checked(path)


def test_opening_by_double_click_meets_the_same_walls(tmp_path: Path) -> None:
    """A folder or a pipe is no file to open either, and nobody waits for one."""
    with pytest.raises(MissingFile):
        Database.open(tmp_path / "nowhere.mentordesk")


@pytest.mark.parametrize(
    ("text", "good"),
    [
        (Label.of("a", n=1, person=b"\x01" * 16, file="x").to_json(), True),
        ('["a",{}]', True),
        ('["a"]', False),
        ('["a",[]]', False),
        ('["a",{"b":{"c":1}}]', False),
        ('["a",{"b":{"key":"zz"}}]', False),
        ('["a",{"b":1.5}]', False),
        ("[1,{}]", False),
        ("[" * 50_000, False),
        ("", False),
    ],
)
def test_a_label_is_a_word_and_plain_values(text: str, *, good: bool) -> None:
    assert is_label(text) == good


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("{}", True),
        ('{"roles":["mentor"],"other":{"a":[1,null,true]}}', True),
        ('{"roles":"mentor"}', False),
        ('{"roles":null}', False),
        ("[]", False),
        ("", False),
        ("{", False),
        ('{"a":' * 8 + "1" + "}" * 8, True),
        ('{"a":' * 9 + "1" + "}" * 9, False),
        ('{"a":' * 50_000, False),
        (f'{{"a":"{"x" * 10_000_000}"}}', False),
    ],
    ids=range(11),
)
def test_an_object_is_of_its_shape_and_not_too_deep_or_long(text: str, *, good: bool) -> None:
    assert is_object(text, (("roles", list),)) == good


@pytest.mark.parametrize("edited", [False, True])
def test_what_a_column_of_json_may_not_hold_is_refused(tmp_path: Path, *, edited: bool) -> None:
    path = tmp_path / "theirs.mentordesk"
    with Database.create(path) as database:
        with database.change(LABEL) as work:
            view = SavedView(id=work.new_key(), page="people", name="Mine", choice='{"roles":7}')
            work.add(view)
        if edited:
            with database.change(LABEL) as work:
                work.get_one(SavedView, view.id).choice = "{}"
    with pytest.raises(Altered, match="saved_view"):
        checked(path)
