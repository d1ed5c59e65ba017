"""Articles, photographs and supplements become one issue: matched, and everything wrong said at once."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from report_pdf.copyedit import copyedit
from report_pdf.errors import PictureError, SupplementError
from report_pdf.issue import gather
from report_pdf.manuscript import read_manuscript
from report_pdf.model.manuscript import Caption
from report_pdf.plan import read_plan


@pytest.fixture
def gathered(tmp_path):
    def make(issue):
        plan = read_plan(issue)
        texts = [
            copyedit(read_manuscript(a.manuscript.path, name=a.manuscript.name), plan.lint)
            for a in plan.articles
        ]
        return gather(plan, texts, work=tmp_path / "work", private=tmp_path / "private", passwords={})

    return make


def test_captions_go_to_the_photographs_in_order(desk, gathered):
    text = "渡口的老钟\n\n修钟的第一天，师傅们把零件摊在白布上。\n\n↓齿轮。\n\n后来钟响了。\n\n↓钟楼。\n\n↓第三句没有照片。\n"
    path = desk.issue(article=text)
    desk.photo("tower.jpg")
    desk.write(
        "issue.yaml",
        path.read_text("utf-8").replace("alt: 齿轮}", "alt: 齿轮}, {file: tower.jpg, alt: 钟楼}"),
    )
    (article,) = (issue := gathered(path)).articles
    assert [(p.name, p.caption, p.alt) for p in article.pictures] == [
        ("clock.jpg", "齿轮。", "齿轮"),
        ("tower.jpg", "钟楼。", "钟楼"),
    ]
    assert article.pictures[1].caption_place.line == 9
    left = [block.text for block in article.blocks if isinstance(block, Caption)]
    assert left == ["第三句没有照片。"], "still in the text: nothing is lost"
    (finding,) = [f for f in issue.findings if f.code == "issue/caption-without-picture"]
    assert (finding.place.file, finding.place.line) == ("article.txt", 11)


def test_what_issue_yaml_says_goes_before_the_manuscript(desk, gathered):
    path = desk.issue()
    words = path.read_text("utf-8").replace(
        "alt: 齿轮}]", "alt: 齿轮, caption: 白布上}]\n    title: 另一个题目\n    kicker: 特写"
    )
    (article,) = gathered(desk.write("issue.yaml", words)).articles
    assert (article.title, article.kicker, article.dek) == ("另一个题目", "特写", "一座小镇修钟的三个月")
    assert article.pictures[0].caption == "白布上"


def test_every_photograph_that_cannot_be_used_is_named_in_one_run(desk, gathered):
    path = desk.issue()
    for name in ("clock.jpg", "cover.jpg"):
        desk.write(name, (desk.folder / name).read_bytes()[:900])
    with pytest.raises(PictureError) as caught:
        gathered(path)
    assert {finding.place.line for finding in caught.value.findings} == {2, 5}


def test_every_supplement_that_cannot_be_used_is_named_in_one_run(desk, gathered):
    path = desk.issue(more="  - {file: second.pdf, title: 另一份}\n")
    for name in ("table.pdf", "second.pdf"):
        desk.write(name, b"%PDF-1.4 and nothing else")
    with pytest.raises(SupplementError) as caught:
        gathered(path)
    assert len(caught.value.findings) == 2


def test_supplements_come_with_the_pages_asked_for_and_pictures_as_pages(desk, gathered):
    path = desk.issue(
        more="  - {file: four.pdf, title: 四页, pages: '3,1'}\n  - {file: wide.jpg, title: 横图}\n"
    )
    desk.supplement("four.pdf", pages=4, size=(300, 500))
    out = io.BytesIO()
    Image.new("RGB", (600, 400), (90, 120, 60)).save(out, "JPEG")
    desk.write("wide.jpg", out.getvalue())
    _, four, wide = gathered(path).supplements
    assert [(page.index, page.width_pt, page.height_pt) for page in four.pages] == [
        (2, 300, 500),
        (0, 300, 500),
    ]
    (page,) = wide.pages
    assert (page.width_pt, page.height_pt) == pytest.approx((841.89, 595.28), abs=0.01)


def test_a_text_without_a_title_is_named_by_its_file_and_said_to_be(desk, gathered):
    (article,) = (
        issue := gathered(
            desk.issue(article="\n这一篇只有一段，没有题目，也没有作者的名字，更没有小标题。它说的是钟。\n")
        )
    ).articles
    assert article.title
    codes = [finding.code for finding in issue.findings]
    assert ("issue/title-missing" in codes) == (article.title == "article")
