"""The archive pass over small tagged files made by hand, whose elements carry the engine's marks."""

from __future__ import annotations

import datetime as dt
import io
import re
from dataclasses import replace

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from report_pdf.pdf import (
    STANDARDS,
    Archived,
    ArchiveFacts,
    Attachment,
    ClosingFacts,
    PagePicture,
    Rectangle,
    SupplementPages,
    archive_pass,
    check_archive,
    read_tag_tree,
    tag_tree_text,
)

FACTS = ArchiveFacts(
    closing=ClosingFacts(
        title="山路 第1期",
        authors=("许青", "何春"),
        publisher="山路社",
        date=dt.datetime(2026, 5, 1, tzinfo=dt.UTC),
        identifier="shanlu-1",
    ),
    standard=STANDARDS["pdf/a-3a+ua-1"],
    keywords=("步道",),
    issn="1234-5679",
    attachments=(
        Attachment(
            name="issue.yaml",
            data=b"a: 1\n",
            media_type="application/yaml",
            relationship="Source",
            description="任务单",
        ),
    ),
)
CMAP = b"1 begincodespacerange <00> <ff> endcodespacerange 1 beginbfrange <20> <7e> <0020> endbfrange"
PAGES = (
    (
        b"/Artifact BMC 0 0 200 300 re f EMC\n"
        b"/Span <</MCID 0>> BDC BT /F 12 Tf 20 250 Td (half a para) Tj ET EMC\n"
        b"/Figure <</MCID 1>> BDC q 40 0 0 30 20 100 cm /Im Do Q EMC\n"
        b"/Span <</MCID 2>> BDC BT /F 9 Tf 20 90 Td (the caption) Tj ET EMC\n"
        b"/Span <</MCID 3>> BDC BT /F 9 Tf 90 290 Td (running head) Tj ET EMC\n"
    ),
    (
        b"/Span <</MCID 0>> BDC BT /F 12 Tf 20 250 Td (graph, whole) Tj ET EMC\n"
        b"/Link <</MCID 1>> BDC BT /F 12 Tf 20 230 Td (the page) Tj ET EMC\n"
        b"0 0 0 rg 20 20 30 1 re f\n"
    ),
)


