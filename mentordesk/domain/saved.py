"""What a coordinator had MentorDesk remember: views of a list, mappings of a spreadsheet."""

from sqlalchemy.orm import Mapped

from mentordesk.domain.entity import Entity, Json, given


class SavedView(Entity):
    """A named filter of a page; `choice` is its JSON. Identity: derived from page and name."""

    __tablename__ = "saved_view"

    page: Mapped[str]
    name: Mapped[str]
    choice: Mapped[str] = given("{}", Json(("roles", list), ("statuses", list), ("countries", list)))


class SavedMapping(Entity):
    """Which column of a spreadsheet is which field, by its headings.

    Identity: derived from the headings. `fields` is the JSON of heading number to field.
    """

    __tablename__ = "saved_mapping"

    headings: Mapped[str]
    fields: Mapped[str] = given("{}", Json())
