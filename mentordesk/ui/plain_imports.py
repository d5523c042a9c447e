"""Importing past PySide6's own import, which reads the source of every module that is imported."""

import builtins
import importlib
from collections.abc import Iterator
from contextlib import contextmanager

import PySide6.QtCore  # noqa: F401 - puts its own import in place of Python's


@contextmanager
def plain_imports() -> Iterator[None]:
    """Import as Python does, meanwhile; for the window's thread only."""
    theirs = builtins.__import__
    # PySide6 keeps Python's own import under this name; its twin in importlib takes a tenth longer.
    builtins.__import__ = getattr(builtins, "__orig_import__", importlib.__import__)
    try:
        yield
    finally:
        builtins.__import__ = theirs
