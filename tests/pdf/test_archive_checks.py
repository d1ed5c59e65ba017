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


def at(x: float, y: float, words: str, kind: str = "P") -> TagNode:
    return TagNode(kind=kind, page=1, kids=(TagText(page=1, text=words, spot=(x, y)),))


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


ENGLISH = "The bridge was mended last year by the people who live on both of its banks."
RUNNING_HEADS = tuple(TagText(page=page, text=f"《山径》第一期 石桥专辑 {page} " * 6) for page in (3, 4, 5))


def link(contents: str, words: str = "石桥") -> TagNode:
    return TagNode(
        kind="P", kids=(replace(text("Link", words), annotations=1, contents=(contents,)),), page=1
    )


def table(*cells: TagNode) -> TagNode:
    return TagNode(kind="Table", kids=(TagNode(kind="TR", kids=cells),))


BREAKS: dict[str, Callable[[], TagTree]] = {
    "no-structure": lambda: replace(good(), root=None),
    "no-language": lambda: replace(good(), language=""),
    "info-differs": lambda: replace(good(), disagreements=(("Title", "未命名", "石桥"),)),
    "stray-text": lambda: replace(good(), strays=(TagText(page=2, text="页眉"),)),
    "wrong-parent": lambda: replace(good(), misled=(1,)),
    "loose-annotation": lambda: replace(good(), loose_annotations=(3,)),
    "heading-order": lambda: good(title=text("H2", "石桥")),
    "list-shape": lambda: good(second=TagNode(kind="L", kids=(text("P", PARAGRAPHS[1]),))),
    "figure-box": lambda: good(figure=figure("一座桥", box=Rectangle(10, 10, 900, 60))),
    "alt-says-nothing": lambda: good(figure=figure("IMG_0042.jpg")),
    "alt-repeated": lambda: good(
        title=TagNode(kind="Sect", kids=(text("H1", "石桥"), *(figure("同一句话"),) * 3))
    ),
    "running-head": lambda: heads(2, 4, 6),
    "table-headers": lambda: good(table=table(text("TH", "年"))),
    "headless-table": lambda: good(table=table(text("TD", "年"))),
    "link-words": lambda: good(title=TagNode(kind="Sect", kids=(text("H1", "石桥"), link("s3")))),
    "foreign-language": lambda: good(
        title=TagNode(kind="Sect", kids=(text("H1", "石桥"), text("P", ENGLISH)))
    ),
    "hidden-text": lambda: replace(
        good(), artifacts=(TagText(page=2, text="水从山上来，绕过石头，" * 8), *RUNNING_HEADS)
    ),
    "page-order": lambda: good(title=TagNode(kind="Sect", kids=(text("H1", "石桥"), text("P", "末页", 4)))),
    "sight-order": lambda: good(
        title=TagNode(kind="Sect", kids=(text("H1", "石桥"),)),
        supplement=TagNode(kind="Part", kids=(at(40, 300, "下"), at(52, 420, "上"), at(300, 700, "邻栏"))),
    ),
    "no-headings": lambda: good(title=text("P", "石桥")),
    "list-as-text": lambda: good(
        title=TagNode(kind="Sect", kids=(text("H1", "石桥"), *(text("P", f"{n}. 清基") for n in (1, 2, 3))))
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


def in_title(*kids: TagNode) -> TagTree:
    return good(title=TagNode(kind="Sect", kids=(text("H1", "石桥"), *kids)))


@pytest.mark.parametrize("contents", ["https://example.org/", "#anchor-12", "s3", "点击这里", "click here"])
def test_links_whose_words_lead_nowhere(contents: str) -> None:
    assert broken(in_title(link(contents))) == {"archive/link-words"}


@pytest.mark.parametrize(
    ("contents", "words"), [("石桥", "石桥"), ("第 12 页", "12"), ("www.example.org", "www.example.org")]
)
def test_links_that_say_where_they_lead(contents: str, words: str) -> None:
    assert broken(in_title(link(contents, words))) == set()


def test_a_passage_that_says_its_own_language_is_none_of_another() -> None:
    told = replace(text("P", ENGLISH), language="en")
    inside = TagNode(kind="P", page=1, kids=(replace(text("Span", ENGLISH), language="en"),))
    assert broken(in_title(told, inside)) == set()


def test_a_float_on_the_next_page_is_no_leafing_back() -> None:
    assert broken(in_title(text("P", "图说", 2), text("P", "正文", 1))) == set()


def test_a_word_parted_at_the_end_of_a_line_is_whole() -> None:
    parted = text("P", "It is the in\u00adternational bridge.")
    assert check_archive(in_title(replace(parted, language="en")), ("It is the international bridge.",)) == ()


def test_what_is_read_where_it_belongs_may_stand_elsewhere() -> None:
    columns = [at(40, 300, "左栏末段"), at(300, 700, "右栏首段")]
    source = [
        table(replace(text("TH", "年"), scope="Column")),
        at(300, 80, "资料来源：账本"),
        at(300, 380, "正文接着走" * 20),
    ]
    assert check_archive(in_title(at(300, 400, "正文"), *source)) == ()
    beside = [at(300, 400, "下"), at(300, 60, "注", "FENote"), at(300, 380, "再下"), text("P", "竖排")]
    assert check_archive(in_title(*columns, *beside)) == ()
    assert check_archive(in_title(at(300, 80, "下"), at(300, 400, "上"))) != ()


def test_what_is_no_item_has_no_place_in_a_list() -> None:
    item = TagNode(kind="LI", kids=(text("LBody", PARAGRAPHS[2]),))
    assert broken(good(third=TagNode(kind="L", kids=(item, text("P", "夹在中间"))))) == {"archive/list-shape"}


def test_what_may_stand_anywhere_is_still_to_be_there() -> None:
    said = {words: check_archive(good(), PARAGRAPHS, aside=(words,)) for words in ("记者注。", "不在。")}
    assert said["记者注。"] == ()
    assert [breach.check.id for breach in said["不在。"]] == ["archive/manuscript"]
