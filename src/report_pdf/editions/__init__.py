"""A Packet becomes an Edition, closed once: inks, metadata, labels, identity, linearization."""

from report_pdf.editions.closing import close_edition
from report_pdf.editions.specs import spec_of

__all__ = ["close_edition", "spec_of"]
