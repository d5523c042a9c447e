"""Settings come back as saved, and nonsense in the file does no harm."""

from pathlib import Path

import pytest

from mentordesk.storage.settings import Settings, data_folder, settings_file


def test_saved_and_loaded(tmp_path: Path) -> None:
    file = tmp_path / "deep" / "settings.json"
    chosen = Settings(actor="Noor", language="ar", zoom=150).opened(tmp_path / "a.mentordesk")
    chosen.save(file)
    assert Settings.load(file) == chosen


def test_recent_files_are_newest_first_once_each_and_few(tmp_path: Path) -> None:
    settings = Settings()
    for name in "abcdefghija":
        settings = settings.opened(tmp_path / name)
    assert [Path(name).name for name in settings.recent] == list("ajihgfed")


@pytest.mark.parametrize(
    "text", ["", "[]", '{"zoom": "big", "actor": 3, "recent": 4, "unknown": 1, "copies": 5}', "\x00"]
)
def test_nonsense_gives_the_first_settings(tmp_path: Path, text: str) -> None:
    file = tmp_path / "settings.json"
    file.write_text(text, encoding="utf-8")
    loaded = Settings.load(file)
    assert (loaded.actor, loaded.zoom, loaded.recent) == ("", 100, ())


def test_copies_are_noted_until_they_are_done_with(tmp_path: Path) -> None:
    copy, original, file = tmp_path / "copy", tmp_path / "original", tmp_path / "settings.json"
    settings = Settings().working_on(copy, original)
    settings.save(file)
    assert Settings.load(file).copies == {str(copy.resolve()): str(original.resolve())}
    assert settings.done_with(original) == settings
    assert settings.done_with(copy).copies == {}
    file.write_text('{"copies": {"a": 1}}', encoding="utf-8")
    assert Settings.load(file).copies == {"a": "1"}


def test_a_home_of_ones_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("MENTORDESK_HOME", str(tmp_path))
    assert settings_file().parent == data_folder() == tmp_path
