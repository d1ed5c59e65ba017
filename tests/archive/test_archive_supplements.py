"""Supplements in the archive edition: a tagged one brings its own structure, another is one figure a page."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from report_pdf.pdf import (
    STANDARDS,
    Archived,
    ArchiveFacts,
    ClosingFacts,
    Insert,
    Leaf,
    SupplementPages,
    TagNode,
    archive_pass,
    bind,
    check_archive,
    read_tag_tree,
    tag_tree_text,
)
from report_pdf.preflight import Validators, validate

FACTS = ArchiveFacts(
    closing=ClosingFacts(title="山路 第1期", date=dt.datetime(2026, 5, 1, tzinfo=dt.UTC)),
    standard=STANDARDS["pdf/a-3a+ua-1"],
)
PAGES = (1, 3, 4)
"""Which pages of the supplement are stitched, from 0: the first article's, and two of the second's."""


@pytest.fixture(scope="module")
def supplement(body: bytes, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An issue of somebody else's, in English, with a name of its own for its headings and classes for its tables."""
    path = tmp_path_factory.mktemp("supplement") / "theirs.pdf"
    with pikepdf.open(io.BytesIO(archive_pass(body, FACTS).pdf)) as pdf:
        pdf.Root.Lang = pikepdf.String("en-GB")
        tree = pdf.Root.StructTreeRoot
        tree.RoleMap["/Headline"] = pikepdf.Name.H1
        tree.ClassMap = pikepdf.Dictionary(wide=pikepdf.Dictionary(O=pikepdf.Name.Layout, Width=90))
        for element in pdf.objects:
            if isinstance(element, pikepdf.Dictionary) and element.get("/S") == pikepdf.Name.H1:
                element.S = pikepdf.Name.Headline
            if isinstance(element, pikepdf.Dictionary) and element.get("/S") == pikepdf.Name.Table:
                element.C = pikepdf.Name.wide
        pdf.save(path, static_id=True)
    return path


def stitched(body: bytes, path: Path, pages: tuple[int, ...] = PAGES) -> Archived:
    """The body with pages of the supplement behind it, smaller than they were."""
    with pikepdf.open(io.BytesIO(body)) as pdf:
        count = len(pdf.pages)
    leaves = tuple(Leaf(source=index, page=count + at) for at, index in enumerate(pages))
    insert = Insert(name=path.name, title="邻刊", path=path, leaves=leaves)
    packet = bind(body, inserts=(insert,), blank_pages=[(240.0, 290.0)] * len(pages), tags=False)
    given = SupplementPages(
        key="supplement-1",
        title="邻刊",
        pages=tuple(count + 1 + at for at in range(len(pages))),
        tagged_in=path,
        indices=pages,
    )
    return archive_pass(packet.pdf, replace(FACTS, supplements=(given,)))


@pytest.fixture(scope="module")
def merged(body: bytes, supplement: Path) -> Archived:
    return stitched(body, supplement)


def part_of(archived: Archived) -> TagNode:
    root = read_tag_tree(archived.pdf).root
    assert root is not None
    (part,) = (node for node in root.nodes if node.kind == "Part")
    return part


TREE = """\
  Part lang=en-GB title=邻刊
    Art
      Headline p8 “修桥记”
      P p8 “桥在[Span]，[Em]修的。[Referen…(42)”
        Span p8 lang=en “Old Ford”
        Em p8 “去年”
        Reference p8 “1”
        FENote p8 “[Lbl]石料来自上游。”
          Lbl p8 “1.”
      P p8 “天亮时雾还没有散。”
      H2 p8 “工序”
      L
        LI
          Lbl p8 “1.”
          LBody
            P p8 “清基”
            L
              LI
                Lbl p8 “◦”
                LBody p8 “先排水”
        LI
          Lbl p8 “2.”
          LBody p8 “砌拱”
      L
        LI
          Lbl p8 “●”
          LBody p8 “手写的圆点”
      Table
        THead
          TR
            TH p8 scope=Column “月”
"""
REST = """\
            TH p9 scope=Row “24月”
            TD p9 “72”
      Aside
        P p9 “桥修好了，人就回来了。”
    Art
      Headline p10 “水的去处”
"""


def test_its_headings_paragraphs_lists_and_tables_come_as_they_were(merged: Archived) -> None:
    """The rows of the page that is not stitched, and they alone, are not in the table."""
    text = tag_tree_text(read_tag_tree(merged.pdf))
    assert TREE in text
    assert REST in text
    assert merged.merged == ("supplement-1",)
    assert [finding.code for finding in merged.findings][-1] == "archive/supplement-merged"
    rows = [node.text for node in part_of(merged).walk() if node.scope == "Row"]
    assert rows == [f"{n}月" for n in range(1, 25) if n not in range(3, 21)]


