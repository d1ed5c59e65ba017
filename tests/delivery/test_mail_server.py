"""Getting in: the URL, the certificate, the password."""

from __future__ import annotations

import shutil
import ssl
import subprocess

import pytest

from post_office import Clock, PatientJournal, packets, post_office
from report_pdf.delivery import (
    Access,
    Connection,
    MailServer,
    Patience,
    PostOffice,
    Security,
    SendSpec,
    parse_server,
    read_mails,
    send_mails,
)
from report_pdf.errors import DeliveryError, UsageError

SESAME = "s3cret"
_QUICK = Patience(connection=5, command=5, end=5)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtp://localhost", ("smtp", "localhost", 25, "")),
        ("smtp://[::1]:2525", ("smtp", "::1", 2525, "")),
        ("smtp://relay.example.com", ("smtp", "relay.example.com", 25, "")),
        ("smtp+starttls://desk@smtp.example.com", ("smtp+starttls", "smtp.example.com", 587, "desk")),
        (
            "smtps://desk%40example.com@smtp.example.com",
            ("smtps", "smtp.example.com", 465, "desk@example.com"),
        ),
        ("smtps://邮件.中国:4650", ("smtps", "xn--5nq051n.xn--fiqs8s", 4650, "")),
    ],
)
def test_a_url_names_a_server(url, expected):
    security, host, port, user = expected
    assert parse_server(url) == MailServer(security=Security(security), host=host, port=port, user=user)


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("smtps://desk:s3cret@smtp.example.com", "password in the URL"),
        ("smtps://desk:@smtp.example.com", "password in the URL"),
        ("smtp://desk@smtp.example.com", "unprotected"),
        ("http://smtp.example.com", "not the URL of a mail server"),
        ("smtps://", "not the URL of a mail server"),
        ("smtps://smtp.example.com/inbox", "not the URL of a mail server"),
        ("smtps://smtp.example.com:99999", "not the URL of a mail server"),
        ("smtp.example.com", "not the URL of a mail server"),
    ],
)
def test_other_urls_are_refused_and_no_secret_is_repeated(url, said):
    with pytest.raises(UsageError, match=said) as refused:
        parse_server(url)

    assert refused.value.hint is not None
    assert "s3cret" not in f"{refused.value.message}{refused.value.hint}"


_OPENSSL = [
    *("openssl", "req", "-x509", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1"),
    *("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"),
    *("-addext", "subjectAltName=IP:127.0.0.1", "-addext", "keyUsage=digitalSignature,keyCertSign"),
]


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """One for 127.0.0.1 that signs itself."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not installed")
    folder = tmp_path_factory.mktemp("certificate")
    subprocess.run(
        [*_OPENSSL, "-keyout", folder / "key.pem", "-out", folder / "cert.pem"],
        check=True,
        capture_output=True,
    )
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(folder / "cert.pem", folder / "key.pem")
    return folder / "cert.pem", context


def connect(office, security, **access):
    server = MailServer(security=security, host="127.0.0.1", port=office.port, user="desk")
    return Connection(server, Access(patience=_QUICK, **access))


@pytest.mark.parametrize("security", [Security.TLS, Security.STARTTLS])
def test_a_protected_way_in_and_messages_through_it(tmp_path, certificate, security):
    authorities, context = certificate
    clock = Clock()
    addresses = packets(tmp_path, 3)
    with post_office(tls=context, starttls=security is Security.STARTTLS, password=SESAME) as office:
        office.manners = {addresses[0]: ["450", "drop-before"], addresses[1]: ["slow"]}
        world = PostOffice(
            connect=lambda: connect(office, security, password=SESAME, authorities=authorities),
            now=clock.now,
            monotonic=clock.monotonic,
            sleep=clock.sleep,
        )
        with PatientJournal(tmp_path, office) as journal:
            send_mails(read_mails(tmp_path).mails, journal, SendSpec(), world)

        assert office.counts() == dict.fromkeys(addresses, 1)


def test_a_certificate_nobody_vouches_for_is_refused(certificate):
    _, context = certificate
    with post_office(tls=context) as office, pytest.raises(DeliveryError, match="is not trusted") as refused:
        connect(office, Security.TLS)

    assert "--ca" in refused.value.hint.en


def test_a_wrong_password_is_not_tried_again(certificate):
    authorities, context = certificate
    with (
        post_office(tls=context, password=SESAME) as office,
        pytest.raises(DeliveryError, match="535"),
    ):
        connect(office, Security.TLS, password=SESAME[1:], authorities=authorities)


def test_a_server_without_the_protection_asked_for_is_refused():
    with post_office() as office, pytest.raises(DeliveryError, match="STARTTLS"):
        connect(office, Security.STARTTLS, password=SESAME)
