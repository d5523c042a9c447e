"""Files that a stranger might send: each made from a sound one, with the refusal that it must meet."""

import os
import sqlite3
import struct
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyrage

from mentordesk.domain.refusal import Refusal
from mentordesk.storage.guard import Altered, HalfWritten, Strange, TooLarge
from mentordesk.storage.refusals import DamagedFile, MissingFile, NewerFile, NotOurs
from mentordesk.storage.secrets import NeedsPassphrase, OtherLock, WrongPassphrase

Make = Callable[[Path, bytes], None]


@dataclass(frozen=True)
class Hostile:
    """A file's name, what makes it at a path from the bytes of a sound one, and how it is refused."""

    name: str
    make: Make
    refusal: type[Refusal]
    passphrase: str | None = None


def written(data: Callable[[bytes], bytes]) -> Make:
    """The sound bytes, turned into others."""
    return lambda path, sound: void(path.write_bytes(data(sound)))


def void(_result: object) -> None:
    """What it gave does not matter."""


def poked(at: int, new: bytes) -> Make:
    return written(lambda sound: sound[:at] + new + sound[at + len(new) :])


def sql(*statements: str, guarded: bool = False) -> Make:
    """The sound file, worked on with SQLite by somebody who knows how; triggers stay off unless `guarded`."""

    def make(path: Path, sound: bytes) -> None:
        path.write_bytes(sound)
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.execute("PRAGMA synchronous = OFF")
            connection.execute("PRAGMA foreign_keys = OFF")
            if not guarded:
                connection.execute("UPDATE journal_control SET current = -1")
            for statement in statements:
                connection.execute(statement).fetchall()
            if not guarded:
                connection.execute("UPDATE journal_control SET current = NULL")

    return make


def schema(statement: str) -> Make:
    """The sound file with its schema table written by hand."""
    return sql("PRAGMA writable_schema = ON", statement, guarded=True)


def folder(path: Path, _sound: bytes) -> None:
    path.mkdir()


def fifo(path: Path, _sound: bytes) -> None:
    os.mkfifo(path)


def dangling(path: Path, _sound: bytes) -> None:
    path.symlink_to(path.with_name("nowhere"))


def endless(path: Path, _sound: bytes) -> None:
    path.symlink_to("/dev/zero")


def circle(path: Path, _sound: bytes) -> None:
    path.symlink_to(path)


def sparse(size: int) -> Make:
    """A file that says little at great length."""

    def make(path: Path, sound: bytes) -> None:
        path.write_bytes(sound)
        os.truncate(path, size)

    return make


def with_journal(path: Path, sound: bytes) -> None:
    path.write_bytes(sound)
    path.with_name(f"{path.name}-journal").write_bytes(b"\xd9\xd5\x05\xf9 \xa1c\xd7" + bytes(504))


def in_pages_of(size: int) -> Make:
    return sql(f"PRAGMA page_size = {size}", "VACUUM")


def locked(passphrase: str, change: Callable[[bytes], bytes] = bytes) -> Make:
    return written(lambda sound: change(_encrypted(sound, passphrase)))


@cache
def _encrypted(data: bytes, passphrase: str) -> bytes:
    """Made once: age takes its time on purpose."""
    return bytes(pyrage.passphrase.encrypt(data, passphrase))


def with_work_factor(power: int) -> Callable[[bytes], bytes]:
    """An age file that asks for 2^power rounds of scrypt."""

    def change(data: bytes) -> bytes:
        head, _, rest = data.partition(b"\n-> scrypt ")
        salt, _, after = rest.partition(b" ")
        return head + b"\n-> scrypt " + salt + b" %d\n" % power + after.partition(b"\n")[2]

    return change


def for_a_key(path: Path, sound: bytes) -> None:
    key = pyrage.x25519.Identity.generate()
    path.write_bytes(pyrage.encrypt(sound, [key.to_public()]))


def counter(at: int, value: int) -> Make:
    return poked(at, struct.pack(">I", value))


BOMB = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT count(*) FROM c"
FIRST_EDIT = "(SELECT r FROM journal_edit ORDER BY r, col, n LIMIT 1)"
BORN = f"r = {FIRST_EDIT} AND col = -1"
WORD = "open sesame"

