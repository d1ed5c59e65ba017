"""A check: one function over the finished bytes that yields findings; registered with its code and its reason."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from report_pdf.findings import Finding, Message, Place, Rule, Severity
from report_pdf.model.edition import EditionSpec
from report_pdf.model.issue import Issue
from report_pdf.model.plan import EditionName
from report_pdf.pdf import (
    FontFacts,
    ImageFacts,
    PageBoxes,
    Particulars,
    fonts_of,
    images_of,
    page_boxes,
    particulars,
)

__all__ = ["CHECKS", "Check", "Subject", "check"]


@dataclass(frozen=True, kw_only=True)
class Subject:
    """What is checked: finished bytes and the promises they are held to. ``issue`` None: a file from elsewhere.

    The facts are read once, when the first check asks for them.
    """

    file: str
    data: bytes
    spec: EditionSpec
    issue: Issue | None = None

    @cached_property
    def fonts(self) -> tuple[FontFacts, ...]:
        """Every font of the file."""
        return fonts_of(self.data)

    @cached_property
    def images(self) -> tuple[ImageFacts, ...]:
        """Every picture where it is placed."""
        return images_of(self.data)

    @cached_property
    def pages(self) -> tuple[PageBoxes, ...]:
        """Every page's boxes."""
        return page_boxes(self.data)

    @cached_property
    def particulars(self) -> Particulars:
        """Title, language, tags, active content, texts."""
        return particulars(self.data)

    def at(self, page: int | None = None) -> Place:
        """A place in the file."""
        return Place(file=self.file, page=page)


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """``editions``: whose promise it is."""

    rule: Rule
    editions: frozenset[EditionName]
    run: Callable[[Subject, Rule], Iterator[Finding]]


CHECKS: list[Check] = []


def check(
    code: str,
    *,
    rationale: Message,
    source: str,
    severity: Severity = Severity.ERROR,
    editions: frozenset[EditionName] = frozenset(EditionName),
) -> Callable[[Callable[[Subject, Rule], Iterator[Finding]]], Callable[[Subject, Rule], Iterator[Finding]]]:
    """Registers a check; all are in ``checks/``, one file each."""

    def register(
        run: Callable[[Subject, Rule], Iterator[Finding]],
    ) -> Callable[[Subject, Rule], Iterator[Finding]]:
        rule = Rule(code=code, severity=severity, rationale=rationale, source=source)
        CHECKS.append(Check(rule=rule, editions=editions, run=run))
        return run

    return register
