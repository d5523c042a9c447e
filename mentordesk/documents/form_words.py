"""What a form that participants fill in says and asks."""

from dataclasses import dataclass
from typing import Literal

AskKind = Literal["text", "long text", "choice", "several choices", "scale", "date"]


@dataclass(frozen=True, kw_only=True)
class Ask:
    """One question; `key` is ASCII and names the field. Values are `c1`, `c2`, … or `1` to `steps`."""

    key: str
    kind: AskKind
    text: str
    help: str = ""
    choices: tuple[str, ...] = ()
    steps: int = 5
    low: str = ""
    high: str = ""
    required: bool = False


@dataclass(frozen=True, kw_only=True)
class FormText:
    """The values of one paper: `token` is the ASCII text that the file carries unseen and is known by."""

    title: str
    language: str
    token: str
    questions: tuple[Ask, ...]
    intro: str = ""
    programme: str = ""
    cohort: str = ""
    for_name: str = ""
