from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pytest
from pikepdf import Array, Dictionary, Name, String
from PIL import ImageChops, ImageStat

from report_pdf.imposition import MM, Imposed, ImpositionSpec, Scheme, impose

W, H = 180.0, 260.0
MARGIN = 13 * MM  # bleed and marks around the form
SPEC = ImpositionSpec(scheme=Scheme.SADDLE_STITCH, creep=0.0)
# The page with its bleed, seen upright: another colour each, an arrow that no turn leaves as it is, a frame at the trim.
ART = b"%.2f 0.5 %.2f rg -20 -20 220 300 re f 1 1 1 rg 30 40 90 15 re f 30 55 15 120 re f 0 0 0 RG 2 w 4 4 172 252 re S"


def art(number: int) -> bytes:
    return ART % (0.2 + number * 0.08, 0.9 - number * 0.08)


def add_page(pdf: pikepdf.Pdf, number: int, *, turn: int = 0, unit: float = 1.0, away: float = 0.0) -> None:
    """The same kind of page, written in different ways: bleed of 9 pt, 20 pt of paper around it."""
    matrix, (width, height) = {
        0: ("1 0 0 1 0 0", (W, H)),
        90: (f"0 1 -1 0 {H} 0", (H, W)),
        180: (f"-1 0 0 -1 {W} {H}", (W, H)),
        270: (f"0 -1 1 0 0 {W}", (H, W)),
    }[turn]
    pdf.add_blank_page(page_size=(10, 10))
    page = pdf.pages[-1].obj
    content = f"q {1 / unit} 0 0 {1 / unit} {away} {away} cm {matrix} cm ".encode() + art(number) + b" Q"
    page["/Contents"] = pdf.make_stream(content)
    page["/Resources"] = Dictionary()
    for key, by in (("/MediaBox", 20), ("/BleedBox", 9), ("/TrimBox", 0)):
        page[key] = Array(
            [away - by / unit, away - by / unit, away + (width + by) / unit, away + (height + by) / unit]
        )
    page["/Rotate"] = turn
    if unit != 1:
        page["/UserUnit"] = unit


def magazine(folder: Path, pages: int = 8) -> Path:
    pdf = pikepdf.new()
    ways = [
        {},
        {"turn": 90},
        {"turn": 180},
        {"turn": 270},
        {"unit": 2.0},
        {"away": 33.0},
        {"turn": 90, "unit": 2.0},
        {},
    ]
    for number in range(pages):
        add_page(pdf, number, **ways[number % 8])
    # As exported for reading: only the trim is shown; the bleed is there all the same.
    pdf.pages[-1].obj["/CropBox"] = pdf.pages[-1].obj["/TrimBox"]
    pdf.Root["/OutputIntents"] = Array(
        [Dictionary(Type=Name.OutputIntent, S=Name("/GTS_PDFX"), OutputConditionIdentifier=String("FOGRA39"))]
    )
    path = folder / "m.pdf"
    pdf.save(path, static_id=True)
    return path


def shown(pdf: pikepdf.Pdf, page: int, box: tuple[float, float, float, float], *, on_its_head: bool = False):
    """What PDFium draws of a page within ``box``, alone."""
    out = io.BytesIO()
    with pikepdf.new() as one:
        one.pages.append(pdf.pages[page])
        sheet = one.pages[0].obj
        for key in ("/CropBox", "/TrimBox", "/BleedBox"):
            if key in sheet:
                del sheet[key]
        # A hair less, lest PDFium round a length up by a pixel. It does not know /UserUnit.
        sheet["/MediaBox"] = Array([box[0], box[1], box[2] - 0.01, box[3] - 0.01])
        unit = float(sheet.get("/UserUnit", 1))
        if on_its_head:
            sheet["/Rotate"] = 180
        one.save(out)
    document = pdfium.PdfDocument(out.getvalue())
    try:
        return document[0].render(scale=1.5 * unit).to_pil().convert("RGB")
    finally:
        document.close()


