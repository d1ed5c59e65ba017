from __future__ import annotations

import datetime as dt
import io

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String
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


def elsewhere(**keys):
    """A form whose content is to come from elsewhere."""

    def resources(pdf):
        form = pdf.make_stream(b"0 0 0 0.5 k 50 50 9 9 re f")
        form["/Subtype"], form["/BBox"] = Name.Form, Array([0, 0, 200, 200])
        for key, value in keys.items():
            form[f"/{key}"] = value
        return {"/XObject": Dictionary(X=form)}

    return resources


def drawing(subtype):
    def resources(pdf):
        made = pdf.make_stream(b"showpage")
        made["/Subtype"] = Name(f"/{subtype}")
        return {"/XObject": Dictionary(X=made)}

    return resources


def courier(pdf):
    found = fonts(pdf)
    found["/Font"].F["/Name"] = Name("/ABCDEF+Courier")
    return found


def device_n(pdf):
    tint = Dictionary(FunctionType=2, Domain=Array([0, 1]), C0=Array([0] * 3), C1=Array([1] * 3), N=1)
    return {"/ColorSpace": Dictionary(S=Array([Name.Separation, Name.Black, Name.DeviceRGB, tint]))}


def hidden_layer(pdf):
    """One layer, switched off when the file is opened, that paints in RGB."""
    group = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="Notes"))
    pdf.Root["/OCProperties"] = Dictionary(OCGs=Array([group]), D=Dictionary(OFF=Array([group])))
    pdf.pages[0].obj["/Resources"]["/Properties"] = Dictionary(Notes=group)


