"""The note beside a programme file that says who holds it; light, since a start looks for one."""

import json
from pathlib import Path
from typing import Any


def note_of(path: Path) -> Path:
    """Where the holder of a file leaves the note."""
    return path.with_name(f".{path.name}.holder")


def noted(note: Path) -> dict[str, Any]:
    """`actor`, `host` and `pid`, as the holder wrote them down; nothing where that cannot be read."""
    try:
        said = json.loads(note.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}


def held_on_this_machine(path: Path) -> bool:
    """Whether a program of this machine left a note; only Linux tells of one that was killed since."""
    note = note_of(path)
    if not note.exists():
        return False
    said = noted(note)
    if Path("/proc/self").exists() and not Path("/proc", str(said.get("pid"))).exists():
        return False
    import socket  # the first paint does without

    return said.get("host") == socket.gethostname()
