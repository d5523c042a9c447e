"""The one place that knows where resources and translations lie.

A wheel and a frozen bundle carry both folders inside the package, under `_data`; a checkout and an editable
install have them beside it.
"""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent


def root(package: Path = PACKAGE) -> Path:
    """The folder that holds `resources` and `translations` for a package lying at `package`."""
    inside = package / "_data"
    return inside if inside.is_dir() else package.parent


def resources(package: Path = PACKAGE) -> Path:
    return root(package) / "resources"


def resource(name: str) -> Path:
    """The path of one resource, such as `icons/flag.svg`; FileNotFoundError when it was not packed."""
    path = resources() / name
    if not path.exists():
        raise FileNotFoundError(path)
    return path


def translations(package: Path = PACKAGE) -> Path:
    return root(package) / "translations"


def cache(package: Path = PACKAGE) -> Path | None:
    """Where a checkout keeps what it makes from its sources; None where the program came already built."""
    return None if (package / "_data").is_dir() else package.parent / "build"
