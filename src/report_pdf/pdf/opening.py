"""Opens foreign bytes: qpdf first, pypdf where it gives up; every fault names its file. Runs in a child."""

from __future__ import annotations

import contextlib
import io
import logging
import re
import warnings
from collections.abc import Iterator
from pathlib import Path

import pikepdf
from pypdf import PdfReader, PdfWriter

from report_pdf.errors import SupplementError
from report_pdf.findings import Message, Place

__all__ = ["named_faults", "opened", "quiet", "read", "refusal", "wrong_password"]

_PREFIX = re.compile(r"^.*?\.pdf[: ]\s*", re.DOTALL)


def refusal(name: str, *, zh: str, en: str, hint: Message | None = None) -> SupplementError:
    """The error for a file that cannot be used."""
    return SupplementError(
        Message(zh=f"“{name}”无法使用：{zh}", en=f"“{name}” cannot be used: {en}"),
        place=Place(file=name),
        hint=hint
        or Message(
            zh="请用 PDF 阅读器打开并另存（打印为 PDF），或向来源索要完好的文件。",
            en="Open it in a PDF reader and save it anew (print to PDF), or ask its sender for a sound file.",
        ),
    )


def quiet() -> None:
    """For a child: the libraries' chatter is no message to the user; what matters becomes a finding."""
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")


def read(path: Path, name: str) -> bytes:
    """The file's bytes as received."""
    try:
        return path.read_bytes()
    except OSError as error:
        hint = Message(zh="请检查路径和权限。", en="Check its path and its permissions.")
        raise refusal(
            name, zh="文件打不开。", en=f"it cannot be opened ({error.strerror}).", hint=hint
        ) from None


@contextlib.contextmanager
def named_faults(name: str) -> Iterator[None]:
    """Whatever goes wrong inside is the file's fault and names it."""
    try:
        yield
    except SupplementError:
        raise
    except MemoryError:
        raise refusal(name, zh="内存不足。", en="it needs too much memory.") from None
    except Exception as error:  # noqa: BLE001 - qpdf raises many kinds over broken files
        why = _PREFIX.sub("", str(error)) or type(error).__name__
        raise refusal(name, zh=f"内容已损坏({why})。", en=f"its content is broken ({why}).") from None


def opened(path: Path, name: str, password: str | None) -> pikepdf.Pdf:
    """The file, repaired as far as qpdf or pypdf can.

    Raises:
        SupplementError: Encrypted without the right password, or beyond repair.
    """
    try:
        pdf = pikepdf.open(path, password=password or "", suppress_warnings=True)
        len(pdf.pages)
    except pikepdf.PasswordError:
        raise wrong_password(name, given=bool(password)) from None
    except pikepdf.PdfError as error:
        if (rescued := _rescued(path)) is not None:
            return rescued
        why = _PREFIX.sub("", str(error))
        raise refusal(
            name, zh=f"不是 PDF，或已损坏（{why}）。", en=f"it is no PDF, or broken ({why})."
        ) from None
    else:
        return pdf


def wrong_password(name: str, *, given: bool) -> SupplementError:
    """The error for an encrypted file that does not open."""
    return refusal(
        name,
        zh="已加密，密码不对。" if given else "已加密，需要密码。",
        en="it is encrypted and the password is wrong." if given else "it is encrypted and needs a password.",
        hint=Message(
            zh="把密码放进环境变量，再用 password_env（命令行 --password-env）写上变量名。",
            en="Put the password into an environment variable and name it in password_env (--password-env).",
        ),
    )


def _rescued(path: Path) -> pikepdf.Pdf | None:
    """What pypdf can still read where qpdf gives up: it looks for a catalogue and pages without a page tree."""
    try:
        writer = PdfWriter(clone_from=PdfReader(path, strict=False))
        out = io.BytesIO()
        writer.write(out)
        pdf = pikepdf.open(out, suppress_warnings=True)
        return pdf if len(pdf.pages) else None
    except Exception:  # noqa: BLE001 - a second opinion; the first one's reason is told
        return None
