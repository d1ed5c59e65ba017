from __future__ import annotations

import io

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String
from press_pages import RECIPE, RED, fonts, image, page, pressed, spec

from report_pdf.pdf.press.inking import press_pass

BLACK = [0, 0, 0, 1]


def inks(drawing, operator="k"):
    """The colours set, after the black that every page begins with."""
    return [operands for name, operands in drawing if name == operator][1:]


def rgb(triple):
    return " ".join(f"{part / 255:.6f}" for part in triple)


def overprint_at(drawing, resources, operator):
    """(stroke, fill, mode) of overprint where ``operator`` paints, each time."""
    state, saved, found = (False, False, 0), [], []
    for name, operands in drawing:
        if name == "q":
            saved.append(state)
        elif name == "Q":
            state = saved.pop()
        elif name == "gs" and "/OP" in (gs := resources.ExtGState[operands[0]]):
            state = (bool(gs.OP), bool(gs.op), int(gs.OPM))
        elif name == operator:
            found.append(state)
    return found


class TestColours:
    def test_the_palette_becomes_its_recipe_and_neutrals_black_ink(self):
        drawing, _, _ = pressed(
            page(f"{rgb(RED)} rg 0 0 9 9 re f 0.5 0.5 0.5 rg 0 0 9 9 re f 1 1 1 rg 0 0 9 9 re f")
        )
        assert inks(drawing) == [list(RECIPE), [0, 0, 0, 0.5], [0, 0, 0, 0]]

    def test_other_colours_go_through_the_profile(self):
        drawing, _, _ = pressed(page("0.2 0.4 0.8 rg 0.2 0.4 0.8 RG 0 0 9 9 re B"))
        assert inks(drawing) == inks(drawing, "K") == [[0.8, 0.6, 0.2, 0]]

    def test_a_page_that_sets_no_colour_prints_black_ink_not_grey(self):
        drawing, _, _ = pressed(page("0 0 9 9 re f"))
        assert drawing[0] == ("k", BLACK)
        assert not {"g", "G"} & {name for name, _ in drawing}

    @pytest.mark.parametrize(
        ("space", "colour", "wanted"),
        [
            ([Name.CalRGB, Dictionary(WhitePoint=Array([0.95, 1, 1.09]))], "0.2 0.4 0.8", [0.8, 0.6, 0.2, 0]),
            ([Name.Lab, Dictionary(WhitePoint=Array([0.96, 1, 0.82]))], "30 10 10", [0, 0, 0, 0.7]),
            ([Name.Indexed, Name.DeviceRGB, 1, String(b"\x00\x00\x00\x33\x66\xcc")], "1", [0.8, 0.6, 0.2, 0]),
        ],
    )
    def test_every_space_is_converted(self, space, colour, wanted):
        drawing, resources, _ = pressed(
            page(f"/S cs {colour} scn 0 0 9 9 re f", {"/ColorSpace": Dictionary(S=Array(space))})
        )
        assert inks(drawing)[-1] == pytest.approx(wanted, abs=0.003)
        assert "/ColorSpace" not in resources

    def test_ink_the_document_gave_keeps_its_numbers(self):
        drawing, _, _ = pressed(page("0.1 0.2 0.3 0.4 k 0 0 9 9 re f 0.75 g 0 0 9 9 re f"))
        assert inks(drawing) == [[0.1, 0.2, 0.3, 0.4], [0, 0, 0, 0.25]]

    def test_a_spot_colour_stays_when_it_is_agreed_and_else_becomes_process_colours(self):
        tint = Dictionary(
            FunctionType=2, Domain=Array([0, 1]), C0=Array([1, 1, 1]), C1=Array([0.2, 0.4, 0.8]), N=1
        )
        space = Array([Name.Separation, Name("/Gold"), Name.DeviceRGB, tint])
        source = page("/S cs 1 scn 0 0 9 9 re f", {"/ColorSpace": Dictionary(S=space)})
        drawing, _, result = pressed(source)
        assert inks(drawing)[-1] == [0.8, 0.6, 0.2, 0]
        assert [finding.code for finding in result.findings] == ["press/spot-converted"]
        drawing, resources, _ = pressed(source, spots=frozenset({"Gold"}))
        kept = resources.ColorSpace[dict(drawing)["cs"][0]]
        assert (kept[1], kept[2]) == (Name("/Gold"), Name.DeviceCMYK)
        assert [float(part) for part in kept[3].C1] == [0.8, 0.6, 0.2, 0]

    def test_one_spot_of_two_files_is_one_space_and_its_shading_stays_in_it(self):
        def resources(pdf):
            def gold(last):
                tint = Dictionary(
                    FunctionType=2, Domain=Array([0, 1]), C0=Array([0] * 4), C1=Array([0, 0, last, 0]), N=1
                )
                return pdf.make_indirect(Array([Name.Separation, Name("/Gold"), Name.DeviceCMYK, tint]))

            one, other = gold(0.5), gold(0.6)
            ramp = Dictionary(FunctionType=2, Domain=Array([0, 1]), C0=Array([0]), C1=Array([1]), N=1)
            shading = Dictionary(ShadingType=2, ColorSpace=other, Coords=Array([0, 0, 9, 0]), Function=ramp)
            return {
                "/ColorSpace": Dictionary(One=one, Other=other),
                "/Shading": Dictionary(S=pdf.make_indirect(shading)),
            }

        drawing = "/One cs 1 scn 0 0 9 9 re f /Other cs 1 scn 9 9 9 9 re f /S sh"
        _, shelf, result = pressed(page(drawing, resources), spots=frozenset({"Gold"}))
        (kept,) = dict(shelf.ColorSpace).values()
        shading = next(iter(dict(shelf.Shading).values()))
        assert shading.ColorSpace.objgen == kept.objgen
        assert len(shading.Function.C1) == 1
        assert result.spots == {"Gold"}
        assert result.findings == ()

    def test_a_page_may_call_its_spaces_like_an_inline_image_s(self):
        space = Array([Name.Indexed, Name.DeviceRGB, 0, String(b"\x33\x66\xcc")])
        drawing, _, _ = pressed(page("/G cs 0 scn 0 0 9 9 re f", {"/ColorSpace": Dictionary({"/G": space})}))
        assert inks(drawing)[-1] == pytest.approx([0.8, 0.6, 0.2, 0], abs=0.003)


