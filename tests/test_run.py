"""The two commands: what `run.py` decides before it starts anything."""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture(scope="module")
def run(root: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("run", root / "run.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_stamp_changes_with_the_locked_packages(run: ModuleType, tmp_path: Path) -> None:
    lock = tmp_path / "requirements.lock"
    lock.write_text("babel==2\n")
    first = run.stamp_of(lock)
    lock.write_text("babel==3\n")
    assert first != run.stamp_of(lock)


def test_a_prepared_environment_is_taken_as_it_is(
    run: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MENTORDESK_VENV", str(tmp_path))
    monkeypatch.setattr(run, "missing_libraries", list)
    monkeypatch.setattr(run, "install", lambda folder: pytest.fail(f"installs into {folder}"))
    run.python(tmp_path).parent.mkdir()
    run.python(tmp_path).touch()
    (tmp_path / "requirements.sha256").write_text(run.stamp_of(run.LOCK))
    run.prepare()


def test_an_environment_of_other_packages_is_brought_up_to_date(
    run: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MENTORDESK_VENV", str(tmp_path))
    monkeypatch.setattr(run, "missing_libraries", list)
    installed: list[Path] = []
    monkeypatch.setattr(run, "install", installed.append)
    (tmp_path / "requirements.sha256").write_text("older")
    run.prepare()
    assert installed == [tmp_path]
    assert (tmp_path / "requirements.sha256").read_text() == run.stamp_of(run.LOCK)


def test_a_library_is_missed_by_its_package(run: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "LIBRARIES", {"libc.so.6": "libc6", "libnowhere.so.9": "libnowhere9"})
    assert "libnowhere9" in run.missing_libraries()


def test_without_the_right_to_install_it_says_what_to_run(
    run: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000, raising=False)
    with pytest.raises(SystemExit, match="sudo apt-get install -y --no-install-recommends libgl1"):
        run.provide(["libgl1"])


def test_an_unknown_benchmark_is_named(run: ModuleType) -> None:
    with pytest.raises(SystemExit, match="There is no benchmark nowhere"):
        run.bench(["nowhere"])


def test_the_first_failure_counts_whatever_its_sign(run: ModuleType) -> None:
    assert run.first_failure([0, -6, 1]) == -6
    assert run.first_failure([]) == 0


def test_arguments_after_test_reach_pytest(run: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[list[str]] = []
    monkeypatch.setattr(run, "prepare", lambda: None)

    def test(rest: list[str]) -> int:
        """Stand in for the tests."""
        seen.append(rest)
        return 0

    monkeypatch.setitem(run.COMMANDS, "test", test)
    assert run.main(["test", "-k", "names", "--lf"]) == 0
    assert seen == [["-k", "names", "--lf"]]


def test_no_argument_opens_the_sample(
    run: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran: list[tuple[str, ...]] = []
    sample = tmp_path / "build" / "sample.mentordesk"
    monkeypatch.setattr(run, "prepare", lambda: None)
    monkeypatch.setattr(run, "SAMPLE", sample)

    def start(*command: str) -> int:
        ran.append(command)
        return 0

    monkeypatch.setattr(run, "run", start)
    assert run.main([]) == 0
    assert ran == [("-m", "mentordesk", "new", str(sample), "--sample"), ("-m", "mentordesk", str(sample))]


def test_help_lists_every_command(run: ModuleType, root: Path) -> None:
    said = subprocess.check_output([sys.executable, "run.py", "--help"], cwd=root, text=True)
    assert all(f"\n  {name} " in said for name in run.COMMANDS)


def test_every_locked_package_has_hashes(root: Path) -> None:
    entries = (root / "requirements.lock").read_text().split("\n")
    pinned = [line for line in entries if "==" in line and not line.startswith((" ", "#"))]
    assert pinned
    assert all(line.endswith("\\") for line in pinned)


def test_the_ci_script_installs_every_library_that_qt_needs(run: ModuleType, root: Path) -> None:
    script = (root / ".ci" / "run").read_text()
    assert [package for package in run.LIBRARIES.values() if package not in script] == []