# Marks on ink: what overprints or knocks out only matters there.
GROUND = "0 0.5 0 0 k 40 40 100 100 re f "
SMALL = (40, 40)
FINE = (400, 400)
PLANTED = {
    "press/colour-space": raw("1 0 0 rg 50 50 30 30 re f"),
    "press/group-space": raw("/X Do", group(Name.DeviceRGB)),
    "press/shading-width": raw("50 50 30 30 re W n /S sh", shading),
    "press/font": raw("0 0 0 1 k BT /Missing 20 Tf 60 60 Td (A) Tj ET"),
    "press/courier": raw(INSIDE, courier),
    "press/white-text": raw(
        GROUND + "/O gs 0 0 0 0 k BT /F 20 Tf 60 60 Td (A) Tj ET", over(op=True, OP=True, OPM=1)
    ),
    "press/white-path": raw(GROUND + "/O gs 0 0 0 0 k 50 50 30 30 re f", over(op=True, OP=True, OPM=1)),
    "press/black-text": raw(GROUND + "0 0 0 1 k BT /F 9 Tf 60 60 Td (A) Tj ET"),
    "press/black-line": raw(GROUND + "0 0 0 1 K 0.5 w 50 50 m 90 90 l S"),
    "press/grey-text": raw(GROUND + "0.4 g BT /F 9 Tf 60 60 Td (A) Tj ET"),
    "press/grey-line": raw(GROUND + "0 G 0.5 w 50 50 m 90 90 l S"),
    "press/grey-overprint": raw(GROUND + "/O gs 0.4 g 50 50 30 30 re f", over(op=True, OP=True, OPM=1)),
    "press/rich-black-text": raw("0.8 0.7 0.7 1 k BT /F 20 Tf 60 60 Td (A) Tj ET"),
    "press/small-text": raw("0.8 0.7 0 0 k BT /F 7 Tf 60 60 Td (A) Tj ET"),
    "press/hairline": raw("1 0 0 0 k 50 50 40 0.1 re f"),
    "press/spot": raw("/S cs 1 scn 50 50 30 30 re f", separation("Gold")),
    "press/all-inks": raw("/S cs 1 scn 50 50 30 30 re f", separation("All")),
    "press/image-ppi": raw("q 100 0 0 100 50 50 cm /X Do Q", picture(bytes(40 * 40), SMALL, Name.DeviceGray)),
    "press/image-ppi-low": raw(
        "q 10 0 0 10 50 50 cm /X Do Q", picture(bytes(28 * 28), (28, 28), Name.DeviceGray)
    ),
    "press/image-kind": raw(
        "q 10 0 0 10 50 50 cm /X Do Q", picture(bytes(40 * 40 * 2), SMALL, Name.DeviceGray, 16)
    ),
    "press/ink": raw("1 1 1 0.4 k 50 50 80 80 re f"),
    "press/bleed": raw(f"1 0 0 0 k {BLEED} 50 100 100 re f"),
    "press/safety": raw(f"0 0 0 1 k BT /F 20 Tf {BLEED + 9} 60 Td (A) Tj ET"),
    "press/empty-page": raw("0 0 0 0 k 50 50 30 30 re f BT 3 Tr /F 20 Tf 60 60 Td (A) Tj ET"),
    "press/unseen-text": raw(INSIDE + " BT 3 Tr /F 20 Tf 60 60 Td (A) Tj ET"),
    "press/broken-content": raw("0 0 0 1 k BT /F 20 Tf 60 Td (A) Tj ET"),
    "press/operator": raw(INSIDE + " BX 7 shimmer EX"),
    "press/postscript": raw(INSIDE + " /X Do", drawing("PS")),
    "press/external": raw("/X Do", elsewhere(OPI=Dictionary())),
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

# As like the planted faults as can be, and right.
SOUND = {
    "press/colour-space": raw("1 0 0 0 k 50 50 30 30 re f"),
    "press/group-space": raw("/X Do", group(Name.DeviceCMYK)),
    "press/white-text": raw(
        INSIDE + " /O gs 0 0 0 0 k BT /F 20 Tf 60 60 Td (A) Tj ET", over(op=True, OP=True, OPM=1)
    ),
    "press/black-text": raw("0 0 0 1 k BT /F 9 Tf 60 60 Td (A) Tj ET"),
    "press/black-line": raw(GROUND + "/O gs 0 0 0 1 K 0.5 w 50 50 m 90 90 l S", over(OP=True, OPM=1)),
    # A frame of four lines, each over the ends of two others.
    "press/white-path": raw(
        "0 0 0 1 K 0.5 w 50 50 m 90 50 l S 90 49 m 90 90 l S 49 90 m 91 90 l S 50 91 m 50 49 l S"
    ),
    "press/grey-text": raw("0 g BT /F 9 Tf 60 60 Td (A) Tj ET"),
    "press/grey-overprint": raw(GROUND + "/O gs 0 0 0 .4 k 50 50 30 30 re f", over(op=True, OP=True, OPM=1)),
    "press/rich-black-text": raw("0.6 0.5 0.5 1 k BT /F 20 Tf 60 60 Td (A) Tj ET"),
    "press/small-text": raw(INSIDE + " 0 0 0 0 k BT /F 7 Tf 60 60 Td (A) Tj ET"),
    "press/hairline": raw("1 0 0 0 k 50 50 40 0.3 re f"),
    "press/spot": raw("/S cs 1 scn 50 50 30 30 re f", separation("Black")),
    "press/image-ppi": raw("q 10 0 0 10 50 50 cm /X Do Q", picture(bytes(40 * 40), SMALL, Name.DeviceGray)),
    "press/image-kind": raw("q 10 0 0 10 50 50 cm /X Do Q", picture(bytes(40 * 40), SMALL, Name.DeviceGray)),
    "press/ink": raw("1 1 0.8 0 k 50 50 80 80 re f"),
    "press/bleed": raw(f"1 0 0 0 k 0 50 {100 + BLEED} 100 re f"),
    "press/safety": raw(f"0 0 0 1 k BT /F 20 Tf {BLEED + 15} 60 Td (A) Tj ET"),
    "press/operator": raw(INSIDE + " BX EX"),
    "press/external": raw("/X Do", elsewhere()),
    "press/transfer": raw("/O gs " + INSIDE, over(TR2=Name.Default)),
    "press/intent": raw("/Perceptual ri " + INSIDE),
}


# Planted in tests of their own below: in the file rather than on a page, or by its whole make-up.
PLANTED_BELOW = {
    "press/action",
    "press/box",
    "press/encrypted",
    "press/identification",
    "press/layers",
    "press/output-intent",
    "press/raster-page",
    "press/trapped",
    "press/trim-size",
    "press/version",
}


class TestChecks:
    def test_every_check_has_a_fault_planted_for_it(self):
        assert PLANTED.keys() | PLANTED_BELOW == {check.id for check in PRESS_CHECKS}

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
        data = PLANTED[code] if code == "press/annotation" else identified(PLANTED[code])
        assert code in found(data)

    @pytest.mark.parametrize("code", SOUND)
    def test_what_is_right_is_not_found(self, code):
        assert found(identified(SOUND[code])) == set()

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
        layers = Dictionary(OCGs=Array(), D=Dictionary())
        layered = changed(good, lambda pdf: pdf.Root.__setitem__("/OCProperties", layers))
        assert found(layered, standard=PressStandard.MAGAZINE) == set()
        layers["/Configs"] = Array()
        listed = changed(good, lambda pdf: pdf.Root.__setitem__("/OCProperties", layers))
        assert "press/layers" in found(listed, standard=PressStandard.MAGAZINE)

    def test_a_newer_version_a_password_and_pages_of_two_sizes_are_found(self):
        good = identified(raw())
        with pikepdf.open(io.BytesIO(good)) as pdf:
            out = io.BytesIO()
            pdf.save(out, force_version="1.7")
            assert found(out.getvalue()) == {"press/version"}
            out = io.BytesIO()
            pdf.save(out, encryption=pikepdf.Encryption(owner="o", user="u", R=4))
            assert "press/encrypted" in found(out.getvalue(), password="u")  # noqa: S106
            pdf.pages.append(pdf.pages[0])
            pdf.pages[1].obj["/TrimBox"] = Array([BLEED, BLEED, 180, 280])
            pdf.pages[1].obj["/Rotate"] = 90
            breaches = check_press(saved(pdf))
            assert [(breach.check.id, breach.page) for breach in breaches] == [("press/trim-size", 2)] * 2
        untrapped = changed(good, lambda pdf: pdf.trailer.Info.__delitem__("/Trapped"))
        assert found(untrapped) == set()
        assert "press/trapped" in found(changed(untrapped, lambda pdf: pdf.Root.__delitem__("/Metadata")))
        both = changed(good, lambda pdf: pdf.pages[0].obj.__setitem__("/ArtBox", Array([9, 9, 50, 50])))
        assert found(both) == {"press/box"}

    def test_line_art_has_its_own_resolutions(self):
        def art(side):
            pixels = picture(bytes(side * side // 8), (side, side), Name.DeviceGray, 1)
            return found(identified(raw("q 36 0 0 36 50 50 cm /X Do Q", pixels)))

        assert (art(240), art(320), art(440)) == ({"press/image-ppi"}, {"press/image-ppi-low"}, set())

    def test_a_page_that_is_one_picture_needs_more(self):
        place = f"q {200 + 2 * BLEED} 0 0 {300 + 2 * BLEED} 0 0 cm /X Do Q"
        # 300 ppi and no sample but white.
        size = (round((200 + 2 * BLEED) / 72 * 300), round((300 + 2 * BLEED) / 72 * 300))
        data = identified(raw(place, picture(b"\xff" * (size[0] * size[1]), size, Name.DeviceGray)))
        assert found(data, standard=PressStandard.MAGAZINE) == {"press/raster-page"}
        assert found(data, standard=PressStandard.SHEET) == set()

    def test_a_spot_colour_may_fall_back_to_lab_and_to_nothing_else(self):
        lab = separation("Gold")
        lab["/ColorSpace"].S[2] = Array([Name.Lab, Dictionary(WhitePoint=Array([0.96, 1, 0.82]))])
        agreed = {"spots": frozenset({"Gold"})}
        assert found(identified(raw("/S cs 1 scn 50 50 30 30 re f", lab)), **agreed) == set()
        over_rgb = identified(raw("/S cs 1 scn 50 50 30 30 re f", device_n))
        assert found(over_rgb) == {"press/colour-space"}

    def test_a_layer_that_is_off_is_not_judged(self):
        content = INSIDE + " /OC /Notes BDC 1 0 0 rg 50 50 30 30 re f BT /F 20 Tf (A) Tj ET EMC"
        shown = raw(content)
        assert found(identified(changed(shown, hidden_layer))) == set()
        assert "press/colour-space" in found(identified(shown))

    @pytest.mark.parametrize("standard", PressStandard)
    def test_a_page_as_lualatex_and_pdfx_make_it_has_no_fault(self, standard):
        """PDF 1.4, boxes all written, the trim inside the page; black set thrice, boxes of rules, text knocking out."""
        text = "0 0 0 1 k 0 0 0 1 K 0 g 0 G 0 0 0 1 k 0 0 0 1 K BT /F 8.97 Tf 1 0 0 1 72 200 Tm [(A) -300 (AA)] TJ ET"
        box = "q 1 0 0 1 60 90 cm [] 0 d 0 J 0.4 w 0 0 m 40 0 l S Q q 1 0 0 1 60 90 cm 0.4 w 0 0 m 0 20 l S Q"
        rules = "60 90 40 0.4 re f 60 110 40 0.4 re f q 0.4 w 100 90 m 100 110 l S Q"
        media = Array([0, 0, 200 + 2 * BLEED, 300 + 2 * BLEED])
        made = identified(raw(f"{text} {box} {rules} BT /F 6 Tf 1 0 0 1 65 95 Tm (A) Tj ET", CropBox=media))
        out = io.BytesIO()
        with pikepdf.open(io.BytesIO(made)) as pdf:
            pdf.save(out, force_version="1.4")
        assert found(out.getvalue(), standard=standard) == set()

    def test_x4p_names_a_profile_outside_the_file(self):
        def refer(pdf, space):
            (intent,) = pdf.Root.OutputIntents
            del intent["/DestOutputProfile"]
            intent["/DestOutputProfileRef"] = Dictionary(ProfileCS=String(space), ProfileName=String("x"))

        assert found(changed(identified(raw()), lambda pdf: refer(pdf, "CMYK"))) == set()
        assert found(changed(identified(raw()), lambda pdf: refer(pdf, "RGB "))) == {"press/output-intent"}

    def test_a_page_of_a_million_miles_is_judged(self):
        assert "press/empty-page" in found(
            page("", MediaBox=Array([0, 0, 1e11, 10]), TrimBox=Array([0, 0, 1e11, 9]))
        )

    def test_xmp_may_say_it_in_elements_with_their_own_namespaces(self):
        good = identified(raw())
        with pikepdf.open(io.BytesIO(good)) as pdf:
            text = pdf.Root.Metadata.read_bytes().decode()
            assert "GTS_PDFXVersion" in text
            named = text.replace("GTS_PDFXVersion>PDF", 'GTS_PDFXVersion xmlns:own="x">PDF')
            pdf.Root.Metadata.write(named.encode())
            assert named != text
            assert found(saved(pdf)) == set()

    def test_metadata_that_is_no_stream_is_no_identification(self):
        out = io.BytesIO()
        with pikepdf.open(io.BytesIO(identified(raw()))) as pdf:
            pdf.Root["/Metadata"] = Dictionary(Type=Name.Metadata)
            pdf.save(out, fix_metadata_version=False)
        assert "press/identification" in found(out.getvalue())

    def test_marks_outside_the_bleed_are_nobodys_fault(self):
        sheet = dress_sheet(raw(), SheetSpec(bleed_pt=BLEED)).data
        assert "press/all-inks" not in found(identified(sheet))

    def test_ink_of_a_picture_counts_in_its_squares(self):
        dark = b"\xff\xff\xff\x80" * 400
        data = raw("q 100 0 0 100 50 50 cm /X Do Q", picture(dark, (20, 20), Name.DeviceCMYK))
        breaches = [breach for breach in check_press(identified(data)) if breach.check.id == "press/ink"]
        assert [(breach.page, breach.message.en[:5]) for breach in breaches] == [(1, "350 %")]

    def test_every_rule_is_named_and_weighed(self):
        assert len({check.id for check in PRESS_CHECKS}) == len(PRESS_CHECKS) == 43
        assert all(check.magazine or check.sheet for check in PRESS_CHECKS)
        assert {check.severity(PressStandard.SHEET) for check in PRESS_CHECKS} <= {
            Severity.ERROR,
            Severity.WARNING,
            Severity.INFO,
            None,
        }
        assert all(check.source and check.rationale.zh and check.remedy.zh for check in PRESS_CHECKS)


SHORT = BLEED - 3
WIDE, HIGH = 200 + 2 * BLEED, 300 + 2 * BLEED


class TestEdges:
    """What really is painted at the trim, and how near text comes to it."""

    @pytest.mark.parametrize(
        ("content", "sides"),
        [
            (INSIDE, []),
            (f"1 0 0 0 k 0 0 {WIDE} {HIGH} re f", []),
            (
                f"1 0 0 0 k {SHORT} {SHORT} {WIDE - 2 * SHORT} {HIGH - 2 * SHORT} re f",
                ["left", "bottom", "right", "top"],
            ),
            # Half of a side bleeds, half does not.
            (f"1 0 0 0 k 0 0 50 150 re f 0 1 0 0 k {SHORT} 150 50 150 re f", ["left"]),
            # The points of the curve reach the trim, the curve does not.
            (f"1 0 0 0 k 90 100 m {BLEED} 100 {BLEED} 200 90 200 c f", []),
            # A disc that is cut, and bleeds.
            (f"1 0 0 0 k {BLEED - 12} 150 m 90 80 l 90 220 l f", []),
            # White ends at the trim.
            (f"0 0 0 0 k {BLEED} 50 100 100 re f 0 0 0 1 k 60 60 9 9 re f", []),
        ],
        ids=["text", "full", "frame", "half", "curve", "cut shape", "white"],
    )
    def test_bleed_is_wanted_where_artwork_touches_the_trim(self, content, sides):
        breaches = [b for b in check_press(identified(raw(content))) if b.check.id == "press/bleed"]
        assert [breach.message.en.split(" on the ")[1].split(",")[0] for breach in breaches] == sides

    def test_a_page_without_bleed_needs_none_for_text(self):
        plain = page(INSIDE, fonts, TrimBox=Array([0, 0, 200, 300]))
        field = page("1 0 0 0 k 0 0 200 100 re f", fonts, TrimBox=Array([0, 0, 200, 300]))
        assert "press/bleed" not in found(identified(plain))
        assert "press/bleed" in found(identified(field))

    @pytest.mark.parametrize(
        ("text", "near"),
        [
            ("1 0 0 1 160 60 Tm (A) Tj", False),
            ("1 0 0 1 182 60 Tm (A) Tj", True),
            ("1 0 0 1 60 60 Tm (AAAAAAAAA) Tj", True),
            ("1 0 0 1 60 60 Tm (AA) Tj -4000 0 Td (A) Tj", False),
            ("1 0 0 1 60 60 Tm [(A) -6000 (A)] TJ", True),
            ("1 0 0 1 60 60 Tm 500 Tz (AA) Tj", True),
            ("1 0 0 1 60 25 Tm (A) Tj", False),
            ("1 0 0 1 60 20 Tm (A) Tj", True),
            ("3 Tr 1 0 0 1 182 60 Tm (A) Tj", False),
        ],
    )
    def test_text_near_the_trim_is_found_by_its_advance(self, text, near):
        data = identified(raw(INSIDE + f" BT /F 20 Tf {text} ET"))
        assert ("press/safety" in found(data)) is near
