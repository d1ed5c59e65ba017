"""Jinja, shut in: templates see the views they are given, escape everything but plain text, stop at an unknown name."""

from __future__ import annotations

import traceback
from pathlib import Path

import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment

from report_pdf.errors import LayoutError
from report_pdf.findings import Message, Place
from report_pdf.layout.languages import english_parts

__all__ = ["fill_template"]


def fill_template(folder: Path, template: str, views: dict[str, object]) -> str:
    """The template with its views.

    Raises:
        LayoutError: The template is missing or wrong; the place names its file and line.
    """
    environment = ImmutableSandboxedEnvironment(
        loader=jinja2.FileSystemLoader(folder),
        autoescape=_is_markup,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["by_language"] = english_parts
    try:
        return environment.get_template(template).render(views)
    except jinja2.TemplateSyntaxError as error:
        raise _wrong(error, Place(file=error.name or template, line=error.lineno)) from error
    except jinja2.TemplateError as error:
        raise _wrong(error, _raised_at(error, folder) or Place(file=template)) from error


def _is_markup(template: str | None) -> bool:
    """All but plain text (``.txt.j2``), which nothing reads as markup."""
    return template is None or not template.endswith(".txt.j2")


def _raised_at(error: jinja2.TemplateError, folder: Path) -> Place | None:
    """The part and its line: Jinja writes them into the traceback, innermost last."""
    lines = traceback.extract_tb(error.__traceback__)
    inside = [line for line in lines if Path(line.filename).is_relative_to(folder)]
    if not inside:
        return None
    return Place(file=Path(inside[-1].filename).relative_to(folder).as_posix(), line=inside[-1].lineno)


def _wrong(error: jinja2.TemplateError, place: Place) -> LayoutError:
    return LayoutError(
        Message(zh=f"版式模板有误：{error.message}", en=f"the layout's template is wrong: {error.message}"),
        place=place,
    )