class TestInkLimit:
    def test_ink_the_document_gave_is_brought_under_the_limit_and_black_stays(self):
        drawing, _, result = pressed(page("1 1 1 0.6 k 0 0 9 9 re f 1 1 0.9 0 k 0 0 9 9 re f"), ink_limit=300)
        assert inks(drawing) == [[0.8, 0.8, 0.8, 0.6], [1, 1, 0.9, 0]]
        assert [finding.code for finding in result.findings] == ["press/ink-limited"]
        assert "360%" in result.findings[0].message.zh

    def test_so_are_palettes_and_shadings(self):
        ramp = Dictionary(FunctionType=2, Domain=Array([0, 1]), C0=Array([0] * 4), C1=Array([1] * 4), N=1)
        shading = Dictionary(
            ShadingType=2, ColorSpace=Name.DeviceCMYK, Coords=Array([0, 0, 9, 0]), Function=ramp
        )
        _, shelf, _ = pressed(page("/S sh", {"/Shading": Dictionary(S=shading)}))
        made = next(iter(dict(shelf.Shading).values()))
        assert sum(float(part) for part in made.Function.C1) == pytest.approx(3, abs=0.001)

    def test_a_cmyk_picture_is_measured_where_it_is_foreign_and_converted_only_where_it_must_be(self):
        def resources(pdf):
            light = image(pdf, b"\x10" * 4, (1, 1), Name.DeviceCMYK)
            heavy = image(pdf, b"\xff" * 4, (1, 1), Name.DeviceCMYK)
            return {"/XObject": Dictionary(Light=light, Heavy=heavy)}

        source = page("/Light Do /Heavy Do", resources)
        _, shelf, result = pressed(source)
        assert shelf.XObject.Light.read_bytes() == b"\x10" * 4
        assert shelf.XObject.Heavy.read_bytes() == b"\0" * 4
        assert [finding.code for finding in result.findings] == ["press/ink-limited"]
        _, shelf, result = pressed(source, foreign=frozenset())
        assert (shelf.XObject.Heavy.read_bytes(), result.findings) == (b"\xff" * 4, ())

    def test_text_in_a_rich_black_of_the_document_s_own_is_printed_in_black(self):
        drawing, _, result = pressed(page("0.7 0.6 0.6 0.95 k BT /F 9 Tf (A) Tj ET", fonts))
        assert inks(drawing)[-1] == BLACK
        assert [finding.code for finding in result.findings] == ["press/text-blackened"]


