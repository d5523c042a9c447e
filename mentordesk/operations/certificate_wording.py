"""A certificate's words as JSON, frozen when it was issued; a picture is kept once for all that show it."""

import json
from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from mentordesk.domain.certificate import Certificate
from mentordesk.storage.work import Work

if TYPE_CHECKING:
    from mentordesk.documents.certificate_words import CertificateText

WORDS = ("name", "kind", "programme", "language", "cohort", "reason", "place", "design")
LATER = {"organisation": "", "reading": "", "forms": "", "portrait": False}
"""What the first certificates did not say yet, with what they mean by that."""


def frozen(text: "CertificateText", number: str, kept: set[str]) -> str:
    """The JSON that `thawed` makes the same text from; a picture not in `kept` goes along and is added."""
    pictures = [text.logo, *(one.signature for one in text.signatories)]
    fresh = {_mark(data): data for data in pictures if data and _mark(data) not in kept}
    kept |= set(fresh)
    said: dict[str, Any] = {name: getattr(text, name) for name in (*WORDS, *LATER)}
    said |= {
        "number": number,
        "issued_on": text.issued_on.isoformat(),
        "figures": text.figures,
        "second": text.second and (text.second.language, text.second.figures, text.second.reason),
        "logo": text.logo and _mark(text.logo),
        "signatories": [
            (one.name, one.role, one.signature and _mark(one.signature)) for one in text.signatories
        ],
    }
    if fresh:
        said[PICTURES] = {mark: b64encode(data).decode() for mark, data in fresh.items()}
    return _json(said)


PICTURES = "pictures"


def canonical(wording: str) -> str:
    """The words alone, as the check code is made from them: pictures may be erased, words may not change."""
    said = json.loads(wording)
    said.pop(PICTURES, None)
    return _json(said)


def _json(said: Mapping[str, Any]) -> str:
    return json.dumps(said, ensure_ascii=False, sort_keys=True)


def thawed(wording: str, kept: Mapping[str, bytes], code: str = "") -> "CertificateText":
    """The text as it was issued, with its check code; a picture that was erased since is left out."""
    from mentordesk.documents.certificate_words import CertificateText, Second, Signatory

    said = json.loads(wording)
    second = said.get("second")
    return CertificateText(
        **{name: said[name] for name in WORDS},
        **{name: said.get(name, usual) for name, usual in LATER.items()},
        number=said["number"],
        issued_on=date.fromisoformat(said["issued_on"]),
        figures=_pairs(said["figures"]),
        second=second and Second(second[0], _pairs(second[1]), second[2]),
        logo=kept.get(said["logo"]),
        signatories=tuple(Signatory(name, role, kept.get(mark)) for name, role, mark in said["signatories"]),
        code=code,
    )


def _pairs(figures: Iterable[Sequence[str]]) -> tuple[tuple[str, str], ...]:
    return tuple((value, label) for value, label in figures)


def pictures_kept(view: Work) -> dict[str, bytes]:
    """The pictures that issued certificates hold, by their mark."""
    holders = select(Certificate.wording).where(Certificate.wording.contains('"pictures"'))
    held = (json.loads(wording).get("pictures", {}) for wording in view.scalars(holders))
    return {mark: b64decode(data) for pictures in held for mark, data in pictures.items()}


def _mark(data: bytes) -> str:
    return sha256(data).hexdigest()
