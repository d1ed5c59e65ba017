"""The structure tree of a file that is read on phones and by screen readers: whole elements, right kinds, links named.

The engine opens an element anew on every page and knows no figures, notes or contents; the archive's pass mends that
(``archive/tagging``). Here the same tree is made for a file that claims nothing (ISO 32000-2 14.7, 14.8).
"""

from __future__ import annotations

import io

import pikepdf

from report_pdf.findings import Finding
from report_pdf.pdf.archive.facts import STANDARDS, ArchiveFacts
from report_pdf.pdf.archive.tagging import retag
from report_pdf.pdf.metadata import ClosingFacts

__all__ = ["tag_whole"]


def tag_whole(pdf: bytes, closing: ClosingFacts, *, file: str) -> tuple[bytes, tuple[Finding, ...]]:
    """``pdf`` with its tree made anew; one without structure comes back as it is.

    Args:
        pdf: Stitched pages; supplements' own tags are in the tree.
        closing: For the language.
        file: How findings name it.
    """
    facts = ArchiveFacts(closing=closing, standard=STANDARDS["pdf/a-3a+ua-1"], file=file)
    with pikepdf.open(io.BytesIO(pdf), suppress_warnings=True) as packet:
        if "/StructTreeRoot" not in packet.Root:
            return pdf, ()
        findings = retag(packet, facts, data=pdf).findings
        packet.Root["/MarkInfo"] = pikepdf.Dictionary(Marked=True)
        out = io.BytesIO()
        packet.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue(), tuple(findings)
