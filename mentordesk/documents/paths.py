"""Paths with two decimals, which is 0.004 mm: quicker to write and shorter than reportlab's."""

from collections.abc import Callable

from reportlab.pdfgen.pathobject import PDFPathObject


class Path(PDFPathObject):
    """A path in points; shapes that reportlab puts together come through these four."""

    _code_append: Callable[[str], None]

    def moveTo(self, x: float, y: float) -> None:  # noqa: N802 - reportlab's name
        """Begin at a point."""
        self._code_append(f"{x:.2f} {y:.2f} m")

    def lineTo(self, x: float, y: float) -> None:  # noqa: N802 - reportlab's name
        """Straight on to a point."""
        self._code_append(f"{x:.2f} {y:.2f} l")

    def curveTo(  # noqa: N802, PLR0917 - reportlab's name and order
        self, x1: float, y1: float, x2: float, y2: float, x3: float, y3: float
    ) -> None:
        """A curve by two handles to a point."""
        self._code_append(f"{x1:.2f} {y1:.2f} {x2:.2f} {y2:.2f} {x3:.2f} {y3:.2f} c")

    def rect(self, x: float, y: float, width: float, height: float) -> None:
        """A rectangle by its left lower corner and its size."""
        self._code_append(f"{x:.2f} {y:.2f} {width:.2f} {height:.2f} re")
