"""What the small issue of these tests says of itself when it is closed for the archive."""

from __future__ import annotations

import datetime as dt

from report_pdf.pdf import STANDARDS, ArchiveFacts, Attachment, ClosingFacts

FACTS = ArchiveFacts(
    closing=ClosingFacts(title="山路 第1期", date=dt.datetime(2026, 5, 1, tzinfo=dt.UTC)),
    standard=STANDARDS["pdf/a-3a+ua-1"],
    attachments=(
        Attachment(
            name="issue.yaml",
            data=b"a: 1\n",
            media_type="application/yaml",
            relationship="Source",
            description="任务单",
        ),
    ),
)