HOSTILE: tuple[Hostile, ...] = (
    Hostile("nothing there", lambda _path, _sound: None, MissingFile),
    Hostile("a folder", folder, NotOurs),
    Hostile("a pipe", fifo, NotOurs),
    Hostile("a link to nowhere", dangling, MissingFile),
    Hostile("a link to itself", circle, MissingFile),
    Hostile("a link to a device", endless, NotOurs),
    Hostile("empty", written(lambda _sound: b""), NotOurs),
    Hostile("one byte", written(lambda _sound: b"S"), NotOurs),
    Hostile("the magic alone", written(lambda sound: sound[:16]), NotOurs),
    Hostile("the header alone", written(lambda sound: sound[:100]), DamagedFile),
    Hostile("text", written(lambda _sound: b"name,email\nAda,ada@example.org\n" * 500), NotOurs),
    Hostile("zeros", written(lambda _sound: bytes(1 << 16)), NotOurs),
    Hostile("a zip file", written(lambda sound: b"PK\x03\x04" + sound[4:]), NotOurs),
    Hostile("a PDF", written(lambda sound: b"%PDF-1.7\n" + sound[9:]), NotOurs),
    Hostile("an older SQLite", written(lambda sound: b"** This file contains an SQLite 2" + sound), NotOurs),
    Hostile("another program's", counter(68, 0x47504B47), NotOurs),
    Hostile("no program's", counter(68, 0), NotOurs),
    Hostile("newer", counter(60, 99), NewerFile),
    Hostile("newest", counter(60, 0xFFFFFFFF), NewerFile),
    Hostile("of no version", counter(60, 0), DamagedFile),
    Hostile("said to be older", counter(60, 1), Strange),
    Hostile("cut in half", written(lambda sound: sound[: len(sound) // 2]), DamagedFile),
    Hostile("cut by a byte", written(lambda sound: sound[:-1]), DamagedFile),
    Hostile("cut by a page", written(lambda sound: sound[:-4096]), DamagedFile),
    Hostile("padded", written(lambda sound: sound + bytes(4096)), DamagedFile),
    Hostile("10 GB of nothing", sparse(10 << 30), TooLarge),
    Hostile("900 MB of nothing", sparse(900 << 20), DamagedFile),
    Hostile("pages of 64 kB", in_pages_of(65536), Strange),
    Hostile("pages of 512 bytes", in_pages_of(512), Strange),
    Hostile("pages of no size", poked(16, b"\x00\x00"), DamagedFile),
    Hostile("pages of an odd size", poked(16, b"\x10\x01"), DamagedFile),
    Hostile("of write-ahead logging", poked(18, b"\x02\x02"), HalfWritten),
    Hostile("of a format to come", poked(18, b"\x09\x09"), Strange),
    Hostile("with reserved bytes", poked(20, b"\x20"), Strange),
    Hostile("in UTF-16", counter(56, 2), Strange),
    Hostile("in no encoding", counter(56, 7), Strange),
    Hostile("shrinking by itself", sql("PRAGMA auto_vacuum = FULL", "VACUUM"), Strange),
    Hostile("with free pages that are not", counter(36, 4000), DamagedFile),
    Hostile("copied while open", with_journal, HalfWritten),
    Hostile(
        "with a trigger more", sql("CREATE TRIGGER x AFTER INSERT ON skill BEGIN SELECT 1; END"), Strange
    ),
    Hostile("with a trigger less", sql("DROP TRIGGER journal_person_born"), Strange),
    Hostile(
        "with a trigger that waits", sql(f"CREATE TRIGGER x AFTER UPDATE ON skill BEGIN {BOMB}; END"), Strange
    ),
    Hostile("with a view", sql("CREATE VIEW x AS SELECT * FROM person"), Strange),
    Hostile("with a view without end", sql(f"CREATE VIEW x AS {BOMB}"), Strange),
    Hostile(
        "with a view for a table",
        sql(
            "DROP TABLE saved_view",
            f"CREATE VIEW saved_view AS {BOMB}",
        ),
        Strange,
    ),
    Hostile("with a virtual table", sql("CREATE VIRTUAL TABLE x USING fts5(a)"), Strange),
    Hostile("with a spatial table", sql("CREATE VIRTUAL TABLE x USING rtree(i, a, b)"), Strange),
    Hostile("with a table more", sql("CREATE TABLE x(a)"), Strange),
    Hostile("with a table less", sql("DROP TABLE saved_mapping"), Strange),
    Hostile("with a column more", sql("ALTER TABLE skill ADD COLUMN x TEXT"), Strange),
    Hostile("with a computed column", sql("ALTER TABLE skill ADD COLUMN x BLOB AS (id)"), Strange),
    Hostile("with an index more", sql("CREATE INDEX x ON person(name)"), Strange),
    Hostile("with an index less", sql("DROP INDEX journal_edit_n"), Strange),
    Hostile("with an index on a sum", sql("CREATE INDEX x ON person(length(name) + 1)"), Strange),
    Hostile("with statistics", sql("ANALYZE"), Strange),
    Hostile(
        "with 5,000 tables", sql("BEGIN", *(f"CREATE TABLE x{n}(a)" for n in range(5000)), "COMMIT"), Strange
    ),
    Hostile("with SQL of a megabyte", sql(f"CREATE TABLE x(a DEFAULT '{'y' * 1_000_000}')"), DamagedFile),
    Hostile(
        "with a schema that is none",
        schema("UPDATE sqlite_schema SET sql = 'CREATE NONSENSE' WHERE name = 'skill'"),
        DamagedFile,
    ),
    Hostile(
        "with two tables on one page",
        schema("UPDATE sqlite_schema SET rootpage = 2 WHERE name = 'skill'"),
        DamagedFile,
    ),
    Hostile(
        "with a table on no page",
        schema("UPDATE sqlite_schema SET rootpage = 99999 WHERE name = 'skill'"),
        DamagedFile,
    ),
    Hostile(
        "with a check taken off",
        schema(
            "UPDATE sqlite_schema SET sql = replace(sql, ' CHECK(length(id) = 16)', '') "
            "WHERE name = 'journal_change'"
        ),
        Strange,
    ),
    Hostile("with a name changed", sql("UPDATE person SET name = 'Mallory'"), Altered),
    Hostile(
        "with a person more",
        sql("INSERT INTO skill(id, name, deleted) VALUES(zeroblob(16), 'x', 0)"),
        Altered,
    ),
    Hostile("with a person less", sql("DELETE FROM person"), Altered),
    Hostile(
        "with a history changed", sql(f"UPDATE journal_edit SET val = x'31543a' WHERE {BORN}"), DamagedFile
    ),
    Hostile("with a digest changed", sql("UPDATE journal_digest SET digest = zeroblob(16)"), Altered),
    Hostile("with no digests", sql("DELETE FROM journal_digest"), Altered),
    Hostile("with a change that nobody made", sql("UPDATE journal_change SET actor = 'Mallory'"), Altered),
    Hostile("with a kind we do not know", sql("UPDATE journal_change SET kind = 'evil'"), Altered),
    Hostile("with a label that is none", sql("UPDATE journal_change SET label = '[[[['"), Altered),
    Hostile("with a label without end", sql(f"UPDATE journal_change SET label = '{'[' * 100_000}'"), Altered),
    Hostile("with an actor without end", sql(f"UPDATE journal_change SET actor = '{'a' * 10_000}'"), Altered),
    Hostile(
        "with ids that are none", sql("UPDATE journal_change SET id = zeroblob(16) WHERE n = 1"), Altered
    ),
    Hostile("with capture off", sql("UPDATE journal_control SET current = -1", guarded=True), Altered),
    Hostile("with a change left open", sql("UPDATE journal_control SET current = 1", guarded=True), Altered),
    Hostile("with no control", sql("DELETE FROM journal_control"), Altered),
    Hostile("with a table that is not ours", sql("UPDATE journal_row SET tbl = 999 WHERE r = 1"), Altered),
    Hostile("with a key too long", sql("UPDATE journal_row SET key = zeroblob(99) WHERE r = 1"), Altered),
    Hostile("with an edit of no column", sql("UPDATE journal_edit SET col = 99 WHERE col > 0"), Altered),
    Hostile("with an edit of no kind", sql("UPDATE journal_edit SET state = 9 WHERE col > 0"), Altered),
    Hostile("with an edit no longer needed", sql("UPDATE journal_edit SET state = 1 WHERE col > 0"), Altered),
    Hostile("with edits of no row", sql("UPDATE journal_edit SET r = r + 100000"), DamagedFile),
    Hostile("with references to nothing", sql("UPDATE person SET manager_id = zeroblob(16)"), DamagedFile),
    Hostile("erased by nobody", sql("INSERT INTO journal_erased SELECT tbl, key FROM journal_row"), Altered),
    Hostile("erased nowhere", sql("INSERT INTO journal_erased VALUES(999, zeroblob(16))"), Altered),
    Hostile(
        "in conflict with nothing",
        sql("INSERT INTO journal_conflict VALUES(1, x'00', 1, x'00', x'01', NULL, NULL)"),
        Altered,
    ),
    Hostile("with a value of 60 MB", sql("UPDATE skill SET name = printf('%.60000000c', 'x')"), Altered),
    Hostile("with broken letters", sql("UPDATE person SET name = CAST(x'ff' AS TEXT)"), Altered),
    Hostile("locked, and no passphrase given", locked(WORD), NeedsPassphrase),
    Hostile("locked with another passphrase", locked(WORD), WrongPassphrase, "close sesame"),
    Hostile("locked and cut", locked(WORD, lambda data: data[:-20]), DamagedFile, WORD),
    Hostile(
        "locked and flipped", locked(WORD, lambda data: data[:-1] + bytes([data[-1] ^ 1])), DamagedFile, WORD
    ),
    Hostile("locked with more work than there is", locked(WORD, with_work_factor(40)), OtherLock, WORD),
    Hostile("locked with more work than memory", locked(WORD, with_work_factor(21)), OtherLock, WORD),
    Hostile("locked for a key", for_a_key, OtherLock, WORD),
    Hostile("the head of an age file", written(lambda _sound: b"age-encryption.org/v1\n"), OtherLock, WORD),
    Hostile("text, locked", written(lambda _sound: _encrypted(b"hello", WORD)), NotOurs, WORD),
    Hostile("random pages", written(lambda _sound: os.urandom(40 * 4096)), NeedsPassphrase),
    Hostile(
        "random pages and a passphrase", written(lambda _sound: os.urandom(40 * 4096)), WrongPassphrase, WORD
    ),
)