class TestBlackAndWhite:
    def test_black_text_overprints_and_nothing_else_does(self):
        drawing, resources, _ = pressed(
            page("0 0 0 rg BT /F 10 Tf (A) Tj ET 5 5 50 50 re f BT (A) Tj ET 1 1 1 rg BT (A) Tj ET", fonts)
        )
        assert overprint_at(drawing, resources, "Tj") == [(False, True, 1)] * 2 + [(False, False, 0)]
        assert overprint_at(drawing, resources, "f") == [(False, False, 0)]

    def test_white_never_overprints_whatever_the_document_says(self):
        states = {"/ExtGState": Dictionary(Over=Dictionary(OP=True, op=True, OPM=1))}
        drawing, resources, _ = pressed(
            page("/Over gs 0 0 0 0 k 0 0 9 9 re f 1 0 0 0 k 0 0 9 9 re f", states)
        )
        assert overprint_at(drawing, resources, "f") == [(False, False, 0), (False, True, 1)]

    def test_thin_black_lines_overprint_thick_ones_do_not(self):
        drawing, resources, _ = pressed(page("0 0 0 RG 0.5 w 0 0 m 9 9 l S q 4 0 0 4 0 0 cm 0 0 m 9 9 l S Q"))
        assert overprint_at(drawing, resources, "S") == [(True, False, 1), (False, False, 0)]

    def test_text_in_a_black_of_four_inks_becomes_black_ink(self):
        class Rich:
            def colour(self, values, *, space="rgb", profile=None):
                return (0.8, 0.7, 0.6, 0.8)

        result = press_pass(
            page("0.1 0.1 0.12 rg BT /F 9 Tf (A) Tj ET 0 0 9 9 re f", fonts),
            type(spec())(converter=Rich()),
        )
        with pikepdf.open(io.BytesIO(result.data)) as pdf:
            order = [
                (str(item.operator), [float(each) for each in item.operands])
                for item in pikepdf.parse_content_stream(pdf.pages[0])
                if str(item.operator) in {"k", "f"}
            ]
        assert order[-3:] == [("k", BLACK), ("k", [0.8, 0.7, 0.6, 0.8]), ("f", [])]
        assert [finding.code for finding in result.findings] == ["press/text-blackened"]

    def test_a_form_that_inherits_its_colour_overprints_only_where_that_is_black(self):
        def resources(pdf):
            form = pdf.make_stream(b"BT /F 9 Tf (A) Tj ET")
            form["/Subtype"], form["/BBox"] = Name.Form, Array([0, 0, 99, 99])
            form["/Resources"] = Dictionary(fonts(pdf))
            return {"/XObject": Dictionary(X=form)}

        drawing, shelf, _ = pressed(page("0 0 0 rg /X Do 1 0 0 rg /X Do", resources))
        black, red = (shelf.XObject[operands[0]] for name, operands in drawing if name == "Do")
        assert b"/Overprint011 gs" in black.read_bytes()
        assert b"Overprint" not in red.read_bytes()


