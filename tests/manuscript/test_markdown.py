from __future__ import annotations

import hypothesis
import hypothesis.strategies as st
import pytest
from markdown_it import MarkdownIt

from report_pdf.copyedit import copyedit
from report_pdf.errors import ManuscriptError
from report_pdf.manuscript import parse_markdown, parse_text
from report_pdf.manuscript.markdown_inline import ChineseInline
from report_pdf.model.manuscript import Block, Box, Figure, Manuscript, Note, SpanKind, Table, all_blocks
from report_pdf.model.plan import LintPlan

_SAMPLE = """---
title: "山里的邮路"
byline: [林一, 周二]
weather: 晴
---
## 出发

### 一、清晨

与**“1+2+N”**体系,**“双线”**并行*和*~~旧~~路。[地图](http://a.example/b)后[^1]换
行 with English
words\\
硬换行 ![溪边的桥](b.jpg) <b>原样</b>

- 一,二
  - 内**层**

    又一段

1. 第一
2. 第二

| 甲,乙 | 丙 |
|---|:-:|
| **1** | 2 |

::: 引语 邮差说
路是走出来的。
:::

> 引文一
> 续

---

[^1]: 注一

    注一续
[^2]: 没人叫

### 二、傍晚

末段。
"""


def _shown(manuscript: Manuscript) -> list[tuple[str, str]]:
    return [(type(block).__name__, block.text) for block in all_blocks(manuscript.blocks)]


def test_every_form_becomes_its_block() -> None:
    assert _shown(parse_markdown(_SAMPLE, file="a.md")) == [
        ("Title", "山里的邮路"),
        ("Byline", "林一 周二"),
        ("Part", "出发"),
        ("Heading", "清晨"),
        ("Paragraph", "与“1+2+N”体系,“双线”并行和旧路。地图后换行 with English words"),
        ("Paragraph", "硬换行 <b>原样</b>"),
        ("Figure", "溪边的桥"),
        ("Bullet", "一,二"),
        ("Bullet", "内层"),
        ("Paragraph", "又一段"),
        ("Bullet", "第一"),
        ("Bullet", "第二"),
        ("Table", ""),
        ("Cell", "甲,乙"),
        ("Cell", "丙"),
        ("Cell", "1"),
        ("Cell", "2"),
        ("Box", "邮差说"),
        ("Paragraph", "路是走出来的。"),
        ("Quote", "引文一续"),
        ("Note", "注一"),
        ("Note", "注一续"),
        ("Note", "没人叫"),
        ("Heading", "傍晚"),
        ("Paragraph", "末段。"),
    ]


def test_the_blocks_sources_are_the_file() -> None:
    for text in (_SAMPLE, _SAMPLE.replace("\n", "\r\n"), "一\n\n\n二\n"):
        manuscript = parse_markdown(text, file="a.md")
        assert "".join(block.source for block in manuscript.blocks) == text


def test_spans_lie_over_the_words_they_mark() -> None:
    paragraph = parse_markdown(_SAMPLE, file="a.md").blocks[4]
    assert [
        (span.kind.value, paragraph.text[span.start : span.end], span.target) for span in paragraph.spans
    ] == [
        ("strong", "“1+2+N”", ""),
        ("strong", "“双线”", ""),
        ("emphasis", "和", ""),
        ("struck", "旧", ""),
        ("link", "地图", "http://a.example/b"),
        ("note", "", "1"),
    ]


def test_spans_follow_corrections_and_findings_stand_at_their_line() -> None:
    edited = copyedit(parse_markdown(_SAMPLE, file="a.md"), LintPlan())
    paragraph = edited.blocks[4]
    assert paragraph.text.startswith("与“1+2+N”体系，“双线”并行")
    strong = [span for span in paragraph.spans if span.kind is SpanKind.STRONG]
    assert [paragraph.text[span.start : span.end] for span in strong] == ["“1+2+N”", "“双线”"]
    commas = [f for f in edited.findings if f.code == "copyedit/half-width-comma"]
    lines = _SAMPLE.splitlines()
    assert len(commas) == 3
    for found in commas:
        assert found.place
        assert lines[(found.place.line or 0) - 1][(found.place.column or 0) - 1] == ","


