"""Installers for this system, into `dist/`: a wheel, a folder by PyInstaller, and on Debian a .deb of it."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

from messages import compile_all

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build" / "package"
DIST = ROOT / "dist"
DESKTOP = "mentordesk.desktop"
MIME = "mentordesk.xml"

# ortools installs pandas for parts that are never imported here; scipy is for tests alone.
LEFT_OUT = ("pandas", "scipy", "tkinter", "PIL.ImageQt", "pytest", "hypothesis", "IPython", "matplotlib")
PACKED_WHOLE = ("ortools.graph.python", "reportlab.graphics.barcode", "tzdata", "mentordesk")
DATA_OF = ("babel", "tzdata", "phonenumbers", "uniseg", "reportlab")

CONTROL = """\
Package: mentordesk
Version: {version}
Section: office
Priority: optional
Architecture: {architecture}
Maintainer: MentorDesk
Installed-Size: {size}
Depends: libc6, libglib2.0-0t64 | libglib2.0-0, libgl1, libegl1, libfontconfig1, libdbus-1-3, \
libxkbcommon-x11-0, libxcb-cursor0, libxcb-icccm4, libxcb-keysyms1, libxcb-shape0, libxcb-xkb1, \
libgssapi-krb5-2
Description: {description}
"""


def project() -> dict[str, str]:
    table: dict[str, str] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return table


def wheel() -> None:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(DIST)], cwd=ROOT, check=True
    )


def bundle() -> Path:
    """One folder that holds Python, the libraries and the program; its path."""
    data = BUILD / "_data"
    shutil.rmtree(BUILD, ignore_errors=True)
    compile_all(data / "translations")
    shutil.copytree(ROOT / "resources", data / "resources")
    starter = BUILD / "start.py"
    lines = ("import multiprocessing", "import sys", "", "from mentordesk.cli import main", "")
    last = ("multiprocessing.freeze_support()", "sys.exit(main())", "")
    starter.write_text("\n".join((*lines, *last)), "utf-8")
    subprocess.run([sys.executable, "-m", "PyInstaller", *options(data), str(starter)], cwd=ROOT, check=True)
    return DIST / "mentordesk"


def options(data: Path) -> list[str]:
    """What PyInstaller is told."""
    pairs = [("--exclude-module", name) for name in LEFT_OUT]
    pairs += [("--collect-submodules", name) for name in PACKED_WHOLE]
    pairs += [("--collect-data", name) for name in DATA_OF]
    pairs += [("--add-data", f"{data}:mentordesk/_data"), ("--paths", str(ROOT)), ("--name", "mentordesk")]
    pairs += [("--distpath", str(DIST)), ("--workpath", str(BUILD / "work")), ("--specpath", str(BUILD))]
    return [
        "--noconfirm",
        "--clean",
        "--onedir",
        "--windowed",
        "--log-level=WARN",
        *(s for pair in pairs for s in pair),
    ]


def deb(folder: Path) -> Path:
    """A Debian package of the folder, with its menu entry and its kind of file."""
    tree = BUILD / "deb"
    shutil.copytree(folder, tree / "opt" / "mentordesk", symlinks=True)
    place(ROOT / "packaging" / DESKTOP, tree / "usr/share/applications")
    place(ROOT / "packaging" / MIME, tree / "usr/share/mime/packages")
    place(ROOT / "LICENSE", tree / "usr/share/doc/mentordesk")
    command = tree / "usr" / "bin"
    command.mkdir(parents=True)
    (command / "mentordesk").symlink_to("../../opt/mentordesk/mentordesk")
    about = project()
    architecture = subprocess.check_output(["dpkg", "--print-architecture"], text=True).strip()
    control = tree / "DEBIAN" / "control"
    control.parent.mkdir()
    values = {"version": about["version"], "description": about["description"], "architecture": architecture}
    control.write_text(CONTROL.format(size=size_of(tree) // 1024, **values), "utf-8")
    made = DIST / f"mentordesk_{about['version']}_{architecture}.deb"
    subprocess.run(["dpkg-deb", "--root-owner-group", "--build", str(tree), str(made)], check=True)
    return made


def place(source: Path, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(source, folder)


def size_of(folder: Path) -> int:
    return sum(path.lstat().st_size for path in folder.rglob("*") if path.is_file())


def main() -> int:
    DIST.mkdir(exist_ok=True)
    wheel()
    folder = bundle()
    print(f"{folder}: {size_of(folder) / 1e6:.0f} MB")
    if shutil.which("dpkg-deb"):
        made = deb(folder)
        print(f"{made}: {made.stat().st_size / 1e6:.0f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
