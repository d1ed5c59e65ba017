"""The archive pass over what the engine sets: tags as a reader needs them, proved by the validators that are here."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from archive_facts import FACTS

from report_pdf.errors import MissingToolError
from report_pdf.pdf import (
    STANDARDS,
    archive_pass,
    check_archive,
    read_tag_tree,
    tag_tree_text,
)
from report_pdf.preflight.page_validation import validate_with_page
from report_pdf.preflight.verapdf import find_verapdf, validate_with_verapdf

TREE = """\
Document
  Sect
    H1 p1 “目录”
    TOC
      TOCI
        Reference
          Link p1 “2”
        P
          Reference
            Link p1 “修桥记”
        P p1 “许青”
      TOCI
        Reference
          Link p1 “5”
        P
          Reference
            Link p1 “水的去处”
  Art
    H1 p2 “修桥记”
    P p2 “桥在[Span]，[Em]修的。[Referen…(42)”
      Span p2 lang=en “Old Ford”
      Em p2 “去年”
      Reference p2 “1”
      FENote p2 “[Lbl]石料来自上游。”
        Lbl p2 “1.”
    P p2 “天亮时雾还没有散。”
    H2 p2 “工序”
    L
      LI
        Lbl p2 “1.”
        LBody
          P p2 “清基”
          L
            LI
              Lbl p2 “◦”
              LBody p2 “先排水”
      LI
        Lbl p2 “2.”
        LBody p2 “砌拱”
    L
      LI
        Lbl p2 “●”
        LBody p2 “手写的圆点”
    Table
"""


def test_the_tree_reads_like_the_html(archived: bytes) -> None:
    assert tag_tree_text(read_tag_tree(archived)).startswith(TREE)


def test_a_table_over_two_pages_is_one_table_with_one_head(archived: bytes) -> None:
    root = read_tag_tree(archived).root
    assert root is not None
    (table,) = (node for node in root.walk() if node.kind == "Table")
    cells = [(node.text, node.scope) for node in table.walk() if node.kind == "TH"]
    assert cells == [("月", "Column"), ("工", "Column"), *((f"{n}月", "Row") for n in range(1, 25))]
    assert {2, 3} <= {node.page for node in table.walk() if node.kind == "TD"}


def test_paragraphs_over_columns_and_pages_are_whole_and_in_order(
    body: bytes, archived: bytes, paragraphs: tuple[str, ...]
) -> None:
    assert check_archive(read_tag_tree(archived), paragraphs) == ()
    before = {breach.check.id for breach in check_archive(read_tag_tree(body), paragraphs)}
    assert {"archive/manuscript", "archive/stray-text", "archive/heading-order"} <= before


def test_decoration_and_running_heads_are_not_read(archived: bytes) -> None:
    text = tag_tree_text(read_tag_tree(archived), words=10_000)
    assert "装饰" not in text
    assert "山路" not in text


def test_pages_look_the_same(body: bytes, archived: bytes) -> None:
    before, after = pdfium.PdfDocument(body), pdfium.PdfDocument(archived)
    assert len(before) == len(after)
    for page, same in zip(before, after, strict=True):
        pictures = [one.render(scale=1).to_pil().tobytes() for one in (page, same)]
        assert pictures[0] == pictures[1]


def test_verapdf_passes_every_standard(body: bytes, tmp_path: Path) -> None:
    try:
        tool = find_verapdf()
    except MissingToolError as error:
        pytest.skip(error.message.en)
    promised: dict[Path, tuple[str, ...]] = {tmp_path / "body.pdf": ("ua1",)}
    (tmp_path / "body.pdf").write_bytes(body)
    for number, standard in enumerate(STANDARDS.values()):
        made = archive_pass(body, replace(FACTS, standard=standard))
        promised[file := tmp_path / f"{number}.pdf"] = made.flavours
        file.write_bytes(made.pdf)
    # One Java for all: every file is asked about every flavour, and judged by what it promises.
    flavours = sorted({flavour for given in promised.values() for flavour in given})
    verdicts = validate_with_verapdf(tool, list(promised), flavours, cache=tmp_path / "cache")
    kept = {
        (file.name, verdict.flavour): verdict.compliant
        for file, given in verdicts.items()
        for verdict in given
        if verdict.flavour in promised[file]
    }
    assert kept.pop(("body.pdf", "ua1")) is False
    assert len(kept) == 5
    assert all(kept.values()), verdicts


@pytest.mark.parametrize("flavour", STANDARDS["pdf/a-3a+ua-1"].flavours)
def test_page_validation_passes_what_was_closed_and_fails_what_was_not(
    body: bytes, archived: bytes, flavour: str
) -> None:
    verdicts = validate_with_page({"archived": archived, "body": body}, [flavour])
    assert [one.broken for one in verdicts["archived"]] == [()]
    assert [one.compliant for one in verdicts["body"]] == [False]
