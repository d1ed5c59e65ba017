"""The child's side: WeasyPrint 70.0 with our fetcher, columns and composer; its log becomes findings.

In: HTML, style sheets and resources. Out: the PDF and where every element id stands. The patches here and beside
are made for one version of the engine; another is refused rather than half patched.
"""

from __future__ import annotations

import contextlib
import functools
import gc
import logging
import re
import traceback
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import weasyprint
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, iri_to_uri

from report_pdf.errors import FontError, MissingToolError, RenderError, ReportPdfError
from report_pdf.findings import Message, Place, Severity
from report_pdf.model.pages import Anchor, PaginatedHtml, RenderedDocument
from report_pdf.render import columns, composer, rules, tags
from report_pdf.render.fetcher import ForbiddenUrl, ResourceFetcher
from report_pdf.render.task import Task
from report_pdf.render.trace import Trace, Watch

__all__ = ["ENGINE_VERSION", "typeset"]

ENGINE_VERSION = "70.0"
_POINTS_PER_PIXEL = 0.75
_URL = re.compile(r" at '([^']+)'")
_CSS_PLACE = re.compile(r"\bat (\d+):(\d+)")


class _Log(logging.Handler):
    """Turns the engine's log lines into findings."""

    def __init__(self, trace: Trace) -> None:
        super().__init__(logging.WARNING)
        self._trace = trace

    def emit(self, record: logging.LogRecord) -> None:
        text = record.getMessage()
        rule = rules.rule_of(text, record.levelno)
        message = Message(
            zh=f"{rule.rationale.zh}（引擎：{text}）", en=f"{rule.rationale.en} (engine: {text})"
        )
        where = _CSS_PLACE.search(text)
        if self._trace.sheet is not None and where:
            place = Place(file=self._trace.sheet, line=int(where[1]), column=int(where[2]))
            self._trace.findings.append(rule.at(place, message))
        else:
            url = _URL.search(text)
            self._trace.report(rule, message, self._trace.asking_for(url[1]) if url else None)


def typeset(task: Task) -> RenderedDocument:
    """Renders ``task`` in this very process, whose engine it patches: only for a child.

    Raises:
        RenderError: The engine failed, or asked for what the build did not provide.
        FontError: A character has no glyph.
    """
    watch = _patched()
    if task.numbered:
        tags.install()
    trace = Trace(task.note, dict(task.pages.sources))
    watch.begin(trace)
    with _listening(trace), _without_garbage_collection():
        return _typeset(task, trace)


@functools.cache
def _patched() -> Watch:
    """Patches the engine, once per process."""
    _check_version(weasyprint.__version__)
    watch = Watch()
    watch.install()
    columns.install(watch)
    composer.install()
    return watch


@contextlib.contextmanager
def _listening(trace: Trace) -> Iterator[None]:
    """Every log line of the engine and of what it uses becomes a finding."""
    handler = _Log(trace)
    logging.getLogger().addHandler(handler)
    try:
        yield
    finally:
        logging.getLogger().removeHandler(handler)


