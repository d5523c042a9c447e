"""What this package refuses to read or write, as sentences for the coordinator."""

from mentordesk.domain.refusal import Refusal


class UnreadableSheet(Refusal):
    """{file} cannot be read as a table: {why}
    Nothing was changed. Save it again as CSV or XLSX and try once more.
    """


class SheetTooLarge(Refusal):
    """{file} is too large to bring in: {why}
    Nothing was changed. Split it into smaller tables and try once more.
    """


class CellTooLong(Refusal):
    """Row {line} holds a text of {length} characters, more than a workbook's cell can hold.
    Nothing was written. Save as CSV instead.
    """


class CellProblem(Refusal):
    """“{text}” cannot be understood."""


class NotAnAddress(CellProblem):
    """“{text}” is not an e-mail address."""


class NotANumber(CellProblem):
    """“{text}” is not a number."""


class BelowZero(NotANumber):
    """“{text}” is below 0. Write 0 or more."""


class NotWhole(NotANumber):
    """“{text}” is not a whole number. Write it without decimals."""


class OutOfRange(CellProblem):
    """{text} is not between {low} and {high}."""


class NotADay(CellProblem):
    """“{text}” is not a day of the calendar."""


class NotARole(CellProblem):
    """“{text}” is not a role. Use mentor, mentee or both."""


class NotYesOrNo(CellProblem):
    """“{text}” is neither yes nor no."""


class NotACountry(CellProblem):
    """“{text}” is not a country that is known here."""


class NotAZone(CellProblem):
    """“{text}” is not a time zone. Write it as a region and city, like Europe/Madrid."""


class NotALanguage(CellProblem):
    """“{text}” is not a language that is known here."""


class NotAnHour(CellProblem):
    """“{text}” is not a time of the week. Write it like Mo 9-12 or Tuesday morning."""


class NotAChannel(CellProblem):
    """“{text}” is not a way to meet. Use video, phone, in person or chat."""