def test_the_tree_is_whole_and_the_names_are_kept(merged: Archived) -> None:
    tree = read_tag_tree(merged.pdf)
    # Their file says en-GB of Chinese text: a reader of ours is told so.
    assert {breach.check.id for breach in check_archive(tree)} == {"archive/foreign-language"}
    with pikepdf.open(io.BytesIO(merged.pdf)) as pdf:
        root = pdf.Root.StructTreeRoot
        assert root.RoleMap.Headline == pikepdf.Name.H1
        names = [bytes(name) for name in list(root.IDTree.Names)[::2]]
        assert len(names) == len(set(names)) >= 2
        tables = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == "/Table"]
        assert sum("/Width" in str(one.get("/A", "")) for one in tables) == 1


def test_a_figure_says_where_its_page_stands_now(body: bytes, supplement: Path) -> None:
    archived = stitched(body, supplement, pages=(6,))
    (figure,) = (node for node in part_of(archived).walk() if node.kind == "Figure")
    theirs = read_tag_tree(supplement.read_bytes())
    assert theirs.root is not None
    (before,) = (node for node in theirs.root.walk() if node.kind == "Figure")
    assert figure.alt == "一个圆形桥拱"
    assert figure.box is not None
    assert before.box is not None
    # The page is 100 mm wide in its own file and 240 pt here.
    assert figure.box.width / before.box.width == pytest.approx(240 / (100 * 72 / 25.4), abs=0.01)


def test_its_links_hang_in_its_tree(body: bytes, supplement: Path) -> None:
    archived = stitched(body, supplement, pages=(0, 1, 6))
    links = [node for node in part_of(archived).walk() if node.kind == "Link"]
    assert [node.text for node in links] == ["2", "修桥记", "更多资料"]
    assert all(node.annotations == 1 for node in links)
    assert read_tag_tree(archived.pdf).loose_annotations == ()


def test_both_standards_hold(merged: Archived) -> None:
    verdicts = validate({"merged": merged.pdf}, ("ua1",), Validators())["merged"]
    assert [one.compliant for one in verdicts] == [True], verdicts


def test_tags_that_leave_text_out_are_not_trusted(body: bytes, supplement: Path, tmp_path: Path) -> None:
    """What the tree does not hold would be an artifact, and lost: each page is one figure with all its text."""
    spoiled = tmp_path / "spoiled.pdf"
    with pikepdf.open(supplement) as pdf:
        page = pdf.pages[PAGES[0]]
        content = page.Contents.read_bytes()
        number = content.index(b"/MCID")
        end = content.index(b">>", number)
        page.Contents = pdf.make_stream(content[:number] + b"/MCID 977" + content[end:])
        pdf.save(spoiled, static_id=True)
    archived = stitched(body, spoiled)
    assert archived.merged == ()
    assert [node.kind for node in part_of(archived).nodes][: len(PAGES)] == ["Figure"] * len(PAGES)


def _without_heads(supplement: Path, path: Path, head: str) -> Path:
    """Their table with plain cells only; ``head``: what its head is now."""
    with pikepdf.open(supplement) as pdf:
        for element in pdf.objects:
            if isinstance(element, pikepdf.Dictionary) and element.get("/S") == pikepdf.Name.TH:
                element.S = pikepdf.Name.TD
                del element["/A"]
            if isinstance(element, pikepdf.Dictionary) and element.get("/S") == pikepdf.Name.THead:
                element.S = pikepdf.Name(f"/{head}")
        pdf.save(path, static_id=True)
    return path


@pytest.mark.parametrize("head", ["THead", "TBody"])
def test_a_table_without_header_cells_is_headed_by_its_looks(
    body: bytes, supplement: Path, merged: Archived, tmp_path: Path, head: str
) -> None:
    """The first row is bold, and the first column: as they were before the tags lost it."""
    path = _without_heads(supplement, tmp_path / "plain.pdf", head)
    headed = stitched(body, path, pages=(1, 3))
    cells = [(cell.text, cell.scope) for cell in part_of(headed).walk() if cell.kind == "TH"]
    assert cells == [(cell.text, cell.scope) for cell in part_of(merged).walk() if cell.kind == "TH"]
    assert len(cells) > 4
    assert "archive/table-headed" in {finding.code for finding in headed.findings}
    assert "archive/headless-table" not in {
        breach.check.id for breach in check_archive(read_tag_tree(headed.pdf))
    }


def test_the_same_page_twice_cannot_keep_its_tags(body: bytes, supplement: Path) -> None:
    assert stitched(body, supplement, pages=(1, 1)).merged == ()
