"""A refusal reads as a sentence, whatever its values end with."""

import pytest

from mentordesk.domain.refusal import Refusal


class NobodyCalled(Refusal):
    """Nobody is called {name}. Nothing was changed."""


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Kwame Mensah B.", "Kwame Mensah B. Nothing"),
        ("Ana", "Ana. Nothing"),
        ("and so on…", "and so on…. Nothing"),
        ("a/..", "a/... Nothing"),
    ],
)
def test_a_name_that_ends_with_a_full_stop_needs_no_second(name: str, said: str) -> None:
    shown = str(NobodyCalled(name=name)).replace("\u2068", "").replace("\u2069", "")
    assert shown == f"Nobody is called {said} was changed."
