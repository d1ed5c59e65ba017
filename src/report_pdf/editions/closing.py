"""Which edition is closed how: a table, so that nobody else asks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from report_pdf.editions.archive import ArchiveJob, close_archive
from report_pdf.editions.email import close_email
from report_pdf.editions.press import close_press
from report_pdf.model.edition import Edition, EditionSpec
from report_pdf.model.issue import Issue
from report_pdf.model.pages import Packet, Placement

__all__ = ["close_edition"]


def close_edition(  # noqa: PLR0913 - what each edition is closed with, by keyword
    packet: Packet,
    issue: Issue,
    spec: EditionSpec,
    *,
    slugs: bytes | None = None,
    archive: ArchiveJob | None = None,
    moment: dt.datetime | None = None,
    placements: Sequence[Placement] = (),
    kept: Path | None = None,
) -> Edition:
    """The finished bytes.

    Args:
        packet: The stitched pages.
        issue: What the file says of itself.
        spec: The edition.
        slugs: A line for each sheet of an edition for the press.
        archive: What an edition for the archive encloses.
        moment: When this is done, for an issue without a date.
        placements: Photographs that may be made lighter to meet a limit.
        kept: Where what was measured of them is kept from build to build.
    """
    if spec.press is not None:
        return close_press(packet, issue, spec, slugs=slugs, date=moment)
    if spec.archive is not None and archive is not None:
        return close_archive(packet, issue, spec, archive)
    return close_email(packet, issue, spec, placements=placements, kept=kept)
