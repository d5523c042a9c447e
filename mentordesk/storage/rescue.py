"""What is kept of ours when another file takes the place of the open one."""

import shutil
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from mentordesk.storage import backup
from mentordesk.storage.refusals import OverwrittenFile, ReplacedFile


def rescued(
    path: Path, copies: Mapping[Path, datetime], save: Callable[[Path], object], *, overwritten: bool
) -> ReplacedFile:
    """Lay our changes beside; where our very bytes were overwritten, what the newest of the backups has."""
    rescue = path.with_name(f"{path.stem} (rescued {datetime.now(UTC):%Y-%m-%d %H%M%S}).mentordesk")
    if overwritten and copies:
        newest = max(copies, key=lambda copy: copies[copy])
        # A copy of the backup, which the next one may replace.
        backup.write_beside(rescue, lambda part: shutil.copyfile(newest, part))
        return OverwrittenFile(file=path.name, rescue=rescue.name, path=rescue)
    save(rescue)
    return ReplacedFile(file=path.name, rescue=rescue.name, path=rescue)
