"""Who the list says gets a packet: each with one checked address, or every mistake of the list at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from report_pdf.delivery import PACKET_WITHOUT_LETTER, mailbox, parse_mailbox
from report_pdf.errors import InputError
from report_pdf.findings import Finding, Message, Place, Severity
from report_pdf.fonts import NO_GLYPH, without_glyph
from report_pdf.model.mail import Mailbox
from report_pdf.model.packets import Recipient, RecipientList
from report_pdf.model.plan import IssuePlan

__all__ = ["Addressed", "addressed_of"]


@dataclass(frozen=True, slots=True)
class Addressed:
    """Everybody with a checked address, or none; and who writes."""

    people: tuple[Recipient, ...]
    mailboxes: Mapping[str, Mailbox]
    sender: Mailbox | None


def addressed_of(
    listed: RecipientList, sender: str, plan: IssuePlan
) -> tuple[Addressed, tuple[Finding, ...]]:
    """Everybody on the list, with the address that each letter goes to.

    Args:
        listed: The list, with its own mistakes.
        sender: Who the letters are from; empty: there are no letters, and no address is looked at.
        plan: The issue, for the place where the sender is written.

    Raises:
        InputError: With every mistake of the list.
    """
    findings = list(listed.findings)
    mailboxes: dict[str, Mailbox] = {}
    for person in listed.recipients:
        if missing := without_glyph(f"{person.name}{person.title}{person.number}"):
            findings.append(
                NO_GLYPH.at(person.place, Message(zh=f"没有字形：{missing}", en=f"no glyph for {missing}"))
            )
        if sender and person.email:
            try:
                mailboxes[person.number] = _one_address(person)
            except InputError as error:
                findings += error.findings
        elif sender:
            text = Message(
                zh=f"{person.name}没有邮箱，不做信。", en=f"{person.name} has no address: no letter is made."
            )
            findings.append(PACKET_WITHOUT_LETTER.at(person.email_place, text))
    place = plan.places.get("packets.sender") or Place(file="--from")
    writer = parse_mailbox(sender, place=place) if sender else None
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    if errors:
        raise _list_error(findings, len(errors))
    return Addressed(listed.recipients, mailboxes, writer), tuple(findings)


def _one_address(person: Recipient) -> Mailbox:
    """The cell holds an address, with or without a name; the name column's is shown."""
    if "<" in person.email:
        return parse_mailbox(person.email, place=person.email_place)
    return mailbox(person.email, name=person.name, place=person.email_place)


def _list_error(findings: Sequence[Finding], count: int) -> InputError:
    ordered = sorted(findings, key=lambda finding: _where(finding.place))
    place = next((finding.place for finding in ordered if finding.place), None)
    return InputError(
        Message(
            zh=f"名单有 {count} 处错误，一份也没有做。", en=f"{count} mistakes in the list: nothing was made."
        ),
        place=Place(file=place.file) if place else None,
        hint=Message(zh="改好上面列出的各格再来。", en="Correct the cells listed above."),
        findings=tuple(ordered),
    )


def _where(place: Place | None) -> tuple[int, int]:
    return (place.line or 0, place.column or 0) if place else (0, 0)
