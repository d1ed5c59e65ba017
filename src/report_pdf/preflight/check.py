"""A check: one function over the finished bytes that yields findings; registered with its code and its reason."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from report_pdf.findings import Finding, Message, Place, Rule, Severity
from report_pdf.model.edition import EditionSpec
from report_pdf.model.issue import Issue
from report_pdf.model.plan import EditionName
from report_pdf.pdf import (
    FontFacts,
    ImageFacts,
    PageBoxes,
    Particulars,
    PressStandard,
    fonts_of,
    foreign_particulars,
    images_of,
    page_boxes,
    particulars,
)

__all__ = ["CHECKS", "Check", "Run", "Subject", "check"]


@dataclass(frozen=True, kw_only=True)
class Subject:
    """What is checked: finished bytes and the promises they are held to. The facts are read once, when first asked for.

    Attributes:
        file: How findings name it.
        data: Its bytes, not encrypted.
        spec: The promises.
        issue: What it was made of.
        foreign: It comes from elsewhere, and nothing but its purpose is known.
        received: The bytes of an encrypted file as they are, which ``password`` opens; else empty.
        standard: Whose severities count for the press.
        spots: Spot colours that were agreed.
    """

    file: str
    data: bytes
    spec: EditionSpec
    issue: Issue | None = None
    foreign: bool = False
    received: bytes = b""
    password: str = ""
    standard: PressStandard = PressStandard.SHEET
    spots: frozenset[str] = frozenset()

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
        """Title, language, tags, active content; texts, where the file is ours."""
        return foreign_particulars(self.data) if self.foreign else particulars(self.data)

    def at(self, page: int | None = None) -> Place:
        """A place in the file."""
        return Place(file=self.file, page=page)


Run: TypeAlias = Callable[[Subject, Rule], Iterator[Finding]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One check.

    Attributes:
        rule: Its own.
        editions: Whose promise it is.
        foreign: What a file from elsewhere may be for that the check still makes sense.
        run: Yields findings.
        rules: What it checks for a purpose, where that is more than its own rule.
    """

    rule: Rule
    editions: frozenset[EditionName]
    foreign: frozenset[EditionName]
    run: Run
    rules: Callable[[PressStandard], tuple[Rule, ...]] | None = None

    def applies(self, subject: Subject) -> bool:
        """Whether it is run on this file."""
        return subject.spec.name in (self.foreign if subject.foreign else self.editions)

    def rules_for(self, standard: PressStandard) -> tuple[Rule, ...]:
        """Every rule it stands for."""
        return self.rules(standard) if self.rules else (self.rule,)


CHECKS: list[Check] = []


def check(  # noqa: PLR0913 - a check's particulars, all by keyword
    code: str,
    *,
    rationale: Message,
    source: str,
    severity: Severity = Severity.ERROR,
    editions: frozenset[EditionName] = frozenset(EditionName),
    foreign: frozenset[EditionName] = frozenset(),
    rules: Callable[[PressStandard], tuple[Rule, ...]] | None = None,
) -> Callable[[Run], Run]:
    """Registers a check; all are in ``checks/``, one file each."""

    def register(run: Run) -> Run:
        rule = Rule(code=code, severity=severity, rationale=rationale, source=source)
        CHECKS.append(Check(rule=rule, editions=editions, foreign=foreign, run=run, rules=rules))
        return run

    return register
