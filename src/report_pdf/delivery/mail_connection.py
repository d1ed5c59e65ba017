"""One connection to the server (RFC 5321), which tells apart what is known and what cannot be known of a message.

``smtplib`` sends the end of a message with the message; here it is sent on its own, after the caller has noted it. Until
then nothing is delivered, whatever happens; from then on only the server's answer tells.
"""

from __future__ import annotations

import contextlib
import re
import select
import smtplib
import socket
import ssl
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from report_pdf.delivery.journal import State
from report_pdf.delivery.mail_access import Access, Answer, Envelope
from report_pdf.delivery.mail_server import MailServer, Security
from report_pdf.errors import DeliveryError
from report_pdf.findings import Message

__all__ = ["Connection", "ServerAway"]

_END = b".\r\n"
_LEADING_DOT = re.compile(rb"^\.", re.MULTILINE)
_LONGEST_REASON = 300
_ACCEPTED = 2  # the first digit
_GO_AHEAD = 354
_GOES_AWAY = 421
_SIZE_REFUSED = 552
_HELO_NAME = (
    "[127.0.0.1]"  # as mail programs do: the machine's own name is nobody's business, and may not be one
)


class ServerAway(Exception):  # noqa: N818 - says what happened
    """No connection now: it may be there again later."""


class Connection:
    """Connected, protected and logged in.

    Raises:
        ServerAway: It cannot be reached now.
        DeliveryError: It will not have us: certificate, password, no TLS.
    """

    def __init__(self, server: MailServer, access: Access) -> None:
        self._patience = access.patience
        self._server = server
        context = _tls(access.authorities)
        try:
            self._smtp = _connected(server, context, access.patience.connection)
            try:
                self._get_in(context, access.password)
            except BaseException:
                self._smtp.close()
                raise
        except smtplib.SMTPServerDisconnected as error:
            raise ServerAway(_printable(str(error))) from error
        except ssl.SSLCertVerificationError as error:
            raise _untrusted(server, error) from error
        except smtplib.SMTPResponseException as error:
            raise self._not_let_in(error) from error
        except UnicodeError as error:
            raise _will_not(server, "user or password not ASCII") from error
        except smtplib.SMTPException as error:
            raise _will_not(server, _printable(str(error))) from error
        except OSError as error:
            raise ServerAway(f"{type(error).__name__}: {error}") from error

    def deliver(self, envelope: Envelope, data: bytes, *, before_end: Callable[[], None]) -> Answer:
        """Hands one message in.

        Args:
            envelope: From whom, for whom.
            data: Lines ended by CRLF.
            before_end: Is called when all but the end has been sent; what it raises ends the connection, and nothing is
                delivered.

        Raises:
            DeliveryError: The server refuses the sender, and so would every other message.
        """
        try:
            return self._deliver(envelope, data, before_end)
        except BaseException:
            # Whoever interrupts a message does not say QUIT, which would be taken for its text.
            self.close()
            raise

    def close(self) -> None:
        """Without a word."""
        self._smtp.close()

    def quit(self) -> None:
        """Politely."""
        with contextlib.suppress(smtplib.SMTPException, OSError):
            self._smtp.quit()

    def _get_in(self, context: ssl.SSLContext, password: str) -> None:
        # The end of a message is a packet of its own, which must not wait for the one before it to be acknowledged.
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._smtp.ehlo_or_helo_if_needed()
        if self._server.security is Security.STARTTLS:
            self._smtp.starttls(context=context)
            self._smtp.ehlo_or_helo_if_needed()
        if self._server.user:
            self._smtp.login(self._server.user, password)
        self._socket.settimeout(self._patience.command)

    def _deliver(self, envelope: Envelope, data: bytes, before_end: Callable[[], None]) -> Answer:
        try:
            refused = self._announce(envelope, len(data))
            if refused is not None:
                return refused
            self._smtp.send(_LEADING_DOT.sub(b"..", data))
        except OSError as error:  # as all of smtplib's errors are
            return self._lost(State.DEFERRED, error)
        before_end()
        return self._finish()

    def _announce(self, envelope: Envelope, size: int) -> Answer | None:
        """MAIL, RCPT, DATA; an answer where the message ends there."""
        if envelope.needs_utf8 and not self._smtp.has_extn("smtputf8"):
            return Answer(state=State.REFUSED, reason="the server has no SMTPUTF8")
        options = ["SMTPUTF8"] if envelope.needs_utf8 else []
        if self._smtp.has_extn("size"):
            options.append(f"size={size}")
        code, text = self._smtp.mail(envelope.sender, options)
        if 500 <= code < 600 and code != _SIZE_REFUSED:
            self._smtp.rset()
            raise _will_not(self._server, f"MAIL FROM:<{envelope.sender}>: {code} {_reason(text)}")
        if code // 100 != _ACCEPTED:
            return self._refusal(code, text)
        code, text = self._smtp.rcpt(envelope.recipient)
        if code // 100 != _ACCEPTED:
            return self._refusal(code, text)
        code, text = self._smtp.docmd("DATA")
        return None if code == _GO_AHEAD else self._refusal(code, text)

    def _refusal(self, code: int, text: bytes) -> Answer:
        answer = _judged(code, text, unknown=State.DEFERRED)
        if (
            answer.state is State.SENT
        ):  # “250” to DATA is no leave to send: nothing was sent, so nothing was delivered
            answer = replace(answer, state=State.DEFERRED)
        try:
            if not answer.is_lost:
                self._smtp.rset()
        except OSError:
            answer = replace(answer, is_lost=True)
        if answer.is_lost:
            self.close()
        return answer

    def _finish(self) -> Answer:
        """The end and its answer. A server that has spoken or gone before it has not got the message."""
        try:
            if self._has_spoken():
                return self._refusal(*self._smtp.getreply())
            self._smtp.send(_END)
        except OSError as error:
            return self._lost(State.DEFERRED, error)
        try:
            self._socket.settimeout(self._patience.end)
            code, text = self._smtp.getreply()
            self._socket.settimeout(self._patience.command)
        except OSError as error:
            return self._lost(State.UNCERTAIN, error)
        if code == _GOES_AWAY:
            self.close()
        return _judged(code, text, unknown=State.UNCERTAIN)

    def _has_spoken(self) -> bool:
        readable, _, _ = select.select([self._socket], [], [], 0)
        return bool(readable) and (not isinstance(self._socket, ssl.SSLSocket) or self._has_words())

    def _has_words(self) -> bool:
        """What can be read of a protected connection may be TLS's own business, such as session tickets."""
        assert self._smtp.file is not None
        self._socket.settimeout(0)
        try:
            self._smtp.file.peek(1)
        except ssl.SSLWantReadError:
            return False
        finally:
            self._socket.settimeout(self._patience.command)
        return True

    @property
    def _socket(self) -> socket.socket:
        if self._smtp.sock is None:
            raise ConnectionResetError("the connection is closed")
        return self._smtp.sock

    def _lost(self, state: State, error: Exception) -> Answer:
        self.close()
        return Answer(state=state, reason=_printable(f"{type(error).__name__}: {error}"), is_lost=True)

    def _not_let_in(self, error: smtplib.SMTPResponseException) -> Exception:
        text = error.smtp_error if isinstance(error.smtp_error, bytes) else str(error.smtp_error).encode()
        if 400 <= error.smtp_code < 500:
            return ServerAway(f"{error.smtp_code} {_reason(text)}")
        return _will_not(self._server, f"{error.smtp_code} {_reason(text)}")


