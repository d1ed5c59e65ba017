"""What used to be lost without a word: other states of layers, private keys, associated files, pages without tags."""

from __future__ import annotations

import io
import time

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from report_pdf.pdf import Insert, Leaf, bind, open_supplement
from report_pdf.pdf.stitch_check import same_looks

pytestmark = pytest.mark.usefixtures("in_place")


def insert(path, *pages, **keys):
    leaves = tuple(Leaf(source=source, page=page) for source, page in pages)
    return Insert(name=path.name, title="附表", path=path, leaves=leaves, **keys)


def said(bound, code):
    return [finding.message.en for finding in bound.findings if finding.code == code]


def with_layers(make, name, *names):
    """Layers, all shown; a second configuration hides all but the first."""
    pdf = make.new()
    groups = [pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String(one))) for one in names]
    pdf.Root["/OCProperties"] = Dictionary(
        OCGs=Array(groups),
        D=Dictionary(Order=Array(groups)),
        Configs=Array([Dictionary(Name=String("简图"), BaseState=Name.OFF, ON=Array(groups[:1]))]),
    )
    return make.save(pdf, name)


def test_other_states_of_layers_come_along_and_leave_other_files_alone(make):
    paths = [with_layers(make, name, *names) for name, names in (("a.pdf", "甲乙"), ("b.pdf", "丙丁"))]
    bound = bind(make.body(3), inserts=[insert(paths[0], (0, 1)), insert(paths[1], (0, 2))])
    with pikepdf.open(io.BytesIO(bound.pdf)) as packet:
        layers = packet.Root["/OCProperties"]
        states = [
            (
                str(one["/Name"]),
                str(one["/BaseState"]),
                *("".join(str(group["/Name"]) for group in one[key]) for key in ("/ON", "/OFF")),
            )
            for one in layers["/Configs"]
        ]
        assert len(layers["/OCGs"]) == 4
    assert states == [("简图", "/Unchanged", "甲", "乙"), ("简图-2", "/Unchanged", "丙", "丁")]
    assert all("1 other configurations" in words for words in said(bound, "pdf/layers-kept"))


def test_private_keys_of_tags_come_along_or_are_named(make):
    pdf = make.new(drawing=b"/P <</MCID 0>> BDC 0 g 20 200 90 30 re f EMC")
    page = pdf.pages[0].obj
    page["/StructParents"] = 0
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot, XYZ_Tree=1))
    words = pdf.make_indirect(String("说明"))
    element = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.P, P=root, Pg=page, K=0, Alt=words))
    element["/XYZ_Marks"] = Dictionary(Colours=Array([1, 2, 3]))
    element["/XYZ_Page"] = Dictionary(At=page)
    root["/K"], root["/ParentTree"] = element, Dictionary(Nums=Array([0, Array([element])]))
    pdf.Root["/StructTreeRoot"], pdf.Root["/Lang"] = root, pdf.make_indirect(String("fr"))
    bound = bind(make.body(2), inserts=[insert(make.save(pdf, "s.pdf"), (0, 1))])
    with pikepdf.open(io.BytesIO(bound.pdf)) as packet:
        (part,) = packet.Root["/StructTreeRoot"]["/K"]
        (copy,) = part["/K"]
        assert str(part["/Lang"]) == "fr"
        assert list(copy["/XYZ_Marks"]["/Colours"]) == [1, 2, 3]
        assert str(copy["/Alt"]) == "说明"
        assert "/XYZ_Page" not in copy
        assert len(packet.pages) == 2
    assert said(bound, "pdf/extras-left")[0].endswith("XYZ_Page, XYZ_Tree.")


def test_a_file_that_only_a_page_knows_is_kept(make):
    pdf = make.new()
    for name, content in (("数据.csv", b"1,2"), ("run.exe", b"MZ")):
        spec = pikepdf.AttachedFileSpec(pdf, content, filename=name)
        held = pdf.pages[0].obj.get("/AF", Array())
        held.append(pdf.make_indirect(spec.obj))
        pdf.pages[0].obj["/AF"] = held
    bound = bind(make.body(2), inserts=[insert(make.save(pdf, "s.pdf"), (0, 1))])
    with pikepdf.open(io.BytesIO(bound.pdf)) as packet:
        assert list(packet.attachments) == ["数据.csv"]
        assert packet.attachments["数据.csv"].get_file().read_bytes() == b"1,2"
        (associated,) = packet.pages[1].obj["/AF"]
        assert str(associated["/UF"]) == "数据.csv"
    assert "run.exe" in said(bound, "pdf/executable-removed")[0]


def test_what_stays_behind_is_named(make):
    pdf = make.new()
    field = pdf.make_indirect(Dictionary(FT=Name.Tx, T=String("nowhere")))
    pdf.Root["/AcroForm"] = Dictionary(Fields=Array([field]))
    pdf.Root["/PageMode"] = Name.UseOutlines
    pdf.docinfo["/Author"] = "张三"
    pdf.pages[0].obj["/Thumb"] = pdf.make_stream(b"")
    bound = bind(make.body(2), inserts=[insert(make.save(pdf, "s.pdf"), (0, 1))])
    assert said(bound, "pdf/field-left") == ["1 form fields stand on no page that is stitched and were left."]
    (extras,) = said(bound, "pdf/extras-left")
    assert all(words in extras for words in ("thumbnails", "how it opens", "Author"))


