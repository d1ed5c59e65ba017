from __future__ import annotations

import datetime as dt
import io
import re

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from press_pages import drawing_of, fonts, page

from report_pdf.pdf.geometry import Rectangle
from report_pdf.pdf.press.identity import FOGRA39, OutputCondition, PressFacts, identify_press
from report_pdf.pdf.press.leaves import ready_leaves
from report_pdf.pdf.press.sheet import MissingBleed, SheetSpec, dress_sheet

MM = 72 / 25.4
BLEED = 3 * MM
ROOM = 10 * MM


def dressed(data, **changes):
    result = dress_sheet(data, SheetSpec(**({"bleed_pt": BLEED, "marks": ()} | changes)))
    opened = pikepdf.open(io.BytesIO(result.data))
    return opened, [finding.code for finding in result.findings]


def box(page, key):
    return [float(side) for side in page.obj[key]]


class TestBoxes:
    def test_the_sheet_begins_at_zero_and_the_boxes_nest(self):
        bled = page(
            "",
            size=(200 + 2 * BLEED, 300 + 2 * BLEED),
            TrimBox=Array([BLEED, BLEED, 200 + BLEED, 300 + BLEED]),
        )
        opened, findings = dressed(bled)
        sheet, bleed, trim = (box(opened.pages[0], key) for key in ("/MediaBox", "/BleedBox", "/TrimBox"))
        assert sheet[:2] == [0, 0]
        assert bleed[:2] == pytest.approx([ROOM, ROOM], abs=0.001)
        assert [trim[0] - bleed[0], bleed[2] - trim[2], trim[2] - trim[0]] == pytest.approx(
            [BLEED, BLEED, 200], abs=0.001
        )
        assert "/CropBox" not in opened.pages[0].obj
        assert findings == []

    def test_a_turned_page_stands_upright_without_rotate(self, seen):
        opened, _ = dressed(page("0 g 0 0 100 150 re f", Rotate=90), bleed_pt=0)
        trim = box(opened.pages[0], "/TrimBox")
        assert (trim[2] - trim[0], trim[3] - trim[1]) == pytest.approx((300, 200), abs=0.001)
        assert "/Rotate" not in opened.pages[0].obj
        (width, height), pixels = seen(_bytes(opened), 0)
        # The lower left quarter of the page, turned clockwise, lies at the upper left.
        assert pixels[3 * (int(trim[0] + 20) + width * int(height - trim[3] + 20))] < 10
        assert pixels[3 * (int(trim[2] - 20) + width * int(height - trim[3] + 20))] > 245

    @pytest.mark.parametrize(
        ("choice", "scale"), [(MissingBleed.WHITE, 1), (MissingBleed.SCALE, (200 + 2 * BLEED) / 200)]
    )
    def test_a_page_that_ends_at_the_trim_is_told_and_left_or_enlarged(self, choice, scale):
        opened, findings = dressed(page("0 g 0 0 9 9 re f"), missing_bleed=choice)
        matrix = [float(part) for part in opened.pages[0].obj.Resources.XObject.Artwork.Matrix]
        assert matrix[0] == matrix[3] == pytest.approx(scale, abs=0.0001)
        assert findings == ["press/no-bleed"]


