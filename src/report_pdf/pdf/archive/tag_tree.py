"""A structure tree as plain data, and as text: what a reader who follows it meets, in order (ISO 32000-1, 14.7).

For golden tests and for the checks of finished files: reads the bytes, changes nothing.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass

import pikepdf

from report_pdf.pdf.actions import annotations_of
from report_pdf.pdf.archive.identity import disagreements
from report_pdf.pdf.archive.nodes import Attached, Kid, Node, read_nodes
from report_pdf.pdf.archive.text import Mark, MarkedText, read_texts
from report_pdf.pdf.archive.writing import held_marks
from report_pdf.pdf.geometry import Rectangle, inherited, rectangle_of

__all__ = ["TagNode", "TagText", "TagTree", "read_tag_tree", "tag_tree_text"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TagText:
    """A piece of content: physical page from 1; ``text`` is empty for a picture.

    ``spot``: where it begins on the page as it is seen, in points from its lower left corner, if it runs level.
    """

    page: int
    text: str
    spot: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TagNode:
    """A structure element by its standard type; ``name``: its own one.

    ``box``: of a figure, in user space. ``headers``: it names its header cells. ``annotations``: how many it holds, and
    ``contents``: the words of each.
    """

    kind: str
    name: str = ""
    kids: tuple[TagNode | TagText, ...] = ()
    alt: str = ""
    actual: str = ""
    language: str = ""
    title: str = ""
    page: int | None = None
    box: Rectangle | None = None
    scope: str = ""
    headers: bool = False
    annotations: int = 0
    contents: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """All that is said below, in structure order; a replacement text stands for what it replaces."""
        return self.actual or "".join(kid.text for kid in self.kids)

    @property
    def nodes(self) -> tuple[TagNode, ...]:
        """The elements below, one step."""
        return tuple(kid for kid in self.kids if isinstance(kid, TagNode))

    def walk(self) -> Iterator[TagNode]:
        """This element and all below it, in order."""
        yield self
        for node in self.nodes:
            yield from node.walk()


@dataclass(frozen=True, slots=True, kw_only=True)
class TagTree:
    """The tree of a file.

    Attributes:
        root: None where there is none.
        strays: Marked content that no element holds although it has a number, and text that nothing marks.
        artifacts: What artifacts say, page by page.
        disagreements: What Info says otherwise than XMP: entry, its words, those of XMP.
        pages: Each page's visible box.
        loose_annotations: Pages (from 1) of annotations that hang in no element.
        misled: Pages of content whose parent in the parent tree is not the element that holds it.
        language: Of the whole document.
    """

    root: TagNode | None
    strays: tuple[TagText, ...]
    pages: tuple[Rectangle, ...]
    loose_annotations: tuple[int, ...] = ()
    misled: tuple[int, ...] = ()
    language: str = ""
    artifacts: tuple[TagText, ...] = ()
    disagreements: tuple[tuple[str, str, str], ...] = ()


def read_tag_tree(pdf: bytes) -> TagTree:
    """The structure tree of a finished file."""
    with pikepdf.open(io.BytesIO(pdf), suppress_warnings=True) as opened:
        texts = read_texts(opened)
        known = texts.marked
        root = read_nodes(opened, frozenset(known))
        held = held_marks([root] if root is not None else [])
        return TagTree(
            root=_plain(root, known) if root is not None else None,
            strays=(
                *(
                    TagText(page=mark.page + 1, text=found.text)
                    for mark, found in known.items()
                    if mark not in held
                ),
                *(TagText(page=index + 1, text=text or "?") for index, text in texts.loose.items()),
            ),
            artifacts=tuple(
                TagText(page=index + 1, text=text) for index, said in texts.artifacts.items() for text in said
            ),
            pages=tuple(
                rectangle_of(inherited(page.obj, "/CropBox"))
                or rectangle_of(inherited(page.obj, "/MediaBox"))
                or Rectangle(0, 0, 0, 0)
                for page in opened.pages
            ),
            loose_annotations=tuple(_loose(opened)),
            misled=tuple(_misled(opened)),
            language=str(opened.Root.get("/Lang", "")),
            disagreements=disagreements(opened),
        )


def _loose(pdf: pikepdf.Pdf) -> Iterator[int]:
    for number, page in enumerate(pdf.pages, start=1):
        for annotation in annotations_of(page.obj):
            if "/StructParent" not in annotation and annotation.get("/Subtype") != "/Popup":
                yield number


def _misled(pdf: pikepdf.Pdf) -> Iterator[int]:
    """Looks from the elements to the parent tree, as a reader of the page looks back (14.7.4.4)."""
    root = pdf.Root.get("/StructTreeRoot")
    if not isinstance(root, pikepdf.Dictionary) or "/ParentTree" not in root:
        return
    parents = pikepdf.NumberTree(root["/ParentTree"])
    pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages, start=1)}
    waiting = [root]
    seen: set[tuple[int, int]] = set()
    while waiting:
        element = waiting.pop()
        if element.objgen in seen:
            continue
        seen.add(element.objgen)
        kids = element.get("/K")
        of_element: list[object] = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
        for kid in of_element:
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                waiting.append(kid)
            elif (held := _held(kid, element)) is not None and held[0].objgen in pages:
                page, holder, mcid = held
                if not _is_parent(parents, holder, mcid, element):
                    yield pages[page.objgen]


def _held(kid: object, element: pikepdf.Object) -> tuple[pikepdf.Object, pikepdf.Object, int | None] | None:
    """The page, what keeps the number (page, form or annotation), and the content's number there."""
    page = element.get("/Pg")
    if isinstance(kid, int) and page is not None:
        return page, page, int(kid)
    if isinstance(kid, pikepdf.Dictionary):
        page = kid.get("/Pg", page)
        if page is not None and "/MCID" in kid:
            return page, kid.get("/Stm", page), int(kid["/MCID"])
        if page is not None and "/Obj" in kid:
            return page, kid["/Obj"], None
    return None


