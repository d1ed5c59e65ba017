"""A text in the desk's plain-text convention, or in Markdown, becomes typed blocks, each with its place.

In: bytes or text. Out: ``Manuscript``; its blocks' ``source`` pieces, joined, are the decoded text.
"""

from __future__ import annotations

from report_pdf.manuscript.docx_comments import Commented, DocxRemark, comment_docx
from report_pdf.manuscript.encoding import decode
from report_pdf.manuscript.read import parse_markdown, parse_text, read_manuscript
from report_pdf.manuscript.rules import RULES

__all__ = [
    "RULES",
    "Commented",
    "DocxRemark",
    "comment_docx",
    "decode",
    "parse_markdown",
    "parse_text",
    "read_manuscript",
]
