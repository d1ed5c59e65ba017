"""Lists of recipients: what columns mean, who gets what, and every mistake with its cell."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from report_pdf.errors import InputError
from report_pdf.findings import Place
from report_pdf.model.packets import PacketRule, PacketsPlan
from report_pdf.model.plan import EditionName, IssueIdentity, IssuePlan, SourceFile, SupplementPlan
from report_pdf.plan import read_recipients
from report_pdf.plan.recipients_rules import condition

PLACE = Place(file="issue.yaml")


def _plan(**packets):
    def supplement(name, title, editions=frozenset(EditionName)):
        return SupplementPlan(
            source=SourceFile(name=name, path=Path(name), place=PLACE), title=title, editions=editions
        )

    return IssuePlan(
        root=Path(),
        file=None,
        issue=IssueIdentity(id="ferry-7", name="渡口"),
        articles=(),
        supplements=(
            supplement("报告.pdf", "调研报告"),
            supplement("inner.pdf", "内部稿", frozenset({EditionName.ARCHIVE})),
            supplement("表.pdf", "数据表"),
        ),
        packets=PacketsPlan(**packets),
    )


def _read(tmp_path, text, encoding="utf-8", **packets):
    path = tmp_path / "名单.csv"
    path.write_bytes(text.encode(encoding))
    return read_recipients(path, _plan(**packets))


def test_columns_are_known_by_many_names_and_the_rest_is_free(tmp_path):
    listed = _read(
        tmp_path,
        "收件人,职务,E-Mail,单位\n梁渡生,主任,liang@example.org,文化站\n",
        greeting="尊敬的{收件人}（{单位}）：",
    )
    (person,) = listed.recipients
    assert (person.number, person.name, person.title, person.email) == (
        "0001",
        "梁渡生",
        "主任",
        "liang@example.org",
    )
    assert (person.greeting, person.columns["单位"]) == ("尊敬的梁渡生（文化站）：", "文化站")
    assert not listed.findings


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_whatever_a_spreadsheet_writes_is_read(tmp_path, encoding, mark):
    listed = _read(
        tmp_path, mark.join(["姓名", "编号"]) + "\r\n" + mark.join(["欧阳渡", "甲-7"]) + "\r\n", encoding
    )
    assert [(person.name, person.number) for person in listed.recipients] == [("欧阳渡", "甲-7")]


def test_the_row_then_the_first_rule_then_everything(tmp_path):
    rules = (
        PacketRule(when="级别 >= 3 且 单位 != “乙”", take=("数据表", "a")),
        PacketRule(when='"乙" in 单位', take=("c",)),
    )
    text = (
        '姓名,单位,级别,附件\n甲,甲,3,\n乙,乙,9,\n丙,丙,1,\n丁,甲,9,"调研报告"\n戊,甲,9,无\n己,甲,10,全部\n'
    )
    chosen = [person.supplements for person in _read(tmp_path, text, rules=rules).recipients]
    report, table = "supplement-1", "supplement-3"
    assert chosen == [(table, report), (table,), (report, table), (report,), (), (report, table)]


def test_every_mistake_is_told_at_once_with_its_cell(tmp_path):
    text = "姓名,编号,附件,语言\n甲,1,b,\n,2,,\n丙,1,,xx-\n丁,../x,报告z,\n戊\u200b,5,,\n"
    found = _read(tmp_path, text, rules=(PacketRule(when="级别 > 1", take=("a",), place=PLACE),)).findings
    assert {(finding.code, finding.place.line, finding.place.column) for finding in found} == {
        ("plan/packet-rule", None, None),
        ("plan/recipient-supplement", 2, 3),
        ("plan/recipient-name", 3, 1),
        ("plan/recipient-number", 4, 2),
        ("plan/recipient-cell", 4, 4),
        ("plan/recipient-number", 5, 2),
        ("plan/recipient-supplement", 5, 3),
        ("plan/recipient-cell", 6, 1),
    }


def test_a_list_without_names_or_people_says_so(tmp_path):
    assert [finding.code for finding in _read(tmp_path, "邮箱\n").findings] == [
        "plan/recipient-column",
        "plan/recipient-name",
    ]


def test_an_unreadable_list_is_refused(tmp_path):
    with pytest.raises(InputError):
        _read(tmp_path, '姓名\n"甲')


def test_a_sheet_is_read_as_it_is_shown(tmp_path):
    """37 is a float in the file, and shown as 37."""
    path = tmp_path / "list.xlsx"
    path.write_bytes(_sheet([["姓名", "编号"], ["梁渡生", 37]]))
    assert [(person.name, person.number) for person in read_recipients(path, _plan()).recipients] == [
        ("梁渡生", "37")
    ]


def _sheet(rows):
    def cell(value):
        return (
            f"<c><v>{value}</v></c>"
            if isinstance(value, int)
            else f'<c t="inlineStr"><is><t>{value}</t></is></c>'
        )

    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    body = "".join(f"<row>{''.join(map(cell, row))}</row>" for row in rows)
    files = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{body}</sheetData></worksheet>',
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as book:
        for name, text in files.items():
            book.writestr(name, text)
    return out.getvalue()


@pytest.mark.parametrize(
    "text",
    [
        "__import__('os').system('x')",
        "姓名.upper() == 'A'",
        "[x for x in 姓名]",
        "lambda: 1",
        "姓名[0]",
        "1 + 1 == 2",
        "f'{姓名}'",
        "别人 == 'a'",
        "(",
    ],
)
def test_a_rule_can_compare_and_nothing_else(text):
    with pytest.raises(ValueError, match=r".*"):
        condition(text, frozenset({"姓名"}))


def test_an_empty_cell_is_neither_more_nor_less():
    holds = condition("级别 > 3 or 级别 <= 3", frozenset({"级别"}))
    assert (holds({"级别": ""}), holds({"级别": "10"})) == (False, True)