class Tagged:
    """A body of two pages: a figure that floats to the first page's foot, a paragraph over both, a link, a head."""

    def __init__(self, *, alt: str = "一座石桥") -> None:
        self.pdf = pikepdf.new()
        for content in PAGES:
            self.pdf.add_blank_page(page_size=(200, 300))
            page = self.pdf.pages[-1].obj
            page.Contents = self.pdf.make_stream(content)
            page.Resources = Dictionary(Font=Dictionary(F=self._font()), XObject=Dictionary(Im=self._image()))
        root = self._element("Document")
        art = [self._element("Art", root, 0, "2 1 article") for _ in PAGES]
        self._span(self._element("P", art[0], 0, "7 2 p"), 0, 0)
        figure = self._element("NonStruct", art[0], 0, "4 2 figure")
        picture = self._element("Figure", figure, 0, "5 4 img")
        picture.K = Array([1])
        picture.A = Dictionary(O=Name.Layout, BBox=Array([26.667, 226.667, 80, 266.667]))
        if alt:
            picture.Alt = String(alt)
        self._span(self._element("Caption", figure, 0, "6 4 figcaption"), 0, 2)
        self._span(self._element("P", art[1], 1, "7 2 p"), 1, 0)
        link = self._element("Link", self._element("P", art[1], 1, "8 2 p"), 1, "9 8 a")
        link.K = Array([1, Dictionary(Type=Name.OBJR, Obj=self._annotation())])
        tree = self.pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot, K=Array([root])))
        tree.ParentTree = Dictionary(Nums=Array([]))
        self.pdf.Root.StructTreeRoot = tree

    def _font(self) -> pikepdf.Object:
        return self.pdf.make_indirect(
            Dictionary(
                Type=Name.Font,
                Subtype=Name.Type1,
                BaseFont=Name.Helvetica,
                ToUnicode=self.pdf.make_stream(CMAP),
            )
        )

    def _image(self) -> pikepdf.Object:
        image = self.pdf.make_stream(b"\xff\x00\x00")
        image.update(Dictionary(Type=Name.XObject, Subtype=Name.Image, Width=1, Height=1))
        image.ColorSpace, image.BitsPerComponent, image.Interpolate = Name.DeviceRGB, 8, True
        return image

    def _annotation(self) -> pikepdf.Object:
        note = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([20, 228, 70, 242]))
        note.Dest = Array([self.pdf.pages[0].obj, Name.XYZ, 0, 300, 0])
        note = self.pdf.make_indirect(note)
        self.pdf.pages[1].obj.Annots = Array([note])
        return note

    def _element(
        self, kind: str, parent: pikepdf.Object | None = None, page: int | None = None, mark: str = ""
    ) -> pikepdf.Object:
        element = self.pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name(f"/{kind}"), K=Array()))
        if parent is not None:
            element.P = parent
            parent.K.append(element)
        if page is not None:
            element.Pg = self.pdf.pages[page].obj
        if mark:
            element.XXElement = String(mark)
        return element

    def _span(self, parent: pikepdf.Object, page: int, mcid: int) -> None:
        self._element("Span", parent, page).K = Array([mcid])

    def draw_supplement(self) -> None:
        """On the first page, as stitching leaves it: below all else, with marks of its own and a link."""
        content = b"/Artifact BMC EMC /P <</MCID 0>> BDC BT /F 9 Tf 5 5 Td (tax table) Tj ET EMC"
        form = self.pdf.make_stream(content)
        form.update(Dictionary(Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 100, 50])))
        form.Resources = Dictionary(Font=Dictionary(F=self._font()))
        page = self.pdf.pages[0]
        page.obj.Resources.XObject["/Supplement0"] = form
        page.contents_add(self.pdf.make_stream(b"q 2 0 0 2 0 100 cm /Supplement0 Do Q\n"), prepend=True)
        note = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([10, 110, 30, 120]))
        note.A = Dictionary(S=Name.URI, URI=String("https://example.org/"))
        page.obj.Annots = Array([self.pdf.make_indirect(note)])

    @property
    def data(self) -> bytes:
        out = io.BytesIO()
        self.pdf.save(out, static_id=True)
        return out.getvalue()


def opened(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(data))


def test_pieces_become_one_paragraph_in_document_order_and_the_caption_goes_into_its_figure() -> None:
    tree = read_tag_tree(archive_pass(Tagged().data, FACTS).pdf)
    assert tag_tree_text(tree, words=40) == (
        "Document\n"
        "  Art\n"
        "    Figure p1 alt=“一座石桥” “[Caption]”\n"
        "      Caption p1 “the caption”\n"
        "    P p1-2 “half a paragraph, whole”\n"
        "    P\n"
        "      Link p2 “the page”\n"
    )


def test_what_the_tree_does_not_hold_is_an_artifact_and_nothing_drawn_changes() -> None:
    before, after = opened(Tagged().data), opened(archive_pass(Tagged().data, FACTS).pdf)
    marks = {"BMC", "BDC", "EMC"}
    for page, same in zip(before.pages, after.pages, strict=True):
        drawn = [
            pikepdf.unparse_content_stream(
                [i for i in pikepdf.parse_content_stream(p) if str(i.operator) not in marks]
            )
            for p in (page, same)
        ]
        assert drawn[0] == drawn[1]
    content = after.pages[0].Contents.read_bytes()
    assert re.search(rb"/Artifact\s*<<\s*/Type\s*/Pagination\s*>>\s*BDC\s*BT\s*/F 9 Tf\s*90 290", content)
    assert re.search(rb"/Layout\s*>>\s*BDC\s*20 20 30 1 re\s*f\s*EMC", after.pages[1].Contents.read_bytes())


