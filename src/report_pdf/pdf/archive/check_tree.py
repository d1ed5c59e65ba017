"""The checks themselves: each reads the tree and yields what it finds, with its page and in both languages."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from report_pdf.pdf.archive.tag_tree import TagNode, TagTree
from report_pdf.pdf.geometry import Rectangle

__all__ = [
    "Said",
    "Subject",
    "empty_alt",
    "figure_box",
    "heading_order",
    "headless_table",
    "info_differs",
    "list_shape",
    "loose_annotation",
    "no_language",
    "no_structure",
    "repeated_alt",
    "running_head",
    "squeezed",
    "stray_text",
    "table_headers",
    "wrong_parent",
]

_FILE_NAME = re.compile(
    r"(?i)\S+\.(jpe?g|png|tiff?|gif|bmp|webp|svg|pdf|heic)|(img|dsc|dji|image|photo)[-_ ]?\d+"
)
_EMPTY_WORDS = re.compile(
    r"(?i)(图|图片|图像|照片|插图|配图|图示|无|image|picture|photo|photograph|figure|graphic|logo)\s*\d*[.。]?"
)
_OF_LISTS = frozenset({"LI", "L", "Caption", "Artifact"})
_SLACK_PT = 1.0
_REPEATS = 3
_SHORT = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What is checked: the tree, its root, and the manuscript where it is known.

    ``paragraphs``: in order; ``aside``: what may stand anywhere (notes, boxes, captions).
    """

    tree: TagTree
    root: TagNode
    paragraphs: tuple[str, ...]
    aside: tuple[str, ...] = ()


Said = tuple[int | None, str, str]
"""Page, in Chinese, in English."""


def no_structure(subject: Subject) -> Iterator[Said]:
    """There is a tree at all."""
    if subject.tree.root is None:
        yield None, "文件没有结构标签。", "the file has no structure tree."


def no_language(subject: Subject) -> Iterator[Said]:
    """The file says its language."""
    if not subject.tree.language:
        yield None, "文件没有声明语言。", "the file does not say its language."


def info_differs(subject: Subject) -> Iterator[Said]:
    """The file says of itself the same in both places where it does."""
    for entry, info, xmp in subject.tree.disagreements:
        yield (
            None,
            f"文档信息（Info）的 {entry} 是“{info[:24]}”，XMP 里是“{xmp[:24]}”。",
            f"{entry} is “{info[:24]}” in Info and “{xmp[:24]}” in XMP.",
        )


def stray_text(subject: Subject) -> Iterator[Said]:
    """All text is in the tree or an artifact."""
    for stray in subject.tree.strays:
        if stray.text.strip():
            words = stray.text.strip()[:20]
            yield (
                stray.page,
                f"“{words}”不在结构里，也不是装饰。",
                f"“{words}” is in no element and no artifact.",
            )


def wrong_parent(subject: Subject) -> Iterator[Said]:
    """From the page, a reader finds the way back into the tree."""
    for page in subject.tree.misled:
        yield (
            page,
            "内容指向的上级元素不是收它的元素。",
            "content names another parent than the element that holds it.",
        )


def loose_annotation(subject: Subject) -> Iterator[Said]:
    """Every annotation hangs in the tree."""
    for page in subject.tree.loose_annotations:
        yield page, "注释（链接等）不在结构里。", "an annotation hangs in no element."


def heading_order(subject: Subject) -> Iterator[Said]:
    """Headings have words and skip no level on the way down."""
    last = 0
    for node in subject.root.walk():
        if not re.fullmatch("H[1-6]", node.kind):
            continue
        level = int(node.kind[1])
        words = squeezed(node.text)[:16]
        if not words:
            yield node.page, "标题里没有文字。", "a heading without words."
        elif level > last + 1:
            yield (
                node.page,
                f"标题“{words}”从第 {last} 级跳到第 {level} 级。",
                f"heading “{words}” jumps from level {last} to {level}.",
            )
        last = level


def list_shape(subject: Subject) -> Iterator[Said]:
    """Lists have items, items have bodies."""
    for node in subject.root.walk():
        if node.kind == "L" and not any(kid.kind == "LI" for kid in node.nodes):
            yield node.page, "列表里没有列表项。", "a list without items."
        elif node.kind == "L" and any(kid.kind not in _OF_LISTS for kid in node.nodes):
            yield node.page, "列表里有不是列表项的内容。", "a list holds something that is no item."
        elif node.kind == "LI" and not any(kid.kind == "LBody" for kid in node.nodes):
            yield node.page, "列表项没有正文。", "a list item without a body."


def figure_box(subject: Subject) -> Iterator[Said]:
    """Figures say where on their page they stand."""
    for node in _figures(subject):
        if node.page is None:
            continue
        page = subject.tree.pages[node.page - 1]
        if node.box is None:
            yield node.page, "图没有给出位置（BBox）。", "a figure does not say where it stands (BBox)."
        elif not _within(node.box, page):
            yield node.page, "图给出的位置不在页内。", "a figure's place is not on its page."


