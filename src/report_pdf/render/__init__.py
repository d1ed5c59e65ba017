"""PaginatedHtml becomes a RenderedDocument."""

from __future__ import annotations

from report_pdf.render.rules import RULES
from report_pdf.render.stage import limits_for, render

__all__ = ["RULES", "limits_for", "render"]
