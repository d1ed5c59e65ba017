"""Many supplements, many pages: nothing is kept open, trees are balanced, every step is told."""

from __future__ import annotations

import io
from collections import Counter
from pathlib import Path

import pikepdf
import pytest

from report_pdf import child
from report_pdf.errors import SupplementError
from report_pdf.pdf import (
    ArrivingPdf,
    Insert,
    Leaf,
    PageTooLarge,
    PartLimit,
    PdfFacts,
    Progress,
    bind,
    bounds_of,
    open_supplements,
    stitch_source,
)
from report_pdf.pdf.stitch_ledger import Names
from report_pdf.pdf.stitch_page_tree import balance_page_tree

MANY = 60
HANDLES = Path("/proc/self/fd")


@pytest.fixture
def supplements(make):
    """Files of one page that all have the same field, destination and bookmark, and a tag tree."""
    paths = []
    for number in range(MANY):
        pdf = make.new(drawing=f"/P <</MCID 0>> BDC {number + 3} {number + 3} 40 40 re f EMC".encode())
        page = pdf.pages[0].obj
        widget = pdf.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Widget, FT=pikepdf.Name.Tx, T="name", V=str(number),
                Rect=[10, 10, 60, 20], P=page,
            )
        )  # fmt: skip
        page["/Annots"] = pikepdf.Array([widget])
        page["/StructParents"] = 0
        pdf.Root["/AcroForm"] = pikepdf.Dictionary(Fields=[widget])
        pdf.Root["/Names"] = pikepdf.Dictionary(
            Dests=pdf.make_indirect(pikepdf.Dictionary(Names=["top", [page, pikepdf.Name.Fit]]))
        )
        root = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.StructTreeRoot))
        element = pdf.make_indirect(
            pikepdf.Dictionary(Type=pikepdf.Name.StructElem, S=pikepdf.Name.P, P=root, Pg=page, K=0, ID="a")
        )
        root["/K"] = element
        root["/ParentTree"] = pdf.make_indirect(pikepdf.Dictionary(Nums=[0, [element]]))
        pdf.Root["/StructTreeRoot"] = root
        paths.append(make.save(pdf, f"s{number}.pdf"))
    return paths


def _inserts(paths):
    return [
        Insert(name=path.name, title=path.stem, path=path, leaves=(Leaf(source=0, page=number + 1),))
        for number, path in enumerate(paths)
    ]


def _handles():
    return len(list(HANDLES.iterdir()))


@pytest.mark.skipif(not HANDLES.is_dir(), reason="counts the handles in /proc")
def test_of_many_supplements_only_one_is_open_at_a_time(make, supplements, monkeypatch, in_place):
    most = Counter()
    opened = stitch_source.Source._open

    def counted(source):
        found = opened(source)
        most["handles"] = max(most["handles"], _handles())
        return found

    monkeypatch.setattr(stitch_source.Source, "_open", counted)
    before = _handles()
    bind(make.body(1), inserts=_inserts(supplements), blank_pages=[(200, 300)] * MANY)
    assert most["handles"] <= before + 6


def test_names_of_many_supplements_are_kept_apart_and_trees_hold_all(make, supplements):
    heard: list[Progress] = []
    bound = bind(
        make.body(1), inserts=_inserts(supplements), blank_pages=[(200, 300)] * (MANY + 20), hear=heard.append
    )
    with pikepdf.open(io.BytesIO(bound.pdf)) as pdf:
        root = pdf.Root.Pages
        assert (int(root.Count), len(pdf.pages)) == (MANY + 21, MANY + 21)
        assert [len(node.Kids) for node in root.Kids] == [32, 32, MANY + 21 - 64]
        fields = {str(field.T): str(field.V) for field in pdf.Root.AcroForm.Fields}
        assert sorted(fields.values(), key=int) == [str(number) for number in range(MANY)]
        names = pikepdf.NameTree(pdf.Root.Names.Dests)
        assert {name for name, _ in names.items()} == {"top", *(f"top-{n}" for n in range(2, MANY + 1))}
        rows = pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree)
        forms = [page.obj.Resources.XObject["/Supplement0"] for page in pdf.pages[1 : MANY + 1]]
        assert all(rows[int(form.StructParents)][0].K[0].Stm == form for form in forms)
        assert len(pikepdf.NameTree(pdf.Root.StructTreeRoot.IDTree)) == MANY
    assert [(one.step, one.done) for one in heard] == [
        (step, number) for step in ("stitched", "compared") for number in range(1, MANY + 1)
    ]


