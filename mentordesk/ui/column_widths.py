"""How wide somebody has drawn the columns of a list, kept for the next time."""

from collections.abc import Iterable

from PySide6.QtCore import QSettings


class ColumnWidths:
    """Widths in the design's pixels by the key of a column; a list is known by its columns."""

    def __init__(self, columns: Iterable[str]) -> None:
        self._place = f"columns/{'-'.join(columns)}"
        self._widths: dict[str, int] = {}
        kept = QSettings()
        kept.beginGroup(self._place)
        for key in kept.childKeys():
            said = str(kept.value(key))
            if said.isdigit():
                self._widths[key] = int(said)

    def get(self, key: str) -> int | None:
        """The width drawn by hand; None for a column that was left as it was."""
        return self._widths.get(key)

    def keep(self, key: str, width: int) -> None:
        self._widths[key] = width
        QSettings().setValue(f"{self._place}/{key}", width)

    def forget(self, key: str) -> None:
        """As wide as at first again."""
        self._widths.pop(key, None)
        QSettings().remove(f"{self._place}/{key}")
