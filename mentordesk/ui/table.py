"""A list of things: columns declared, rows shown, found, sorted, chosen and checked."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent, QKeySequence, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QStackedLayout,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from mentordesk.i18n import _, ngettext, reader
from mentordesk.ui.column_widths import ColumnWidths
from mentordesk.ui.icons import icon
from mentordesk.ui.table_model import CHECK, Column, PagedRows, Prepared, TableModel
from mentordesk.ui.table_paint import CellPainter, Head, RowsPainter
from mentordesk.ui.theme import theme
from mentordesk.ui.widgets import button, emptied, label, set_kind

__all__ = ["Action", "Column", "PagedRows", "Prepared", "Table"]


BY_KEYBOARD = frozenset(
    {
        Qt.FocusReason.TabFocusReason,
        Qt.FocusReason.BacktabFocusReason,
        Qt.FocusReason.ShortcutFocusReason,
    }
)


LEAST, LEAST_NAME = 96, 140
"""So narrow a column that grows may become, and one of names, where the others leave no room."""


@dataclass(frozen=True)
class Action:
    """Something to do with the chosen row, or with the checked ones; `slot` is called without arguments."""

    text: str
    icon: str
    slot: Callable[[], object]
    shortcut: str = ""


class Grid(QTableView):
    """The view itself: fixed rows, no grid, Enter opens, Space checks, letters find."""

    resized: ClassVar[Signal] = Signal()
    opened: ClassVar[Signal] = Signal()
    spaced: ClassVar[Signal] = Signal()
    focused: ClassVar[Signal] = Signal(bool)

    def __init__(self, model: TableModel, row_height: int) -> None:
        super().__init__()
        self._typed = model
        self.setModel(model)
        self.setItemDelegate(CellPainter(self))
        self.setHorizontalHeader(Head(self))
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(theme().px(row_height))
        self.verticalHeader().setDefaultSectionSize(theme().px(row_height))
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)

    def paintEvent(self, event: QPaintEvent) -> None:
        RowsPainter(self, self._typed).paint(event.rect())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit(event.reason() in BY_KEYBOARD)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.focused.emit(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.opened.emit()
        elif event.key() == Qt.Key.Key_Space and not event.modifiers():
            self.spaced.emit()
        else:
            super().keyPressEvent(event)

    def go_to(self, at: int) -> None:
        """Choose a line; not by `selectRow`, which does nothing right to left when columns leave room."""
        flag = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(self._typed.index(at, 0), flag.ClearAndSelect | flag.Rows)

    def keyboardSearch(self, text: str) -> None:
        """Go to the next row that begins with the letters typed."""
        if text and self._typed.view:
            at = self._typed.begins(text, max(0, self.currentIndex().row() + 1))
            if at >= 0:
                self.go_to(at)


class Table(QFrame):
    """`row_chosen(row or None)`, `row_opened(row)` on Enter or double click, `checked_changed(rows)`."""

    row_chosen: ClassVar[Signal] = Signal(object)
    row_opened: ClassVar[Signal] = Signal(object)
    checked_changed: ClassVar[Signal] = Signal(list)
    count_changed: ClassVar[Signal] = Signal(int)

    def __init__(
        self,
        columns: Sequence[Column],
        *,
        key: Callable[[Any], Any] = lambda row: row.id,
        search: Callable[[Any], str] | None = None,
        empty: QWidget | None = None,
        checks: bool = False,
        row_height: int = 36,
        name: str = "",
    ) -> None:
        super().__init__()
        self.setProperty("card", True)
        self.setProperty("list", True)
        self.columns = (CHECK, *columns) if checks else tuple(columns)
        self.model = TableModel(self.columns, key, search or columns[0].value)
        self.grid = Grid(self.model, row_height)
        self.grid.setAccessibleName(name or _("List"))
        self._hidden: set[str] = set()
        self._measuring = False
        self._widths = ColumnWidths(column.key for column in self.columns)
        self._actions: list[QAction] = []
        self._bulk: list[Action] = []
        self._order: tuple[str, bool] | None = None
        self._lay_out(empty)
        self._connect()
        self._measure()
        self._counted()

    def prepared(self, rows: Sequence[Any]) -> Prepared:
        """What takes long of showing very many rows; to be asked on a thread, and then shown."""
        return self.model.prepared(rows)

    def show_rows(self, rows: Sequence[Any] | Prepared) -> None:
        """Show these rows; the chosen one stays chosen when it is still there."""
        self._keeping_choice(lambda: self.model.show(rows))

    def show_pages(self, source: PagedRows) -> None:
        """Show rows of any number, read as the list is scrolled."""
        self.model.show_pages(source)
        self._counted()

    def filter(self, text: str) -> None:
        self._keeping_choice(lambda: self.model.filter(text))

    def set_keep(self, predicate: Callable[[Any], bool] | None) -> None:
        """A filter besides the text, such as by status."""
        self._keeping_choice(lambda: self.model.keep(predicate))

    def sort_by(self, column_key: str, *, descending: bool = False) -> None:
        at = next(n for n, column in enumerate(self.columns) if column.key == column_key)
        self._order = (column_key, descending)
        way = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        self.grid.horizontalHeader().setSortIndicatorShown(True)
        self.grid.horizontalHeader().setSortIndicator(at, way)
        self._keeping_choice(lambda: self.model.sort_by(self.columns[at], descending=descending))

    def chosen(self) -> Any | None:
        """The row under the keyboard and the inspector; None when there is none."""
        lines = self.grid.selectionModel().selectedRows()
        return self.model.row(lines[0].row()) if lines else None

    def choose(self, key: object) -> bool:
        """Choose and show the row with a key; False when it is not shown."""
        at = self.model.place_of(key)
        if at < 0:
            return False
        self.grid.go_to(at)
        self.grid.scrollTo(self.model.index(at, 0))
        return True

    def clear_choice(self) -> None:
        self.grid.clearSelection()

    def checked(self) -> list[Any]:
        return [row for row in self.model.rows if self.model.key(row) in self.model.checked]

    def shown(self) -> list[Any]:
        """The rows that pass the filters, in the order shown."""
        return [self.model.rows[at] for at in self.model.view]

    def actions_for_row(self, actions: Sequence[Action]) -> None:
        """What the context menu and its keys do with the chosen row."""
        for old in self._actions:
            self.grid.removeAction(old)
        self._actions = [self._menu_action(action) for action in actions]

    def bar_actions(self, actions: Sequence[Action]) -> None:
        """What the bar offers when several rows are checked."""
        self._bulk = list(actions)
        self._show_bar()

    def columns_button(self) -> QPushButton:
        """A button whose menu shows and hides columns."""
        made = button(_("Choose columns"), "columns-3", "tool")
        menu = QMenu(made)
        for column in self.columns[1:]:
            if column.title:
                action = menu.addAction(_(column.title))
                action.setCheckable(True)
                action.setChecked(True)
                action.toggled.connect(lambda on, key=column.key: self.show_column(key, shown=on))
        made.setMenu(menu)
        return made

    def show_column(self, key: str, *, shown: bool) -> None:
        (self._hidden.discard if shown else self._hidden.add)(key)
        self._measure()

    def set_checked(self, keys: set[Any]) -> None:
        self.model.set_checked(keys)
        self._checks_changed()

    def _lay_out(self, empty: QWidget | None) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 1, 1)
        outer.setSpacing(0)
        self._bar = QWidget()
        self._bar_box = QHBoxLayout(self._bar)
        self._bar_box.setContentsMargins(*(theme().px(n) for n in (16, 4, 8, 4)))
        self._bar.hide()
        self._nothing = label(_("Nothing fits these filters."), "state")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack = QStackedLayout()
        self._empty = empty or label(_("Nothing here yet."), "state")
        if isinstance(self._empty, QLabel):
            self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        for widget in (self.grid, self._nothing, self._empty):
            self._stack.addWidget(widget)
        outer.addWidget(self._bar)
        outer.addLayout(self._stack, 1)

    def _connect(self) -> None:
        grid = self.grid
        grid.selectionModel().selectionChanged.connect(self._chosen)
        grid.doubleClicked.connect(lambda _index: self._open())
        grid.opened.connect(self._open)
        grid.spaced.connect(self._toggle_current)
        grid.clicked.connect(self._clicked)
        grid.resized.connect(self._measure)
        head = grid.horizontalHeader()
        head.sectionClicked.connect(self._head_clicked)
        head.sectionResized.connect(self._drawn)
        head.sectionHandleDoubleClicked.connect(self._as_at_first)
        grid.focused.connect(lambda on: set_kind(self, "focused", on))
        grid.customContextMenuRequested.connect(self._menu)
        self.model.rowsInserted.connect(lambda *_: self._counted())

    def _keeping_choice(self, change: Callable[[], None]) -> None:
        row = self.chosen()
        selection = self.grid.selectionModel()
        before = selection.blockSignals(True)
        change()
        kept = row is not None and self.choose(self.model.key(row))
        selection.blockSignals(before)
        self.grid.viewport().update()
        if row is not None:
            self.row_chosen.emit(self.chosen() if kept else None)
        self._counted()

    def _counted(self) -> None:
        if self.model.view:
            self._stack.setCurrentWidget(self.grid)
        else:
            self._stack.setCurrentWidget(self._nothing if self.model.rows else self._empty)
        self.count_changed.emit(len(self.model.view))
        self._show_bar()

    def _chosen(self, _new: QItemSelection, _old: QItemSelection) -> None:
        self.row_chosen.emit(self.chosen())

    def _open(self) -> None:
        row = self.chosen()
        if row is not None:
            self.row_opened.emit(row)

    def _clicked(self, index: QModelIndex) -> None:
        if self.columns[index.column()].kind == "check":
            self._toggle(index.row())

    def _toggle_current(self) -> None:
        if self.columns[0].kind == "check" and self.grid.currentIndex().isValid():
            self._toggle(self.grid.currentIndex().row())

    def _toggle(self, at: int) -> None:
        key = self.model.key(self.model.row(at))
        self.set_checked(self.model.checked ^ {key})

    def _head_clicked(self, section: int) -> None:
        column = self.columns[section]
        if column.kind == "check":
            every = self.model.shown_keys()
            self.set_checked(set() if every <= self.model.checked else every)
        elif column.title:
            again = self._order == (column.key, False)
            self.sort_by(column.key, descending=again)

    def _checks_changed(self) -> None:
        head = self.grid.horizontalHeader()
        if isinstance(head, Head):
            every = bool(self.model.checked) and self.model.shown_keys() <= self.model.checked
            some = Qt.CheckState.PartiallyChecked if self.model.checked else Qt.CheckState.Unchecked
            head.all_checked = Qt.CheckState.Checked if every else some
            head.viewport().update()
        self._show_bar()
        self.checked_changed.emit(self.checked())

    def _show_bar(self) -> None:
        n = len(self.model.checked)
        emptied(self._bar_box)
        self._bar.setVisible(bool(n and self._bulk))
        if not n or not self._bulk:
            return
        words = ngettext("{n} chosen", "{n} chosen", n).format(n=reader().number(n))
        self._bar_box.addWidget(label(words, "strong"))
        for action in self._bulk:
            made = button(action.text, action.icon, "plain", action.slot)
            made.setProperty("small", True)
            self._bar_box.addWidget(made)
        self._bar_box.addStretch(1)
        self._bar_box.addWidget(button(_("Choose none"), "", "link", lambda: self.set_checked(set())))

    def _menu_action(self, action: Action) -> QAction:
        made = QAction(icon(action.icon, "text"), action.text, self.grid)
        made.triggered.connect(lambda _checked=False: action.slot())
        if action.shortcut:
            made.setShortcut(QKeySequence(action.shortcut))
            made.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self.grid.addAction(made)
        return made

    def _menu(self, place: QPoint) -> None:
        if self._actions and self.chosen() is not None:
            menu = QMenu(self)
            menu.addActions(self._actions)
            menu.exec(self.grid.viewport().mapToGlobal(place))

    def _measure(self) -> None:
        now, head = theme(), self.grid.horizontalHeader()
        wide = self.grid.viewport().width()
        shown = [column for column in self.columns if column.key not in self._hidden]
        by_hand = {column.key: self._widths.get(column.key) for column in shown}
        fixed = sum(now.px(by_hand[column.key] or column.width) for column in shown)
        growing = [column.key for column in shown if column.stretch and not by_hand[column.key]]
        extra = (wide - fixed) // (len(growing) or 1)
        self._measuring = True
        for at, column in enumerate(self.columns):
            head.setSectionHidden(at, column.key in self._hidden)
            width = now.px(by_hand.get(column.key) or column.width)
            least = now.px(LEAST_NAME if column.kind == "person" else LEAST)
            given = max(min(width, least), width + extra) if column.key in growing else width
            head.resizeSection(at, given)
        self._measuring = False

    def _drawn(self, section: int, _before: int, width: int) -> None:
        """A column was made wider or narrower by hand."""
        if not self._measuring:
            self._widths.keep(self.columns[section].key, round(width / theme().zoom))

    def _as_at_first(self, section: int) -> None:
        self._widths.forget(self.columns[section].key)
        self._measure()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(480), theme().px(320))
