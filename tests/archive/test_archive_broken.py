"""Each promise of the structure broken once in the bytes of a finished file: our own checks find it, by its name.

What validators deny is in ``test_archive_claims``, what checks find in a tree of plain data in ``tests/pdf``.
"""

from __future__ import annotations

import io
from collections.abc import Callable

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from report_pdf.pdf import check_archive, read_tag_tree

Break = Callable[[pikepdf.Pdf], object]


def elements(pdf: pikepdf.Pdf, kind: str) -> list[pikepdf.Object]:
    """In the order of the structure."""
    found: list[pikepdf.Object] = []
    waiting = [pdf.Root.StructTreeRoot]
    while waiting:
        element = waiting.pop()
        kids = element.get("/K")
        held = list(kids) if isinstance(kids, Array) else [kids]
        found += [element] if element.get("/S") == Name(f"/{kind}") else []
        waiting += [kid for kid in reversed(held) if isinstance(kid, Dictionary) and "/S" in kid]
    return found


def _paragraphs(pdf: pikepdf.Pdf) -> list[pikepdf.Object]:
    """Those that run over columns: of several pieces, without elements inside."""
    return [
        one
        for one in elements(pdf, "P")
        if isinstance(one.get("/K"), Array) and not _kids(one) and len(one.K) > 3
    ]


def _kids(element: pikepdf.Object) -> list[pikepdf.Object]:
    return [kid for kid in element.K if isinstance(kid, Dictionary) and "/S" in kid]


def _out(element: pikepdf.Object) -> None:
    """Takes an element out of what holds it."""
    parent = element.P
    parent.K = Array([kid for kid in parent.K if not _same(kid, element)])


def _same(one: object, other: pikepdf.Object) -> bool:
    return isinstance(one, Dictionary) and one.objgen == other.objgen


def _text_outside(pdf: pikepdf.Pdf) -> None:
    page = pdf.pages[1]
    font = next(iter(page.Resources.Font.keys()))
    page.contents_add(pdf.make_stream(f"BT {font} 9 Tf 20 20 Td <0001> Tj ET".encode()))


def _hidden(pdf: pikepdf.Pdf) -> None:
    """A paragraph that the page says is decoration."""
    paragraph = _paragraphs(pdf)[0]
    number = next(int(kid) for kid in paragraph.K if isinstance(kid, int))
    page = paragraph.Pg
    content = page.Contents.read_bytes()
    at = (
        content.index(b"/MCID %d " % number)
        if b"/MCID %d " % number in content
        else content.index(b"/MCID %d" % number)
    )
    start = content.rindex(b"\n", 0, at) + 1
    end = content.index(b"BDC", at)
    page.Contents = pdf.make_stream(content[:start] + b"/Artifact BMC" + content[end + 3 :])


def _swapped_parents(pdf: pikepdf.Pdf) -> None:
    rows = [row for row in list(pdf.Root.StructTreeRoot.ParentTree.Nums)[1::2] if isinstance(row, Array)]
    row = max(rows, key=len)
    first, last = row[0], row[len(row) - 1]
    row[0], row[len(row) - 1] = last, first


def _cut_in_two(pdf: pikepdf.Pdf) -> None:
    whole = _paragraphs(pdf)[0]
    kids = list(whole.K)
    rest = pdf.make_indirect(
        Dictionary(Type=Name.StructElem, S=Name.P, P=whole.P, Pg=whole.Pg, K=Array(kids[2:]))
    )
    whole.K = Array(kids[:2])
    around = list(whole.P.K)
    at = next(at for at, kid in enumerate(around) if _same(kid, whole))
    whole.P.K = Array([*around[: at + 1], rest, *around[at + 1 :]])


def _swapped(pdf: pikepdf.Pdf) -> None:
    one, other = _paragraphs(pdf)[:2]
    kids = list(one.P.K)
    places = [next(at for at, kid in enumerate(kids) if _same(kid, which)) for which in (one, other)]
    kids[places[0]], kids[places[1]] = kids[places[1]], kids[places[0]]
    one.P.K = Array(kids)