class TestImages:
    def test_rgb_pixels_are_converted_and_a_soft_mask_stays(self):
        def resources(pdf):
            mask = image(pdf, b"\x80\xff", (2, 1), Name.DeviceGray)
            return {"/XObject": Dictionary(X=image(pdf, b"\xff\0\0\0\0\xff", (2, 1), SMask=mask))}

        _, shelf, _ = pressed(page("/X Do", resources))
        made = next(iter(dict(shelf.XObject).values()))
        assert (made.ColorSpace, made.read_bytes()) == (Name.DeviceCMYK, b"\0\xff\xff\0\xff\xff\0\0")
        assert made.SMask.read_bytes() == b"\x80\xff"

    def test_a_palette_is_converted_alone_and_its_pixels_keep_their_bits(self):
        def resources(pdf):
            space = Array([Name.Indexed, Name.DeviceRGB, 1, String(bytes(RED) + b"\xff\xff\xff")])
            return {"/XObject": Dictionary(X=image(pdf, b"\xa0", (4, 1), space, 1))}

        _, shelf, _ = pressed(page("/X Do", resources))
        made = next(iter(dict(shelf.XObject).values()))
        table = bytes(made.ColorSpace[3])
        assert made.ColorSpace[1] == Name.DeviceCMYK
        assert list(table) == [round(part * 255) for part in RECIPE] + [0, 0, 0, 0]
        assert made.read_bytes() == b"\xa0"

    def test_a_colour_key_becomes_a_stencil(self):
        def resources(pdf):
            keyed = image(pdf, b"\0\xff\0\xff\0\0", (2, 1), Mask=Array([0, 0, 255, 255, 0, 0]))
            return {"/XObject": Dictionary(X=keyed)}

        _, shelf, _ = pressed(page("/X Do", resources))
        made = next(iter(dict(shelf.XObject).values()))
        assert made.Mask.read_bytes() == b"\x80"

    def test_a_picture_of_any_ink_in_a_luminosity_mask_becomes_its_lightness(self):
        def resources(pdf):
            tint = Dictionary(
                FunctionType=2, Domain=Array([0, 1]), C0=Array([0] * 4), C1=Array([0, 0, 0, 1]), N=1
            )
            black = Array([Name.Separation, Name.Black, Name.DeviceCMYK, tint])
            group = pdf.make_stream(b"/X Do")
            group["/Subtype"], group["/BBox"] = Name.Form, Array([0, 0, 9, 9])
            group["/Group"] = Dictionary(S=Name.Transparency, CS=Name.DeviceRGB)
            group["/Resources"] = Dictionary(XObject=Dictionary(X=image(pdf, b"\x00\xff", (2, 1), black)))
            mask = Dictionary(Type=Name.Mask, S=Name.Luminosity, G=group)
            return {"/ExtGState": Dictionary(Masked=Dictionary(SMask=mask))}

        _, shelf, result = pressed(page("/Masked gs 0 0 9 9 re f", resources))
        state = next(each for each in dict(shelf.ExtGState).values() if "/SMask" in each)
        made = next(iter(dict(state.SMask.G.Resources.XObject).values()))
        assert (made.ColorSpace, made.read_bytes()) == (Name.DeviceGray, b"\xff\x00")
        assert result.findings == ()

    def test_an_inline_image_becomes_an_image_of_its_own(self):
        drawing, shelf, _ = pressed(
            page(b"q 9 0 0 9 0 0 cm BI /W 1 /H 1 /CS /RGB /BPC 8 ID \xff\x00\x00 EI Q")
        )
        made = shelf.XObject[dict(drawing)["Do"][0]]
        assert made.read_bytes()[:4] == b"\0\xff\xff\0"

    def test_pixels_nobody_can_read_are_told_with_their_page(self):
        def resources(pdf):
            return {"/XObject": Dictionary(X=image(pdf, b"\0\0", (9, 9)))}

        _, _, result = pressed(page("/X Do", resources))
        assert result.unconverted == (1,)
        assert [(finding.code, finding.place.page) for finding in result.findings] == [
            ("press/not-convertible", 1)
        ]


