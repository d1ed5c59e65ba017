"""An Issue becomes PaginatedHtml for one edition: Jinja parts and CSS of a layout's folder."""

from report_pdf.layout.measuring import corrections, looseness
from report_pdf.layout.slugs import lay_slugs
from report_pdf.layout.stage import lay_out

__all__ = ["corrections", "lay_out", "lay_slugs", "looseness"]