def tagged_body(make):
    """Two pages; on the second, kept for the supplement, is a line of the body's own."""
    pdf = make.new(2, drawing=b"/P <</MCID 0>> BDC 0 g 20 10 90 5 re f EMC")
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    whole = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=root))
    rows, kids = [], []
    for number, page in enumerate(pdf.pages):
        page.obj["/StructParents"] = number
        kids.append(pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.P, P=whole, Pg=page.obj, K=0)))
        rows += [number, Array([kids[-1]])]
    whole["/K"], root["/K"] = Array(kids), whole
    root["/ParentTree"] = Dictionary(Nums=Array(rows))
    pdf.Root["/StructTreeRoot"], pdf.Root["/Lang"] = root, String("zh-CN")
    pdf.Root["/MarkInfo"] = Dictionary(Marked=True)
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def test_a_page_without_tags_is_a_figure_with_words_in_a_tagged_body(make):
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    pdf = make.new(drawing=b"BT /F 12 Tf 20 200 Td (Ferries 7) Tj ET")
    pdf.pages[0].obj["/Resources"] = Dictionary(Font=Dictionary(F=font))
    make.link(pdf, 0, A=Dictionary(S=Name.URI, URI=String("https://example.org")))
    bound = bind(tagged_body(make), inserts=[insert(make.save(pdf, "s.pdf"), (0, 1))])
    with pikepdf.open(io.BytesIO(bound.pdf)) as packet:
        page = packet.pages[1].obj
        whole = packet.Root["/StructTreeRoot"]["/K"]
        part = next(kid for kid in whole["/K"] if kid["/S"] == Name.Part)
        figure, link = part["/K"]
        assert (str(part["/T"]), figure["/S"], link["/S"]) == ("附表", Name.Figure, Name.Link)
        assert str(figure["/Alt"]) == "附件《附表》第 1 页，共 1 页。本页文字：Ferries 7"
        rows = pikepdf.NumberTree(packet.Root["/StructTreeRoot"]["/ParentTree"])
        row = list(rows[int(page["/StructParents"])])
        assert [element["/S"] for element in row] == [Name.P, Name.Figure]
        assert row[int(figure["/K"])].objgen == figure.objgen
        assert rows[int(page["/Annots"][0]["/StructParent"])].objgen == link.objgen
        marks = [
            int(one.operands[1]["/MCID"])
            for one in pikepdf.parse_content_stream(page)
            if str(one.operator) == "BDC"
        ]
        assert marks == [1, 0]
    assert "pdf/pages-as-figures" in [finding.code for finding in bound.findings]


def test_in_a_body_without_tags_nothing_is_tagged(make):
    bound = bind(make.body(2), inserts=[insert(make.save(make.new(), "s.pdf"), (0, 1))])
    with pikepdf.open(io.BytesIO(bound.pdf)) as packet:
        assert "/StructTreeRoot" not in packet.Root


def test_a_page_of_another_colour_is_seen_at_once(make):
    size = (595, 842)
    red, blue = (
        make.save(make.new(size=size, drawing=paint), name)
        for name, paint in (("r.pdf", b"1 0 0 rg 0 0 595 842 re f"), ("b.pdf", b"0 0 1 rg 0 0 595 842 re f"))
    )
    before = time.process_time()
    (found,) = same_looks(red, blue, pages=[0])
    assert found.share is not None
    assert time.process_time() - before < 2  # pixel by pixel to the end it took half a minute


def test_a_supplement_that_is_opened_keeps_what_page_it_stood_on(make, tmp_path):
    """Elements whose page is said above them only."""
    pdf = make.new(drawing=b"/P <</MCID 0>> BDC 0 g 20 200 90 30 re f EMC")
    page = pdf.pages[0].obj
    page["/StructParents"] = 0
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    whole = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=root, Pg=page))
    element = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.P, P=whole, K=0))
    whole["/K"], root["/K"] = element, whole
    root["/ParentTree"] = Dictionary(Nums=Array([0, Array([element])]))
    pdf.Root["/StructTreeRoot"] = root
    facts = open_supplement(make.save(pdf, "s.pdf"), copy_to=tmp_path / "safe.pdf")
    bound = bind(make.body(2), inserts=[insert(facts.path, (0, 1))])
    with pikepdf.open(io.BytesIO(bound.pdf)) as packet:
        (part,) = packet.Root["/StructTreeRoot"]["/K"]
        (mark,) = part["/K"][0]["/K"]
        assert mark["/Pg"].objgen == packet.pages[1].obj.objgen


def test_a_widget_that_does_not_know_its_field_is_still_of_it(make):
    pdf = make.new()
    widget = pdf.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Widget, Rect=Array([0, 0, 90, 20])))
    field = pdf.make_indirect(Dictionary(FT=Name.Tx, T=String("name"), V=String("王"), Kids=Array([widget])))
    pdf.pages[0].obj["/Annots"] = Array([widget])
    pdf.Root["/AcroForm"] = Dictionary(Fields=Array([field]))
    bound = bind(make.body(2), inserts=[insert(make.save(pdf, "s.pdf"), (0, 1))])
    with pikepdf.open(io.BytesIO(bound.pdf)) as packet:
        (kept,) = packet.Root["/AcroForm"]["/Fields"]
        assert (str(kept["/T"]), str(kept["/V"])) == ("name", "王")
        assert kept["/Kids"][0].objgen == packet.pages[1].obj["/Annots"][0].objgen


@pytest.mark.filterwarnings("ignore::pikepdf.exceptions.PageCopyWarning")
def test_widgets_of_a_file_without_a_form_are_no_fields(make):
    pdf = make.new()
    widget = Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("lost"))
    widget["/Rect"] = Array([0, 0, 90, 20])
    pdf.pages[0].obj["/Annots"] = Array([pdf.make_indirect(widget)])
    bound = bind(make.body(2), inserts=[insert(make.save(pdf, "s.pdf"), (0, 1))])
    with pikepdf.open(io.BytesIO(bound.pdf)) as packet:
        assert "/AcroForm" not in packet.Root
        assert len(packet.pages[1].obj["/Annots"]) == 1