def differ(one, other) -> float:
    assert abs(one.width - other.width) <= 1
    assert abs(one.height - other.height) <= 1
    size = min(one.width, other.width), min(one.height, other.height)
    difference = ImageChops.difference(one.crop((0, 0, *size)), other.crop((0, 0, *size)))
    return max(ImageStat.Stat(difference).mean)


def cells(imposed: Imposed) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(imposed.pdf))


def trim_of(pdf: pikepdf.Pdf, page: int) -> tuple[float, ...]:
    return tuple(float(edge) for edge in pdf.pages[page].obj["/TrimBox"])


def test_every_imposed_page_looks_like_its_source(tmp_path):
    path = magazine(tmp_path)
    imposed = impose(path, SPEC)
    order = [[8, 1], [2, 7], [6, 3], [4, 5]]
    with pikepdf.open(path) as source, cells(imposed) as sheets:
        for side, pages in enumerate(order):
            for column, number in enumerate(pages):
                left = MARGIN + column * W
                got = shown(sheets, side, (left, MARGIN, left + W, MARGIN + H))
                wanted = shown(source, number - 1, trim_of(source, number - 1))
                assert differ(got, wanted) < 0.6, (side, number)
                neighbour = shown(source, number % 8, trim_of(source, number % 8))
                assert differ(got, neighbour) > 5


def test_pages_that_stand_on_their_heads(tmp_path):
    path = magazine(tmp_path)
    imposed = impose(path, ImpositionSpec(scheme=Scheme.SADDLE_STITCH, creep=0.0, signature=8))
    gap = 6 * MM
    with pikepdf.open(path) as source, cells(imposed) as sheets:
        assert len(sheets.pages) == 2
        for side, grid in enumerate(([[5, 4], [8, 1]], [[3, 6], [2, 7]])):
            for row, pages in enumerate(grid):
                for column, number in enumerate(pages):
                    left, bottom = MARGIN + column * W, MARGIN + (1 - row) * (H + gap)
                    got = shown(sheets, side, (left, bottom, left + W, bottom + H), on_its_head=row == 0)
                    wanted = shown(source, number - 1, trim_of(source, number - 1))
                    assert differ(got, wanted) < 0.6, (side, number)


def test_creep_moves_the_page_and_the_cut(tmp_path):
    path = magazine(tmp_path)
    spec = ImpositionSpec(scheme=Scheme.SADDLE_STITCH, caliper=2 * MM)
    imposed = impose(path, spec)
    with pikepdf.open(path) as source, cells(imposed) as sheets:
        shift = 2 * MM
        assert trim_of(sheets, 0)[::2] == pytest.approx((MARGIN, MARGIN + 2 * W), abs=1e-3)
        assert trim_of(sheets, 2)[::2] == pytest.approx((MARGIN + shift, MARGIN + 2 * W - shift), abs=1e-3)
        # Page 3 is at the right of the spine: its left 2 mm are cut off there.
        left, bottom, right, top = trim_of(source, 2)
        got = shown(sheets, 2, (MARGIN + W, MARGIN, MARGIN + 2 * W - shift, MARGIN + H))
        # Page 3 is written upside down (/Rotate 180), so what is cut off is at the right of its space.
        assert differ(got, shown(source, 2, (left, bottom, right - shift, top))) < 0.6
    assert "imposition/creep" in [finding.code for finding in imposed.findings]


