"""Reportlab's document, written page by page: a page that is done is in the file and no longer in memory."""

from collections.abc import Sequence
from typing import Any, BinaryIO

from reportlab.pdfbase.pdfdoc import PDFDocument, PDFObject, PDFObjectReference
from reportlab.pdfbase.pdfdoc import format as as_bytes

from mentordesk.documents.output import Output

_PAGES_IN_NODE = 64
_TREE = "PageTree"
_STRUCTURE = "Structure"


class StreamedDocument(PDFDocument):
    """The store of a canvas: its fonts, pictures, annotations and outline come last, its pages at once.

    All pages and forms share one dictionary of resources, since every name in it is given once a file.
    """

    Catalog: Any
    Outlines: Any

    def __init__(self, out: BinaryIO, language: str) -> None:
        super().__init__(compression=1, lang=language or None)
        self.output = Output(out, self.allocate)
        self.resources = self.allocate()
        self.states: dict[str, Any] = {}
        self.spaces: dict[str, str] = {}
        self.shadings: dict[str, str] = {}
        self._forms: dict[str, int] = {}
        self._tree = self.allocate()
        self._nodes: list[tuple[int, int]] = []
        self._node, self._leaves = self.allocate(), list[int]()
        self.page = self.allocate()

    def allocate(self) -> int:
        """A number for an object that is written by `put`, not by reportlab."""
        self.objectcounter += 1
        return int(self.objectcounter)

    def put(self, number: int, body: str) -> None:
        self.output.put((number,), (body,))

    def put_all(self, numbers: Sequence[int], bodies: Sequence[str]) -> None:
        self.output.put(numbers, bodies)

    def put_new(self, bodies: Sequence[str]) -> range:
        """Write objects under the next numbers; answers these."""
        first = self.objectcounter + 1
        self.objectcounter += len(bodies)
        numbers = range(first, first + len(bodies))
        self.output.put(numbers, bodies)
        return numbers

    def thisPageRef(self) -> PDFObjectReference:  # noqa: N802 - reportlab's name
        """What a bookmark points to."""
        self.idToObjectNumberAndVersion[self.thisPageName()] = (self.page, 0)
        return PDFObjectReference(self.thisPageName())

    def add_code(self, code: str) -> int:
        """Write operators that pages begin with; answers the number of their stream."""
        number = self.allocate()
        self.output.put_stream(number, "", code.encode("latin-1"))
        return number

    def add_page(self, size: tuple[float, float], code: tuple[list[int], str], entries: str) -> None:
        """Write the page that was drawn: what it begins with, and its own; `entries` are more of its own."""
        begins, own = code
        contents = " ".join([f"{number} 0 R" for number in (*begins, self.add_code(own))])
        contents = f"[{contents}]" if begins else f" {contents}"
        self.put(
            self.page,
            f"<</Type/Page/Parent {self._node} 0 R/MediaBox[0 0 {size[0]:.6g} {size[1]:.6g}]"
            f"/Resources {self.resources} 0 R/Contents{contents}{entries}>>",
        )
        self._leaves.append(self.page)
        if len(self._leaves) == _PAGES_IN_NODE:
            self._end_node()
            self._node = self.allocate()
        self.pageCounter += 1
        self.inObject = None
        self.page = self.allocate()

    def _end_node(self) -> None:
        kids = " ".join([f"{number} 0 R" for number in self._leaves])
        self.put(
            self._node, f"<</Type/Pages/Parent {self._tree} 0 R/Count {len(self._leaves)}/Kids[{kids}]>>"
        )
        self._nodes.append((self._node, len(self._leaves)))
        self._leaves = []

    def add_form(self, size: tuple[float, float], code: str) -> str:
        """Write operators that pages share; answers the operator that shows them."""
        number = self.allocate()
        name = f"X{len(self._forms)}"
        self._forms[name] = number
        box = f"/BBox[0 0 {size[0]:.6g} {size[1]:.6g}]"
        entries = f"/Type/XObject/Subtype/Form{box}/Resources {self.resources} 0 R"
        self.output.put_stream(number, entries, code.encode("latin-1"))
        return f"/{name} Do"

    def finish(self, canvas: Any, structure: int | None) -> None:
        """Write everything that pages share, and close the file."""
        if self._leaves:
            self._end_node()
        self._write_tree()
        if structure is not None:
            self._name(_STRUCTURE, structure)
            self.Catalog.StructTreeRoot = PDFObjectReference(_STRUCTURE)
            self.Catalog.MarkInfo = Raw("<</Marked true>>")
        for font in self.delayedFonts:
            font.addObjects(self)
        register: Any = self.Reference
        register(self.Catalog, "Catalog")
        register(self.info, "Info")
        self.Outlines.prepare(self, canvas)
        if self.Outlines.ready < 0:
            self.Catalog.Outlines = None
        self._write_registered()
        self._write_resources()
        numbers = self.idToObjectNumberAndVersion
        self.output.close(numbers["Catalog"][0], numbers["Info"][0])

    def _name(self, name: str, number: int) -> None:
        self.idToObjectNumberAndVersion[name] = (number, 0)

    def _write_tree(self) -> None:
        kids = " ".join([f"{number} 0 R" for number, _ in self._nodes])
        count = sum(pages for _, pages in self._nodes)
        self.put(self._tree, f"<</Type/Pages/Count {count}/Kids[{kids}]>>")
        self._name(_TREE, self._tree)
        self.Catalog.Pages = PDFObjectReference(_TREE)

    def _write_registered(self) -> None:
        """Write reportlab's objects; writing one may bring up others."""
        written: set[int] = set()
        while waiting := [number for number in self.numberToId if number not in written]:
            for number in waiting:
                body = as_bytes(self.idToObject[self.numberToId[number]], self, toplevel=1)
                if body.rstrip().endswith(b"endstream"):
                    self.output.put_whole(number, body)
                else:
                    self.put(number, body.decode("latin-1"))
                written.add(number)

    def _write_resources(self) -> None:
        forms = {name: f"{number} 0 R" for name, number in self._forms.items()}
        numbers = self.idToObjectNumberAndVersion
        forms |= {name: f"{numbers[name][0]} 0 R" for name in numbers if name.startswith("FormXob.")}
        parts = [f"/Font {numbers['BasicFonts'][0]} 0 R", _entry("XObject", forms)]
        states = {name: as_bytes(value, self).decode("latin-1") for name, value in self.states.items()}
        parts.append(_entry("ExtGState", states))
        for key, used in (("ColorSpace", self.spaces), ("Shading", self.shadings)):
            parts.append(_entry(key, {said: f"{numbers[name][0]} 0 R" for name, said in used.items()}))
        self.put(self.resources, f"<<{''.join(parts)}/ProcSet[/PDF/Text/ImageB/ImageC/ImageI]>>")


def _entry(key: str, values: dict[str, str]) -> str:
    if not values:
        return ""
    return f"/{key}<<{''.join([f'/{name} {value}' for name, value in values.items()])}>>"


class Raw(PDFObject):
    """A value that stands in the file as it is."""

    def __init__(self, value: str) -> None:
        self.value = value

    def format(self, document: Any) -> bytes:  # noqa: ARG002
        """The value's bytes."""
        return self.value.encode("latin-1")
