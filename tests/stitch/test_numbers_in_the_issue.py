"""Dividers, late numbers and stamps that issue.yaml asks for: in the order, on the pages, in labels and bookmarks."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pytest

from report_pdf.errors import PlanError
from report_pdf.model.numbering import called
from report_pdf.model.plan import EditionName
from report_pdf.model.stamps import StampSpec
from report_pdf.pipeline import World, build
from report_pdf.plan import json_schema, read_plan

ISSUE = """\
issue: {id: late, name: 通讯, number: 第1期, date: 2031-01-10}
articles: [story.txt]
supplements:
  - {file: s.pdf, title: 茶园调查, divider: true, start: recto, stamp: 右上, 页码戳颜色: 红}
  - {file: s.pdf, title: 后补的信, number: 15A}
  - {文件: s.pdf, 标题: 版心里的表, 版位: 版心, 编号: 附1, 隔页: 加, 页码戳: 下}
"""


@pytest.fixture(scope="module")
def issue(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("late")
    (folder / "story.txt").write_text("步道的里程\n\n去年修好的路，今年又走了一遍。\n", encoding="utf-8")
    with pikepdf.new() as pdf:
        for _ in range(2):
            pdf.add_blank_page(page_size=(420, 595))
        pdf.save(folder / "s.pdf")
    (folder / "issue.yaml").write_text(ISSUE, encoding="utf-8")
    return folder / "issue.yaml"


@pytest.fixture(scope="module")
def made(issue, tmp_path_factory):
    """Print and email, each edition's bytes."""
    work = tmp_path_factory.mktemp("work")
    done = build(
        read_plan(issue),
        [EditionName.PRESS, EditionName.EMAIL],
        World(work=work, moment=dt.datetime(2031, 1, 10, tzinfo=dt.UTC)),
    )
    return {
        edition.name: (edition, report) for edition, report in zip(done.editions, done.reports, strict=True)
    }


def words(data: bytes, page: int) -> str:
    document = pdfium.PdfDocument(data)
    try:
        return "".join(document[page].get_textpage().get_text_range().split())
    finally:
        document.close()


def test_the_order_has_them(issue):
    first, second, third = read_plan(issue).supplements
    assert (first.divider, first.number, first.stamp) == (
        True, "", StampSpec(place="top-right", colour=(0.8, 0.0, 0.0)),
    )  # fmt: skip
    assert (second.divider, second.number, second.stamp) == (False, "15A", None)
    assert (third.divider, third.number, third.stamp) == (True, "附1", StampSpec(place="bottom"))


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("stamp: middle", "middle"),
        ("stamp_colour: mauve", "mauve"),
        ("divider: maybe", "maybe"),
        ("number: a b", "a b"),
    ],
)
def test_what_is_no_such_word_is_said(issue, line, says, tmp_path):
    (tmp_path / "story.txt").write_text("文", encoding="utf-8")
    (tmp_path / "s.pdf").write_bytes((issue.parent / "s.pdf").read_bytes())
    text = f"issue: {{name: 通讯}}\narticles: [story.txt]\nsupplements:\n  - file: s.pdf\n    {line}\n"
    (tmp_path / "issue.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(PlanError) as caught:
        read_plan(tmp_path / "issue.yaml")
    (finding,) = caught.value.findings
    assert says in finding.message.zh
    assert finding.place.line == 5


def test_an_editor_knows_them():
    keys = json_schema()["$defs"]["SupplementYaml"]["anyOf"][1]["properties"]
    assert {"divider", "隔页", "number", "编号", "stamp", "页码戳", "stamp_colour"} <= set(keys)
    assert True in keys["divider"]["anyOf"][0]["enum"]


def test_what_pages_are_called():
    assert called("15A", 3) == ("15A", "15B", "15C")
    assert called("15Y", 4) == ("15Y", "15Z", "15AA", "15BB")
    assert called("附9", 2) == ("附9", "附10")


@pytest.mark.parametrize("name", [EditionName.PRESS, EditionName.EMAIL])
def test_labels_contents_and_folios_agree(made, name):
    edition, report = made[name]
    assert report.passed, [finding.message.en for finding in report.findings]
    with pikepdf.open(io.BytesIO(edition.data)) as pdf:
        labels = [str(page.label) for page in pdf.pages]
    divider = next(at for at in range(len(labels)) if words(edition.data, at).startswith("附件茶园调查"))
    first = divider + 2
    assert divider % 2 == 0  # on a recto; its back stays empty, and the supplement starts on a recto again
    assert labels[divider : first + 8] == [
        *(str(number) for number in range(divider + 1, first + 3)), "15A", "15B", str(first + 5), "附1", "附2",
        labels[first + 7],
    ]  # fmt: skip
    if name is EditionName.EMAIL:  # a sheet for the press has its slug line
        assert words(edition.data, divider + 1) == ""
    for at in (first, first + 1, first + 2, first + 3, first + 5, first + 6):
        assert labels[at] in words(edition.data, at)
    contents = words(edition.data, 2)
    assert all(one in contents for one in (f"{divider + 1}茶园调查", "15A后补的信", "附1版心里的表"))


def test_bookmarks_lead_to_dividers_and_the_stamp_is_red(made):
    edition, _ = made[EditionName.EMAIL]
    with pikepdf.open(io.BytesIO(edition.data)) as pdf, pdf.open_outline() as outline:
        numbers = {page.obj.objgen: at for at, page in enumerate(pdf.pages)}
        names = pikepdf.NameTree(pdf.Root["/Names"]["/Dests"]) if "/Names" in pdf.Root else {}
        where = {one.title: numbers[_page(one, names).objgen] for one in outline.root}
        tree = [
            str(item["/S"]) for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and "/Alt" in item
        ]
    assert words(edition.data, where["茶园调查"]).startswith("附件茶园调查")
    assert words(edition.data, where["版心里的表"]).startswith("附件版心里的表")
    assert tree.count("/Figure") >= 6  # its pages, which have no tags of their own
    document = pdfium.PdfDocument(edition.data)
    image = document[where["茶园调查"] + 2].render(scale=4).to_pil().convert("RGB")
    document.close()
    width, _height = image.size
    corner = image.crop((width - 240, 0, width, 110))
    assert any(r > 190 and g < 20 and b < 20 for _, (r, g, b) in corner.getcolors(100_000))


def _page(item, names):
    target = item.destination if item.destination is not None else item.action["/D"]
    if isinstance(target, pikepdf.String | str):
        target = names[str(target)]
        target = target["/D"] if isinstance(target, pikepdf.Dictionary) else target
    return target[0]
