"""A word for what a file holds, to compare two copies by."""

import hashlib

from mentordesk.storage.catalogue import kept, packed
from mentordesk.storage.work import Work


def state_digest(view: Work) -> str:
    """32 hexadecimal digits over every living row: equal in copies that hold the same, however they came to.

    The first half of a SHA-256; the history and what waits to be decided do not count.
    """
    digest = hashlib.sha256()
    for table in kept():
        digest.update(f"{table.number};".encode())
        rows = view.connection().exec_driver_sql(
            f"SELECT t.id, {packed(table, 't')} FROM {table.name} t WHERE t.deleted = 0 ORDER BY t.id"
        )
        for key, values in rows:
            digest.update(b"%d:%b%d:%b" % (len(key), key, len(values), values))
    return digest.hexdigest()[:32]