def _within(box: Rectangle, page: Rectangle) -> bool:
    return (
        box.width > 0
        and box.height > 0
        and box.left >= page.left - _SLACK_PT
        and box.bottom >= page.bottom - _SLACK_PT
        and box.right <= page.right + _SLACK_PT
        and box.top <= page.top + _SLACK_PT
    )


def empty_alt(subject: Subject) -> Iterator[Said]:
    """Alternative texts say something that the caption does not."""
    for node in _figures(subject):
        alt = node.alt.strip()
        caption = "".join(kid.text for kid in node.nodes if kid.kind == "Caption")
        if not alt and not node.actual:
            yield node.page, "图没有替代文字。", "a figure without alternative text."
        elif len(alt) == 1 or _FILE_NAME.fullmatch(alt) or _EMPTY_WORDS.fullmatch(alt):
            yield node.page, f"替代文字“{alt}”什么也没说。", f"the alternative text “{alt}” says nothing."
        elif alt and squeezed(alt) == squeezed(caption):
            yield (
                node.page,
                f"替代文字只是重复图说“{alt[:16]}”。",
                f"the alternative text repeats the caption “{alt[:16]}”.",
            )


def _figures(subject: Subject) -> Iterator[TagNode]:
    yield from (node for node in subject.root.walk() if node.kind == "Figure")


def running_head(subject: Subject) -> Iterator[Said]:
    """The same short line as a paragraph on page after page, or nothing but the page's number.

    Each supplement is judged by itself: one page that is stitched three times has no running head.
    """
    parts = [node for node in subject.root.nodes if node.kind == "Part" and node.title]
    own = [node for node in subject.root.nodes if not (node.kind == "Part" and node.title)]
    for roots in (own, *([part] for part in parts)):
        yield from _heads_in([node for root in roots for node in root.walk()])


def _heads_in(nodes: Sequence[TagNode]) -> Iterator[Said]:
    pages: defaultdict[str, set[int]] = defaultdict(set)
    numbers: list[int] = []
    for node in nodes:
        words = squeezed(node.text) if node.kind == "P" else ""
        if node.page is not None and words:
            if words.isdigit() and abs(int(words[:6]) - node.page) <= 1:
                numbers.append(node.page)
            elif len(words) <= _SHORT:
                pages[words].add(node.page)
    for words, where in pages.items():
        if _longest_run(where) >= _REPEATS:
            yield (
                min(where),
                f"“{words[:20]}”在 {len(where)} 页上当正文，像是书眉。",
                f"“{words[:20]}” is text on {len(where)} pages: a running head?",
            )
    if len(numbers) >= _REPEATS:
        yield numbers[0], f"{len(numbers)} 页的页码当成了正文。", f"{len(numbers)} folios are tagged as text."


def _longest_run(pages: set[int]) -> int:
    """How many of the pages follow each other, at least as every second one (left or right heads)."""
    longest = run = 0
    last = -_REPEATS
    for page in sorted(pages):
        run = run + 1 if page - last <= 2 else 1
        longest, last = max(longest, run), page
    return longest


def table_headers(subject: Subject) -> Iterator[Said]:
    """Header cells say what they head: by their scope, or by cells that name them."""
    for table in _tables(subject):
        cells = list(table.walk())
        if any(node.kind == "TH" and not node.scope for node in cells) and not any(
            node.headers for node in cells
        ):
            yield (
                table.page,
                "表头没有说明管列还是管行。",
                "a header cell does not say what it heads (Scope).",
            )


def headless_table(subject: Subject) -> Iterator[Said]:
    """Tables have header cells; one of nothing but numbers may do without."""
    for table in _tables(subject):
        if not any(node.kind == "TH" for node in table.walk()):
            yield table.page, "表格没有表头单元格。", "a table without header cells."


def _tables(subject: Subject) -> Iterator[TagNode]:
    yield from (node for node in subject.root.walk() if node.kind == "Table")


def repeated_alt(subject: Subject) -> Iterator[Said]:
    """Each figure has words of its own."""
    counted = Counter(node.alt.strip() for node in _figures(subject) if node.alt.strip())
    boxes: defaultdict[str, set[int]] = defaultdict(set)
    for node in _figures(subject):
        if node.page is not None:
            boxes[node.alt.strip()].add(node.page)
    for alt, count in counted.items():
        if count >= _REPEATS:
            yield (
                min(boxes[alt]),
                f"{count} 幅图的替代文字都是“{alt[:16]}”。",
                f"{count} figures say “{alt[:16]}”.",
            )


def squeezed(text: str) -> str:
    """Without blanks and line ends, and without the hyphens that part a word at a line's end (U+00AD)."""
    return "".join(text.replace("\u00ad", "").split())
