"""A file locked at rest, when it is opened: its key, and what only the key shows."""

from contextlib import closing
from pathlib import Path

from mentordesk.storage.catalogue import APPLICATION_ID, SCHEMA
from mentordesk.storage.connection import driver_for, plain
from mentordesk.storage.header import LOCKED, schema_of
from mentordesk.storage.refusals import NewerFile, NotOurs
from mentordesk.storage.secrets import Key, NeedsPassphrase, WrongPassphrase, key_of


def opened(path: Path, passphrase: str | None) -> tuple[int, Key | None]:
    """The schema number of a programme file, and its key where it is locked.

    Refuses what is not a programme file; asks for the passphrase, or says that it is another.
    """
    version = schema_of(path)
    if version != LOCKED:
        return version, None
    if not passphrase:
        raise NeedsPassphrase(file=path.name)
    key = key_of(path, passphrase)
    return _schema_within(path, key), key


def _schema_within(path: Path, key: Key) -> int:
    try:
        with closing(plain(path, readonly=True, key=key)) as connection:
            (application,) = connection.execute("PRAGMA application_id").fetchone()
            (version,) = connection.execute("PRAGMA user_version").fetchone()
    except driver_for(key).DatabaseError as error:
        if "not a database" not in str(error):
            raise
        raise WrongPassphrase(file=path.name) from error
    if application != APPLICATION_ID:
        raise NotOurs(file=path.name)
    if version > SCHEMA:
        raise NewerFile(file=path.name, theirs=version, ours=SCHEMA)
    return int(version)
