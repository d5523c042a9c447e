"""Drives MentorDesk as somebody with a screen reader and a keyboard does.

Run by the system's Python, which has pyatspi, inside a D-Bus session. It starts the program, then takes one
JSON object a line, `{"do": name, ...}`, and answers with one: `{"is": ...}` or `{"failed": sentence}`.
Nothing here waits by a fixed time: everything is looked for again and again until it is there.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any, NoReturn

import pyatspi

PAUSE = 0.05
PATIENCE = 20.0
CELLS = {pyatspi.ROLE_TABLE, pyatspi.ROLE_TREE_TABLE}
Node = Any


class NotThereError(Exception):
    """Something looked for did not appear; the message says what was there instead."""


class Driver:
    """One running program and its windows."""

    def __init__(self, command: list[str]) -> None:
        self.program = subprocess.Popen(command, stdout=sys.stderr)

    def application(self) -> Node:
        desktop = pyatspi.Registry.getDesktop(0)
        desktop.clear_cache()
        for at in range(desktop.childCount):
            child = desktop.getChildAtIndex(at)
            if child and child.get_process_id() == self.program.pid:
                child.set_cache_mask(pyatspi.Atspi.Cache.NONE)
                return child
        return None

    def windows(self) -> list[Node]:
        """Those that are seen, the topmost first."""
        top = self.application()
        return [one for one in reversed(children(top)) if shows(one)] if top else []

    def find(self, wanted: dict[str, Any]) -> Node | None:
        """The first thing seen of a role and name; `part` of a name is enough if given."""
        cells = wanted.get("role") in {"table cell", "list item"}
        for window in self.windows():
            if wanted.get("window") not in {None, name_of(window)}:
                continue
            for node in below(window, cells=cells):
                if fits(node, wanted):
                    return node
        return None

    def wait(self, said: dict[str, Any]) -> Node:
        """Look until it is there, and enabled if it is to be pressed."""
        found: list[Node] = []

        def there() -> bool:
            node = self.find(said)
            found[:] = [node] if node else []
            return bool(node) and (not said.get("enabled") or state(node, pyatspi.STATE_ENABLED))

        self.until(there, said)
        return found[0]

    def gone(self, said: dict[str, Any]) -> None:
        self.until(lambda: self.find(said) is None, {"gone": said})

    def until(self, holds: Callable[[], bool], said: dict[str, Any]) -> None:
        end = time.monotonic() + float(said.get("patience", PATIENCE))
        while not patient(holds):
            if self.program.poll() is not None:
                fail(f"The program has ended with {self.program.returncode}.")
            if time.monotonic() > end:
                fail(f"{said} did not come. Seen:\n{self.tree()}")
            time.sleep(PAUSE)

    def press(self, said: dict[str, Any]) -> None:
        """Press a button, tick a box: its first action."""
        self.wait(said | {"enabled": True}).queryAction().doAction(0)

    def click(self, said: dict[str, Any]) -> None:
        """The mouse, in the middle of it."""
        box = place(self.wait(said))
        x, y = box.x + box.width // 2, box.y + box.height // 2
        xdotool("mousemove", str(x), str(y), "click", *said.get("times", []), str(said.get("button", 1)))

    def focus(self, said: dict[str, Any]) -> None:
        self.activate()
        node = self.wait(said)
        node.queryComponent().grabFocus()
        self.until(lambda: state(node, pyatspi.STATE_FOCUSED), said)

    def write(self, said: dict[str, Any]) -> None:
        """Put a text into a field."""
        self.wait(said).queryEditableText().setTextContents(said["text"])

    def text(self, said: dict[str, Any]) -> str:
        node = self.wait(said)
        return str(node.queryText().getText(0, -1)) if "Text" in interfaces(node) else str(node.name)

    def key(self, said: dict[str, Any]) -> None:
        """Keys, typed into the topmost window."""
        self.activate()
        xdotool("key", "--clearmodifiers", *said["keys"].split())

    def type(self, said: dict[str, Any]) -> None:
        self.activate()
        xdotool("type", "--delay", "5", said["text"])

    def activate(self) -> None:
        """Give the topmost window the keyboard, as a window manager would."""

        def active() -> bool:
            top = self.windows()[0]
            if state(top, pyatspi.STATE_ACTIVE):
                return True
            box = place(top)
            for window in xdotool("search", "--onlyvisible", "--pid", str(self.program.pid)).split():
                if f"Position: {box.x},{box.y} " in xdotool("getwindowgeometry", window):
                    xdotool("windowfocus", "--sync", window)
            return False

        self.until(active, {"active": "a window"})

    def state_of(self, said: dict[str, Any]) -> dict[str, Any]:
        """Name, text, place and what is ticked."""
        node = self.wait(said)
        box = place(node)
        return {
            "name": node.name,
            "description": node.description,
            "checked": state(node, pyatspi.STATE_CHECKED),
            "enabled": state(node, pyatspi.STATE_ENABLED),
            "box": [box.x, box.y, box.width, box.height],
        }

    def names(self, said: dict[str, Any]) -> list[str]:
        """Of all that is seen of a role, in a window."""
        role = said["role"]
        places = [one for one in self.windows() if said.get("window") in {None, name_of(one)}]
        cells = role in {"table cell", "list item"}
        return [
            name_of(node)
            for window in places
            for node in below(window, cells=cells)
            if node.getRoleName() == role
        ]

    def titles(self, _said: dict[str, Any]) -> list[str]:
        return [name_of(one) for one in self.windows()]

    def tree(self, _said: dict[str, Any] | None = None) -> str:
        """All that is seen, one thing a line."""
        return "\n".join(
            f"{window_name}: {node.getRoleName()} {node.name!r} {node.description!r}"
            for window in self.windows()
            for window_name in [name_of(window)]
            for node in below(window, cells=False)
        )

    def ended(self, said: dict[str, Any]) -> int:
        """Wait until the program has ended by itself; its exit code."""
        return self.program.wait(float(said.get("patience", PATIENCE)))

    def stop(self) -> None:
        if self.program.poll() is None:
            self.program.kill()
            self.program.wait()


def fail(sentence: str) -> NoReturn:
    raise NotThereError(sentence)


def children(node: Node) -> list[Node]:
    found = (node.getChildAtIndex(at) for at in range(node.childCount))
    return [child for child in found if child]


def below(node: Node, *, cells: bool) -> Iterator[Node]:
    """A thing and all that is seen in it; into tables only where cells are asked for."""
    yield node
    if node.getRole() in CELLS and not cells:
        return
    for child in children(node):
        if shows(child):
            yield from below(child, cells=cells)


def shows(node: Node) -> bool:
    return state(node, pyatspi.STATE_SHOWING)


def state(node: Node, wanted: object) -> bool:
    return bool(node.getState().contains(wanted))


def name_of(node: Node) -> str:
    return str(node.name)


def place(node: Node) -> Any:
    """Its `x`, `y`, `width` and `height` on the screen."""
    return node.queryComponent().getExtents(pyatspi.DESKTOP_COORDS)


def interfaces(node: Node) -> list[str]:
    return list(pyatspi.listInterfaces(node))


def fits(node: Node, wanted: dict[str, Any]) -> bool:
    if "role" in wanted and node.getRoleName() != wanted["role"]:
        return False
    if "within" in wanted and name_of(node.parent) != wanted["within"]:
        return False
    if "right_of" in wanted and place(node).x <= wanted["right_of"]:
        return False
    if "part" in wanted:
        return wanted["part"] in f"{node.name} {node.description}"
    return "name" not in wanted or name_of(node) == wanted["name"]


def patient(holds: Callable[[], bool]) -> bool:
    """Whether it holds; what vanishes while it is looked at does not."""
    try:
        return holds()
    except (LookupError, RuntimeError, NotImplementedError, AttributeError) as error:
        sys.stderr.write(f"Looking again: {error}\n")
        return False


def xdotool(*arguments: str) -> str:
    done = subprocess.run(["xdotool", *arguments], check=False, capture_output=True, text=True, timeout=20)
    return done.stdout


def serve(driver: Driver) -> None:
    """Answer every line until there are no more."""
    for line in sys.stdin:
        said = json.loads(line)
        try:
            got = answer(driver, said)
        except Exception as error:  # noqa: BLE001 - whatever fails is told to the test, which fails by it
            got = {"failed": f"{type(error).__name__}: {error}"}
        sys.stdout.write(json.dumps(got) + "\n")
        sys.stdout.flush()


def answer(driver: Driver, said: dict[str, Any]) -> dict[str, Any]:
    got = getattr(driver, said["do"])(said)
    return {"is": got if isinstance(got, (str, int, list, dict)) else None}


def main(command: list[str]) -> None:
    driver = Driver(command)
    try:
        serve(driver)
    finally:
        driver.stop()


if __name__ == "__main__":
    os.environ["NO_AT_BRIDGE"] = "1"
    main(sys.argv[1:])