class TestSupplements:
    """Pages made ready for a sheet of 200 × 300 points."""

    SHEET = Rectangle(20, 20, 220, 320)
    EDGE_TO_EDGE = "0.2 0.4 0.8 rg 0 0 2000 2000 re f 1 0 0 rg 0 0 20 2000 re f"

    @pytest.fixture
    def ready(self, tmp_path, monkeypatch):
        # Whether edges are white is looked up in a child; these pages are our own.
        monkeypatch.setattr("report_pdf.pdf.press.leaves.run", lambda _, function, *rest: function(*rest))

        def make(data, missing=MissingBleed.WHITE):
            source, copy = tmp_path / "source.pdf", tmp_path / "copy.pdf"
            source.write_bytes(data)
            (leaf,) = ready_leaves(source, [(0, self.SHEET)], bleed_pt=BLEED, missing=missing, copy_to=copy)
            return leaf, pikepdf.open(copy)

        return make

    def test_a_landscape_page_is_turned_with_its_head_to_the_left(self, ready, seen):
        leaf, made = ready(page("0 g 0 190 300 10 re f", size=(300, 200)))
        assert (leaf.turned, leaf.scale, sides(leaf.box)) == (True, 1.0, [20, 20, 220, 320])
        (width, height), pixels = seen(_bytes(made), 0)
        assert (width, height) == (200, 300)
        column = [pixels[3 * (150 * width + x)] for x in range(width)]
        assert column[2] < 10
        assert column[20] > 245

    def test_a_page_of_the_sheet_s_own_way_round_is_not(self, ready):
        assert not ready(page("", size=(200, 280)))[0].turned
        assert not ready(page("", size=(300, 300)))[0].turned

    def test_metadata_that_is_no_stream_hinders_nothing(self, ready):
        out = io.BytesIO()
        with pikepdf.open(io.BytesIO(page("0 g 0 190 300 10 re f"))) as pdf:
            pdf.Root["/Metadata"] = pikepdf.Dictionary(Type=pikepdf.Name.Metadata)
            pdf.save(out, fix_metadata_version=False)
        assert len(ready(out.getvalue())[1].pages) == 1

    def test_an_advertisement_with_bleed_and_marks_is_cut_to_its_trim_and_keeps_its_bleed(self, ready):
        room = 40
        leaf, made = ready(
            page(
                self.EDGE_TO_EDGE,
                size=(200 + 2 * room, 300 + 2 * room),
                TrimBox=Array([room, room, 200 + room, 300 + room]),
            )
        )
        assert (leaf.bleed, leaf.scale) == ("full", 1.0)
        assert sides(leaf.box) == pytest.approx([20 - BLEED, 20 - BLEED, 220 + BLEED, 320 + BLEED], abs=0.01)
        assert box(made.pages[0], "/CropBox")[0] == pytest.approx(room - BLEED, abs=0.01)

    def test_white_edges_need_no_bleed(self, ready):
        assert ready(page("0 g 50 50 99 99 re f"))[0].bleed == "white"
        assert ready(page(self.EDGE_TO_EDGE))[0].bleed == "missing"

    def test_it_may_be_enlarged_until_the_bleed_is_covered(self, ready):
        leaf, _ = ready(page(self.EDGE_TO_EDGE), MissingBleed.SCALE)
        assert (leaf.bleed, leaf.scale) == ("scaled", pytest.approx((200 + 2 * BLEED) / 200))
        assert sides(leaf.box) == pytest.approx([20 - BLEED, 20 - BLEED, 220 + BLEED, 320 + BLEED], abs=0.01)
        assert leaf.lost_mm == pytest.approx((300 * leaf.scale - 300) / 2 / MM, abs=0.01)

    @pytest.mark.parametrize("turn", [0, 90])
    def test_its_edges_may_be_mirrored_without_their_text(self, ready, seen, turn):
        size = (200, 300) if turn == 0 else (300, 200)
        drawing = self.EDGE_TO_EDGE + " 0 g BT /F 9 Tf 5 100 Td (A) Tj ET"
        leaf, made = ready(page(drawing, fonts, size=size, Rotate=turn), MissingBleed.MIRROR)
        assert (leaf.bleed, leaf.scale) == ("mirrored", 1.0)
        (width, height), pixels = seen(_bytes(made), 0)
        assert (width, height) == pytest.approx((200 + 2 * BLEED, 300 + 2 * BLEED), abs=1)
        corners = [
            tuple(pixels[3 * (y * width + x) :][:3])
            for x, y in ((3, 3), (width - 4, 3), (3, height - 4), (width - 4, height - 4))
        ]
        red, blue = (255, 0, 0), (51, 102, 204)
        assert corners == ([red, blue, red, blue] if turn == 0 else [red, red, blue, blue])
        assert b"Tj" in made.pages[0].obj.Resources.XObject.Face.read_bytes()
        assert b"Tj" not in made.pages[0].obj.Resources.XObject.Mirrored.read_bytes()


def sides(box):
    return [box.left, box.bottom, box.right, box.top]


