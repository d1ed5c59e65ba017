"""Where the mail is handed in: ``smtp+starttls://user@host:587`` read, and a password never taken from it."""

from __future__ import annotations

import enum
import ipaddress
from dataclasses import dataclass
from urllib.parse import SplitResult, unquote, urlsplit

from report_pdf.errors import UsageError
from report_pdf.findings import Message

__all__ = ["PASSWORD_VARIABLE", "MailServer", "Security", "parse_server"]

PASSWORD_VARIABLE = "REPORT_PDF_SMTP_PASSWORD"  # noqa: S105 - the variable's name

_LIKE_THIS = Message(
    zh="写作 smtps://user@smtp.example.com、smtp+starttls://user@smtp.example.com:587 或 smtp://localhost。",
    en="Write smtps://user@smtp.example.com, smtp+starttls://user@smtp.example.com:587 or smtp://localhost.",
)


class Security(enum.Enum):
    """How the way to the server is protected, by the URL's scheme."""

    PLAIN = "smtp"
    STARTTLS = "smtp+starttls"
    TLS = "smtps"


_PORTS = {Security.PLAIN: 25, Security.STARTTLS: 587, Security.TLS: 465}


@dataclass(frozen=True, slots=True, kw_only=True)
class MailServer:
    """``host`` in ASCII; ``user`` empty: nobody logs in."""

    security: Security
    host: str
    port: int
    user: str = ""

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.security.value}://{host}:{self.port}"


def parse_server(url: str) -> MailServer:
    """The server that a URL names.

    Raises:
        UsageError: It is none, has a password in it, or would send one unprotected over a network.
    """
    try:
        parts = urlsplit(url)
        security = Security(parts.scheme)
        port = parts.port or _PORTS[security]
        host = _ascii(parts.hostname or "")
    except ValueError as error:
        raise _wrong("") from error
    if parts.password is not None:
        raise _password_in_url()
    if not host or parts.path.strip("/") or parts.query or parts.fragment:
        raise _wrong(_without_user(parts))
    server = MailServer(security=security, host=host, port=port, user=unquote(parts.username or ""))
    if server.user and security is Security.PLAIN and not _is_this_machine(host):
        raise UsageError(
            Message(zh=f"密码不能明文送到 {host}。", en=f"a password cannot go to {host} unprotected."),
            hint=Message(zh="改用 smtps:// 或 smtp+starttls://。", en="Use smtps:// or smtp+starttls://."),
        )
    return server


def _ascii(host: str) -> str:
    return host if host.isascii() else host.encode("idna").decode("ascii")


def _is_this_machine(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _without_user(parts: SplitResult) -> str:
    """Whatever stands before the @ may be a secret and is not repeated."""
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()


def _wrong(shown: str) -> UsageError:
    return UsageError(
        Message(
            zh=f"不是发信服务器的地址：{shown or '--smtp'}",
            en=f"not the URL of a mail server: {shown or '--smtp'}",
        ),
        hint=_LIKE_THIS,
    )


def _password_in_url() -> UsageError:
    return UsageError(
        Message(
            zh="网址里写了密码：它会留在命令记录里，别的进程也看得见。",
            en="there is a password in the URL: the shell's history and other processes would see it.",
        ),
        hint=Message(
            zh=f"从网址里去掉，放进环境变量 {PASSWORD_VARIABLE} 或系统的钥匙串，并换一个新密码。",
            en=f"Take it out, put it into {PASSWORD_VARIABLE} or the keyring, and change it.",
        ),
    )
