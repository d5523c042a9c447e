"""What a change was: a key and its values, in the file; the sentence is made when it is shown."""

import json
from dataclasses import dataclass, field
from typing import Self

Value = str | int | bytes


@dataclass(frozen=True)
class Label:
    """`key` names a sentence, `values` fill it; bytes are keys of records, whose names are looked up.

    A name is never a value, so that an erased person is in no label.
    """

    key: str
    values: dict[str, Value] = field(default_factory=dict)

    @classmethod
    def of(cls, key: str, **values: Value) -> Self:
        return cls(key, values)

    def to_json(self) -> str:
        shown = {k: {"key": v.hex()} if isinstance(v, bytes) else v for k, v in self.values.items()}
        return json.dumps([self.key, shown], ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> Self:
        key, shown = json.loads(text)
        return cls(key, {k: bytes.fromhex(v["key"]) if isinstance(v, dict) else v for k, v in shown.items()})
