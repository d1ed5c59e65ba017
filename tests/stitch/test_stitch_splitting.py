"""A packet in parts: every page once, each part whole in itself, what leads elsewhere is led on and told."""

from __future__ import annotations

import hashlib
import io

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from report_pdf.errors import SupplementError
from report_pdf.stitch import SplitSpec, SupplementRequest, split_packet, stitch_files


@pytest.fixture(scope="module")
def stitched(tmp_path_factory):
    """Behind a body of two pages a supplement of six, with a field and a link on each, an article, a file."""
    folder = tmp_path_factory.mktemp("split")
    with pikepdf.new() as pdf:
        for number in range(6):
            pdf.add_blank_page(page_size=(200, 300))
            # Pages that do not become smaller by compression.
            noise = "".join(hashlib.sha256(b"%d %d" % (number, at)).hexdigest() for at in range(128))
            pdf.pages[-1].obj["/Contents"] = pdf.make_stream(b"0.5 g 9 9 20 20 re f %" + noise.encode())
        beads = [
            pdf.make_indirect(Dictionary(Type=Name.Bead, P=page.obj, R=[1, 1, 9, 9])) for page in pdf.pages
        ]
        thread = pdf.make_indirect(Dictionary(F=beads[0]))
        fields = []
        for number, page in enumerate(pdf.pages):
            goal = pdf.pages[(number + 1) % 6].obj
            link = Dictionary(
                Type=Name.Annot, Subtype=Name.Link, Rect=[5, 5, 9, 9], Dest=Array([goal, Name.XYZ, 0, 250, 0])
            )
            field = pdf.make_indirect(
                Dictionary(
                    Type=Name.Annot,
                    Subtype=Name.Widget,
                    FT=Name.Tx,
                    T=f"f{number}",
                    V="值",
                    Rect=[10, 10, 60, 20],
                )
            )
            fields.append(field)
            page.obj["/Annots"] = Array([pdf.make_indirect(link), field])
            page.obj["/B"] = Array([beads[number]])
            beads[number]["/N"], beads[number]["/V"] = beads[(number + 1) % 6], beads[number - 1]
        pdf.Root["/AcroForm"] = Dictionary(Fields=Array(fields))
        pdf.Root["/Threads"] = Array([thread])
        pdf.Root["/PageLabels"] = Dictionary(Nums=[0, Dictionary(S=Name.r)])
        pdf.attachments["数据.csv"] = b"a,b"
        pdf.save(folder / "s.pdf")
    with pikepdf.new() as pdf:
        for _ in range(2):
            pdf.add_blank_page(page_size=(200, 300))
        pdf.save(folder / "body.pdf")
    return stitch_files(
        folder / "body.pdf", [SupplementRequest(path=folder / "s.pdf", name="s.pdf", title="调研材料")]
    )


def _opened(part):
    return pikepdf.open(io.BytesIO(part.data))


def test_by_pages_every_part_is_whole_in_itself(stitched):
    split = split_packet(stitched, SplitSpec(max_pages=3), file="packet.pdf")
    assert [(part.file, part.first, part.last) for part in split.parts] == [
        ("packet-1-of-3.pdf", 1, 3),
        ("packet-2-of-3.pdf", 4, 6),
        ("packet-3-of-3.pdf", 7, 8),
    ]
    fields, threads, labels = [], [], []
    for part in split.parts:
        with _opened(part) as pdf:
            assert len(pdf.pages) == part.last - part.first + 1
            held = {int(page.obj.objgen[0]) for page in pdf.pages}
            drawn = {
                item.objgen[0]
                for item in pdf.objects
                if isinstance(item, Dictionary) and item.get("/Type") == Name.Page
            }
            assert drawn == held  # nothing of other parts hangs on
            fields += [str(field.T) for field in pdf.Root.AcroForm.Fields]
            bead, beads = pdf.Root.Threads[0].F, 0
            while beads < 9 and (beads == 0 or bead.objgen != pdf.Root.Threads[0].F.objgen):
                assert bead.P.objgen[0] in held
                bead, beads = bead.N, beads + 1
            threads.append(beads)
            labels += [page.label for page in pdf.pages]
    assert fields == [f"f{number}" for number in range(6)]
    assert threads == [1, 3, 2]
    assert labels == ["1", "2", "i", "ii", "iii", "iv", "v", "vi"]
    with _opened(split.parts[0]) as first, _opened(split.parts[1]) as second:
        assert (list(first.attachments), list(second.attachments)) == (["数据.csv"], [])


def test_links_lead_inside_or_into_the_right_part_and_are_counted(stitched):
    split = split_packet(stitched, SplitSpec(max_pages=3), file="packet.pdf")
    with _opened(split.parts[1]) as pdf:
        inner, _, outer = (page.obj.Annots[0] for page in pdf.pages)
        assert inner.Dest[0].objgen == pdf.pages[1].obj.objgen
        assert (str(outer.A.S), str(outer.A.F.UF), int(outer.A.D[0])) == ("/GoToR", "packet-3-of-3.pdf", 0)
    assert [part.links for part in split.parts] == [1, 1, 1]
    told = [(finding.code, finding.place.file) for finding in split.findings]
    assert told == [
        ("stitch/in-parts", "packet.pdf"),
        *(("stitch/links-to-parts", part.file) for part in split.parts),
    ]


def test_the_first_bookmarks_say_which_part_has_what(stitched):
    split = split_packet(stitched, SplitSpec(max_pages=4), file="packet.pdf")
    with _opened(split.parts[1]) as pdf, pdf.open_outline() as outline:
        heading, *others = outline.root
        assert [item.title for item in heading.children] == [
            "packet-1-of-2.pdf：1–4　正文 body；调研材料",
            "packet-2-of-2.pdf：5–8　调研材料",
        ]
        assert str(pdf.Root.Outlines.First.First.A.F.UF) == "packet-1-of-2.pdf"
        assert [item.title for item in others] == ["调研材料"]


def test_by_size_no_part_is_larger_and_every_page_is_there_once(stitched):
    limit = 16_000
    split = split_packet(stitched, SplitSpec(max_size=limit), file="packet.pdf")
    assert len(split.parts) > 2
    assert all(len(part.data) <= limit for part in split.parts)
    assert [n for part in split.parts for n in range(part.first, part.last + 1)] == list(range(1, 9))


def test_a_page_above_the_limit_is_named(stitched):
    with pytest.raises(SupplementError) as caught:
        split_packet(stitched, SplitSpec(max_size=4_000), file="packet.pdf")
    assert (caught.value.place.file, caught.value.place.page) == ("s.pdf", 3)
    assert "--split-size" in caught.value.hint.en


def test_what_is_within_the_limits_stays_one_file(stitched):
    split = split_packet(stitched, SplitSpec(max_size=10**7, max_pages=8), file="packet.pdf")
    assert [(part.file, part.data) for part in split.parts] == [("packet.pdf", stitched.pdf)]
    assert split.findings == ()
