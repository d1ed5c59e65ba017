"""The last save: our own XMP and Info and nothing else, an ID from the content, the same bytes every time.

ISO 32000-2 14.3 (metadata), 14.4 (file identifiers), 12.2 (viewer preferences); ISO 16684-1 (XMP).
"""

from __future__ import annotations

import io

import pikepdf

from report_pdf.pdf.actions import annotations_of
from report_pdf.pdf.metadata import ClosingFacts, info_of, xmp_of

__all__ = ["close", "drop_private_data", "present"]

_PRIVATE = ("/Metadata", "/PieceInfo", "/LastModified", "/Thumb")


def close(pdf: bytes, facts: ClosingFacts) -> bytes:
    """The finished bytes. The same ``pdf`` and ``facts`` give the same ones."""
    with pikepdf.open(io.BytesIO(pdf)) as packet:
        drop_private_data(packet)
        _describe(packet, facts)
        present(packet, facts)
        out = io.BytesIO()
        packet.save(
            out,
            deterministic_id=True,
            linearize=facts.linearized,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            compress_streams=True,
        )
    return out.getvalue()


def drop_private_data(packet: pikepdf.Pdf) -> None:
    """Drops what cameras, word processors and other programs noted, wherever it hangs."""
    for holder in packet.objects:
        if isinstance(holder, pikepdf.Dictionary | pikepdf.Stream) and str(holder.get("/Type")) != "/Catalog":
            for key in _PRIVATE:
                if key in holder:
                    del holder[key]
    for page in packet.pages:
        for annotation in annotations_of(page.obj):
            for key in ("/M", "/CreationDate"):
                if key in annotation:
                    del annotation[key]


def _describe(packet: pikepdf.Pdf, facts: ClosingFacts) -> None:
    packet.trailer["/Info"] = packet.make_indirect(pikepdf.Dictionary(info_of(facts)))
    metadata = packet.make_stream(xmp_of(facts).encode())
    metadata["/Type"] = pikepdf.Name.Metadata
    metadata["/Subtype"] = pikepdf.Name.XML
    packet.Root["/Metadata"] = metadata


def present(packet: pikepdf.Pdf, facts: ClosingFacts) -> None:
    """How a viewer opens it: language, title bar, layout, bookmarks."""
    root = packet.Root
    if facts.language:
        root["/Lang"] = pikepdf.String(facts.language)
    preferences = root.get("/ViewerPreferences")
    if not isinstance(preferences, pikepdf.Dictionary):
        preferences = pikepdf.Dictionary()
    preferences["/DisplayDocTitle"] = True
    root["/ViewerPreferences"] = preferences
    root["/PageLayout"] = pikepdf.Name(f"/{facts.page_layout}")
    show = facts.bookmarks_open and "/Outlines" in root
    root["/PageMode"] = pikepdf.Name.UseOutlines if show else pikepdf.Name.UseNone
