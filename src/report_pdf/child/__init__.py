"""Functions in killable child processes with limits on wall time, CPU time and memory."""

from report_pdf.child.each import run_each
from report_pdf.child.one import ChildCrashed, ChildLimits, ChildTimedOut, run, run_heard, serve, tell
from report_pdf.child.scratch import left_over, scratch, signed

__all__ = [
    "ChildCrashed",
    "ChildLimits",
    "ChildTimedOut",
    "left_over",
    "run",
    "run_each",
    "run_heard",
    "scratch",
    "serve",
    "signed",
    "tell",
]
