"""A Packet becomes an Edition, closed once: inks, metadata, labels, identity, linearization."""

from report_pdf.editions.archive import ArchiveJob, next_job, standard_of
from report_pdf.editions.closing import close_edition
from report_pdf.editions.email import lean_pages
from report_pdf.editions.imprint import imprint
from report_pdf.editions.packets import ROOMS, PacketPages, PacketWords, packet_pdf, packet_template, room_for
from report_pdf.editions.proof import close_proof
from report_pdf.editions.rules import RULES
from report_pdf.editions.specs import spec_of
from report_pdf.editions.ways import first_ways, landed
from report_pdf.editions.weight import KINDS, heaviest

__all__ = [
    "KINDS",
    "ROOMS",
    "RULES",
    "ArchiveJob",
    "PacketPages",
    "PacketWords",
    "close_edition",
    "close_proof",
    "first_ways",
    "heaviest",
    "imprint",
    "landed",
    "lean_pages",
    "next_job",
    "packet_pdf",
    "packet_template",
    "room_for",
    "spec_of",
    "standard_of",
]
