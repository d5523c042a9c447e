"""The documents of a programme: what kinds there are, and making one or many of them as PDF."""

from dataclasses import dataclass

from mentordesk.i18n import N_

LABELS: dict[str, str] = {
    "section.edited": N_("Changed a section of the handbook"),
    "section.added": N_("Added a section to the handbook"),
    "section.hidden": N_("Left a section out of the handbook"),
    "section.shown": N_("Put a section back into the handbook"),
    "section.moved": N_("Moved a section of the handbook"),
    "section.reset": N_("Went back to the standard text of a section"),
    "sections.reset": N_("Went back to the standard text of the handbook"),
    "certificates.issued": N_("Issued certificates: {n}"),
    "certificate.withdrawn": N_("Withdrew a certificate of {person}"),
}


@dataclass(frozen=True)
class Kind:
    """A kind of document in the menu: its title, and a line on what it is for."""

    key: str
    title: str
    words: str


KINDS = (
    Kind("handbook", N_("Handbook"), N_("For mentors or mentees, in their language")),
    Kind("certificate", N_("Certificate"), N_("Numbered, signed, one page for each person")),
)
