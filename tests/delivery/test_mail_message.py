"""The message: its bytes, read by Python's parser and by another one, and what the letter says."""

from __future__ import annotations

import datetime as dt
import email
import email.policy
import io
import re
from dataclasses import replace

import fast_mail_parser
import pikepdf
import pytest
from PIL import Image

from post_office import IDENTITY, LETTER, SENDER
from report_pdf.delivery import draft, enclose, message
from report_pdf.layout import lay_letter
from report_pdf.model.issue import Article, Cover, Issue
from report_pdf.model.mail import Mailbox
from report_pdf.resources import layouts_folder

NAME = "渡口-第1期-0037.pdf"
DAY = dt.datetime(2027, 3, 1, 12, tzinfo=dt.timezone(dt.timedelta(hours=8)))
RECIPIENT = Mailbox(address="li@example.org", name="李, 主任")
ISSUE = Issue(
    identity=replace(IDENTITY, date=dt.date(2027, 3, 1), publisher="渡口编辑部", url="https://example.com/1"),
    language="zh-CN",
    cover=Cover(picture=None, headlines=("渡口的老钟又响了",), title=""),
    articles=(Article(key="a", title="渡口的老钟 <又响了>", blocks=(), dek="修钟 & 听钟"),),
)


@pytest.fixture(scope="module")
def pdf() -> bytes:
    """A page that is red on top."""
    out = io.BytesIO()
    with pikepdf.new() as file:
        file.add_blank_page(page_size=(300, 400))
        file.pages[0].obj["/Contents"] = file.make_stream(b"1 0 0 rg 0 200 300 200 re f")
        file.save(out, deterministic_id=True)
    return out.getvalue()


@pytest.fixture(scope="module")
def packet(pdf):
    return enclose(pdf, ISSUE.identity, pages=1, id="0037")


@pytest.fixture(scope="module")
def letter(packet):
    return lay_letter(ISSUE, packet, layouts=layouts_folder(), greeting="尊敬的李主任：")


@pytest.fixture(scope="module")
def data(packet, letter):
    return message(packet, letter, sender=SENDER, recipient=RECIPIENT, date=DAY)


def test_pythons_parser_reads_all_of_it(data, pdf, letter):
    read = email.message_from_bytes(data, policy=email.policy.SMTP)

    assert [(part.get_content_type(), part.get_filename()) for part in read.walk()] == [
        ("multipart/mixed", None),
        ("multipart/alternative", None),
        ("text/plain", None),
        ("multipart/related", None),
        ("text/html", None),
        ("image/jpeg", "cover.jpg"),
        ("application/pdf", NAME),
    ]
    assert [part.defects for part in read.walk() if part.defects] == []
    (to,) = read["To"].addresses
    assert (to.display_name, to.addr_spec) == ("李, 主任", "li@example.org")
    assert read["From"].addresses[0].display_name == "渡口编辑部"
    assert read["Subject"] == letter.subject == "《渡口》第1期（编号 0037）"
    assert read["Date"] == "Mon, 01 Mar 2027 12:00:00 +0800"
    text, html = (read.get_body([kind]).get_content() for kind in ("plain", "html"))
    assert (text.replace("\r\n", "\n"), html.replace("\r\n", "\n").strip()) == (
        letter.text,
        letter.html.strip(),
    )
    (enclosed,) = read.iter_attachments()
    assert enclosed.get_content() == pdf


def test_another_parser_reads_the_same(data, pdf, letter):
    read = fast_mail_parser.parse_email(data)

    assert read.warnings == []
    assert read.subject == letter.subject
    assert (read.to[0].display_name, read.to[0].address) == ("李, 主任", "li@example.org")
    assert read.text_plain[0].replace("\r\n", "\n") == letter.text
    assert [(one.filename, one.mimetype, one.content) for one in read.attachments][-1] == (
        NAME,
        "application/pdf",
        pdf,
    )


def test_the_name_of_the_file_is_there_for_every_program(data):
    """RFC 2231 for most, encoded words for Outlook, in the disposition and in the type."""
    encoded = r'"=\?utf-8\?B\?[A-Za-z0-9+/=]+\?="'
    head = data[data.index(b"Content-Type: application/pdf") :].split(b"\r\n\r\n")[0].decode("ascii")

    assert re.search(rf"\r\n name={encoded}\r\n", head)
    assert re.search(rf"\r\n filename\*=utf-8''%E6%B8%A1[-%0-9A-Za-z.]+;\r\n filename={encoded}\r\n", head)


