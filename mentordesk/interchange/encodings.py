"""Which encoding a CSV file is written in: a ranked list with previews for the person to choose from.

charset-normalizer alone takes Polish cp1250 for cp1252 and short Hebrew for Cyrillic, so its guess is one
voice beside each candidate's plausibility.
"""

import codecs
from dataclasses import dataclass

from mentordesk.i18n import N_, _
from mentordesk.interchange.plausibility import plausibility

SAMPLE = 40_000
PREVIEW = 160
VOICE = 0.03

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

CANDIDATES = (
    ("cp1252", N_("Western European (Windows-1252)")),
    ("cp1250", N_("Central European (Windows-1250)")),
    ("cp1251", N_("Cyrillic (Windows-1251)")),
    ("cp1253", N_("Greek (Windows-1253)")),
    ("cp1254", N_("Turkish (Windows-1254)")),
    ("cp1255", N_("Hebrew (Windows-1255)")),
    ("cp1256", N_("Arabic (Windows-1256)")),
    ("cp1257", N_("Baltic (Windows-1257)")),
    ("cp1258", N_("Vietnamese (Windows-1258)")),
    ("cp932", N_("Japanese (Shift JIS)")),
    ("gb18030", N_("Chinese, simplified (GB 18030)")),
    ("big5", N_("Chinese, traditional (Big5)")),
    ("cp949", N_("Korean (Windows-949)")),
    ("iso8859-2", N_("Central European (ISO 8859-2)")),
    ("koi8-u", N_("Cyrillic (KOI8)")),
    ("mac-roman", N_("Western European (Macintosh)")),
    ("cp852", N_("Central European (DOS 852)")),
)

UNICODE_LABELS = (
    ("utf-8", N_("Unicode (UTF-8)")),
    ("utf-8-sig", N_("Unicode (UTF-8)")),
    ("utf-16", N_("Unicode (UTF-16)")),
    ("utf-16-le", N_("Unicode (UTF-16)")),
    ("utf-16-be", N_("Unicode (UTF-16)")),
    ("utf-32", N_("Unicode (UTF-32)")),
)


@dataclass(frozen=True, slots=True)
class Encoding:
    """One way to read the bytes: Python's name, the name shown, and the telling part of the text read so."""

    name: str
    label: str
    preview: str


def encodings_for(data: bytes) -> list[Encoding]:
    """Every encoding that can read the data, best first.

    Unicode by its mark or by being valid comes alone and first; Windows-1252 always ends the list.
    """
    return [Encoding(name, label_of(name), preview(data, name)) for name in _ranked(data)]


def label_of(name: str) -> str:
    labels = dict((*UNICODE_LABELS, *CANDIDATES))
    return _(labels[name]) if name in labels else name


def preview(data: bytes, encoding: str) -> str:
    """The first lines that hold a letter beyond ASCII, else the first lines, at most 160 characters."""
    lines = _sample(data).decode(encoding, errors="replace").lstrip("\ufeff").splitlines()
    telling = [line for line in lines if not line.isascii()]
    return "\n".join((telling or lines)[:3])[:PREVIEW]


def decode(data: bytes, encoding: str) -> str:
    """The text without its byte order mark; UnicodeDecodeError or LookupError where it cannot be read so."""
    return data.decode(encoding).removeprefix("\ufeff")


def _ranked(data: bytes) -> list[str]:
    unicode = _unicode_name(data)
    others = _legacy(data)
    return [unicode, *others] if unicode else others


def _unicode_name(data: bytes) -> str:
    for mark, name in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return name
    wide = _wide_name(data[:SAMPLE])
    if wide:
        return wide
    return "utf-8" if _can_read(data, "utf-8") else ""


def _wide_name(sample: bytes) -> str:
    """UTF-16 without a mark shows as a zero in nearly every second byte of a table's ASCII separators."""
    if sample[1::2].count(0) * 4 > len(sample):
        return "utf-16-le"
    return "utf-16-be" if sample[0::2].count(0) * 4 > len(sample) else ""


def _legacy(data: bytes) -> list[str]:
    sample = _sample(data)
    voice = _normalizers_voice(sample)
    order = [name for name, _label in CANDIDATES]
    readable = [name for name in order if _can_read(data, name)] or ["cp1252"]
    scores = {name: plausibility(_text(sample, name), name) + VOICE * (name == voice) for name in readable}
    return sorted(readable, key=lambda name: (-scores[name], order.index(name)))


def _text(data: bytes, encoding: str) -> str:
    return data.decode(encoding, errors="ignore")


def _normalizers_voice(sample: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(sample[:8_000]).best()
    return codecs.lookup(best.encoding).name if best else ""


def _sample(data: bytes) -> bytes:
    """The beginning, and of longer files only whole lines of it."""
    if len(data) <= SAMPLE:
        return data
    end = data.rfind(b"\n", 0, SAMPLE)
    return data[: end if end > 0 else SAMPLE]


def _can_read(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True
