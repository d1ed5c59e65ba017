"""The folder to send: what it must hold, and all that is wrong with it at once."""

from __future__ import annotations

import hashlib

import pytest

from post_office import COVER, IDENTITY, LETTER, packets, put
from report_pdf.delivery import PacketEntry, draft, enclose, packets_json, read_mails
from report_pdf.errors import InputError
from report_pdf.model.mail import Mailbox


def spoil(path, before: bytes, after: bytes):
    data = path.read_bytes()
    assert before in data
    path.write_bytes(data.replace(before, after, 1))


def refused(folder) -> dict[str, str]:
    """What is wrong, by file."""
    with pytest.raises(InputError) as caught:
        read_mails(folder)
    return {str(finding.place): f"{finding.code} {finding.message.en}" for finding in caught.value.findings}


def test_a_message_is_known_by_its_head(tmp_path):
    put(tmp_path, "0037", Mailbox(address="li@example.org", name="李, 主任"))

    (mail,) = read_mails(tmp_path).mails

    assert (mail.file, mail.packet, str(mail.recipient)) == (
        "0037.eml",
        "ferry-1/0037",
        "李, 主任 <li@example.org>",
    )
    assert mail.sender.name == "渡口编辑部"
    assert mail.identity.endswith(".ferry-1-0037@example.com>")


def test_all_faults_of_all_files_come_at_once(tmp_path):
    packets(tmp_path, 8)
    spoil(tmp_path / "0001.eml", b"<r0001@example.org>", b"<a@b.cn>, <evil@x.cn>")
    spoil(tmp_path / "0002.eml", b"Subject:", b"Bcc: evil@x.cn\r\nSubject:")
    spoil(tmp_path / "0003.eml", b"Subject:", b"To: evil@x.cn\r\nSubject:")
    spoil(tmp_path / "0004.eml", b"Message-ID:", b"X-Other:")
    spoil(tmp_path / "0005.eml", b"\r\n\r\n", b"\r\n\r\n" + b"x" * 999 + b"\r\n")
    spoil(tmp_path / "0006.eml", b"Subject: ", b"Subject: \xff")
    (tmp_path / "0007.eml").write_bytes(b"not a message")

    at = (tmp_path / "0006.eml").read_bytes().replace(b"\r", b"").index(0xFF)
    assert refused(tmp_path) == {
        "0001.eml": "delivery/address-several more than one address: =?utf-8?B?5pS25Lu25Lq6MQ==?= <a@b.cn>, <evil@x.cn>",
        "0002.eml": "delivery/packet-broken cannot be sent: bcc: 1 × (0)",
        "0003.eml": "delivery/packet-broken cannot be sent: to: 2 × (1)",
        "0004.eml": "delivery/packet-broken cannot be sent: message-id: 0 × (1)",
        "0005.eml": "delivery/packet-broken cannot be sent: line of 999 > 998",
        "0006.eml": f"delivery/packet-broken cannot be sent: not UTF-8 at byte {at}",
        "0007.eml": "delivery/packet-broken cannot be sent: no body",
    }


def test_a_draft_is_not_sent(tmp_path):
    (tmp_path / "email.eml").write_bytes(draft(enclose(b"%PDF", IDENTITY, pages=1, cover=COVER), LETTER))

    with pytest.raises(InputError) as caught:
        read_mails(tmp_path)

    (finding,) = caught.value.findings
    assert finding.hint.en.startswith("It is a draft")


def test_nobody_is_written_to_twice(tmp_path):
    path = put(tmp_path, "0001", Mailbox(address="li@example.org"))
    (tmp_path / "copy.eml").write_bytes(path.read_bytes())
    put(tmp_path, "0002", Mailbox(address="Li@example.org"))
    (tmp_path / "other.eml").write_bytes(path.read_bytes().replace(b"Message-ID: <", b"Message-ID: <x"))

    found = refused(tmp_path)

    assert found == {
        "0002.eml": "delivery/packet-shared Li@example.org is the recipient of 0001.eml too.",
        "copy.eml": "delivery/packet-twice the same message as 0001.eml.",
        "other.eml": "delivery/packet-twice the same message as 0001.eml.",
    }


def test_several_packets_for_one_address_are_only_mentioned(tmp_path):
    for number in "12":
        put(tmp_path, number, Mailbox(address="li@example.org"))

    found = read_mails(tmp_path)

    assert [finding.code for finding in found.findings] == ["delivery/packet-shared"]
    assert len(found.mails) == 2


def test_the_index_misses_what_is_missing_and_knows_no_strangers(tmp_path):
    addresses = packets(tmp_path, 4)
    entries = [
        PacketEntry(
            file=f"{number:04}.eml",
            packet=f"{number:04}",
            to=address,
            sha256=hashlib.sha256((tmp_path / f"{number:04}.eml").read_bytes()).hexdigest(),
        )
        for number, address in enumerate(addresses, 1)
    ]
    (tmp_path / "packets.json").write_bytes(packets_json("ferry-1", entries))
    assert len(read_mails(tmp_path).mails) == 4

    (tmp_path / "0001.eml").unlink()
    spoil(tmp_path / "0002.eml", b"<r0002@", b"<r0009@")
    put(tmp_path, "0005", Mailbox(address="he@example.org"))

    assert refused(tmp_path) == {
        "0001.eml": "delivery/packet-index is missing.",
        "0002.eml": "delivery/packet-index is not as it was made.",
        "0005.eml": "delivery/packet-strange is not in packets.json and not sent.",
    }
    for number in (1, 2):
        put(tmp_path, f"000{number}", Mailbox(address=addresses[number - 1], name=f"收件人{number}"))
    assert [mail.file for mail in read_mails(tmp_path).mails] == [
        f"000{number}.eml" for number in range(1, 5)
    ]


def test_an_empty_folder_is_said_to_be_empty(tmp_path):
    with pytest.raises(InputError, match=r"there is no \.eml"):
        read_mails(tmp_path)
