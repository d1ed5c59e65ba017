"""Pages on their sheets: boxes from the origin, artwork to the bleed, marks and slug outside (ISO 32000-2 14.11).

Each page's artwork becomes a form, so that patterns keep their place when it moves; /Rotate and /UserUnit are
worked in, for no sheet may have them (GWG 2022 R0002, R0004).
"""

from __future__ import annotations

import enum
import io
from dataclasses import dataclass

import pikepdf

from report_pdf.findings import Finding, Place
from report_pdf.pdf.faces import face
from report_pdf.pdf.geometry import Matrix, PageFacts, Rectangle, inherited, page_facts, rectangle_of
from report_pdf.pdf.press.marks import (
    GAP_PT,
    ROOM_PT,
    all_inks,
    colour_bar,
    crop_marks,
    registration_marks,
)
from report_pdf.pdf.press.mirroring import mirrored, mirrored_form
from report_pdf.pdf.press.rules import remarked

__all__ = ["DressedPdf", "MissingBleed", "SheetSpec", "dress_sheet"]

_TOLERANCE = 0.5
_COLOURS = frozenset("rg RG g G k K cs CS sc SC scn SCN ri gs BX EX BDC BMC EMC".split())  # noqa: SIM905 - reads as in the standard


class MissingBleed(enum.Enum):
    """What to do with a page that ends at the trim: leave paper white, enlarge it to the bleed, mirror its edges."""

    WHITE = "white"
    SCALE = "scale"
    MIRROR = "mirror"


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetSpec:
    """The sheet around each page.

    Attributes:
        marks: Of ``crop``, ``registration``, ``colour-bar``, ``slug``, as the ticket names them.
        slugs: A PDF with one page for each page: a line of text in an embedded font, to be set under the page.
        trim: Width and height every page is cut to; None: each as its own boxes say.
    """

    bleed_pt: float
    marks: tuple[str, ...] = ("crop", "registration", "colour-bar", "slug")
    slugs: bytes | None = None
    missing_bleed: MissingBleed = MissingBleed.WHITE
    trim: tuple[float, float] | None = None
    file: str = "print.pdf"


@dataclass(frozen=True, slots=True, kw_only=True)
class DressedPdf:
    """The PDF with sheets."""

    data: bytes
    findings: tuple[Finding, ...] = ()


def dress_sheet(pdf: bytes, spec: SheetSpec) -> DressedPdf:
    """Every page on a sheet. Apply it once, after the press pass."""
    findings: list[Finding] = []
    with (
        pikepdf.open(io.BytesIO(pdf), suppress_warnings=True) as opened,
        pikepdf.open(io.BytesIO(spec.slugs)) if spec.slugs else pikepdf.new() as slugs,
    ):
        inks = all_inks(opened)
        for index in range(len(opened.pages)):
            slug = _slug(opened, slugs, index) if "slug" in spec.marks and index < len(slugs.pages) else None
            if not _dress(opened, index, spec, inks=inks, slug=slug):
                findings.append(_no_bleed(spec, index + 1))
        out = io.BytesIO()
        opened.save(out, deterministic_id=True, force_version="1.6")
    return DressedPdf(data=out.getvalue(), findings=tuple(findings))


def _no_bleed(spec: SheetSpec, page: int) -> Finding:
    zh, en = {
        MissingBleed.WHITE: ("裁切线外留白。", "paper outside the trim stays white."),
        MissingBleed.SCALE: ("已等比放大到出血线。", "it was enlarged to it."),
        MissingBleed.MIRROR: ("裁切线外是边缘的镜像。", "its edges are mirrored outside the trim."),
    }[spec.missing_bleed]
    return remarked(
        "press/no-bleed",
        Place(file=spec.file, page=page),
        zh=f"页面没有出血，{zh}",
        en=f"the page has no bleed: {en}",
    )


def _dress(
    pdf: pikepdf.Pdf, index: int, spec: SheetSpec, *, inks: pikepdf.Object, slug: pikepdf.Object | None
) -> bool:
    """Puts the page on its sheet; False where its artwork ends short of the bleed."""
    page = pdf.pages[index].obj
    media = rectangle_of(inherited(page, "/MediaBox")) or page_facts(page).box
    seen = page_facts(page)
    upright = _upright(seen, media)
    trim = upright.rectangle(rectangle_of(page.get("/TrimBox")) or seen.box)
    if spec.trim is not None:
        trim = _centred(trim, *spec.trim)
    wanted = trim.grown(spec.bleed_pt)
    art = upright.rectangle(media)
    bled = _covers(art, wanted)
    place = Matrix(e=ROOM_PT - wanted.left, f=ROOM_PT - wanted.bottom)
    if not bled and spec.missing_bleed is MissingBleed.SCALE and spec.bleed_pt > 0:
        place = _enlarging(trim, wanted).then(place)
    form = face(
        pdf, index, PageFacts(width_pt=0, height_pt=0, turn=seen.turn, user_unit=seen.user_unit, box=media)
    )
    form["/Matrix"] = pikepdf.Array(upright.then(place).operands())
    room = 2 * ROOM_PT
    sheet = Rectangle(0, 0, wanted.width + room, wanted.height + room)
    bleed = sheet.grown(-ROOM_PT)
    drawn = _drawing(bleed.grown(-spec.bleed_pt), bleed, spec, spots=_spots(form), slug=slug)
    resources = pikepdf.Dictionary(
        XObject=pikepdf.Dictionary(Artwork=form), ColorSpace=pikepdf.Dictionary(All=inks)
    )
    for number, space in enumerate(_spots(form).values()):
        resources.ColorSpace[f"/Spot{number}"] = space
    if slug is not None:
        resources.XObject["/Slug"] = slug
    if not bled and spec.missing_bleed is MissingBleed.MIRROR:
        resources.XObject["/Mirrored"] = mirrored_form(pdf, form)
        drawn = f"{mirrored(place.rectangle(art), bleed, '/Mirrored')}\n{drawn}"
    _write(pdf, page, drawn, resources, boxes=(sheet, bleed, bleed.grown(-spec.bleed_pt)))
    return bled