def _is_parent(
    parents: pikepdf.NumberTree, holder: pikepdf.Object, mcid: int | None, element: pikepdf.Object
) -> bool:
    key: object = holder.get("/StructParent" if mcid is None else "/StructParents")
    if not isinstance(key, int) or int(key) not in parents:
        return False
    found = parents[int(key)]
    if mcid is not None:
        if not isinstance(found, pikepdf.Array) or mcid >= len(found):
            return False
        found = found[mcid]
    return isinstance(found, pikepdf.Dictionary) and found.objgen == element.objgen


def _plain(node: Node, known: dict[Mark, MarkedText]) -> TagNode:
    kids = tuple(_kid(kid, known) for kid in node.kids if not isinstance(kid, Attached))
    first = next((kid for kid in kids if kid.page is not None), None)
    held = [kid for kid in node.kids if isinstance(kid, Attached)]
    page = first.page if first is not None else held[0].page + 1 if held else None
    return TagNode(
        kind=node.kind,
        name=node.own_kind or node.kind,
        kids=kids,
        alt=node.alt,
        actual=node.actual,
        language=node.language,
        title=node.title,
        page=page,
        box=rectangle_of(node.attributes.get("Layout", {}).get("/BBox")),
        scope=str(node.attributes.get("Table", {}).get("/Scope", "")).removeprefix("/"),
        headers="/Headers" in node.attributes.get("Table", {}),
        annotations=len(held),
        contents=tuple(str(one.annotation.get("/Contents", "")) for one in held),
    )


def _kid(kid: Kid, known: dict[Mark, MarkedText]) -> TagNode | TagText:
    if isinstance(kid, Node):
        return _plain(kid, known)
    assert isinstance(kid, Mark)
    found = known.get(kid)
    if found is None:
        return TagText(page=kid.page + 1, text="")
    return TagText(page=kid.page + 1, text=found.text, spot=found.spot)


def tag_tree_text(tree: TagTree, *, words: int = 24) -> str:
    """One element a line, indented: its type, its page where it changes, its texts cut after ``words`` characters."""
    if tree.root is None:
        return "no structure tree\n"
    return "\n".join(_lines(tree.root, 0, words)) + "\n"


def _lines(node: TagNode, depth: int, words: int) -> Iterator[str]:
    pages = sorted({kid.page for kid in node.kids if isinstance(kid, TagText)})
    said = [node.name or node.kind]
    if pages:
        said.append(f"p{pages[0]}" if len(pages) == 1 else f"p{pages[0]}-{pages[-1]}")
    for label, value in (("lang", node.language), ("title", node.title), ("scope", node.scope)):
        if value:
            said.append(f"{label}={value}")
    if node.alt:
        said.append(f"alt=“{_cut(node.alt, words)}”")
    own = "".join(kid.text if isinstance(kid, TagText) else f"[{kid.name or kid.kind}]" for kid in node.kids)
    if any(isinstance(kid, TagText) for kid in node.kids) and own:
        said.append(f"“{_cut(own, words)}”")
    yield "  " * depth + " ".join(said)
    for kid in node.nodes:
        yield from _lines(kid, depth + 1, words)


def _cut(text: str, words: int) -> str:
    line = " ".join(text.split())
    return line if len(line) <= words else f"{line[:words]}…({len(line)})"
