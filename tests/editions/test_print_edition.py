"""The print edition: what no press can take becomes a picture or is refused, and the file says what it is made for."""

from __future__ import annotations

import datetime as dt
import io
import re
from dataclasses import replace

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from report_pdf.editions import close_edition, spec_of
from report_pdf.editions.press import pressed_packet
from report_pdf.findings import Place, Severity
from report_pdf.model.issue import Cover, Issue
from report_pdf.model.pages import Packet, PageOrigin
from report_pdf.model.plan import EditionName, EditionPlans, IssueIdentity, PressPlan
from report_pdf.resources import assets_folder, layouts_folder

MM = 72 / 25.4
WIDTH, HEIGHT = 100 * MM, 140 * MM
ORIGINS = (PageOrigin(page=1, file="advert.pdf", source_page=3),)


@pytest.fixture(autouse=True)
def _here(monkeypatch):
    """What is converted here is our own: starting a child for each page is slow. Drawing still goes to one."""
    monkeypatch.setattr("report_pdf.editions.press.run", lambda _, function, *a, **k: function(*a, **k))


def spec(**ticket):
    return spec_of(EditionName.PRESS, EditionPlans(press=PressPlan(marks=(), **ticket)))


def packet(drawing, resources=None, *, stitched=None):
    """A page with bleed; ``stitched``: what a supplement's page on it draws, with what resources."""
    with pikepdf.new() as pdf:
        bleed = 3 * MM
        pdf.add_blank_page(page_size=(WIDTH + 2 * bleed, HEIGHT + 2 * bleed))
        page = pdf.pages[0]
        page.obj["/TrimBox"] = Array([bleed, bleed, WIDTH + bleed, HEIGHT + bleed])
        page.obj["/Contents"] = pdf.make_stream(drawing.encode())
        page.obj["/Resources"] = Dictionary(resources or {})
        if stitched is not None:
            content, inner = stitched
            form = pdf.make_stream(content.encode())
            form["/Type"], form["/Subtype"] = Name.XObject, Name.Form
            form["/BBox"], form["/Resources"] = Array([0, 0, WIDTH, HEIGHT]), Dictionary(inner)
            page.obj.Resources["/XObject"] = Dictionary({"/Supplement0": form})
            page.contents_add(pdf.make_stream(b"q 1 0 0 1 0 0 cm /Supplement0 Do Q\n"), prepend=True)
        out = io.BytesIO()
        pdf.save(out, static_id=True)
    return out.getvalue()


def pressed(pdf, **ticket):
    made = pressed_packet(pdf, spec(**ticket), file="print.pdf", origins=ORIGINS)
    return pikepdf.open(io.BytesIO(made.data)), made


def broken_shading():
    """Three numbers a colour from a function that gives two."""
    function = Dictionary(FunctionType=2, Domain=Array([0, 1]), C0=Array([0, 0]), C1=Array([1, 1]), N=1)
    shading = Dictionary(
        ShadingType=2, ColorSpace=Name.DeviceRGB, Coords=Array([0, 0, 99, 0]), Function=function
    )
    return {"/Shading": Dictionary(S=shading)}


def bare_font():
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    return {"/Font": Dictionary(F=font)}


def issue(date=None):
    identity = IssueIdentity(id="ferry-7", name="渡口", number="第7期", date=date)
    cover = Cover(picture=None, headlines=(), title="")
    return Issue(identity=identity, language="zh-CN", cover=cover, articles=())


def closed(pdf, *, date=None, moment=None, **ticket):
    made = Packet(pdf=pdf, pages=1, origins=ORIGINS)
    return close_edition(made, issue(date), spec(**ticket), moment=moment)


