"""A foreign file's passport: what it is before it is stitched (ISO 32000-2 7.5, 7.6, 9.9, 12.7, 12.8, 14.8)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pikepdf

from report_pdf.model.archive import HeldClaim
from report_pdf.pdf.actions import fields_of
from report_pdf.pdf.geometry import PageFacts
from report_pdf.pdf.stitch_page_tree import promised_pages

__all__ = ["Passport", "claims_of", "passport_of", "signatures_in"]

_POINTS_PER_MM = 72 / 25.4
_MOST_WARNINGS = 20
_MOST_BOOKMARKS = 50_000
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_FILES = ("/FontFile", "/FontFile2", "/FontFile3")
_CLAIM = r"{key}(?:(?:\s[^>]*)?>\s*([^<]+?)\s*<|\s*=\s*[\"']\s*([^\"']+?)\s*[\"'])"


@dataclass(frozen=True, slots=True, kw_only=True)
class Passport:
    """What a file is.

    Attributes:
        bytes: Of the file as received.
        version: Of PDF.
        producer: The program that wrote it, empty if it does not say.
        read_by: The library whose reading is used (the fallback order is ``qpdf``, ``pypdf``, ``pdfium``).
        promised_pages: What its page tree says of their number; 0 when that is nonsense.
        sizes: Each size of page that is seen, in mm, and how many pages have it.
        encrypted: A password, maybe an empty one, opens it.
        signatures: Filled signature fields.
        form: ``none``, ``acroform`` or ``xfa``.
        fonts: How many.
        missing_fonts: Those that are not embedded.
        claims: Standards its metadata claims (``PDF/A-2b``).
        held: What a validator says of each, where one was asked.
        repaired: What qpdf had to mend, in its words.
        removed: Kinds of active content that were taken out, and how many of each.
    """

    bytes: int
    version: str
    producer: str
    read_by: str
    pages: int
    promised_pages: int
    sizes: tuple[tuple[float, float, int], ...]
    encrypted: bool
    signatures: int
    form: str
    fields: int
    layers: int
    attachments: tuple[str, ...]
    tagged: bool
    bookmarks: int
    fonts: int
    missing_fonts: tuple[str, ...]
    claims: tuple[str, ...]
    repaired: tuple[str, ...]
    removed: tuple[tuple[str, int], ...]
    held: tuple[HeldClaim, ...] = ()


def passport_of(
    pdf: pikepdf.Pdf, pages: Sequence[PageFacts], *, size: int, read_by: str, removed: Counter[str]
) -> Passport:
    """The passport; ``removed``: what was taken out already. ``size``: bytes as received."""
    fonts = Counter(_fonts(pdf))
    return Passport(
        bytes=size,
        version=str(pdf.pdf_version),
        producer=_producer(pdf),
        read_by=read_by,
        pages=len(pages),
        promised_pages=promised_pages(pdf),
        sizes=_sizes(pages),
        encrypted=pdf.is_encrypted,
        signatures=signatures_in(pdf),
        form=_form(pdf.Root),
        fields=sum(1 for field in fields_of(pdf.Root) if "/FT" in field and "/T" in field),
        layers=_layers(pdf.Root),
        attachments=_attachments(pdf),
        tagged="/StructTreeRoot" in pdf.Root,
        bookmarks=_bookmarks(pdf.Root),
        fonts=fonts.total(),
        missing_fonts=tuple(sorted({name for name, embedded in fonts if not embedded})),
        claims=claims_of(pdf),
        repaired=tuple(_words(str(warning)) for warning in pdf.get_warnings()[:_MOST_WARNINGS]),
        removed=tuple(sorted(removed.items())),
    )


def signatures_in(pdf: pikepdf.Pdf) -> int:
    """Signature fields that are signed."""
    return sum(1 for field in fields_of(pdf.Root) if str(field.get("/FT")) == "/Sig" and "/V" in field)


def claims_of(pdf: pikepdf.Pdf) -> tuple[str, ...]:
    """The standards a file's metadata claims; nothing where it cannot be read."""
    metadata = pdf.Root.get("/Metadata")
    text = ""
    if isinstance(metadata, pikepdf.Stream):
        try:
            raw = metadata.read_bytes()
        except pikepdf.PdfError:
            raw = b""
        text = raw.decode("utf-16" if raw[:2] in {b"\xfe\xff", b"\xff\xfe"} else "utf-8", "replace")
    part, level = _claimed(text, "pdfaid:part"), _claimed(text, "pdfaid:conformance")
    accessible, press = _claimed(text, "pdfuaid:part"), _claimed(text, "GTS_PDFXVersion")
    info = pdf.trailer.get("/Info")
    if not press and isinstance(info, pikepdf.Dictionary):
        said = info.get("/GTS_PDFXVersion")
        press = str(said) if isinstance(said, pikepdf.String) else ""
    found = (
        f"PDF/A-{part}{level.lower()}" if part else "",
        f"PDF/UA-{accessible}" if accessible else "",
        press,
    )
    return tuple(claim for claim in found if claim)


