"""Pages of a PDF as pictures, for the screen and for printers; pypdfium2 is imported with the first one."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any

from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

POINTS = 72.0
MOST_DOTS = 300
"""An inch is printed from at most so many dots: sharper than office printers show, and no flood of memory."""

_ONE_AT_A_TIME = Lock()
"""PDFium is one for the whole process and knows no threads."""

Progress = Callable[[float, str], None]


class PdfPages:
    """The pages of one PDF; sizes in points, pictures at so many dots an inch.

    The file is opened for each picture, which takes a millisecond and leaves nothing to close.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        with _opened(data) as file:
            self.sizes: list[tuple[float, float]] = [file.get_page_size(n) for n in range(len(file))]

    def __len__(self) -> int:
        return len(self.sizes)

    def picture(self, page: int, dots: float) -> QImage:
        """One page, drawn on white."""
        with _opened(self._data) as file:
            shown = file[page].render(scale=dots / POINTS, rev_byteorder=True, prefer_bgrx=True)
            kind = QImage.Format.Format_RGBX8888
            return QImage(bytes(shown.buffer), shown.width, shown.height, shown.stride, kind).copy()


@contextmanager
def _opened(data: bytes) -> Iterator[Any]:
    import pypdfium2

    with _ONE_AT_A_TIME:
        file = pypdfium2.PdfDocument(data)
        try:
            yield file
        finally:
            file.close()


def print_pages(printer: QPrinter, data: bytes, progress: Progress | None = None) -> int:
    """Paint every page on paper of its own size; answers how many. `progress` may raise to stop."""
    pages = PdfPages(data)
    dots = min(printer.resolution(), MOST_DOTS)
    painter = QPainter()
    try:
        for n, size in enumerate(pages.sizes):
            if progress:
                progress(n / len(pages), "")
            _lay(printer, size)
            if n == 0:
                painter.begin(printer)
            else:
                printer.newPage()
            painter.drawImage(QRectF(printer.paperRect(QPrinter.Unit.DevicePixel)), pages.picture(n, dots))
    finally:
        painter.end()
    return len(pages)


def _lay(printer: QPrinter, size: tuple[float, float]) -> None:
    """Paper of the page's size, lying down where the page does, without margins of the printer's own."""
    width, height = size
    paper = QPageSize(
        QSizeF(min(size), max(size)), QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch
    )
    lying = QPageLayout.Orientation.Landscape if width > height else QPageLayout.Orientation.Portrait
    printer.setFullPage(True)
    printer.setPageLayout(QPageLayout(paper, lying, QMarginsF()))