def test_each_file_is_admitted_in_its_place_or_refused(make, tmp_path):
    sound = make.save(make.new(), "sound.pdf")
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"no PDF at all")
    heard: list[Progress] = []
    files = [
        ArrivingPdf(path=path, name=path.name, copy_to=tmp_path / f"copy{number}.pdf")
        for number, path in enumerate((sound, broken, sound))
    ]
    first, second, third = open_supplements(files, hear=heard.append)
    assert (type(first), type(second), type(third)) == (PdfFacts, SupplementError, PdfFacts)
    assert second.place.file == "broken.pdf"
    assert heard == [Progress(step="admitted", done=number, of=3) for number in (1, 2, 3)]


def test_a_file_that_takes_too_long_costs_only_itself(make, tmp_path):
    sound = make.save(make.new(), "sound.pdf")
    files = [ArrivingPdf(path=sound, name="sound.pdf", copy_to=tmp_path / "copy.pdf")] * 2
    found = open_supplements(files, limits=child.ChildLimits(wall_seconds=0.001))
    assert all(isinstance(one, SupplementError) for one in found)


@pytest.mark.parametrize(("pages", "levels"), [(64, 1), (65, 2), (1025, 3)])
def test_a_page_tree_is_as_deep_as_its_pages_ask_for(make, tmp_path, pages, levels):
    with pikepdf.new() as pdf:
        for _ in range(pages):
            pdf.add_blank_page()
        balance_page_tree(pdf)
        pdf.save(tmp_path / "tree.pdf")
    with pikepdf.open(tmp_path / "tree.pdf") as pdf:
        node, depth, kids = pdf.Root.Pages, 0, []
        while "/Kids" in node:
            kids.append(len(node.Kids))
            node, depth = node.Kids[0], depth + 1
        assert (len(pdf.pages), depth) == (pages, levels)
        assert pages == 64 or max(kids) <= 32


def test_a_free_name_is_found_where_many_are_taken():
    names = Names(["a", "a-3"])
    assert [names.free("a", lambda number: f"a-{number}") for _ in range(3)] == ["a-2", "a-4", "a-5"]
    assert names.free("b", lambda number: f"b-{number}") == "b"


def test_parts_hold_as_many_pages_as_fit_with_little_measuring():
    weights = [100 + number % 7 for number in range(1000)]
    measured = []

    def measure(first, last):
        measured.append((first, last))
        return 500 + sum(weights[first - 1 : last]) * 9 // 10

    bounds = bounds_of(1000, measure, PartLimit(size=20_000, full=0.97), weights=weights)
    assert [page for first, last in bounds for page in range(first, last + 1)] == list(range(1, 1001))
    assert all(0.97 * 20_000 <= measure(*pages) <= 20_000 for pages in bounds[:-1])
    assert len(measured) < 5 * len(bounds)


def test_parts_by_pages_and_a_page_that_is_too_large_alone():
    assert bounds_of(5, lambda first, last: 0, PartLimit(pages=2)) == [(1, 2), (3, 4), (5, 5)]
    with pytest.raises(PageTooLarge) as caught:
        bounds_of(5, lambda first, last: 900 if first <= 3 <= last else 1, PartLimit(size=800))
    assert (caught.value.page, caught.value.size) == (3, 900)
