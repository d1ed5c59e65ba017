from __future__ import annotations

import datetime as dt
import io

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from press_pages import RED, fonts, image, page, saved, spec

from report_pdf.findings import Severity
from report_pdf.pdf.press.checks import PRESS_CHECKS, PressStandard, check_press
from report_pdf.pdf.press.identity import FOGRA39, PressFacts, identify_press
from report_pdf.pdf.press.inking import press_pass
from report_pdf.pdf.press.sheet import SheetSpec, dress_sheet
from report_pdf.resources import assets_folder

MM = 72 / 25.4
BLEED = 3 * MM
PROFILE = (assets_folder() / "icc" / "FOGRA39L_coated.icc").read_bytes()
FACTS = PressFacts(title="t", date=dt.datetime(2026, 4, 1, tzinfo=dt.UTC), identifier="x-1")
INSIDE = "0 0 0 1 k BT /F 20 Tf 1 0 0 1 60 60 Tm (A) Tj ET"


def raw(drawing=INSIDE, resources=fonts, **keys):
    """A page with bleed, as a print file would have it, but nothing converted."""
    trim = Array([BLEED, BLEED, 200 + BLEED, 300 + BLEED])
    whole = Array([0, 0, 200 + 2 * BLEED, 300 + 2 * BLEED])
    size = (200 + 2 * BLEED, 300 + 2 * BLEED)
    return page(drawing, resources, size=size, **({"TrimBox": trim, "BleedBox": whole} | keys))


def identified(data, **facts):
    return identify_press(data, FACTS, condition=FOGRA39, profile=facts.get("profile", PROFILE))


def found(data, **options):
    return {breach.check.id for breach in check_press(data, **options)}


def changed(data, change):
    with pikepdf.open(io.BytesIO(data)) as pdf:
        change(pdf)
        return saved(pdf)


def over(**keys):
    return lambda pdf: fonts(pdf) | {"/ExtGState": Dictionary(O=Dictionary(**keys))}


def picture(samples, size, *args, **keys):
    return lambda pdf: {"/XObject": Dictionary(X=image(pdf, samples, size, *args, **keys))}


def group(space):
    def resources(pdf):
        form = pdf.make_stream(b"0 0 0 0.5 k 50 50 9 9 re f")
        form["/Subtype"], form["/BBox"] = Name.Form, Array([0, 0, 200, 200])
        form["/Group"] = Dictionary(S=Name.Transparency, CS=space)
        return {"/XObject": Dictionary(X=form)}

    return resources


def shading(pdf):
    tint = Dictionary(FunctionType=2, Domain=Array([0, 1]), C0=Array([0] * 3), C1=Array([1] * 3), N=1)
    made = Dictionary(ShadingType=2, ColorSpace=Name.DeviceCMYK, Coords=Array([0, 0, 9, 9]), Function=tint)
    return {"/Shading": Dictionary(S=made)}


def separation(name):
    tint = Dictionary(FunctionType=2, Domain=Array([0, 1]), C0=Array([0] * 4), C1=Array([1] * 4), N=1)
    return {"/ColorSpace": Dictionary(S=Array([Name.Separation, Name(f"/{name}"), Name.DeviceCMYK, tint]))}


