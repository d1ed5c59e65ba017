"""A supplement while it is stitched: which of its pages go where, and what leads to them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pikepdf

from report_pdf.findings import Finding, Place
from report_pdf.model.pages import PageLabel
from report_pdf.pdf.actions import remove_active_content
from report_pdf.pdf.annotations import Note, destination_array
from report_pdf.pdf.bookmarks import count, landed, read_bookmarks
from report_pdf.pdf.destinations import Destination, Destinations, Landing
from report_pdf.pdf.faces import sheet_face
from report_pdf.pdf.geometry import PageFacts, Rectangle, fit, page_facts
from report_pdf.pdf.rules import said
from report_pdf.pdf.skeleton import Chapter
from report_pdf.pdf.stitch_check import Shown
from report_pdf.pdf.stitch_fields import flatten_fields
from report_pdf.pdf.stitch_labels import labels_of
from report_pdf.pdf.stitch_names import NamedPlaces
from report_pdf.pdf.stitch_pictures import pictured_face

__all__ = ["Insert", "Leaf", "Source"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """One supplement page and its place: indices from 0; ``box`` None fills the page, else fits into it (points)."""

    source: int
    page: int
    box: Rectangle | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Insert:
    """A supplement to be stitched.

    Attributes:
        name: How messages call it.
        title: Its entry in the bookmarks.
        path: The safe copy that ``open_supplement`` made.
        leaves: Its pages and their places.
        changed: What becomes of a page that would not look as it does in the file: an ``error``, or a ``picture``.
        fields: Its form is to ``keep``, or to ``flatten`` into the pages.
        original: Name and path of the file as received, where that is to be attached.
        number: The label of its first page (``15A``, ``附1``); empty: numbering runs on.
        opens: The page (from 0) of its divider, where its bookmark leads; None: its first page.
        cleaned: ``path`` was freed of active content when it was admitted, with the same siblings: once is enough.
    """

    name: str
    title: str
    path: Path
    leaves: tuple[Leaf, ...]
    changed: Literal["error", "picture"] = "error"
    fields: Literal["keep", "flatten"] = "keep"
    original: tuple[str, Path] | None = None
    number: str = ""
    opens: int | None = None
    cleaned: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Opened:
    """The file while it is open."""

    pdf: pikepdf.Pdf
    destinations: Destinations


class Source:
    """An open supplement while it is stitched: where its pages go."""

    def __init__(
        self,
        insert: Insert,
        faces: Sequence[Rectangle],
        *,
        pictured: Collection[int] = frozenset(),
        siblings: Collection[str] = frozenset(),
        blank_from: int = 0,
        spoken: bool = True,
    ) -> None:
        self.insert = insert
        self.pictured = pictured
        self.place = Place(file=insert.name)
        self._siblings = siblings
        self._opened: _Opened | None = None
        self.flattened = 0
        self.others: Mapping[str, Source] = {}
        self.blank_from = blank_from
        self.spoken = spoken
        self.annotations: dict[tuple[int, int], pikepdf.Object] = {}
        self.names = NamedPlaces(place=self.place, names=())
        self.labels: tuple[PageLabel, ...] = ()
        self.bookmarks = 0
        self.links = 0
        self._forms: dict[int, pikepdf.Object] = {}
        self._goals: dict[Destination, pikepdf.Array] = {}
        self.facts: dict[int, PageFacts] = {}
        self.placed: list[tuple[Leaf, Landing]] = []
        for leaf in insert.leaves:
            facts = self.facts.setdefault(leaf.source, page_facts(self.pages[leaf.source]))
            onto = fit(facts.width_pt, facts.height_pt, leaf.box or faces[leaf.page])
            landing = Landing(page=leaf.page, face=facts.upright, onto=onto, box=facts.box)
            self.placed.append((leaf, landing))
        self.landings: Mapping[int, Landing] = {
            leaf.source: landing for leaf, landing in reversed(self.placed)
        }

    @property
    def pdf(self) -> pikepdf.Pdf:
        """The file; it is opened when it is asked for."""
        return self._open().pdf

    @property
    def pages(self) -> Sequence[pikepdf.Object]:
        """Its pages: asked for one by one, qpdf would list all of them for each."""
        return self._open().destinations.pages

    @property
    def destinations(self) -> Destinations:
        """Where its names and links lead."""
        return self._open().destinations

    def _open(self) -> _Opened:
        if self._opened is None:
            pdf = pikepdf.open(self.insert.path, suppress_warnings=True)
            if not self.insert.cleaned:
                remove_active_content(pdf, siblings=self._siblings)
            self.flattened = flatten_fields(pdf) if self.insert.fields == "flatten" else 0
            self._opened = _Opened(pdf=pdf, destinations=Destinations(pdf))
        return self._opened

    def shut(self) -> None:
        """Lets go of the file and of what was read of it: of a thousand only one is open. What was copied is the packet's."""
        if self._opened is None:
            return
        self._opened.pdf.close()
        self._opened = None
        self._forms.clear()
        self._goals.clear()
        self.annotations.clear()

    @property
    def last(self) -> int:
        """The last page (from 0) it stands on."""
        return max(leaf.page for leaf in self.insert.leaves)

    def form(self, index: int) -> pikepdf.Object:
        """The page as a form XObject that draws its visible face, upright, from the origin."""
        if index not in self._forms:
            facts = self.facts[index]
            drawn = (
                pictured_face(self.pdf, self.insert.path, index, facts) if index in self.pictured else None
            )
            self._forms[index] = sheet_face(self.pdf, self.pages[index], facts) if drawn is None else drawn
        return self._forms[index]

    def shown(self) -> tuple[Shown, ...]:
        """Where each page stands, for the self-check."""
        return tuple(
            Shown(
                source=leaf.source,
                page=landing.page,
                box=landing.matrix.rectangle(landing.box).rounded(),
                scaled=abs(landing.onto.a - 1) >= 0.001,
            )
            for leaf, landing in self.placed
        )

    def goal(self, note: Note, pages: Sequence[pikepdf.Object]) -> pikepdf.Array | None:
        """Where a link leads on the packet's ``pages``, inside the file or into another; None: to nothing there.

        Links to one place share its array.
        """
        if note.leads:
            return self.landed_on(note.target, pages) if note.target is not None else None
        other = self.others.get(note.remote[0]) if note.remote is not None else None
        if other is None or note.remote is None:
            return None
        target = other.destinations.resolved(note.remote[1])
        return other.landed_on(target, pages) if target is not None else None

    def landed_on(self, target: Destination, pages: Sequence[pikepdf.Object]) -> pikepdf.Array | None:
        """Where a place in the file is in the packet; None when its page is not stitched."""
        if target.page not in self.landings:
            return None
        if target not in self._goals:
            self._goals[target] = destination_array(pages, self.landings[target.page].of(target))
        return self._goals[target]

    def look(self, findings: list[Finding]) -> Chapter:
        """Before anything is stitched: names and labels are noted, the bookmarks are what it gives."""
        self.names = self._named_places()
        placed = [(leaf.source, leaf.page) for leaf in self.insert.leaves]
        self.labels = labels_of(self.pdf, placed, number=self.insert.number)
        return self._chapter(findings)

    def _named_places(self) -> NamedPlaces:
        """The names that lead to its stitched pages."""
        targets = [
            (name, self.destinations.resolved(pikepdf.String(name))) for name in self.destinations.names
        ]
        kept = [
            (name.removeprefix(b"/"), self.landings[target.page].of(target))
            for name, target in targets
            if target is not None and target.page in self.landings
        ]
        return NamedPlaces(place=self.place, names=tuple(kept), left=len(targets) - len(kept))

    def _chapter(self, findings: list[Finding]) -> Chapter:
        """The title with the supplement's own bookmarks."""
        bookmarks = read_bookmarks(self.pdf, self.destinations)
        kept = landed(bookmarks, self.landings)
        self.bookmarks = count(kept)
        if left := count(bookmarks) - count(kept):
            findings.append(
                said(
                    "pdf/bookmark-left",
                    self.place,
                    zh=f"{left} 个书签指向未合订的页，未带入。",
                    en=f"{left} bookmarks lead to pages that are not stitched and were left.",
                )
            )
        opens = self.insert.leaves[0].page if self.insert.opens is None else self.insert.opens
        return Chapter(title=self.insert.title, page=opens, bookmarks=kept)
