"""One address out of what somebody typed, or a refusal that names it and its row; nothing is guessed or mended."""

from __future__ import annotations

import re
from email.errors import NonASCIILocalPartDefect
from email.headerregistry import Address
from email.policy import SMTP

from email_validator import SPECIAL_USE_DOMAIN_NAMES, EmailNotValidError, validate_email

from report_pdf.delivery.mail_rules import (
    ADDRESS_EMPTY,
    ADDRESS_ENCODING,
    ADDRESS_HARMFUL,
    ADDRESS_INVALID,
    ADDRESS_SEVERAL,
)
from report_pdf.errors import InputError
from report_pdf.findings import Message, Place, Rule
from report_pdf.model.mail import Mailbox

__all__ = ["mailbox", "parse_mailbox"]

# Closed networks of offices use it; whether it is there, their server knows. (The list is meant to be changed so.)
SPECIAL_USE_DOMAIN_NAMES[:] = [name for name in SPECIAL_USE_DOMAIN_NAMES if name != "local"]

# Controls, line separators, and what turns or hides letters: a name may hold none of them.
_HARMFUL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
_BROKEN = re.compile(r"[\ufffd\ud800-\udfff]")
_SEPARATORS = re.compile(r"[,;，；、]")
_ENCODED = "=?"
_LONGEST_SHOWN = 60

_ONE_EACH = Message(
    zh="每行写一个地址；几个人就写几行。", en="Write one address a row; several people are several rows."
)
_RETYPE = Message(zh="删去这一格，重新键入。", en="Clear the field and type it anew.")
_AS_UTF8 = Message(zh="把名单另存为 UTF-8。", en="Save the list as UTF-8.")
_LIKE_THIS = Message(zh="应写作 name@example.com。", en="Write it as name@example.com.")


def parse_mailbox(text: str, *, place: Place) -> Mailbox:
    """``李主任 <li@example.org>`` or ``li@example.org``, encoded words decoded (RFC 5322, 3.4).

    Raises:
        InputError: It is not exactly one address; the finding says why.
    """
    _refuse_bad_characters(text, place)
    found = _parsed(text, place)
    return mailbox(found.addr_spec, name=found.display_name, place=place)


def mailbox(address: str, *, place: Place, name: str = "") -> Mailbox:
    """The bare ``address`` with a ``name`` from elsewhere (two columns of a list).

    Raises:
        InputError: The address is not exactly one, or one of them holds what no header may.
    """
    _refuse_bad_characters(address, place)
    if name:
        _refuse_bad_characters(name, place)
    is_other = "@" in name and name.strip().casefold() != address.strip().casefold()
    if len(_SEPARATORS.split(address)) > 1 or address.count("@") > 1 or is_other:
        raise _refused(ADDRESS_SEVERAL, place, _several(address), _ONE_EACH)
    try:
        checked = validate_email(
            address.strip(), check_deliverability=False, globally_deliverable=False, allow_quoted_local=False
        )
    except EmailNotValidError as error:
        raise _invalid(address, place, str(error)) from error
    if checked.ascii_domain.rpartition(".")[2].isdigit() or "." not in checked.ascii_domain:
        raise _invalid(address, place, "the part after the @-sign is no domain")
    return Mailbox(address=f"{checked.local_part}@{checked.ascii_domain}", name=" ".join(name.split()))


def _refuse_bad_characters(text: str, place: Place) -> None:
    if not text.strip():
        message = Message(zh="没有写地址。", en="there is no address.")
        raise _refused(ADDRESS_EMPTY, place, message, _LIKE_THIS)
    if _BROKEN.search(text):
        raise _refused(ADDRESS_ENCODING, place, _undecodable(text), _AS_UTF8)
    if found := _HARMFUL.search(text):
        raise _harmful(text, f"U+{ord(found[0]):04X}", place)


def _parsed(text: str, place: Place) -> Address:
    """By Python's parser, which is lenient: whatever it had to overlook is a refusal here."""
    try:
        header = SMTP.header_factory("To", text)
        addresses: tuple[Address, ...] = header.addresses
        is_group = any(group.display_name is not None for group in header.groups)
    except (IndexError, ValueError, AttributeError) as error:
        if _ENCODED in text:  # Python refuses to hand out words that decode to line breaks
            raise _harmful(text, "=?…?=", place) from error
        raise _invalid(text, place, "cannot be parsed") from error
    if len(addresses) > 1 or is_group:
        raise _refused(ADDRESS_SEVERAL, place, _several(text), _ONE_EACH)
    defects = [one for one in header.defects if not isinstance(one, NonASCIILocalPartDefect)]
    if defects and _ENCODED in text:
        raise _refused(ADDRESS_ENCODING, place, _undecodable(text), _AS_UTF8)
    if not addresses or defects:
        raise _invalid(text, place, str(defects[0]) if defects else "no address")
    return addresses[0]


def _harmful(text: str, sign: str, place: Place) -> InputError:
    message = Message(
        zh=f"有信头里不能有的字符 {sign}：{_shown(text)}",
        en=f"a character that no header may hold, {sign}: {_shown(text)}",
    )
    return _refused(ADDRESS_HARMFUL, place, message, _RETYPE)


def _undecodable(text: str) -> Message:
    return Message(zh=f"编码不对：{_shown(text)}", en=f"wrong encoding: {_shown(text)}")


def _several(text: str) -> Message:
    return Message(zh=f"不止一个地址：{_shown(text)}", en=f"more than one address: {_shown(text)}")


def _invalid(text: str, place: Place, reason: str) -> InputError:
    message = Message(
        zh=f"地址不对：{_shown(text)}（{_shown(reason)}）",
        en=f"not an address: {_shown(text)} ({_shown(reason)})",
    )
    return _refused(ADDRESS_INVALID, place, message, _LIKE_THIS)


def _refused(rule: Rule, place: Place, message: Message, hint: Message) -> InputError:
    return InputError(message, place=place, hint=hint, findings=(rule.at(place, message, hint=hint),))


def _shown(text: str) -> str:
    """As it can stand in a terminal or a report: nothing in it acts there."""
    visible = "".join(
        character if character.isprintable() else character.encode("unicode_escape").decode("ascii")
        for character in text
    )
    return visible if len(visible) <= _LONGEST_SHOWN else f"{visible[:_LONGEST_SHOWN]}…"
