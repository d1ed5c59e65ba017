"""What a finished PDF's bytes are spent on: for each page fonts, pictures, text, supplements; structure for the whole.

What several pages share is divided among them, so the table's sum is the file's size.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator

import pikepdf

from report_pdf.model.edition import PageWeight
from report_pdf.pdf.geometry import inherited, number_of

__all__ = ["weigh"]

_PARTS = ("/Font", "/XObject", "/ColorSpace", "/Pattern", "/Shading", "/ExtGState", "/Properties")
_DEEPEST = 12


def weigh(pdf: bytes) -> tuple[PageWeight, ...]:
    """The file as a whole first, then every page."""
    with pikepdf.open(io.BytesIO(pdf), suppress_warnings=True) as packet:
        found = [{key: (kind, length) for key, kind, length in _streams(page.obj)} for page in packet.pages]
    users = Counter(key for page in found for key in page)
    rows = []
    for number, page in enumerate(found, 1):
        shares: Counter[str] = Counter()
        for key, (kind, length) in page.items():
            shares[kind] += length // users[key]
        rows.append(PageWeight(page=number, **shares))
    return (PageWeight(page=0, structure=len(pdf) - sum(row.total for row in rows)), *rows)


def _streams(page: pikepdf.Object) -> Iterator[tuple[int, str, int]]:
    """Each stream a page is drawn with: its number, kind, length."""
    seen: set[int] = set()
    contents = page.get("/Contents")
    for part in contents if isinstance(contents, pikepdf.Array) else [contents]:
        if isinstance(part, pikepdf.Stream):
            yield part.objgen[0], "text", _length(part)
    yield from _of_resources(inherited(page, "/Resources"), seen, kind="", depth=0)
    annotations = page.get("/Annots")
    for annotation in annotations if isinstance(annotations, pikepdf.Array) else []:
        looks = annotation.get("/AP") if isinstance(annotation, pikepdf.Dictionary) else None
        yield from _reached(looks, seen, kind="text", depth=0)


def _of_resources(
    resources: object, seen: set[int], *, kind: str, depth: int
) -> Iterator[tuple[int, str, int]]:
    if not isinstance(resources, pikepdf.Dictionary) or depth > _DEEPEST:
        return
    for name in _PARTS:
        group = resources.get(name)
        if not isinstance(group, pikepdf.Dictionary):
            continue
        for key, thing in group.items():
            own = kind or ("supplements" if key.startswith("/Supplement") else _KINDS.get(name, "text"))
            yield from _reached(thing, seen, kind=own, depth=depth)


_KINDS = {"/Font": "fonts", "/XObject": ""}


def _reached(thing: object, seen: set[int], *, kind: str, depth: int) -> Iterator[tuple[int, str, int]]:
    """The thing, and all that hangs below it."""
    if not isinstance(thing, pikepdf.Dictionary | pikepdf.Stream | pikepdf.Array) or depth > _DEEPEST:
        return
    if thing.is_indirect:
        if thing.objgen[0] in seen:
            return
        seen.add(thing.objgen[0])
    if isinstance(thing, pikepdf.Stream):
        own = kind or ("pictures" if str(thing.get("/Subtype")) == "/Image" else "text")
        yield thing.objgen[0], own, _length(thing)
        yield from _of_resources(thing.get("/Resources"), seen, kind=kind, depth=depth + 1)
        kind = own
    if isinstance(thing, pikepdf.Array):
        for one in thing:
            yield from _reached(one, seen, kind=kind, depth=depth + 1)
    else:
        for key, one in thing.items():
            if key not in ("/Resources", "/Parent", "/P", "/StructParent"):
                yield from _reached(one, seen, kind=kind, depth=depth + 1)


def _length(stream: pikepdf.Object) -> int:
    return int(number_of(stream.get("/Length")) or 0)