class TestShadings:
    def shaded(self, function, kind=2, **keys):
        def resources(pdf):
            made = Dictionary(
                ShadingType=kind,
                ColorSpace=Name.DeviceRGB,
                Coords=Array([0, 0, 9, 9]),
                Function=function(pdf) if callable(function) else function,
                **keys,
            )
            return {"/Shading": Dictionary(S=made)}

        drawing, shelf, result = pressed(page("/S sh", resources))
        found = [operands for name, operands in drawing if name == "sh"]
        return shelf.Shading[found[0][0]] if found else None, result

    def test_a_straight_ramp_stays_straight_from_ink_to_ink(self):
        red = [part / 255 for part in RED]
        function = Dictionary(FunctionType=2, Domain=Array([0, 1]), C0=Array(red), C1=Array([1, 1, 1]), N=1)
        made, _ = self.shaded(function)
        assert made.ColorSpace == Name.DeviceCMYK
        assert [float(part) for part in made.Function.C0] == list(RECIPE)
        assert [float(part) for part in made.Function.C1] == [0, 0, 0, 0]

    def test_a_calculated_ramp_is_sampled(self):
        def function(pdf):
            made = pdf.make_stream(b"{ dup dup mul exch dup 0.5 gt { pop 1 } { 2 mul } ifelse 0 }")
            made["/FunctionType"], made["/Domain"], made["/Range"] = 4, Array([0, 1]), Array([0, 1] * 3)
            return made

        made, _ = self.shaded(function)
        table = made.Function.read_bytes()
        rows = [
            [int.from_bytes(table[at + 2 * k : at + 2 * k + 2]) / 65535 for k in range(4)]
            for at in (0, 8 * 255)
        ]
        assert rows[0] == pytest.approx([0, 0, 0, 1], abs=0.001)
        assert rows[1] == pytest.approx([0, 0, 1, 0], abs=0.001)

    def test_a_function_of_the_wrong_width_is_told_not_painted(self):
        function = Dictionary(FunctionType=2, Domain=Array([0, 1]), C0=Array([0]), C1=Array([1]), N=1)
        made, result = self.shaded(function)
        assert made is None
        assert result.unconverted == (1,)

    def test_the_corners_of_a_mesh_change_colour_and_keep_their_place(self):
        def resources(pdf):
            corner = b"\x00\x12\x34\xff\x00\x00"
            mesh = pdf.make_stream(corner * 3)
            mesh["/ShadingType"], mesh["/ColorSpace"] = 4, Name.DeviceRGB
            mesh["/BitsPerCoordinate"], mesh["/BitsPerComponent"], mesh["/BitsPerFlag"] = 8, 8, 8
            mesh["/Decode"] = Array([0, 9, 0, 9, 0, 1, 0, 1, 0, 1])
            return {"/Shading": Dictionary(S=mesh)}

        _, shelf, _ = pressed(page("/S sh", resources))
        made = next(iter(dict(shelf.Shading).values()))
        assert made.read_bytes() == b"\x00\x12\x34\x00\xff\xff\x00" * 3


