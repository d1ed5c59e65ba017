"""Page labels of what comes behind a body: the supplement's own, or a number that is asked for (ISO 32000-2 12.4.2)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import pikepdf

from report_pdf.pdf.geometry import integer_of
from report_pdf.pdf.stitch_source import Source
from report_pdf.pdf.stitch_trees import number_pairs, number_tree

__all__ = ["label_of", "run_on_labels"]

_NUMBER = re.compile(r"(?P<prefix>.*?)(?P<start>[1-9][0-9]{0,6}|[A-Z]|[a-z])", re.DOTALL)


def label_of(written: str) -> tuple[str, str, int]:
    """Prefix, style and start of a range whose first page is called as ``written``: ``15A`` → ``15``, ``A``, 1."""
    match = _NUMBER.fullmatch(written)
    if match is None:
        return written, "", 1
    start = match["start"]
    if start.isdigit():
        return match["prefix"], "D", int(start)
    return match["prefix"], "A" if start.isupper() else "a", ord(start.upper()) - ord("A") + 1


def run_on_labels(packet: pikepdf.Pdf, sources: Sequence[Source]) -> None:
    """The body's labels stay and run on; a supplement with labels of its own, or a number to begin with, has those."""
    own = [(source, list(_ranges(source))) for source in sources]
    if not any(ranges for _, ranges in own):
        return
    pairs = list(number_pairs(packet.Root.get("/PageLabels"))) or [(0, pikepdf.Dictionary(S=pikepdf.Name.D))]
    for source, ranges in own:
        pages = [leaf.page for leaf in source.insert.leaves]
        pairs += [(page, packet.copy_foreign(label)) for page, label in ranges]
        after = max(pages) + 1
        if ranges and after < len(packet.pages):
            # Behind it, pages are numbered by where they stand.
            pairs.append((after, pikepdf.Dictionary(S=pikepdf.Name.D, St=after + 1)))
    latest = dict(pairs)
    packet.Root["/PageLabels"] = number_tree(packet, latest.items())


def _ranges(source: Source) -> Iterator[tuple[int, pikepdf.Object]]:
    leaves = source.insert.leaves
    if source.insert.number:
        prefix, style, start = label_of(source.insert.number)
        yield leaves[0].page, _entry(source.pdf, prefix=prefix, style=style, start=start)
        return
    theirs = dict(number_pairs(source.pdf.Root.get("/PageLabels")))
    if not theirs:
        return
    for leaf in leaves:
        first = max((index for index in theirs if index <= leaf.source), default=None)
        known = theirs[first] if first is not None else None
        if first is None or not isinstance(known, pikepdf.Dictionary):
            yield leaf.page, _entry(source.pdf, prefix="", style="D", start=leaf.source + 1)
            continue
        start = (integer_of(known.get("/St")) or 1) + leaf.source - first
        style = str(known["/S"])[1:] if isinstance(known.get("/S"), pikepdf.Name) else ""
        prefix = str(known["/P"]) if isinstance(known.get("/P"), pikepdf.String) else ""
        yield leaf.page, _entry(source.pdf, prefix=prefix, style=style, start=start)


def _entry(pdf: pikepdf.Pdf, *, prefix: str, style: str, start: int) -> pikepdf.Object:
    entry = pikepdf.Dictionary()
    if style:
        entry["/S"] = pikepdf.Name(f"/{style}")
    if prefix:
        entry["/P"] = pikepdf.String(prefix)
    if start != 1:
        entry["/St"] = start
    return pdf.make_indirect(entry)
