from __future__ import annotations

import io

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, NumberTree, String

from report_pdf.pdf import Insert, Leaf, Rectangle, bind, open_supplement, outlines

pytestmark = pytest.mark.usefixtures("in_place")


def insert(path, *pages, title="附表", name=None):
    """Each (source page, packet page), from 0."""
    leaves = tuple(Leaf(source=source, page=page) for source, page in pages)
    return Insert(name=name or path.name, title=title, path=path, leaves=leaves)


def codes(bound):
    return [finding.code for finding in bound.findings]


def differing(one, other):
    return sum(a != b for a, b in zip(one, other, strict=True))


def stamp(pdf, rectangle):
    """An annotation whose appearance no turn leaves alike."""
    look = pdf.make_stream(b"0.9 0.6 0 rg 0 0 40 20 re f 0 0 0 rg 0 0 12 6 re f")
    look["/Type"], look["/Subtype"] = Name.XObject, Name.Form
    look["/BBox"] = Array([0, 0, 40, 20])
    note = Dictionary(Type=Name.Annot, Subtype=Name.Stamp, Rect=rectangle, F=4, AP=Dictionary(N=look))
    pdf.pages[0].obj["/Annots"] = Array([pdf.make_indirect(note)])


@pytest.mark.parametrize(
    ("turn", "crop"),
    [
        (0, None),
        (0, [20, 30, 180, 280]),
        (90, [20, 30, 180, 280]),
        (180, [5, 30, 180, 280]),
        (-90, [20, 30, 170, 280]),
    ],
)
def test_a_page_looks_as_its_source_whatever_its_turn_and_crop(make, seen, turn, crop):
    pdf = make.new(size=(200, 300))
    pdf.pages[0].obj["/MediaBox"] = Array([-15, 5, 185, 305])
    pdf.pages[0].obj["/Rotate"] = turn
    if crop:
        pdf.pages[0].obj["/CropBox"] = Array(crop)
    stamp(pdf, Array([70, 150, 110, 170]))
    path = make.save(pdf, "turned.pdf")
    facts = open_supplement(path).pages[0]

    bound = bind(
        make.body(1), inserts=[insert(path, (0, 1))], blank_pages=[(facts.width_pt, facts.height_pt)]
    )

    size, source = seen(path, 0)
    assert (facts.width_pt, facts.height_pt) == size
    new_size, stitched = seen(bound.pdf, 1)
    assert new_size == size
    assert bytes([230, 153, 0]) in source
    assert differing(source, stitched) == 0


def test_user_units_count_as_points(make):
    pdf = make.new(size=(100, 50))
    pdf.pages[0].obj["/UserUnit"] = 2
    page = open_supplement(make.save(pdf, "large.pdf")).pages[0]
    assert (page.width_pt, page.height_pt) == (200, 100)


def test_what_the_body_draws_stays_on_top(make, seen):
    folio = b"0 g 0 0 200 30 re f"
    path = make.save(make.new(drawing=b"1 0 0 rg 0 0 200 300 re f"), "red.pdf")
    bound = bind(make.body(2, drawing=folio), inserts=[insert(path, (0, 1))])
    (width, height), pixels = seen(bound.pdf, 1)
    at = lambda x, y: pixels[3 * (y * width + x) : 3 * (y * width + x) + 3]  # noqa: E731
    assert at(100, height - 5) == bytes([0, 0, 0])
    assert at(100, 50) == bytes([255, 0, 0])


def test_unbalanced_content_does_not_reach_the_folio(make, seen):
    folio = b"0 g 10 10 20 20 re f"
    wild = make.save(make.new(drawing=b"q q 0.1 0 0 0.1 50 50 cm 1 0 0 rg 0 0 9 9 re f"), "wild.pdf")
    calm = make.save(make.new(drawing=b""), "calm.pdf")
    results = [bind(make.body(1, drawing=folio), inserts=[insert(p, (0, 0))]).pdf for p in (wild, calm)]
    (width, _), first = seen(results[0], 0)
    _, second = seen(results[1], 0)
    row = 280 * width * 3
    assert first[row : row + 120] == second[row : row + 120]
    assert bytes([0, 0, 0]) in first[row : row + 120]


