"""What a programme file may refuse, each in a sentence that says what to do."""

from mentordesk.domain.refusal import Refusal


class MissingFile(Refusal):
    """There is no file {file}. It may have been moved or renamed. Nothing was changed; choose it again."""


class MayNotRead(Refusal):
    """You may not read {file}. It was left as it is. Ask its owner to let you, or choose another file."""


class NotOurs(Refusal):
    """{file} is not a MentorDesk programme file. It was left as it is. Choose a file that ends in
    .mentordesk.
    """


class NewerFile(Refusal):
    """{file} was made by a newer MentorDesk (format {theirs}, this one knows {ours}). It was left as it
    is. Update MentorDesk and open it again.
    """


class DamagedFile(Refusal):
    """{file} is damaged: {why}. It was left as it is. Open the newest backup, or ask a colleague for their
    copy.
    """


class HeldElsewhere(Refusal):
    """{file} is already open: {holder} has it. Nothing was changed. Open it to read only, or work on a
    copy.
    """


class ReadOnly(Refusal):
    """{file} is open to read only, so this was not saved. Save a copy and go on working there."""


class ReplacedFile(Refusal):
    """{file} was replaced by another copy while it was open here, perhaps by a synchronised folder. Your
    last change was not written; everything before it is safe in {rescue}. Open the file again and bring
    that in.
    """


class OverwrittenFile(ReplacedFile):
    """{file} was overwritten by another program while it was open here, perhaps by a synchronised folder.
    Your last change was not written. What was here at the last backup is safe in {rescue}.
    """


class MovedFile(Refusal):
    """{file} is no longer in {folder}: the file or its folder was moved or renamed. What you just did was
    not saved; everything before is. Go on where the file is now, or save a copy.
    """


class CannotWrite(Refusal):
    """{file} cannot be written: {why}. Everything saved before is still there. Free some space or choose
    another folder.
    """


class CannotWriteThere(CannotWrite):
    """{file} cannot be written: {why}. Everything saved before is still there. Choose another folder."""


class AlreadyThere(Refusal):
    """{file} exists already. It was left as it is. Choose another name."""
