"""``impose``: a PDF of single pages in, a PDF of press sheets out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from report_pdf.errors import InputError, UsageError
from report_pdf.findings import Finding, Message, Place
from report_pdf.fonts import lettering
from report_pdf.imposition import remarks
from report_pdf.imposition.fitting import SourcePage, book_size, fit_page, lacks_bleed, same_size, source_page
from report_pdf.imposition.forms import Blank, Face, Form, Gap, Scheme, SpineSide
from report_pdf.imposition.marks import bar_over, collating_marks, marks_of, slug_at
from report_pdf.imposition.measures import MM, Measures, said_mm, spine_width
from report_pdf.imposition.padding import padded
from report_pdf.imposition.places import PlacedForm, place_form, sheet_size
from report_pdf.imposition.rules import said
from report_pdf.imposition.schemes import forms
from report_pdf.imposition.signatures import SIGNATURES
from report_pdf.imposition.spec import Imposed, ImpositionSpec
from report_pdf.imposition.spine import LEAST_LETTERED, letter_spine
from report_pdf.pdf import (
    Painted,
    SheetSide,
    bound_on_the_right,
    impose_sheets,
    open_body,
    page_boxes,
    parse_page_range,
)

__all__ = ["impose"]

_MILLED = 6 * MM
_SLUG_SIZE = 7.0
_FACES = {Face.FRONT: "正面 front", Face.BACK: "反面 back", Face.BOTH: "正反同版 both sides"}
_SCHEMES = {
    Scheme.SADDLE_STITCH: "骑马订 saddle-stitch",
    Scheme.PERFECT: "胶订 perfect",
    Scheme.TWO_UP: "双拼 2-up",
    Scheme.WORK_AND_TURN: "左右自翻 work-and-turn",
    Scheme.WORK_AND_TUMBLE: "上下自翻 work-and-tumble",
    Scheme.COVER_SPREAD: "封面展开 cover-spread",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Book:
    """The pages in question, in their order."""

    file: str
    sources: tuple[SourcePage, ...]
    pages: tuple[int | None, ...]
    spine: float = 0.0


def impose(
    path: Path, spec: ImpositionSpec, *, name: str | None = None, password: str | None = None
) -> Imposed:
    """Puts the pages of ``path`` on sheets. The same file and spec give the same bytes.

    Raises:
        SupplementError: The file cannot be read.
        InputError: Its pages do not suit the scheme or the sheet.
        UsageError: The sheet is too small for the form, or something is asked for that cannot be.
    """
    file = name or path.name
    if spec.signature not in SIGNATURES:
        raise UsageError(
            Message(
                zh=f"书帖不能是 {spec.signature} 页。", en=f"a signature cannot have {spec.signature} pages."
            ),
            hint=Message(zh="可以是 4、8、16、32 页。", en="It has 4, 8, 16 or 32."),
        )
    source = open_body(path, name=file, password=password)
    sources = _chosen(source.pdf, spec)
    book, findings = _book(sources, spec, file=file)
    measures = _measures(book, spec)
    spine_side = spec.spine_side or (SpineSide.RIGHT if bound_on_the_right(source.pdf) else SpineSide.LEFT)
    made = forms(spec.scheme, book.pages, signature=spec.signature, spine_side=spine_side, inside=spec.inside)
    findings += (
        *remarks.about_sizes(book.sources, measures=measures, file=file),
        *_about_forms(made, spec, measures=measures, file=file),
    )
    sheet = sheet_size(made, measures)
    placed = [place_form(form, measures, sheet) for form in made]
    sides, bare = _sides(placed, book, measures, spec)
    findings += tuple(remarks.about_bleed(bare, measures=measures, file=file))
    two_sided = made[0].face is Face.BOTH or len(made) > made[-1].sheet
    imposed = impose_sheets(source.pdf, sides, name=file, two_sided=two_sided)
    return Imposed(
        pdf=imposed.pdf,
        sheets=made[-1].sheet,
        sides=len(sides),
        width=sheet[0],
        height=sheet[1],
        findings=(
            *remarks.about_source(source.findings, file=file),
            *findings,
            *remarks.about_file(imposed, file=file),
        ),
    )


def _chosen(pdf: bytes, spec: ImpositionSpec) -> tuple[SourcePage, ...]:
    boxes = page_boxes(pdf)
    indices = parse_page_range(spec.pages, pages=len(boxes)) if spec.pages else range(len(boxes))
    return tuple(source_page(index, boxes[index]) for index in indices)


def _book(
    sources: tuple[SourcePage, ...], spec: ImpositionSpec, *, file: str
) -> tuple[_Book, tuple[Finding, ...]]:
    """The pages with blanks, or the cover's pages; positions count into ``sources``."""
    if spec.scheme is Scheme.COVER_SPREAD:
        return _cover(sources, spec, file=file)
    stitched = spec.scheme is Scheme.SADDLE_STITCH or spec.inside
    blank = spec.blank or (Blank.INTENDED if stitched else Blank.END)
    pages = padded(len(sources), multiple=4, blank=blank)
    findings = tuple(remarks.about_blanks(pages, file=file))
    return _Book(file=file, sources=sources, pages=pages), findings