def test_a_frame_scales_evenly_and_says_so(make, seen):
    path = make.save(make.new(size=(200, 300), drawing=b"1 0 0 rg 0 0 200 300 re f"), "red.pdf")
    leaf = Leaf(source=0, page=0, box=Rectangle(50, 50, 150, 250))
    inserted = Insert(name="red.pdf", title="红", path=path, leaves=(leaf,))
    bound = bind(make.body(1), inserts=[inserted])
    (width, _), pixels = seen(bound.pdf, 0)
    red = [i for i in range(0, len(pixels), 3) if pixels[i : i + 3] == bytes([255, 0, 0])]
    xs, ys = {i // 3 % width for i in red}, {i // 3 // width for i in red}
    assert (min(xs), max(xs)) == (50, 149)
    assert (min(ys), max(ys)) == (75, 224)
    assert "pdf/scaled" in codes(bound)


def test_links_of_two_files_with_the_same_name_do_not_cross(make):
    paths = []
    for name in ("first.pdf", "second.pdf"):
        pdf = make.new(2)
        make.name_page(pdf, "sec1", 1)
        make.link(pdf, 0, Dest=String("sec1"))
        make.link(pdf, 0, A=Dictionary(S=Name.GoTo, D=String("sec1")))
        make.link(pdf, 0, A=Dictionary(S=Name.URI, URI=String("https://example.org/表")))
        paths.append(make.save(pdf, name))
    inserts = [insert(paths[0], (0, 1), (1, 2)), insert(paths[1], (0, 3), (1, 4))]
    bound = bind(make.body(5), inserts=inserts)
    with pikepdf.open(io.BytesIO(bound.pdf)) as packet:
        for page, target in ((1, 2), (3, 4)):
            links = list(packet.pages[page].obj["/Annots"])
            assert [link["/Dest"][0].objgen for link in links[:2]] == [packet.pages[target].obj.objgen] * 2
            assert str(links[2]["/A"]["/URI"]) == "https://example.org/表"


def test_a_link_moves_with_its_turned_page(make):
    pdf = make.new(2, size=(200, 300))
    pdf.pages[0].obj["/Rotate"] = 90
    make.link(pdf, 0, Dest=Array([pdf.pages[0].obj, Name.XYZ, 10, 20, None]))
    path = make.save(pdf, "turned.pdf")
    bound = bind(make.body(1), inserts=[insert(path, (0, 1))], blank_pages=[(300, 200)])
    with pikepdf.open(io.BytesIO(bound.pdf)) as packet:
        link = packet.pages[1].obj["/Annots"][0]
        assert [float(n) for n in link["/Rect"]] == [20, 140, 40, 190]
        assert [float(n) for n in list(link["/Dest"])[2:4]] == [20, 190]


def test_a_link_to_a_page_left_behind_is_taken_off_and_listed(make):
    pdf = make.new(2)
    make.link(pdf, 0, Dest=Array([pdf.pages[1].obj, Name.Fit]))
    bound = bind(make.body(1), inserts=[insert(make.save(pdf, "two.pdf"), (0, 0))])
    assert "pdf/link-left" in codes(bound)
    with pikepdf.open(io.BytesIO(bound.pdf)) as packet:
        assert len(packet.pages[0].obj["/Annots"]) == 0
        assert len(packet.pages) == 1


def test_bookmarks_go_below_the_bodys_entry_for_the_page(make):
    with pikepdf.open(io.BytesIO(make.body(4))) as body:
        make.outline(body, ("正文", 0, ()), ("附表", 2, ()))
        out = io.BytesIO()
        body.save(out)
    pdf = make.new(3)
    make.outline(pdf, ("甲", 0, (("甲一", 0), ("甲二", 1))), ("乙", 2, ()))
    bound = bind(out.getvalue(), inserts=[insert(make.save(pdf, "s.pdf"), (0, 2), (1, 3))])
    first, second = outlines(bound.pdf)
    assert (first.title, first.page, first.children) == ("正文", 1, ())
    assert (second.title, second.page) == ("附表", 3)
    (child,) = second.children
    assert [(g.title, g.page) for g in (child, *child.children)] == [("甲", 3), ("甲一", 3), ("甲二", 4)]
    assert codes(bound).count("pdf/bookmark-left") == 1


def test_the_outline_counts_what_shows(make):
    pdf = make.new(1)
    make.outline(pdf, ("甲", 0, (("甲一", 0), ("甲二", 0))))
    bound = bind(make.body(1), inserts=[insert(make.save(pdf, "s.pdf"), (0, 0))])
    with pikepdf.open(io.BytesIO(bound.pdf)) as packet:
        root = packet.Root["/Outlines"]
        assert int(root["/Count"]) == 1
        assert int(root["/First"]["/Count"]) < 0


def test_the_bodys_tags_layers_attachments_and_labels_stay(make):
    with pikepdf.open(io.BytesIO(make.body(2))) as body:
        body.Root["/StructTreeRoot"] = body.make_indirect(Dictionary(Type=Name.StructTreeRoot, K=Array()))
        body.Root["/MarkInfo"] = Dictionary(Marked=True)
        body.attachments["说明.txt"] = b"words"
        layer = body.make_indirect(Dictionary(Type=Name.OCG, Name=String("层")))
        body.Root["/OCProperties"] = Dictionary(OCGs=Array([layer]), D=Dictionary(ON=Array([layer])))
        body.Root["/PageLabels"] = Dictionary(Nums=Array([0, Dictionary(S=Name.r)]))
        body.pages[1].obj["/StructParents"] = 7
        out = io.BytesIO()
        body.save(out)
    tagged = make.new()
    tagged.Root["/StructTreeRoot"] = tagged.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    tagged.pages[0].obj["/StructParents"] = 7
    bound = bind(
        out.getvalue(), inserts=[insert(make.save(tagged, "s.pdf"), (0, 1), (0, 2))], blank_pages=[(200, 300)]
    )
    with pikepdf.open(io.BytesIO(bound.pdf)) as packet:
        assert "/StructTreeRoot" in packet.Root
        assert packet.Root["/MarkInfo"]["/Marked"] is True
        assert set(packet.attachments) == {"说明.txt"}
        assert len(packet.Root["/OCProperties"]["/OCGs"]) == 1
        assert [page.label for page in packet.pages] == ["i", "ii", "iii"]
        # The body's page keeps its number; a supplement whose tags hold nothing comes in as figures, one a page.
        assert int(packet.pages[1].obj["/StructParents"]) == 7
        rows = NumberTree(packet.Root["/StructTreeRoot"]["/ParentTree"])
        figures = [rows[int(page.obj["/StructParents"])][0] for page in packet.pages[1:]]
        assert [str(figure["/S"]) for figure in figures] == ["/Figure", "/Figure"]
        assert [
            figure["/Pg"] == page.obj for figure, page in zip(figures, packet.pages[1:], strict=True)
        ] == [True] * 2
    assert "pdf/tags-left" in codes(bound)


def with_field(make, value):
    pdf = make.new()
    field = Dictionary(
        Type=Name.Annot,
        Subtype=Name.Widget,
        FT=Name.Tx,
        T=String("name"),
        V=String(value),
        Rect=Array([0, 0, 50, 20]),
    )
    pdf.pages[0].obj["/Annots"] = Array([pdf.make_indirect(field)])
    pdf.Root["/AcroForm"] = Dictionary(Fields=pdf.pages[0].obj["/Annots"], DA=String("/Helv 9 Tf"))
    return pdf


def test_fields_of_the_same_name_keep_their_values(make):
    paths = [make.save(with_field(make, value), f"{number}.pdf") for number, value in enumerate(("王", "李"))]
    bound = bind(make.body(2), inserts=[insert(paths[0], (0, 0)), insert(paths[1], (0, 1))])
    with pikepdf.open(io.BytesIO(bound.pdf)) as packet:
        fields = {str(f["/T"]): (str(f["/V"]), str(f["/DA"])) for f in packet.Root["/AcroForm"]["/Fields"]}
    assert fields == {"name": ("王", "/Helv 9 Tf"), "name-2": ("李", "/Helv 9 Tf")}
    assert codes(bound).count("pdf/field-renamed") == 1


def test_a_hidden_layer_stays_hidden(make, seen):
    pdf = make.new(drawing=b"/OC /Secret BDC 1 0 0 rg 0 0 200 300 re f EMC")
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("密")))
    pdf.pages[0].obj["/Resources"]["/Properties"] = Dictionary(Secret=layer)
    pdf.Root["/OCProperties"] = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer])))
    path = make.save(pdf, "layers.pdf")
    bound = bind(make.body(1), inserts=[insert(path, (0, 0))])
    assert set(seen(bound.pdf, 0)[1]) == {255}
    assert "pdf/layers-kept" in codes(bound)