def test_bleed_goes_outwards_and_not_across_the_spine(tmp_path):
    imposed = impose(magazine(tmp_path), SPEC)
    with cells(imposed) as sheets:
        box = [float(edge) for edge in sheets.pages[0].obj["/BleedBox"]]
        assert box == pytest.approx([10 * MM, 10 * MM, 16 * MM + 2 * W, 16 * MM + H], abs=1e-3)
        picture = shown(sheets, 0, tuple(float(edge) for edge in sheets.pages[0].obj["/MediaBox"]))
    scale = 1.5
    last, first = ((0.2 + n * 0.08, 0.5, 0.9 - n * 0.08) for n in (7, 0))

    def at(x: float, y: float) -> tuple[int, ...]:
        return picture.getpixel((int(x * scale), int((float(16 * MM + H + 10 * MM) - y) * scale)))

    def close(pixel, colour) -> bool:
        return all(abs(value - 255 * part) < 4 for value, part in zip(pixel, colour, strict=True))

    assert close(at(10 * MM + 3, MARGIN + 100), last)
    assert close(at(MARGIN + 100, 10 * MM + 3), last)
    assert close(at(16 * MM + 2 * W - 3, MARGIN + 100), first)
    # Two points either side of the spine, between frame and trim.
    assert close(at(MARGIN + W - 1.5, MARGIN + 100), last)
    assert close(at(MARGIN + W + 1.5, MARGIN + 100), first)
    assert at(10 * MM - 2, MARGIN + 100) == (255, 255, 255)
    assert "imposition/no-bleed" not in [finding.code for finding in imposed.findings]


def test_what_belongs_to_the_file_stays_and_what_belongs_to_pages_goes(tmp_path):
    path = magazine(tmp_path, pages=4)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("印刷")))
        pdf.Root["/OCProperties"] = Dictionary(OCGs=Array([layer]), D=Dictionary(Order=Array([layer])))
        spot = Array(
            [
                Name.Separation,
                Name("/GoldInk"),
                Name.DeviceCMYK,
                Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[0, 0.3, 0.8, 0.2], N=1),
            ]
        )
        pdf.pages[0].obj["/Resources"] = Dictionary(
            ColorSpace=Dictionary(Gold=pdf.make_indirect(spot)), Properties=Dictionary(L=layer)
        )
        with pdf.open_metadata(set_pikepdf_as_editor=False) as xmp:
            xmp["dc:title"] = "题"
            xmp["pdfaid:part"] = "3"
            xmp["pdfxid:GTS_PDFXVersion"] = "PDF/X-4"
        with pdf.open_outline() as outline:
            outline.root.append(pikepdf.OutlineItem("一", 0))
        pdf.pages[1].obj["/Annots"] = Array(
            [
                pdf.make_indirect(
                    Dictionary(
                        Type=Name.Annot,
                        Subtype=Name.Link,
                        Rect=[0, 0, 9, 9],
                        Border=[0, 0, 0],
                        A=Dictionary(S=Name.URI, URI=String("https://example.org")),
                    )
                )
            ]
        )
        pdf.Root["/PageLabels"] = Dictionary(Nums=Array([0, Dictionary(S=Name.D)]))
        pdf.save(path)
    imposed = impose(path, SPEC)
    said = {finding.code: finding.message.en for finding in imposed.findings}
    assert "links" in said["imposition/left-behind"]
    assert "bookmarks" in said["imposition/left-behind"]
    assert "page labels" in said["imposition/left-behind"]
    assert "PDF/A" in said["imposition/claim-dropped"]
    assert "imposition/claim-unproven" in said
    with cells(imposed) as sheets:
        assert str(sheets.Root.OutputIntents[0].OutputConditionIdentifier) == "FOGRA39"
        assert str(sheets.Root.OCProperties.OCGs[0].Name) == "印刷"
        assert not {"/Outlines", "/PageLabels"} & set(sheets.Root.keys())
        words = sheets.Root.Metadata.read_bytes()
        assert "题".encode() in words
        assert b"PDF/X-4" in words
        assert b"pdfaid" not in words
        artwork = sheets.pages[0].obj.Resources.XObject
        assert any("/Gold" in artwork[key].Resources.get("/ColorSpace", {}) for key in artwork.keys())  # noqa: SIM118
        assert all("/Annots" not in page.obj for page in sheets.pages)
        assert str(sheets.pages[0].obj.Resources.ColorSpace.All[1]) == "/All"


