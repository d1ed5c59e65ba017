"""What a finished file says of itself and holds, read once for preflight (ISO 32000-2, 14.3, 14.8, annex F)."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass

import pikepdf
from pypdf import PdfReader

from report_pdf.pdf.actions import remove_active_content

__all__ = ["Particulars", "particulars", "title_of"]

_LINEARIZED = re.compile(rb"/Linearized\s+1")


@dataclass(frozen=True, slots=True, kw_only=True)
class Particulars:
    """``active``: kinds of active content, empty if none. ``texts``: each page's text in content order."""

    title: str
    language: str
    tagged: bool
    linearized: bool
    active: tuple[str, ...]
    texts: tuple[str, ...]


def particulars(pdf: bytes) -> Particulars:
    """Reads the file; text is taken as a reader copies it."""
    with pikepdf.open(io.BytesIO(pdf), suppress_warnings=True) as opened:
        root = opened.Root
        title = title_of(opened)
        language = str(root.get("/Lang", ""))
        marked = root.get("/MarkInfo")
        tagged = "/StructTreeRoot" in root and bool(marked is not None and marked.get("/Marked", False))
        active = tuple(sorted(remove_active_content(opened)))
    reader = PdfReader(io.BytesIO(pdf))
    return Particulars(
        title=title,
        language=language,
        tagged=tagged,
        linearized=_LINEARIZED.search(pdf[:1024]) is not None,
        active=active,
        texts=tuple(page.extract_text() for page in reader.pages),
    )


def title_of(pdf: pikepdf.Pdf) -> str:
    """Of the Info dictionary; a file of PDF 2.0 says it in its metadata alone (ISO 32000-2, 14.3.3)."""
    if "/Info" in pdf.trailer and (title := str(pdf.docinfo.get("/Title", ""))):
        return title
    return str(pdf.open_metadata(set_pikepdf_as_editor=False).get("dc:title", ""))