def _connected(server: MailServer, context: ssl.SSLContext, seconds: float) -> smtplib.SMTP:
    if server.security is Security.TLS:
        return smtplib.SMTP_SSL(
            server.host, server.port, local_hostname=_HELO_NAME, timeout=seconds, context=context
        )
    return smtplib.SMTP(server.host, server.port, local_hostname=_HELO_NAME, timeout=seconds)


def _tls(authorities: Path | None) -> ssl.SSLContext:
    """Certificate and host name are always checked."""
    try:
        return ssl.create_default_context(cafile=authorities)
    except (OSError, ssl.SSLError) as error:
        raise DeliveryError(
            Message(
                zh=f"--ca 的文件 {authorities} 读不出证书。",
                en=f"no certificates can be read from {authorities} (--ca).",
            )
        ) from error


def _judged(code: int, text: bytes, *, unknown: State) -> Answer:
    states = {2: State.SENT, 4: State.DEFERRED, 5: State.REFUSED}
    return Answer(
        state=states.get(code // 100, unknown), code=code, reason=_reason(text), is_lost=code == _GOES_AWAY
    )


def _reason(text: bytes) -> str:
    return _printable(text.decode("utf-8", "replace"))


def _printable(text: str) -> str:
    """A server's words go to a terminal and into a table: nothing in them acts there."""
    shown = "".join(character if character.isprintable() else " " for character in text)
    return " ".join(shown.split())[:_LONGEST_REASON]


def _untrusted(server: MailServer, error: ssl.SSLCertVerificationError) -> DeliveryError:
    return DeliveryError(
        Message(
            zh=f"{server} 的证书不可信：{error.verify_message}",
            en=f"the certificate of {server} is not trusted: {error.verify_message}",
        ),
        hint=Message(
            zh="核对主机名；服务器用自己单位的证书时，用 --ca 指明单位的根证书。",
            en="Check the host's name; for a house's own certificates name its root with --ca.",
        ),
    )


def _will_not(server: MailServer, reason: str) -> DeliveryError:
    return DeliveryError(
        Message(zh=f"{server} 不让发：{reason}", en=f"{server} will not take mail from us: {reason}"),
        hint=Message(
            zh="核对用户名、密码（邮箱的“客户端授权码”）、寄件人和加密方式。",
            en="Check the user, the password (for many providers one for mail programs), the sender and the scheme.",
        ),
    )