class TestMarks:
    def test_marks_are_outside_the_bleed_in_all_inks(self):
        opened, _ = dressed(page(""), marks=("crop", "registration"))
        sheet = opened.pages[0]
        assert sheet.obj.Resources.ColorSpace.All[1] == Name.All
        drawing = drawing_of(sheet)
        assert ("CS", ["/All"]) in drawing
        left, bottom, right, top = box(sheet, "/BleedBox")
        points = [operands[-2:] for name, operands in drawing if name in {"m", "l", "c"}]
        assert len(points) > 40
        assert not [p for p in points if left <= p[0] <= right and bottom <= p[1] <= top]
        width, height = box(sheet, "/MediaBox")[2:]
        assert all(0 <= x <= width and 0 <= y <= height for x, y in points)

    def test_crop_marks_stand_on_the_trim(self):
        opened, _ = dressed(page(""), marks=("crop",))
        trim = box(opened.pages[0], "/TrimBox")
        lines = [operands for name, operands in drawing_of(opened.pages[0]) if name in {"m", "l"}]
        upright = sorted(a[0] for a, b in zip(lines[::2], lines[1::2], strict=True) if a[0] == b[0])
        assert upright == pytest.approx([trim[0]] * 2 + [trim[2]] * 2, abs=0.001)

    def test_the_slug_takes_the_colour_of_the_marks(self):
        slug = page("0.5 0 0 rg BT /F 6 Tf (A) Tj ET", fonts, size=(100, 8))
        opened, _ = dressed(page(""), marks=("slug",), slugs=slug)
        form = opened.pages[0].obj.Resources.XObject.Slug
        assert b"rg" not in form.read_bytes()
        assert b"(A) Tj" in form.read_bytes()
        assert list(form.Resources.keys()) == ["/Font"]

    def test_the_colour_bar_has_a_field_for_each_spot(self):
        tint = Dictionary(
            FunctionType=2, Domain=Array([0, 1]), C0=Array([0] * 4), C1=Array([0, 0, 0.5, 0.2]), N=1
        )
        gold = Array([Name.Separation, Name("/Gold"), Name.DeviceCMYK, tint])
        source = page("/S cs 1 scn 0 0 9 9 re f", {"/ColorSpace": Dictionary(S=gold)})
        opened, _ = dressed(source, marks=("colour-bar",))
        drawing = drawing_of(opened.pages[0])
        assert sum(name == "k" for name, _ in drawing) == 9
        assert ("cs", ["/Spot0"]) in drawing


class TestIdentification:
    FACTS = PressFacts(title="山 & 水", date=dt.datetime(2026, 4, 1, tzinfo=dt.UTC), identifier="x-1")

    def made(self, **changes):
        return identify_press(
            page(""),
            self.FACTS,
            **({"condition": FOGRA39, "profile": b"icc"} | changes),
        )

    def test_it_says_that_it_is_x4_for_a_named_condition(self):
        with pikepdf.open(io.BytesIO(self.made())) as opened:
            assert opened.pdf_version == "1.6"
            intent = opened.Root.OutputIntents[0]
            assert (str(intent.S), str(intent.OutputConditionIdentifier)) == ("/GTS_PDFX", "FOGRA39")
            assert intent.DestOutputProfile.read_bytes() == b"icc"
            assert (opened.docinfo["/Trapped"], str(opened.docinfo["/Title"])) == (Name("/False"), "山 & 水")
            xmp = opened.Root.Metadata.read_raw_bytes().decode()
        for said in ("PDF/X-4", "山 &amp; 水", "2026-04-01T00:00:00+00:00", "default"):
            assert f">{said}<" in xmp
        assert "/Filter" not in opened_keys(self.made())

    def test_its_ids_come_from_what_it_is(self):
        first, again = self.made(), self.made()
        other = self.made(condition=OutputCondition(identifier="X", condition="", information=""))
        assert first == again
        document = [re.search(rb"DocumentID>([^<]+)<", data)[1] for data in (first, other)]
        assert document[0] == document[1]


def opened_keys(data):
    with pikepdf.open(io.BytesIO(data)) as opened:
        return set(opened.Root.Metadata.keys())


def _bytes(opened):
    out = io.BytesIO()
    opened.save(out)
    return out.getvalue()
