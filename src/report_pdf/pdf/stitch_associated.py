"""Associated files (``/AF``) of a supplement, its pages and annotations (ISO 32000-2 14.13).

Most stand among the embedded files too; what does not would be lost with the page it hangs on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pikepdf

from report_pdf.pdf.actions import annotations_of, is_executable

__all__ = ["associate", "associated_files", "embedded_bytes"]


def associated_files(
    source: pikepdf.Pdf, pages: Iterable[pikepdf.Object]
) -> Iterator[tuple[str, pikepdf.Object]]:
    """Name and file specification of each that is not among the embedded files, once."""
    seen = {specification.obj.objgen for specification in source.attachments.values()}
    for holder in _holders(source, pages):
        for item in _specifications(holder):
            if item.objgen not in seen:
                seen.add(item.objgen)
                yield str(item.get("/UF", item.get("/F", "file"))), item


def _specifications(holder: pikepdf.Object) -> list[pikepdf.Object]:
    """The file specifications that are associated with something, those that hold a file."""
    if "/AF" not in holder:
        return []
    listed = holder["/AF"]
    items = list(listed) if isinstance(listed, pikepdf.Array) else [listed]
    return [
        one
        for one in items
        if isinstance(one, pikepdf.Dictionary)
        and one.is_indirect
        and isinstance(one.get("/EF"), pikepdf.Dictionary)
    ]


def embedded_bytes(specification: pikepdf.Object) -> bytes:
    """What is embedded, unpacked."""
    files = specification["/EF"]
    stream = files.get("/UF", files.get("/F"))
    return stream.read_bytes() if isinstance(stream, pikepdf.Stream) else b""


def associate(packet: pikepdf.Pdf, theirs: pikepdf.Object, ours: pikepdf.Object) -> None:
    """What hangs on ``theirs`` hangs on ``ours`` as well: a page, or the document."""
    own = ours.get("/AF")
    kept = list(own) if isinstance(own, pikepdf.Array) else []
    kept += [packet.copy_foreign(one) for one in _specifications(theirs) if not _is_executable(one)]
    if kept:
        ours["/AF"] = pikepdf.Array(kept)


def _is_executable(specification: pikepdf.Object) -> bool:
    name = str(specification.get("/UF", specification.get("/F", "")))
    return is_executable(name, lambda: embedded_bytes(specification))


def _holders(source: pikepdf.Pdf, pages: Iterable[pikepdf.Object]) -> Iterator[pikepdf.Object]:
    yield source.Root
    for page in pages:
        yield page
        yield from annotations_of(page)