def _leafing_back(pdf: pikepdf.Pdf) -> None:
    """The first article after the last."""
    first = elements(pdf, "Art")[0]
    parent = first.P
    _out(first)
    parent.K.append(first)


def _set(kind: str, key: str, value: object) -> Break:
    return lambda pdf: elements(pdf, kind)[0].__setitem__(key, value)


def _without(kind: str, key: str) -> Break:
    return lambda pdf: elements(pdf, kind)[0].__delitem__(key)


BREAKS: dict[str, tuple[Break, str]] = {
    "no tree": (lambda pdf: pdf.Root.__delitem__("/StructTreeRoot"), "no-structure"),
    "no language": (lambda pdf: pdf.Root.__delitem__("/Lang"), "no-language"),
    "text outside the tree": (_text_outside, "stray-text"),
    "an element taken out": (lambda pdf: _out(_paragraphs(pdf)[0]), "stray-text"),
    "wrong parents": (_swapped_parents, "wrong-parent"),
    "a link out of the tree": (
        lambda pdf: pdf.pages[0].Annots[0].__delitem__("/StructParent"),
        "loose-annotation",
    ),
    "a heading that skips a level": (_set("H2", "/S", Name.H4), "heading-order"),
    "a list without items": (
        lambda pdf: [one.__setitem__("/S", Name.P) for one in elements(pdf, "LI")],
        "list-shape",
    ),
    "an item without a body": (_set("LBody", "/S", Name.Span), "list-shape"),
    "a figure without its place": (_without("Figure", "/A"), "figure-box"),
    "a figure without words": (_without("Figure", "/Alt"), "alt-says-nothing"),
    "words that say nothing": (_set("Figure", "/Alt", String("图片")), "alt-says-nothing"),
    "a header cell that heads nothing": (_without("TH", "/A"), "table-headers"),
    "no header cells": (
        lambda pdf: [one.__setitem__("/S", Name.TD) for one in elements(pdf, "TH")],
        "headless-table",
    ),
    "a link that names an anchor": (
        lambda pdf: pdf.pages[0].Annots[0].__setitem__("/Contents", String("s3")),
        "link-words",
    ),
    "a title of its own in Info": (
        lambda pdf: pdf.docinfo.__setitem__("/Title", String("未命名")),
        "info-differs",
    ),
    "text as decoration": (_hidden, "manuscript"),
    "a paragraph cut in two": (_cut_in_two, "manuscript"),
    "a paragraph lost": (lambda pdf: _out(_paragraphs(pdf)[0]), "manuscript"),
    "two paragraphs swapped": (_swapped, "manuscript"),
    "an article read too late": (_leafing_back, "page-order"),
}


@pytest.mark.parametrize("name", BREAKS)
def test_a_promise_broken_in_the_file_is_found(
    archived: bytes, paragraphs: tuple[str, ...], name: str
) -> None:
    mutate, code = BREAKS[name]
    with pikepdf.open(io.BytesIO(archived)) as pdf:
        mutate(pdf)
        out = io.BytesIO()
        pdf.save(out, static_id=True)
    said = [breach.check.id for breach in check_archive(read_tag_tree(out.getvalue()), paragraphs)]
    assert f"archive/{code}" in said


def test_read_from_the_bottom_up_is_seen_on_the_page(archived: bytes) -> None:
    with pikepdf.open(io.BytesIO(archived)) as pdf:
        for article in elements(pdf, "Art"):
            article.K = Array(list(reversed(list(article.K))))
        out = io.BytesIO()
        pdf.save(out, static_id=True)
    assert "archive/sight-order" in {
        breach.check.id for breach in check_archive(read_tag_tree(out.getvalue()))
    }
    assert check_archive(read_tag_tree(archived)) == ()