class TestPagesAsPictures:
    def test_what_cannot_be_converted_becomes_a_cmyk_picture_and_names_its_supplement(self):
        source = packet("0.9 0.1 0.1 rg 30 30 150 200 re f /S sh", broken_shading())
        opened, made = pressed(source)
        page = opened.pages[0].obj
        picture = page.Resources.XObject["/PagePicture"]
        assert (picture.ColorSpace, "/Shading" in page.Resources) == (Name.DeviceCMYK, False)
        assert int(picture.Width) == pytest.approx((WIDTH + 6 * MM) / 72 * 300, abs=1)
        assert [float(side) for side in page.MediaBox[2:]] == pytest.approx(
            [WIDTH + 6 * MM, HEIGHT + 6 * MM], abs=0.01
        )
        (finding,) = made.findings
        assert (finding.code, finding.place) == ("press/page-as-picture", Place(file="advert.pdf", page=3))
        assert "print.pdf 第 1 页" in finding.message.zh
        assert "渐变" in finding.message.zh

    def test_the_house_s_own_type_over_it_stays_type(self):
        house = "0 0 0 rg 12 12 5 5 re f"
        opened, _ = pressed(packet(house, stitched=("/S sh", broken_shading())))
        page = opened.pages[0]
        drawn = page.Contents.read_bytes()
        assert b" re" in drawn
        assert list(page.obj.Resources.XObject.keys()) == ["/PagePicture"]

    def test_a_fault_of_the_house_s_own_makes_the_whole_page_a_picture(self):
        opened, made = pressed(packet("/S sh 12 12 5 5 re f", broken_shading(), stitched=("0 g", {})))
        assert b" re" not in opened.pages[0].Contents.read_bytes()
        assert "press/not-convertible" not in {finding.code for finding in made.findings}

    def test_black_and_grey_of_a_picture_are_black_ink_alone(self):
        opened, _ = pressed(packet("0 g 0 0 400 200 re f 1 0 0 rg 0 200 400 9 re f /S sh", broken_shading()))
        picture = opened.pages[0].obj.Resources.XObject["/PagePicture"]
        assert picture.ColorSpace == Name.DeviceCMYK
        image = pikepdf.PdfImage(picture).as_pil_image()
        assert image.getpixel((image.width // 2, image.height - 40)) == (0, 0, 0, 255)

    def test_fonts_that_are_not_embedded_are_refused_unless_the_ticket_says_picture(self):
        source = packet("BT /F 20 Tf 40 90 Td (Ferry) Tj ET", bare_font())
        opened, made = pressed(source)
        assert [(f.code, f.severity) for f in made.findings] == [("press/font-not-embedded", Severity.ERROR)]
        assert b"Tj" in opened.pages[0].Contents.read_bytes()
        opened, made = pressed(source, supplement_fonts="picture")
        assert [f.code for f in made.findings] == ["press/page-as-picture"]
        assert "替代字体" in made.findings[0].hint.zh
        assert b"Tj" not in opened.pages[0].Contents.read_bytes()


class TestInk:
    def test_colours_over_the_limit_are_brought_under_it_and_told(self):
        opened, made = pressed(packet("1 0.9 0.8 0.9 k 30 30 150 200 re f"), ink_limit=280)
        inks = [
            [float(part) for part in item.operands]
            for item in pikepdf.parse_content_stream(opened.pages[0])
            if str(item.operator) == "k"
        ]
        assert sum(inks[-1]) == pytest.approx(2.8, abs=0.001)
        assert inks[-1][3] == 0.9
        assert [(f.code, f.place.page) for f in made.findings] == [("press/ink-limited", 3)]
        assert "360%" in made.findings[0].message.zh

    def test_the_house_s_own_palette_is_under_any_limit_a_ticket_may_set(self):
        sheet = (layouts_folder() / "magazine" / "css" / "edition-print.css").read_text(encoding="utf-8")
        colours = re.findall(r"device-cmyk\(([\d. ]+)\)", sheet)
        assert len(colours) >= 5
        assert max(sum(map(float, colour.split())) for colour in colours) < 2.4


class TestSpots:
    def gold(self):
        tint = Dictionary(
            FunctionType=2, Domain=Array([0, 1]), C0=Array([0] * 4), C1=Array([0, 0.2, 0.7, 0.1]), N=1
        )
        space = Array([Name.Separation, Name("/House Gold"), Name.DeviceCMYK, tint])
        return packet("/G cs 1 scn 30 30 150 200 re f", {"/ColorSpace": Dictionary(G=space)})

    def test_a_spot_that_is_named_is_an_ink_of_its_own(self):
        edition = closed(self.gold(), spots=("House Gold",))
        with pikepdf.open(io.BytesIO(edition.data)) as pdf:
            spaces = pdf.pages[0].obj.Resources.XObject.Artwork.Resources.ColorSpace
            names = [str(spaces[key][1]) for key in spaces.keys()]  # noqa: SIM118 - a pikepdf dictionary
        assert names == ["/House Gold"]
        assert not [f for f in edition.findings if "spot" in f.code]

    def test_one_that_is_nowhere_is_told_with_those_that_are(self):
        findings = {f.code: f for f in closed(self.gold(), spots=("Gold",)).findings}
        assert "“House Gold”" in findings["press/spot-not-found"].hint.zh
        assert "press/spot-converted" in findings


class TestIdentity:
    @pytest.mark.parametrize(
        ("date", "moment", "said"),
        [
            (dt.date(2026, 3, 1), dt.datetime(2027, 1, 1, tzinfo=dt.UTC), "D:20260301000000Z"),
            (None, dt.datetime(2027, 1, 1, 8, tzinfo=dt.UTC), "D:20270101080000Z"),
            (None, None, "D:19800101000000Z"),
        ],
    )
    def test_its_date_is_the_issue_s_or_the_build_s_never_the_clock_s(self, date, moment, said):
        edition = closed(packet("0 0 9 9 re f"), date=date, moment=moment)
        with pikepdf.open(io.BytesIO(edition.data)) as pdf:
            assert str(pdf.docinfo["/CreationDate"]) == said

    @pytest.mark.parametrize(
        ("called", "identifier", "registered"),
        [
            (b"PSO Coated v3  ", "FOGRA51", True),
            (b"GRACoL2013 Test", "CGATS21-2-CRPC6", True),
            (b"Our own press 7", "Custom", False),
        ],
    )
    def test_the_condition_is_the_one_the_profile_was_made_for(self, called, identifier, registered):
        shipped = (assets_folder() / "icc" / "FOGRA39L_coated.icc").read_bytes()
        assert shipped.count(b"FOGRA39L Coated") == 1
        own = spec()
        profile = shipped.replace(b"FOGRA39L Coated", called)
        ticket = replace(own.press, profile="shop.icc")
        own = replace(own, press=ticket, pictures=replace(own.pictures, profile=profile))
        made = Packet(pdf=packet("0 0 9 9 re f"), pages=1)
        edition = close_edition(made, issue(), own)
        with pikepdf.open(io.BytesIO(edition.data)) as pdf:
            intent = pdf.Root.OutputIntents[0]
            assert str(intent.OutputConditionIdentifier) == identifier
            assert bool(str(intent.RegistryName)) is registered
            assert str(intent.Info) == called.decode().strip()

    def test_the_same_bytes_twice(self):
        source = packet("0.9 0.1 0.1 rg 30 30 150 200 re f /S sh", broken_shading())
        assert closed(source).data == closed(source).data
