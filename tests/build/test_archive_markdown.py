"""An issue written in Markdown as an archive edition: each thing the author marks has its tag, in both standards."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from report_pdf import pipeline
from report_pdf.errors import MissingToolError
from report_pdf.findings import Severity
from report_pdf.model.plan import EditionName
from report_pdf.pdf import TagNode, check_archive, read_tag_tree
from report_pdf.pipeline import World
from report_pdf.plan import read_plan
from report_pdf.preflight import Validators, find_verapdf

ARTICLE = """\
---
title: 河边的尺子
dek: 看水的人和他的account books
byline: 文/图 何问舟
---

## 从前

### 一、看水

尺子立在**东码头**，*每天*看两回[^1]。规矩写在[水文站的rules page](https://water.example.org/rules)上，门口还有一句 these marks are for the people who live by the river，谁也没擦掉。

#### （一）记账

- **晴天**：记一笔
- **雨天**：记两笔
  - 上午一笔
  - 下午一笔

1. 先看刻度
2. 再看天色

> 水知道的比人多。
> 这句话刻在码头上。

### 二、账本Ledger

表1 码头的water levels

| 年份 | 水位Level（米） |
|:--|--:|
| 1931 | 27.4 |
| 1954 | 29.7 |

资料来源：码头的账本。

::: 资料 尺子
尺子高三丈，青石做的。
:::

看水的人换了四代，账本攒了一屋子，谁要查哪一天的水，翻开就有。

[^1]: 早晚各一回，汛期每个时辰一回。
"""


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("markdown")
    (folder / "article.md").write_text(ARTICLE, "utf-8")
    return folder


def closed(folder: Path, standard: str) -> tuple[bytes, list[str]]:
    """The edition, proved by everyone who is here, and the errors; skipped where nobody can judge the standard."""
    try:
        validators = Validators(verapdf=find_verapdf(), cache=folder / "verapdf")
    except MissingToolError as error:
        if "4f" in standard:
            pytest.skip(error.message.en)
        validators = Validators()
    ticket = folder / f"{standard.partition('+')[2]}.yaml"
    ticket.write_text(
        "issue: {id: river-1, name: 河声, number: 第1期, date: 2026-05-01}\n"
        f"articles: [{{manuscript: article.md}}]\neditions: {{archive: {{standard: {standard}, bag: none}}}}\n",
        "utf-8",
    )
    made = pipeline.build(
        read_plan(ticket), (EditionName.ARCHIVE,), World(work=folder / "work", validators=validators)
    )
    errors = [f"{one.code} {one.message.en}" for one in made.findings if one.severity is Severity.ERROR]
    return made.files.get("archive.pdf", b""), errors


def of(root: TagNode, kind: str) -> list[TagNode]:
    return [node for node in root.walk() if kind in (node.kind, node.name)]


@pytest.fixture(scope="module", autouse=True)
def _set_once() -> Iterator[None]:
    """Both standards are closed over the same pages."""
    set_pages = pipeline.set_pages
    made: list[Any] = []

    def once(*arguments: Any) -> Any:
        made.extend([set_pages(*arguments)] if not made else [])
        return made[0]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pipeline, "set_pages", once)
        yield


@pytest.mark.parametrize("standard", ["pdf/a-3a+ua-1", "pdf/a-4f+ua-2"])
def test_what_the_author_marks_is_tagged_and_proved(written: Path, standard: str) -> None:
    pdf, errors = closed(written, standard)
    assert errors == []
    tree = read_tag_tree(pdf)
    assert tree.root is not None
    assert check_archive(tree) == ()
    (article,) = of(tree.root, "Art")
    assert [(node.name, node.text) for node in article.walk() if node.name.startswith("H")] == [
        ("H1", "河边的尺子"),
        ("H2", "从前"),
        ("H3", "一、看水"),
        ("H4", "（一）记账"),
        ("H3", "二、账本Ledger"),
    ]
    assert [node.text for node in of(article, "Strong")] == ["东码头", "晴天", "雨天"]
    assert [node.text for node in of(article, "Em")] == ["每天"]
    assert [node.text for node in of(article, "BlockQuote")] == ["水知道的比人多。这句话刻在码头上。"]
    (link,) = of(article, "Link")
    assert {link.text, *link.contents} == {"水文站的rules page"}, "an annotation for each line it runs over"
    (table,) = of(article, "Table")
    assert (table.nodes[0].kind, table.nodes[0].text) == ("Caption", "表1 码头的water levels")
    assert [(node.text, node.scope) for node in of(article, "TH")][:2] == [
        ("年份", "Column"),
        ("水位Level（米）", "Column"),
    ]
    assert [node.text for node in of(article, "Aside")] == ["尺子尺子高三丈，青石做的。"]
    # The blank at a line's end is not drawn.
    english = [("".join(inside.text.split()), node.kind) for node, inside in _foreign(tree.root)]
    assert english == [
        ("accountbooks", "P"),
        ("CONTENTS", "Sect"),
        ("accountbooks", "P"),
        ("accountbooks", "P"),
        ("rulespage", "Link"),
        ("thesemarksareforthepeoplewholivebytheriver", "P"),
        ("Ledger", "H3"),
        ("waterlevels", "Caption"),
        ("Level", "TH"),
    ]
    _lists_and_notes(article, pdf)


def _foreign(node: TagNode) -> Iterator[tuple[TagNode, TagNode]]:
    """What is said to be English, and what holds it."""
    for kid in node.nodes:
        yield from [(node, kid)] if kid.language == "en" else _foreign(kid)


def _lists_and_notes(article: TagNode, pdf: bytes) -> None:
    bullets, inner, numbers = of(article, "L")
    assert bullets.nodes[0].text == "●晴天：记一笔"
    assert inner in bullets.nodes[1].nodes[-1].nodes
    assert [node.text for node in inner.nodes] == ["●上午一笔", "●下午一笔"]
    assert [node.text for node in numbers.nodes] == ["1.先看刻度", "2.再看天色"]
    (note,) = of(article, "FENote")
    assert "早晚各一回" in note.text
    assert [node.kind for node in note.nodes][:1] == ["Lbl"]
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        elements = [one for one in opened.objects if isinstance(one, pikepdf.Dictionary) and "/S" in one]
        (raw,) = (one for one in elements if str(one.S) in ("/FENote", "/Note"))
        assert "/ID" in raw
        counted = [str(one.A.ListNumbering) for one in elements if one.S == pikepdf.Name.L]
    assert sorted(counted) == ["/Decimal", "/Disc", "/Disc"]
