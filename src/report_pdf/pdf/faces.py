"""A page as a form XObject (ISO 32000-2 8.10): what it shows, upright, from the origin, with its own resources."""

from __future__ import annotations

import zlib

import pikepdf

from report_pdf.pdf.geometry import PageFacts, inherited

__all__ = ["face", "sheet_face"]

_MOST_BYTES = 256 << 20


def face(pdf: pikepdf.Pdf, index: int, facts: PageFacts) -> pikepdf.Object:
    """The form for page ``index``: ``sheet_face`` of it."""
    return sheet_face(pdf, pdf.pages[index].obj, facts)


def sheet_face(pdf: pikepdf.Pdf, page: pikepdf.Object, facts: PageFacts) -> pikepdf.Object:
    """The form for ``page``, which whoever asks for thousands has at hand.

    A single content stream goes in byte for byte, still compressed: what is broken in it stays as broken as it was,
    and viewers show as much of it as before.
    """
    form = _content(pdf, page.get("/Contents"))
    form["/Type"] = pikepdf.Name.XObject
    form["/Subtype"] = pikepdf.Name.Form
    box = facts.box
    form["/BBox"] = pikepdf.Array([box.left, box.bottom, box.right, box.top])
    form["/Matrix"] = pikepdf.Array(facts.upright.operands())
    resources = inherited(page, "/Resources")
    form["/Resources"] = resources if isinstance(resources, pikepdf.Dictionary) else pikepdf.Dictionary()
    if isinstance(group := page.get("/Group"), pikepdf.Dictionary):
        form["/Group"] = group
    return form


def _content(pdf: pikepdf.Pdf, contents: object) -> pikepdf.Stream:
    if isinstance(contents, pikepdf.Stream):
        form = pdf.make_stream(contents.read_raw_bytes())
        for key in ("/Filter", "/DecodeParms"):
            if key in contents:
                form[key] = contents[key]
        return form
    parts = list(contents) if isinstance(contents, pikepdf.Array) else []
    # A token never runs over two streams' border (7.8.2), so a line end between them is safe.
    return pdf.make_stream(b"\n".join(_decoded(part) for part in parts if isinstance(part, pikepdf.Stream)))


def _decoded(stream: pikepdf.Stream) -> bytes:
    try:
        return stream.read_bytes()
    except pikepdf.PdfError:
        pass
    raw = stream.read_raw_bytes()
    if str(stream.get("/Filter")) != "/FlateDecode":
        return b""  # nobody can read it
    # Where nothing unpacks, the filter's name is wrong: viewers take what is there.
    return _as_far_as_it_goes(raw) or raw


def _as_far_as_it_goes(compressed: bytes) -> bytes:
    """Flate data up to its first fault, as viewers read it."""
    inflater, content = zlib.decompressobj(), bytearray()
    for start in range(0, len(compressed), 512):
        try:
            content += inflater.decompress(compressed[start : start + 512], _MOST_BYTES)
        except zlib.error:
            break
    return bytes(content)
