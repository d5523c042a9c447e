"""Two programs at one file, and another language while it runs."""

from pathlib import Path

from mentordesk.i18n import Reader
from tests.end_to_end.conftest import Programs, Start


def test_a_second_program_asks_and_may_read(start_for: Programs, sample: Path) -> None:
    first = start_for("noor", sample)
    first.wait("frame", "Compass – MentorDesk")
    first.keys("ctrl+2")
    first.wait("table", "People")
    second = start_for("amina", sample)
    second.wait("dialog", "The file is open elsewhere")
    second.press("push button", "Open to read only")
    second.gone("dialog", "The file is open elsewhere")
    second.ask("wait", role="label", part=" is only read: ")
    second.keys("ctrl+2")
    second.wait("table", "People")
    assert second.leave() == 0
    assert first.leave() == 0


def test_a_second_program_may_work_on_a_copy_and_bring_it_back(start_for: Programs, sample: Path) -> None:
    first = start_for("noor", sample)
    first.wait("frame", "Compass – MentorDesk")
    second = start_for("amina", sample)
    second.press("push button", "Work on a copy and merge")
    second.ask("wait", role="label", part="You work on a copy of ")
    second.keys("ctrl+l")
    second.wait("dialog", "Log session")
    second.type("Otieno")
    second.until_names("list item", "Otieno")
    second.keys("Return")
    second.gone("dialog", "Log session")
    assert first.leave() == 0
    second.press("push button", "Bring it back…")
    second.wait("frame", "Compass – MentorDesk")
    second.press("push button", "Bring in 1 step")
    second.ask("wait", role="panel", part="1 step was brought in.")
    assert second.leave() == 0


def test_arabic_mirrors_the_window_while_it_runs(start: Start, sample: Path) -> None:
    screen = start(sample)
    screen.wait("frame", "Compass – MentorDesk")
    screen.keys("ctrl+comma")
    window, pages = screen.box("frame", "Compass – MentorDesk"), screen.box("panel", "Pages")
    assert pages[0] == window[0]
    screen.click("combo box", "As the system", within="Language")
    screen.click("list item", "العربية")
    middle = window[0] + window[2] // 2
    screen.ask("wait", role="check box", name=Reader("ar").gettext("Today"), right_of=middle)
    assert screen.leave() == 0
