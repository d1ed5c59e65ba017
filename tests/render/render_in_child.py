"""Run in the child, where the engine may be patched and broken at will."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from report_pdf.errors import ReportPdfError
from report_pdf.model.pages import PaginatedHtml, RenderedDocument, Resource
from report_pdf.render.note import Note
from report_pdf.render.task import Task


def typeset_all(
    tasks: Sequence[tuple[PaginatedHtml, list[Resource]]],
) -> list[RenderedDocument | ReportPdfError]:
    """Several documents by one process, each with what came of it."""
    from report_pdf.render.engine import typeset

    def outcome(task: Task) -> RenderedDocument | ReportPdfError:
        try:
            return typeset(task)
        except ReportPdfError as error:
            return error

    with TemporaryDirectory() as folder:
        note = Note(Path(folder) / "note")
        note.create()
        return [outcome(Task(pages=pages, resources=tuple(res), note=note)) for pages, res in tasks]


def _typeset_with_fault(task: Task, fault: Any) -> RenderedDocument:
    """``fault`` happens instead of laying out the lines of an element with class ``trap``."""
    from weasyprint.layout import block

    from report_pdf.render.engine import typeset

    original = block._linebox_layout

    def trapped(context: Any, box: Any, *args: Any) -> Any:
        if box.element is not None and box.element.get("class") == "trap":
            fault()
        return original(context, box, *args)

    block._linebox_layout = trapped
    return typeset(task)


def crash(task: Task) -> RenderedDocument:
    def fault() -> None:
        raise IndexError("pop from empty list")

    return _typeset_with_fault(task, fault)


def hang(task: Task) -> RenderedDocument:
    return _typeset_with_fault(task, lambda: time.sleep(60))


def die(task: Task) -> RenderedDocument:
    return _typeset_with_fault(task, lambda: os._exit(9))
