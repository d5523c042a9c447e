"""What the programme's own fields are called, and which of them a name means."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from mentordesk.domain.entity import normalised
from mentordesk.domain.person import OwnField, field_key
from mentordesk.storage.work import Work


@dataclass(frozen=True)
class OwnNames:
    """The own fields of a file: found by the name they have, else by the one they were made under."""

    keys: Mapping[str, bytes]
    names: Mapping[bytes, str]

    def key(self, name: str) -> bytes:
        """The key of the field that a name means, there yet or not."""
        return self.keys.get(normalised(name)) or field_key(name)

    def spelled(self, name: str) -> str:
        """The name as the file has it; as it is where no field is meant."""
        return self.names.get(self.key(name), name)


def own_names(view: Work) -> OwnNames:
    """Those of the file; of two called alike, as merging may leave them, the first made is meant."""
    rows = view.execute(select(OwnField.name, OwnField.id).order_by(OwnField.id.desc())).all()
    return OwnNames({normalised(name): key for name, key in rows}, {key: name for name, key in rows})
