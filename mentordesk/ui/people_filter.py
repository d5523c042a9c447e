"""What the list of people is narrowed to, as a value that can be remembered under a name."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Self

from mentordesk.domain.participant import Role, Status
from mentordesk.operations.person_rows import PersonRow

CLOSED = frozenset({Status.COMPLETED, Status.WITHDRAWN})


@dataclass(frozen=True)
class PeopleFilter:
    """Empty sets let everything through; `everyone` looks beyond the cohort."""

    everyone: bool = False
    silent: bool = False
    roles: frozenset[Role] = frozenset()
    statuses: frozenset[Status] = frozenset()
    countries: frozenset[str] = frozenset()
    text: str = ""

    def keeps(self, row: PersonRow) -> bool:
        """Whether somebody is shown, the text apart, which the table looks for itself."""
        return (
            (not self.silent or row.silent)
            and (not self.roles or row.role in self.roles)
            and (not self.statuses or row.status in self.statuses)
            and (not self.countries or row.country in self.countries)
        )

    @property
    def narrows(self) -> bool:
        return self != type(self)(everyone=self.everyone)

    def toggled(self, field: str, value: Any) -> Self:
        """The same with one value of a set put in or taken out."""
        return replace(self, **{field: getattr(self, field) ^ {value}})

    def to_choice(self) -> dict[str, Any]:
        """As plain values, for keeping."""
        return {
            "everyone": self.everyone,
            "silent": self.silent,
            "roles": sorted(self.roles),
            "statuses": sorted(self.statuses),
            "countries": sorted(self.countries),
            "text": self.text,
        }

    @classmethod
    def from_choice(cls, choice: Mapping[str, Any]) -> Self:
        """What was kept; words that a newer copy knows and we do not are left out."""
        return cls(
            bool(choice.get("everyone")),
            bool(choice.get("silent")),
            frozenset(Role(word) for word in choice.get("roles", ()) if word in set(Role)),
            frozenset(Status(word) for word in choice.get("statuses", ()) if word in set(Status)),
            frozenset(map(str, choice.get("countries", ()))),
            str(choice.get("text", "")),
        )
