"""Metadata by the names of DA/T 46-2009 (文书类电子文件元数据方案), as a table and as XML.

Only what an issue knows of itself is filled in. What the archive decides (全宗号, 档号 …) stands there empty. The standard
is for administrative records: an issue is entered as one record (件) with its files. 数字摘要 is ours, not the standard's.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from xml.etree import ElementTree as ET

from report_pdf import __version__
from report_pdf.delivery.holdings import Holding, Role
from report_pdf.model.issue import Issue
from report_pdf.model.plan import IssuePlan

__all__ = ["dat46_csv", "dat46_xml"]

_HEAD = ("对象", "元数据", "元素", "值", "说明")
_BY_ARCHIVE = "由档案部门著录"
_OURS = "本程序增加，不属 DA/T 46"
_STANDARDS = {
    "pdf/a-3a+ua-1": "PDF/A-3a，PDF/UA-1",
    "pdf/a-4f+ua-2": "PDF/A-4f，PDF/UA-2",
    "pdf/a-2u": "PDF/A-2u",
}
_NO_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """One value. ``group``: the compound element it belongs to, empty if none; ``of``: the file, empty for the issue."""

    name: str
    value: str
    group: str = ""
    of: str = ""
    note: str = ""


def dat46_csv(plan: IssuePlan, issue: Issue, holdings: Sequence[Holding], *, pages: int) -> bytes:
    """UTF-8 with its mark, as spreadsheet programs need it."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(_HEAD)
    for row in _rows(plan, issue, holdings, pages):
        writer.writerow((row.of or "本期", row.group, row.name, row.value, row.note))
    return out.getvalue().encode("utf-8-sig")


def dat46_xml(plan: IssuePlan, issue: Issue, holdings: Sequence[Holding], *, pages: int) -> bytes:
    """The same values; element names are the standard's, as DA/T 48-2009 writes them in its packages."""
    root = ET.Element("文件实体")
    groups: dict[tuple[str, str], ET.Element] = {}
    for row in _rows(plan, issue, holdings, pages):
        parent = root
        if row.group:
            key = (row.of, row.group)
            if key not in groups:
                groups[key] = ET.SubElement(root, row.group, {"文件": row.of} if row.of else {})
            parent = groups[key]
        ET.SubElement(parent, row.name, {"说明": row.note} if row.note else {}).text = _NO_XML.sub(
            "�", row.value
        )
    ET.indent(root)
    text: bytes = ET.tostring(root, encoding="UTF-8", xml_declaration=True)
    return text + b"\n"


def _rows(plan: IssuePlan, issue: Issue, holdings: Sequence[Holding], pages: int) -> Iterator[_Row]:
    yield _Row(name="聚合层次", value="件")
    yield from _provenance(plan)
    yield from _content(plan, issue)
    yield _Row(group="形式特征", name="件数", value="1")
    yield _Row(group="形式特征", name="页数", value=str(pages))
    yield _Row(group="形式特征", name="语种", value=plan.language)
    for holding in holdings:
        yield from _file(holding, plan)
    if rights := plan.editions.archive.rights:
        yield _Row(group="权限管理", name="知识产权说明", value=rights)
    yield _Row(
        name="附注",
        value="按 BagIt 1.0（RFC 8493）打包；处理经过见 premis.xml，校验码见 manifest-sha512.txt。",
    )


def _provenance(plan: IssuePlan) -> Iterator[_Row]:
    ticket = plan.editions.archive
    year = str(plan.issue.date.year) if plan.issue.date else ""
    yield _Row(group="来源", name="档案馆名称", value="", note=_BY_ARCHIVE)
    yield _Row(group="来源", name="全宗名称", value="", note=_BY_ARCHIVE)
    yield _Row(group="来源", name="立档单位名称", value=plan.issue.publisher)
    yield _Row(name="电子文件号", value=plan.issue.id)
    yield _Row(group="档号", name="全宗号", value="", note=_BY_ARCHIVE)
    yield _Row(group="档号", name="年度", value=year)
    yield _Row(
        group="档号", name="保管期限", value=ticket.retention, note="" if ticket.retention else _BY_ARCHIVE
    )
    yield _Row(group="档号", name="室编件号", value="", note=_BY_ARCHIVE)


def _content(plan: IssuePlan, issue: Issue) -> Iterator[_Row]:
    identity = plan.issue
    secrecy = plan.editions.archive.secrecy
    values = (
        ("题名", " ".join(filter(None, (identity.name, identity.number)))),
        ("说明题名文字", issue.cover.title),
        ("关键词", "；".join(dict.fromkeys(article.kicker for article in issue.articles if article.kicker))),
        ("人名", "；".join(dict.fromkeys(article.byline for article in issue.articles if article.byline))),
        ("摘要", "；".join(article.title for article in issue.articles)),
        (
            "文件编号",
            " ".join(filter(None, (identity.number, identity.cn, identity.issn and f"ISSN {identity.issn}"))),
        ),
        ("责任者", identity.publisher),
        ("日期", identity.date.isoformat() if identity.date else ""),
    )
    for name, value in values:
        if value:
            yield _Row(group="内容描述", name=name, value=value, note="照署名" if name == "人名" else "")
    yield _Row(group="内容描述", name="密级", value=secrecy, note="" if secrecy else _BY_ARCHIVE)


def _file(holding: Holding, plan: IssuePlan) -> Iterator[_Row]:
    is_edition = holding.role is Role.EDITION
    standard = plan.editions.archive.standard
    form = _STANDARDS.get(standard, standard) if is_edition else holding.media_type
    made = f"report-pdf {__version__}" if holding.role in {Role.EDITION, Role.REPORT} else ""
    values = (
        ("格式信息", form, ""),
        (
            "计算机文件名",
            PurePosixPath(holding.path).name,
            holding.renamed_from and f"原名 {holding.renamed_from}",
        ),
        ("计算机文件大小", str(len(holding.data)), "字节"),
        ("文档创建程序", made, ""),
        ("文件用途", holding.role.value, _OURS),
        ("数字摘要", f"SHA-512 {holding.sha512}", _OURS),
    )
    for name, value, note in values:
        if value:
            yield _Row(group="电子属性", name=name, value=value, of=holding.path, note=note)