def _upright(seen: PageFacts, media: Rectangle) -> Matrix:
    whole = PageFacts(width_pt=0, height_pt=0, turn=seen.turn, user_unit=seen.user_unit, box=media)
    return whole.upright


def _centred(box: Rectangle, width: float, height: float) -> Rectangle:
    left, bottom = (box.left + box.right - width) / 2, (box.bottom + box.top - height) / 2
    return Rectangle(left, bottom, left + width, bottom + height)


def _covers(outer: Rectangle, inner: Rectangle) -> bool:
    return (
        outer.left <= inner.left + _TOLERANCE
        and outer.bottom <= inner.bottom + _TOLERANCE
        and outer.right >= inner.right - _TOLERANCE
        and outer.top >= inner.top - _TOLERANCE
    )


def _enlarging(trim: Rectangle, wanted: Rectangle) -> Matrix:
    """About the middle, by what the narrower side needs."""
    scale = max(wanted.width / trim.width, wanted.height / trim.height)
    x, y = (trim.left + trim.right) / 2, (trim.bottom + trim.top) / 2
    return Matrix(scale, 0, 0, scale, x - scale * x, y - scale * y)


def _drawing(
    trim: Rectangle,
    bleed: Rectangle,
    spec: SheetSpec,
    *,
    spots: dict[str, pikepdf.Object],
    slug: pikepdf.Object | None,
) -> str:
    clip = f"{bleed.left:.3f} {bleed.bottom:.3f} {bleed.width:.3f} {bleed.height:.3f} re W n"
    parts = [f"q {clip} /Artwork Do Q", "q /All CS 1 SCN /All cs 1 scn"]
    if "crop" in spec.marks:
        parts.append(crop_marks(trim, bleed))
    if "registration" in spec.marks:
        parts.append(registration_marks(bleed))
    if slug is not None:
        height = float(slug.BBox[3]) - float(slug.BBox[1])
        x, y = trim.left + 2 * GAP_PT, bleed.bottom - 2 * GAP_PT - height
        parts.append(f"q 1 0 0 1 {x:.3f} {y:.3f} cm /Slug Do Q")
    if "colour-bar" in spec.marks:
        parts.append(colour_bar(bleed, {name: f"/Spot{number}" for number, name in enumerate(spots)}))
    return "\n".join([*parts, "Q"])


def _spots(form: pikepdf.Object) -> dict[str, pikepdf.Object]:
    """The spot colours of a page, by name, wherever they hang."""
    found: dict[str, pikepdf.Object] = {}
    waiting, seen = [form.get("/Resources")], set()
    while waiting:
        resources = waiting.pop()
        if not isinstance(resources, pikepdf.Dictionary):
            continue
        for space in _values(resources.get("/ColorSpace")):
            if isinstance(space, pikepdf.Array) and str(space[0]) == "/Separation":
                found.setdefault(str(space[1]), space)
        for drawing in _values(resources.get("/XObject")):
            if drawing.objgen not in seen:
                seen.add(drawing.objgen)
                waiting.append(drawing.get("/Resources"))
    return {name: found[name] for name in sorted(found) if name not in {"/All", "/None"}}


def _values(shelf: object) -> list[pikepdf.Object]:
    return [shelf[key] for key in shelf.keys()] if isinstance(shelf, pikepdf.Dictionary) else []  # noqa: SIM118


def _write(
    pdf: pikepdf.Pdf,
    page: pikepdf.Object,
    drawn: str,
    resources: pikepdf.Dictionary,
    *,
    boxes: tuple[Rectangle, Rectangle, Rectangle],
) -> None:
    for key in ("/CropBox", "/ArtBox", "/Rotate", "/UserUnit"):
        if key in page:
            del page[key]
    for key, box in zip(("/MediaBox", "/BleedBox", "/TrimBox"), boxes, strict=True):
        sides = (box.left, box.bottom, box.right, box.top)
        page[key] = pikepdf.Array([round(side, 4) + 0.0 for side in sides])
    # A page's own /Rotate and /CropBox also stand for what its parents have.
    page["/Contents"] = pdf.make_stream(drawn.encode())
    page["/Resources"] = resources
    group = page.get("/Group")
    form = resources.XObject.Artwork
    if "/Group" in form:
        # The page is the group, and the artwork is all there is on it.
        del form["/Group"]
    if group is not None:
        page["/Group"] = group


def _slug(pdf: pikepdf.Pdf, slugs: pikepdf.Pdf, index: int) -> pikepdf.Object:
    """The slug's page as a form without colours of its own: it takes those of the marks."""
    page = slugs.pages[index]
    instructions = [
        item
        for item in pikepdf.parse_content_stream(page)
        if isinstance(item, pikepdf.ContentStreamInstruction) and str(item.operator) not in _COLOURS
    ]
    form = slugs.make_stream(pikepdf.unparse_content_stream(instructions))
    form["/Type"], form["/Subtype"] = pikepdf.Name.XObject, pikepdf.Name.Form
    form["/BBox"] = pikepdf.Array([float(side) for side in list(page.mediabox)])
    resources = inherited(page.obj, "/Resources")
    kept = pikepdf.Dictionary()
    if isinstance(resources, pikepdf.Dictionary) and "/Font" in resources:
        kept["/Font"] = resources["/Font"]
    form["/Resources"] = kept
    return pdf.copy_foreign(slugs.make_indirect(form))
