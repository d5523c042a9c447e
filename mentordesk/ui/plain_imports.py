"""Importing past PySide6's own import, which reads the source of every module that is imported."""

import builtins
import importlib
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def plain_imports() -> Iterator[None]:
    """Import as Python does, meanwhile; for the window's thread only."""
    theirs, builtins.__import__ = builtins.__import__, importlib.__import__
    try:
        yield
    finally:
        builtins.__import__ = theirs
