"""``report-pdf send``: rehearsal, the first one, the rest; exit codes."""

from __future__ import annotations

import csv
import sys
import types

import pytest
from click.testing import CliRunner

from post_office import packets, post_office, put
from report_pdf.cli.send import command
from report_pdf.delivery import PASSWORD_VARIABLE
from report_pdf.model.mail import Mailbox

SESAME = "s3cret"


@pytest.fixture(autouse=True)
def english(monkeypatch):
    monkeypatch.setenv("LC_ALL", "C")
    monkeypatch.delenv(PASSWORD_VARIABLE, raising=False)


@pytest.fixture
def office():
    with post_office() as office:
        yield office


def send(folder, url, *options):
    return CliRunner().invoke(command, [str(folder), "--smtp", url, *options])


def test_without_yes_it_only_says_what_would_go_to_whom(tmp_path, office):
    packets(tmp_path, 2)

    result = send(tmp_path, office.url)

    assert result.exit_code == 0, result.output
    assert "0001.eml  ferry-1/0001  收件人1 <r0001@example.org>  0.0 MB  to be sent" in result.stdout
    assert "nothing was sent. 2 of 2 messages" in result.stdout
    assert "not encrypted" in result.stdout
    assert office.connections == 0
    assert {path.name for path in tmp_path.iterdir()} == {"0001.eml", "0002.eml"}


def test_one_goes_first_and_nobody_is_asked_without_a_terminal(tmp_path, office):
    addresses = packets(tmp_path, 3)

    result = send(tmp_path, office.url, "--yes")
    assert result.exit_code == 0, result.output
    assert "1 sent, 2 left." in result.stdout
    assert "--limit all" in result.stdout
    assert office.counts() == {addresses[0]: 1}

    result = send(tmp_path, office.url, "--yes", "--limit", "all", "--rate", "60000")
    assert result.exit_code == 0, result.output
    assert "3 sent, 0 waiting" in result.stdout
    assert office.counts() == dict.fromkeys(addresses, 1)


@pytest.mark.parametrize(("answer", "count"), [("n\n", 2), ("y\n", 4)])
def test_the_rest_goes_when_somebody_says_so(tmp_path, office, monkeypatch, answer, count):
    packets(tmp_path, 4)
    monkeypatch.setattr("report_pdf.cli.send._somebody_is_there", lambda: True)

    result = CliRunner().invoke(
        command,
        [str(tmp_path), "--smtp", office.url, "--yes", "--limit", "2", "--rate", "60000"],
        input=answer,
    )

    assert result.exit_code == 0, result.output
    assert "Send the other 2?" in result.output
    assert len(office.arrived) == count


def test_what_did_not_arrive_ends_with_7_and_stands_in_a_table(tmp_path, office):
    first, second, _ = packets(tmp_path, 3)
    office.manners = {first: ["550"], second: ["drop-after"]}

    result = send(tmp_path, office.url, "--yes", "--limit", "all", "--rate", "60000")

    assert result.exit_code == 7, result.output
    assert "1 sent, 0 waiting, 0 deferred, 1 refused, 1 uncertain" in result.stdout
    table = (tmp_path / "failed.csv").read_text("utf-8-sig").splitlines()
    assert [row["outcome"] for row in csv.DictReader(table)] == ["refused", "uncertain"]

    result = send(
        tmp_path,
        office.url,
        "--yes",
        "--limit",
        "all",
        "--rate",
        "60000",
        "--resend-uncertain",
        "--retry-refused",
    )
    assert result.exit_code == 0, result.output
    assert not (tmp_path / "failed.csv").exists()


def test_the_first_one_failing_stops_before_the_rest(tmp_path, office):
    first, *_ = packets(tmp_path, 3)
    office.manners = {first: ["550"]}

    result = send(tmp_path, office.url, "--yes")

    assert result.exit_code == 7, result.output
    assert office.arrived == []


def test_a_packet_that_cannot_be_sent_ends_with_3(tmp_path, office):
    packets(tmp_path, 2)
    (tmp_path / "0002.eml").write_bytes(b"To: a@b.cn\r\n\r\n")

    result = send(tmp_path, office.url, "--yes", "--limit", "all")

    assert result.exit_code == 3, result.output
    assert "0002.eml" in result.stderr
    assert office.arrived == []


@pytest.mark.parametrize(
    ("url", "options", "said"),
    [
        ("smtps://desk:s3cret@smtp.example.com", [], "password in the URL"),
        ("smtps://desk@smtp.example.com", ["--yes"], "no password for desk"),
        ("smtp://localhost", ["--yes", "--limit", "none"], "none"),
        ("smtp://localhost", ["--yes", "--limit", "0"], "0"),
    ],
)
def test_what_cannot_be_asked_for_ends_with_2(tmp_path, url, options, said):
    put(tmp_path, "1", Mailbox(address="li@example.org"))

    result = send(tmp_path, url, *options)

    assert result.exit_code == 2, result.output
    assert said in result.stderr
    assert "s3cret" not in result.output


def test_the_password_comes_from_the_environment_or_the_keyring(tmp_path, monkeypatch):
    put(tmp_path, "1", Mailbox(address="li@example.org"))
    keyring = types.SimpleNamespace(
        errors=types.SimpleNamespace(KeyringError=OSError),
        get_password=lambda service, user: {("report-pdf:127.0.0.1", "desk"): SESAME}.get((service, user)),
    )
    with post_office(password=SESAME) as office:
        url = office.url.replace("//", "//desk@")
        monkeypatch.setitem(sys.modules, "keyring", None)
        assert send(tmp_path, url, "--yes").exit_code == 2
        monkeypatch.setenv(PASSWORD_VARIABLE, "wrong")
        assert send(tmp_path, url, "--yes").exit_code == 7
        monkeypatch.delenv(PASSWORD_VARIABLE)
        monkeypatch.setitem(sys.modules, "keyring", keyring)
        result = send(tmp_path, url, "--yes")

    assert result.exit_code == 0, result.output
    assert len(office.arrived) == 1
