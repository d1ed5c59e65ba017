"""Takes active content out of a foreign PDF and says what it took (ISO 32000-2 12.6; facts on hostile files)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pikepdf

__all__ = ["remove_active_content"]

_SAFE_SCHEMES = ("http:", "https:", "mailto:", "tel:", "ftp:", "#")
_TURNING = frozenset({"/NextPage", "/PrevPage", "/FirstPage", "/LastPage"})
_MEDIA = frozenset({"/RichMedia", "/Screen", "/Movie", "/Sound", "/3D"})
_MEDIA_KEYS = ("/RichMediaContent", "/RichMediaSettings", "/Movie", "/Sound", "/3DD", "/3DV", "/3DA", "/MK")


def remove_active_content(pdf: pikepdf.Pdf) -> Counter[str]:
    """Leaves inner links, web links and page turning; counts the rest by kind (``JavaScript``, ``Launch`` …)."""
    removed: Counter[str] = Counter()
    root = pdf.Root
    if _dangerous(root.get("/OpenAction"), removed):
        del root["/OpenAction"]
    _drop_additional(root, removed)
    names = root.get("/Names")
    if isinstance(names, pikepdf.Dictionary) and "/JavaScript" in names:
        removed["JavaScript"] += 1
        del names["/JavaScript"]
    for page in pdf.pages:
        _drop_additional(page.obj, removed)
        for annotation in annotations_of(page.obj):
            _clean(annotation, removed)
    for field in fields_of(root):
        _clean(field, removed)
    form = root.get("/AcroForm")
    if isinstance(form, pikepdf.Dictionary) and "/CO" in form:
        del form["/CO"]
    return removed


def annotations_of(page: pikepdf.Object) -> Iterator[pikepdf.Dictionary]:
    """A page's annotations that are dictionaries."""
    annotations = page.get("/Annots")
    if not isinstance(annotations, pikepdf.Array):
        return
    for annotation in list(annotations):
        if isinstance(annotation, pikepdf.Dictionary):
            yield annotation


def fields_of(root: pikepdf.Object) -> Iterator[pikepdf.Dictionary]:
    """All form fields and widgets below the catalogue's form, each once."""
    form = root.get("/AcroForm")
    waiting = [form.get("/Fields")] if isinstance(form, pikepdf.Dictionary) else []
    seen: set[tuple[int, int]] = set()
    while waiting:
        kids = waiting.pop()
        if not isinstance(kids, pikepdf.Array):
            continue
        for field in list(kids):
            if not isinstance(field, pikepdf.Dictionary) or field.objgen in seen:
                continue
            if field.is_indirect:
                seen.add(field.objgen)
            yield field
            waiting.append(field.get("/Kids"))


def _clean(holder: pikepdf.Dictionary, removed: Counter[str]) -> None:
    for key in ("/A", "/PA"):
        if _dangerous(holder.get(key), removed):
            del holder[key]
    _drop_additional(holder, removed)
    if str(holder.get("/Subtype")) in _MEDIA:
        removed[str(holder["/Subtype"])[1:]] += 1
        # Its picture on the page stays, what would play goes.
        holder["/Subtype"] = pikepdf.Name.Stamp
        for key in _MEDIA_KEYS:
            if key in holder:
                del holder[key]


def _drop_additional(holder: pikepdf.Object, removed: Counter[str]) -> None:
    if "/AA" not in holder:
        return
    additional = holder["/AA"]
    if isinstance(additional, pikepdf.Dictionary):
        for action in list(additional.values()):
            removed[_kind(action)] += 1
    del holder["/AA"]


def _dangerous(action: object, removed: Counter[str]) -> bool:
    """Whether an action must go; its harmless first step loses what would follow it."""
    if not isinstance(action, pikepdf.Dictionary):
        return False
    kind = _kind(action)
    if not _harmless(action, kind):
        removed[kind] += 1
        return True
    if "/Next" in action:
        following = action["/Next"]
        steps = list(following) if isinstance(following, pikepdf.Array) else [following]
        for step in steps:
            removed[_kind(step)] += 1
        del action["/Next"]
    return False


def _harmless(action: pikepdf.Dictionary, kind: str) -> bool:
    if kind == "GoTo":
        return True
    if kind == "Named":
        return str(action.get("/N")) in _TURNING
    if kind == "URI":
        address = str(action.get("/URI", "")).strip().lower()
        return address.startswith(_SAFE_SCHEMES) or ":" not in address.split("/")[0]
    return False


def _kind(action: object) -> str:
    kind = action.get("/S") if isinstance(action, pikepdf.Dictionary) else None
    return str(kind)[1:].encode("ascii", "replace").decode() if isinstance(kind, pikepdf.Name) else "unknown"
