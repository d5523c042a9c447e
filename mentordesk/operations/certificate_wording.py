"""A certificate's words as JSON, frozen when it was issued; a picture is kept once for all that show it."""

import json
from base64 import b64decode, b64encode
from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from mentordesk.domain.certificate import Certificate
from mentordesk.storage.work import Work

if TYPE_CHECKING:
    from mentordesk.documents.certificate_words import CertificateText

WORDS = ("name", "kind", "programme", "language", "cohort", "reason", "place", "design")


def frozen(text: "CertificateText", number: str, kept: set[str]) -> str:
    """The JSON that `thawed` makes the same text from; a picture not in `kept` goes along and is added."""
    pictures = [text.logo, *(one.signature for one in text.signatories)]
    fresh = {_mark(data): data for data in pictures if data and _mark(data) not in kept}
    kept |= set(fresh)
    said: dict[str, Any] = {name: getattr(text, name) for name in WORDS}
    said |= {
        "number": number,
        "issued_on": text.issued_on.isoformat(),
        "figures": text.figures,
        "logo": text.logo and _mark(text.logo),
        "signatories": [
            (one.name, one.role, one.signature and _mark(one.signature)) for one in text.signatories
        ],
    }
    if fresh:
        said["pictures"] = {mark: b64encode(data).decode() for mark, data in fresh.items()}
    return json.dumps(said, ensure_ascii=False, sort_keys=True)


def thawed(wording: str, kept: Mapping[str, bytes]) -> "CertificateText":
    """The text as it was issued; a picture that was erased since is left out."""
    from mentordesk.documents.certificate_words import CertificateText, Signatory

    said = json.loads(wording)
    return CertificateText(
        **{name: said[name] for name in WORDS},
        number=said["number"],
        issued_on=date.fromisoformat(said["issued_on"]),
        figures=tuple((value, label) for value, label in said["figures"]),
        logo=kept.get(said["logo"]),
        signatories=tuple(Signatory(name, role, kept.get(mark)) for name, role, mark in said["signatories"]),
    )


def pictures_kept(view: Work) -> dict[str, bytes]:
    """The pictures that issued certificates hold, by their mark."""
    holders = select(Certificate.wording).where(Certificate.wording.contains('"pictures"'))
    held = (json.loads(wording).get("pictures", {}) for wording in view.scalars(holders))
    return {mark: b64decode(data) for pictures in held for mark, data in pictures.items()}


def _mark(data: bytes) -> str:
    return sha256(data).hexdigest()
