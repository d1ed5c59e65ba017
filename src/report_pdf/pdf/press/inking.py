"""The press pass: finished pages in any colours become pages in DeviceCMYK, DeviceGray and named spot colours.

Black text is black ink alone and overprints, white never does; groups mix in CMYK; links, structure, intents,
transfer curves and private data go. GWG 2022 (R0007 to R0030), ISO 15930-7.
"""

from __future__ import annotations

import io

import pikepdf

from report_pdf.findings import Finding, Place
from report_pdf.pdf.geometry import inherited
from report_pdf.pdf.press.content import Content
from report_pdf.pdf.press.objects import Objects
from report_pdf.pdf.press.rules import remarked
from report_pdf.pdf.press.spec import PressedPdf, PressSpec
from report_pdf.pdf.press.state import Mode, State, pressed_group

__all__ = ["press_pass"]

_PAGE_KEYS = frozenset(
    {"/Type", "/Parent", "/MediaBox", "/CropBox", "/BleedBox", "/TrimBox", "/ArtBox", "/Rotate", "/UserUnit"}
)
_ROOT_KEYS = frozenset(
    {"/Type", "/Pages", "/OCProperties", "/PageLabels", "/Outlines", "/Lang", "/PageLayout"}
)
_UNPRINTABLE = frozenset({"press/font-not-embedded", "press/not-convertible"})


def press_pass(pdf: bytes, spec: PressSpec) -> PressedPdf:
    """``pdf`` in press inks. The same bytes and spec give the same bytes."""
    with pikepdf.open(io.BytesIO(pdf), suppress_warnings=True) as opened:
        objects = Objects(opened, spec)
        dropped = _without_annotations(opened, spec)
        for number, page in enumerate(opened.pages, 1):
            objects.page = number
            _press(opened, page, objects)
        _clean_root(opened)
        out = io.BytesIO()
        opened.save(out, deterministic_id=True, force_version="1.6")
    pages = {page for page, code, _ in objects.faults if code in _UNPRINTABLE}
    return PressedPdf(
        data=out.getvalue(),
        findings=(*dropped, *objects.findings()),
        unconverted=tuple(sorted(pages)),
        reasons=tuple(fault for fault in objects.faults if fault[1] in _UNPRINTABLE),
        spots=frozenset(objects.spaces.spots),
    )


def _press(pdf: pikepdf.Pdf, page: pikepdf.Page, objects: Objects) -> None:
    resources = inherited(page.obj, "/Resources")
    for key in ("/MediaBox", "/CropBox", "/Rotate"):
        if key not in page.obj and (value := inherited(page.obj, key)) is not None:
            page.obj[key] = value
    content = Content(objects, resources, mode=Mode.INK, start=State())
    try:
        data = content.rewrite(page, opening=True)
    except pikepdf.PdfError:
        objects.fault("press/not-convertible", "page")
        return
    group = page.obj.get("/Group")
    for key in set(page.obj.keys()) - _PAGE_KEYS:
        del page.obj[key]
    page.obj["/Contents"] = pdf.make_stream(data)
    page.obj["/Resources"] = content.shelf.resources()
    if isinstance(group, pikepdf.Dictionary) or _is_transparent(page.obj["/Resources"]):
        page.obj["/Group"] = pressed_group(
            group if isinstance(group, pikepdf.Dictionary) else pikepdf.Dictionary()
        )


def _is_transparent(resources: pikepdf.Object) -> bool:
    """Whether a blending space has to be named: anything on the page mixes with what is below."""
    drawings = resources.get("/XObject", pikepdf.Dictionary())
    states = resources.get("/ExtGState", pikepdf.Dictionary())
    return any(
        "/SMask" in each or "/Group" in each or _is_transparent(each.get("/Resources", pikepdf.Dictionary()))
        for each in _values(drawings)
    ) or any(
        float(each.get("/ca", 1)) < 1
        or float(each.get("/CA", 1)) < 1
        or str(each.get("/BM", "/Normal")) not in {"/Normal", "/Compatible"}
        or isinstance(each.get("/SMask"), pikepdf.Dictionary)
        for each in _values(states)
    )


def _values(shelf: pikepdf.Object) -> list[pikepdf.Object]:
    return [shelf[key] for key in shelf.keys()]  # noqa: SIM118 - iterates over pairs


def _without_annotations(pdf: pikepdf.Pdf, spec: PressSpec) -> tuple[Finding, ...]:
    findings = []
    for number, page in enumerate(pdf.pages, 1):
        annotations = page.obj.get("/Annots")
        if not isinstance(annotations, pikepdf.Array) or not len(annotations):
            continue
        seen = [each for each in list(annotations) if str(each.get("/Subtype")) not in {"/Link", "/Popup"}]
        del page.obj["/Annots"]
        if seen:
            findings.append(
                remarked(
                    "press/annotation-dropped",
                    spec.origins.get(number) or Place(file=spec.file, page=number),
                    zh=f"{len(seen)} 处批注或表单域不印刷，已去掉。",
                    en=f"{len(seen)} notes or form fields are not printed and were dropped.",
                )
            )
    return tuple(findings)


def _clean_root(pdf: pikepdf.Pdf) -> None:
    root = pdf.Root
    for key in set(root.keys()) - _ROOT_KEYS:
        del root[key]
    if "/OCProperties" in root and "/Configs" in root.OCProperties:
        # GWG 2022 R0034: the layers have no configuration but the default one.
        del root.OCProperties["/Configs"]
    if "/Info" in pdf.trailer:
        del pdf.trailer["/Info"]