class TestBelongings:
    def test_groups_mix_in_cmyk_and_luminosity_masks_in_grey(self):
        def resources(pdf):
            group = Dictionary(S=Name.Transparency, CS=Name.DeviceRGB, I=True)
            form = pdf.make_stream(b"1 0 0 rg 0 0 9 9 re f")
            form["/Subtype"], form["/BBox"], form["/Group"] = Name.Form, Array([0, 0, 9, 9]), group
            mask = Dictionary(S=Name.Luminosity, G=pdf.make_indirect(form))
            return {"/XObject": Dictionary(X=form), "/ExtGState": Dictionary(M=Dictionary(SMask=mask))}

        drawing, shelf, _ = pressed(page("/M gs /X Do", resources))
        assert Name.DeviceCMYK == shelf.XObject["/X"].Group.CS
        mask = next(shelf.ExtGState[operands[0]] for name, operands in drawing if name == "gs").SMask.G
        assert Name.DeviceGray == mask.Group.CS
        assert b"0.3 g" in mask.read_bytes()

    def test_patterns_are_converted_where_they_are(self):
        def resources(pdf):
            tile = pdf.make_stream(b"0.2 0.4 0.8 rg 0 0 5 5 re f")
            for key, value in {
                "PatternType": 1,
                "PaintType": 1,
                "TilingType": 1,
                "XStep": 5,
                "YStep": 5,
            }.items():
                tile[f"/{key}"] = value
            tile["/BBox"], tile["/Resources"] = Array([0, 0, 5, 5]), Dictionary()
            return {"/Pattern": Dictionary(P=tile)}

        drawing, shelf, _ = pressed(page("/Pattern cs /P scn 0 0 9 9 re f", resources))
        assert b"0.8 0.6 0.2 0 k" in shelf.Pattern[dict(drawing)["scn"][0]].read_bytes()

    def test_a_font_that_is_not_embedded_is_told_unless_its_text_is_invisible(self):
        _, _, result = pressed(page("BT /Missing 9 Tf (A) Tj ET", fonts))
        assert [(finding.code, finding.place.page) for finding in result.findings] == [
            ("press/font-not-embedded", 1)
        ]
        assert result.unconverted == (1,)
        _, _, result = pressed(page("BT 3 Tr /Missing 9 Tf (A) Tj ET", fonts))
        assert result.unconverted == ()

    def test_links_structure_intents_and_transfer_curves_go(self):
        states = {"/ExtGState": Dictionary(T=Dictionary(TR=Name.Identity, ca=0.5, RI=Name.Perceptual))}
        note = Dictionary(Subtype=Name.Link, Rect=Array([0, 0, 9, 9]))
        source = page(
            "/Perceptual ri /P <</MCID 0>> BDC /T gs 0 0 9 9 re f EMC",
            states,
            Annots=Array([note]),
            StructParents=0,
        )
        drawing, shelf, result = pressed(source)
        assert {"ri", "BDC", "EMC"}.isdisjoint(name for name, _ in drawing)
        assert set(shelf.ExtGState["/T"].keys()) == {"/Type", "/ca"}
        with pikepdf.open(io.BytesIO(result.data)) as pdf:
            assert {"/Annots", "/StructParents"}.isdisjoint(pdf.pages[0].obj.keys())
            assert Name.DeviceCMYK == pdf.pages[0].obj.Group.CS

    def test_replacement_text_stays_for_those_who_copy(self):
        drawing, _, _ = pressed(page("/Span <</ActualText (x) /MCID 3>> BDC 0 0 9 9 re f EMC"))
        marks = [operands for name, operands in drawing if name == "BDC"]
        assert [set(operands[1].keys()) for operands in marks] == [{"/ActualText"}]

    def test_operands_that_make_no_sense_are_told_with_their_page(self):
        _, _, result = pressed(
            page("/S cs 0.5 scn (A) /F Do", {"/ColorSpace": Dictionary(S=Array([Name.ICCBased]))})
        )
        assert result.unconverted == (1,)

    def test_a_form_that_draws_itself_ends(self):
        def resources(pdf):
            form = pdf.make_stream(b"/X Do /X Do 0 0 9 9 re f")
            form["/Subtype"], form["/BBox"] = Name.Form, Array([0, 0, 99, 99])
            form["/Resources"] = Dictionary(XObject=Dictionary(X=form))
            return {"/XObject": Dictionary(X=form)}

        _, shelf, _ = pressed(page("/X Do", resources))
        assert shelf.XObject["/X"].read_bytes().split() == b"0 0 9 9 re f".split()

    def test_names_in_gbk_are_read(self):
        def resources(pdf):
            old = pikepdf.Object.parse(b"<</Type /Font /Subtype /TrueType /BaseFont /#CB#CE#CC#E5>>")
            return {"/Font": Dictionary(F=old)}

        _, _, result = pressed(page("BT /F 9 Tf (A) Tj ET", resources))
        assert "宋体" in result.findings[0].message.zh

    def test_the_same_bytes_twice(self):
        source = page(f"{rgb(RED)} rg BT /F 9 Tf (A) Tj ET", fonts)
        assert press_pass(source, spec()).data == press_pass(source, spec()).data
