"""Memory is tidied in the window's thread only.

Python may collect in whatever thread happens to allocate. A widget that is collected away from the window's
thread takes Qt down with it, so the collector is held still and called from a timer here.
"""

import gc

from PySide6.QtCore import QObject, QTimer

PAUSE = 250


class Collector(QObject):
    """Collects as often as Python itself would, looking every PAUSE milliseconds, while its parent lives."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self, interval=PAUSE)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> int | None:
        """Collect the oldest generation that is full; says which, None when nothing was to be done."""
        full = [
            at
            for at, (n, most) in enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True))
            if n > most
        ]
        if not full:
            return None
        gc.collect(full[-1])
        return full[-1]
