"""The canvas of every document: our fonts only, tagged, written page by page; it counts what no face has."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from io import BytesIO
from itertools import groupby
from typing import Any, BinaryIO, NamedTuple
from urllib.parse import quote

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from mentordesk.documents.embedding import EmbeddedFace
from mentordesk.documents.faces import Face
from mentordesk.documents.paths import Path
from mentordesk.documents.streamed import StreamedDocument
from mentordesk.documents.tagging import ARTIFACT, DRAWN, Element, Structure, Tag, said

AUTHOR = "MentorDesk"
_ORNAMENT, _FURNITURE = "/Artifact BMC", "/Artifact <</Type/Pagination>> BDC"
_END = "EMC"
_OF_ADDRESSES = "%/:?#[]@!$&'*+,;=~"  # with letters, digits and -._ all that an address may hold; no brackets

Box = tuple[float, float, float, float]


class Part(NamedTuple):
    """Operators of a text with what they say of themselves: language, or the text where codes do not tell."""

    operators: str
    properties: str = ""


@dataclass(frozen=True)
class Step:
    """One step of a shared form: open or close a part, or show operators, as a tag's or as ornament."""

    kind: str
    tag: Tag
    operators: str = ""
    box: Box | None = None


@dataclass(frozen=True, eq=False)
class Script:
    """What a shared form takes on each page."""

    steps: Sequence[Step]

    @cached_property
    def parts(self) -> list[Step | tuple[Tag, ...]]:
        """The steps that make parts of the document, neighbours of text alone together."""
        said = [step for step in self.steps if step.tag.role != ARTIFACT]
        parts: list[Step | tuple[Tag, ...]] = []
        for is_text, group in groupby(said, key=lambda step: step.kind == "show" and step.tag.role != ""):
            steps = list(group)
            parts += [tuple([step.tag for step in steps])] if is_text else steps
        return parts


