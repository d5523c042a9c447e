"""Whatever lies in a file, its reader ends with a value or a refusal."""

from pathlib import Path

import pytest

from tests.fuzz import broken, readers

FILES = {
    "csv": 400,
    "xlsx": 100,
    "programme": 60,
    "opened": 60,
    "share": 3,
    "form": 100,
    "picture": 100,
    "holder": 400,
    "settings": 400,
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_nobody_wrote_is_read_or_refused(name: str, tmp_path: Path) -> None:
    found = readers(tmp_path)
    assert found.keys() == FILES.keys()
    wrong = [broken(name, found[name], tmp_path, number) for number in range(FILES[name])]
    assert [one for one in wrong if one] == []
