"""A note that is called from a title, a lede or a caption is set in the text, with a sign at both ends."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from report_pdf.findings import Place
from report_pdf.issue.apart import set_apart
from report_pdf.manuscript import parse_markdown
from report_pdf.model.manuscript import Caption, Figure, Note, Span, SpanKind, Title
from report_pdf.plan import read_plan

_TEXT = """\
# 溪上的桥[^t]

这一段是正文，写得长一些[^b]，末尾有句号。

![](a.jpg)

↓桥头[^c]的茶摊[^b]。

[^t]: 原载县报。
[^b]: 据县志。
[^c]: 茶摊一九九三年收了。
"""


def test_calls_become_signs_and_notes_begin_with_them() -> None:
    blocks = parse_markdown(_TEXT, file="m.md").blocks
    (title,) = [block for block in blocks if isinstance(block, Title)]
    (caption,) = [block for block in blocks if isinstance(block, Caption)]
    call = Span(start=1, end=1, kind=SpanKind.NOTE, target="c")
    running = [
        replace(block, text="茶摊", spans=(call,)) if isinstance(block, Figure) else block
        for block in blocks
        if block is not title and block is not caption
    ]
    apart = set_apart(blocks, running)
    assert apart.text(title) == "溪上的桥", "a title is repeated in the contents"
    assert apart.text(caption) == "桥头*的茶摊。", "the text calls the other note itself"
    shown = apart.running(running)
    assert [block.text for block in shown if isinstance(block, Note)] == [
        "〔题注〕 原载县报。",
        "据县志。",
        "* 茶摊一九九三年收了。",
    ]
    assert [block.spans for block in shown if isinstance(block, Figure)] == [()], (
        "its words stand under the picture"
    )


def test_a_folder_with_a_list_is_printed_as_it_says(tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    for name in ("a.jpg", "b.jpg", "c.jpg"):
        (tmp_path / "photos" / name).write_bytes(b"\xff\xd8\xff")
    (tmp_path / "m.txt").write_text("题目\n\n正文。\n", "utf-8")
    rows = (
        "file,caption,credit,alt,focus,use\nc.jpg,灯。,李二 摄,一盏灯,左上,\na.jpg,,,,,no\nb.jpg,？桥。,,,,\n"
    )
    (tmp_path / "photos" / "photos.csv").write_text(rows, "utf-8-sig")
    issue = tmp_path / "issue.yaml"
    issue.write_text("issue: {name: 街坊}\narticles: [{manuscript: m.txt, photos: photos}]\n", "utf-8")
    photos = read_plan(issue).articles[0].photos
    assert [(p.source.path.name, p.caption, p.credit, p.alt, p.listed) for p in photos] == [
        ("c.jpg", "灯。", "李二 摄", "一盏灯", True),
        ("b.jpg", None, None, None, False),
    ]
    assert (photos[0].focus.x, photos[0].focus.y) == (0.0, 0.0)
    assert photos[0].source.place == Place(file="photos/photos.csv", line=2, column=1)
