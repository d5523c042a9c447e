"""QR codes: the modules of a row are joined, so that no hairline shows between them."""

from itertools import groupby
from typing import Any

from mentordesk.documents.layout import INK, MM
from mentordesk.documents.sheet import Sheet

MASK = 3
"""One of the standard's eight patterns: readers know each, and trying all takes eight times as long."""
TALLER = 1.01
NON_ZERO = 1  # reportlab's rule of filling under which rows may overlap and stay dark
QUIET = 4
"""Modules that stay free round a code."""

Matrix = tuple[tuple[bool, ...], ...]


def matrix(content: str) -> Matrix:
    """The dark modules of a text's code, level M, in rows from the top."""
    from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel

    code: Any = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(content)
    code.version = code.calculate_version()
    code.makeImpl(False, MASK)
    return tuple(tuple(map(bool, row)) for row in code.modules)


def draw_qr(sheet: Sheet, content: str, left: float, top: float, size: float) -> None:
    """Draw a code so large, in mm without its quiet zone, its left upper corner in points."""
    rows = matrix(content)
    module = size * MM / len(rows)
    sheet.setFillColor(INK)
    path = sheet.beginPath()
    for number, row in enumerate(rows):
        at = 0
        for dark, group in groupby(row):
            count = len(list(group))
            if dark:
                foot = top - (number + 1) * module
                path.rect(left + at * module, foot, count * module, module * TALLER)
            at += count
    sheet.drawPath(path, stroke=0, fill=1, fillMode=NON_ZERO)