@contextlib.contextmanager
def _without_garbage_collection() -> Iterator[None]:
    """Box trees are big and live to the end: looking for garbage in them again and again costs a sixth of the time.

    What is left of them stays frozen: one look through it all costs a tenth, and the child ends soon.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def _typeset(task: Task, trace: Trace) -> RenderedDocument:
    fetcher = ResourceFetcher(task.resources)
    html = weasyprint.HTML(string=task.pages.html, url_fetcher=fetcher)
    trace.index(html.etree_element)
    try:
        document = _lay_out(task.pages, html, trace, fetcher)
        composer.take_loose_lines()
        pdf = document.write_pdf(pdf_tags=True)
    except FatalURLFetchingError as error:
        raise _fetching_error(error, task, trace) from None
    except Exception as error:
        raise _engine_error(error, trace) from error
    _report_loose_lines(trace)
    _stop_on_errors(trace)
    return RenderedDocument(
        pdf=pdf,
        pages=len(document.pages),
        anchors=tuple(_anchors(document)),
        findings=tuple(trace.findings),
    )


def _report_loose_lines(trace: Trace) -> None:
    """What the composer had to stretch beyond its limits, as it was drawn."""
    for line in composer.take_loose_lines():
        rationale = rules.LOOSE_LINE.rationale
        gap = f"{line.stretch_em:.2f} em"
        message = Message(
            zh=f"{rationale.zh}（第 {line.page} 页，“{line.text}”，每字多 {gap}）",
            en=f"{rationale.en} (page {line.page}, “{line.text}”, {gap} more a gap)",
        )
        trace.report(rules.LOOSE_LINE, message, line.element)


def _check_version(version: str) -> None:
    if version != ENGINE_VERSION:
        raise MissingToolError(
            Message(
                zh=f"需要 WeasyPrint {ENGINE_VERSION}，装的是 {version}。",
                en=f"WeasyPrint {ENGINE_VERSION} is needed, {version} is installed.",
            ),
            hint=Message(
                zh=f"请安装 weasyprint=={ENGINE_VERSION}。", en=f"Install weasyprint=={ENGINE_VERSION}."
            ),
        )


def _lay_out(pages: PaginatedHtml, html: Any, trace: Trace, fetcher: ResourceFetcher) -> Any:
    fonts = FontConfiguration()
    counter_style = weasyprint.document.CounterStyle()
    color_profiles: dict[str, Any] = {}
    style_sheets = []
    for name, text in pages.style_sheets:
        trace.sheet = name
        style_sheets.append(
            weasyprint.CSS(
                string=text,
                url_fetcher=fetcher,
                font_config=fonts,
                counter_style=counter_style,
                color_profiles=color_profiles,
            )
        )
    trace.sheet = None
    return html.render(
        fonts,
        counter_style,
        color_profiles,
        stylesheets=style_sheets,
        presentational_hints=False,
        pdf_tags=True,
    )


def _anchors(document: Any) -> Iterator[Anchor]:
    """Each element id once, where its first fragment stands."""
    seen: set[str] = set()
    for number, page in enumerate(document.pages, start=1):
        for name, (x, y, *_) in page.anchors.items():
            if name not in seen:
                seen.add(name)
                yield Anchor(name=name, page=number, x_pt=x * _POINTS_PER_PIXEL, y_pt=y * _POINTS_PER_PIXEL)


def _fetching_error(error: BaseException, task: Task, trace: Trace) -> RenderError:
    cause = error.__cause__
    url = cause.url if isinstance(cause, ForbiddenUrl) else str(error)
    place, element = _asker(url, task.pages.style_sheets, trace)
    asker_zh = f"元素 {element} 要取用" if element else "版面要取用"
    asker_en = f"{element} asks for" if element else "the layout asks for"
    return RenderError(
        Message(
            zh=f"{asker_zh} {url}，但整期没有提供这个资源。",
            en=f"{asker_en} {url}, which is not among the issue's resources.",
        ),
        place=place or trace.place,
        hint=Message(
            zh="排版不读网络和整期以外的文件；请把图片列入 issue.yaml。",
            en="Rendering reads no network and no files outside the issue: list the picture in issue.yaml.",
        ),
        findings=tuple(trace.findings),
    )


def _asker(url: str, style_sheets: Sequence[tuple[str, str]], trace: Trace) -> tuple[Place | None, str]:
    """Who names ``url``: an element (its block's place), else a line of a style sheet."""
    element = trace.asking_for(url)
    if element is not None:
        name = trace.name_of(element)
        return trace.place_of(name), f"<{element.tag}>" + (f" #{name}" if name else "")
    for sheet, text in style_sheets:
        for number, line in enumerate(text.splitlines(), start=1):
            if iri_to_uri(url) in iri_to_uri(line):
                return Place(file=sheet, line=number), sheet
    return None, ""


def _engine_error(error: Exception, trace: Trace) -> ReportPdfError:
    if isinstance(error, ReportPdfError):
        return error
    block_zh, block_en = (f" #{trace.name} ", f"#{trace.name}") if trace.name else ("这一部分", "this part")
    frame = traceback.extract_tb(error.__traceback__)[-1]
    fault = f"{type(error).__name__}: {error} ({Path(frame.filename).name}:{frame.lineno})"
    return RenderError(
        Message(
            zh=f"排版引擎在处理{block_zh}时出错：{fault}", en=f"the engine failed at {block_en}: {fault}"
        ),
        place=trace.place,
        hint=Message(
            zh="请简化这一段的内容或样式后再试。", en="Simplify this block's content or style and try again."
        ),
        findings=tuple(trace.findings),
    )


def _stop_on_errors(trace: Trace) -> None:
    """An ERROR among the findings ends the stage, once all of them are in."""
    errors = [finding for finding in trace.findings if finding.severity is Severity.ERROR]
    if not errors:
        return
    only_glyphs = all(finding.code == rules.MISSING_GLYPH.code for finding in errors)
    kind = FontError if only_glyphs else RenderError
    raise kind(errors[0].message, place=errors[0].place, findings=tuple(trace.findings))