def test_the_finished_file_breaks_none_of_our_own_checks() -> None:
    tree = read_tag_tree(archive_pass(Tagged().data, FACTS).pdf)
    assert check_archive(tree, ["half a paragraph, whole"]) == ()


def test_a_figure_says_where_it_stands_in_user_space() -> None:
    tree = read_tag_tree(archive_pass(Tagged().data, FACTS).pdf)
    assert tree.root is not None
    (figure,) = (node for node in tree.root.walk() if node.kind == "Figure")
    assert figure.box is not None
    assert (figure.box.left, figure.box.bottom, figure.box.right, figure.box.top) == (20, 100, 60, 130)


def test_a_picture_without_words_is_a_finding_and_its_caption_stands_in() -> None:
    archived = archive_pass(Tagged(alt="").data, FACTS)
    (finding,) = archived.findings
    assert finding.code == "archive/picture-without-alt"
    assert finding.place is not None
    assert finding.place.page == 1
    assert "alt=“the caption”" in tag_tree_text(read_tag_tree(archived.pdf))


def test_links_say_where_they_lead_and_follow_the_structure() -> None:
    with opened(archive_pass(Tagged().data, FACTS).pdf) as pdf:
        page = pdf.pages[1].obj
        (note,) = page.Annots
        assert str(note.Contents) == "the page"
        assert int(note.F) == 4
        assert page.Tabs == Name.S


def test_metadata_is_plain_claims_both_standards_and_agrees_with_info() -> None:
    data = archive_pass(Tagged().data, FACTS).pdf
    with opened(data) as pdf:
        assert "/Filter" not in pdf.Root.Metadata
        xmp = pdf.Root.Metadata.read_bytes().decode()
        info = {key: str(value) for key, value in pdf.docinfo.items()}
    assert xmp.encode() in data
    assert "<pdfaid:part>3</pdfaid:part>" in xmp
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in xmp
    assert "<pdfuaid:part>1</pdfuaid:part>" in xmp
    assert "<rdf:li>许青</rdf:li><rdf:li>何春</rdf:li>" in xmp
    assert "<prism:issn>1234-5679</prism:issn>" in xmp
    assert xmp.count("<pdfaSchema:prefix>") == 2
    assert (info["/Title"], info["/Author"]) == ("山路 第1期", "许青; 何春")
    assert info["/CreationDate"] == "D:20260501000000Z"
    assert "<xmp:CreateDate>2026-05-01T00:00:00+00:00</xmp:CreateDate>" in xmp


def test_the_catalogue_promises_what_the_standards_ask_for() -> None:
    with opened(archive_pass(Tagged().data, FACTS).pdf) as pdf:
        assert pdf.Root.MarkInfo.Marked is True
        assert pdf.Root.ViewerPreferences.DisplayDocTitle is True
        assert str(pdf.Root.Lang) == "zh-CN"
        (intent,) = pdf.Root.OutputIntents
        assert intent.DestOutputProfile.N == 3
        assert intent.DestOutputProfile.read_bytes()[36:40] == b"acsp"
        images = [o for o in pdf.objects if isinstance(o, pikepdf.Stream) and o.get("/Subtype") == Name.Image]
        assert images
        assert not any("/Interpolate" in image for image in images)
        assert not any("/XXElement" in o for o in pdf.objects if isinstance(o, Dictionary))


def test_attachments_are_kept_with_what_they_are() -> None:
    with opened(archive_pass(Tagged().data, FACTS).pdf) as pdf:
        (spec,) = pdf.Root.AF
        assert spec.AFRelationship == Name.Source
        assert str(spec.Desc) == "任务单"
        assert spec.EF.F.read_bytes() == b"a: 1\n"
        assert pdf.attachments["issue.yaml"].get_file().read_bytes() == b"a: 1\n"


