"""Page labels of what comes behind a body: the supplement's own, or a number that is asked for (ISO 32000-2 12.4.2)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

import pikepdf

from report_pdf.model.numbering import late_label
from report_pdf.model.pages import PageLabel
from report_pdf.pdf.geometry import integer_of
from report_pdf.pdf.labels import label_entry
from report_pdf.pdf.stitch_trees import number_pairs, number_tree

__all__ = ["labels_of", "run_on_labels"]


def run_on_labels(packet: pikepdf.Pdf, supplements: Iterable[tuple[int, Sequence[PageLabel]]]) -> None:
    """The body's labels stay and run on; a supplement with labels of its own, or a number to begin with, has those.

    ``supplements``: the page (from 0) behind each, and its labels.
    """
    own = [(after, labels) for after, labels in supplements if labels]
    if not own:
        return
    pairs = list(number_pairs(packet.Root.get("/PageLabels"))) or [(0, pikepdf.Dictionary(S=pikepdf.Name.D))]
    count = len(packet.pages)
    for after, labels in own:
        pairs += [(label.page - 1, label_entry(label)) for label in labels]
        if after < count:
            # Behind it, pages are numbered by where they stand.
            pairs.append((after, pikepdf.Dictionary(S=pikepdf.Name.D, St=after + 1)))
    packet.Root["/PageLabels"] = number_tree(packet, dict(pairs).items())


def labels_of(pdf: pikepdf.Pdf, placed: Sequence[tuple[int, int]], *, number: str) -> tuple[PageLabel, ...]:
    """A supplement's labels where it stands: ``placed`` are its pages there and here, from 0; ``number`` of the first."""
    if number:
        return (late_label(number, page=placed[0][1] + 1),)
    theirs = dict(number_pairs(pdf.Root.get("/PageLabels")))
    return tuple(_changes(_labels(theirs, placed))) if theirs else ()


def _labels(theirs: dict[int, pikepdf.Object], placed: Sequence[tuple[int, int]]) -> Iterator[PageLabel]:
    starts = sorted(theirs)
    for source, page in placed:
        before = bisect_right(starts, source)
        known = theirs[starts[before - 1]] if before else None
        if not isinstance(known, pikepdf.Dictionary):
            yield PageLabel(page=page + 1, style="D", start=source + 1)
            continue
        yield PageLabel(
            page=page + 1,
            style=str(known["/S"])[1:] if isinstance(known.get("/S"), pikepdf.Name) else "",
            prefix=str(known["/P"]) if isinstance(known.get("/P"), pikepdf.String) else "",
            start=(integer_of(known.get("/St")) or 1) + source - starts[before - 1],
        )


def _changes(labels: Iterable[PageLabel]) -> Iterator[PageLabel]:
    """Without those that follow of themselves: a thousand pages of one range are one entry."""
    last: PageLabel | None = None
    for label in labels:
        if last is None or not _follows(label, last):
            yield label
        last = label


def _follows(label: PageLabel, last: PageLabel) -> bool:
    step = label.page - last.page
    counted = label.start - last.start == step or not label.style
    return step > 0 and counted and (label.style, label.prefix) == (last.style, last.prefix)