def test_attachments_come_along_but_no_executables(make):
    pdf = make.new()
    pdf.attachments["数据.csv"] = b"1,2"
    pdf.attachments["setup.exe"] = b"MZ"
    bound = bind(make.body(1), inserts=[insert(make.save(pdf, "a.pdf"), (0, 0))])
    with pikepdf.open(io.BytesIO(bound.pdf)) as packet:
        assert {k: v.get_file().read_bytes() for k, v in packet.attachments.items()} == {"数据.csv": b"1,2"}
    assert {"pdf/attachments-kept", "pdf/executable-removed"} <= set(codes(bound))


def test_the_same_page_twice(make, seen):
    pdf = with_field(make, "王")
    make.link(pdf, 0, A=Dictionary(S=Name.URI, URI=String("https://example.org")))
    bound = bind(make.body(2), inserts=[insert(make.save(pdf, "s.pdf"), (0, 0), (0, 1))])
    with pikepdf.open(io.BytesIO(bound.pdf)) as packet:
        kinds = [[str(note["/Subtype"]) for note in page.obj["/Annots"]] for page in packet.pages]
    assert kinds == [["/Widget", "/Link"], ["/Link"]]
    assert "pdf/field-left" in codes(bound)
    assert seen(bound.pdf, 0) == seen(bound.pdf, 1)


def test_same_bytes_twice(make):
    path = make.save(make.new(2), "s.pdf")
    first, second = (bind(make.body(2), inserts=[insert(path, (0, 0), (1, 1))]).pdf for _ in range(2))
    assert first == second


def test_names_that_are_not_utf8_still_find_their_resources(make, seen):
    with make.new(drawing=b"/Mark0 Do") as pdf:
        mark = pdf.make_stream(b"1 0 0 rg 0 0 50 50 re f")
        mark["/Type"], mark["/Subtype"], mark["/BBox"] = Name.XObject, Name.Form, Array([0, 0, 50, 50])
        pdf.pages[0].obj["/Resources"]["/XObject"] = Dictionary(Mark0=mark)
        out = io.BytesIO()
        pdf.save(out, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    body = out.getvalue().replace(b"/Mark0", b"/M#b70")
    bound = bind(body, inserts=[insert(make.save(make.new(), "s.pdf"), (0, 1))], blank_pages=[(200, 300)])
    assert bytes([255, 0, 0]) in seen(body, 0)[1]
    assert seen(bound.pdf, 0) == seen(body, 0)
