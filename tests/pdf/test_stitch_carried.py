"""What comes along with a supplement's pages: names, fields, tags, threads, links between files."""

from __future__ import annotations

import io

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from report_pdf.errors import SupplementError
from report_pdf.pdf import Insert, Leaf, bind, open_supplement, page_labels, stitch_source

PERMISSIONS = pikepdf.Permissions(
    extract=False, modify_assembly=False, modify_other=False, modify_annotation=False, modify_form=False
)


pytestmark = pytest.mark.usefixtures("in_place")


def insert(path, *pages, **keys):
    """Each (source page, packet page), from 0."""
    leaves = tuple(Leaf(source=source, page=page) for source, page in pages)
    return Insert(name=path.name, title="附表", path=path, leaves=leaves, **keys)


def codes(bound):
    return [finding.code for finding in bound.findings]


def with_form(make, pdf, value, font):
    """A text field called ``name`` in a font called ``/F`` that is really ``font``."""
    face = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name(font)))
    field = Dictionary(
        Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("name"), V=String(value),
        Rect=Array([0, 0, 90, 20]), DA=String("0 g /F 9 Tf"),
    )  # fmt: skip
    make.link(pdf, 0, Dest=String("sec1"))
    pdf.pages[0].obj["/Annots"].append(pdf.make_indirect(field))
    fonts = Dictionary(F=face)
    pdf.Root["/AcroForm"] = Dictionary(
        Fields=Array([pdf.pages[0].obj["/Annots"][-1]]), DR=Dictionary(Font=fonts)
    )
    return pdf


def test_two_files_with_the_same_names_do_not_cross(make):
    paths = []
    for name, value, font in (("a.pdf", "王", "/Helvetica"), ("b.pdf", "李", "/Courier")):
        pdf = make.new(2)
        make.name_page(pdf, "sec1", 1)
        paths.append(make.save(with_form(make, pdf, value, font), name))
    bound = bind(
        make.body(5),
        inserts=[insert(paths[0], (0, 1), (1, 2)), insert(paths[1], (0, 3), (1, 4))],
    )
    with pikepdf.open(io.BytesIO(bound.pdf)) as packet:
        pages = [page.obj.objgen for page in packet.pages]
        assert [packet.pages[n].obj["/Annots"][0]["/Dest"][0].objgen for n in (1, 3)] == [pages[2], pages[4]]
        names = pikepdf.NameTree(packet.Root["/Names"]["/Dests"])
        assert {name: names[name][0].objgen for name in names} == {"sec1": pages[2], "sec1-2": pages[4]}
        form = packet.Root["/AcroForm"]
        set_in = {}
        for field in form["/Fields"]:
            font = str(field["/DA"]).split()[2]
            set_in[str(field["/T"]), str(field["/V"])] = str(form["/DR"]["/Font"][font]["/BaseFont"])
    assert set_in == {("name", "王"): "/Helvetica", ("name-2", "李"): "/Courier"}
    assert {"pdf/name-renamed", "pdf/field-renamed", "pdf/form-resource-renamed"} <= set(codes(bound))


def tagged(make, name, *, role="/P"):
    """A page with a heading, and a note in a form of its own; both with number 0; and a tagged link."""
    pdf = make.new(drawing=b"/H1 <</MCID 0>> BDC 0 g 20 200 90 30 re f EMC /Note Do")
    page = pdf.pages[0].obj
    note = pdf.make_stream(b"/Note <</MCID 0>> BDC 0 g 20 100 90 30 re f EMC")
    note["/Type"], note["/Subtype"], note["/BBox"] = Name.XObject, Name.Form, Array([0, 0, 200, 300])
    note["/StructParents"] = 1
    page["/Resources"] = Dictionary(XObject=Dictionary(Note=note))
    page["/StructParents"] = 0
    make.link(pdf, 0, A=Dictionary(S=Name.URI, URI=String("https://example.org")), StructParent=2)
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot, RoleMap=Dictionary(Aside=Name(role))))
    whole = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=root))
    mark = Dictionary(Type=Name.MCR, Pg=page, Stm=note, MCID=0)
    link = Dictionary(Type=Name.OBJR, Pg=page, Obj=page["/Annots"][0])
    kids = [
        pdf.make_indirect(Dictionary(Type=Name.StructElem, S=kind, P=whole, Pg=page, K=held))
        for kind, held in ((Name.H1, 0), (Name.Aside, mark), (Name.Link, link))
    ]
    whole["/K"], root["/K"] = Array(kids), whole
    rows = [0, Array([kids[0]]), 1, Array([kids[1]]), 2, kids[2]]
    root["/ParentTree"] = Dictionary(Nums=Array(rows))
    pdf.Root["/StructTreeRoot"] = root
    return make.save(pdf, name)


