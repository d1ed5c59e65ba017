"""Each promise broken once in a tree that keeps them all: its own check finds it, and no other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from report_pdf.pdf import ARCHIVE_CHECKS, Rectangle, TagNode, TagText, TagTree, check_archive

PARAGRAPHS = ("桥是去年修的。", "水从桥下过。", "人从桥上过。")
PAGE = Rectangle(0, 0, 200, 300)
PLACE = Rectangle(10, 10, 90, 60)


def text(kind: str, words: str, page: int = 1) -> TagNode:
    return TagNode(kind=kind, page=page, kids=(TagText(page=page, text=words),))


def figure(alt: str, *, box: Rectangle | None = PLACE, caption: str = "") -> TagNode:
    kids: tuple[TagNode | TagText, ...] = (TagText(page=1, text=""),)
    return TagNode(
        kind="Figure", page=1, alt=alt, box=box, kids=kids + ((text("Caption", caption),) if caption else ())
    )


def tree(*kids: TagNode) -> TagTree:
    return TagTree(root=TagNode(kind="Document", kids=kids), strays=(), pages=(PAGE,) * 9, language="zh-CN")


def good(**changes: TagNode) -> TagTree:
    """A heading, three paragraphs, a list, a figure and a table."""
    parts = {
        "title": text("H1", "石桥"),
        "first": text("P", PARAGRAPHS[0]),
        "second": TagNode(
            kind="P",
            kids=(
                TagText(page=1, text="水从"),
                text("Reference", "1"),
                text("Note", "记者注。"),
                TagText(page=2, text="桥下过。"),
            ),
        ),
        "third": TagNode(
            kind="L",
            kids=(TagNode(kind="LI", kids=(text("Lbl", "●"), text("LBody", PARAGRAPHS[2]))),),
        ),
        "figure": figure("一座单孔石桥", caption="桥面"),
        "table": TagNode(
            kind="Table",
            page=1,
            kids=(TagNode(kind="TR", kids=(replace(text("TH", "年"), scope="Column"),)),),
        ),
    }
    return tree(*(parts | changes).values())


def broken(subject: TagTree) -> set[str]:
    return {breach.check.id for breach in check_archive(subject, PARAGRAPHS)}


def test_a_tree_that_keeps_every_promise_has_no_breach() -> None:
    assert broken(good()) == set()


def heads(*pages: int) -> TagTree:
    subject = good()
    assert subject.root is not None
    lines = tuple(text("P", "山路 第1期", page) for page in pages)
    return replace(subject, root=replace(subject.root, kids=(*subject.root.kids, *lines)))


BREAKS: dict[str, Callable[[], TagTree]] = {
    "no-structure": lambda: replace(good(), root=None),
    "no-language": lambda: replace(good(), language=""),
    "stray-text": lambda: replace(good(), strays=(TagText(page=2, text="页眉"),)),
    "wrong-parent": lambda: replace(good(), misled=(1,)),
    "loose-annotation": lambda: replace(good(), loose_annotations=(3,)),
    "heading-order": lambda: good(title=text("H2", "石桥")),
    "list-shape": lambda: good(second=TagNode(kind="L", kids=(text("P", PARAGRAPHS[1]),))),
    "figure-box": lambda: good(figure=figure("一座桥", box=Rectangle(10, 10, 900, 60))),
    "alt-says-nothing": lambda: good(figure=figure("IMG_0042.jpg")),
    "alt-repeated": lambda: good(title=TagNode(kind="Sect", kids=(figure("同一句话"),) * 3)),
    "running-head": lambda: heads(2, 4, 6),
    "table-headers": lambda: good(
        table=TagNode(kind="Table", kids=(TagNode(kind="TR", kids=(text("TD", "年"),)),))
    ),
    "manuscript": lambda: good(first=TagNode(kind="Sect", kids=(text("P", "桥是去年"), text("P", "修的。")))),
}


@pytest.mark.parametrize("name", BREAKS)
def test_a_broken_promise_is_found_by_its_own_check(name: str) -> None:
    assert broken(BREAKS[name]()) == {f"archive/{name}"}


def test_every_check_has_its_mutation() -> None:
    assert {check.id for check in ARCHIVE_CHECKS} == {f"archive/{name}" for name in BREAKS}


@pytest.mark.parametrize("alt", ["图", "图片 3", "Photo", "dsc00012.JPG", "桥", "无"])
def test_words_that_say_nothing(alt: str) -> None:
    assert broken(good(figure=figure(alt))) == {"archive/alt-says-nothing"}


def test_an_alternative_text_that_only_repeats_the_caption() -> None:
    assert broken(good(figure=figure("桥面", caption="桥 面"))) == {"archive/alt-says-nothing"}


def test_the_magazines_name_on_cover_colophon_and_back_is_no_running_head() -> None:
    assert broken(heads(1, 2, 9)) == set()


def test_paragraphs_in_another_order_are_told_from_lost_and_split_ones() -> None:
    swapped = good(first=text("P", PARAGRAPHS[1]), second=text("P", PARAGRAPHS[0]))
    lost = good(first=text("P", "桥是去年。"))
    words = {
        name: [breach.message.zh for breach in check_archive(subject, PARAGRAPHS)]
        for name, subject in (("swapped", swapped), ("lost", lost))
    }
    assert words == {
        "swapped": ["“水从桥下过。”的次序与稿件不同。"],
        "lost": ["结构里找不到完整的“桥是去年修的。”。"],
    }
