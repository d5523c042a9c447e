"""The handbook's standard text, from which every programme may start."""

import tomllib
from functools import cache
from typing import NamedTuple

from mentordesk.assets import resource
from mentordesk.documents.handbook_words import Section

FALLBACK = "en"


class StandardText(NamedTuple):
    """One section as its file holds it."""

    key: str
    roles: tuple[str, ...]
    section: Section


def standard_sections(language: str, role: str) -> tuple[Section, ...]:
    """The sections for a role (mentor, mentee) in order; English for a language without a text."""
    return tuple(text.section for text in standard_texts(language) if role in text.roles)


@cache
def standard_texts(language: str) -> tuple[StandardText, ...]:
    """All sections of one language's file."""
    try:
        path = resource(f"texts/handbook-{language}.toml")
    except FileNotFoundError:
        path = resource(f"texts/handbook-{FALLBACK}.toml")
    entries = tomllib.loads(path.read_text(encoding="utf-8"))["section"]
    return tuple(
        StandardText(
            entry["key"], tuple(entry["roles"]), Section(entry["title"], tuple(entry["body"].split("\n")))
        )
        for entry in entries
    )
