"""Checks that read what the structure says: the manuscript, order, language, links, and what only looks like structure."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from report_pdf.pdf.archive.check_tree import Said, Subject, squeezed
from report_pdf.pdf.archive.tag_tree import TagNode, TagText

__all__ = [
    "foreign_language",
    "hidden_text",
    "link_words",
    "list_as_text",
    "manuscript",
    "no_headings",
    "page_order",
]

_UNITS = frozenset(
    {"P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "LBody", "Caption", "Lbl", "TD", "TH", "Note", "FENote"}
)
_NOTES = frozenset({"Note", "FENote"})
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
_HAN = re.compile(r"[㐀-鿿豈-﫿]")
_HAN_LANGUAGES = ("zh", "ja", "ko")
_FOREIGN_LETTERS = 60
"""So many letters without one of the language's own script are a passage, not a name or an address."""
_HIDDEN = 60
_FEW_PAGES = 5
_LIST_ITEMS = 3
_ITEM = re.compile(r"\s*(?:([●•■◆○◦▪‣※])|[（(]?(\d{1,2}|[一二三四五六七八九十]{1,3})[.．、)）])\s*\S")
_ADDRESS = re.compile(r"(?i)(?:https?://|www\.|mailto:)\S+|#?[\w.-]*\d[\w.-]*|\S+\.(?:html?|pdf|php)\S*")
_NO_GOAL = re.compile(
    r"(?i)(链接|点击|点击这里|这里|此处|查看|更多|click|click here|here|link|more|read more|url)"
)


def manuscript(subject: Subject) -> Iterator[Said]:
    """Each paragraph is whole in one element, and none comes before the one it follows."""
    if not (subject.paragraphs or subject.aside):
        return
    units = [squeezed(_without_notes(node)) for node in subject.root.walk() if node.kind in _UNITS]
    everything = "".join(
        squeezed(text.text) for node in subject.root.walk() for text in node.kids if isinstance(text, TagText)
    )
    at = 0
    for paragraph in filter(None, map(squeezed, subject.paragraphs)):
        found = next((index for index in range(at, len(units)) if paragraph in units[index]), None)
        if found is not None:
            at = found
        elif any(paragraph in unit for unit in units[:at]):
            words = paragraph[:16]
            yield None, f"“{words}”的次序与稿件不同。", f"“{words}” does not stand in the manuscript's order."
        else:
            yield _lost(paragraph, everything)
    for paragraph in filter(None, map(squeezed, subject.aside)):
        if not any(paragraph in unit for unit in units):
            yield _lost(paragraph, everything)


def _lost(paragraph: str, everything: str) -> Said:
    words = paragraph[:16]
    if paragraph in everything:
        return None, f"“{words}”这一段被分成了几个元素。", f"the paragraph “{words}” is split into elements."
    return None, f"结构里找不到完整的“{words}”。", f"“{words}” is not whole in the structure."


def _without_notes(node: TagNode) -> str:
    """What an element says when its footnotes and their calls are passed over."""
    if node.actual:
        return node.actual
    said: list[str] = []
    for at, kid in enumerate(node.kids):
        after = node.kids[at + 1] if at + 1 < len(node.kids) else None
        is_call = isinstance(kid, TagNode) and isinstance(after, TagNode) and after.kind in _NOTES
        if isinstance(kid, TagText):
            said.append(kid.text)
        elif not is_call and kid.kind not in _NOTES:
            said.append(_without_notes(kid))
    return "".join(said)


def page_order(subject: Subject) -> Iterator[Said]:
    """Who reads on does not leaf back by more than a page: floats do not stand further from their text."""
    furthest, before = 0, ""
    for node in subject.root.walk():
        for text in node.kids:
            if not isinstance(text, TagText) or not text.text.strip():
                continue
            words = squeezed(text.text)[:16]
            if text.page < furthest - 1 and not _is_elsewhere(node):
                yield (
                    text.page,
                    f"“{words}”在第 {text.page} 页，却排在第 {furthest} 页的“{before}”后面读。",
                    f"“{words}” on page {text.page} is read after “{before}” on page {furthest}.",
                )
                return  # whatever follows is out of order too
            if text.page >= furthest:
                furthest, before = text.page, words


def _is_elsewhere(node: TagNode) -> bool:
    return node.kind in ("Reference", "Lbl")