class Sheet(Canvas):
    """A canvas with the text layer's state: faces embedded so far, characters that no face could write.

    `tagged` and `artifact` say what is drawn; all that is neither text nor a figure is ornament by itself.
    """

    _doc: Any
    _code: list[str]
    _pagesize: tuple[float, float]
    _absRect: Any  # noqa: N815 - reportlab's name
    _annotationrefs: list[Any]
    _colorsUsed: dict[str, str]  # noqa: N815 - reportlab's name
    _extgstate: Any
    _pushAccumulators: Any  # noqa: N815 - reportlab's name
    _restartAccumulators: Any  # noqa: N815 - reportlab's name
    _shadingUsed: dict[str, str]  # noqa: N815 - reportlab's name
    _startPage: Any  # noqa: N815 - reportlab's name
    state_stack: list[Any]

    def __init__(self, out: BinaryIO, size: tuple[float, float], *, language: str, title: str) -> None:
        super().__init__(out, pagesize=size, pageCompression=1)
        rl_config.useA85 = 0  # streams as bytes: a fifth smaller, and much faster to write
        self._doc = StreamedDocument(out, language)
        self._structure = Structure(self._doc)
        self.embedded: dict[str, EmbeddedFace] = {}
        self.words: dict[Hashable, Any] = {}
        self.unwritten: dict[str, int] = {}
        self.language = language
        self._settled = 0
        self._places = 0
        self._hushed = False
        self._depth = 0
        self._recording: list[Step] | None = None
        self._scripts: dict[Hashable, Script] = {}
        self._seen: set[int] = set()
        self._begun: tuple[Script, ...] = ()
        self._begins: list[int] = []
        self._beginnings: dict[tuple[Script, ...], int] = {}
        self._annotations: list[str] = []
        self.setTitle(title)
        self.setAuthor(AUTHOR)
        self.setCreator(AUTHOR)
        self.setViewerPreference("DisplayDocTitle", "true")

    def face(self, face: Face) -> EmbeddedFace:
        """The face as this file embeds it, from its first use on."""
        known = self.embedded.get(face.name)
        if known is None:
            known = self.embedded[face.name] = EmbeddedFace(face, self._doc)
        return known

    def write(self, operators: str) -> None:
        """Put drawing operators on the page (or into the form being drawn)."""
        self._code.append(operators)

    def outline(self, title: str, level: int = 0) -> None:
        """Make this page a place of the file's outline, below the one before where its level is higher."""
        key = f"place{self._places}"
        self._places += 1
        self.bookmarkPage(key)
        self.addOutlineEntry(title, key, level)

    def ornament(self, draw: Callable[..., None], *values: Hashable) -> None:
        """Draw what depends on these values alone: many points, worked out once and kept for other files."""
        self._code.append(_ornament(draw, values))

    def note_unwritten(self, grapheme: str) -> None:
        """Count a character that stands on the page as a box."""
        self.unwritten[grapheme] = self.unwritten.get(grapheme, 0) + 1

    @contextmanager
    def tagged(self, role: str, *, alt: str = "", language: str = "") -> Iterator[None]:
        """What is drawn inside belongs to one part of the document, such as "L", "Table" or "Figure".

        Texts make parts of their own within it; of other drawing only a figure's counts. `alt` says in words
        what a figure shows.
        """
        if self._hushed:
            yield
            return
        self._settle()
        self._settled = len(self._code)
        tag = Tag(role, alt, language)
        element = self._open(tag)
        self._hushed = role in DRAWN
        yield
        self._hushed = False
        if role in DRAWN:
            self._mark_rest(tag, element)
        self._close()

    @contextmanager
    def artifact(self) -> Iterator[None]:
        """What is drawn inside repeats on pages and is no part of what the document says."""
        if self._hushed:
            yield
            return
        self._settle()
        self._hushed = True
        yield
        self._hushed = False
        self._settle(_FURNITURE)

    def write_text(self, parts: Sequence[Part], tag: Tag, element: Element | None = None) -> Element | None:
        """Put text on the page as its own part, or as more of one that began before; answers that element."""
        if self._hushed or tag.role == ARTIFACT or self._is_nested:
            self._code.append(_text(parts))
            return None
        self._settle()
        if self._recording is not None:
            self._recording.append(Step("show", tag, _text(parts)))
            return None
        element = element or (self._structure.element(tag) if tag.role else self._structure.current)
        mark, role = self._structure.mark, tag.role or element.tag.role
        marked = [
            f"/{'Span' if properties else role}<</MCID {mark(element)}{properties}>>BDC {operators} EMC"
            for operators, properties in parts
        ]
        self._code.append(f"BT {' '.join(marked)} ET")
        self._settled = len(self._code)
        return element

    def form(self, key: Hashable, draw: Callable[["Sheet"], None], *, at_once: bool = True) -> None:
        """Draw something that many pages share: its operators are written once and named afterwards.

        Ornament stands below all text of the form. Texts are parts of each page that shows it. What may never
        come again is drawn on its first page itself: `at_once` is false.
        """
        script = self._scripts.get(key)
        if script is None and self._recording is None and not at_once and hash(key) not in self._seen:
            self._seen.add(hash(key))
            self.saveState()
            draw(self)
            self.restoreState()
            return
        if script is None:
            script = self._scripts[key] = Script(self._recorded(draw))
        if self._recording is not None:
            self._recording += script.steps
            return
        self._settle()
        if self._code or self._hushed:
            self._code += [self._replayed(step) for step in script.steps]
            self._settled = self._settled if self._hushed else len(self._code)
        else:
            self._begin_with(script)

    def link(self, address: str, box: Box, words: str = "", element: Element | None = None) -> None:
        """Make a rectangle of the page (or of the form being drawn) open an address."""
        if self._recording is not None:
            self._recording.append(Step("link", Tag(address, words), box=box))
            return
        number = self._doc.allocate()
        corners = " ".join([f"{edge:.2f}" for edge in self._absRect(box, 1)])
        part = ""
        if not self._hushed:
            key = self._structure.link(element or self._structure.current, number)
            part = f"/StructParent {key}"
        target = quote(address, safe=_OF_ADDRESSES)
        self._doc.put(
            number,
            f"<</Type/Annot/Subtype/Link/F 4/Border[0 0 0]/Rect[{corners}]{part}"
            f"/Contents{said(words or address)}/A<</S/URI/URI({target})>>>>",
        )
        self._annotations.append(f"{number} 0 R")

    def beginPath(self) -> Path:  # noqa: N802 - reportlab's name
        """An empty path."""
        return Path()

    def showPage(self) -> None:  # noqa: N802 - reportlab's name
        """Write the page and begin another; nothing of it can be changed afterwards."""
        self._settle()
        annotations = [one.format(self._doc).decode() for one in self._annotationrefs] + self._annotations
        entries = f"/StructParents {self._structure.end_page()}"
        if annotations:
            entries += f"/Tabs/S/Annots[{' '.join(annotations)}]"
        self._collect()
        self._doc.add_page(self._pagesize, (self._begins, "\n".join(self._code)), entries)
        self._annotations, self._settled = [], 0
        self._begun, self._begins = (), []
        self._startPage()

    def save(self) -> None:
        """End the file."""
        if self._code or self._begins:
            self.showPage()
        fonts = self._doc.idToObject["BasicFonts"]
        fonts.dict.pop("F1", None)
        structure = None
        if not self._structure.is_empty:
            self._structure.finish()
            structure = self._structure.root
        self._doc.finish(self, structure)

    def init_graphics_state(self) -> None:
        """As reportlab's, but states of transparency keep their names from page to page."""
        super().init_graphics_state()
        self._extgstate._c = self.__dict__.setdefault("_states", {})  # noqa: SLF001

    def _make_preamble(self) -> None:
        """A page begins without a font, else reportlab names Helvetica, which no file of ours embeds."""
        self._preamble = ""

    @property
    def _is_nested(self) -> bool:
        """Whether a form is being drawn in a changed state: it cannot be cut there."""
        return self._recording is not None and len(self.state_stack) > self._depth

    def _open(self, tag: Tag) -> Element | None:
        if self._recording is None:
            return self._structure.open(tag)
        self._recording.append(Step("open", tag))
        return None

    def _close(self) -> None:
        if self._recording is None:
            self._structure.close()
        else:
            self._recording.append(Step("close", Tag("")))

    def _settle(self, kind: str = _ORNAMENT) -> None:
        """What was drawn since the last mark, and is no text, is ornament."""
        if self._recording is not None:
            return
        if len(self._code) > self._settled:
            self._code.insert(self._settled, kind)
            self._code.append(_END)
        self._settled = len(self._code)

    def _mark_rest(self, tag: Tag, element: Element | None) -> None:
        """What was drawn since the last mark is the element's."""
        operators = "\n".join(self._code[self._settled :])
        del self._code[self._settled :]
        if self._recording is not None:
            self._recording.append(Step("show", Tag(""), operators))
        elif element is not None:
            self._show(operators, tag.role, element)

    def _show(self, operators: str, role: str, element: Element) -> None:
        mark = self._structure.mark(element)
        self._code.append(f"/{role}<</MCID {mark}>>BDC {operators} EMC")
        self._settled = len(self._code)

    def _recorded(self, draw: Callable[["Sheet"], None]) -> list[Step]:
        """The steps that drawing takes, with the operators of each as a form of the file."""
        outer = (self._recording, self._settled, self._depth, self._hushed)
        self.push_state_stack()
        self._pushAccumulators()
        self._recording, self._settled, self._depth, self._hushed = [], 0, len(self.state_stack), False
        self.init_graphics_state()
        draw(self)
        steps, ornament = self._recording, "\n".join(self._code)
        self._collect()
        self._restartAccumulators()
        self.pop_state_stack()
        self._recording, self._settled, self._depth, self._hushed = outer
        below = [Step("show", Tag(ARTIFACT), ornament)] if ornament else []
        return [self._shared(step) for step in (*below, *steps)]

    def _shared(self, step: Step) -> Step:
        """The step with its operators in a form; steps of a form within this one have theirs."""
        if step.kind != "show" or step.operators.endswith(" Do"):
            return step
        return replace(step, operators=self._doc.add_form(self._pagesize, step.operators))

    def _replayed(self, step: Step) -> str:
        """The operators that a step of a shared form takes on this page, its parts being made."""
        if step.kind == "link" and step.box is not None:
            self.link(step.tag.role, step.box, step.tag.alt)
        elif step.kind == "show":
            return self._shown(step)
        elif not self._hushed and step.kind == "open":
            self._structure.open(step.tag)
        elif not self._hushed:
            self._structure.close()
        return ""

    def _shown(self, step: Step) -> str:
        if self._hushed:
            return step.operators
        if step.tag.role == ARTIFACT:
            return f"{_ORNAMENT} {step.operators} {_END}"
        role = step.tag.role or self._structure.current.tag.role
        structure = self._structure
        mark = structure.contents((step.tag,)) if step.tag.role else structure.mark(structure.current)
        return f"/{role}<</MCID {mark}>>BDC {step.operators} {_END}"

    def _begin_with(self, script: Script) -> None:
        """Begin the page with operators that other pages begin with too: they are written once."""
        self._begun = (*self._begun, script)
        number = self._beginnings.get(self._begun)
        if number is None:
            operators = [self._replayed(step) for step in script.steps]
            number = self._beginnings[self._begun] = self._doc.add_code("\n".join(filter(None, operators)))
        else:
            for part in script.parts:
                if isinstance(part, Step):
                    self._replayed(part)
                else:
                    self._structure.contents(part)
        self._begins.append(number)

    def _collect(self) -> None:
        """Note the colour spaces, shadings and states that were used, for the file's one dictionary."""
        self._doc.spaces.update(self._colorsUsed)
        self._doc.shadings.update(self._shadingUsed)
        states = self._extgstate.getState()
        if states:
            self._doc.states.update(states.dict)


@lru_cache(maxsize=8)
def _ornament(draw: Callable[..., None], values: tuple[Hashable, ...]) -> str:
    sheet = Sheet(BytesIO(), (1, 1), language="", title="")
    draw(sheet, *values)
    return "\n".join(sheet._code)  # noqa: SLF001


def _text(parts: Iterable[Part]) -> str:
    """A text that only says the language, or the words, of what needs it."""
    said_parts = [
        f"/Span<<{properties}>>BDC {operators} EMC" if properties else operators
        for operators, properties in parts
    ]
    return f"BT {' '.join(said_parts)} ET"
