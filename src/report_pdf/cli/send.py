"""``report-pdf send``: says what would be sent to whom; with ``--yes`` sends it, one first, each once."""

from __future__ import annotations

import datetime as dt
import importlib
import os
import sys
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from report_pdf.cli.send_words import OUTCOMES, STANDINGS, in_words
from report_pdf.cli.terminal import console, exits_with_its_code, say_findings, user_language
from report_pdf.delivery import (
    FAILURES,
    PASSWORD_VARIABLE,
    Access,
    Again,
    Connection,
    Entry,
    Journal,
    Mail,
    MailServer,
    Outcome,
    PostOffice,
    Security,
    SendSpec,
    Standing,
    State,
    failures_csv,
    parse_server,
    read_journal,
    read_mails,
    send_mails,
    standings,
    write_files,
)
from report_pdf.errors import DeliveryError, UsageError
from report_pdf.findings import Message

__all__ = ["command"]

_ALL = "all"


class _Limit(click.ParamType[int | None]):
    """A number, or ``all``: None."""

    name = "limit"

    def convert(
        self, value: str | int | None, param: click.Parameter | None, ctx: click.Context | None
    ) -> int | None:
        if value is None or value == _ALL:
            return None
        if not str(value).isdecimal() or int(value) < 1:
            self.fail(f"{value}: 1, 2, 3 … / all", param, ctx)
        return int(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Job:
    """What is to be done, read from the command line."""

    folder: Path
    server: MailServer
    access: Access
    spec: SendSpec
    again: Again


@click.command("send")
@click.argument("folder", metavar="DIR", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--smtp",
    "url",
    required=True,
    metavar="URL",
    help="发信服务器 smtps://user@host、smtp+starttls://user@host:587、smtp://localhost。The server.",
)
@click.option("--yes", is_flag=True, help="真的发出；不写只试运行。Really send; without it nothing is sent.")
@click.option(
    "--limit",
    type=_Limit(),
    default="1",
    show_default=True,
    metavar="N|all",
    help="先发几封，看过再发其余。How many go first, before you are asked about the rest.",
)
@click.option(
    "--rate",
    type=click.IntRange(1),
    default=SendSpec().per_minute,
    show_default=True,
    metavar="N",
    help="每分钟最多几封。Messages a minute at most.",
)
@click.option(
    "--ca",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="改信这个文件里的根证书（PEM）。Trust these root certificates instead of the system's.",
)
@click.option(
    "--resend-uncertain", is_flag=True, help="连不知道到没到的也再发。Also what may have arrived already."
)
@click.option("--retry-refused", is_flag=True, help="被退回的也再发。Also what was refused for good.")
@click.option(
    "--send-changed",
    is_flag=True,
    help="收过同一份旧版的也再发。Also to those who got an earlier version of the same packet.",
)
@exits_with_its_code
def command(
    *,
    folder: Path,
    url: str,
    yes: bool,
    limit: int | None,
    rate: int,
    ca: Path | None,
    resend_uncertain: bool,
    retry_refused: bool,
    send_changed: bool,
) -> None:
    """发出 DIR 里的信，每人一封。Send the messages of DIR, each once.

    不写 --yes 只说会发给谁。发过的记在 DIR/sending.sqlite，断了再运行一次就接着发。没能发出的写进 DIR/failed.csv，以 7 退出。
    """
    server = parse_server(url)
    found = read_mails(folder)
    say_findings(found.findings, language=user_language())
    again = Again(uncertain=resend_uncertain, refused=retry_refused, changed=send_changed)
    if not yes:
        _rehearse(found.mails, standings(found.mails, read_journal(folder), again), server)
        return
    access = Access(password=_password(server), authorities=ca)
    job = _Job(folder=folder, server=server, access=access, spec=SendSpec(per_minute=rate), again=again)
    _send(found.mails, job, limit)


def _rehearse(mails: Sequence[Mail], standing: Mapping[str, Standing], server: MailServer) -> None:
    for mail in mails:
        note = STANDINGS[standing[mail.identity]].in_language(user_language())
        click.echo(f"{mail.file}  {mail.packet}  {mail.recipient}  {mail.size / 1_000_000:.1f} MB  {note}")
    due = sum(one is Standing.DUE for one in standing.values())
    senders = "、".join(dict.fromkeys(str(mail.sender) for mail in mails))
    click.echo(in_words("rehearsed", due=due, count=len(mails), sender=senders, server=server))
    if server.security is Security.PLAIN:
        click.echo(in_words("plain"))
    click.echo(in_words("how-to-send"))


def _send(mails: Sequence[Mail], job: _Job, limit: int | None) -> None:
    with Journal(job.folder) as journal:
        journal.settle(_now())
        standing = standings(mails, journal.entries(), job.again)
        due = [mail for mail in mails if standing[mail.identity] is Standing.DUE]
        office = _office(job, count=len(due))
        try:
            first = due if limit is None else due[:limit]
            send_mails(first, journal, job.spec, office)
            rest = due[len(first) :]
            if rest and _goes_on(first, rest, journal):
                send_mails(rest, journal, job.spec, office)
        finally:
            failed = _sum_up(mails, journal.entries(), job.folder)
    if failed:
        raise _failed(failed, job.folder)


def _goes_on(first: Sequence[Mail], rest: Sequence[Mail], journal: Journal) -> bool:
    """Only when the first have left, and only when somebody says so."""
    entries = journal.entries()
    if any(entries[mail.identity].state is not State.SENT for mail in first):
        return False
    click.echo(in_words("look", count=len(first), rest=len(rest)))
    if not _somebody_is_there():
        click.echo(in_words("nobody-to-ask"))
        return False
    return click.confirm(in_words("go-on", rest=len(rest)))


def _somebody_is_there() -> bool:
    return sys.stdin.isatty()


def _office(job: _Job, *, count: int) -> PostOffice:
    return PostOffice(
        connect=lambda: Connection(job.server, job.access),
        now=_now,
        monotonic=time.monotonic,
        sleep=time.sleep,
        say=_Teller(count).say,
    )


class _Teller:
    """One line for each attempt."""

    def __init__(self, count: int) -> None:
        self._count = count
        self._done = 0

    def say(self, outcome: Outcome) -> None:
        """What became of it, and of what is tried again when."""
        self._done += outcome.again_in is None
        word = OUTCOMES[outcome.state].in_language(user_language())
        line = f"[{self._done}/{self._count}] {outcome.mail.file}  {outcome.mail.recipient.address}  {word}"
        if outcome.state is not State.SENT:
            line += f"  {outcome.code or ''} {outcome.reason}"
        if outcome.again_in is not None:
            line += "  " + in_words("again", seconds=round(outcome.again_in))
        console.print(line, markup=False)


def _sum_up(mails: Sequence[Mail], entries: Mapping[str, Entry], folder: Path) -> int:
    """The counts, and the table of those who did not get theirs; how many they are."""
    table = failures_csv(mails, entries)
    if table:
        write_files({FAILURES: table}, folder)
    else:
        (folder / FAILURES).unlink(missing_ok=True)
    standing = standings(mails, entries)
    counts = Counter(standing.values())
    deferred = sum(standing[one.identity] is Standing.DUE and one.identity in entries for one in mails)
    words = in_words(
        "summary",
        sent=counts[Standing.SENT],
        waiting=counts[Standing.DUE] - deferred,
        deferred=deferred,
        refused=counts[Standing.REFUSED],
        uncertain=counts[Standing.UNCERTAIN],
        changed=counts[Standing.CHANGED],
    )
    click.echo(words)
    return deferred + counts[Standing.REFUSED] + counts[Standing.UNCERTAIN]


def _failed(count: int, folder: Path) -> DeliveryError:
    return DeliveryError(
        Message(
            zh=f"{count} 封没有发到，或不知到没到，见 {folder / FAILURES}。",
            en=f"{count} messages did not arrive, or may not have: see {folder / FAILURES}.",
        ),
        hint=Message(
            zh="deferred 再运行一次；refused 改正地址重做；uncertain 先问收件人，没收到再用 --resend-uncertain。",
            en="deferred: run again; refused: correct the address; uncertain: ask, then use --resend-uncertain.",
        ),
    )


def _password(server: MailServer) -> str:
    """From the environment, else from the keyring; asked for only where there is a user."""
    if not server.user:
        return ""
    if password := os.environ.get(PASSWORD_VARIABLE):
        return password
    service = f"report-pdf:{server.host}"
    if password := _from_keyring(service, server.user):
        return password
    raise UsageError(
        Message(zh=f"没有 {server.user} 的密码。", en=f"there is no password for {server.user}."),
        hint=Message(
            zh=f"放进环境变量 {PASSWORD_VARIABLE}；或装上 report-pdf[mail]，执行 keyring set {service} {server.user}。",
            en=f"Put it into {PASSWORD_VARIABLE}; or install report-pdf[mail] and run keyring set {service} {server.user}.",
        ),
    )


def _from_keyring(service: str, user: str) -> str:
    try:
        keyring = importlib.import_module("keyring")
    except ImportError:
        return ""
    try:
        return keyring.get_password(service, user) or ""
    except keyring.errors.KeyringError:
        return ""  # no keyring is open on this machine: the message says what else there is


def _now() -> dt.datetime:
    return dt.datetime.now().astimezone().replace(microsecond=0)
