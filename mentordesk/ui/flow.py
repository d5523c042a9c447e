"""Parts side by side that go on in the next line when the place is too narrow, such as filter chips."""

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from mentordesk.ui.theme import theme


class Flow(QLayout):
    """Lines filled from the leading edge; asks for as much height as its width makes of it."""

    def __init__(self, *parts: QWidget, gap: int = 8) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._gap = theme().px(gap)
        self.setContentsMargins(0, 0, 0, 0)
        for part in parts:
            self.addWidget(part)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max((place.bottom() + 1 for _item, place in self._places(width)), default=0)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        sizes = [item.minimumSize() for item in self._items]
        wide = max((size.width() for size in sizes), default=0)
        return QSize(wide, max((size.height() for size in sizes), default=0))

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        parent = self.parentWidget()
        rtl = parent is not None and parent.isRightToLeft()
        for item, place in self._places(rect.width()):
            left = rect.width() - place.right() - 1 if rtl else place.left()
            item.setGeometry(QRect(rect.topLeft() + QPoint(left, place.top()), place.size()))

    def _places(self, width: int) -> Iterator[tuple[QLayoutItem, QRect]]:
        left = top = tall = 0
        for item in (item for item in self._items if not item.isEmpty()):
            size = item.sizeHint()
            if left and left + size.width() > width:
                left, top, tall = 0, top + tall + self._gap, 0
            yield item, QRect(left, top, min(size.width(), width), size.height())
            left += size.width() + self._gap
            tall = max(tall, size.height())
