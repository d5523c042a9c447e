"""Reading a table to bring in: the one way of the window and the command line."""

from pathlib import Path

from mentordesk.interchange.sheets import read_sheets
from mentordesk.interchange.tables import Workbook


def read_book(path: Path, *, encoding: str | None = None) -> Workbook:
    """The tables of a file; refuses what is none."""
    return read_sheets(path, encoding=encoding)
