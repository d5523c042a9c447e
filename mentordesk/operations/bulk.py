"""Writing many rows whose keys say what they are: new ones in, known ones changed, buried ones revived."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import bindparam, select, update

from mentordesk.domain.entity import Entity
from mentordesk.storage.work import Work, table_of

Thing = TypeVar("Thing")
CHUNK = 5_000


def chunks(things: Sequence[Thing], size: int = CHUNK) -> Iterator[Sequence[Thing]]:
    """The things in pieces that fit into one statement."""
    return (things[start : start + size] for start in range(0, len(things), size))


def put_many(work: Work, kind: type[Entity], rows: Sequence[Mapping[str, Any]]) -> None:
    """Write rows of the same columns, `id` among them; the last of a key counts. Same rows leave no trace."""
    wanted = {row["id"]: dict(row) for row in rows}
    if not wanted:
        return
    columns = tuple(next(iter(wanted.values())))
    known = _known(work, kind, columns, list(wanted))
    work.insert_many(kind, [row for key, row in wanted.items() if key not in known])
    change_many(work, kind, [row for key, row in wanted.items() if _differs(row, known.get(key))])


def change_many(work: Work, kind: type[Entity], rows: Sequence[Mapping[str, Any]]) -> None:
    """Set columns of known rows by key, living again if they were buried; all have the same columns."""
    if not rows:
        return
    table, columns = table_of(kind), [name for name in rows[0] if name != "id"]
    statement = update(table).where(table.c.id == bindparam("_key"))
    statement = statement.values({name: bindparam(f"_{name}") for name in columns} | {"deleted": False})
    work.flush()
    work.connection().execute(
        statement, [{f"_{name}": row[name] for name in columns} | {"_key": row["id"]} for row in rows]
    )


def bury_many(work: Work, kind: type[Entity], keys: Sequence[bytes]) -> None:
    """Bury living rows by key."""
    table = table_of(kind)
    work.flush()
    for some in chunks(keys):
        wanted = table.c.id.in_(some) & (table.c.deleted == False)  # noqa: E712
        work.connection().execute(update(table).where(wanted).values(deleted=True))


def _known(
    work: Work, kind: type[Entity], columns: tuple[str, ...], keys: Sequence[bytes]
) -> dict[bytes, tuple[Any, ...]]:
    """The values of rows that exist, buried ones with None before them."""
    table = table_of(kind)
    work.flush()
    found: dict[bytes, tuple[Any, ...]] = {}
    for some in chunks(keys):
        query = select(table.c.id, table.c.deleted, *(table.c[name] for name in columns))
        for key, deleted, *values in work.connection().execute(query.where(table.c.id.in_(some))):
            found[key] = (None,) if deleted else tuple(values)
    return found


def _differs(row: Mapping[str, Any], known: tuple[Any, ...] | None) -> bool:
    return known is not None and tuple(row.values()) != known
