"""Which edition is closed how: a table, so that nobody else asks."""

from __future__ import annotations

from report_pdf.editions.email import close_email
from report_pdf.editions.press import close_press
from report_pdf.model.edition import Edition, EditionSpec
from report_pdf.model.issue import Issue
from report_pdf.model.pages import Packet

__all__ = ["close_edition"]


def close_edition(packet: Packet, issue: Issue, spec: EditionSpec, *, slugs: bytes | None = None) -> Edition:
    """The finished bytes; ``slugs``: a line for each sheet of an edition for the press."""
    if spec.press is not None:
        return close_press(packet, issue, spec, slugs=slugs)
    return close_email(packet, issue, spec)
