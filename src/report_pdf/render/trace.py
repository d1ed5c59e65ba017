"""Keeps track of what the engine is working on, so that its complaints, crashes and endless loops name a block.

WeasyPrint's errors know no source. The functions every block and every line goes through are wrapped to note the
element they work on; the note also goes to a small shared file that outlives a killed child.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from typing import Any, Protocol

from weasyprint.draw import text as draw_text
from weasyprint.layout import block
from weasyprint.urls import iri_to_uri

from report_pdf.findings import Finding, Message, Place, Rule
from report_pdf.render.note import Note

__all__ = ["Trace", "Watch"]


class _Element(Protocol):
    """What is needed of an element of the engine's tree."""

    def get(self, key: str) -> str | None: ...

    def __iter__(self) -> Any: ...


class Trace:
    """The element being worked on, and the findings so far.

    Args:
        note: Always holds the current element's id.
        sources: Place of each element id.
    """

    def __init__(self, note: Note, sources: Mapping[str, Place]) -> None:
        self.findings: list[Finding] = []
        self.sheet: str | None = None
        self.name = ""
        self._sources = sources
        self._nearest: dict[Any, str] = {}
        self._write = note.writer()

    def index(self, root: _Element) -> None:
        """Learns which id each element below ``root`` answers to: its own, or that of the block it stands in."""
        pending: deque[tuple[_Element, str]] = deque([(root, "")])
        while pending:
            element, inherited = pending.popleft()
            own = element.get("id") or ""
            name = own if own and (own in self._sources or inherited not in self._sources) else inherited
            self._nearest[element] = name
            pending.extend((child, name) for child in element)

    def asking_for(self, url: str) -> Any:
        """The first element with ``url`` in an attribute, or nothing."""
        wanted = iri_to_uri(url)
        for element in self._nearest:
            if any(wanted in iri_to_uri(value) for value in element.attrib.values()):
                return element
        return None

    def enter(self, element: object) -> None:
        """The engine now works on ``element``."""
        name = self._nearest.get(element)
        if name and name != self.name:
            self.name = name
            self._write(name)

    def name_of(self, element: object) -> str:
        """The id ``element`` answers to, or nothing."""
        return self._nearest.get(element, "")

    def place_of(self, name: str) -> Place | None:
        """Where the block with that id comes from."""
        return self._sources.get(name)

    @property
    def place(self) -> Place | None:
        """Where the block being worked on comes from."""
        return self.place_of(self.name)

    def report(self, rule: Rule, message: Message, element: object = None) -> None:
        """Adds a finding, once, at ``element`` or at what is being worked on."""
        name = self.name_of(element) if element is not None else self.name
        finding = rule.at(self.place_of(name), message)
        if finding not in self.findings:
            self.findings.append(finding)


class Watch:
    """Stands in the engine once per process and tells the trace of the document in work what it sees."""

    def __init__(self) -> None:
        self._trace: Trace | None = None

    @property
    def trace(self) -> Trace:
        """The trace of the document in work."""
        assert self._trace is not None, "no document is in work"
        return self._trace

    def begin(self, trace: Trace) -> None:
        """From now on ``trace`` is told."""
        self._trace = trace

    def install(self) -> None:
        """Wraps the functions every block, line and drawn text passes through; their second argument is the box."""
        for module, name in (
            (block, "block_level_layout_switch"),
            (block, "_linebox_layout"),
            (draw_text, "draw_first_line"),
        ):
            self._wrap(module, name)

    def _wrap(self, module: Any, name: str) -> None:
        original = getattr(module, name)

        def watched(first: Any, box: Any, *args: Any, **kwargs: Any) -> Any:
            if self._trace is not None:
                self._trace.enter(box.element)
            return original(first, box, *args, **kwargs)

        setattr(module, name, watched)
