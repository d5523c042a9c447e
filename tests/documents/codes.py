"""What a page's codes say, read from its content as any reader must: character maps and spoken text."""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ByteStringObject, ContentStream, TextStringObject

_ROW = re.compile(rb"<([0-9A-F]{4})> <([0-9A-F]*)>")


def spoken(data: bytes) -> str:
    """All that the first page's codes say, in the order of drawing."""
    reader = PdfReader(BytesIO(data))
    page: Any = reader.pages[0]
    fonts = page["/Resources"]["/Font"]
    maps = {name: dict(_map(fonts[name]["/ToUnicode"].get_data())) for name in fonts}
    return "".join(_words(ContentStream(page["/Contents"], reader).operations, maps))


def _map(table: bytes) -> Iterator[tuple[int, str]]:
    for code, text in _ROW.findall(table):
        yield int(code, 16), bytes.fromhex(text.decode()).decode("utf-16-be")


def _words(operations: list[tuple[Any, bytes]], maps: dict[str, dict[int, str]]) -> Iterator[str]:
    """A stretch that says its text is taken at its word, unless it is the one that holds the marks."""
    now: dict[int, str] = {}
    told: list[bool] = []
    for operands, operator in operations:
        if operator == b"Tf":
            now = maps[operands[0]]
        elif operator == b"BDC":
            words = operands[1].get("/ActualText") if isinstance(operands[1], dict) else None
            told.append(words is not None)
            if words is not None and words != " ":
                yield str(words)
        elif operator == b"BMC":
            told.append(False)
        elif operator == b"EMC":
            told.pop()
        elif operator in {b"Tj", b"TJ"} and not any(told):
            yield "".join(_said(operands[0], now))


def _said(shown: Any, codes: dict[int, str]) -> Iterator[str]:
    for part in shown if isinstance(shown, list) else [shown]:
        if isinstance(part, (ByteStringObject, TextStringObject)):
            raw = part.original_bytes
            for at in range(0, len(raw), 2):
                yield codes[int.from_bytes(raw[at : at + 2], "big")]
