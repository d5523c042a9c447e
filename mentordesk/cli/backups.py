"""Commands that make backups and go back to them, and the way back from a damaged file."""

from pathlib import Path
from typing import TYPE_CHECKING

from mentordesk.cli.opening import desk_here, opened, with_passphrase
from mentordesk.cli.parts import Answer
from mentordesk.domain.refusal import Refusal
from mentordesk.i18n import _, ngettext, reader

if TYPE_CHECKING:
    import argparse

    from mentordesk.operations.backups import BackupRow


class NoSuchBackup(Refusal):
    """There is no backup {name} of {file}. Nothing was changed. `backup --list` names those there are."""


def backup_arguments(parser: "argparse.ArgumentParser") -> None:
    parser.add_argument("--list", action="store_true", help=_("tell what backups there are, make none"))


def backup_file(given: "argparse.Namespace") -> Answer:
    from mentordesk.operations.backups import back_up, backups

    with opened(given, readonly=True) as database:
        if given.list:
            rows = backups(database)
            return Answer("\n".join(map(_line, rows)), {"backups": [vars(row) for row in rows]})
        made = back_up(database)
    return Answer(_("Made the backup {file}.").format(file=made), {"file": made})


def _line(row: "BackupRow") -> str:
    if not row.readable:
        return _("{file}  cannot be read").format(file=row.path.name)
    now = reader()
    people = ngettext("{n} person", "{n} people", row.people).format(n=now.number(row.people))
    since = ngettext("{n} step since", "{n} steps since", row.changes_since)
    return "  ".join((row.path.name, people, since.format(n=now.number(row.changes_since))))


def restore_arguments(parser: "argparse.ArgumentParser") -> None:
    parser.add_argument(
        "backup", nargs="?", metavar=_("BACKUP"), help=_("as “backup --list” names it; with --out, the best")
    )
    way = parser.add_mutually_exclusive_group()
    way.add_argument(
        "--replace", action="store_true", help=_("make the file as the backup was; so if not said")
    )
    way.add_argument(
        "--merge", action="store_true", help=_("bring in what the backup has and the file has not")
    )
    way.add_argument(
        "--out", type=Path, metavar=_("OUT"), help=_("leave the file, which may be damaged; write another")
    )


def restore_backup(given: "argparse.Namespace") -> Answer:
    if given.out:
        return _copied_out(given) if given.backup else _repaired(given)
    if not given.backup:
        given.wrong(_("name a BACKUP, or a file to write by --out"))
    from mentordesk.operations.backups import restore, restore_merged

    with opened(given) as database:
        backup = _found(given)
        if given.merge:
            done = restore_merged(database, backup=backup)
            said = ngettext("Brought in {n} step of {file}.", "Brought in {n} steps of {file}.", done.changes)
            said = said.format(n=reader().number(done.changes), file=backup.name)
            return Answer(
                said, {"backup": backup, "steps": done.changes, "open": done.conflicts - done.settled}
            )
        restore(database, backup=backup)
    said = _("{file} is as {backup} was. “undo” takes this back.")
    return Answer(said.format(file=given.file, backup=backup.name), {"backup": backup})


def _found(given: "argparse.Namespace") -> Path:
    """The backup of this name among those of the file."""
    from mentordesk.storage.backup import copies_in

    name = Path(given.backup).name
    found = [path for path in copies_in(desk_here().backups, given.file.stem) if path.name == name]
    if not found:
        raise NoSuchBackup(name=name, file=given.file.name)
    return found[0]


def _copied_out(given: "argparse.Namespace") -> Answer:
    """A copy of one backup, locked as it is."""
    from mentordesk.operations.sharing import work_copy
    from mentordesk.storage.reasons import check_free

    check_free(given.out)
    backup = _found(given)
    with_passphrase(
        backup, given.passphrase_file, lambda words: work_copy(backup, given.out, passphrase=words)
    )
    return Answer(_("Wrote {file}.").format(file=given.out), {"backup": backup, "file": given.out})


def _repaired(given: "argparse.Namespace") -> Answer:
    """The newest good backup, and of the file whatever can still be read."""
    from mentordesk.operations.backups import repair

    done = with_passphrase(
        given.file,
        given.passphrase_file,
        lambda words: repair(given.file, desk=desk_here(), target=given.out, passphrase=words),
    )
    said = _("Wrote {file}. Backup: {backup}. Steps saved: {saved}. Steps that cannot be read: {broken}.")
    backup = done.backup.name if done.backup else "–"
    lines = [said.format(file=given.out, backup=backup, saved=done.brought, broken=done.broken)]
    if not done.legible:
        lost = _("Nothing of {file} itself could be read, so what was done after the backup is missing.")
        lines.append(lost.format(file=given.file.name))
    facts = {"file": done.path, "backup": done.backup, "saved": done.brought, "broken": done.broken}
    return Answer("\n".join(lines), facts | {"legible": done.legible})
