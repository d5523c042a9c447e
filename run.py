"""Everything one does with a checkout: `python3 run.py` opens MentorDesk, `python3 run.py test` tests it.

Standard library only. It looks for the shared libraries that Qt needs, makes an environment of its own with
the locked packages, and then runs what was asked for. The second time it starts at once. `MENTORDESK_VENV`
names another folder for the environment.
"""

import argparse
import ctypes
import hashlib
import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent
LOCK = ROOT / "requirements.lock"
SAMPLE = ROOT / "build" / "sample.mentordesk"
OLDEST = (3, 11)

# What Qt loads on Linux, and the Debian package that has it.
LIBRARIES = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
}

Arguments = list[str]


def environment() -> Path:
    return Path(os.environ.get("MENTORDESK_VENV") or ROOT / ".venv").absolute()


def python(folder: Path) -> Path:
    return folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def stamp_of(lock: Path) -> str:
    """What an environment is made from: these packages, for this Python."""
    return hashlib.sha256(lock.read_bytes() + sys.version.encode()).hexdigest()


def prepare() -> None:
    """Make sure of the shared libraries and of an environment with the locked packages."""
    if sys.version_info < OLDEST:
        sys.exit(f"MentorDesk needs Python 3.11 or later; this is {sys.version.split()[0]}.")
    if sys.platform == "linux":
        provide(missing_libraries())
    folder, stamp = environment(), stamp_of(LOCK)
    mark = folder / "requirements.sha256"
    if mark.exists() and mark.read_text() == stamp and python(folder).exists():
        return
    install(folder)
    mark.write_text(stamp)


def missing_libraries() -> list[str]:
    return [package for library, package in LIBRARIES.items() if not loads(library)]


def loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def provide(packages: list[str]) -> None:
    """Install what is missing where that is ours to do, else say what to run."""
    if not packages:
        return
    line = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    if os.name == "posix" and os.geteuid() == 0 and shutil.which("apt-get"):
        quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-q"], check=False, env=quiet, stdout=subprocess.DEVNULL)
        subprocess.run(line, check=True, env=quiet, stdout=subprocess.DEVNULL)
    else:
        sys.exit(f"Some shared libraries are missing. Run this, then try again:\n  sudo {' '.join(line)}")


def install(folder: Path) -> None:
    print(f"Preparing {folder} ...", flush=True)
    if not python(folder).exists():
        make(folder)
    pip = [str(python(folder)), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "--require-hashes", "-r", str(LOCK)], check=True, cwd=ROOT)


def make(folder: Path) -> None:
    try:
        venv.create(folder, with_pip=True, clear=True)
    except (subprocess.CalledProcessError, ImportError):
        shutil.rmtree(folder, ignore_errors=True)
        sys.exit("Python's venv module is incomplete. Run: sudo apt-get install -y python3-venv")


def run(*command: str, **variables: str) -> int:
    """Run the environment's Python on `command` in the checkout; its exit code."""
    wanted = os.environ | {"PYTHONPATH": str(ROOT)} | variables
    return subprocess.run(
        [str(python(environment())), *command], check=False, cwd=ROOT, env=wanted
    ).returncode


def tool(name: str, *arguments: str) -> int:
    folder = python(environment()).parent
    return subprocess.run([str(folder / name), *arguments], check=False, cwd=ROOT).returncode


def first_failure(codes: list[int]) -> int:
    return next((code for code in codes if code), 0)


def open_sample(arguments: Arguments) -> int:
    """Open the sample programme; it is made when it is not there yet."""
    if not SAMPLE.exists():
        SAMPLE.parent.mkdir(exist_ok=True)
        made = run("-m", "mentordesk", "new", str(SAMPLE), "--sample")
        if made:
            return made
    return run("-m", "mentordesk", *arguments, str(SAMPLE))


def test(arguments: Arguments) -> int:
    """Check, then run the tests; what follows goes to pytest."""
    checked = 0 if arguments else check([])
    with display() as screen:
        if not screen:
            print("No Xvfb on this machine: the end-to-end tests are left out.", flush=True)
        chosen = [] if screen else ["-m", "not end_to_end"]
        # A worker that crashed is not replaced: xdist waits for ever for the one put in its place in a group.
        spread = ["-n", "auto", "--dist", "loadgroup", "--max-worker-restart", "0"]
        tested = run("-m", "pytest", *spread, *chosen, *arguments, **screen)
    return tested or checked


@contextmanager
def display() -> Iterator[dict[str, str]]:
    """An X screen of our own, as the variables that lead to it; empty where the machine has no Xvfb."""
    if not shutil.which("Xvfb"):
        yield {}
        return
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1440x900x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL) as server:
        os.close(writing)
        try:
            with os.fdopen(reading) as told:
                number = told.readline().strip()
            yield {"DISPLAY": f":{number}"} if number else {}
        finally:
            server.terminate()


def check(_arguments: Arguments) -> int:
    """Lint, format, types, layers and translations; all of them, also when one fails."""
    results = [
        tool("ruff", "check", "."),
        tool("ruff", "format", "--check", "."),
        tool("mypy"),
        tool("mypy", "run.py", "packaging"),
        tool("lint-imports"),
        run("packaging/messages.py", "check"),
    ]
    return first_failure(results)


def screenshots(arguments: Arguments) -> int:
    """Draw every page into build/screenshots."""
    return run("-m", "tests.screenshots", *arguments)


def bench(arguments: Arguments) -> int:
    """Run one benchmark, or all: `bench [NAME] [its arguments]`."""
    names = sorted(path.stem for path in (ROOT / "benchmarks").glob("*.py") if not path.stem.startswith("_"))
    if arguments and arguments[0] not in names:
        sys.exit(f"There is no benchmark {arguments[0]}. There are: {', '.join(names)}.")
    chosen, rest = (arguments[:1], arguments[1:]) if arguments else (names, [])
    return first_failure([run(f"benchmarks/{name}.py", *rest) for name in chosen])


def torture(arguments: Arguments) -> int:
    """Break off writing a file at every point and look what is left."""
    return run("-m", "tests.torture", *arguments)


def translations(arguments: Arguments) -> int:
    """Gather the messages and bring every language up to them; `translations add xx` begins one."""
    return run("packaging/messages.py", *(arguments or ["update"]))


def package(arguments: Arguments) -> int:
    """Build the installers for this system into dist/."""
    return run("packaging/build.py", *arguments)


COMMANDS: dict[str, Callable[[Arguments], int]] = {
    "test": test,
    "check": check,
    "screenshots": screenshots,
    "bench": bench,
    "torture": torture,
    "translations": translations,
    "package": package,
}


def usage() -> str:
    lines = [f"  {name:<13} {(command.__doc__ or '').splitlines()[0]}" for name, command in COMMANDS.items()]
    return "\n".join([f"  {'':<13} {open_sample.__doc__}", *lines])


def main(arguments: Arguments) -> int:
    parser = argparse.ArgumentParser(
        description="Open the sample programme, or:",
        epilog=usage(),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("command", nargs="?", choices=list(COMMANDS), metavar="COMMAND")
    parser.add_argument("rest", nargs=argparse.REMAINDER, help="passed on to the command")
    chosen = parser.parse_args(arguments)
    prepare()
    return COMMANDS[chosen.command](chosen.rest) if chosen.command else open_sample(chosen.rest)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