def test_tags_come_in_as_a_part_and_no_number_meets_another(make):
    body = tagged(make, "body.pdf", role="/Div").read_bytes()
    bound = bind(
        body,
        inserts=[insert(tagged(make, "a.pdf"), (0, 1)), insert(tagged(make, "b.pdf"), (0, 2))],
        blank_pages=[(200, 300), (200, 300)],
    )
    with pikepdf.open(io.BytesIO(bound.pdf)) as packet:
        root = packet.Root["/StructTreeRoot"]
        (whole,) = root["/K"] if isinstance(root["/K"], Array) else [root["/K"]]
        assert [str(kid["/S"]) for kid in whole["/K"]] == ["/H1", "/Aside", "/Link", "/Part", "/Part"]
        assert {str(k): str(v) for k, v in root["/RoleMap"].items()} == {"/Aside": "/Div", "/Aside-2": "/P"}
        rows = pikepdf.NumberTree(root["/ParentTree"])
        for number, part in ((1, whole["/K"][3]), (2, whole["/K"][4])):
            heading, note, link = part["/K"]
            form = packet.pages[number].obj["/Resources"]["/XObject"]["/Supplement0"]
            assert heading["/K"][0]["/Stm"].objgen == form.objgen
            assert heading["/K"][0]["/Pg"].objgen == packet.pages[number].obj.objgen
            assert rows[int(form["/StructParents"])][0].objgen == heading.objgen
            inner = form["/Resources"]["/XObject"]["/Note"]
            assert rows[int(inner["/StructParents"])][0].objgen == note.objgen
            assert str(note["/S"]) == "/Aside-2"
            annotation = packet.pages[number].obj["/Annots"][0]
            assert rows[int(annotation["/StructParent"])].objgen == link.objgen
        claimed = [
            int(item["/StructParents"])
            for item in packet.objects
            if isinstance(item, Dictionary | pikepdf.Stream) and "/StructParents" in item
        ]
        assert len(claimed) == len(set(claimed))
        assert rows[int(packet.pages[0].obj["/StructParents"])][0].objgen == whole["/K"][0].objgen
    assert codes(bound).count("pdf/tags-kept") == 2


def test_of_a_page_left_behind_no_tag_comes(make):
    pdf = make.new(2, drawing=b"/P <</MCID 0>> BDC 0 g 0 0 9 9 re f EMC")
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    kids = [
        pdf.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name.P, P=root, Pg=page.obj, K=0, T=String(f"{n}"))
        )
        for n, page in enumerate(pdf.pages)
    ]
    root["/K"] = Array(kids)
    pdf.Root["/StructTreeRoot"] = root
    bound = bind(make.body(1), inserts=[insert(make.save(pdf, "s.pdf"), (1, 0))])
    with pikepdf.open(io.BytesIO(bound.pdf)) as packet:
        (part,) = packet.Root["/StructTreeRoot"]["/K"]
        assert [str(kid["/T"]) for kid in part["/K"]] == ["1"]


