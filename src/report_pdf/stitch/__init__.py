"""Supplements in place, with bookmarks, labels and links right."""

from report_pdf.stitch.arrivals import SupplementRequest
from report_pdf.stitch.behind import StitchedFiles, StitchedSupplement, stitch_files
from report_pdf.stitch.inside import stitch
from report_pdf.stitch.rules import RULES
from report_pdf.stitch.splitting import PacketPart, SplitPacket, SplitSpec, split_packet
from report_pdf.stitch.stamping import STAMP_PLACES, StampSpec, read_colour

__all__ = [
    "RULES",
    "STAMP_PLACES",
    "PacketPart",
    "SplitPacket",
    "SplitSpec",
    "StampSpec",
    "StitchedFiles",
    "StitchedSupplement",
    "SupplementRequest",
    "read_colour",
    "split_packet",
    "stitch",
    "stitch_files",
]