def _cover(
    sources: tuple[SourcePage, ...], spec: ImpositionSpec, *, file: str
) -> tuple[_Book, tuple[Finding, ...]]:
    count = len(sources)
    if count in {1, 3}:
        raise InputError(
            Message(
                zh=f"封面展开要 2 页或 4 页，这里有 {count} 页。",
                en=f"a cover has 2 or 4 pages, not {count}.",
            ),
            place=Place(file=file),
            hint=Message(
                zh="给封一、封四，或封一至封四，或整本。",
                en="Give front and back, or all four pages of the cover, or the whole book.",
            ),
        )
    used = sources if count <= 4 else (*sources[:2], *sources[-2:])
    body = spec.body_pages if spec.body_pages is not None else max(0, count - 4)
    spine, computed = _spine(spec, body)
    findings = []
    if count > 4:
        findings.append(
            said(
                "imposition/pages-not-used",
                Place(file=file),
                zh=f"正文 {count - 4} 页不在封面上，请用 --pages 3-r3 另拼。",
                en=f"the {count - 4} pages of the body are not on it; impose them with --pages 3-r3.",
            )
        )
    is_lettered = spec.lettering is not None and spine >= LEAST_LETTERED - 0.01
    findings += remarks.about_spine(spine, bleed=spec.bleed, computed=computed, file=file, filled=is_lettered)
    if spec.lettering is not None:
        findings += remarks.about_lettering(spec.lettering, lettered=is_lettered, file=file)
    book = _Book(file=file, sources=used, pages=tuple(range(len(used))), spine=spine)
    return book, tuple(findings)


def _spine(spec: ImpositionSpec, body: int) -> tuple[float, str]:
    if spec.spine is not None:
        return spec.spine, ""
    if body <= 0:
        raise UsageError(
            Message(zh="不知道书脊多宽。", en="the width of the spine is not known."),
            hint=Message(
                zh="用 --body-pages 给正文页数，或用 --spine 4.2mm 直接给书脊。",
                en="Give the body's pages with --body-pages, or the spine itself with --spine 4.2mm.",
            ),
        )
    leaves = (body + 1) // 2
    spine = spine_width(body, caliper=spec.caliper, cover_caliper=spec.cover_caliper)
    return spine, f"{leaves} × {said_mm(spec.caliper)} + {said_mm(spec.cover_caliper)}"


def _measures(book: _Book, spec: ImpositionSpec) -> Measures:
    width, height = book_size(book.sources)
    milled = _MILLED if spec.scheme is Scheme.PERFECT else 0.0
    return Measures(
        width=width,
        height=height,
        bleed=spec.bleed,
        gutter=milled if spec.gutter is None else spec.gutter,
        spine=book.spine,
        creep=spec.caliper if spec.creep is None else spec.creep,
        marks=spec.marks,
        sheet=spec.sheet,
    )


def _about_forms(
    made: Sequence[Form], spec: ImpositionSpec, *, measures: Measures, file: str
) -> tuple[Finding, ...]:
    if not any(gap is Gap.SPINE for gap in made[0].columns):
        return ()
    sizes = [
        len(form.cells) * (1 if form.face is Face.BOTH else 2) for form in made if form.face is not Face.BACK
    ]
    return (
        *remarks.about_signatures(sizes, asked=spec.signature, file=file),
        *remarks.about_creep(made, measures=measures, file=file),
    )


def _sides(
    placed: Sequence[PlacedForm], book: _Book, measures: Measures, spec: ImpositionSpec
) -> tuple[tuple[SheetSide, ...], list[int]]:
    """The sides, and which pages (from 1) lack bleed."""
    size = measures.width, measures.height
    sides, bare = [], []
    for form in placed:
        pages = []
        for place in form.places:
            if place.cell.page is not None:
                source = book.sources[place.cell.page]
                pages.append(fit_page(source, place, bleed=measures.bleed))
                if same_size(source, size) and lacks_bleed(pages[-1]):
                    bare.append(source.index + 1)
        side = SheetSide(
            width=form.width,
            height=form.height,
            trim=form.trim,
            bleed=form.bleed,
            pages=tuple(pages),
            painted=_painted(form, spec),
        )
        sides.append(_marked(side, form, book, spec, sheets=placed[-1].form.sheet) if spec.marks else side)
    return tuple(sides), bare


def _painted(placed: PlacedForm, spec: ImpositionSpec) -> tuple[Painted, ...]:
    """The outside of a cover has lettering on its spine."""
    is_outside = spec.scheme is Scheme.COVER_SPREAD and placed.form.face is Face.FRONT
    return letter_spine(placed, spec.lettering) if is_outside and spec.lettering else ()


def _marked(
    side: SheetSide, placed: PlacedForm, book: _Book, spec: ImpositionSpec, *, sheets: int
) -> SheetSide:
    slug = _slug(placed, book, spec, sheets=sheets)
    painted = (*side.painted, *collating_marks(placed))
    return replace(side, painted=painted, lines=marks_of(placed), slug=slug, bar=bar_over(placed))


def _slug(
    placed: PlacedForm, book: _Book, spec: ImpositionSpec, *, sheets: int
) -> tuple[tuple[str, tuple[float, ...]], ...]:
    """File, scheme, sheet, face, as outlines: no font needs to be in the file for it."""
    form = placed.form
    words = f"{book.file}   {_SCHEMES[spec.scheme]}   {form.sheet}/{sheets}   {_FACES[form.face]}"
    x, y, room = slug_at(placed)
    whole = lettering(words, size=_SLUG_SIZE)
    scale = min(1.0, max(room, 1.0) / whole.width)
    return tuple(
        (operator, tuple(n * scale + (y if number % 2 else x) for number, n in enumerate(numbers)))
        for operator, numbers in whole.segments
    )
