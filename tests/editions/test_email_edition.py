"""The email edition: what it promises, and what it says of itself."""

from __future__ import annotations

import datetime as dt
import io

import pikepdf
import pytest

from report_pdf.editions import close_edition, spec_of
from report_pdf.model.issue import Article, Cover, Issue
from report_pdf.model.pages import Packet
from report_pdf.model.plan import EditionName, EditionPlans, EmailPlan, IssueIdentity


def _closed(*bylines, date=dt.date(2026, 3, 1)):
    articles = tuple(
        Article(key=f"article-{n}", title=f"第{n}篇", blocks=(), byline=byline)
        for n, byline in enumerate(bylines, 1)
    )
    issue = Issue(
        identity=IssueIdentity(id="ferry-7", name="渡口", number="第7期", date=date, publisher="文化站"),
        language="zh-CN",
        cover=Cover(picture=None, headlines=(), title=""),
        articles=articles,
    )
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        out = io.BytesIO()
        pdf.save(out, static_id=True)
    spec = spec_of(EditionName.EMAIL, EditionPlans())
    return close_edition(Packet(pdf=out.getvalue(), pages=1), issue, spec).data


def _info(data):
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return {key: str(value) for key, value in pdf.docinfo.items()}


def test_the_ticket_becomes_the_specification():
    spec = spec_of(EditionName.EMAIL, EditionPlans(email=EmailPlan(max_size=3_000_000, dpi=120)))
    assert (spec.max_size, spec.pictures.ppi, spec.linearized, spec.bleed_mm) == (3_000_000, 120, True, 0)
    assert spec.style_sheet == "edition-email"


def test_it_says_what_the_issue_says_and_the_same_every_time():
    info = _info(_closed("文/图 梁渡生"))
    assert (info["/Title"], info["/Subject"]) == ("渡口 第7期", "第1篇")
    assert info["/CreationDate"] == info["/ModDate"] == "D:20260301000000Z"
    assert _closed("文/图 梁渡生") == _closed("文/图 梁渡生")


def test_without_a_date_it_says_none():
    assert not {"/CreationDate", "/ModDate"} & set(_info(_closed("梁渡生", date=None)))


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("文/图 梁渡生 何问舟", "梁渡生; 何问舟"),
        ("文／图　梁渡生", "梁渡生"),
        ("文/梁渡生 图/何问舟", "梁渡生; 何问舟"),
        ("文：梁渡生　摄影：何问舟", "梁渡生; 何问舟"),
        ("作者：梁渡生、何问舟", "梁渡生; 何问舟"),
        ("文/图 张文博 李图南", "张文博; 李图南"),
        ("本刊记者 何问舟", "何问舟"),
    ],
)
def test_people_of_a_byline_are_its_authors(byline, names):
    assert _info(_closed(byline))["/Author"] == names


def test_each_person_is_named_once():
    assert _info(_closed("文 梁渡生", "文 何问舟", "图 梁渡生"))["/Author"] == "梁渡生; 何问舟"
