"""The icons that style sheets take from files."""

from pathlib import Path

import pytest

from mentordesk.ui.icons import image_file


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MENTORDESK_HOME", str(tmp_path / "home"))
    image_file.cache_clear()


def test_an_icon_is_kept_in_the_cache_from_one_start_to_the_next() -> None:
    path = Path(image_file("check", "#336699"))
    assert 'stroke="#336699"' in path.read_text()
    kept = path.stat().st_mtime_ns
    image_file.cache_clear()
    assert Path(image_file("check", "#336699")).stat().st_mtime_ns == kept
    path.write_bytes(b"that of an older version")
    image_file.cache_clear()
    assert 'stroke="#336699"' in Path(image_file("check", "#336699")).read_text()
    assert list(path.parent.iterdir()) == [path]


def test_a_cache_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "home").write_bytes(b"no folder")
    assert not Path(image_file("check", "#336699")).exists()
