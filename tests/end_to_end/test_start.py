"""Beginning: no file yet, the sample, and the way out."""

from pathlib import Path

from tests.end_to_end.conftest import Start


def test_a_first_programme_is_made_and_found_again(start: Start, tmp_path: Path) -> None:
    screen = start()
    screen.press("push button", "New programme…")
    screen.write("Programme", "Beacon")
    screen.press("push button", "Choose where to keep it…")
    screen.choose_file("Keep the programme", tmp_path / "Beacon.mentordesk")
    screen.wait("frame", "Beacon – MentorDesk")
    screen.keys("ctrl+2")
    screen.wait("label", "0 people · 0 mentors · 0 mentees")
    assert screen.leave() == 0
    again = start()
    again.wait("frame", "Beacon – MentorDesk")
    again.wait("label", "0 people · 0 mentors · 0 mentees")
    assert again.leave() == 0
