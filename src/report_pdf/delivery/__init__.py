"""Editions become files: written whole or not at all, with a manifest of what they were made from."""

from report_pdf.delivery.files import write_files
from report_pdf.delivery.manifest import manifest

__all__ = ["manifest", "write_files"]
