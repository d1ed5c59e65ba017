"""A Packet becomes an Edition, closed once: metadata, labels, identity, linearization."""

from report_pdf.editions.email import close_email
from report_pdf.editions.specs import spec_of

__all__ = ["close_email", "spec_of"]
