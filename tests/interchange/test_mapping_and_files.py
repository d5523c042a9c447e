"""Headings to fields, and files written whole or not at all."""

import os
from pathlib import Path

import pytest

from mentordesk.interchange.files import write_file
from mentordesk.interchange.mapping import guess
from mentordesk.interchange.synonyms import person_names


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Nombre y apellidos", "name"),
        ("Apellidos", "family_name"),
        ("Correo electrónico:", "email"),
        ("الاسم الكامل", "name"),
        ("اللغات", "languages"),
        ("Liczba podopiecznych", "capacity"),
        ("Fuseau horaire", "zone"),
        ("Verfügbarkeit", "availability"),
        ("skills_offered", "skills_offered"),
        ("Line manager's name", "manager"),
    ],
)
def test_one_heading(heading: str, field: str) -> None:
    assert guess([heading], person_names()) == {0: field}


def test_what_names_nothing_stays_open() -> None:
    assert guess(["ID", "Start time", "", "Completion time"], person_names()) == {}


def test_an_empty_column_loses_but_is_taken_where_it_is_the_only_one() -> None:
    names = {"name": ("full name",)}
    assert guess(["Name", "Your full name"], names, [("", "Ada")]) == {1: "name"}
    assert guess(["Name", "Your full name"], names) == {0: "name"}
    assert guess(["Name"], names, [("",)]) == {0: "name"}


def test_no_two_fields_claim_the_same_name() -> None:
    taken = [name for names in person_names().values() for name in names]
    assert len(taken) == len(set(taken))


def test_every_field_is_found_by_its_own_key() -> None:
    fields = tuple(person_names())
    assert tuple(guess(fields, person_names()).values()) == fields


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    write_file(path, b"old")
    write_file(path, b"new")
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_cannot_be_written_leaves_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"old")

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_file(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]
