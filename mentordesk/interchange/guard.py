"""The apostrophe that keeps spreadsheets from running a text of a CSV file as a formula."""

import re

GUARDED = re.compile(r"'+[=+\-@\t\r]")
DANGEROUS = re.compile(r"'*[=+\-@\t\r]")


def guarded(text: str) -> str:
    """The text, with a leading apostrophe where it could be run; `unguarded` takes exactly that one off."""
    return "'" + text if DANGEROUS.match(text) else text


def unguarded(text: str) -> str:
    return text[1:] if GUARDED.match(text) else text