def test_metadata_that_is_no_stream_is_left_behind(tmp_path):
    path = magazine(tmp_path)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.Root["/Metadata"] = Dictionary(Type=Name.Metadata)
        pdf.save(path, fix_metadata_version=False)
    with pikepdf.open(io.BytesIO(impose(path, SPEC).pdf)) as sheets:
        assert "/Metadata" not in sheets.Root


def test_notes_that_print_become_part_of_their_page(tmp_path):
    path = magazine(tmp_path, pages=4)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        stamp = pdf.make_stream(b"1 0 0 rg 0 0 40 40 re f")
        stamp["/Type"], stamp["/Subtype"], stamp["/BBox"] = Name.XObject, Name.Form, Array([0, 0, 40, 40])
        note = Dictionary(
            Type=Name.Annot, Subtype=Name.Stamp, F=4, Rect=[60, 100, 100, 140], AP=Dictionary(N=stamp)
        )
        pdf.pages[0].obj["/Annots"] = Array([pdf.make_indirect(note)])
        pdf.save(path)
    imposed = impose(path, SPEC)
    assert "imposition/notes-drawn" in [finding.code for finding in imposed.findings]
    with cells(imposed) as sheets:
        picture = shown(sheets, 0, (MARGIN + W + 70, MARGIN + 110, MARGIN + W + 90, MARGIN + 130))
    assert picture.getpixel((10, 10)) == (255, 0, 0)


def group(space: str) -> Dictionary:
    return Dictionary(S=Name.Transparency, CS=Name(space))


def test_pages_with_one_blending_space_give_it_to_the_sheet_others_keep_theirs_isolated(tmp_path):
    path = magazine(tmp_path, pages=4)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        for number, space in ((0, "/DeviceCMYK"), (3, "/DeviceCMYK"), (1, "/DeviceCMYK"), (2, "/DeviceRGB")):
            pdf.pages[number].obj["/Group"] = group(space)
        pdf.save(path)
    with cells(impose(path, SPEC)) as sheets:
        front, back = (page.obj for page in sheets.pages)
        assert str(front.Group.CS) == "/DeviceCMYK"
        assert all("/Group" not in front.Resources.XObject[key] for key in ("/P0", "/P1"))
        spaces = {
            (str(form.Group.CS), bool(form.Group.I))
            for form in (back.Resources.XObject[k] for k in ("/P0", "/P1"))
        }
        assert spaces == {("/DeviceCMYK", True), ("/DeviceRGB", True)}


def test_a_right_bound_book_is_read_from_the_file(tmp_path):
    path = magazine(tmp_path, pages=4)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.Root["/ViewerPreferences"] = Dictionary(Direction=Name.R2L)
        pdf.save(path, static_id=True)
    with cells(impose(path, SPEC)) as sheets, pikepdf.open(path) as source:
        cover = shown(source, 0, trim_of(source, 0))
        assert differ(shown(sheets, 0, (MARGIN, MARGIN, MARGIN + W, MARGIN + H)), cover) < 0.6


def test_pages_of_another_size_are_reduced_turned_or_centred_and_said(tmp_path):
    pdf = pikepdf.new()
    for size in ((180, 260), (180, 260), (190, 280), (260, 180), (150, 200)):
        pdf.add_blank_page(page_size=size)
    pdf.save(tmp_path / "mixed.pdf")
    imposed = impose(tmp_path / "mixed.pdf", SPEC)
    said = [f.message.en for f in imposed.findings if f.code == "imposition/mixed-sizes"]
    assert [sentence.split(": ")[1] for sentence in said] == [
        "reduced to 92.9%.",
        "turned, centred, with paper around it.",
        "centred, with paper around it.",
    ]
    blanks = next(f for f in imposed.findings if f.code == "imposition/blank-pages")
    assert "blank are pages 5–7" in blanks.message.en
