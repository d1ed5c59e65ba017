"""Do the two places where a file says what it is say the same? Info and XMP (ISO 32000-1, 14.3; ISO 19005-1, 6.7.3).

Later parts of PDF/A pass Info over. Catalogues and viewers do not: the title that a library files a volume under is one or
the other.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pikepdf
from pikepdf.models.metadata import decode_pdf_date

__all__ = ["disagreements"]

_NAMES = {
    "/Title": "dc:title",
    "/Author": "dc:creator",
    "/Subject": "dc:description",
    "/Keywords": "pdf:Keywords",
    "/Creator": "xmp:CreatorTool",
    "/Producer": "pdf:Producer",
    "/CreationDate": "xmp:CreateDate",
    "/ModDate": "xmp:ModifyDate",
}
_DATES = frozenset({"/CreationDate", "/ModDate"})


def disagreements(pdf: pikepdf.Pdf) -> tuple[tuple[str, str, str], ...]:
    """What Info says otherwise than XMP: its entry, its words, those of XMP. Nothing where one of them is missing."""
    info = pdf.trailer.get("/Info")
    if not isinstance(info, pikepdf.Dictionary) or "/Metadata" not in pdf.Root:
        return ()
    try:
        return tuple(_differing(info, pdf.open_metadata()))
    except (ValueError, TypeError, NotImplementedError, pikepdf.PdfError):
        return ()  # no XMP that can be read: validators say so


def _differing(
    info: pikepdf.Dictionary, metadata: pikepdf.models.PdfMetadata
) -> Iterator[tuple[str, str, str]]:
    for key, name in _NAMES.items():
        entry: object = info.get(key)
        if not isinstance(entry, pikepdf.String) or not str(entry).strip():
            continue
        said: object = metadata.get(name, "")
        words = said if isinstance(said, str) else "; ".join(map(str, said)) if isinstance(said, list) else ""
        same = _moment(str(entry)) == _moment(words) if key in _DATES else _plain(str(entry)) == _plain(words)
        if not same:
            yield key.removeprefix("/"), str(entry).strip(), words.strip()


def _plain(words: str) -> str:
    return "".join(words.replace(",", ";").split())


def _moment(words: str) -> dt.datetime | str:
    """The moment, wherever its clock stood; the words themselves where they name none."""
    try:
        found = decode_pdf_date(words) if words.startswith("D:") else dt.datetime.fromisoformat(words)
    except ValueError:
        return words
    return found if found.tzinfo else found.replace(tzinfo=dt.UTC)