PLANTED = {
    "press/colour-space": raw("1 0 0 rg 50 50 30 30 re f"),
    "press/group-space": raw("/X Do", group(Name.DeviceRGB)),
    "press/shading-width": raw("50 50 30 30 re W n /S sh", shading),
    "press/font": raw("0 0 0 1 k BT /Missing 20 Tf 60 60 Td (A) Tj ET"),
    "press/white-text": raw("/O gs 0 0 0 0 k BT /F 20 Tf 60 60 Td (A) Tj ET", over(op=True, OP=True, OPM=1)),
    "press/white-path": raw("/O gs 0 0 0 0 k 50 50 30 30 re f", over(op=True, OP=True, OPM=1)),
    "press/black-text": raw("0 0 0 1 k BT /F 9 Tf 60 60 Td (A) Tj ET"),
    "press/black-line": raw("0 0 0 1 K 0.5 w 50 50 m 90 90 l S"),
    "press/grey-text": raw("0 g BT /F 9 Tf 60 60 Td (A) Tj ET"),
    "press/grey-line": raw("0 G 0.5 w 50 50 m 90 90 l S"),
    "press/rich-black-text": raw("0.8 0.7 0.7 1 k BT /F 20 Tf 60 60 Td (A) Tj ET"),
    "press/small-text": raw("0.8 0.7 0 0 k BT /F 7 Tf 60 60 Td (A) Tj ET"),
    "press/hairline": raw("1 0 0 0 k 50 50 40 0.1 re f"),
    "press/spot": raw("/S cs 1 scn 50 50 30 30 re f", separation("Gold")),
    "press/all-inks": raw("/S cs 1 scn 50 50 30 30 re f", separation("All")),
    "press/image-ppi": raw(
        "q 100 0 0 100 50 50 cm /X Do Q", picture(bytes(40 * 40), (40, 40), Name.DeviceGray)
    ),
    "press/image-ppi-low": raw(
        "q 10 0 0 10 50 50 cm /X Do Q", picture(bytes(28 * 28), (28, 28), Name.DeviceGray)
    ),
    "press/ink": raw("1 1 1 0.4 k 50 50 80 80 re f"),
    "press/bleed": raw(f"1 0 0 0 k {BLEED} 50 100 100 re f"),
    "press/empty-page": raw(""),
    "press/broken-content": raw("0 0 0 1 k BT /F 20 Tf 60 Td (A) Tj ET"),
    "press/annotation": changed(
        raw(),
        lambda pdf: pdf.pages[0].obj.__setitem__(
            "/Annots", Array([Dictionary(Subtype=Name.Link, Rect=Array([50, 50, 90, 90]))])
        ),
    ),
    "press/crop-box": raw(CropBox=Array([0, 0, 100, 100])),
    "press/transfer": raw("/O gs " + INSIDE, over(TR=Name.Identity)),
    "press/intent": raw("/Photographic ri " + INSIDE),
}


class TestChecks:
    @pytest.mark.parametrize("standard", PressStandard)
    def test_what_the_pass_makes_has_no_fault(self, standard):
        drawing = (
            f"0 0 {200 + 2 * BLEED} 150 re {RED[0] / 255} {RED[1] / 255} {RED[2] / 255} rg f "
            "0 0 0 rg BT /F 10 Tf 60 260 Td (A) Tj ET 1 1 1 rg BT /F 10 Tf 60 60 Td (A) Tj ET 0 G 60 220 m 90 220 l S"
        )
        pressed = press_pass(raw(drawing), spec()).data
        sheet = dress_sheet(
            pressed, SheetSpec(bleed_pt=BLEED, slugs=page("BT /F 6 Tf (A) Tj ET", fonts, size=(90, 8)))
        )
        assert found(identified(sheet.data), standard=standard) == set()

    @pytest.mark.parametrize("code", PLANTED)
    def test_each_fault_is_found_by_its_own_check(self, code):
        sound = found(identified(raw("", fonts) if code == "press/empty-page" else raw()))
        assert sound <= {"press/empty-page"}
        data = PLANTED[code] if code == "press/annotation" else identified(PLANTED[code])
        assert code in found(data)

    def test_faults_of_the_file_are_found(self):
        good = identified(raw())
        assert found(good) == set()
        plain = found(raw())
        assert {"press/identification", "press/trapped", "press/output-intent"} <= plain
        assert "press/output-intent" in found(identified(raw(), profile=b"not a profile at all"))
        untrimmed = changed(good, lambda pdf: pdf.pages[0].obj.__delitem__("/TrimBox"))
        assert "press/box" in found(untrimmed)
        script = changed(good, lambda pdf: pdf.Root.__setitem__("/OpenAction", Dictionary(S=Name.JavaScript)))
        assert "press/action" in found(script)
        layered = changed(good, lambda pdf: pdf.Root.__setitem__("/OCProperties", Dictionary()))
        assert "press/layers" in found(layered, standard=PressStandard.MAGAZINE)

    def test_marks_outside_the_bleed_are_nobodys_fault(self):
        sheet = dress_sheet(raw(), SheetSpec(bleed_pt=BLEED)).data
        assert "press/all-inks" not in found(identified(sheet))

    def test_ink_of_a_picture_counts_in_its_squares(self):
        dark = b"\xff\xff\xff\x80" * 400
        data = raw("q 100 0 0 100 50 50 cm /X Do Q", picture(dark, (20, 20), Name.DeviceCMYK))
        breaches = [breach for breach in check_press(identified(data)) if breach.check.id == "press/ink"]
        assert [(breach.page, breach.message.en[:5]) for breach in breaches] == [(1, "350 %")]

    def test_every_rule_is_named_and_weighed(self):
        assert len({check.id for check in PRESS_CHECKS}) == len(PRESS_CHECKS) == 35
        assert all(check.magazine or check.sheet for check in PRESS_CHECKS)
        assert {check.severity(PressStandard.SHEET) for check in PRESS_CHECKS} <= {
            Severity.ERROR,
            Severity.WARNING,
            None,
        }