def test_what_is_not_set_is_said() -> None:
    found = {(f.code, f.place.line) for f in parse_markdown(_SAMPLE, file="a.md").findings if f.place}
    lines = _SAMPLE.splitlines()
    assert found == {
        ("manuscript/front-matter", lines.index("weather: 晴") + 1),
        ("manuscript/left-out", lines.index("---", 5) + 1),
        ("manuscript/unknown-note", lines.index("[^2]: 没人叫") + 1),
        ("manuscript/markdown-sign", lines.index("硬换行 ![溪边的桥](b.jpg) <b>原样</b>") + 1),
    }


def test_the_same_article_as_text_and_as_markdown() -> None:
    text = (
        "山里的邮路\n——一位邮差的三十年\n文/图 林一\n\n回顾2030\n1 出发以前\n天还没有亮，他已经把邮袋绑好。\n●第一件是信。\n"
        "↓3月，邮差在桥头。\n展望2031\n2 回来以后\n灯亮着，门开着，锅里有汤。\n"
    )
    markdown = (
        "# 山里的邮路\n\n——一位邮差的三十年\n\n文/图 林一\n\n## 回顾2030\n\n### 1 出发以前\n\n天还没有亮，他已经把邮袋绑好。\n\n"
        "- 第一件是信。\n\n↓3月，邮差在桥头。\n\n## 展望2031\n\n### 2 回来以后\n\n灯亮着，门开着，锅里有汤。\n"
    )

    def bare(manuscript: Manuscript) -> list[tuple[type[Block], str, str, int]]:
        return [
            (type(b), b.text, getattr(b, "number", ""), getattr(b, "level", 0)) for b in manuscript.blocks
        ]

    assert bare(parse_markdown(markdown, file="a.md")) == bare(parse_text(text, file="a.txt"))


@pytest.mark.parametrize(
    ("source", "strong"),
    [
        ("与**“1+2+N”**体系", ["“1+2+N”"]),
        ("**“双线”**并行与**“三网”**融合", ["“双线”", "“三网”"]),
        ("**这样做。**那样做", ["这样做。"]),
        ("他说**（轻声）**来", ["（轻声）"]),
        ("看**《山径》**吧", ["《山径》"]),
        ("**注意：**小心", ["注意："]),
        ("共**10%**的人", ["10%"]),
        ("**“甲”**、**“乙”**", ["“甲”", "“乙”"]),
        ("甲**乙**丙**丁**", ["乙", "丁"]),
        ("**中文**English**混**", ["中文", "混"]),
        ("**a.**中", ["a."]),
        ("中**(a)**文", ["(a)"]),
    ],
)
def test_strong_beside_chinese(source: str, strong: list[str]) -> None:
    block = parse_markdown(f"# 题\n\n{source}\n", file="a.md").blocks[1]
    assert "*" not in block.text
    assert [block.text[s.start : s.end] for s in block.spans if s.kind is SpanKind.STRONG] == strong


@hypothesis.given(st.text(alphabet="ab1 .,*_~()!\"'-\n\\`[]", max_size=60))
@hypothesis.settings(max_examples=400, deadline=None)
def test_without_chinese_it_reads_as_commonmark_says(source: str) -> None:
    plain, ours = MarkdownIt("commonmark"), MarkdownIt("commonmark")
    ours.inline = ChineseInline()
    ours.inline.ruler.enableOnly(plain.inline.ruler.get_active_rules())
    ours.inline.ruler2.enableOnly(plain.inline.ruler2.get_active_rules())
    assert ours.render(source) == plain.render(source)


def test_tables_notes_figures_and_boxes_keep_what_they_are() -> None:
    blocks = parse_markdown(
        '# 题\n\n![谁在桥上](a.jpg "桥头")\n\n| a | b |\n|:--|--:|\n| 1 | 2 |\n\n::: 要点 一年\n- 3条路\n:::\n\n[^x]: 注。\n',
        file="a.md",
    ).blocks
    figure, table, box, note = blocks[1:]
    assert isinstance(figure, Figure)
    assert (figure.text, figure.alt, figure.picture) == ("桥头", "谁在桥上", "a.jpg")
    assert isinstance(table, Table)
    assert table.head == 1
    assert [[cell.align for cell in row] for row in table.rows] == [["start", "end"]] * 2
    assert isinstance(box, Box)
    assert (box.text, box.kind.value, [b.text for b in box.blocks]) == ("一年", "key-figures", ["3条路"])
    assert isinstance(note, Note)
    assert note.key == "x"


@pytest.mark.parametrize("text", ["---\n---\n", "* * *\n", "```\n\n```\n", "[a]: /b\n", "![](a.jpg)\n"])
def test_what_holds_no_words_is_refused(text: str) -> None:
    with pytest.raises(ManuscriptError):
        parse_markdown(text, file="a.md")