def _claimed(text: str, key: str) -> str:
    match = re.search(_CLAIM.format(key=key), text)
    return (match[1] or match[2] or "").strip() if match else ""


def _sizes(pages: Sequence[PageFacts]) -> tuple[tuple[float, float, int], ...]:
    counted = Counter(
        (round(page.width_pt / _POINTS_PER_MM, 1), round(page.height_pt / _POINTS_PER_MM, 1))
        for page in pages
    )
    return tuple((width, height, count) for (width, height), count in counted.most_common())


def _producer(pdf: pikepdf.Pdf) -> str:
    info = pdf.trailer.get("/Info")
    said = info.get("/Producer") if isinstance(info, pikepdf.Dictionary) else None
    return _words(str(said)) if isinstance(said, pikepdf.String) else ""


def _words(text: str) -> str:
    """On one line, and nothing that a terminal or a JSON reader stumbles over."""
    return " ".join("".join(mark if mark.isprintable() else " " for mark in text).split())[:300]


def _form(root: pikepdf.Object) -> str:
    form = root.get("/AcroForm")
    if not isinstance(form, pikepdf.Dictionary):
        return "none"
    return "xfa" if "/XFA" in form else "acroform"


def _layers(root: pikepdf.Object) -> int:
    layers = root.get("/OCProperties")
    groups = layers.get("/OCGs") if isinstance(layers, pikepdf.Dictionary) else None
    return (
        sum(isinstance(group, pikepdf.Dictionary) for group in list(groups))
        if isinstance(groups, pikepdf.Array)
        else 0
    )


def _attachments(pdf: pikepdf.Pdf) -> tuple[str, ...]:
    try:
        return tuple(sorted(pdf.attachments))
    except (pikepdf.PdfError, ValueError, TypeError, KeyError):  # a broken name tree; grafting says so
        return ()


def _bookmarks(root: pikepdf.Object) -> int:
    outlines = root.get("/Outlines")
    waiting = [outlines.get("/First")] if isinstance(outlines, pikepdf.Dictionary) else []
    seen: set[tuple[int, int]] = set()
    while waiting and len(seen) < _MOST_BOOKMARKS:
        item = waiting.pop()
        if isinstance(item, pikepdf.Dictionary) and item.objgen not in seen:
            seen.add(item.objgen)
            waiting += [item.get("/Next"), item.get("/First")]
    return len(seen)


def _fonts(pdf: pikepdf.Pdf) -> Iterator[tuple[str, bool]]:
    for item in pdf.objects:
        if not isinstance(item, pikepdf.Dictionary) or str(item.get("/Type")) != "/Font":
            continue
        kind = str(item.get("/Subtype"))
        if kind.startswith("/CIDFont"):
            continue
        below = item.get("/DescendantFonts")
        inner = below[0] if isinstance(below, pikepdf.Array) and len(below) else item
        descriptor = inner.get("/FontDescriptor") if isinstance(inner, pikepdf.Dictionary) else None
        held = isinstance(descriptor, pikepdf.Dictionary) and any(key in descriptor for key in _FILES)
        yield _called(item.get("/BaseFont")), held or kind == "/Type3"


def _called(name: object) -> str:
    """A font's name; Chinese programs of old wrote it in GBK, which qpdf does not take for text."""
    if not isinstance(name, pikepdf.Name):
        return ""
    written = _ESCAPED.sub(lambda match: bytes([int(match[1], 16)]), name.unparse()[1:])
    for encoding in ("utf-8", "gb18030"):
        try:
            return _words(written.decode(encoding))
        except UnicodeDecodeError:
            continue
    return _words(written.decode("latin-1"))