def test_a_link_into_another_file_leads_there_when_both_are_stitched(make, tmp_path):
    far = make.new(2)
    make.name_page(far, "end", 1)
    near = make.new()
    remote = Dictionary(S=Name.GoToR, F=String("folder/Far.pdf"), D=String("end"))
    make.link(near, 0, A=remote)
    make.link(near, 0, A=Dictionary(S=Name.GoToR, F=String("other.pdf"), D=Array([0, Name.Fit])))
    copies = []
    for pdf, name in ((near, "near.pdf"), (far, "Far.pdf")):
        path = make.save(pdf, name)
        facts = open_supplement(path, copy_to=tmp_path / f"copy-{name}", siblings={"near.pdf", "far.pdf"})
        copies.append((name, facts))
    inserts = [
        Insert(name=name, title=name, path=facts.path, leaves=leaves)
        for (name, facts), leaves in zip(
            copies,
            [(Leaf(source=0, page=0),), (Leaf(source=0, page=1), Leaf(source=1, page=2))],
            strict=True,
        )
    ]
    bound = bind(make.body(3), inserts=inserts)
    with pikepdf.open(io.BytesIO(bound.pdf)) as packet:
        first, second = packet.pages[0].obj["/Annots"]
        assert first["/Dest"][0].objgen == packet.pages[2].obj.objgen
        assert "/A" not in second
        assert b"GoToR" not in b"".join(item.unparse(resolved=True) for item in packet.objects)
    assert "GoToR × 1" in copies[0][1].findings[1].message.en


def test_article_threads_and_page_labels_come_along(make):
    pdf = make.new(2)
    beads = [pdf.make_indirect(Dictionary(P=page.obj, R=Array([10, 20, 90, 80]))) for page in pdf.pages]
    for bead, other in (beads, beads[::-1]):
        bead["/N"], bead["/V"] = other, other
    pdf.Root["/Threads"] = Array(
        [pdf.make_indirect(Dictionary(F=beads[0], I=Dictionary(Title=String("文"))))]
    )
    pdf.Root["/PageLabels"] = Dictionary(Nums=Array([0, Dictionary(S=Name.r, P=String("附"))]))
    path = make.save(pdf, "s.pdf")
    bound = bind(
        make.body(2),
        inserts=[insert(path, (0, 2), (1, 3)), insert(path, (1, 4), number="15A")],
        blank_pages=[(200, 300)] * 3,
    )
    with pikepdf.open(io.BytesIO(bound.pdf)) as packet:
        first = packet.Root["/Threads"][0]["/F"]
        assert first["/P"].objgen == packet.pages[2].obj.objgen
        assert first["/N"]["/P"].objgen == packet.pages[3].obj.objgen
        assert first["/N"]["/N"].objgen == first.objgen
        assert str(packet.Root["/Threads"][0]["/I"]["/Title"]) == "文"
    assert page_labels(bound.pdf) == ("1", "2", "附i", "附ii", "15A")


def test_bookmarks_without_a_page_and_to_the_web_stay(make):
    pdf = make.new()
    make.outline(pdf, ("甲", 0, ()), ("乙", 0, ()), ("丙", 0, ()))
    first = pdf.Root["/Outlines"]["/First"]
    del first["/Dest"]
    first["/Next"]["/C"], first["/Next"]["/F"] = Array([1, 0, 0]), 2
    last = first["/Next"]["/Next"]
    del last["/Dest"]
    last["/A"] = Dictionary(S=Name.URI, URI=String("https://example.org"))
    bound = bind(make.body(1), inserts=[insert(make.save(pdf, "s.pdf"), (0, 0))])
    with pikepdf.open(io.BytesIO(bound.pdf)) as packet:
        one = packet.Root["/Outlines"]["/First"]["/First"]
        assert "/Dest" not in one
        assert (list(one["/Next"]["/C"]), int(one["/Next"]["/F"])) == ([1, 0, 0], 2)
        assert str(one["/Next"]["/Next"]["/A"]["/URI"]) == "https://example.org"
    assert "pdf/bookmark-left" not in codes(bound)


