"""Sending through a real server that refuses, drops and delays."""

from __future__ import annotations

import csv
import io

import pytest

from post_office import Clock, PatientJournal, packets, post_office, put
from report_pdf.delivery import (
    Access,
    Again,
    Connection,
    Journal,
    Patience,
    PostOffice,
    SendSpec,
    Standing,
    State,
    failures_csv,
    parse_server,
    read_journal,
    read_mails,
    send_mails,
    standings,
)
from report_pdf.errors import DeliveryError, InputError
from report_pdf.findings import Message
from report_pdf.model.mail import Mailbox

ONE, TWO, THREE = (f"r000{number}@example.org" for number in (1, 2, 3))
_QUICK = Patience(connection=5, command=5, end=0.8)


@pytest.fixture
def office():
    with post_office() as office:
        yield office


@pytest.fixture
def clock():
    return Clock()


def run(folder, office, clock, *, spec=None, again=None, say=lambda _: None):
    """One run of the command's heart."""
    mails = read_mails(folder).mails
    world = PostOffice(
        connect=lambda: Connection(parse_server(office.url), Access(patience=_QUICK)),
        now=clock.now,
        monotonic=clock.monotonic,
        sleep=clock.sleep,
        say=say,
    )
    with PatientJournal(folder, office) as journal:
        journal.settle(clock.now())
        standing = standings(mails, journal.entries(), again)
        due = [mail for mail in mails if standing[mail.identity] is Standing.DUE]
        try:
            send_mails(due, journal, spec or SendSpec(), world)
        finally:
            entries = journal.entries()
    return {entry.recipient: entry for entry in entries.values()}


def states(entries):
    return {recipient: entry.state for recipient, entry in entries.items()}


def test_everyone_gets_a_message_once_however_often_it_is_run(tmp_path, office, clock):
    addresses = packets(tmp_path, 3)

    run(tmp_path, office, clock)
    run(tmp_path, office, clock)

    assert office.counts() == dict.fromkeys(addresses, 1)
    assert office.connections == 1
    assert [sent["To"].addresses[0].addr_spec for sent in office.messages()] == addresses


def test_what_arrives_is_what_the_folder_holds_with_the_day_it_went_out(tmp_path, office, clock):
    packets(tmp_path, 1)

    run(tmp_path, office, clock)

    ((_, arrived),) = office.arrived
    head, body = (tmp_path / "0001.eml").read_bytes().split(b"\r\n\r\n", 1)
    assert arrived == head + b"\r\nDate: Mon, 23 Nov 2026 09:00:00 +0800\r\n\r\n" + body


def test_a_temporary_refusal_is_tried_again_later_and_others_go_on(tmp_path, office, clock):
    packets(tmp_path, 3)
    office.manners = {ONE: ["450", "=451", "drop-before"]}
    said = []

    entries = run(tmp_path, office, clock, spec=SendSpec(per_minute=60_000), say=said.append)

    assert set(states(entries).values()) == {State.SENT}
    assert [one.mail.recipient.address for one in said] == [ONE, TWO, THREE, ONE, ONE, ONE]
    assert [round(seconds) for seconds in clock.slept if seconds > 1] == [30, 60, 120]
    assert entries[ONE].attempts == 4
    assert {sent["Date"] for sent in office.messages()} == {"Mon, 23 Nov 2026 09:00:00 +0800"}


def test_a_refusal_for_good_is_not_tried_again(tmp_path, office, clock):
    packets(tmp_path, 3)
    office.manners = {ONE: ["550"], TWO: ["=554"]}

    run(tmp_path, office, clock)
    entries = run(tmp_path, office, clock)

    assert states(entries) == {ONE: State.REFUSED, TWO: State.REFUSED, THREE: State.SENT}
    assert (entries[ONE].code, entries[TWO].code) == (550, 554)
    assert office.attempts[ONE] == 1

    assert states(run(tmp_path, office, clock, again=Again(refused=True)))[ONE] is State.SENT


def test_a_message_without_an_answer_is_uncertain_and_left_alone(tmp_path, office, clock):
    packets(tmp_path, 3)
    office.manners = {ONE: ["drop-after"], TWO: ["silent"]}

    run(tmp_path, office, clock)
    entries = run(tmp_path, office, clock)

    assert states(entries) == {ONE: State.UNCERTAIN, TWO: State.UNCERTAIN, THREE: State.SENT}
    assert office.counts() == {ONE: 1, TWO: 1, THREE: 1}

    # On request it goes out again; when that is put off, it is still uncertain and not merely late.
    office.manners = {ONE: ["450"] * 5}
    entries = run(tmp_path, office, clock, again=Again(uncertain=True))
    assert states(entries) == {ONE: State.UNCERTAIN, TWO: State.SENT, THREE: State.SENT}


def test_a_line_that_is_but_a_dot_does_not_end_a_message(tmp_path, office, clock):
    packets(tmp_path, 1)
    path = tmp_path / "0001.eml"
    path.write_bytes(path.read_bytes().replace(b"--\r\n", b"--\r\n.\r\n..\r\nepilogue\r\n"))

    run(tmp_path, office, clock)

    assert office.arrived[0][1].endswith(b"--\r\n.\r\n..\r\nepilogue\r\n")


def test_a_slow_answer_is_waited_for(tmp_path, office, clock):
    packets(tmp_path, 1)
    office.manners = {ONE: ["slow"]}

    assert states(run(tmp_path, office, clock)) == {ONE: State.SENT}


def test_who_is_put_off_too_often_stays_for_the_next_run(tmp_path, office, clock):
    packets(tmp_path, 2)
    office.manners = {ONE: ["450"] * 5}

    assert states(run(tmp_path, office, clock)) == {ONE: State.DEFERRED, TWO: State.SENT}
    assert states(run(tmp_path, office, clock)) == {ONE: State.SENT, TWO: State.SENT}
    assert office.attempts[ONE] == 6


