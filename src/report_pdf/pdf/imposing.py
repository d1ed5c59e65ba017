"""Pages on press sheets: each page a form XObject at its place, marks around them (ISO 32000-2 8.10, 14.11).

In: a repaired PDF and ``SheetSide``s. Out: a PDF with one page a side. What holds for the whole file (output
intents, XMP, layers) stays; what speaks of single pages (bookmarks, labels, links, tags) cannot, and is counted.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import pikepdf

from report_pdf import child
from report_pdf.pdf.actions import annotations_of
from report_pdf.pdf.admission import LIMITS
from report_pdf.pdf.faces import face
from report_pdf.pdf.geometry import Matrix, PageFacts, Rectangle
from report_pdf.pdf.opening import named_faults, quiet, refusal
from report_pdf.pdf.painting import Line, Painted, Segments, painting, path_operators
from report_pdf.pdf.press.marks import all_inks, colour_bar

__all__ = ["ImposedPdf", "PlacedPage", "SheetSide", "bound_on_the_right", "impose_sheets"]

_PAGE_MATTERS = (
    ("bookmarks", "/Outlines"),
    ("page-labels", "/PageLabels"),
    ("destinations", "/Dests"),
    ("threads", "/Threads"),
    ("tags", "/StructTreeRoot"),
)
_ROOT_KEYS = frozenset({
    "/Type", "/Version", "/Extensions", "/Pages", "/OutputIntents", "/Metadata", "/OCProperties", "/Lang",
})  # fmt: skip
_CLAIMS = {"http://www.aiim.org/pdfa/ns/id/": "PDF/A", "http://www.aiim.org/pdfua/ns/id/": "PDF/UA"}


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedPage:
    """A page on a sheet.

    Attributes:
        index: Of the page, from 0.
        box: What is drawn of it, in its own space.
        matrix: From its own space to the sheet.
        clip: What is seen of it, on the sheet.
    """

    index: int
    box: Rectangle
    matrix: Matrix
    clip: Rectangle


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetSide:
    """One side of a sheet, in points from its lower left corner.

    Attributes:
        width: Of the sheet.
        height: Of the sheet.
        trim: Around everything that is cut to size.
        bleed: Around everything that is printed and cut away.
        pages: In the order they are drawn.
        painted: Shapes over the pages: the lettering of a spine.
        lines: Marks.
        slug: Outlines, filled.
        bar: The printed part whose upper edge the colour bar stands on; None for no bar.
    """

    width: float
    height: float
    trim: Rectangle
    bleed: Rectangle
    pages: tuple[PlacedPage, ...]
    painted: tuple[Painted, ...] = ()
    lines: tuple[Line, ...] = ()
    slug: Segments = ()
    bar: Rectangle | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ImposedPdf:
    """The sheets.

    Attributes:
        pdf: The file.
        left: What was left behind, with how many of it.
        drawn: Notes and fields that became part of their pages.
        dropped_claims: Standards it does not claim any more.
        claims_pdfx: It still claims PDF/X.
    """

    pdf: bytes
    left: tuple[tuple[str, int], ...] = ()
    drawn: int = 0
    dropped_claims: tuple[str, ...] = ()
    claims_pdfx: bool = False


@dataclass(slots=True)
class _Notes:
    """What is counted on the way."""

    left: dict[str, int] = field(default_factory=dict)
    drawn: int = 0


def bound_on_the_right(pdf: bytes) -> bool:
    """Whether the file says that its pages turn to the right (12.2)."""
    with pikepdf.open(io.BytesIO(pdf), suppress_warnings=True) as opened:
        preferences = opened.Root.get("/ViewerPreferences")
        return isinstance(preferences, pikepdf.Dictionary) and str(preferences.get("/Direction")) == "/R2L"


def impose_sheets(pdf: bytes, sides: Sequence[SheetSide], *, name: str, two_sided: bool = True) -> ImposedPdf:
    """Draws the sides, in a child. The same arguments give the same bytes.

    Raises:
        SupplementError: The file is broken or beyond the limits of a child.
    """
    try:
        return child.run(LIMITS, _impose, pdf, tuple(sides), name, two_sided)
    except (child.ChildTimedOut, child.ChildCrashed):
        raise refusal(
            name,
            zh="拼版超出时间或内存限制。",
            en="putting it on sheets went beyond the limits of time or memory.",
        ) from None


def _impose(pdf: bytes, sides: tuple[SheetSide, ...], name: str, two_sided: bool) -> ImposedPdf:  # noqa: FBT001 - through the child's pipe
    """In the child."""
    quiet()
    with named_faults(name), pikepdf.open(io.BytesIO(pdf), suppress_warnings=True) as opened:
        notes = _Notes()
        _draw_notes(opened, notes)
        claims, pdfx = _claims(opened)
        pages, inks = len(opened.pages), all_inks(opened)
        for side in sides:
            _add_side(opened, side, inks)
        del opened.pages[:pages]
        _clear_root(opened, notes)
        opened.Root["/ViewerPreferences"] = _preferences(sides[0], two_sided=two_sided)
        out = io.BytesIO()
        opened.save(
            out,
            deterministic_id=True,
            # Old RIPs read neither object streams nor compressed cross references well.
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            compress_streams=True,
        )
    return ImposedPdf(
        pdf=out.getvalue(),
        left=tuple(notes.left.items()),
        drawn=notes.drawn,
        dropped_claims=claims,
        claims_pdfx=pdfx,
    )


def _draw_notes(pdf: pikepdf.Pdf, notes: _Notes) -> None:
    """What of annotations and fields would print becomes page content; the rest is counted."""
    for page in pdf.pages:
        for note in annotations_of(page.obj):
            kind = str(note.get("/Subtype"))
            if kind not in {"/Link", "/Popup"} and int(note.get("/F", 0)) & 4:
                notes.drawn += 1
            elif kind != "/Popup":
                word = "links" if kind == "/Link" else "notes"
                notes.left[word] = notes.left.get(word, 0) + 1
    if notes.drawn:
        if "/AcroForm" in pdf.Root and pdf.Root.AcroForm.get("/NeedAppearances"):
            pdf.generate_appearance_streams()
        pdf.flatten_annotations("print")


def _claims(pdf: pikepdf.Pdf) -> tuple[tuple[str, ...], bool]:
    """Takes PDF/A and PDF/UA out of the XMP: without tags and single pages neither holds."""
    if not isinstance(metadata := pdf.Root.get("/Metadata"), pikepdf.Stream):
        if "/Metadata" in pdf.Root:
            del pdf.Root["/Metadata"]
        return (), False
    words = metadata.read_bytes()
    found = tuple(claim for space, claim in _CLAIMS.items() if space.encode() in words)
    if found:
        spaces = tuple(f"{{{space}}}" for space in _CLAIMS)
        with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
            for key in [key for key in xmp if key.startswith(spaces)]:
                del xmp[key]
    return found, b"GTS_PDFXVersion" in words


def _clear_root(pdf: pikepdf.Pdf, notes: _Notes) -> None:
    root = pdf.Root
    for word, key in _PAGE_MATTERS:
        if key in root:
            notes.left[word] = 1
    names = root.get("/Names")
    if isinstance(names, pikepdf.Dictionary):
        if "/Dests" in names:
            notes.left["destinations"] = 1
        if len(pdf.attachments):
            notes.left["attachments"] = len(pdf.attachments)
    for key in set(root.keys()) - _ROOT_KEYS:
        del root[key]


def _preferences(side: SheetSide, *, two_sided: bool) -> pikepdf.Dictionary:
    """For printing on an office machine: neither scaled nor turned the wrong way."""
    preferences = pikepdf.Dictionary(PrintScaling=pikepdf.Name("/None"))
    if two_sided:
        landscape = side.width > side.height
        preferences["/Duplex"] = pikepdf.Name("/DuplexFlipShortEdge" if landscape else "/DuplexFlipLongEdge")
    return preferences


def _add_side(pdf: pikepdf.Pdf, side: SheetSide, inks: pikepdf.Object) -> None:
    pdf.add_blank_page(page_size=(max(side.width, 3), max(side.height, 3)))
    page = pdf.pages[-1].obj
    forms = [_form(pdf, placed) for placed in side.pages]
    group = _one_group(forms)
    if group is not None:
        page["/Group"] = group
    artwork = pikepdf.Dictionary({f"/P{number}": form for number, form in enumerate(forms)})
    page["/Resources"] = pikepdf.Dictionary(XObject=artwork, ColorSpace=pikepdf.Dictionary(All=inks))
    sheet = Rectangle(0, 0, side.width, side.height)
    for key, box in (("/MediaBox", sheet), ("/BleedBox", side.bleed), ("/TrimBox", side.trim)):
        page[key] = pikepdf.Array(
            [round(edge, 4) + 0.0 for edge in (box.left, box.bottom, box.right, box.top)]
        )
    page["/Contents"] = pdf.make_stream("\n".join(_drawing(side)).encode())


def _form(pdf: pikepdf.Pdf, placed: PlacedPage) -> pikepdf.Object:
    drawn = PageFacts(width_pt=0, height_pt=0, turn=0, user_unit=1, box=placed.box)
    form = face(pdf, placed.index, drawn)
    form["/Matrix"] = pikepdf.Array(placed.matrix.operands())
    return form


def _one_group(forms: Sequence[pikepdf.Object]) -> pikepdf.Object | None:
    """The transparency group the sheet gets from its pages.

    Where all pages have the same one, it becomes the sheet's: they do not overlap. Else each keeps its own, isolated,
    for a page's group is (11.4.7), and only an isolated one has a colour space of its own.
    """
    groups = [form.get("/Group") for form in forms]
    known = [group for group in groups if group is not None]
    if not known:
        return None
    if len({group.unparse(resolved=True) for group in known}) == 1:
        for form in forms:
            if "/Group" in form:
                del form["/Group"]
        return known[0]
    for form, group in zip(forms, groups, strict=True):
        if group is not None:
            form["/Group"] = _isolated(group)
    return _isolated(known[0])


def _isolated(group: pikepdf.Object) -> pikepdf.Dictionary:
    own = pikepdf.Dictionary({str(key): group[key] for key in group.keys()})  # noqa: SIM118 - iterates over pairs
    own["/I"] = True
    return own


def _drawing(side: SheetSide) -> Iterator[str]:
    for number, placed in enumerate(side.pages):
        yield f"q {_rectangle(placed.clip)} re W n /P{number} Do Q"
    for shape in side.painted:
        yield from painting(shape)
    yield "q /All CS 1 SCN /All cs 1 scn"
    for line in side.lines:
        dash = "[2 1.5] 0 d" if line.dashed else "[] 0 d"
        path = " ".join(
            f"{x:.3f} {y:.3f} {'l' if number else 'm'}" for number, (x, y) in enumerate(line.points)
        )
        yield f"{line.width:g} w {dash} {path} S"
    if side.slug:
        yield path_operators(side.slug)
        yield "f"
    if side.bar is not None:
        yield colour_bar(side.bar, {})
    yield "Q"


def _rectangle(box: Rectangle) -> str:
    return f"{box.left:.4f} {box.bottom:.4f} {box.width:.4f} {box.height:.4f}"
