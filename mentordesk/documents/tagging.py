"""What the parts of a document are: headings, paragraphs, lists, tables, figures, for readers who listen.

The tree follows the order of drawing. A section at the top (a certificate of many) is written out when it
ends, so that a file of any length takes the same memory.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol

from mentordesk.documents.embedding import utf16

SECTION = "Sect"
DRAWN = frozenset({"Figure", "Formula"})
"""Roles whose own drawing counts; in all others only text does, the rest is ornament."""
ARTIFACT = "Artifact"
_LEAF = 64  # pages in one leaf of the tree from content to elements


class Store(Protocol):
    """Where elements are written to."""

    @property
    def page(self) -> int:
        """The object number of the page being drawn."""

    def allocate(self) -> int: ...

    def put_all(self, numbers: Sequence[int], bodies: Sequence[str]) -> None: ...

    def put_new(self, bodies: Sequence[str]) -> range:
        """Write objects under the next numbers; answers these."""


@dataclass(frozen=True)
class Tag:
    """What an element is, what a picture shows in words, and its language where it is another."""

    role: str
    alt: str = ""
    language: str = ""

    @cached_property
    def entries(self) -> str:
        """What an element's dictionary says of it."""
        alt = f"/Alt{said(self.alt)}" if self.alt else ""
        return f"/S/{self.role}{alt}{f'/Lang({self.language})' if self.language else ''}"


@dataclass(eq=False)
class Element:
    """A part of the document; `kids` are content on pages or further parts, in order."""

    tag: Tag
    number: int
    parent: int
    page: int = 0
    kids: list[str] = field(default_factory=list)

    def add_content(self, page: int, mark: int) -> None:
        """Count a marked stretch of a page's content as this element's."""
        self.page = self.page or page
        self.kids.append(str(mark) if page == self.page else f"<</Type/MCR/Pg {page} 0 R/MCID {mark}>>")

    def body(self) -> str:
        place = f"/Pg {self.page} 0 R" if self.page else ""
        kids = self.kids[0] if len(self.kids) == 1 else f"[{' '.join(self.kids)}]"
        return f"<<{self.tag.entries}/P {self.parent} 0 R{place}/K {kids}>>"


def said(text: str) -> str:
    """Words as a string of the file."""
    return f"<FEFF{utf16(text)}>"


class Structure:
    """The tree of a file while it is drawn."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.root = store.allocate()
        self._document = Element(Tag("Document"), store.allocate(), self.root)
        self._path = [self._document]
        self._waiting: list[Element] = []
        self._marks: list[int] = []
        self._links: list[tuple[int, int]] = []
        self._key = 0
        self._next_key = 1
        self._rows: list[tuple[int, str]] = []
        self._leaves: list[str] = []

    @property
    def current(self) -> Element:
        return self._path[-1]

    @property
    def is_empty(self) -> bool:
        return not self._document.kids

    def element(self, tag: Tag) -> Element:
        """A new part of the one that is open."""
        parent = self._path[-1]
        made = Element(tag, self._store.allocate(), parent.number)
        parent.kids.append(f"{made.number} 0 R")
        self._waiting.append(made)
        return made

    def open(self, tag: Tag) -> Element:
        made = self.element(tag)
        self._path.append(made)
        return made

    def close(self) -> None:
        """End the open part; a section at the top is written with all in it."""
        ended = self._path.pop()
        if ended.tag.role == SECTION and len(self._path) == 1:
            self._write_waiting()

    def mark(self, element: Element) -> int:
        """The number under which the page's next stretch of content belongs to the element."""
        mark = len(self._marks)
        self._marks.append(element.number)
        element.add_content(self._store.page, mark)
        return mark

    def contents(self, tags: Sequence[Tag]) -> int:
        """New parts, each one stretch of the page's content and nothing else; answers the first mark."""
        first, parent = len(self._marks), self._path[-1]
        place = f"/P {parent.number} 0 R/Pg {self._store.page} 0 R/K "
        numbers = self._store.put_new(
            [f"<<{tag.entries}{place}{mark}>>" for mark, tag in enumerate(tags, first)]
        )
        self._marks += numbers
        parent.kids += [f"{number} 0 R" for number in numbers]
        return first

    def link(self, element: Element, annotation: int) -> int:
        """Make an annotation a part of the element; answers the key that the annotation must carry."""
        element.kids.append(f"<</Type/OBJR/Obj {annotation} 0 R/Pg {self._store.page} 0 R>>")
        key = self._next_key
        self._next_key += 1
        self._links.append((key, element.number))
        return key

    def end_page(self) -> int:
        """The key of the page that ends; the next begins."""
        key, self._key = self._key, self._next_key
        self._next_key += 1
        self._rows.append((key, f"[{_references(self._marks)}]"))
        self._rows += [(at, f"{number} 0 R") for at, number in self._links]
        self._marks, self._links = [], []
        if len(self._rows) >= _LEAF:
            self._write_rows()
        return key

    def finish(self) -> None:
        """Write what is left of the tree, its root last."""
        self._write_waiting()
        self._write_rows()
        tree = self._store.allocate()
        root = (
            f"<</Type/StructTreeRoot/K {self._document.number} 0 R/ParentTree {tree} 0 R"
            f"/ParentTreeNextKey {self._next_key}>>"
        )
        leaves = f"<</Kids[{' '.join(self._leaves)}]>>"
        self._store.put_all((tree, self._document.number, self.root), (leaves, self._document.body(), root))

    def _write_waiting(self) -> None:
        waiting, self._waiting = self._waiting, []
        self._store.put_all([element.number for element in waiting], [element.body() for element in waiting])

    def _write_rows(self) -> None:
        if not self._rows:
            return
        pairs = " ".join([f"{key} {value}" for key, value in self._rows])
        limits = f"{self._rows[0][0]} {self._rows[-1][0]}"
        numbers = self._store.put_new((f"<</Limits[{limits}]/Nums[{pairs}]>>",))
        self._leaves.append(f"{numbers[0]} 0 R")
        self._rows = []


def _references(numbers: Iterable[int]) -> str:
    return " ".join([f"{number} 0 R" for number in numbers])
