"""The whole way on one page: the order of the stages, which nobody else knows.

``build`` takes a plan and gives finished editions with everything that was found on the way. It reads no clock, no
network and no environment: what it needs of them comes in the ``World``.
"""

from report_pdf.pipeline.edition import lean_packet
from report_pdf.pipeline.issue import Build, build, read_manuscripts
from report_pdf.pipeline.pages import set_pages, with_resources
from report_pdf.pipeline.world import Step, World

__all__ = [
    "Build",
    "Step",
    "World",
    "build",
    "lean_packet",
    "read_manuscripts",
    "set_pages",
    "with_resources",
]
