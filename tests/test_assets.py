"""Resources and translations are found in a checkout, an editable install, a wheel and a frozen bundle."""

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from mentordesk import assets

ASK = (
    "import sys; sys.path.insert(0, sys.argv[1]);"
    "from mentordesk import assets; from mentordesk.i18n import Reader;"
    "print(assets.resources()); print(Reader('es').gettext('today'))"
)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Path:
    """The wheel of a copy of the checkout, without its heavy fonts."""
    copy, made = tmp_path_factory.mktemp("checkout"), tmp_path_factory.mktemp("dist")
    for folder in ("mentordesk", "translations", "packaging"):
        shutil.copytree(root / folder, copy / folder, ignore=shutil.ignore_patterns("__pycache__"))
    for file in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(root / file, copy)
    (copy / "resources" / "icons").mkdir(parents=True)
    (copy / "resources" / "icons" / "flag.svg").write_text("<svg/>")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(made)], cwd=copy, check=True
    )
    return next(made.glob("*.whl"))


def test_in_the_checkout() -> None:
    assert assets.resources().is_dir()
    assert (assets.translations() / "es" / "LC_MESSAGES" / "mentordesk.po").exists()
    assert assets.cache() == assets.PACKAGE.parent / "build"


def test_a_missing_resource_is_named() -> None:
    with pytest.raises(FileNotFoundError, match=r"nowhere\.svg"):
        assets.resource("icons/nowhere.svg")


def test_the_wheel_carries_resources_and_compiled_translations(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {
        "mentordesk/i18n.py",
        "mentordesk/_data/resources/icons/flag.svg",
        "mentordesk/_data/translations/es/LC_MESSAGES/mentordesk.mo",
        "mentordesk/_data/translations/ar/LC_MESSAGES/mentordesk.mo",
    } <= names
    assert not [name for name in names if name.startswith(("tests/", "run.py")) or name.endswith(".po")]


def test_an_installed_wheel_finds_them(wheel: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(wheel).extractall(tmp_path)
    assert ask(tmp_path) == [str(tmp_path / "mentordesk" / "_data" / "resources"), "hoy"]


def test_a_frozen_bundle_finds_them(wheel: Path, tmp_path: Path) -> None:
    """PyInstaller keeps modules compiled, but gives them the path they would have beside `_data`."""
    bundle = tmp_path / "_internal"
    zipfile.ZipFile(wheel).extractall(bundle)
    subprocess.run([sys.executable, "-m", "compileall", "-q", "-b", str(bundle / "mentordesk")], check=True)
    for source in (bundle / "mentordesk").rglob("*.py"):
        source.unlink()
    assert ask(bundle) == [str(bundle / "mentordesk" / "_data" / "resources"), "hoy"]


def test_an_editable_install_finds_the_checkout(root: Path, tmp_path: Path) -> None:
    """An editable install is a path to the checkout; it is asked from another folder."""
    assert ask(root, tmp_path) == [str(root / "resources"), "hoy"]


def ask(folder: Path, where: Path | None = None) -> list[str]:
    command = [sys.executable, "-c", ASK, str(folder)]
    return subprocess.check_output(command, cwd=where or folder, text=True, encoding="utf-8").splitlines()
