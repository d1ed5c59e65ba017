"""What the checks of a print file look at: its marks by page, its boxes, and what the document says of itself."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pikepdf

from report_pdf.pdf.geometry import Rectangle, inherited, number_of, rectangle_of
from report_pdf.pdf.press.names import name_of
from report_pdf.pdf.press.sight import Mark
from report_pdf.pdf.press.walk import walk

__all__ = ["Breach", "DocumentFacts", "PressPage", "PressSubject", "subject_of"]

_IDENTIFIERS = (
    "GTS_PDFXVersion",
    "Trapped",
    "DocumentID",
    "VersionID",
    "RenditionClass",
    "CreateDate",
    "ModifyDate",
)
_ACTIONS = ("/OpenAction", "/AA", "/AcroForm", "/JavaScript", "/EmbeddedFiles")


@dataclass(frozen=True, slots=True)
class Breach:
    """How a rule is broken on a page, or in the file."""

    page: int | None
    zh: str
    en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PressPage:
    """A page's boxes (None where not written), turn and notes, and what it paints."""

    number: int
    media: Rectangle
    crop: Rectangle | None
    bleed: Rectangle | None
    trim: Rectangle | None
    art: Rectangle | None
    turn: int
    user_unit: float
    annotations: tuple[tuple[str, Rectangle | None], ...]
    marks: tuple[Mark, ...]

    @property
    def cut(self) -> Rectangle:
        """What the reader holds."""
        return self.trim or self.art or self.crop or self.media

    @property
    def bled(self) -> Rectangle:
        """To where artwork is wanted."""
        return self.bleed or self.cut


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentFacts:
    """What the file says of itself.

    Attributes:
        identifiers: From XMP, by local name.
        intents: Of each output intent: subtype, condition, and the profile's class and colour space ("" without).
        layers_listed: Layers have configurations besides the default one; None where there are no layers.
    """

    version: str
    encrypted: bool
    has_id: bool
    identifiers: dict[str, str]
    info_trapped: str
    intents: tuple[tuple[str, str, str, str], ...]
    actions: tuple[str, ...]
    layers_listed: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PressSubject:
    """Everything the checks read. ``pdf`` stays open behind the marks' images; ``data`` is the same, not encrypted."""

    pdf: pikepdf.Pdf
    data: bytes
    document: DocumentFacts
    pages: tuple[PressPage, ...]
    magazine: bool
    ink_limit: float
    spots: frozenset[str]

    def marks(self, *kinds: str) -> Iterator[tuple[PressPage, Mark]]:
        """Marks of these kinds that are on or near the page: what lies wholly outside the bleed is not printed."""
        for page in self.pages:
            for mark in page.marks:
                if mark.kind in kinds and (mark.box is None or touches(mark.box, page.bled)):
                    yield page, mark


def counted(
    found: Iterator[tuple[PressPage, Mark]], words: tuple[str, str] | Callable[[Mark], tuple[str, str]]
) -> Iterator[Breach]:
    """One breach for each page and wording, with how often."""
    counts: Counter[tuple[int, str, str]] = Counter(
        (page.number, *(words if isinstance(words, tuple) else words(mark))) for page, mark in found
    )
    for (page, zh, en), times in counts.items():
        yield Breach(page, f"{zh}({times} 处)。", f"{en} ({times} times).")


def touches(box: Rectangle, other: Rectangle) -> bool:
    """Whether two boxes share a point."""
    return (
        box.left < other.right
        and box.right > other.left
        and box.bottom < other.top
        and box.top > other.bottom
    ) or (
        # Lines have no area.
        min(box.width, box.height) == 0
        and other.left <= box.left <= other.right
        and other.bottom <= box.bottom <= other.top
    )


def subject_of(
    pdf: bytes, *, magazine: bool, ink_limit: float, spots: frozenset[str], password: str = ""
) -> PressSubject:
    """Reads everything once.

    Raises:
        pikepdf.PdfError: It is no PDF, or beyond repair; PasswordError: it is encrypted with another password.
    """
    opened = pikepdf.open(io.BytesIO(pdf), password=password, suppress_warnings=True)
    marks: dict[int, list[Mark]] = {}
    for mark in walk(opened):
        marks.setdefault(mark.page, []).append(mark)
    pages = tuple(
        _page(number, page.obj, tuple(marks.get(number, ()))) for number, page in enumerate(opened.pages, 1)
    )
    return PressSubject(
        pdf=opened,
        data=_decrypted(opened) if opened.is_encrypted else pdf,
        document=_document(opened),
        pages=pages,
        magazine=magazine,
        ink_limit=ink_limit,
        spots=spots,
    )