def _read(text: str) -> tuple[list[tuple[str, str]], set[tuple[str, str]]]:
    manuscript = parse_markdown(text, file="m")
    return _shown(manuscript), {(f.code.partition("/")[2], str(f.place)) for f in manuscript.findings}


def test_marks_and_calls_in_the_head_in_captions_and_inside_the_text_are_read() -> None:
    text = (
        "---\ntitle: 老街[^t]的**书店**\nlede: |\n  三十年[^l]，\n  灯亮着。\nbyline:\n  - 周一\n  - 吴二\n---\n\n"
        '正文^[写在文中的注]。\n\n![桥[^c]](a.jpg)\n\n![看](b.jpg "灯[^d]"){width=50%}\n\n'
        "[^t]: 甲。\n[^l]: 乙。\n[^c]: 丙。\n[^d]: 丁。\n"
    )
    shown, found = _read(text)
    assert shown[:6] == [
        ("Title", "老街的书店"),
        ("Lede", "三十年，灯亮着。"),
        ("Byline", "周一 吴二"),
        ("Paragraph", "正文。"),
        ("Note", "写在文中的注"),
        ("Figure", "桥"),
    ]
    assert shown[6] == ("Figure", "灯")
    blocks = parse_markdown(text, file="m").blocks
    calls = [s.target for b in blocks for s in b.spans if s.kind is SpanKind.NOTE]
    assert calls == ["t", "l", "^1", "c", "d"]
    assert found == {("left-out", "m:15:20")}
    assert "".join(block.source for block in blocks) == text


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("正文[^9]。", {("unknown-note", "m:3:3")}),
        ("**强**和**半截", {("markdown-sign", "m:3:7")}),
        ("::: 提示 规矩\n甲\n:::", {("markdown-sign", "m:3:1")}),
        ("::: 资料 规矩\n- 甲\n\n末段。", {("markdown-sign", "m:3:1")}),
        ("甲<br>乙", {("markdown-sign", "m:3:2")}),
        ("| 甲 |\n|---|\n| 一 | 多 |", {("left-out", "m:5:7")}),
        ("文[^1]。\n\n[^1]: 一。\n[^1]: 二。", {("unknown-note", "m:6:7")}),
        ("<!-- 只给编辑看 -->\n\n正文<!-- 也是 -->在此。", {("left-out", "m:3:1"), ("left-out", "m:5:3")}),
        ("文[^1]。\n\n[^1]: 一。\n\n    | a |\n    |---|\n    | 1 |", {("markdown-sign", "m:7:5")}),
        (r"\*\*不是记号\*\*，`**也不是**`，____填空。", set()),
    ],
)
def test_what_would_be_printed_as_typed_is_said_where_it_stands(
    text: str, found: set[tuple[str, str]]
) -> None:
    assert _read(f"# 题\n\n{text}\n")[1] == found


@pytest.mark.parametrize(
    ("head", "place"),
    [("---\ntitle: 老街\n\n正文。\n", "m:1:1"), ("\n---\ntitle: 老街\n---\n\n文。\n", "m:2:1")],
)
def test_a_head_that_is_none_is_said(head: str, place: str) -> None:
    assert ("front-matter", place) in _read(head)[1]


def test_comments_are_not_set_and_lists_go_as_deep_in_a_box_as_outside() -> None:
    text = "# 题\n\n正文<!-- 内部 -->后。\n\n- 甲\n\n  短的续段\n\n  ::: 资料 框\n  - 内\n  :::\n\n> 1. 引一\n> 2. 引二\n"
    shown, _ = _read(text)
    assert ("Paragraph", "正文后。") in shown
    assert ("Paragraph", "短的续段") in shown, "no heading, however short"
    assert [text for kind, text in shown if kind == "Quote"] == ["1. 引一", "2. 引二"]
    box = next(b for b in parse_markdown(text, file="m").blocks if isinstance(b, Box))
    assert [getattr(b, "level", 0) for b in box.blocks] == [1]


def test_line_ends_beside_pictures_of_the_keyboard_and_wide_marks_are_nothing() -> None:
    (paragraph,) = parse_markdown("# 题\n\n高兴\n😀\n（真的）\nEnglish\nwords\n", file="m").blocks[1:]
    assert paragraph.text == "高兴😀（真的）English words"
