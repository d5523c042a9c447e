"""Rows and columns of a table: a list of rows and a list of indices as the view of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from mentordesk.i18n import _, reader
from mentordesk.ui.palette import folded

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
ROOT = QModelIndex()
SPOKEN = frozenset({Role.DisplayRole, Role.ToolTipRole, Role.CheckStateRole})
PAGE = 200


@dataclass(frozen=True)
class Column:
    """One column, declared: how a row becomes its words, and how those are drawn and sorted.

    Kinds: text, number, pill (`tone`, `icon`), person (`initials`, `row_key`), date (`tone` may say late),
    two_line (`value` gives two lines; `initials` as for a person), dots (`value` gives a number of five),
    check (made by the table).
    """

    key: str
    title: str
    value: Callable[[Any], str]
    width: int = 120
    kind: str = "text"
    align: str = "start"
    sort: Callable[[Any], Any] | None = None
    tooltip: Callable[[Any], str] | None = None
    tone: Callable[[Any], str] | None = None
    icon: Callable[[Any], str] | None = None
    stretch: bool = False
    initials: Callable[[Any], str] | None = None
    row_key: Callable[[Any], bytes] | None = None

    @property
    def at_end(self) -> bool:
        return self.align == "end" or self.kind == "number"


CHECK = Column("check", "", lambda _row: "", width=40, kind="check")


class PagedRows(Protocol):
    """Rows too many to hold: read on in pages by the key of the last one, never by offset."""

    def count(self) -> int: ...

    def page(self, after_key: object | None, n: int) -> Sequence[Any]: ...


@dataclass(frozen=True)
class Prepared:
    """Rows with what takes long for many of them: their order, and the words they are searched by."""

    rows: list[Any]
    sort: tuple[Column, bool] | None
    order: Sequence[int]
    strings: list[str]


class TableModel(QAbstractTableModel):
    """Shows `rows` through `view`, a list of indices; filter and sort only make a new list."""

    def __init__(
        self, columns: Sequence[Column], key: Callable[[Any], Any], search: Callable[[Any], str]
    ) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self.key, self.search = key, search
        self.rows: list[Any] = []
        self.view: list[int] = []
        self.checked: set[Any] = set()
        self._strings: list[str] | None = None
        self._order: Sequence[int] | None = None
        self._places: dict[Any, int] | None = None
        self._text = ""
        self._keep: Callable[[Any], bool] | None = None
        self._sort: tuple[Column, bool] | None = None
        self._source: PagedRows | None = None

    def prepared(self, rows: Sequence[Any]) -> Prepared:
        """What showing these rows takes; may be asked on a thread, and changes nothing here."""
        kept = list(rows)
        return Prepared(kept, self._sort, self._sorted(kept), self._searched(kept))

    def show(self, rows: Sequence[Any] | Prepared, source: PagedRows | None = None) -> None:
        """Replace all rows; the filter and the order stay as they were."""
        self.beginResetModel()
        self._forget()
        if isinstance(rows, Prepared):
            self.rows, self._strings = rows.rows, rows.strings
            self._order = rows.order if rows.sort == self._sort else None
        else:
            self.rows = list(rows)
        self._source = source
        if self.checked:
            self.checked &= {self.key(row) for row in self.rows}
        self._look()
        self.endResetModel()

    def show_pages(self, source: PagedRows) -> None:
        """Rows read on demand as the list is scrolled; they come in the source's order."""
        self._sort = None
        self.show(source.page(None, PAGE), source)

    def filter(self, text: str) -> None:
        """Keep the rows whose search string holds the text, case and accents aside.

        A letter more only looks through what was found with the letters before.
        """
        wanted, before = folded(text), self._text
        if wanted == before:
            return
        self._text = wanted
        self.beginResetModel()
        if before and before in wanted:
            self.view = self._holding(self.view)
        else:
            self._look()
        self.endResetModel()

    def keep(self, predicate: Callable[[Any], bool] | None) -> None:
        self._keep = predicate
        self._renew()

    def sort_by(self, column: Column | None, *, descending: bool = False) -> None:
        self._sort, self._order = ((column, descending) if column else None), None
        self._renew()

    def row(self, at: int) -> Any:
        return self.rows[self.view[at]]

    def place_of(self, key: object) -> int:
        """The line where the row with a key is shown, -1 when it is not."""
        if self._places is None:
            self._places = {self.key(row): n for n, row in enumerate(self.rows)}
        n = self._places.get(key, -1)
        return self.view.index(n) if n in self.view else -1

    def begins(self, text: str, after: int) -> int:
        """The next line whose search string begins with the text, -1 for none."""
        strings, count, wanted = self._folded(), len(self.view), folded(text)
        order = (at % count for at in range(after, after + count))
        return next((at for at in order if strings[self.view[at]].startswith(wanted)), -1)

    def set_checked(self, keys: set[Any]) -> None:
        self.checked = keys
        if self.view:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.view) - 1, 0))

    def shown_keys(self) -> set[Any]:
        return {self.key(self.rows[n]) for n in self.view}

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.view)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if role not in SPOKEN:
            return None
        if not index.isValid():
            return None
        column, row = self.columns[index.column()], self.rows[self.view[index.row()]]
        if role == Role.DisplayRole:
            return column.value(row)
        if role == Role.ToolTipRole:
            return column.tooltip(row) if column.tooltip else column.value(row)
        if column.kind != "check":
            return None
        return Qt.CheckState.Checked if self.key(row) in self.checked else Qt.CheckState.Unchecked

    def headerData(self, section: int, way: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        if role != Role.DisplayRole:
            return None
        if way == Qt.Orientation.Vertical:
            return str(section + 1)
        return _(self.columns[section].title) if self.columns[section].title else ""

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        check = self.columns[index.column()].kind == "check"
        return flags | Qt.ItemFlag.ItemIsUserCheckable if check else flags

    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:
        if role != Role.CheckStateRole or not index.isValid():
            return False
        key = self.key(self.row(index.row()))
        change = self.checked.add if Qt.CheckState(value) == Qt.CheckState.Checked else self.checked.discard
        change(key)
        self.dataChanged.emit(index, index, [Role.CheckStateRole])
        return True

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and self._source is not None and len(self.rows) < self._source.count()

    def fetchMore(self, parent: Index) -> None:
        if self._source is None or parent.isValid():
            return
        more = self._source.page(self.key(self.rows[-1]) if self.rows else None, PAGE)
        start = len(self.rows)
        self.rows.extend(more)
        self._forget()
        if self._text or self._keep:
            self._renew()
        elif more:
            self.beginInsertRows(ROOT, len(self.view), len(self.view) + len(more) - 1)
            self.view.extend(range(start, start + len(more)))
            self.endInsertRows()

    def _renew(self) -> None:
        self.beginResetModel()
        self._look()
        self.endResetModel()

    def _forget(self) -> None:
        """What is derived from the rows is made anew when it is asked for."""
        self._strings = self._order = self._places = None

    def _look(self) -> None:
        found = self._holding(self._ordered()) if self._text else self._ordered()
        if self._keep:
            kept, rows = self._keep, self.rows
            found = [at for at in found if kept(rows[at])]
        self.view = list(found)

    def _holding(self, lines: Sequence[int]) -> list[int]:
        """Those of the lines whose search string holds the text, in their order."""
        wanted, strings = self._text, self._folded()
        if len(lines) == len(strings) and isinstance(lines, range):
            return [at for at, words in enumerate(strings) if wanted in words]
        return [at for at in lines if wanted in strings[at]]

    def _ordered(self) -> Sequence[int]:
        """Every row in the order asked for, sorted once and not at every letter."""
        if self._order is None:
            self._order = self._sorted(self.rows)
        return self._order

    def _sorted(self, rows: Sequence[Any]) -> Sequence[int]:
        order = range(len(rows))
        if self._sort is None:
            return order
        column, descending = self._sort
        ranks = self._ranks(column)
        return sorted(order, key=lambda at: ranks(rows[at]), reverse=descending)

    def _ranks(self, column: Column) -> Callable[[Any], Any]:
        if column.sort:
            return column.sort
        order = reader().sort_key
        return lambda row: order(column.value(row))

    def _folded(self) -> list[str]:
        if self._strings is None:
            self._strings = self._searched(self.rows)
        return self._strings

    def _searched(self, rows: Sequence[Any]) -> list[str]:
        return [folded(self.search(row)) for row in rows]