def _decrypted(pdf: pikepdf.Pdf) -> bytes:
    out = io.BytesIO()
    pdf.save(out, encryption=False, fix_metadata_version=False)
    return out.getvalue()


def _page(number: int, page: pikepdf.Object, marks: tuple[Mark, ...]) -> PressPage:
    notes = page.get("/Annots")
    annotations = tuple(
        (name_of(note.get("/Subtype", pikepdf.Name("/Unknown")))[1:], rectangle_of(note.get("/Rect")))
        for note in (list(notes) if isinstance(notes, pikepdf.Array) else [])
        if isinstance(note, pikepdf.Dictionary)
    )
    return PressPage(
        number=number,
        media=rectangle_of(inherited(page, "/MediaBox")) or Rectangle(0, 0, 612, 792),
        crop=rectangle_of(inherited(page, "/CropBox")),
        bleed=rectangle_of(page.get("/BleedBox")),
        trim=rectangle_of(page.get("/TrimBox")),
        art=rectangle_of(page.get("/ArtBox")),
        turn=int(number_of(inherited(page, "/Rotate")) or 0) % 360,
        user_unit=number_of(page.get("/UserUnit")) or 1.0,
        annotations=annotations,
        marks=marks,
    )


def _document(pdf: pikepdf.Pdf) -> DocumentFacts:
    root = pdf.Root
    info = pdf.trailer.get("/Info")
    trapped = info.get("/Trapped") if isinstance(info, pikepdf.Dictionary) else None
    layers = root.get("/OCProperties")
    return DocumentFacts(
        version=str(pdf.pdf_version),
        encrypted=pdf.is_encrypted,
        has_id="/ID" in pdf.trailer,
        identifiers=_identifiers(root.get("/Metadata")),
        info_trapped=str(trapped)[1:] if trapped is not None else "",
        intents=tuple(_intents(root.get("/OutputIntents"))),
        actions=tuple(_actions(pdf)),
        layers_listed="/Configs" in layers if isinstance(layers, pikepdf.Dictionary) else None,
    )


def _identifiers(metadata: object) -> dict[str, str]:
    """From XMP in either of its notations, without trusting it to be well-formed."""
    if not isinstance(metadata, pikepdf.Stream):
        return {}
    try:
        text = metadata.read_bytes().decode("utf-8", "replace")
    except pikepdf.PdfError:
        return {}
    found = {}
    for name in _IDENTIFIERS:
        match = re.search(rf":{name}(?:(?:\s[^>]*)?>\s*([^<]*)<|\s*=\s*[\"']([^\"']*)[\"'])", text)
        if match:
            found[name] = (match[1] or match[2] or "").strip()
    return found


def _intents(intents: object) -> Iterator[tuple[str, str, str, str]]:
    for intent in list(intents) if isinstance(intents, pikepdf.Array) else []:
        if not isinstance(intent, pikepdf.Dictionary):
            continue
        data = _head(intent.get("/DestOutputProfile"))
        kind, space = data[12:16].decode("latin-1").strip(), data[16:20].decode("latin-1").strip()
        outside = intent.get("/DestOutputProfileRef")
        if not data and isinstance(outside, pikepdf.Dictionary):
            # PDF/X-4p names a profile that both sides have.
            kind, space = "prtr", str(outside.get("/ProfileCS", "")).strip()
        yield str(intent.get("/S", "/"))[1:], str(intent.get("/OutputConditionIdentifier", "")), kind, space


def _head(profile: object) -> bytes:
    """The first bytes of an ICC profile; none of one that cannot be read."""
    if not isinstance(profile, pikepdf.Stream):
        return b""
    try:
        return profile.read_bytes()[:24] or b"?" * 24
    except pikepdf.PdfError:
        return b"?" * 24


def _actions(pdf: pikepdf.Pdf) -> Iterator[str]:
    names = pdf.Root.get("/Names")
    for holder in (pdf.Root, names):
        if isinstance(holder, pikepdf.Dictionary):
            yield from (key[1:] for key in _ACTIONS if key in holder and _runs(holder[key]))
    if any("/AA" in page.obj for page in pdf.pages):
        yield "AA"


def _runs(value: object) -> bool:
    """An /OpenAction that is a destination only says where to begin; a form without fields asks nothing."""
    if isinstance(value, pikepdf.Dictionary) and "/Fields" in value:
        fields = value["/Fields"]
        return (isinstance(fields, pikepdf.Array) and len(fields) > 0) or "/XFA" in value
    return not isinstance(value, pikepdf.Array)
