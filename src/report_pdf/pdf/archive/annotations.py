"""Annotations in the tree, and what each says in words (ISO 14289-1, 7.18; ISO 19005-3, 6.3)."""

from __future__ import annotations

import re
from collections.abc import Callable

import pikepdf

from report_pdf.pdf.actions import annotations_of
from report_pdf.pdf.archive.lists import Says
from report_pdf.pdf.archive.nodes import Attached, Node, attached_of, walk
from report_pdf.pdf.geometry import Rectangle, rectangle_of

__all__ = ["adopt_annotations", "word_links"]

_PRINT = 4
_HIDING = 1 | 2 | 32 | 256
_KINDS = {"/Link": "Link", "/Widget": "Form"}
_NUMBER = re.compile(r"\d+")


def adopt_annotations(pdf: pikepdf.Pdf, root: Node, home: Callable[[int], Node]) -> None:
    """Every annotation prints, follows the structure's order and hangs in the tree; ``home``: where those of a page go."""
    held = {attached.annotation.objgen for attached in attached_of(root)}
    for index, page in enumerate(pdf.pages):
        _without_popups(pdf, page.obj)
        count = 0
        for annotation in annotations_of(page.obj):
            count += 1
            _only_normal(annotation)
            annotation["/F"] = (int(annotation.get("/F", 0)) | _PRINT) & ~_HIDING
            if annotation.objgen not in held:
                # One on several pages hangs in one element: it can name but one parent.
                held |= {annotation.objgen} - {(0, 0)}
                kind = _KINDS.get(str(annotation.get("/Subtype")), "Annot")
                attached = Attached(page=index, annotation=annotation)
                node = Node(kind=kind, kids=[attached])
                home(index).kids.append(node if kind == "Form" else Node(kind="P", kids=[node]))
        if count:
            page.obj["/Tabs"] = pikepdf.Name.S


def _without_popups(pdf: pikepdf.Pdf, page: pikepdf.Object) -> None:
    """A popup only opens another annotation's words, which these say themselves (ISO 14289-1, 7.18.1)."""
    notes = list(annotations_of(page))
    kept = [note for note in notes if note.get("/Subtype") != "/Popup"]
    if len(kept) < len(notes):
        page["/Annots"] = pdf.make_indirect(pikepdf.Array(kept))
        for note in kept:
            if "/Popup" in note:
                del note["/Popup"]


def _only_normal(annotation: pikepdf.Object) -> None:
    """No looks for being hovered over or pressed (ISO 19005-3, 6.3.3)."""
    looks = annotation.get("/AP")
    if isinstance(looks, pikepdf.Dictionary):
        for key in ("/D", "/R"):
            if key in looks:
                del looks[key]


def word_links(pdf: pikepdf.Pdf, root: Node, says: Says, *, language: str) -> None:
    """Each link's words are its text's; the engine makes a second annotation for what is generated in it."""
    pages = {page.obj.objgen: index for index, page in enumerate(pdf.pages)}
    for node in walk(root):
        if node.kind == "Link":
            node.kids += [kid for below in node.nodes for kid in _taken(below)]
            _drop_inner(pdf, node)
        for attached in (kid for kid in node.kids if isinstance(kid, Attached)):
            words = " ".join(says(node).split())
            annotation = attached.annotation
            if node.kind == "Link" and words:
                annotation["/Contents"] = pikepdf.String(_worded(words, language))
            elif not str(annotation.get("/Contents", "")).strip() or _is_inner(annotation):
                annotation["/Contents"] = pikepdf.String(_meant(annotation, pages, language))
            if node.kind == "Form" and not str(_inherited(annotation, "/TU")).strip():
                annotation["/TU"] = pikepdf.String(str(_inherited(annotation, "/T")) or _form_field(language))


def _is_inner(annotation: pikepdf.Object) -> bool:
    """It leads to a place in the file; its Contents, where there is no text, is but that place's name."""
    action = annotation.get("/A")
    leads = "/Dest" in annotation or (isinstance(action, pikepdf.Dictionary) and "/D" in action)
    return annotation.get("/Subtype") == pikepdf.Name.Link and leads


def _worded(words: str, language: str) -> str:
    if not _NUMBER.fullmatch(words):
        return words
    return f"第 {words} 页" if language.startswith("zh") else f"page {words}"


def _form_field(language: str) -> str:
    return "表单域" if language.startswith("zh") else "form field"


def _inherited(annotation: pikepdf.Object, key: str) -> object:
    holder = annotation
    for _ in range(32):
        if key in holder:
            return holder[key]
        if "/Parent" not in holder:
            break
        holder = holder["/Parent"]
    return ""


def _meant(annotation: pikepdf.Object, pages: dict[tuple[int, int], int], language: str) -> str:
    """An address, or the page a link leads to."""
    action = annotation.get("/A")
    if isinstance(action, pikepdf.Dictionary) and "/URI" in action:
        address = str(action["/URI"])
        return f"链接到 {address}" if language.startswith("zh") else f"link to {address}"
    target = annotation.get("/Dest", action.get("/D") if isinstance(action, pikepdf.Dictionary) else None)
    if isinstance(target, pikepdf.Array) and len(target) and isinstance(target[0], pikepdf.Dictionary):
        number = pages.get(target[0].objgen, -1) + 1
        return _worded(str(number), language)
    words = {"/Widget": "表单域", "/Link": "链接"} if language.startswith("zh") else {}
    kind = str(annotation.get("/Subtype", "/Annot"))
    return words.get(kind, "注释" if language.startswith("zh") else kind.removeprefix("/").lower())


def _taken(node: Node) -> list[Attached]:
    """The annotations of what runs in a link (foreign or strong words), which the engine makes too, taken out: they are its."""
    if node.kind == "Link":
        return []
    own = [kid for kid in node.kids if isinstance(kid, Attached)]
    node.kids = [kid for kid in node.kids if not isinstance(kid, Attached)]
    return own + [kid for below in node.nodes for kid in _taken(below)]


def _drop_inner(pdf: pikepdf.Pdf, link: Node) -> None:
    """Takes away annotations of the link that lie within another of its own."""
    held = [kid for kid in link.kids if isinstance(kid, Attached)]
    for attached in held:
        box = rectangle_of(attached.annotation.get("/Rect"))
        others = [other for other in held if other is not attached and other in link.kids]
        if any(_covers(rectangle_of(other.annotation.get("/Rect")), box) for other in others):
            link.kids.remove(attached)
            page = pdf.pages[attached.page].obj
            page["/Annots"] = pdf.make_indirect(
                pikepdf.Array([a for a in page["/Annots"] if a.objgen != attached.annotation.objgen])
            )


def _covers(outer: Rectangle | None, inner: Rectangle | None) -> bool:
    if outer is None or inner is None:
        return False
    slack = 0.01
    return (
        outer.left <= inner.left + slack
        and outer.bottom <= inner.bottom + slack
        and outer.right >= inner.right - slack
        and outer.top >= inner.top - slack
    )
