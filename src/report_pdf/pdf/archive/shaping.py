"""Gives each node the structure type a reader needs, and leaves nothing that means nothing.

In: the whole tree (``archive_merging``). Out: paragraphs that hold text, groups that hold blocks, figures with their
captions, contents as TOC, lists and tables as they must be (ISO 32000-1, 14.8.4; ISO 14289-1, 7.2 to 7.9).
"""

from __future__ import annotations

from collections.abc import Iterator

from report_pdf.pdf.archive.contents import shape_contents
from report_pdf.pdf.archive.kinds import BLOCK_HOLDERS, GROUPS, INLINE, TEXTS, of_tag
from report_pdf.pdf.archive.lists import Says, part_lists, shape_list
from report_pdf.pdf.archive.nodes import Kid, Node, walk
from report_pdf.pdf.archive.notes import shape_notes
from report_pdf.pdf.archive.tables import shape_table

__all__ = ["level_headings", "shape"]

_PASSED = frozenset({"Div", "NonStruct"})
_HEADINGS = frozenset({"H1", "H2", "H3", "H4", "H5", "H6"})


def shape(root: Node, says: Says) -> tuple[Node, ...]:
    """Shapes the tree below ``root``; ``says`` tells what a node's content says.

    Returns the headings that had to change their level.
    """
    for node in walk(root):
        node.kind = node.wanted or of_tag(node.tag, node.kind)
    _withhold(root)
    _join_figures(root)
    shape_notes(root)
    for node in walk(root):
        if node.kind == "Nav":
            shape_contents(node)
    _shape(root, says)
    _lead_captions(root)
    return level_headings(root)


def _withhold(node: Node) -> None:
    """What the layout says is decoration leaves the tree: its content becomes an artifact."""
    node.kids = [kid for kid in node.kids if not (isinstance(kid, Node) and kid.kind == "Artifact")]
    for kid in node.nodes:
        _withhold(kid)


def _join_figures(node: Node) -> None:
    """An HTML ``figure`` with one picture or table is that, its captions inside (14.8.4.4, 14.8.4.3.4)."""
    for below in node.nodes:
        _join_figures(below)
    for at, kid in enumerate(node.kids):
        if isinstance(kid, Node) and kid.tag == "figure" and kid.kind in _PASSED:
            figures = [below for below in walk(kid) if below.kind in ("Figure", "Table")]
            if len(figures) == 1:
                figures[0].kids += list(_captions_taken(kid, figures[0]))
                figures[0].order = kid.order
                figures[0].anchors += kid.anchors
                node.kids[at] = kid if kid.kids != figures else figures[0]


def _captions_taken(node: Node, figure: Node) -> Iterator[Node]:
    """The captions below ``node`` that stand beside the figure, taken out."""
    if node is figure:
        return
    captions = [kid for kid in node.nodes if kid.kind == "Caption"]
    node.kids = [kid for kid in node.kids if kid not in captions]
    yield from captions
    for kid in node.nodes:
        yield from _captions_taken(kid, figure)


def _shape(node: Node, says: Says) -> None:
    if node.kind == "L":
        shape_list(node, says)
    for kid in node.nodes:
        _shape(kid, says)
    node.kids = [kid for kid in node.kids if not (isinstance(kid, Node) and _is_empty(kid))]
    part_lists(node, says)
    if node.kind == "Table":
        shape_table(node)
    if node.kind in TEXTS or node.kind in INLINE:
        node.kids = list(_as_text(node))
    elif node.kind in GROUPS or (node.kind in BLOCK_HOLDERS and _has_blocks(node)):
        node.kids = list(_as_blocks(node))
    elif node.kind in BLOCK_HOLDERS:
        node.kids = list(_as_text(node))


def _is_empty(node: Node) -> bool:
    return not node.kids and node.kind not in ("TD", "TH")


def _has_blocks(node: Node) -> bool:
    return any(kid.kind not in INLINE and kid.kind != "Lbl" for kid in node.nodes)


def _as_text(node: Node) -> Iterator[Kid]:
    """Text and what runs in it: blocks inside and spans without a word of their own give up what they hold."""
    for kid in node.kids:
        if isinstance(kid, Node) and not kid.wanted and not kid.speaks and _is_hollow(kid):
            node.anchors += kid.anchors
            yield from _as_text(kid)
        else:
            yield kid


def _is_hollow(kid: Node) -> bool:
    return kid.kind == "Span" or kid.kind in GROUPS or kid.kind == "P"


def _as_blocks(node: Node) -> Iterator[Kid]:
    """Blocks only: text between them gets a paragraph, divisions without meaning give up their blocks."""
    apart = _stands_apart(node)
    paragraph: Node | None = None
    for kid in node.kids:
        if not isinstance(kid, Node) or kid.kind in _runs_in(node):
            if paragraph is None or apart:
                yield from [paragraph] if paragraph is not None else []
                paragraph = Node(kind="P")
            paragraph.kids += list(_as_text(Node(kind="P", kids=[kid])))
            continue
        yield from [paragraph] if paragraph is not None else []
        paragraph = None
        if kid.kind in _PASSED and not kid.language:
            if kid.nodes:
                kid.nodes[0].anchors += kid.anchors
            yield from kid.kids
        else:
            kid.kind = "Sect" if kid.kind in _PASSED else kid.kind
            yield kid
    yield from [paragraph] if paragraph is not None else []


def _runs_in(node: Node) -> frozenset[str]:
    return INLINE - {"Reference"} if node.kind == "TOCI" else INLINE


def _stands_apart(node: Node) -> bool:
    """A division of nothing but spans sets them apart: each is a paragraph."""
    return node.kind in _PASSED and all(
        isinstance(kid, Node) and kid.kind == "Span" and kid.order is not None for kid in node.kids
    )


def _lead_captions(node: Node) -> None:
    """A caption beside a figure goes into it; one that has no figure is a paragraph."""
    kids: list[Kid] = []
    for kid in node.kids:
        if isinstance(kid, Node) and kid.kind == "Caption" and node.kind in GROUPS:
            before = kids[-1] if kids else None
            if isinstance(before, Node) and before.kind == "Figure":
                before.kids.append(kid)
                continue
            kid.kind = "P"
        kids.append(kid)
    node.kids = kids
    for kid in node.nodes:
        _lead_captions(kid)


def level_headings(root: Node) -> tuple[Node, ...]:
    """No level is skipped on the way down (ISO 14289-1, 7.4.2): the nearest one that may stand there is taken.

    Returns the headings that had to change.
    """
    changed: list[Node] = []
    open_levels: list[tuple[int, int]] = []
    for node in walk(root):
        if node.kind not in _HEADINGS:
            continue
        level = int(node.kind[1])
        while open_levels and open_levels[-1][0] >= level:
            open_levels.pop()
        given = open_levels[-1][1] + 1 if open_levels else 1
        open_levels.append((level, given))
        if given != level:
            node.kind = f"H{given}"
            changed.append(node)
    return tuple(changed)