def test_fields_are_drawn_into_the_page_where_that_is_chosen(make, seen):
    pdf = with_form(make, make.new(drawing=b""), "王", "/Helvetica")
    look = pdf.make_stream(b"1 0 0 rg 0 0 90 20 re f")
    look["/Type"], look["/Subtype"], look["/BBox"] = Name.XObject, Name.Form, Array([0, 0, 90, 20])
    pdf.Root["/AcroForm"]["/Fields"][0]["/AP"] = Dictionary(N=look)
    bound = bind(make.body(1), inserts=[insert(make.save(pdf, "s.pdf"), (0, 0), fields="flatten")])
    with pikepdf.open(io.BytesIO(bound.pdf)) as packet:
        assert "/AcroForm" not in packet.Root
        assert [str(note["/Subtype"]) for note in packet.pages[0].obj.get("/Annots", [])] in ([], ["/Link"])
    assert bytes([255, 0, 0]) in seen(bound.pdf, 0)[1]
    assert "pdf/fields-flattened" in codes(bound)


def test_what_is_the_same_is_stored_once(make):
    def pictured(name):
        pdf = make.new(drawing=b"q 100 0 0 100 0 0 cm /I Do Q")
        picture = pdf.make_stream(bytes(range(256)) * 12)
        picture["/Type"], picture["/Subtype"] = Name.XObject, Name.Image
        picture["/Width"], picture["/Height"], picture["/BitsPerComponent"] = 32, 32, 8
        picture["/ColorSpace"] = Name.DeviceRGB
        pdf.pages[0].obj["/Resources"] = Dictionary(XObject=Dictionary(I=picture))
        return make.save(pdf, name)

    bound = bind(make.body(2), inserts=[insert(pictured("a.pdf"), (0, 0)), insert(pictured("b.pdf"), (0, 1))])
    with pikepdf.open(io.BytesIO(bound.pdf)) as packet:
        pictures = {
            item.objgen
            for item in packet.objects
            if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == Name.Image
        }
    assert len(pictures) == 1
    assert "pdf/stored-once" in codes(bound)


def test_the_original_is_attached_where_that_is_chosen(make):
    path = make.save(make.new(), "signed.pdf")
    bound = bind(make.body(1), inserts=[insert(path, (0, 0), original=("来函.pdf", path))])
    with pikepdf.open(io.BytesIO(bound.pdf)) as packet:
        assert packet.attachments["来函.pdf"].get_file().read_bytes() == path.read_bytes()


def test_a_page_that_would_look_different_is_an_error_or_a_picture(make, seen, monkeypatch):
    path = make.save(make.new(2), "odd.pdf")

    def empty(pdf, page, facts):
        form = pdf.make_stream(b"")
        form["/Type"], form["/Subtype"] = Name.XObject, Name.Form
        form["/BBox"] = Array([0, 0, facts.width_pt, facts.height_pt])
        return form if page.objgen == pdf.pages[1].obj.objgen else real(pdf, page, facts)

    real = stitch_source.sheet_face
    monkeypatch.setattr(stitch_source, "sheet_face", empty)
    with pytest.raises(SupplementError, match=r"odd\.pdf.*page 2") as refused:
        bind(make.body(2), inserts=[insert(path, (0, 0), (1, 1))])
    assert "changed: picture" in refused.value.hint.en
    bound = bind(make.body(2), inserts=[insert(path, (0, 0), (1, 1), changed="picture")])
    (told,) = (finding for finding in bound.findings if finding.code == "pdf/page-as-picture")
    assert "page 2" in told.message.en
    (_, source), (_, stitched) = seen(path, 1), seen(bound.pdf, 1)
    assert sum(abs(a - b) > 40 for a, b in zip(source, stitched, strict=True)) < len(source) / 200


def test_what_the_body_draws_on_the_page_is_no_difference(make):
    folio = b"0 g 0 0 200 60 re f"
    bound = bind(make.body(1, drawing=folio), inserts=[insert(make.save(make.new(), "s.pdf"), (0, 0))])
    assert "pdf/stitched" in codes(bound)