def test_a_standard_without_attachments_says_what_it_left() -> None:
    archived = archive_pass(Tagged().data, replace(FACTS, standard=STANDARDS["pdf/a-2u"]))
    assert [finding.code for finding in archived.findings] == ["archive/attachment-left"]
    with opened(archived.pdf) as pdf:
        assert "/AF" not in pdf.Root
        assert b"pdfuaid:part" not in pdf.Root.Metadata.read_bytes()


@pytest.mark.parametrize(
    ("attachments", "conformance", "flavours"),
    [(FACTS.attachments, b"<pdfaid:conformance>F<", ("4f", "ua2")), ((), b"<pdfaid:rev>2020<", ("4", "ua2"))],
)
def test_pdf_2_has_namespaces_structure_destinations_and_no_info(
    attachments: tuple[Attachment, ...], conformance: bytes, flavours: tuple[str, ...]
) -> None:
    facts = replace(FACTS, standard=STANDARDS["pdf/a-4f+ua-2"], attachments=attachments)
    archived = archive_pass(Tagged().data, facts)
    with opened(archived.pdf) as pdf:
        assert "/Info" not in pdf.trailer
        assert pdf.pdf_version == "2.0"
        (note,) = pdf.pages[1].Annots
        assert note.A.SD[0].Type == Name.StructElem
        assert str(pdf.Root.StructTreeRoot.Namespaces[0].NS) == "http://iso.org/pdf2/ssn"
        assert conformance in pdf.Root.Metadata.read_bytes()
        assert (b"pdfaid:conformance" in pdf.Root.Metadata.read_bytes()) is bool(attachments)
    assert archived.flavours == flavours


def test_the_same_body_gives_the_same_bytes() -> None:
    assert archive_pass(Tagged().data, FACTS).pdf == archive_pass(Tagged().data, FACTS).pdf


def test_an_untagged_body_is_said_to_be_one() -> None:
    tagged = Tagged()
    del tagged.pdf.Root.StructTreeRoot
    codes = [finding.code for finding in archive_pass(tagged.data, FACTS).findings]
    assert codes == ["archive/untagged-body"]


def _with_supplement(pictures: tuple[PagePicture, ...] = ()) -> Archived:
    tagged = Tagged()
    tagged.draw_supplement()
    pages = SupplementPages(title="税表", pages=(1,), pictures=pictures)
    return archive_pass(tagged.data, replace(FACTS, supplements=(pages,)))


def test_a_supplements_page_is_a_figure_that_says_its_text() -> None:
    archived = _with_supplement()
    assert [finding.code for finding in archived.findings] == ["archive/supplement-as-picture"]
    tree = read_tag_tree(archived.pdf)
    assert tree.root is not None
    (section,) = (node for node in tree.root.nodes if node.title == "税表")
    figure, link = section.nodes
    assert figure.alt == "附件《税表》第 1 页，共 1 页。本页文字：tax table"
    assert figure.box == Rectangle(0, 100, 200, 200)
    assert [node.kind for node in link.walk()] == ["P", "Link"]
    assert tree.loose_annotations == ()
    assert check_archive(tree) == ()


def test_a_supplements_own_marks_do_not_disturb_the_figure() -> None:
    with opened(_with_supplement().pdf) as pdf:
        form = pdf.pages[0].obj.Resources.XObject["/Supplement0"]
        operators = [str(one.operator) for one in pikepdf.parse_content_stream(form)]
        assert operators == ["BT", "Tf", "Td", "Tj", "ET"]
        assert str(pdf.pages[0].obj.Annots[0].Contents) == "链接到 https://example.org/"


