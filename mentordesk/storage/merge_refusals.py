"""What a merge may refuse."""

from mentordesk.domain.refusal import Refusal


class OtherProgramme(Refusal):
    """{file} belongs to another programme: it has no change in common with this one. Nothing was changed.
    Choose a copy of this programme, or open that file by itself.
    """


class SameFile(Refusal):
    """{file} is the file that is open. Nothing was changed. Choose the copy of a colleague."""


class FarAhead(Refusal):
    """{file} holds changes dated {day}, more than a day from now: a clock was wrong. Nothing was changed.
    Bring the copy in all the same only if you know whose clock it was.
    """
