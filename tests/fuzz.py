"""Files as nobody wrote them: bytes changed at random, and what each reader makes of them.

A reader ends soon, with a value or with a refusal; anything else is a mistake of ours.
"""

import io
import random
import time
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from mentordesk.documents.form import Ask, FormText, render
from mentordesk.documents.pictures import opened
from mentordesk.domain.person import Person
from mentordesk.domain.refusal import Refusal
from mentordesk.interchange.filled_forms import fields_of
from mentordesk.interchange.sheets import read_table
from mentordesk.interchange.write import write_csv, write_xlsx
from mentordesk.storage.database import Database
from mentordesk.storage.guard import checked
from mentordesk.storage.holder_note import noted
from mentordesk.storage.label import Label
from mentordesk.storage.secrets import lock
from mentordesk.storage.settings import Settings

SECONDS = 5.0
"""Of work, how long one file may take; a reader that hangs is ended by the time of the test."""

PASSPHRASE = "Lighthouse keeper 31"  # noqa: S105 - opens nothing but the seed
HEADINGS = ("Name", "E-mail", "Role", "Capacity", "Languages", "Time zone")
ROWS = (("Łukasz Nowak", "l@example.org", "mentor", "2", "pl; en C1", "Europe/Warsaw"),) * 9
WORDS = (
    b"\0",
    b"\xff" * 8,
    b"\xef\xbb\xbf",
    b'"',
    b"'=1+1",
    b"\r",
    b"<!ENTITY x 'y'>",
    b"9" * 400,
    b"[" * 4_000,
)


@dataclass(frozen=True)
class Reader:
    """What a sound file is like, and what reads it from a path."""

    seed: bytes
    read: Callable[[Path], object]


def readers(folder: Path) -> Mapping[str, Reader]:
    """Every reader of other people's files, by what it reads."""
    programme = _programme(folder / "seed.mentordesk")
    asked = (Ask(key="one", kind="text", text="One?"),)
    form = render(FormText(title="Form", language="en", token="Paper", questions=asked))  # noqa: S106 - no secret
    return {
        "csv": Reader(write_csv(HEADINGS, ROWS), _table),
        "xlsx": Reader(write_xlsx(HEADINGS, ROWS), _table),
        "programme": Reader(programme, lambda path: checked(path).close()),
        "opened": Reader(programme, lambda path: Database.open(path).close()),
        "share": Reader(lock(programme, PASSPHRASE), lambda path: checked(path, PASSPHRASE).close()),
        "form": Reader(form, lambda path: fields_of(path.read_bytes())),
        "picture": Reader(_picture(), lambda path: opened(path.read_bytes())),
        "holder": Reader(b'{"actor": "Noor", "host": "desk", "pid": 7}', noted),
        "settings": Reader(_settings(folder / "settings.json"), Settings.load),
    }


def _table(path: Path) -> object:
    return read_table(path.name, path.read_bytes())


def _programme(path: Path) -> bytes:
    with Database.create(path) as database, database.change(Label.of("test")) as work:
        for number in range(20):
            work.add(Person(id=work.new_key(), name=f"N{number}", notes="x" * number))
    return path.read_bytes()


def _picture() -> bytes:
    out = io.BytesIO()
    Image.effect_noise((90, 60), 40).save(out, "PNG")
    return out.getvalue()


def _settings(path: Path) -> bytes:
    Settings(actor="Noor", recent=("a", "b"), copies={"a": "b"}).save(path)
    return path.read_bytes()


def mutated(chance: random.Random, seed: bytes) -> bytes:
    """The seed, changed in one to six places; of an archive sometimes what is in it."""
    if seed.startswith(b"PK") and chance.random() < 0.8:
        return _within(chance, seed)
    data = bytearray(seed)
    for _ in range(chance.randint(1, 6)):
        at, other = chance.randrange(len(data) + 1), chance.randrange(len(data) + 1)
        match chance.randrange(5):
            case 0 if at < len(data):
                data[at] ^= 1 << chance.randrange(8)
            case 1:
                data[at:at] = chance.choice(WORDS)
            case 2:
                data[at : at + chance.randrange(64)] = b""
            case 3:
                data[at : at + 64] = data[other : other + 64]
            case 4 if chance.random() < 0.2:
                del data[at:]
    return bytes(data)


def _within(chance: random.Random, seed: bytes) -> bytes:
    """An archive, sound as such, of whose parts one was changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(seed)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        chosen = chance.choice(old.namelist())
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, mutated(chance, part) if name == chosen else part)
    return out.getvalue()


def broken(name: str, reader: Reader, folder: Path, number: int) -> str:
    """What is wrong with how file `number` was read; '' when it was read or refused in time."""
    path = folder / f"{name}-{number}"
    path.write_bytes(mutated(random.Random(f"{name} {number}"), reader.seed))  # noqa: S311 - the same files each time
    begun = time.process_time()
    try:
        reader.read(path)
    except Refusal as refusal:
        if not str(refusal):
            return f"{path.name}: refused without a word"
    except Exception as error:  # noqa: BLE001 - whatever comes is what is looked for
        return f"{path.name}: {type(error).__name__}: {error}"
    finally:
        for left in folder.glob(f"*{path.name}*"):
            left.unlink()
    taken = time.process_time() - begun
    return f"{path.name}: {taken:.1f} s" if taken > SECONDS else ""