def no_headings(subject: Subject) -> Iterator[Said]:
    """A file of several pages has headings to find one's way by."""
    kinds = Counter(node.kind for node in subject.root.walk())
    if len(subject.tree.pages) >= _FEW_PAGES and kinds["P"] and not any(kinds[kind] for kind in _HEADINGS):
        yield None, "全文没有一个标题标签。", "the file has not one heading."


_HEADINGS = ("H", "H1", "H2", "H3", "H4", "H5", "H6")


def list_as_text(subject: Subject) -> Iterator[Said]:
    """Paragraphs one after the other that begin like a list's items."""
    for node in subject.root.walk():
        if node.kind in ("LBody", "LI", "TOCI", "TOC"):
            continue
        run: list[TagNode] = []
        for kid in (*node.nodes, TagNode(kind="end")):
            if (
                kid.kind == "P"
                and _ITEM.match(kid.text)
                and not any(below.kind == "Lbl" for below in kid.nodes)
            ):
                run.append(kid)
                continue
            if len(run) >= _LIST_ITEMS:
                words = squeezed(run[0].text)[:16]
                yield (
                    run[0].page,
                    f"“{words}”起 {len(run)} 段像列表，却只是段落。",
                    f"{len(run)} paragraphs from “{words}” look like a list and are none.",
                )
            run = []


def link_words(subject: Subject) -> Iterator[Said]:
    """Links say in words where they lead."""
    for node in subject.root.walk():
        if node.kind != "Link":
            continue
        shown = " ".join(node.text.split())
        for contents in node.contents:
            said = " ".join(contents.split())
            if not said and not shown and not node.alt:
                yield node.page, "链接没有说明通到哪里。", "a link does not say where it leads."
            elif said and said != shown and _ADDRESS.fullmatch(said):
                yield (
                    node.page,
                    f"链接的说明“{said[:24]}”只是地址，不是话。",
                    f"a link's description “{said[:24]}” is an address, no words.",
                )
            elif _NO_GOAL.fullmatch(said or shown):
                yield (
                    node.page,
                    f"链接只说“{said or shown}”，不说通到哪里。",
                    f"a link says but “{said or shown}”, not where it leads.",
                )


def foreign_language(subject: Subject) -> Iterator[Said]:
    """A passage in another script than its language's says its own language."""
    yield from _foreign(subject.root, subject.tree.language)


def _foreign(node: TagNode, around: str) -> Iterator[Said]:
    language = node.language or around
    if node.kind in _UNITS and not any(kid.kind in _UNITS for kid in node.nodes):
        text = _own_words(node)
        latin, han = len(_LATIN.findall(text)), len(_HAN.findall(text))
        is_han = language.lower().startswith(_HAN_LANGUAGES)
        if (
            (latin >= _FOREIGN_LETTERS and not han)
            if is_han
            else (language and han >= _FOREIGN_LETTERS // 3 > latin)
        ):
            words = " ".join(text.split())[:24]
            yield (
                node.page,
                f"“{words}”标为 {language}，文字却不是。",
                f"“{words}” is said to be {language} and is not written so.",
            )
        return
    for kid in node.nodes:
        yield from _foreign(kid, language)


def _own_words(node: TagNode) -> str:
    """Without what says its own language, addresses and code."""
    if node.kind in ("Link", "Code"):
        return ""
    return "".join(
        kid.text if isinstance(kid, TagText) else "" if kid.language else _own_words(kid) for kid in node.kids
    )


def hidden_text(subject: Subject) -> Iterator[Said]:
    """Artifacts that say what no other page's say are no running heads: text that a reader never hears."""
    pages: defaultdict[str, set[int]] = defaultdict(set)
    for one in subject.tree.artifacts:
        pages[_pattern(one.text)].add(one.page)
    alone: defaultdict[int, str] = defaultdict(str)
    for one in subject.tree.artifacts:
        if len(pages[_pattern(one.text)]) == 1:
            # Leaders and rules made of dots say nothing.
            alone[one.page] += re.sub(r"[^\w]|_", "", one.text)
    for page, text in alone.items():
        if len(text) >= _HIDDEN:
            yield (
                page,
                f"“{text[:20]}”等 {len(text)} 字被当作装饰，读不出来。",
                f"“{text[:20]}”, {len(text)} characters in all, are artifacts that nobody hears.",
            )


def _pattern(text: str) -> str:
    return re.sub(r"\d+", "0", squeezed(text))
