"""One address out of what was typed, or a refusal that names it and its row."""

from __future__ import annotations

import pytest

from report_pdf.delivery import mailbox, parse_mailbox
from report_pdf.errors import InputError
from report_pdf.findings import Place
from report_pdf.model.mail import Mailbox

ROW = Place(file="recipients.csv", line=7)


@pytest.mark.parametrize(
    ("text", "name", "address"),
    [
        ("li@example.org", "", "li@example.org"),
        ("李主任 <li@example.org>", "李主任", "li@example.org"),
        ('"李, 主任" <li@example.org>', "李, 主任", "li@example.org"),
        ("=?utf-8?B?5p2OLCDkuLvku7s=?= <li@example.org>", "李, 主任", "li@example.org"),
        ("=?gb2312?B?wO4=?= <li@example.org>", "李", "li@example.org"),
        ("O'Brien <o'b+x@example.co>", "O'Brien", "o'b+x@example.co"),
        ("user@例子.中国", "", "user@xn--fsqu00a.xn--fiqs8s"),
        ("张三@例子.中国", "", "张三@xn--fsqu00a.xn--fiqs8s"),
        ("li@oa.local", "", "li@oa.local"),
    ],
)
def test_one_address_is_taken(text, name, address):
    assert parse_mailbox(text, place=ROW) == Mailbox(name=name, address=address)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"),
        ("  ", "empty"),
        ("a@b.cn,evil@x.cn", "several"),
        ("李, 主任 <li@example.org>", "several"),
        ("group: a@b.cn;", "several"),
        ('"a@b.cn" <evil@x.cn>', "several"),
        ("a@b.cn\r\nBcc: evil@x.cn", "harmful"),
        ("a@b.cn\nBcc: evil@x.cn", "harmful"),
        ("=?utf-8?q?a=0D=0ABcc:_evil@x.cn?= <a@b.cn>", "harmful"),
        ("=?utf-8?q?a=40b=0A?=@x.cn", "harmful"),
        ("李\u202e <a@b.cn>", "harmful"),
        ("a\u200b@b.cn", "harmful"),
        ("a@b.cn\x00", "harmful"),
        ("\udcc0\udcee <a@b.cn>", "encoding"),
        ("李\ufffd <a@b.cn>", "encoding"),
        ("=?utf-8?B?//8=?= <a@b.cn>", "encoding"),
        ("=?nope?B?//8=?= <a@b.cn>", "encoding"),
        ("a@b.cn;evil@x.cn", "invalid"),
        ("a@b.cn evil@x.cn", "invalid"),
        ("<a@b.cn> evil", "invalid"),
        ("alice@example.org)bob@example.com", "invalid"),
        ("a＠b.cn", "invalid"),
        ("a@b", "invalid"),
        ("a@b..cn", "invalid"),
        ("a@10.0.0.1", "invalid"),
        ("a@xn--0.cn", "invalid"),
    ],
)
def test_anything_else_is_refused_by_name_and_row(text, code):
    with pytest.raises(InputError) as refused:
        parse_mailbox(text, place=ROW)

    (finding,) = refused.value.findings
    assert finding.code == f"delivery/address-{code}"
    assert str(finding.place) == "recipients.csv:7"
    assert finding.hint is not None
    assert finding.message.zh.isprintable()
    assert finding.message.en.isprintable()


@pytest.mark.parametrize(
    ("address", "name", "code"),
    [
        ("a@b.cn，evil@x.cn", "李", "several"),
        ("a@b.cn、evil@x.cn", "", "several"),
        ("a@b.cn", "李\nBcc: evil@x.cn", "harmful"),
        ("李 <a@b.cn>", "", "invalid"),
    ],
)
def test_name_and_address_from_two_columns_are_looked_at_as_closely(address, name, code):
    with pytest.raises(InputError) as refused:
        mailbox(address, name=name, place=ROW)

    assert refused.value.findings[0].code == f"delivery/address-{code}"