def test_content_that_cannot_be_archived_gives_way_to_its_picture() -> None:
    picture = PagePicture(jpeg=b"\xff\xd8\xff\xd9", width=8, height=4)
    with opened(_with_supplement((picture,)).pdf) as pdf:
        form = pdf.pages[0].obj.Resources.XObject["/Supplement0"]
        assert form.read_bytes() == b"q 100 0 0 50 0 0 cm /Page Do Q"
        assert form.Resources.XObject.Page.read_raw_bytes() == picture.jpeg
        assert "/Font" not in form.Resources


@pytest.mark.parametrize("standard", ["pdf/a-3a+ua-1", "pdf/a-4f+ua-2"])
def test_the_original_of_a_supplement_hangs_at_its_part_too(standard: str) -> None:
    tagged = Tagged()
    tagged.draw_supplement()
    original = Attachment(
        name="tax.pdf",
        data=b"%PDF-1.4 of theirs",
        media_type="application/pdf",
        relationship="Source",
        description="附件原件",
        supplement="tax",
    )
    facts = replace(
        FACTS,
        standard=STANDARDS[standard],
        supplements=(SupplementPages(key="tax", title="税表", pages=(1,)),),
        attachments=(*FACTS.attachments, original),
    )
    with opened(archive_pass(tagged.data, facts).pdf) as pdf:
        (part,) = (o for o in pdf.objects if isinstance(o, Dictionary) and o.get("/S") == Name.Part)
        (spec,) = part.AF
        assert str(spec.UF) == "tax.pdf"
        assert spec.objgen == pdf.attachments["tax.pdf"].obj.objgen
        assert spec.objgen in {one.objgen for one in pdf.Root.AF}, "and at the file as a whole"
        others = [o for o in pdf.objects if isinstance(o, Dictionary) and "/AF" in o and o.get("/S")]
        assert len(others) == 1


def test_fields_of_a_page_that_is_a_picture_leave_the_form_and_others_stay() -> None:
    tagged = Tagged()
    tagged.draw_supplement()
    pdf = tagged.pdf

    def widget(name: str) -> pikepdf.Object:
        look = Dictionary(Type=Name.Annot, Subtype=Name.Widget, Rect=Array([0, 0, 9, 9]))
        look.FT, look.T = Name.Tx, String(name)
        return pdf.make_indirect(look)

    gone, kept, kid = widget("gone"), widget("kept"), widget("kid")
    group = pdf.make_indirect(Dictionary(T=String("group"), Kids=Array([kid])))
    kid.Parent = group
    pdf.pages[0].obj.Annots = Array([gone, kid])
    pdf.pages[1].obj.Annots = Array([*pdf.pages[1].obj.Annots, kept])
    fields = Array([gone, group, kept])
    pdf.Root.AcroForm = Dictionary(Fields=fields, CO=Array([gone, kept]))
    picture = PagePicture(jpeg=b"\xff\xd8\xff\xd9", width=8, height=4)
    pages = SupplementPages(title="税表", pages=(1,), pictures=(picture,))
    with opened(archive_pass(tagged.data, replace(FACTS, supplements=(pages,))).pdf) as after:
        form = after.Root.AcroForm
        assert [str(one.T) for one in form.Fields] == ["kept"]
        assert [str(one.T) for one in form.CO] == ["kept"]
        assert "Annots" not in after.pages[0].obj or len(after.pages[0].obj.Annots) == 0


def test_a_configuration_that_orders_layers_names_them_all() -> None:
    tagged = Tagged()
    names = ("水", "桥", "路")
    layers = [tagged.pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String(name))) for name in names]
    order = Array([String("图层"), Array([layers[1]])])
    tagged.pdf.Root.OCProperties = Dictionary(OCGs=Array(layers), D=Dictionary(Order=order, AS=Array([])))
    with opened(archive_pass(tagged.data, FACTS).pdf) as after:
        chosen = after.Root.OCProperties.D
        assert [str(one.Name) for one in chosen.Order[1]] == ["桥"]
        assert [str(one.Name) for one in list(chosen.Order)[2:]] == ["水", "路"]
        assert str(chosen.Name)
        assert "/AS" not in chosen
