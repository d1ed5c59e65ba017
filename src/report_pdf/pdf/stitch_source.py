"""A supplement while it is stitched: which of its pages go where, and what leads to them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pikepdf

from report_pdf.findings import Finding, Place
from report_pdf.pdf.actions import remove_active_content
from report_pdf.pdf.bookmarks import count, landed, read_bookmarks
from report_pdf.pdf.destinations import Destination, Destinations, Landing
from report_pdf.pdf.faces import face
from report_pdf.pdf.geometry import PageFacts, Rectangle, fit, page_facts
from report_pdf.pdf.rules import said
from report_pdf.pdf.skeleton import Chapter
from report_pdf.pdf.stitch_check import Shown
from report_pdf.pdf.stitch_fields import flatten_fields
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
    """

    name: str
    title: str
    path: Path
    leaves: tuple[Leaf, ...]
    changed: Literal["error", "picture"] = "error"
    fields: Literal["keep", "flatten"] = "keep"
    original: tuple[str, Path] | None = None
    number: str = ""


class Source:
    """An open supplement while it is stitched: where its pages go."""

    def __init__(
        self,
        stack: ExitStack,
        insert: Insert,
        faces: Sequence[Rectangle],
        *,
        pictured: Collection[int] = frozenset(),
        siblings: Collection[str] = frozenset(),
        blank_from: int = 0,
    ) -> None:
        self.insert = insert
        self.pictured = pictured
        self.place = Place(file=insert.name)
        self.pdf = stack.enter_context(pikepdf.open(insert.path, suppress_warnings=True))
        remove_active_content(self.pdf, siblings=siblings)
        self.flattened = flatten_fields(self.pdf) if insert.fields == "flatten" else 0
        self.destinations = Destinations(self.pdf)
        self.others: Mapping[str, Source] = {}
        self.blank_from = blank_from
        self.annotations: dict[tuple[int, int], pikepdf.Object] = {}
        self.bookmarks = 0
        self.links = 0
        self._forms: dict[int, pikepdf.Object] = {}
        self.facts: dict[int, PageFacts] = {}
        self.placed: list[tuple[Leaf, Landing]] = []
        for leaf in insert.leaves:
            facts = self.facts.setdefault(leaf.source, page_facts(self.pdf.pages[leaf.source].obj))
            onto = fit(facts.width_pt, facts.height_pt, leaf.box or faces[leaf.page])
            landing = Landing(page=leaf.page, face=facts.upright, onto=onto, box=facts.box)
            self.placed.append((leaf, landing))
        self.landings: Mapping[int, Landing] = {
            leaf.source: landing for leaf, landing in reversed(self.placed)
        }

    def form(self, index: int) -> pikepdf.Object:
        """The page as a form XObject that draws its visible face, upright, from the origin."""
        if index not in self._forms:
            facts = self.facts[index]
            drawn = (
                pictured_face(self.pdf, self.insert.path, index, facts) if index in self.pictured else None
            )
            self._forms[index] = face(self.pdf, index, facts) if drawn is None else drawn
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

    def goal(self, remote: tuple[str, object] | None) -> Destination | None:
        """Where a link into another stitched file leads in the packet; None when to nothing that is there."""
        other = self.others.get(remote[0]) if remote is not None else None
        target = other.destinations.resolved(remote[1]) if other is not None and remote is not None else None
        if other is None or target is None or target.page not in other.landings:
            return None
        return other.landings[target.page].of(target)

    def named_places(self) -> NamedPlaces:
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

    def chapter(self, findings: list[Finding]) -> Chapter:
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
        return Chapter(title=self.insert.title, page=self.insert.leaves[0].page, bookmarks=kept)