def test_any_server_takes_it(data):
    lines = data.split(b"\r\n")

    assert data.isascii()
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert max(map(len, lines)) <= 998
    assert max(len(line) for line in lines if b"filename*=" not in line) <= 78


def test_the_same_packet_is_the_same_message_and_another_is_another(packet, letter, data):
    def made(**changed):
        facts = {"packet": packet, "letter": letter, "recipient": RECIPIENT, **changed}
        return message(
            facts["packet"],
            facts["letter"],
            sender=SENDER,
            recipient=facts["recipient"],
            date=DAY,
        )

    assert made() == data
    others = [
        made(recipient=Mailbox(address="he@example.org")),
        made(packet=replace(packet, pdf=b"%PDF other")),
        made(packet=replace(packet, issue="ferry-2")),
        made(letter=replace(letter, text="另一封")),
    ]
    identities = {email.message_from_bytes(one)["Message-ID"] for one in (data, *others)}
    assert len(identities) == 5
    assert all(re.fullmatch(r"<[0-9a-f]{32}\.ferry-[12]-0037@example\.com>", one) for one in identities)


def test_the_letter_carries_its_style_and_its_cover(data, letter, packet):
    read = email.message_from_bytes(data, policy=email.policy.SMTP)
    (picture,) = (part for part in read.walk() if part.get_content_type() == "image/jpeg")

    assert "<style" not in letter.html
    assert letter.html.count("style=") > 10
    assert f'src="cid:{picture["Content-ID"].strip("<>")}"' in letter.html
    assert "http" not in letter.html.replace("https://example.com/1", "")
    with Image.open(io.BytesIO(picture.get_content())) as image:
        assert image.size == (2 * packet.cover.shown_width, 2 * packet.cover.shown_height)
        top, bottom = image.getpixel((180, 20)), image.getpixel((180, 470))
        assert top[0] > 200
        assert top[1] < 60
        assert min(bottom) > 240


def test_words_are_escaped_in_html_and_not_in_text(letter):
    assert "渡口的老钟 <又响了>" in letter.text
    assert "修钟 & 听钟" in letter.text
    assert "渡口的老钟 &lt;又响了&gt;" in letter.html
    assert letter.text.startswith(
        "尊敬的李主任：\n\n《渡口》第1期已经出刊，随信附上（编号 0037），请查阅。\n"
    )
    assert f"附：{NAME}（PDF，1 页，1 kB）" in letter.text


def test_an_english_letter(packet):
    letter = lay_letter(ISSUE, packet, layouts=layouts_folder(), language="en")

    assert letter.text.startswith("Dear reader,\n\n渡口, 第1期, is out.")
    assert f"Enclosed: {NAME} (PDF, 1 page, 1 kB)" in letter.text
    assert 'lang="en"' in letter.html


def test_a_part_says_which_it_is(pdf, packet):
    part = enclose(pdf, ISSUE.identity, pages=1, part=(1, 2), cover=packet.cover)
    letter = lay_letter(ISSUE, part, layouts=layouts_folder())

    assert part.file == "渡口-第1期-1of2.pdf"
    assert letter.subject == "《渡口》第1期（1／2）"
    assert "分 2 封寄出，这是第 1 封。" in letter.text
    assert "分 2 封寄出，这是第 1 封。" in letter.html


def test_a_draft_has_nobodys_name_on_it(packet, letter):
    read = email.message_from_bytes(draft(packet, letter), policy=email.policy.SMTP)

    assert read["X-Unsent"] == "1"
    assert not {"From", "To", "Message-ID", "Date"} & set(read.keys())
    assert [part.get_filename() for part in read.iter_attachments()] == [NAME]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a/b\\c:第1期\u202efdp.exe", "a b c 第1期 fdp.exe-第1期.pdf"),
        ("渡" * 200, "渡" * 66 + ".pdf"),
        ("...", "第1期.pdf"),
    ],
)
def test_the_name_suits_every_system(pdf, packet, name, expected):
    identity = replace(ISSUE.identity, name=name)

    assert enclose(pdf, identity, pages=1, cover=packet.cover).file == expected


def test_a_line_break_never_gets_into_a_header(packet):
    for spoiled in (
        replace(LETTER, subject="渡口\r\nBcc: evil@example.org"),
        replace(LETTER, subject="Ferry\r\n Bcc: evil@example.org"),
    ):
        with pytest.raises(ValueError, match="control character"):
            draft(packet, spoiled)
    with pytest.raises(ValueError, match="control character"):
        message(packet, LETTER, sender=SENDER, recipient=Mailbox(address="a@b.cn", name="x\r\n y\u2028z"))