def test_a_server_that_goes_away_is_called_again(tmp_path, office, clock):
    addresses = packets(tmp_path, 3)
    office.manners = {ONE: ["421"], TWO: ["drop-before"]}

    run(tmp_path, office, clock)

    assert office.counts() == dict.fromkeys(addresses, 1)
    assert office.connections == 4


def test_a_server_that_drops_everything_is_left_alone(tmp_path, office, clock):
    addresses = packets(tmp_path, 20)
    office.manners = {address: ["drop-after"] * 9 for address in addresses}

    with pytest.raises(DeliveryError, match="cannot be reached"):
        run(tmp_path, office, clock)

    assert len(office.arrived) == 5


def test_no_server_is_called_for_so_often_and_then_given_up(tmp_path, clock):
    packets(tmp_path, 1)
    with post_office() as gone:
        pass

    with pytest.raises(DeliveryError, match="cannot be reached"):
        run(tmp_path, gone, clock)

    assert clock.slept == [30, 60, 120, 240]
    assert read_journal(tmp_path) == {}


def test_a_server_that_refuses_the_sender_ends_the_run(tmp_path, office, clock):
    for number in "12":
        put(
            tmp_path,
            number,
            Mailbox(address=f"{number}@example.org"),
            sender=Mailbox(address="refused@example.com"),
        )

    with pytest.raises(DeliveryError, match="not you"):
        run(tmp_path, office, clock)

    assert office.arrived == []
    assert [entry.state for entry in read_journal(tmp_path).values()] == [State.DEFERRED]


def test_no_more_in_a_minute_than_asked(tmp_path, office, clock):
    packets(tmp_path, 4)

    run(tmp_path, office, clock, spec=SendSpec(per_minute=20))

    assert clock.slept == [3, 3, 3]


def test_a_new_version_of_the_same_packet_is_not_sent_unasked(tmp_path, office, clock):
    packets(tmp_path, 2)
    office.manners = {TWO: ["550"]}
    run(tmp_path, office, clock)
    packets(tmp_path, 2, pdf=b"%PDF-1.7 corrected")

    run(tmp_path, office, clock)
    assert office.counts() == {ONE: 1, TWO: 1}

    run(tmp_path, office, clock, again=Again(changed=True))
    assert office.counts() == {ONE: 2, TWO: 1}


def test_an_address_beyond_ascii_needs_a_server_that_knows_it(tmp_path, office, clock):
    put(tmp_path, "1", Mailbox(address="张三@xn--fsqu00a.xn--fiqs8s", name="张三"))

    entries = run(tmp_path, office, clock)

    assert states(entries) == {"张三@xn--fsqu00a.xn--fiqs8s": State.SENT}
    assert office.arrived[0][0] == "张三@xn--fsqu00a.xn--fiqs8s"


def test_one_sending_at_a_time(tmp_path):
    with Journal(tmp_path):
        with pytest.raises(DeliveryError, match="another process"), Journal(tmp_path):
            pass
        with pytest.raises(DeliveryError, match="another process"):
            read_journal(tmp_path)


def test_the_journal_knows_before_the_server_does(tmp_path, office, clock):
    """Each step is on the disk when the server hears of it; read from another process's view, past the lock."""
    packets(tmp_path, 1)
    seen = []

    def look(stage, _recipient):
        for name in ("sending.sqlite", "sending.sqlite-wal"):
            (tmp_path / "copy").mkdir(exist_ok=True)
            (tmp_path / "copy" / name).write_bytes((tmp_path / name).read_bytes())
        ((_, entry),) = read_journal(tmp_path / "copy").items()
        seen.append((stage, entry.state))

    office.watch = look
    run(tmp_path, office, clock)

    assert seen[:4] == [
        ("rcpt", State.OPENED),
        ("go-ahead", State.OPENED),
        ("data", State.CLOSING),
        ("dot", State.CLOSING),
    ]


def test_a_journal_that_cannot_be_written_sends_nothing(tmp_path, office, clock, monkeypatch):
    packets(tmp_path, 1)

    def full(*_arguments, **_facts):
        raise DeliveryError(Message(zh="满了。", en="full."))

    monkeypatch.setattr(Journal, "closing", full)
    with pytest.raises(DeliveryError, match="full"):
        run(tmp_path, office, clock)

    assert office.arrived == []
    assert [entry.state for entry in read_journal(tmp_path).values()] == [State.DEFERRED]


def test_a_file_that_changes_meanwhile_is_not_sent(tmp_path, office, clock):
    packets(tmp_path, 2)

    def swap(_outcome):
        (tmp_path / "0002.eml").write_bytes(b"To: other@example.org\r\n\r\n")

    with pytest.raises(InputError) as caught:
        run(tmp_path, office, clock, say=swap)

    assert str(caught.value.place) == "0002.eml"
    assert office.counts() == {ONE: 1}


def test_the_table_of_failures_says_who_and_why(tmp_path, office, clock):
    packets(tmp_path, 3)
    office.manners = {ONE: ["=554"], TWO: ["drop-after"]}
    run(tmp_path, office, clock)

    table = failures_csv(read_mails(tmp_path).mails, read_journal(tmp_path))

    assert table.startswith("\ufeff".encode())
    rows = list(csv.DictReader(io.StringIO(table.decode("utf-8-sig"))))
    assert [(row["name"], row["address"], row["outcome"], row["code"]) for row in rows] == [
        ("收件人1", ONE, "refused", "554"),
        ("收件人2", TWO, "uncertain", ""),
    ]
    assert rows[0]["reason"] == "'=cmd|no"
