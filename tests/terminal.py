"""A program on a terminal of its own, which asks and is answered."""

import os
import pty
import subprocess
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

PATIENCE = 60.0


def on_a_terminal(
    command: Sequence[str | Path], answers: Iterable[tuple[str, str]], *, folder: Path
) -> tuple[int, str]:
    """Run a program in a folder; answer each question once it stands there. Exit code, and all it said."""
    ours, its = pty.openpty()
    with subprocess.Popen(
        command, stdin=its, stdout=its, stderr=its, cwd=folder, start_new_session=True
    ) as program:
        os.close(its)
        try:
            said = "".join(_answered(ours, question, answer) for question, answer in answers)
            said += _until(ours, None)
        finally:
            os.close(ours)
            program.kill()
    return program.returncode, said


def _answered(terminal: int, question: str, answer: str) -> str:
    said = _until(terminal, question)
    os.write(terminal, f"{answer}\n".encode())
    return said


def _until(terminal: int, wanted: str | None) -> str:
    """What is said until something stands there, or until the program ends."""
    said, end = b"", time.monotonic() + PATIENCE
    while wanted is None or wanted.encode() not in said:
        if time.monotonic() > end:
            raise AssertionError(said)
        try:
            read = os.read(terminal, 4096)
        except OSError:  # the program has ended, and with it the terminal
            break
        if not read:
            break
        said += read
    return said.decode()
