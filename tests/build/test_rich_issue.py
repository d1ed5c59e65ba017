"""A Markdown issue with tables, names, notes and boxes, built whole: what a reader finds on its pages."""

from __future__ import annotations

from itertools import pairwise

import pytest
from finished_pdf import bookmarks, glyphs, raw_pages

_ROWS = "\n".join(f"| 站{n:02d} | {n}.5 |" + " 12.25 |" * 13 for n in range(1, 31))
_HEADS = "| 站名 | 里程（公里） |" + "".join(f" {year}年（万人） |" for year in range(2011, 2024))
_LONG = "\n".join(f"| {n}月 | 第{n:02d}次疏浚，清出淤泥若干 | {n * 37 % 90}.5 |" for n in range(1, 61))
_TEXT = "渡口的石阶一共有三十六级，最下面的几级终年泡在水里。" * 6
MANUSCRIPT = f"""---
title: 渡口的账本
byline: 文 周一
---

## 一、江上

### （一）石阶

#### 1. 水位[^a]

{_TEXT}

表1　历年票价

| 年份 | 成人（元） |
|---|---|
| 1952 | 0.03 |
| 1999 | 12.75 |

注：按旧币折算。

票价另见[渡口档案](https://ferry.example.org/archive/1950)。

::: 资料 怎样看水尺
水尺每格两厘米，字头朝上。

- 平水读到格
:::

## 二、人

### 历任船工名单

王明、李小红、周大江、何三、杜守义、杜长水、陈平、林秀英

{_TEXT}

表2　各渡口客运量

{_HEADS}
|{"---|" * 15}
{_ROWS}

{_TEXT}

表3　疏浚记录

| 月份 | 事由 | 方量 |
|---|---|--:|
{_LONG}

{_TEXT}

[^a]: 石阶为明代所建。
"""


@pytest.fixture(scope="module")
def rich(tmp_path_factory, run_build):
    folder = tmp_path_factory.mktemp("rich-issue")
    (folder / "ferry.md").write_text(MANUSCRIPT, "utf-8")
    issue = folder / "issue.yaml"
    issue.write_text(
        "issue: {id: rich, name: 江声, number: 2031年第2期, date: 2031-03-10}\n"
        "articles:\n  - manuscript: ferry.md\n",
        "utf-8",
    )
    return run_build(issue, "rich-issue")


def _pages(pdf):
    return ["\n".join(page) for page in raw_pages(pdf)]


def test_every_text_of_a_rich_issue_is_there_once_in_its_place(rich):
    assert "preflight/text-lost" not in rich.said
    pages = _pages(rich.pdf)
    text = "\n".join(pages)
    # Spread to the width of three characters, and still one word.
    assert "王明 李小红 周大江 何三 杜守义" in text
    # Nested numbers are the author's.
    assert "1. 水位①" in text
    assert text.count("石阶为明代所建。") == 1
    # The long table has its heads on every page it runs over.
    assert sum("月份 事由 方量" in page for page in pages) >= 2


def test_a_turned_table_has_its_heads_on_each_page_and_the_text_says_where(rich):
    pages = _pages(rich.pdf)
    turned = [number for number, page in enumerate(pages, 1) if "站30" in page]
    assert len(turned) == 1
    first = next(number for number, page in enumerate(pages, 1) if "站01" in page)
    assert f"表2见第{first}页" in "".join("".join(pages).split())
    assert all("站名" in pages[number - 1] for number in range(first, turned[0] + 1))


def test_headings_of_three_levels_are_bookmarks_in_each_other(rich):
    levels = {mark.title: mark.level for mark in bookmarks(rich.pdf)}
    assert [levels[title] for title in ("一、江上", "（一）石阶", "1. 水位")] == [1, 2, 3]


def test_cells_are_composed_like_the_text(rich):
    """A quarter of an em between 第 and the figure, in the cells of the long table as elsewhere."""
    page = next(number for number, page in enumerate(_pages(rich.pdf), 1) if "第01次疏浚" in page)
    gaps = [
        (after.x - before.x) / before.size
        for before, after in pairwise(glyphs(rich.pdf, page))
        if before.text == "第" and after.text in "0123456" and before.size < 10
    ]
    assert len(gaps) > 10
    assert all(gap == pytest.approx(1.25, abs=0.02) for gap in gaps)
