"""``render``: PaginatedHtml becomes a RenderedDocument, in a child that can be killed."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from report_pdf import child
from report_pdf.child import ChildLimits, scratch
from report_pdf.errors import RenderError
from report_pdf.findings import Message
from report_pdf.model.pages import PaginatedHtml, RenderedDocument, Resource
from report_pdf.render.note import Note
from report_pdf.render.task import Task

__all__ = ["limits_for", "render"]

# About 90 ms of CPU time a page of 1000 characters (facts measured on 2 cores); ten times that on a loaded machine.
_START_SECONDS = 60.0
_SECONDS_PER_CHARACTER = 0.002
_MEMORY_BYTES = 6 * 2**30


def limits_for(pages: PaginatedHtml) -> ChildLimits:
    """Time enough for ten times what such a text takes, memory enough for a big issue."""
    seconds = _START_SECONDS + _SECONDS_PER_CHARACTER * len(pages.html)
    return ChildLimits(wall_seconds=seconds, memory_bytes=_MEMORY_BYTES)


def render(
    pages: PaginatedHtml,
    resources: Sequence[Resource],
    *,
    numbered: bool = False,
    limits: ChildLimits | None = None,
) -> RenderedDocument:
    """Sets the pages and gives the PDF, its page count and where every element id stands.

    Args:
        pages: What to set.
        resources: Pictures and faces, by the addresses HTML and CSS name; nothing else is fetched.
        numbered: Structure elements say which HTML element they are of, for tags that are made anew.
        limits: What the engine may use; by default scaled to the length of the HTML.

    Raises:
        RenderError: The engine failed, did not end in time or asked for something it was not given.
        FontError: A character has no glyph in any face.
    """
    limits = limits or limits_for(pages)
    with scratch() as folder:
        note = Note(Path(folder) / "note")
        note.create()
        task = Task(pages=pages, resources=tuple(resources), note=note, numbered=numbered)
        try:
            return child.run(limits, _typeset, task)
        except child.ChildTimedOut:
            raise _ended(pages, note.read(), _too_slow(limits)) from None
        except child.ChildCrashed as error:
            raise _ended(pages, note.read(), _died(error)) from None


def _typeset(task: Task) -> RenderedDocument:
    """In the child alone: the engine takes a second to import, which `lint` and `--help` need not pay."""
    from report_pdf.render.engine import typeset  # noqa: PLC0415 - see above

    # The engine unpacks faces into temporary files; a killed child leaves them to the parent, which clears this.
    tempfile.tempdir = str(task.note.path.parent)
    return typeset(task)


def _too_slow(limits: ChildLimits) -> Message:
    seconds = f"{limits.wall_seconds:g}"
    return Message(
        zh=f"排版在 {seconds} 秒内没有完成，已中止",
        en=f"rendering did not end within {seconds} s and was stopped",
    )


def _died(error: child.ChildCrashed) -> Message:
    return Message(
        zh=f"排版进程意外结束（退出码 {error.exit_code}）",
        en=f"the rendering process died (exit code {error.exit_code})",
    )


def _ended(pages: PaginatedHtml, name: str, what: Message) -> RenderError:
    """The error of a child that gave no answer: names the block it was busy with."""
    at_zh, at_en = (f"，当时在排 #{name}", f" while setting #{name}") if name else ("", "")
    return RenderError(
        Message(zh=f"{what.zh}{at_zh}。", en=f"{what.en}{at_en}."),
        place=dict(pages.sources).get(name),
        hint=Message(
            zh="请检查这一段附近的表格、分栏和超长内容。",
            en="Look at the tables, columns and very long content near this block.",
        ),
    )
