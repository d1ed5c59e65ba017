"""Is a page read as it is seen? Structure order against where text begins (Matterhorn 09-001).

Cheap, and only what is nearly sure: in one column, a text that is read after the one below it. What is read where it
belongs although it stands elsewhere (notes, figures, boxes, tables, contents) is passed over, with the short lines behind a
figure or table, which are its source or its key.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from report_pdf.pdf.archive.check_tree import Said, Subject, squeezed
from report_pdf.pdf.archive.tag_tree import TagNode, TagText

__all__ = ["sight_order"]

_TEXTS = frozenset({"P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "LBody"})
_ELSEWHERE = frozenset(
    {"Note", "FENote", "Figure", "Formula", "Form", "Caption", "Aside", "Table", "TOC", "Annot"}
)
_FLOATS = frozenset({"Figure", "Formula", "Table"})
_SHORT = 60
"""Characters that a line about a figure or table has at most."""
_COLUMN_PT = 30.0
"""Texts that begin no further from each other stand in one column."""
_UP_PT = 6.0


@dataclass(frozen=True, slots=True)
class _Begun:
    x: float
    y: float
    words: str


def sight_order(subject: Subject) -> Iterator[Said]:
    """On each page, whoever reads on does not go up again in the same column, past what was read.

    What a manuscript is compared with is in its order: then only supplements are looked at.
    """
    roots = (
        [node for node in subject.root.nodes if node.kind == "Part"] if subject.paragraphs else [subject.root]
    )
    pages: defaultdict[int, list[_Begun]] = defaultdict(list)
    for page, begun in (one for root in roots for one in _begun(root)):
        pages[page].append(begun)
    for page, texts in sorted(pages.items()):
        leaps = [
            (after.y - one.y, one, after) for one, after in pairwise(texts) if _shares_column(one, after)
        ]
        rise, below, above = max(leaps, key=lambda leap: leap[0], default=(0.0, None, None))
        if below is not None and above is not None and rise > _UP_PT:
            yield (
                page,
                f"同一栏里，“{above.words}”在上，却排在“{below.words}”后面读。",
                f"in one column “{above.words}” stands above “{below.words}” and is read after it.",
            )


def _shares_column(one: _Begun, other: _Begun) -> bool:
    return abs(one.x - other.x) <= _COLUMN_PT


def _begun(node: TagNode) -> Iterator[tuple[int, _Begun]]:
    """Where each text begins, in structure order; on its first page only."""
    is_behind = False
    for kid in node.nodes:
        is_behind = kid.kind in _FLOATS or (
            is_behind and kid.kind == "P" and len(squeezed(kid.text)) <= _SHORT
        )
        if is_behind or kid.kind in _ELSEWHERE or kid.name in _ELSEWHERE:
            continue
        if kid.kind not in _TEXTS:
            yield from _begun(kid)
            continue
        first = next((text for text in _pieces(kid) if text.text.strip()), None)
        if first is not None and first.spot is not None:
            yield first.page, _Begun(*first.spot, squeezed(kid.text)[:16])
        yield from _begun(kid)


def _pieces(node: TagNode) -> Iterator[TagText]:
    for kid in node.kids:
        if isinstance(kid, TagText):
            yield kid
        else:
            yield from _pieces(kid)
